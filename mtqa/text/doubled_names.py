"""Names that are doubled by a slip, as the rest of the text tells: "Ryabkov Ryabkov"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mtqa.text.document import Document
from mtqa.text.doubling import TITLES

_LONGEST_NAME = 4
#: Places that are addressed twice: "New York New York".
_SAID_TWICE = frozenset(("New", "City"))
#: Words with a capital before a name that are no first names.
_BEFORE_NAMES = frozenset(
    "mr mrs ms dr president minister general the a an but and in on at for with from as by".split()
)
#: How given names end that Chinese says twice ("Fang Fang", "Yuan Yuan"); and the shortest surname looked at.
_CHINESE, _SHORTEST_SURNAME = ("ng", "an", "en", "ao", "ei", "ia", "ie"), 5


#: A word that stands oftener says nothing: no name is looked for longer than that, so that cost grows with the text.
_OFTEN = 200


def _places(document: Document, word: str) -> Sequence[int]:
    """Where a word stands, none if it stands everywhere."""
    places = document.once(_all_places).get(word, ())
    return places if len(places) <= _OFTEN else ()


def _all_places(document: Document) -> Mapping[str, Sequence[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(document.folded_words):
        places[word].append(place)
    return places


def _is_capital(document: Document, index: int) -> bool:
    """Whether a word has a capital and no mark behind it."""
    word = document.words[index]
    return word[:1].isupper() and word[-1].isalnum()


def follows_a_name(document: Document, index: int) -> bool:
    """Whether a word with a capital, which may be a name's first part, stands before the word at ``index``."""
    return index > 0 and document.folded_words[index - 1] not in _BEFORE_NAMES and _is_capital(document, index - 1)


def is_surname(document: Document, index: int) -> bool:
    """Whether the name at ``index`` is elsewhere somebody's surname ("Sergei Ryabkov"), and doubled only here."""
    folded, words = document.folded_words, document.words
    name, has_first_name = folded[index], False
    if len(name) < _SHORTEST_SURNAME or name.endswith(_CHINESE):
        return False
    for place in _places(document, name):
        if place in (index, index + 1):
            continue
        before = folded[place - 1] if place else ""
        if before == name or words[place][:1].islower():
            return False
        has_first_name = has_first_name or follows_a_name(document, place)
    return has_first_name


def is_somebody(document: Document, first: int, count: int) -> bool:
    """Whether words in capitals are a person's title and name, or a name that stands elsewhere undoubled."""
    folded = document.folded_words
    name = folded[first : first + count]
    if count > _LONGEST_NAME or any(not _is_capital(document, first + place) for place in range(count)):
        return False
    if name[0] in TITLES:
        return True
    if count == 1 or any(word in _SAID_TWICE or word.isupper() for word in document.words[first : first + count]):
        return False
    places = [place for place in _places(document, name[0]) if folded[place : place + count] == name]
    return len(places) > 2 and not any(later - place == count for place, later in pairwise(places) if place != first)
