"""Checking an archive: millions of stories, as tables.

`schema` says what goes in and what comes out. What comes out lies in one folder as Parquet files, which `report` turns
into pages and `across` searches for what shows only when stories are compared.
"""
