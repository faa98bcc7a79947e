"""Which phrases a text may have: all glossaries looked up at once, by words and pairs of neighbouring words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypedDict, TypeVar

from mtqa.text.document import Document

_Value = TypeVar("_Value")
#: What stands for any figure among the keys of a phrase.
FIGURE = "#"
#: A phrase: numbers of its glossary, of its entry there, and its own in that.
Place = tuple[int, int, int]


class Keys(TypedDict):
    """Phrases by a word, and by a word and the one after it; words in lower case, figures as `FIGURE`.

    What stands for a key is written, for most are never looked at: "0.93.1 0.79.0:hour,hours" are places of phrases
    that a single word has, where the text must have "hour" or "hours", too, for the second. For a first word of pairs
    it is "of 0.93.1|in 0.79.0 1.4.0": second words and the places of each.
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
                others = sorted({word.lower() for word in needed[1]}) if len(needed) > 1 else []
                for key in found:
                    first, _, second = key.partition(" ")
                    if second:
                        pairs.setdefault(first, {}).setdefault(second, []).append(place)
                    else:
                        asks = 0 < len(others) <= _FEW and key not in others
                        words.setdefault(key, []).append(f"{place}:{','.join(others)}" if asks else place)
    return {
        "words": {word: " ".join(places) for word, places in words.items()},
        "pairs": {
            first: "|".join(f"{second} {' '.join(places)}" for second, places in seconds.items())
            for first, seconds in pairs.items()
        },
    }


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


def _read_seconds(written: str) -> dict[str, list[Place]]:
    parts = (one.split(" ") for one in written.split("|"))
    return {second: list(map(_place, places)) for second, *places in parts}


class PhraseIndex:
    """Which phrases of several glossaries a text may have, looked up once for all of them."""

    def __init__(self, keys: Keys) -> None:
        self._known = frozenset(keys["words"])
        self._firsts = frozenset(keys["pairs"])
        self._words = _Read(keys["words"], _read_places)
        self._seconds = _Read(keys["pairs"], _read_seconds)

    def phrases(self, document: Document) -> Mapping[int, Mapping[int, set[int]]]:
        """For each glossary that may have a match its entries, and for each of them its phrases, by their numbers."""
        found: dict[int, dict[int, set[int]]] = {}
        for glossary, entry, number in self._places(document):
            found.setdefault(glossary, {}).setdefault(entry, set()).add(number)
        return found

    def _places(self, document: Document) -> Iterator[Place]:
        vocabulary, runs = document.vocabulary, document.runs
        for word in vocabulary & self._known:
            for place, others in self._words[word]:
                if not others or not vocabulary.isdisjoint(others):
                    yield place
        firsts, seconds = self._firsts, self._seconds
        for first, second in zip(runs, islice(runs, 1, None), strict=False):
            if first in firsts and second in seconds[first]:
                yield from seconds[first][second]
        yield from self._beside_figures(runs)

    def _beside_figures(self, runs: Sequence[str]) -> Iterator[Place]:
        after = self._seconds[FIGURE] if FIGURE in self._firsts else {}
        for place in [place for place, run in enumerate(runs) if run.isdigit()]:
            if place + 1 < len(runs):
                yield from after.get(runs[place + 1], ())
            if place and runs[place - 1] in self._firsts:
                yield from self._seconds[runs[place - 1]].get(FIGURE, ())
