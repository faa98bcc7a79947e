"""Words that come back soon after: what every rule about repetition starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import eq, ne

#: Longer phrases that come back are found by windows of this many words.
_WINDOW = 4
_MARKS = "\"'`´“”‘’„‚«»‹›()[]{}<>.,;:!?…-–—*_|/"


def fold(word: str) -> str:
    """``word`` without the marks around it and without capitals."""
    return word.strip(_MARKS).lower()


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

    ``next_but_one`` and ``next_but_two``: indices of words that come back two and three words later.
    ``runs``: phrases that follow upon themselves, by place; a phrase inside which four words in a row come back
    is missed.
    """

    next_but_one: tuple[int, ...]
    next_but_two: tuple[int, ...]
    runs: tuple[Run, ...]


def _same(words: Sequence[str], lag: int) -> tuple[int, ...]:
    return tuple(compress(count(), map(eq, words, words[lag:])))


def _runs(same: Sequence[int], lag: int) -> list[Run]:
    """Stretches of neighbours in ``same`` that are as long as their lag."""
    found = []
    position = 0
    while position < len(same):
        end = position + 1
        while end < len(same) and same[end] == same[end - 1] + 1:
            end += 1
        if end - position >= lag:
            found.append(Run(same[position], lag, end - position))
        position = end
    return found


def _long_runs(words: Sequence[str]) -> list[Run]:
    """Phrases of four words and more that follow upon themselves."""
    windows = list(zip(*(words[offset:] for offset in range(_WINDOW)), strict=False))
    last = dict(zip(windows, count(), strict=False))
    if len(last) == len(windows):
        return []
    repeated = {windows[index] for index in compress(count(), map(ne, map(last.__getitem__, windows), count()))}
    found: list[Run] = []
    seen: dict[tuple[str, ...], int] = {}
    first = lag = length = 0
    for index in compress(count(), map(repeated.__contains__, windows)):
        distance = index - seen.get(windows[index], index)
        seen[windows[index]] = index
        if distance and distance == lag and index == first + lag + length:
            length += 1
            continue
        found.append(Run(first, lag, length + _WINDOW - 1))
        first, lag, length = index - distance, distance, 1
    found.append(Run(first, lag, length + _WINDOW - 1))
    return [run for run in found if run.lag >= _WINDOW and run.length >= run.lag]


def echoes(words: Sequence[str]) -> Echoes:
    """Read folded words; the cost grows linearly."""
    two, three = _same(words, 2), _same(words, 3)
    runs = _runs(_same(words, 1), 1)
    short = [run for run in (*_runs(two, 2), *_runs(three, 3)) if words[run.first] != words[run.first + 1]]
    runs += [*short, *_long_runs(words)]
    runs.sort(key=lambda run: (run.first, run.lag))
    return Echoes(two, three, tuple(runs))
