"""Words of a text that may be one name in two spellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mtqa.text.document import Document
from mtqa.text.given_names import GIVEN_NAMES
from mtqa.text.lexicon import frequent_words, is_name, is_word

_GIVEN = frozenset(name.lower() for name in GIVEN_NAMES)
#: Shorter words differ by a letter too often to tell anything; from so many letters on, two may differ.
_SHORTEST, _LONG = 4, 7
#: More words that begin alike are a list or a dictionary; comparing them all would cost the square of their number.
_MOST = 150


def twins(document: Document) -> Iterator[tuple[str, str]]:
    """Pairs of words in lower case, at most two letters apart, that the text has with capitals.

    Both begin with the same letter, and with the same three or end with the same two; none begins with the other. Each
    is unusual in English or a given name, and one of them is neither a word nor a name that lists of English have.
    """
    vocabulary = document.vocabulary
    by_letter: dict[str, list[str]] = {}
    for word in (vocabulary - frequent_words()) | (vocabulary & _GIVEN):
        if len(word) >= _SHORTEST:
            by_letter.setdefault(word[0], []).append(word)
    for words in by_letter.values():
        if 1 < len(words) <= _MOST:
            yield from _near(document, words)


def _near(document: Document, words: list[str]) -> Iterator[tuple[str, str]]:
    """Those of ``words`` that are so near to each other, and names."""
    words.sort()
    for index, one in enumerate(words):
        long = len(one) >= _LONG
        for other in words[index + 1 :]:
            if abs(len(one) - len(other)) > 1 + long or (one[:3] != other[:3] and one[-2:] != other[-2:]):
                continue
            if other.startswith(one):
                continue  # an inflection, most often: Syria and Syrian
            allowed = 2 if long and len(other) >= _LONG else 1
            if _is_name(document, one, other) and _are_near(one, other, allowed):
                yield one, other


def _are_near(one: str, other: str, allowed: int) -> bool:
    letters, others = Counter(one), Counter(other)
    if (letters - others).total() > allowed or (others - letters).total() > allowed:
        return False  # each edit touches one letter of each
    from rapidfuzz.distance import OSA  # here: few stories have two words that come so far

    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _is_name(document: Document, *words: str) -> bool:
    """Whether each of ``words`` stands with a capital where it stands first, and one of them is in no list of words."""
    places = [document.lowered.find(word) for word in words]
    if not all(place >= 0 and document.text[place].isupper() for place in places):
        return False
    return any(not is_word(word) and not is_name(word) for word in words)
