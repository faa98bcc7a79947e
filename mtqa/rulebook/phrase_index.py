"""Which phrases a text may have: all glossaries looked up at once, by words and pairs of neighbouring words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import TypedDict, TypeVar

from mtqa.text.document import Document
from mtqa.text.folding import in_lower_case

_Value = TypeVar("_Value")
#: What stands for any figure among the keys of a phrase.
FIGURE = "#"
#: What says, in a key, on which side of its word the neighbour stands: "day>of", "attic<the".
AFTER, BEFORE = ">", "<"
#: A phrase: numbers of its glossary, of its entry there, and its own in that.
Place = tuple[int, int, int]
#: Phrases of an entry by their numbers; for those that pairs of neighbours tell, which runs of the text those are.
Phrases = Mapping[int, list[int]]


class Keys(TypedDict):
    """Phrases by a word, and by a word and the one beside it; words in lower case, figures as `FIGURE`.

    What stands for a key is written, for most are never looked at: "0.93.1 0.79.0:hour,hours" are places of phrases
    that a single word has, where the text must have "hour" or "hours", too, for the second. For the rarer word of pairs
    it is ">of 0.93.1|<in 0.79.0 1.4.0": words after and before it, and the places of each.
    """

    words: dict[str, str]
    pairs: dict[str, str]


#: More other words than these are not looked for.
_FEW = 8


def keys_of(glossaries: Iterable[Iterable[tuple[Sequence[Sequence[str]], Sequence[Sequence[Sequence[str]]]]]]) -> Keys:
    """The index of the phrases of ``glossaries``.

    Of each entry it takes two lists with a place for each phrase: its keys, as `Phrase.keys` gives them, and the words
    that it needs.
    """
    words: dict[str, list[str]] = {}
    pairs: dict[str, dict[str, list[str]]] = {}
    for glossary, entries in enumerate(glossaries):
        for entry, (keys, needs) in enumerate(entries):
            for number, (found, needed) in enumerate(zip(keys, needs, strict=True)):
                place = f"{glossary}.{entry}.{number}"
                others = sorted({in_lower_case(word) for word in needed[1]}) if len(needed) > 1 else []
                for key in found:
                    word, beside = _parted(key)
                    if beside:
                        pairs.setdefault(word, {}).setdefault(beside, []).append(place)
                    else:
                        asks = 0 < len(others) <= _FEW and key not in others
                        words.setdefault(key, []).append(f"{place}:{','.join(others)}" if asks else place)
    return {
        "words": {word: " ".join(places) for word, places in words.items()},
        "pairs": {
            word: "|".join(f"{beside} {' '.join(places)}" for beside, places in neighbours.items())
            for word, neighbours in pairs.items()
        },
    }


def _parted(key: str) -> tuple[str, str]:
    """A key's word, and its neighbour with the mark that says on which side it stands."""
    at = max(key.find(AFTER), key.find(BEFORE))
    return (key, "") if at < 0 else (key[:at], key[at:])


class _Read(dict[str, _Value]):
    """What is written for keys, read at the first question."""

    def __init__(self, written: Mapping[str, str], read: Callable[[str], _Value]) -> None:
        super().__init__()
        self._written = written
        self._read = read

    def __missing__(self, key: str) -> _Value:
        value = self[key] = self._read(self._written[key])
        return value


def _place(written: str) -> Place:
    glossary, entry, number = map(int, written.split("."))
    return glossary, entry, number


def _read_places(written: str) -> list[tuple[Place, list[str]]]:
    parts = (one.partition(":") for one in written.split(" "))
    return [(_place(place), others.split(",") if others else []) for place, _, others in parts]


#: The phrases of a word by the word before it and by that after it, and those that have a figure before or after it.
_Neighbours = tuple[dict[str, list[Place]], dict[str, list[Place]], list[Place], list[Place]]


def _read_neighbours(written: str) -> _Neighbours:
    before: dict[str, list[Place]] = {}
    after: dict[str, list[Place]] = {}
    for beside, *places in (one.split(" ") for one in written.split("|")):
        (after if beside[0] == AFTER else before)[beside[1:]] = list(map(_place, places))
    return before, after, before.pop(FIGURE, []), after.pop(FIGURE, [])


class PhraseIndex:
    """Which phrases of several glossaries a text may have, looked up once for all of them."""

    def __init__(self, keys: Keys) -> None:
        self._alone = frozenset(keys["words"])
        self._paired = frozenset(keys["pairs"])
        self._words = _Read(keys["words"], _read_places)
        self._neighbours = _Read(keys["pairs"], _read_neighbours)

    def phrases(self, document: Document) -> Mapping[int, Mapping[int, Phrases]]:
        """For each glossary that may have a match its entries, and for each of them its phrases."""
        found: dict[int, dict[int, dict[int, list[int]]]] = {}
        for glossary, entry, number in self._of_words(document):
            found.setdefault(glossary, {}).setdefault(entry, {})[number] = []
        for places, at in self._of_pairs(document):
            for glossary, entry, number in places:
                found.setdefault(glossary, {}).setdefault(entry, {}).setdefault(number, []).append(at)
        return found

    def _of_words(self, document: Document) -> Iterator[Place]:
        """Phrases that single words tell."""
        vocabulary = document.vocabulary
        for word in vocabulary & self._alone:
            for place, others in self._words[word]:
                if not others or not vocabulary.isdisjoint(others):
                    yield place

    def _of_pairs(self, document: Document) -> Iterator[tuple[list[Place], int]]:
        """Phrases that pairs of neighbours tell, and where the rarer of the two stands among the runs."""
        paired = document.vocabulary & self._paired
        runs = (*document.runs, "")  # the last run has no neighbour after it, nor has the first one before it
        for at in compress(range(len(runs)), map(paired.__contains__, runs)):
            befores, afters, figures_before, figures_after = self._neighbours[runs[at]]
            before, after = runs[at - 1], runs[at + 1]
            if before in befores:
                yield befores[before], at
            if after in afters:
                yield afters[after], at
            if figures_before and before.isdigit():
                yield figures_before, at
            if figures_after and after.isdigit():
                yield figures_after, at
