"""The tables of a run, ready for questions, with bounded memory; and files that are there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from mtqa.batch.across.schema import TABLES
from mtqa.batch.schema import FINDINGS, STORIES, TRACED

if TYPE_CHECKING:
    import duckdb

#: What DuckDB may use; what needs more goes to disk.
_MEMORY = "96MB"
#: Rows that are in memory at once when a table is written.
_ROWS = 4096
_FOLDERS = {"stories": STORIES, "findings": FINDINGS, "traces": TRACED}


class Archive:
    """The folder of a run; ``stories``, ``findings`` and ``traces``, as `mtqa.batch.schema` has them, are views.

    In ``stories``, ``outlet`` is the feed where no outlet is known. ``scratch`` is a folder for what is not to stay.
    """

    def __init__(self, out: Path, scratch: Path) -> None:
        import duckdb

        self.out = out
        self.scratch = scratch
        self.database = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(scratch), "threads": 2})
        for setting in ("TimeZone = 'UTC'", "preserve_insertion_order = false", "enable_progress_bar = false"):
            self.database.execute(f"SET {setting}")
        for name, schema in _FOLDERS.items():
            self._view(name, schema)
        self.database.execute(
            "CREATE VIEW stories AS SELECT * REPLACE (coalesce(outlet, feed) AS outlet) FROM stories_read"
        )

    def _view(self, name: str, schema: pa.Schema) -> None:
        """A view of all finished parts of a table; an empty one where there are none."""
        view = f"{name}_read" if name == "stories" else name
        parts = sorted(
            str(part) for part in (self.out / name).rglob("*.parquet") if not part.name.startswith((".", "_"))
        )
        if parts:
            listed = ", ".join(map(_quoted, parts))
            read = f"SELECT * FROM read_parquet([{listed}], union_by_name = true)"  # noqa: S608 - quoted
            self.database.execute(f"CREATE VIEW {view} AS {read}")
        else:
            self.database.register(view, schema.empty_table())

    def ask(self, question: str, **tables: pa.Table) -> duckdb.DuckDBPyRelation:
        """The answer to a question in SQL, in which the names of ``tables`` mean these."""
        for name, table in tables.items():
            self.database.register(name, table)
        return self.database.sql(question)

    def batches(self, question: str, **tables: pa.Table) -> Iterator[pa.RecordBatch]:
        """The rows of an answer, some at a time."""
        answer = self.ask(question, **tables)
        # until DuckDB 1.5 the method has the other name; the standard's own stream gives a million rows at once
        read = answer.to_arrow_reader if hasattr(answer, "to_arrow_reader") else answer.fetch_arrow_reader
        yield from read(_ROWS)

    def rows(self, question: str, **tables: pa.Table) -> Iterator[dict[str, Any]]:
        """The rows of an answer, one at a time."""
        for batch in self.batches(question, **tables):
            yield from batch.to_pylist()

    def write(self, name: str, question: str, **tables: pa.Table) -> None:
        """Make a file of `mtqa.batch.across.schema.TABLES` of an answer, whose order is kept."""
        with self._file(name) as file:
            for batch in self.batches(question, **tables):
                file.write_table(pa.Table.from_batches([batch]).select(TABLES[name].names).cast(TABLES[name]))

    def write_rows(self, name: str, rows: Iterator[dict[str, Any]]) -> None:
        """Make a file of `mtqa.batch.across.schema.TABLES` of rows in their order."""
        waiting: list[dict[str, Any]] = []
        with self._file(name) as file:
            for row in rows:
                waiting.append(row)
                if len(waiting) == _ROWS:
                    file.write_table(pa.Table.from_pylist(waiting, TABLES[name]))
                    waiting.clear()
            file.write_table(pa.Table.from_pylist(waiting, TABLES[name]))

    @contextmanager
    def _file(self, name: str) -> Iterator[parquet.ParquetWriter]:
        unfinished = self.scratch / f"{name}.parquet"
        with parquet.ParquetWriter(unfinished, TABLES[name], compression="zstd") as file:
            yield file
        unfinished.replace(self.out / "across" / f"{name}.parquet")

    def written(self, name: str) -> str:
        """What a table that was written is called in a question."""
        return f"read_parquet({_quoted(str(self.out / 'across' / f'{name}.parquet'))})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def opened(out: Path) -> Iterator[Archive]:
    """The archive in ``out``; what it needs on disk meanwhile is gone afterwards."""
    folder = out / "across"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".unfinished-", dir=folder) as scratch:
        archive = Archive(out, Path(scratch))
        try:
            yield archive
        finally:
            archive.database.close()
