"""Doing a unit, in a process that may be killed over it: read, check, write, and say what it came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import IntEnum
from heapq import nsmallest
from itertools import count, islice
from pathlib import Path
from typing import Any, Protocol

from mtqa.batch.choice import EVERYTHING, Choice, story_hash
from mtqa.batch.contract import TOGETHER, Judged, Settings, StoryChecker, kept_checker
from mtqa.batch.parts import Parts
from mtqa.batch.reading import documents, stories_or_rows
from mtqa.batch.tables import Row, batch, failed, parts
from mtqa.batch.units import Source, Unit
from mtqa.engine.reading import Reading
from mtqa.model.errors import MtqaError
from mtqa.model.unread import Unread
from mtqa.text.document import Document

#: So many rows are made into a batch of Arrow at once.
_ROWS = 128


class Doing(IntEnum):
    """What a process is at."""

    NOTHING = 0
    READING = 1
    CHECKING = 2
    WRITING = 3


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a step is left out: the process that took it was killed over it (``kind`` is "slow") or has died."""

    kind: str
    reason: str


class Steps(Protocol):
    """Where a process says which step it takes, so that others see what it hangs on or has died of.

    Steps are numbered from 0 in a unit; they are the same whenever the unit is done.
    """

    def take(self, number: int, doing: Doing) -> None:
        """Say that a step begins."""


@dataclass(slots=True)
class Done:
    """What a unit came to. ``verdicts`` counts stories, ``failures`` by their kinds, ``crashes`` those of rules.

    ``chosen`` and ``passed_over`` are stories, where not all are meant; ``hashes`` are the least of theirs, for a
    sample.
    """

    unit: int
    size: int
    stories: int = 0
    words: int = 0
    findings: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    crashes: int = 0
    chosen: int = 0
    passed_over: int = 0
    hashes: tuple[int, ...] = ()

    def count(self, row: Row) -> None:
        """Count a row of `mtqa.batch.schema.CHECKED`."""
        if row.get("failure") is not None:
            self.failures[row["failure"]["kind"]] += 1
            return
        self.stories += 1
        self.words += row["words"]
        self.findings += len(row["findings"])
        self.verdicts[row["verdict"]] += 1
        self.crashes += len(row["crashes"])

    def add(self, other: Done) -> None:
        """Count what another unit came to as well."""
        for name in ("size", "stories", "words", "findings", "crashes", "passed_over"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.verdicts += other.verdicts
        self.failures += other.failures

    def values(self) -> dict[str, Any]:
        """As plain values."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "hashes"}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Done:
        """What `values` gave."""
        names = {field.name for field in fields(cls)}
        plain: dict[str, Any] = {
            key: Counter(value) if isinstance(value, dict) else value for key, value in values.items() if key in names
        }
        return cls(**plain)


@dataclass(slots=True)
class Work:
    """How units are done: where parts go, how stories are judged, how files are read, which stories are meant."""

    out: Path
    settings: Settings
    reading: Reading
    choice: Choice = EVERYTHING

    @property
    def checker(self) -> StoryChecker:
        """This process's checker; a house file that changes while an archive is checked changes nothing."""
        return kept_checker(self.settings)

    def warm(self) -> None:
        """Load what checking and writing need, so that processes that are split off have it."""
        parts(batch([self.checker.row(Document("The talks ended on Friday. . “We are done,” a spokesman said.\n"))]))

    def __call__(self, unit: Unit, troubles: Mapping[int, Trouble], steps: Steps) -> Done:
        """Do a unit, but for the steps that are known to bring trouble.

        Raises:
            MtqaError: if the configuration is not in order.
            OSError: if the parts cannot be written.
        """
        done = Done(unit.number, unit.size)
        with Parts(self.out, unit.number) as written:
            held: list[Row] = []
            for row in self._rows(unit, troubles, steps, done):
                done.count(row)
                held.append(row)
                if len(held) == _ROWS:
                    written.add(batch(held))
                    held.clear()
            steps.take(-1, Doing.WRITING)
            written.add(batch(held))
            written.finish()
        return done

    def _rows(self, unit: Unit, troubles: Mapping[int, Trouble], steps: Steps, done: Done) -> Iterator[Row]:
        numbers = count()

        def step(doing: Doing) -> Trouble | None:
            number = next(numbers)
            steps.take(number, doing)
            return troubles.get(number)

        records = self._judged(unit, step, done)
        while some := list(islice(records, TOGETHER)):
            for one in some:
                if not isinstance(one, Judged):
                    yield one
                elif trouble := step(Doing.CHECKING):
                    yield failed(_told(one.story, trouble), trouble.kind)
                else:
                    yield self.checker.tell(one)

    def _judged(self, unit: Unit, step: Callable[[Doing], Trouble | None], done: Done) -> Iterator[Judged | Row]:
        """The stories of a unit, checked, and the rows of those that failed."""
        for source in unit.sources:
            records = stories_or_rows(self._chosen(source, unit, done), source.path)
            while True:
                if trouble := step(Doing.READING):
                    yield failed(_of(source, f"{trouble.reason}; what comes after was not read"), trouble.kind)
                    break
                record = next(records, None)
                if record is None:
                    break
                if isinstance(record, dict):
                    yield record
                elif trouble := step(Doing.CHECKING):
                    yield failed(_told(record, trouble), trouble.kind)
                else:
                    yield self.checker.judge(record)

    def _chosen(self, source: Source, unit: Unit, done: Done) -> Iterator[Document | Unread]:
        found = documents(source, self.reading)
        return found if self.choice == EVERYTHING else self.choice.of(found, unit.number, done)


@dataclass(slots=True)
class Scout:
    """Reads units and counts the stories that are meant; ``most``: how many hashes are kept of them."""

    reading: Reading
    choice: Choice
    most: int = 0

    def __call__(self, unit: Unit, troubles: Mapping[int, Trouble], steps: Steps) -> Done:
        """Do a unit."""
        done = Done(unit.number, unit.size)
        every = self._hashes(unit, troubles, steps, done)
        done.hashes = tuple(nsmallest(self.most, every))
        for _ in every:  # of none, `nsmallest` does not even look at one
            pass
        return done

    def _hashes(self, unit: Unit, troubles: Mapping[int, Trouble], steps: Steps, done: Done) -> Iterator[int]:
        number = 0
        for source in unit.sources:
            records = self.choice.of(documents(source, self.reading), unit.number, done)
            while True:
                steps.take(number, Doing.READING)
                trouble = troubles.get(number)
                number += 1
                try:
                    record = None if trouble is not None else next(records, None)
                except MtqaError:
                    raise
                except Exception:  # it is told when the unit is done
                    break
                if record is None:
                    break
                if isinstance(record, Document):
                    yield story_hash(record)


def _of(source: Source, reason: str) -> Unread:
    return Unread(source.path, source.path, 1, reason)


def _told(story: Document, trouble: Trouble) -> Unread:
    return Unread(story.path, story.id, story.file_position.line, trouble.reason)
