"""Sentences as spans; segmentation that survives garbled input, in linear time.

A sentence ends at a full stop, question or exclamation mark or ellipsis, with the marks that close a quotation or
bracket behind it. What follows decides in doubt, and in these ways, on which rules rely:

* Stray marks after the stop ("ended. .", "Petersburg. , are") belong to the sentence before them.
* A lower-case word starts a sentence after a stop that is certainly no abbreviation's and has no closing mark
  behind it: "had expanded. they did" is two. Never after "?", "!" or an ellipsis: "Who? he asked", "Yahoo! news".
* Where the space is missing ("ended.The"), only a word such as "The" or "He" starts a sentence; "Node.Js" does not.
* An abbreviation that may end a sentence ("in the U.S. The president") ends one before such a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

from mtqa.model.span import Span
from mtqa.text.abbreviations import (
    AFTER_TIMES,
    BEFORE_FIGURES,
    CLOSING,
    DOMAINS,
    EXCLAMATORY_NAMES,
    OPEN,
    STARTERS,
    TAIL,
    TITLES,
    ends_no_abbreviation,
    is_abbreviation,
    is_dotted,
    word_before,
)
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Paragraph, Sentence

#: What sentences end with; the stops of Chinese and Japanese last.
_MARKS = {mark: Pattern(re.escape(mark)) for mark in ".!?…。！？｡"}
_START = re.Match.start
# Every branch decides at its first character or the next, and what comes after is optional: no start fails late.
_STOP = Pattern(
    r"""
    [.!?…。！？｡](?:
        (?<=[.!?…])(?=[\s.!?…"”’'»)\]*_]|$)(?P<more>[.!?…]*(?:[ \u00a0]{1,3}[.,;:!?…]+(?=[\s"”’»)\]]|$))*)
        (?P<close>(?:[ \u00a0]?[”»)\]](?=[\s.,;:!?"”’»)\]]|$)|["”’'»)\]*_])*)
        (?P<gap>\s*)
      | (?<=[.!?])(?=[A-Z])(?P<joined>)
      | (?<=[。！？｡])[。！？｡」』”’）》]*(?P<wide>)\s*
    )
    """,  # the stops and closing marks of Chinese and Japanese
    re.VERBOSE,
)
_WORD = Pattern(r"\w[\w’']{0,30}")
_NEXT = Pattern(r"[^\w\s.!?…]{0,4}[ \u00a0]?[^\w\s.!?…]{0,4}(?=\w)")
_ENUMERATION = Pattern(r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})\.")
_SPEAKER = Pattern(
    r"(?:[A-Z][\w.’'-]{0,30} ){1,4}"
    r"(?:said|says|asked|asks|told|cried|shouted|added|wrote|writes|tweeted|replied|yelled|wondered|exclaimed|screamed)\b",
)
#: What needs no pattern: a full stop and a space between words, perhaps with a quotation mark beside the space; a full
#: stop inside a word. What stands between most sentences comes first.
_CAPITALS = frozenset(ascii_uppercase)
_BEGINNINGS = frozenset(f". {first}" for first in ascii_uppercase)
_SPACED = frozenset(f". {first}" for first in ascii_letters + digits)
_CLOSED = frozenset(f".{mark} " for mark in "\"”’'")
_QUOTED = _CLOSED | {f". {mark}" for mark in "\"“‘'"}
#: How the last sentence of a paragraph ends, most often.
_ENDS = frozenset(_MARKS).union(mark + closing for mark in ".!?…" for closing in '"”')
_JOINED = frozenset(f".{first}" for first in ascii_uppercase)
#: A full stop inside a figure or an address.
_INSIDE = frozenset(f".{first}" for first in ascii_lowercase + digits)
_TIMES = frozenset(("a.m", "p.m", "A.M", "P.M"))
_YEAR = 4
#: Within so many characters the mark of an enumeration ends: "(123.", "XVIII.".
_MARKER = 7
#: So many words before stops are remembered.
_REMEMBERED = 1 << 12


def sentences(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    """Sentences that tile ``text``; none crosses the end of a paragraph."""
    stops = _stops(text)
    for index, paragraph in enumerate(paragraphs):
        whole, content = paragraph.span, paragraph.content
        start, first, end = whole.start, content.start, content.end
        inside = stops[bisect_left(stops, first) : bisect_left(stops, end)]
        for cut, last in _cuts(text, inside, first, end):
            yield Sentence(Span(start, cut), Span(first, last), index)
            start = first = cut
        if start == whole.start:
            yield Sentence(whole, content, index)
        else:
            yield Sentence(Span(start, whole.end), Span(first, end), index)


def _stops(text: str) -> list[int]:
    """Where the marks stand at which a sentence may end: one pattern a mark takes a third of one for all of them."""
    found: list[int] = []
    for mark, pattern in _MARKS.items():
        if mark in text:
            found.extend(map(_START, pattern.finditer(text)))
    found.sort()
    return found


def _cuts(text: str, stops: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where sentences start inside ``text[start:end]``, each with the place where the one before it ends.

    ``stops`` are the places of the marks in it; its last character is no white space.
    """
    read = start
    if stops and stops[0] - start < _MARKER and (marker := _ENUMERATION.match(text, start, end)):
        read = marker.end()
    for at in stops:
        if at < read:
            continue
        if end - at <= 2 and text[at:end] in _ENDS:
            return
        ahead = text[at : at + 3]
        quoted = ahead in _QUOTED and end - at > len(ahead) and text[at + 3] in _CAPITALS
        if (quoted or ahead in _BEGINNINGS) and at - start >= TAIL and ends_no_abbreviation(text[at - TAIL : at]):
            cut = at + 2 + (ahead in _CLOSED)
            yield cut, cut - 1
        elif ahead[:2] in _INSIDE:
            continue
        elif quoted or ahead in _SPACED or ahead[:2] in _JOINED:
            if cut := _cut(text, at, ahead, start, end):
                yield cut, max(cut - 1, at + 1)
        elif match := _STOP.match(text, at, end):
            read = match.end()
            if read == end:
                return
            if (last := _end(text, match, start, end)) is not None:
                yield read, last


def _cut(text: str, at: int, ahead: str, start: int, end: int) -> int:
    """Where the sentence starts after a full stop that needs no pattern; 0 where the one before it goes on."""
    if ahead in _SPACED:
        ends = _ends_between(word_before(text, at, start), text, at + 2, end, closed=False)
        return at + 2 if ends else 0
    if ahead in _QUOTED:
        ends = _ends_before_capital(word_before(text, at, start), text, at + 3, end)
        return at + 2 + (ahead in _CLOSED) if ends else 0
    return at + 1 if _ends_without_space(text, at, at + 1, start, end) else 0


def _end(text: str, match: re.Match[str], start: int, end: int) -> int | None:
    """Where the sentence ends that has the stop of ``match``; None where it goes on."""
    after, kind = match.end(), match.lastgroup
    if kind == "wide":
        return match.end(kind)
    if kind == "gap" and (last := match.start(kind)) != after:
        following = _NEXT.match(text, after, end)
        return last if following and _ends(text, match, following.end(), start, end) else None
    return after if text[after].isupper() and _ends_without_space(text, match.start(), after, start, end) else None


def _ends(text: str, match: re.Match[str], after: int, start: int, end: int) -> bool:
    """Whether the sentence ends with the stop of ``match``, which white space and the word at ``after`` follow."""
    stop = text[match.start() : match.end("more")]
    if stop[0] != "." or stop.startswith("..") or stop.count(".") > 2:
        return _ends_in_other_mark(text, match, after, start, end)
    return _ends_between(word_before(text, match.start(), start), text, after, end, closed=bool(match["close"]))


def _ends_between(before: str, text: str, after: int, end: int, *, closed: bool) -> bool:
    """Whether the sentence ends with a full stop between the words ``before`` and at ``after``."""
    first = text[after]
    if first.islower():
        return not closed and _is_certain(before, _word(text, after, end))
    if first.isdigit():
        return _ends_before_figure(before)
    return _ends_before_capital(before, text, after, end)


def _ends_in_other_mark(text: str, match: re.Match[str], after: int, start: int, end: int) -> bool:
    """The same for "?", "!" and ellipses, which stand inside sentences too."""
    if text[after].islower():
        return False
    stop = text[match.start() : match.end("more")]
    if match["close"]:
        return stop[-1] not in "?!" or not _SPEAKER.match(text, after)
    if stop != "!":
        return True
    return word_before(text, match.start(), start) not in EXCLAMATORY_NAMES or _is_starter(text, after, end)


def _is_certain(before: str, word: str) -> bool:
    """Whether a stop between ``before`` and a lower-case ``word`` is no abbreviation's."""
    if not before or word in DOMAINS or is_abbreviation(before):
        return False
    return len(before) == _YEAR if before.isdigit() else len(before) > 1


def _ends_before_figure(before: str) -> bool:
    if before.isdigit():
        return len(before) == _YEAR
    known = before in OPEN or before in TITLES or before in BEFORE_FIGURES
    return len(before) != 1 and not known and not is_dotted(before)


def _ends_before_capital(before: str, text: str, after: int, end: int) -> bool:
    if _is_whole(before):
        return True
    if before in TITLES:
        return False
    if before in _TIMES:
        return _word(text, after, end) not in AFTER_TIMES
    return _is_starter(text, after, end)


@lru_cache(_REMEMBERED)
def _is_whole(before: str) -> bool:
    """Whether a stop after the word, before a capital letter, ends the sentence whatever the next word is."""
    return before in CLOSING or not is_abbreviation(before)


def _ends_without_space(text: str, at: int, after: int, start: int, end: int) -> bool:
    """Whether a sentence ends where a capital letter follows a stop without a space."""
    if text[max(at - 1, 0)].isupper():  # "U.S"
        return False
    following = _NEXT.match(text, after, end)
    if following is None or not _is_starter(text, following.end(), end):
        return False
    before = word_before(text, at, start)
    return len(before) > 1 and before[-2:].islower() and before not in TITLES and not is_dotted(before)


def _is_starter(text: str, at: int, end: int) -> bool:
    """Whether the word at ``at`` starts a sentence wherever it stands with a capital letter."""
    word = _word(text, at, end)
    return word in STARTERS and not (len(word) == 1 and text.startswith(".", at + 1))


def _word(text: str, at: int, end: int) -> str:
    word = _WORD.match(text, at, end)
    return word[0] if word else ""
