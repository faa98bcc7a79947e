"""A few words around a place, as messages quote them."""

from __future__ import annotations

#: How far words are looked for.
_REACH = 60
#: Marks that would stand inside a message's own quotation marks.
_MARKS = str.maketrans("", "", '"“”„‟＂«»')


def words_before(text: str, offset: int, count: int = 4) -> str:
    """The last words of the line before ``offset``, without double quotation marks."""
    line = text[max(offset - _REACH, 0) : offset].rpartition("\n")[2]
    return " ".join(line.translate(_MARKS).split()[-count:])


def words_after(text: str, offset: int, count: int = 4) -> str:
    """The first words of the line from ``offset`` on, without double quotation marks."""
    line = text[offset : offset + _REACH].partition("\n")[0]
    return " ".join(line.translate(_MARKS).split()[:count])
