"""A run over an archive, from the paths that were named to the tables; what is done is never done again."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import takewhile
from pathlib import Path
from typing import Any, Protocol

from mtqa._version import __version__
from mtqa.batch import across
from mtqa.batch.choice import EVERYTHING, Choice
from mtqa.batch.contract import Settings, story_checker
from mtqa.batch.inputs import Archives
from mtqa.batch.manifest import Manifest, locked
from mtqa.batch.parts import prepare
from mtqa.batch.units import SIZE, Unit, units
from mtqa.batch.work import Done, Scout, Work
from mtqa.batch.workers import UnitWork, Workers
from mtqa.engine.reading import Reading

#: How long a story may take, in seconds.
LIMIT = 30.0
_SEARCHING = Settings(search=True)


class Watching(Protocol):
    """Somebody who wants to know how far the run has come."""

    def begins(self, what: str, size: int) -> None:
        """A stretch of the run begins, over so many bytes of the archive."""

    def moves(self, done: Done | None) -> None:
        """A unit is done, now or in a run before; or a moment has passed."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. ``sample``: that many stories, drawn by their hashes; ``limit``: only the first so many."""

    paths: Sequence[str]
    out: Path
    settings: Settings = _SEARCHING
    choice: Choice = EVERYTHING
    sample: int | None = None
    limit: int | None = None
    form: str | None = None
    time_limit: float = LIMIT
    unit_size: int = SIZE

    def values(self) -> dict[str, Any]:
        """Which stories are asked for, as plain values."""
        since = None if self.choice.since is None else self.choice.since.isoformat()
        chosen = {"below": self.choice.below, "since": since, "where": self.choice.where}
        return chosen | {"sample": self.sample, "limit": self.limit}


def run(order: Order, watching: Watching, *, jobs: int) -> Done:
    """Check an archive; what all its units came to, those of earlier runs of the same command included.

    Raises:
        ConfigError: if something about the command is not in order, or the folder is that of another run.
        MtqaError: if a unit cannot be done.
        OSError: if the results cannot be written.
    """
    from mtqa.readers import suffixes

    reading = Reading(order.form, order.settings.language)
    work = Work(order.out, order.settings, reading, order.choice)
    checkers = story_checker(order.settings).checkers
    signatures = sorted({checkers.of(os.path.join(path, "story.txt")).signature() for path in order.paths})
    archives = Archives(order.paths, os.path.realpath(order.out), suffixes())
    surveys = archives.survey(checkers)
    head = {
        "mtqa": __version__,
        "inputs": [one.values() for one in surveys],
        "settings": {**order.settings.values(), "format": order.form, "unit": order.unit_size},
        "signature": signatures,
        "choice": order.values(),
    }
    with locked(order.out):
        manifest = Manifest.opened(order.out, head)
        if not manifest.is_complete:
            prepare(order.out)
            _Run(order, work, archives, manifest, watching, sum(one.size for one in surveys), jobs).go()
    return manifest.total


@dataclass(slots=True)
class _Run:
    order: Order
    work: Work
    archives: Archives
    manifest: Manifest
    watching: Watching
    size: int
    jobs: int

    def go(self) -> None:
        self.work.choice = self._settled()
        self._check()
        self.watching.begins("comparing stories", 0)
        across.run(self.order.out)
        self.manifest.complete()

    def _units(self) -> Iterator[Unit]:
        files = self.archives.files(self.work.checker.checkers)
        return units(files, size=self.order.unit_size, form=self.order.form)

    def _outcomes(self, work: UnitWork, planned: Iterable[Unit]) -> Generator[Done | None, None, None]:
        return Workers(work, jobs=self.jobs, limit=self.order.time_limit).run(planned)

    def _check(self) -> None:
        self.watching.begins("checking", self.size)
        self.watching.moves(self.manifest.total)
        self.work.warm()
        last = self.work.choice.last
        planned = self._units() if last is None else takewhile(lambda one: one.number <= last[0], self._units())
        left = (one for one in planned if one.number not in self.manifest.done)
        with closing(self._outcomes(self.work, left)) as outcomes:
            for done in outcomes:
                if done is not None:
                    self.manifest.add(done)
                self.watching.moves(done)

    def _settled(self) -> Choice:
        """The choice, with what only reading the archive tells: which stories a sample or a limit means."""
        order, choice = self.order, self.order.choice
        if order.sample is None and order.limit is None:
            return choice
        if self.manifest.found is None:
            below, last = choice.below, None
            if order.sample is not None:
                self.watching.begins("drawing the sample", self.size)
                below = min(below, self._threshold(order.sample))
            if order.limit is not None:
                self.watching.begins("counting stories", self.size)
                with closing(self._scouted(Scout(self.work.reading, replace(choice, below=below)))) as found:
                    last = _last(found, order.limit)
            self.manifest.keep({"below": below, "last": last})
        kept = self.manifest.found or {}
        return replace(choice, below=kept["below"], last=None if kept["last"] is None else tuple(kept["last"]))

    def _threshold(self, sample: int) -> int:
        """What the hashes of so many stories are below."""
        hashes: list[int] = []
        for done in self._scouted(Scout(self.work.reading, self.order.choice, sample)):
            hashes = nsmallest(sample, [*hashes, *done.hashes])
        return max(hashes, default=0) + 1

    def _scouted(self, scout: Scout) -> Generator[Done, None, None]:
        with closing(self._outcomes(scout, self._units())) as outcomes:
            for done in outcomes:
                self.watching.moves(None if done is None else Done(done.unit, done.size))
                if done is not None:
                    yield done


def _last(found: Iterator[Done], limit: int) -> tuple[int, int] | None:
    """The unit in which the story of that number is, and how many of its stories are meant; None if there is none."""
    counts: dict[int, int] = {}
    number = stories = 0
    for done in found:
        counts[done.unit] = done.chosen
        while number in counts:
            if stories + counts[number] >= limit:
                return number, limit - stories
            stories += counts.pop(number)
            number += 1
    return None
