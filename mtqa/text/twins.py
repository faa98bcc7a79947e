"""Words of a text that may be one name in two spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from mtqa.text.document import Document
from mtqa.text.given_names import GIVEN_NAMES
from mtqa.text.lexicon import is_name, is_word
from mtqa.text.renderings import renderings
from mtqa.text.scripts import script_name

_GIVEN = frozenset(name.lower() for name in GIVEN_NAMES)
#: Shorter words differ by a letter too often to tell anything; from so many letters on, two may differ.
_SHORTEST, _LONG = 4, 7
#: More words that begin alike are a list or a dictionary; comparing them all would cost the square of their number.
_MOST = 150


def twins(document: Document) -> Iterator[tuple[str, str]]:
    """Pairs of words in lower case, at most two letters apart, that the text has with capitals.

    Both begin with the same letter, and with the same three or end with the same two; none begins with the other. Each
    is unusual in English or a given name, and one of them is neither a word nor a name that lists of English have.
    Renderings of one name follow, which may differ in more, and which lists may have.
    """
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    names = document.unusual_words.difference(document.words) | (document.vocabulary & _GIVEN)
    for word in names:
        if len(word) >= _SHORTEST:
            by_letter[word[0]].append(word)
    told = set()
    for words in by_letter.values():
        if 1 < len(words) <= _MOST:
            for pair in combinations(sorted(words), 2):
                if _may_be_near(*pair) and _is_name(document, *pair) and _are_near(*pair):
                    told.add(pair)
                    yield pair
    yield from (pair for pair in renderings(document, names) if pair not in told and _are_names(document, *pair))


def _may_be_near(one: str, other: str) -> bool:
    """Whether two words, given in their order, are alike by their ends, length and letters."""
    if one[:3] != other[:3] and one[-2:] != other[-2:]:
        return False
    allowed = _allowed(one, other)
    if abs(len(one) - len(other)) > allowed or other.startswith(one):
        return False  # an inflection, most often: Syria and Syrian
    return len(set(one) ^ set(other)) <= 2 * allowed  # each edit touches one letter of each


def _allowed(one: str, other: str) -> int:
    """How many letters apart the words may be."""
    return 2 if min(len(one), len(other)) >= _LONG else 1


def _are_near(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # here: few stories have two words that come so far

    allowed = _allowed(one, other)
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _is_name(document: Document, *words: str) -> bool:
    """Whether each of ``words`` stands with a capital where it stands first, and one of them is in no list of words.

    Letters of another script are a matter of their own: they may look like Latin ones.
    """
    return _are_names(document, *words) and any(not is_word(word) and not is_name(word) for word in words)


def _are_names(document: Document, *words: str) -> bool:
    if not all(word.isascii() or all(script_name(letter) == "Latin" for letter in word) for word in words):
        return False
    return all(_has_capital(document, word) for word in words)


def _has_capital(document: Document, word: str) -> bool:
    """Whether the word stands with a capital, or behind a hyphen, where it stands first and is no part of another."""
    place = document.lowered.find(word)
    while place > 0 and document.text[place - 1].isalpha():
        place = document.lowered.find(word, place + 1)
    return place >= 0 and (document.text[place].isupper() or document.text[place - 1 : place] == "-")
