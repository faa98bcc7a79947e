"""Where a finding stands in its file, in the units that other programs count."""

from __future__ import annotations

from mtqa.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """One-based columns of a stretch's first character and of the character after its last."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 1 or self.end < 1:
            raise ValueError(f"not columns: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Region:
    """The stretch of a file that shows a finding, end excluded, its lines counted from 1.

    ``utf16`` are columns in UTF-16 code units, as GitHub and editors count, ``utf8`` in bytes, as reviewdog does;
    what is before the text on the first line of a record counts as characters of ASCII.

    ``replacement``: what is to stand there, as the file's format writes it, so that the suggestion is taken; None where
    there is no suggestion, or the file cannot be changed without touching what is no text.
    """

    line: int
    end_line: int
    columns: Columns
    utf16: Columns
    utf8: Columns
    replacement: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.line <= self.end_line:
            raise ValueError(f"not lines: {self.line} to {self.end_line}")
