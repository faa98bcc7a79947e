"""Words that come back soon after: what every rule about repetition starts from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

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


@dataclass(frozen=True, slots=True)
class Recurring:
    """Which words of a text stand in it more than once.

    ``marks``: for each word 1 where it does, 0 where this is its only place. ``next_to_itself``: where words follow
    upon the same word. ``next_but_one``: where the last place of a word was two words before.
    """

    marks: bytes
    next_to_itself: tuple[int, ...]
    next_but_one: tuple[int, ...]

    def stretches(self, length: int) -> Iterator[tuple[int, int]]:
        """Where ``length`` words or more in a row come back: the first, and the one after the last."""
        marks, sought = self.marks, b"\1" * length
        first = marks.find(sought)
        while first >= 0:
            end = marks.find(0, first + length)
            end = end if end >= 0 else len(marks)
            yield first, end
            first = marks.find(sought, end)


def recurring(words: Sequence[str]) -> Recurring:
    """Which of the folded ``words`` come back."""
    marks = bytearray(len(words))
    next_to_itself: list[int] = []
    next_but_one: list[int] = []
    last: dict[str, int] = {}
    for index, word in enumerate(words):
        if word in last:
            before = last[word]
            marks[before] = marks[index] = 1
            if before >= index - 2:
                (next_to_itself if before == index - 1 else next_but_one).append(index)
        last[word] = index
    return Recurring(bytes(marks), tuple(next_to_itself), tuple(next_but_one))


def echoes(words: Sequence[str], come_back: Recurring) -> Echoes:
    """Echoes among the folded words, of which `recurring` says which come back."""
    next_but_one = come_back.next_but_one
    seen: dict[int, int] = {}
    runs: list[Run] = []
    for index, lag in chain(
        zip(come_back.next_to_itself, repeat(1)), zip(next_but_one, repeat(2)), _farther(words, come_back)
    ):
        if index >= seen.get(lag, 0):
            run = _run(words, index, lag)
            seen[lag] = run.first + lag + run.length
            if run.length >= lag:
                runs.append(run)
    runs.sort(key=lambda run: (run.first, run.lag))
    return Echoes(tuple(index - 2 for index in next_but_one), tuple(runs))


def _farther(words: Sequence[str], come_back: Recurring) -> Iterator[tuple[int, int]]:
    """Where two neighbours come back, and after how many words, three or more: a phrase may follow upon itself there.

    It and its copy are six words or more that all come back; words in no such stretch are not read.
    """
    for first, end in come_back.stretches(6):
        stretch = words[first:end]
        if len(set(zip(stretch, stretch[1:], stretch[2:], strict=False))) == len(stretch) - 2:
            continue  # no three words stand in it twice
        last: dict[str, int] = {}
        before = 0
        for index, word in enumerate(stretch, first):
            lag = index - last.get(word, index)
            last[word] = index
            if lag > 2 and lag == before:
                yield index, lag
            before = lag


def has_passage_twice(words: Sequence[str], come_back: Recurring, length: int) -> bool:
    """Whether any ``length`` words in a row stand twice; ``come_back`` is what `recurring` says of the folded words."""
    passages: set[tuple[str, ...]] = set()
    for first, end in come_back.stretches(length):
        for at in range(first, end - length + 1):
            passage = tuple(words[at : at + length])
            if passage in passages:
                return True
            passages.add(passage)
    return False
