"""Words that come back soon after: what every rule about repetition starts from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import compress

from mtqa.model.records import dataclass


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


def recurring(words: Sequence[str]) -> bytes:
    """For each of the folded ``words`` 1 where the text has it more than once, 0 where this is its only place."""
    often = {word for word, number in Counter(words).items() if number > 1}
    return bytes(map(often.__contains__, words))


def echoes(words: Sequence[str], come_back: bytes) -> Echoes:
    """Read those folded words that `recurring` says come back: two neighbours may be where a phrase comes back."""
    last: dict[str, int] = {}
    known = last.get
    next_but_one: list[int] = []
    seen: dict[int, int] = {}
    runs: list[Run] = []
    before = passed = -1
    for index in compress(range(len(words)), come_back):
        word = words[index]
        lag = index - known(word, index)
        last[word] = index
        if lag and (lag <= 2 or (lag == before and passed == index - 1)):
            if lag == 2:
                next_but_one.append(index - 2)
            if index >= seen.get(lag, 0):
                run = _run(words, index, lag)
                seen[lag] = run.first + lag + run.length
                if run.length >= lag:
                    runs.append(run)
        before, passed = lag, index
    runs.sort(key=lambda run: (run.first, run.lag))
    return Echoes(tuple(next_but_one), tuple(runs))


def has_passage_twice(words: Sequence[str], come_back: bytes, length: int) -> bool:
    """Whether any ``length`` words in a row stand twice; ``come_back`` is what `recurring` says of the folded words."""
    passages: set[tuple[str, ...]] = set()
    for match in re.finditer(b"(?=\1{%d})" % length, come_back):
        passage = tuple(words[match.start() : match.start() + length])
        if passage in passages:
            return True
        passages.add(passage)
    return False
