"""Words that come back soon after: what every rule about repetition starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

#: So many passages are read before it is asked whether one of them came back: a story has fewer, a book is left early.
_AT_ONCE = 10_000
_MARKS = "\"'`´“”‘’„‚«»‹›()[]{}<>.,;:!?…-–—*_|/"


def fold_all(lowered: Iterable[str]) -> list[str]:
    """The words, in lower case already, without the marks around them."""
    return [word if word.isalpha() else word.strip(_MARKS) for word in lowered]


def bounds(word: str) -> tuple[int, int]:
    """Where ``word`` starts and ends without the marks around it."""
    start = len(word) - len(word.lstrip(_MARKS))
    return start, max(start, len(word.rstrip(_MARKS)))


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` words from word ``first`` on are the same as those ``lag`` words later, and ``length >= lag``."""

    first: int
    lag: int
    length: int

    @property
    def copies(self) -> int:
        """How many times the phrase of ``lag`` words stands there."""
        return 1 + self.length // self.lag


@dataclass(frozen=True, slots=True)
class Echoes:
    """Where words come back.

    ``next_but_one``: indices of words that come back two words later, and not before.
    ``runs``: phrases that follow upon themselves, by place; a phrase is missed if it has no two neighbours that stand
    in it only once.
    """

    next_but_one: tuple[int, ...]
    runs: tuple[Run, ...]


def _run(words: Sequence[str], seed: int, lag: int) -> Run:
    """The longest stretch around ``seed`` that stands ``lag`` words before as well."""
    first = end = seed
    while first > lag and words[first - 1] == words[first - 1 - lag]:
        first -= 1
    while end < len(words) and words[end] == words[end - lag]:
        end += 1
    return Run(first - lag, lag, end - first)


def echoes(words: Sequence[str]) -> Echoes:
    """Read folded words, each once: two neighbours that come back together are where a phrase may come back."""
    last: dict[str, int] = {}
    known = last.get
    next_but_one: list[int] = []
    seen: dict[int, int] = {}
    runs: list[Run] = []
    before = 0
    for index, word in enumerate(words):
        lag = index - known(word, index)
        last[word] = index
        if lag and (lag == before or lag <= 2):
            if lag == 2:
                next_but_one.append(index - 2)
            if index >= seen.get(lag, 0):
                run = _run(words, index, lag)
                seen[lag] = run.first + lag + run.length
                if run.length >= lag:
                    runs.append(run)
        before = lag
    runs.sort(key=lambda run: (run.first, run.lag))
    return Echoes(tuple(next_but_one), tuple(runs))


def comes_back(words: Sequence[str], length: int) -> bool:
    """Whether any ``length`` words in a row stand twice: quick to tell, and no passage comes back without it."""
    passages = zip(*(islice(words, start, None) for start in range(length)), strict=False)
    different: set[tuple[str, ...]] = set()
    read = 0
    while some := list(islice(passages, _AT_ONCE)):
        different.update(some)
        read += len(some)
        if len(different) < read:
            return True
    return False
