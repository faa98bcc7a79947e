"""Tables as text: CSV with commas, semicolons or bars, and tab-separated values; one story a row.

The first row names the columns, as the fields of JSON lines are named: ``text``, and where known ``id``, ``source``,
``language`` and so on; others are ignored. Quotation marks are those of RFC 4180.
"""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.text.pattern import Pattern

#: What a head looks like that is sure to be one: names, and delimiters of one kind between them.
_HEAD = Pattern(r'"?\w[\w .-]{0,40}"?(?:([,;\t|])"?\w[\w .-]{0,40}"?(?:\1"?[\w .-]{0,41}"?){0,200})')


def read(file: File) -> Records:
    """The stories of the table; a row that is none is named, and the others go on.

    Raises:
        ReadError: if the file is no text, or its first row names no column ``text``.
    """
    from mtqa.readers._csv_rows import documents

    return documents(file)


def _recognises(file: File) -> bool:
    """Whether the first line names a column ``text`` and another that is known."""
    line = file.head[:4096].partition("\n")[0].rstrip("\r")
    if "text" not in line or (found := _HEAD.fullmatch(line)) is None:
        return False
    from mtqa.readers._fields import KNOWN, TEXT

    names = {name.strip(' "').lower() for name in line.split(found[1])}
    return TEXT in names and not KNOWN.isdisjoint(names)


FORMAT = Format(read, frozenset({".csv", ".tsv", ".tab"}), _recognises)
