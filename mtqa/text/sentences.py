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
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mtqa.model.span import Span
from mtqa.text.abbreviations import (
    AFTER_TIMES,
    BEFORE_FIGURES,
    CLOSING,
    DOMAINS,
    EXCLAMATORY_NAMES,
    OPEN,
    STARTERS,
    TITLES,
    is_abbreviation,
    is_dotted,
    word_before,
)
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Paragraph, Sentence

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
_NEXT = Pattern(r"[^\w\s.!?…]{0,4}[ \u00a0]?[^\w\s.!?…]{0,4}(?P<word>\w[\w’']{0,30})")
_ENUMERATION = Pattern(r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})\.")
_SPEAKER = Pattern(
    r"(?:[A-Z][\w.’'-]{0,30} ){1,4}"
    r"(?:said|says|asked|asks|told|cried|shouted|added|wrote|writes|tweeted|replied|yelled|wondered|exclaimed|screamed)\b",
)
_TIMES = frozenset(("a.m", "p.m", "A.M", "P.M"))
_YEAR = 4
#: Within so many characters the mark of an enumeration ends: "(123.", "XVIII.".
_MARKER = 7
#: So many words before stops are remembered.
_REMEMBERED = 1 << 12


def sentences(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    """Sentences that tile ``text``; none crosses the end of a paragraph."""
    for index, paragraph in enumerate(paragraphs):
        whole, content = paragraph.span, paragraph.content
        start, first = whole.start, content.start
        for cut, last in _cuts(text, content.start, content.end):
            yield Sentence(Span(start, cut), Span(first, last), index)
            start = first = cut
        if start == whole.start:
            yield Sentence(whole, content, index)
        else:
            yield Sentence(Span(start, whole.end), Span(first, content.end), index)


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where sentences start inside ``text[start:end]``, each with the place where the one before it ends."""
    marker = _ENUMERATION.match(text, start, end) if "." in text[start : start + _MARKER] else None
    for match in _STOP.finditer(text, marker.end() if marker else start, end):
        cut = match.end()
        if cut == end:
            return
        kind = match.lastgroup
        if kind == "wide":
            yield cut, match.end("wide")
        elif kind == "gap" and (last := match.start("gap")) != cut:
            if _ends(text, match, start, end):
                yield cut, last
        elif text[cut].isupper() and _ends_without_space(text, match, start, end):
            yield cut, cut


def _ends(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the sentence ends with the stop of ``match``, which white space follows."""
    at, next_one = match.start(), text[match.end()]
    stop = text[at : match.end("more")]
    before = word_before(text, at, start)
    if stop == "." and next_one.isupper() and next_one.isalpha() and _is_whole(before):
        return True  # as most sentences do: what else follows changes nothing
    following = _NEXT.match(text, match.end(), end)
    if following is None:
        return False
    word = following["word"]
    if stop[0] != "." or stop.startswith("..") or stop.count(".") > 2:
        return _ends_in_other_mark(text, match, following, start)
    if word[0].islower():
        return not match["close"] and _is_certain(before, word)
    if word[0].isdigit():
        return _ends_before_figure(before)
    return _ends_before_capital(before, following)


def _ends_in_other_mark(text: str, match: re.Match[str], following: re.Match[str], start: int) -> bool:
    """The same for "?", "!" and ellipses, which stand inside sentences too."""
    if following["word"][0].islower():
        return False
    stop = text[match.start() : match.end("more")]
    if match["close"]:
        return stop[-1] not in "?!" or not _SPEAKER.match(text, following.start("word"))
    if stop != "!":
        return True
    return word_before(text, match.start(), start) not in EXCLAMATORY_NAMES or _is_starter(following)


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


def _ends_before_capital(before: str, following: re.Match[str]) -> bool:
    if _is_whole(before):
        return True
    if before in TITLES:
        return False
    if before in _TIMES:
        return following["word"] not in AFTER_TIMES
    return _is_starter(following)


@lru_cache(_REMEMBERED)
def _is_whole(before: str) -> bool:
    """Whether a stop after the word, before a capital letter, ends the sentence whatever the next word is."""
    return before in CLOSING or not is_abbreviation(before)


def _ends_without_space(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a sentence ends where a capital letter follows a stop without a space."""
    following = _NEXT.match(text, match.end(), end)
    if following is None or not _is_starter(following):
        return False
    before = word_before(text, match.start(), start)
    return len(before) > 1 and before[-2:].islower() and before not in TITLES and not is_dotted(before)


def _is_starter(following: re.Match[str]) -> bool:
    """Whether the next word starts a sentence wherever it stands with a capital letter."""
    word = following["word"]
    return word in STARTERS and not (len(word) == 1 and following.string.startswith(".", following.end()))
