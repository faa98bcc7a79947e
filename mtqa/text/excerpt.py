"""A few words around a place, as messages quote them."""

from __future__ import annotations

from mtqa.text.pattern import Pattern

#: How far words are looked for.
_REACH = 60
#: Marks that would stand inside a message's own quotation marks: words are quoted as far as the next one.
_MARKS = Pattern(r'["“”„‟＂«»]')
_MARKS_AND_SPACE = '"“”„‟＂«» \t\r\u00a0'


def words_before(text: str, offset: int, count: int = 4) -> str:
    """The last words of the line before ``offset`` that stand together between double quotation marks."""
    line = text[max(offset - _REACH, 0) : offset].rpartition("\n")[2]
    return " ".join(_MARKS.compiled.split(line.rstrip(_MARKS_AND_SPACE))[-1].split()[-count:])


def words_after(text: str, offset: int, count: int = 4) -> str:
    """The first words of the line from ``offset`` on that stand together between double quotation marks."""
    line = text[offset : offset + _REACH].partition("\n")[0]
    return " ".join(_MARKS.compiled.split(line.lstrip(_MARKS_AND_SPACE), maxsplit=1)[0].split()[:count])
