"""Offsets as people count them, in lines and columns; `mtqa.engine.regions` has the columns that machines count."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from mtqa.model.records import dataclass
from mtqa.text.pattern import Pattern

_LINE_END = Pattern(r"\r{1,2}\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """One-based ``line`` and ``column``; the column counts code points.

    Raises:
        ValueError: if either is less than 1.
    """

    line: int
    column: int

    def __post_init__(self) -> None:
        if self.line < 1 or self.column < 1:
            raise ValueError(f"not a position: line {self.line}, column {self.column}")


#: Where a file begins.
TOP = Position(1, 1)


class Lines:
    r"""Where the lines of a text begin; ``\n``, ``\r\n`` and ``\r`` end a line, and so does the ``\r\r\n`` of wires.

    ``first`` is the place in the file where the text begins, for a text that is a part of one (a record).
    Offsets past the end are taken for the end.
    """

    __slots__ = ("_first", "_starts", "_text")

    def __init__(self, text: str, first: Position = TOP) -> None:
        self._text = text
        self._first = first
        if "\r" in text:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        else:
            self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]

    def position(self, offset: int) -> Position:
        """Line and column of a code-point offset, in the file."""
        offset = min(offset, len(self._text))
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        if line == 1:
            column += self._first.column - 1
        return Position(line + self._first.line - 1, column)
