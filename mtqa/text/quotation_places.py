"""What a glyph that may be a quotation mark is, as far as the characters around it tell.

Told apart here: marks from apostrophes inside and before words, and which way a mark faces by its place.
Shape and place per the Unicode standard, section 6.2, "Language-Based Usage of Quotation Marks".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mtqa.text.pattern import Pattern
from mtqa.text.structure import Facing, QuotationMark, QuoteStyle

_OPENING = Facing.OPENING
_CLOSING = Facing.CLOSING

#: Style and shape of every glyph that may be a quotation mark; no shape for the straight ones.
GLYPHS: dict[str, tuple[QuoteStyle, Facing | None]] = {
    '"': (QuoteStyle.DOUBLE, None),
    "＂": (QuoteStyle.DOUBLE, None),
    "“": (QuoteStyle.DOUBLE, _OPENING),
    "‟": (QuoteStyle.DOUBLE, _OPENING),
    "„": (QuoteStyle.DOUBLE, _OPENING),
    "”": (QuoteStyle.DOUBLE, _CLOSING),
    "'": (QuoteStyle.SINGLE, None),
    "`": (QuoteStyle.SINGLE, _OPENING),
    "‘": (QuoteStyle.SINGLE, _OPENING),
    "‛": (QuoteStyle.SINGLE, _OPENING),
    "‚": (QuoteStyle.SINGLE, _OPENING),
    "’": (QuoteStyle.SINGLE, _CLOSING),
    "«": (QuoteStyle.GUILLEMET, _OPENING),
    "‹": (QuoteStyle.GUILLEMET, _OPENING),
    "»": (QuoteStyle.GUILLEMET, _CLOSING),
    "›": (QuoteStyle.GUILLEMET, _CLOSING),
    "「": (QuoteStyle.CORNER, _OPENING),
    "『": (QuoteStyle.CORNER, _OPENING),
    "《": (QuoteStyle.CORNER, _OPENING),
    "」": (QuoteStyle.CORNER, _CLOSING),
    "』": (QuoteStyle.CORNER, _CLOSING),
    "》": (QuoteStyle.CORNER, _CLOSING),
}

#: Screen for texts with a double mark, two single ones in a row among them.
DOUBLE_GLYPHS = r"[\"“”„‟＂]|''|``|‘‘|’’"
_DOUBLE = frozenset('"“”„‟＂')

_APOSTROPHES = frozenset("'‘’‛‚`")

#: What a single mark before a word leaves out; the word is written with an apostrophe, whatever its glyph.
_ELIDED = Pattern(
    r"(?:\d\ds?|em|er|im|is|n|tis|twas|twere|twill|til|till|cause|cos|coz|cuz|bout|round|fore|neath|nother|nuff|ello|ndrangheta"
    r"|s|re|ve|ll|d|m|t|un|uns|kay|hood|scuse|spose|sup|bama|gainst|mongst|stache|tude|zat|ere|ome|ouse|eard|appen)(?!\w)",
    re.IGNORECASE,
)

_SPACE = frozenset(
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
#: Signs that a mark may stand on either side of.
_EITHER = frozenset("-‐‑‒–—―/\\*_|~=<>•·")
_STOP = frozenset(".,;:!?)]}。，、！？：；）】％%")
#: What stands after a stop that is no more than a stop.
_AFTER_STOP = _SPACE | _STOP - {"."} | set(GLYPHS) | {""}
#: How many marks in a row are looked through for what stands beyond them.
_RUN = 4
#: So many surroundings of marks are remembered.
_REMEMBERED = 1 << 12

#: The kind of what stands before a mark, and after it; everything else is a "word".
_BEFORE = {"": "start"} | dict.fromkeys(_SPACE | set("([{（【"), "space") | dict.fromkeys(_EITHER, "dash")
_AFTER = (
    {"": "end", "…": "ellipsis"}
    | dict.fromkeys(_SPACE, "space")
    | dict.fromkeys(_EITHER, "dash")
    | dict.fromkeys(_STOP, "stop")
)
#: Which way a mark between the two faces; what is not named here tells nothing.
_FACING: dict[tuple[str, str], Facing] = {
    **{("start", after): _OPENING for after in ("word", "space", "dash", "ellipsis")},
    **{("space", after): _OPENING for after in ("word", "dash", "ellipsis")},
    **{("dash", after): _OPENING for after in ("word", "ellipsis")},
    **{("dash", after): _CLOSING for after in ("space", "stop", "end")},
    **{("word", after): _CLOSING for after in ("space", "stop", "end", "dash", "ellipsis")},
}


def possible_marks(text: str, glyphs: Iterable[str]) -> list[int]:
    """Where ``glyphs`` stand that may be marks, in order, less apostrophes between two characters of a word ("don't").

    A text has few of them, and few kinds: `str.find` gets from one to the next ten times as fast as a pattern does.
    """
    found = []
    for glyph in glyphs:
        start = text.find(glyph)
        may_be_apostrophe = glyph in _APOSTROPHES
        while start >= 0:
            if not (may_be_apostrophe and _is_inside_a_word(text, start)):
                found.append(start)
            start = text.find(glyph, start + 1)
    found.sort()
    return found


def _is_inside_a_word(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (before.isalnum() or before == "_") and (after.isalnum() or after == "_")


def is_elision(text: str, end: int) -> bool:
    """Whether the single mark that ends at ``end`` is the apostrophe of 'em, ’90s, 'tis and their like."""
    return _ELIDED.match(text, end) is not None


def is_feet_and_inches(text: str, start: int) -> bool:
    """Whether the mark at ``start`` ends a height such as 6'2"."""
    before = text[max(start - 4, 0) : start].rstrip("0123456789")
    return len(before) > 1 and text[start - 1].isdigit() and before[-1] in "'’′" and before[-2].isdigit()


def place(text: str, start: int, end: int, low: int, high: int) -> Facing | None:
    """Which way the mark at ``start`` to ``end`` faces by what stands around it inside ``low`` to ``high``.

    None where the place does not tell: between spaces, between letters, between a space and a stop.
    """
    left = start - 1
    while left >= low and text[left] in GLYPHS and start - left < _RUN:
        left -= 1
    right = end
    while right < high and text[right] in GLYPHS and right - end < _RUN:
        right += 1
    return _facing(text[left] if left >= low else "", text[right : right + 2] if right < high else "")


@lru_cache(_REMEMBERED)
def _facing(before: str, beyond: str) -> Facing | None:
    """Which way a mark faces between a character and the two ``beyond`` it; both are empty at a paragraph's ends."""
    after = _AFTER.get(beyond[:1], "word")
    if after == "stop" and beyond[0] == "." and beyond[1:] not in _AFTER_STOP:
        after = "ellipsis"  # or a name such as .com: it begins what is quoted, or goes on after it
    return _FACING.get((_BEFORE.get(before, "word"), after))


class PlainMark(NamedTuple):
    """What a double mark is whose place says which way it faces, and its shape, if it has one, says the same.

    ``facing`` is None for a single mark that is an apostrophe unless another single one stands open before it.
    """

    facing: Facing | None
    shape: Facing | None


@lru_cache(_REMEMBERED)
def plain_mark(before: str, glyph: str, beyond: str) -> PlainMark | None:
    """What ``glyph`` is between a character and the two ``beyond`` it; None where more than these must be looked at."""
    style, shape = GLYPHS[glyph]
    if before in GLYPHS or beyond[:1] in GLYPHS:
        return None
    facing = _facing(before, beyond)
    if style is QuoteStyle.SINGLE:
        return PlainMark(None, None) if facing is not _OPENING or shape is _CLOSING else None
    if style is not QuoteStyle.DOUBLE or facing is None or shape not in (None, facing):
        return None
    return None if before.isnumeric() else PlainMark(facing, shape)


def is_soft_closing(text: str, start: int, end: int) -> bool:
    """Whether the single mark at ``start`` may as well be the apostrophe of "workers' pay" or "goin' home"."""
    if text[end : end + 1] not in _SPACE:
        return False
    before = text[max(start - 2, 0) : start].lower()
    return before[-1:] in ("s", "x", "z") or before in ("in", " n", " o", "ol", "an")


def is_doubled(text: str, mark: QuotationMark) -> bool:
    """Whether another double mark touches ``mark``."""
    return (
        text[max(mark.span.start - 1, 0) : mark.span.start] in _DOUBLE
        or text[mark.span.end : mark.span.end + 1] in _DOUBLE
    )


def is_lonely(text: str, mark: QuotationMark) -> bool:
    """Whether ``mark`` stands between spaces, or a space and a stop, so that it belongs to no word."""
    around = text[max(mark.span.start - 1, 0) : mark.span.start].strip() + text[
        mark.span.end : mark.span.end + 1
    ].strip(" .,;:")
    return not around.strip()


def is_opening_turned(text: str, start: int) -> bool:
    """Whether “” at ``start`` stands before a word, and nothing but a space before it: one opening mark, put twice."""
    return (
        text[start : start + 2] == "“”"
        and text[start + 2 : start + 3].isalnum()
        and not text[max(0, start - 1) : start].strip(" \n(")
    )
