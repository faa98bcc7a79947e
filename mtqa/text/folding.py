"""Texts made comparable: small letters, letters without their accents, words without the marks around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TypeVar
from unicodedata import combining, normalize

from mtqa.text.pattern import Pattern

_Made = TypeVar("_Made")
_MARKS = "\"'`´“”‘’„‚«»‹›()[]{}<>.,;:!?…-–—*_|/"
_RUNS = Pattern(r"[^\W\d_]+|\d+")
#: So many words are remembered with what was made of them; most of a story's are among those of the stories before.
_REMEMBERED = 1 << 16
#: Longer ones are no words.
_LONGEST = 40


def in_lower_case(text: str) -> str:
    """``text`` in lower case, character by character, so that offsets stay: "İ", which would be two, stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def without_accents(text: str) -> str:
    """``text`` with compatibility characters and accents taken apart, and the accents left out."""
    return "".join(character for character in normalize("NFKD", text) if not combining(character))


class _Remembered(dict[str, _Made]):
    """What a function makes of a word, made once: looking up the words of a story takes a fifth of making them anew."""

    def __init__(self, make: Callable[[str], _Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> _Made:
        made = self._make(word)
        if len(word) <= _LONGEST:
            self[word] = made
        return made

    def of(self, words: Iterable[str]) -> list[_Made]:
        """What is made of each of ``words``."""
        made = list(map(self.__getitem__, words))
        if len(self) > _REMEMBERED:
            self.clear()
        return made


def _fold(word: str) -> str:
    lowered = in_lower_case(word)
    return lowered if lowered.isalpha() else lowered.strip(_MARKS)


def _runs(word: str) -> tuple[str, ...]:
    return (word,) if word.isalpha() else tuple(_RUNS.findall(word))


_FOLDED = _Remembered(_fold)
_RUNS_OF = _Remembered(_runs)


def fold_all(words: Iterable[str]) -> tuple[str, ...]:
    """The words in lower case and without the marks around them."""
    return tuple(_FOLDED.of(words))


def runs_of(folded: Iterable[str]) -> tuple[str, ...]:
    """Runs of letters and of figures in folded words."""
    return tuple(chain.from_iterable(_RUNS_OF.of(folded)))


def bounds(word: str) -> tuple[int, int]:
    """Where ``word`` starts and ends without the marks around it."""
    start = len(word) - len(word.lstrip(_MARKS))
    return start, max(start, len(word.rstrip(_MARKS)))
