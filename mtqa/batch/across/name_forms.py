"""Whether two names are one in two spellings, by their letters alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from mtqa.rulebook.known_names import Fault, known_names
from mtqa.text.folding import without_accents
from mtqa.text.given_names import GIVEN_NAMES
from mtqa.text.lexicon import is_name, is_word

#: Shorter words differ by a letter too often to tell anything; from so many letters on, two may differ.
_SHORTEST, _LONG = 5, 8
#: Beside another word that is the same, shorter ones tell as much.
_SHORT = 3
#: A skeleton of fewer consonants tells little.
_FEWEST_CONSONANTS = 3
#: What transliterations write for one sound, to be replaced in this order. The sounds that
#: `mtqa.text.name_spellings` takes for one (“sh” and “z”) stay apart: letters decide here alone.
_SOUNDS = (
    ("tsch", "c"), ("tch", "c"), ("ts", "z"), ("sch", "ʃ"), ("kh", "h"), ("gh", "g"), ("zh", "j"), ("dj", "j"),
    ("ch", "c"), ("sh", "ʃ"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("ks", "x"), ("q", "k"), ("w", "v"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyj’'‘`h-]")
_DOUBLE = re.compile(r"(.)\1+")
#: What a name's last letter says about its bearer rather than about its spelling.
_ENDINGS = frozenset("aoes")


@lru_cache(1 << 16)
def skeleton(name: str) -> str:
    """The consonants of a name, one for each sound, words apart: what its transliterations have in common."""
    return " ".join(map(_consonants, without_accents(name).lower().split()))


def _consonants(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    first, rest = word[:1], word[1:]
    return _DOUBLE.sub(r"\1", ("a" if _VOWELS.match(first) else first) + _VOWELS.sub("", rest))


@cache
def _gazetteer() -> dict[str, str]:
    """Forms of names that the gazetteer knows, with the name that each means everywhere."""
    found: dict[str, str] = {}
    ambiguous: set[str] = set()
    for entry in known_names():
        forms = (form for fault in (Fault.SPELLING, Fault.FORMER) for form in entry.forms[fault])
        for form in (*entry.right, *(form.text for form in forms if not form.where)):
            if found.setdefault(form, entry.name) != entry.name:
                ambiguous.add(form)
    return {form: name for form, name in found.items() if form not in ambiguous}


def known_as(name: str) -> str | None:
    """The name in the gazetteer that ``name`` is a form of; None if that is not known."""
    return _gazetteer().get(name)


def is_variant(one: str, other: str) -> bool:
    """Whether two different names may be spellings of one.

    Both are known to the gazetteer as one name; or they have as many words, of which one differs by a letter or two, or
    any in vowels and signs for one sound alone. Names that lists have both are two names (Slovakia, Slovenia), and so
    are those that differ in the ending (Petrov, Petrova) or in common given names.
    """
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    known, other_known = known_as(one), known_as(other)
    if known and other_known:
        return known == other_known and one not in other and other not in one
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(differing) > 1 and skeleton(one) != skeleton(other):
        return False
    return all(_are_near(*pair, alone=len(words) == 1) for pair in differing)


@lru_cache(1 << 16)
def _are_near(one: str, other: str, *, alone: bool) -> bool:
    low, other_low = one.lower(), other.lower()
    plain, other_plain = (re.sub(r"[-’'‘`.]", "", without_accents(word)) for word in (low, other_low))
    if plain == other_plain:
        return len(plain) >= _SHORTEST
    if not alone and min(len(plain), len(other_plain)) < _SHORTEST:
        return _sound_alike(plain, other_plain)
    if alone and (is_word(low) or is_word(other_low)):
        return False
    return _may_be_one(plain, other_plain) and not _are_two_names(one, other) and _differ_little(plain, other_plain)


def _may_be_one(one: str, other: str) -> bool:
    """Whether two words are long enough to tell, and neither is the other with an ending."""
    if min(len(one), len(other)) < _SHORTEST or one.startswith(other) or other.startswith(one):
        return False
    return one[:-1] != other[:-1] or not {one[-1], other[-1]} <= _ENDINGS


def _sound_alike(one: str, other: str) -> bool:
    """Whether two short words differ by a silent h or a doubled letter, as transliterations do: Ito, Itoh."""
    return min(len(one), len(other)) >= _SHORT and _DOUBLE.sub(r"\1", one.replace("h", "")) == _DOUBLE.sub(
        r"\1", other.replace("h", "")
    )


def _are_two_names(one: str, other: str) -> bool:
    """Whether lists have both, as words, as names, or as given names that do not sound alike."""
    if one in GIVEN_NAMES and other in GIVEN_NAMES:
        return skeleton(one) != skeleton(other)
    low, other_low = one.lower(), other.lower()
    return (is_word(low) and is_word(other_low)) or (is_name(low) and is_name(other_low))


def _differ_little(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    bones, other_bones = skeleton(one), skeleton(other)
    if bones == other_bones and len(bones) >= _FEWEST_CONSONANTS:
        allowed = max(2, len(one) // 3)
    else:
        allowed = 2 if min(len(one), len(other)) >= _LONG and one[:2] == other[:2] else 1
        if one[0] != other[0]:
            return False
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def variant_groups(names: Iterable[str]) -> Iterator[list[str]]:
    """Groups of two and more of the names, each of which is a variant of the group's first; the first names first."""
    left = list(names)
    while left:
        first, *others = left
        group = [name for name in others if is_variant(first, name)]
        if group:
            yield [first, *group]
        taken = frozenset(group)
        left = [name for name in others if name not in taken]
