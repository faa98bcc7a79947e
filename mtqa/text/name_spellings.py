"""Whether two unusual words are one name in two spellings: by their letters, and by the names beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.text.abbreviations import OPEN, TITLES
from mtqa.text.document import Document
from mtqa.text.folding import without_accents
from mtqa.text.given_names import GIVEN_NAMES
from mtqa.text.lexicon import frequent_words
from mtqa.text.pattern import Pattern
from mtqa.text.renderings import are_renderings

#: What makes the people, the plural or the language of a name: Korean and Koreas are not two spellings.
_ENDINGS = ("", "s", "n", "ns", "an", "ans", "ian", "ians", "ese", "ish", "i", "is")
#: A stem has at least so many letters.
_STEM = 4
#: In longer words two letters may differ; in those shorter by more than one not even one may.
_LONG = 6
#: Letters that transliterations exchange: what a name is without them stays the same from one to the next. Cruder than
#: those of `mtqa.text.renderings`, where letters decide alone: here the names beside a word count as well.
_SOUNDS = Pattern("kh|ck|zh|sh|ch|ts|tz|ph|th|gh|[cqzvxj]")
_SOUND = {
    "kh": "k", "ck": "k", "c": "k", "q": "k", "gh": "g", "th": "t", "ph": "f", "v": "f", "x": "ks", "j": "",
    "zh": "s", "sh": "s", "ch": "s", "ts": "s", "tz": "s", "z": "s",
}  # fmt: skip
_UNHEARD = str.maketrans("", "", "aeiouyhw")
_DOUBLED = Pattern(r"(.)\1+")
_BEFORE = Pattern(r"(?<![\w’'.@#/&-])([^\W\d_][\w’'.]{0,30})[ \u00a0]\Z")
_AFTER = Pattern(r"[ \u00a0]([^\W\d_]\w{0,30})")
_GIVEN = frozenset(name.lower() for name in GIVEN_NAMES)


#: Names that differ by a letter and are different people as often as not.
_TWO_NAMES = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "steven/stephen steven/stefen jeffrey/jeffery catherine/katherine kristin/kristen kirsten/kristen brian/bryan "
        "philip/phillip alan/allan allen/allan daniel/daniil marion/marian francis/frances martin/marvin harold/gerald "
        "robert/rupert karsten/carsten michael/michel michal/michael"
    ).split()
)


def are_two(one: str, other: str) -> bool:
    """Whether two words in small letters are known to be two names: Steven and Stephen, Mario and Maria."""
    return (one[:-1] == other[:-1] and {one[-1], other[-1]} <= set("aoe")) or frozenset((one, other)) in _TWO_NAMES


def are_alike(one: str, other: str) -> bool:
    """Whether two words in small letters, pairs of `twins`, may be spellings of one name.

    They are a letter apart, or sound alike, as transliterations of one name do. Two endings of one stem are not alike,
    nor are two names.
    """
    if _stems(one) & _stems(other) or are_two(one, other):
        return False
    if are_renderings(one, other):
        return True
    from rapidfuzz.distance import OSA  # here: few stories have two words that come so far

    return OSA.distance(one, other, score_cutoff=1) <= 1 or _heard(one) == _heard(other)


def differ_in_accents(one: str, other: str) -> bool:
    """Whether two words are the same but for accents and capitals."""
    return without_accents(one.lower()) == without_accents(other.lower())


def is_slip(usual: str, rare: str, *, edits: int) -> bool:
    """Whether two words in small letters may be two spellings of one name, at most so many letters apart."""
    shorter = min(len(usual), len(rare))
    if abs(len(usual) - len(rare)) > edits or shorter < (_STEM if edits > 1 else _LONG - 1):
        return False
    if usual.startswith(rare) or rare.startswith(usual) or usual.replace("-", "") == rare.replace("-", ""):
        return False
    from rapidfuzz.distance import OSA  # here: few stories have two words that come so far

    allowed = edits if shorter > _LONG else 1
    return OSA.distance(usual, rare, score_cutoff=allowed) <= allowed


def _stems(word: str) -> set[str]:
    stems = (word.removesuffix(ending) for ending in _ENDINGS)
    return {stem for stem in stems if len(stem) >= _STEM}


def _heard(word: str) -> str:
    """What is left of a name without the letters that one transliteration writes and another does not."""
    sounds = _SOUNDS.sub(lambda match: _SOUND[match[0]], word)
    return _DOUBLED.sub(r"\1", sounds.translate(_UNHEARD))


#: What binds a word to what stands beside it; an apostrophe does where a letter stands before that.
_BINDING = frozenset("-@#/_&")


def written(document: Document, word: str) -> list[Span]:
    """Where ``word``, given in small letters, stands with a capital first, as a word of its own and not in capitals."""
    text, lowered = document.text, document.lowered
    places = []
    start = lowered.find(word)
    while start >= 0:
        end = start + len(word)
        found = text[start:end]
        if found[0].isupper() and not found.isupper() and not _is_bound(text, start, end):
            places.append(Span(start, end))
        start = lowered.find(word, end)
    return places


def _is_bound(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    if before[-1:].isalnum() or after.isalnum() or before[-1:] in _BINDING or after in _BINDING:
        return bool(before or after)
    return before[-1:] in {"'", "’"} and before[0].isalpha()


#: Words that make a person of the name behind them, with a capital first.
TITLES_OF_PEOPLE = frozenset(
    "President Minister Chancellor Senator Governor Mayor General Colonel Captain Judge Justice Ambassador Secretary "
    "Chairman Director Professor Doctor Prince King Queen Pope Archbishop Bishop Sheikh Imam Premier Sheriff Detective "
    "Inspector Sergeant Lieutenant Commander Admiral Representative Congressman Congresswoman Councillor Coach Sir "
    "Spokesman Spokeswoman Spokesperson Prosecutor Mr Mrs Ms Dr".split()
)
#: What only people do, behind a name.
SPEAKS = Pattern(
    r"(?:’s|'s)?,? (?:said|says|told|added|wrote|tweeted|warned|explained|noted|stressed|announced|denied|confirmed|"
    r"who|also said|\d\d,|\(\d\d\)|was born|was appointed|resigned|died|has said|had said)\b"
)


#: What says of somebody that another bears that name, or one like it.
_TWO_BEARERS = Pattern(r"\b(?:no relation|no kin|not related|unrelated to|not to be confused|namesakes?)\b")
_OF_BEARERS = frozenset("relation kin related unrelated confused namesake namesakes".split())


def sentences_of_namesakes(document: Document) -> list[str]:
    """The sentences, in small letters, that say that a name has two bearers: "Smith, no relation to Smyth"."""
    if document.vocabulary.isdisjoint(_OF_BEARERS):
        return []
    lowered = document.lowered
    sentences = dict.fromkeys(document.sentence_at(said.start()).span for said in _TWO_BEARERS.finditer(lowered))
    return [lowered[span.start : span.end] for span in sentences]


@dataclass(frozen=True, slots=True)
class _Beside:
    """The names right before and right after a word.

    ``bare``: it also stands with neither. ``titled``: a title stands before it. ``speaks``: it is somebody who speaks.
    """

    before: frozenset[str]
    after: frozenset[str]
    bare: bool
    titled: bool
    speaks: bool


def may_be_one(text: str, usual: Sequence[Span], rare: Sequence[Span]) -> bool:
    """Whether nothing beside two words, which stand at these places, says that they are two names.

    What says so: another given name, another surname, a surname and a given name, or that they are parts of one name. A
    given name that only the rare one has introduces somebody else, too, unless the usual one speaks and nothing ever
    introduces it.
    """
    if any(0 <= max(a.start, b.start) - min(a.end, b.end) <= 1 for a in usual for b in rare):
        return False
    one, other = _beside(text, usual), _beside(text, rare)
    if other.before and not one.before & other.before and (one.before or one.titled or not one.speaks):
        return False
    if one.after and other.after and not one.after & other.after:
        return False
    return not (_is_given(one) and not other.after) and not (_is_given(other) and not one.after)


def _is_given(name: _Beside) -> bool:
    return bool(name.after) and not name.bare


def _beside(text: str, places: Iterable[Span]) -> _Beside:
    before: set[str] = set()
    after: set[str] = set()
    bare = titled = speaks = False
    for place in places:
        left = _BEFORE.search(text, max(0, place.start - 33), place.start)
        right = _AFTER.match(text, place.end)
        names = [_name(match[1]) if match else "" for match in (left, right)]
        before |= {names[0]} - {""}
        after |= {names[1]} - {""}
        bare = bare or not any(names)
        titled = titled or (left is not None and left[1].rstrip(".").capitalize() in TITLES_OF_PEOPLE)
        speaks = speaks or SPEAKS.match(text, place.end) is not None
    return _Beside(frozenset(before), frozenset(after), bare, titled, speaks)


def _name(word: str) -> str:
    """The word in small letters, if it is a name or a part of one."""
    plain = word.rstrip(".")
    lowered = plain.lower()
    if not word[0].isupper() or plain in TITLES or plain in OPEN or all(len(part) <= 1 for part in plain.split(".")):
        return ""  # no capital, "Gen.", "Ltd.", or initials
    return lowered if lowered in _GIVEN or lowered not in frequent_words() else ""
