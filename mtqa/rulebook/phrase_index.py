"""Which phrases a text may have: all glossaries looked up at once, by words and pairs of neighbouring words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypedDict

from mtqa.text.document import Document

#: What stands for any figure among the keys of a phrase.
FIGURE = "#"
#: A phrase: numbers of its glossary, of its entry there, and its own in that.
Place = tuple[int, int, int]


class Keys(TypedDict):
    """Phrases by a word, and by a word and the one after it; words in lower case, figures as `FIGURE`.

    With a single word come others of which the text must have one, too, unless there are none.
    """

    words: Mapping[str, Sequence[tuple[int, int, int, Sequence[str]]]]
    pairs: Mapping[str, Mapping[str, Sequence[Place]]]


#: More other words than these are not looked for.
_FEW = 8


def keys_of(glossaries: Iterable[Iterable[tuple[Sequence[Sequence[str]], Sequence[Sequence[Sequence[str]]]]]]) -> Keys:
    """The index of the phrases of ``glossaries``.

    Of each entry it takes two lists with a place for each phrase: its keys, as `Phrase.keys` gives them, and the words
    that it needs.
    """
    words: dict[str, list[tuple[int, int, int, Sequence[str]]]] = {}
    pairs: dict[str, dict[str, list[Place]]] = {}
    for glossary, entries in enumerate(glossaries):
        for entry, (keys, needs) in enumerate(entries):
            for number, (found, needed) in enumerate(zip(keys, needs, strict=True)):
                others = sorted({word.lower() for word in needed[1]}) if len(needed) > 1 else []
                for key in found:
                    first, _, second = key.partition(" ")
                    if second:
                        pairs.setdefault(first, {}).setdefault(second, []).append((glossary, entry, number))
                    else:
                        few = others if len(others) <= _FEW and key not in others else []
                        words.setdefault(key, []).append((glossary, entry, number, few))
    return {"words": words, "pairs": pairs}


class PhraseIndex:
    """Which phrases of several glossaries a text may have, looked up once for all of them."""

    def __init__(self, keys: Keys) -> None:
        self._words = keys["words"]
        self._known = frozenset(keys["words"])
        self._pairs = keys["pairs"]

    def phrases(self, document: Document) -> Mapping[int, Mapping[int, set[int]]]:
        """For each glossary that may have a match its entries, and for each of them its phrases, by their numbers."""
        found: dict[int, dict[int, set[int]]] = {}
        for glossary, entry, number in self._places(document):
            found.setdefault(glossary, {}).setdefault(entry, set()).add(number)
        return found

    def _places(self, document: Document) -> Iterator[Place]:
        vocabulary, runs, pairs = document.vocabulary, document.runs, self._pairs
        for word in vocabulary & self._known:
            for glossary, entry, number, others in self._words[word]:
                if not others or not vocabulary.isdisjoint(others):
                    yield glossary, entry, number
        for first, second in zip(runs, islice(runs, 1, None), strict=False):
            if first in pairs and second in pairs[first]:
                yield from pairs[first][second]
        for place in [place for place, run in enumerate(runs) if run.isdigit()]:
            following = runs[place + 1] if place + 1 < len(runs) else ""
            yield from pairs.get(FIGURE, {}).get(following, ())
            yield from pairs.get(runs[place - 1], {}).get(FIGURE, ()) if place else ()
