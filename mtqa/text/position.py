"""Offsets as people and editors count them: the only place that converts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from mtqa.text.pattern import Pattern

_LINE_END = Pattern(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """One-based ``line`` and ``column``; the column counts code points."""

    line: int
    column: int


class Lines:
    r"""Where the lines of a text begin; ``\n``, ``\r\n`` and ``\r`` end a line."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """Line and column of a code-point offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def utf16_column(self, offset: int) -> int:
        """Zero-based column in UTF-16 code units, as editors' protocols count."""
        start = self._starts[bisect_right(self._starts, offset) - 1]
        return len(self._text[start:offset].encode("utf-16-le", "surrogatepass")) // 2

    def utf8_offset(self, offset: int) -> int:
        """Offset in bytes of the text's UTF-8 form."""
        return len(self._text[:offset].encode("utf-8", "surrogatepass"))
