"""Processes that do units, and what is done when one of them hangs or dies: its unit is done again, without the story.

A process says which step it takes in memory that it shares (`mtqa.batch.work.Steps`). One that takes too long over a
story is killed, and the story is left out. One that dies is suspected of nothing: its unit is done again, and only a
story that a second process dies of is left out.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from time import monotonic
from typing import Any

from mtqa.batch.units import Unit
from mtqa.batch.work import Doing, Done, Trouble
from mtqa.engine.pool import SPLITS
from mtqa.model.errors import MtqaError

#: How long the processes are left alone, in seconds.
_POLL = 0.25
#: How many times as long as checking a story it may take to read one: archives in archives take their time.
_READING = 10
#: So many processes may die of one unit without a story being to blame.
_MOST_DEATHS = 5

#: What a process does with a unit.
UnitWork = Callable[[Unit, Mapping[int, Trouble], Any], Done]


class _Shared:
    """Steps in memory that two processes share."""

    def __init__(self, array: Any) -> None:
        self.array = array

    def take(self, number: int, doing: Doing) -> None:
        self.array[0] = number
        self.array[1] = doing


@dataclass(slots=True)
class _Job:
    """A unit, and what doing it has led to. ``suspects`` are the steps at which a process has died."""

    unit: Unit
    troubles: dict[int, Trouble] = field(default_factory=dict)
    suspects: set[int] = field(default_factory=set)
    deaths: int = 0


@dataclass(eq=False, slots=True)
class _Worker:
    process: Any
    pipe: Connection
    array: Any
    job: _Job | None = None
    seen: tuple[int, int] = (-1, Doing.NOTHING)
    since: float = 0


class Workers:
    """``jobs`` processes that do ``work``; ``limit``: how many seconds one may take over a story."""

    def __init__(self, work: UnitWork, *, jobs: int, limit: float) -> None:
        self._work = work
        self._jobs = jobs
        self._limit = limit
        # Splitting off shares all that is loaded. Elsewhere than on Linux, libraries do not bear it.
        self._context = get_context("fork" if SPLITS else "spawn")
        self._workers: list[_Worker] = []
        self._again: deque[_Job] = deque()

    def run(self, units: Iterable[Unit]) -> Generator[Done | None, None, None]:
        """What comes of the units, as they are done; None now and then, so that one can look up.

        Whoever is given one has time: all processes have their next units.

        Whoever stops asking stops the processes, and what they were doing is not done.

        Raises:
            MtqaError: if a unit cannot be done at all.
            Exception: what ``work`` has raised.
        """
        source = iter(units)
        try:
            found: list[Done | None] = []
            while self._hand_out(source):
                yield from found  # what is made of it, the processes need not wait for
                busy = {worker.pipe: worker for worker in self._workers if worker.job is not None}
                ready = wait(list(busy), _POLL)
                found = [self._take_in(busy[pipe]) for pipe in ready] or [None]  # type: ignore[index]
                self._watch()
            yield from found
        finally:
            self._stop()

    def _hand_out(self, source: Iterator[Unit]) -> bool:
        """Give every process that has none a unit; whether any has one."""
        while True:
            idle = next((worker for worker in self._workers if worker.job is None), None)
            if idle is None and len(self._workers) == self._jobs:
                return True
            job = self._again.popleft() if self._again else _next(source)
            if job is None:
                return any(worker.job is not None for worker in self._workers)
            worker = idle or self._start()
            worker.job, worker.seen, worker.since = job, (-1, Doing.NOTHING), monotonic()
            worker.array[1] = Doing.NOTHING
            with suppress(OSError):  # it has died: that is seen when its results are waited for
                worker.pipe.send((job.unit, job.troubles))

    def _take_in(self, worker: _Worker) -> Done | None:
        try:
            done, error = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return None
        if error is not None:
            raise error
        worker.job = None
        found: Done = done
        return found

    def _watch(self) -> None:
        """Kill the processes that take too long over a step."""
        now = monotonic()
        for worker in list(self._workers):
            if worker.job is None:
                continue
            number, doing = int(worker.array[0]), int(worker.array[1])
            if (number, doing) != worker.seen:
                worker.seen, worker.since = (number, doing), now
                continue
            if doing == Doing.CHECKING and now - worker.since > self._limit:
                reason = f"checking it took more than {self._limit:g} seconds"
            elif doing == Doing.READING and now - worker.since > _READING * self._limit:
                reason = f"reading it took more than {_READING * self._limit:g} seconds"
            else:
                continue
            worker.job.troubles[number] = Trouble("slow", reason)
            self._dismiss(worker)

    def _bury(self, worker: _Worker) -> None:
        """Have the unit of a process that has died done again; a step that two have died of is left out."""
        job, number, doing = worker.job, int(worker.array[0]), int(worker.array[1])
        self._dismiss(worker)
        if job is None:
            return
        how = _how(worker.process)
        job.deaths += 1
        if doing in {Doing.READING, Doing.CHECKING}:
            if number in job.suspects:
                what = "checked" if doing == Doing.CHECKING else "read"
                job.troubles[number] = Trouble("died", f"the processes that {what} it died, the last {how}")
                job.deaths = 0
            job.suspects.add(number)
        if job.deaths > _MOST_DEATHS:
            raise MtqaError(f"{job.deaths} processes have died of {job.unit.sources[0].path}, the last {how}")

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        if worker.job is not None:
            self._again.append(worker.job)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        array = self._context.RawArray("q", 2)
        others = [*(worker.pipe for worker in self._workers), ours] if SPLITS else []
        gc.freeze()  # what is there is shared as long as nobody writes to it
        process = self._context.Process(  # type: ignore[attr-defined]  # both contexts have it
            target=_serve, args=(self._work, theirs, array, others), daemon=True
        )
        process.start()
        gc.unfreeze()
        theirs.close()
        worker = _Worker(process, ours, array)
        self._workers.append(worker)
        return worker

    def _stop(self) -> None:
        for worker in self._workers:
            if worker.job is not None:
                worker.process.kill()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()


def _next(source: Iterator[Unit]) -> _Job | None:
    unit = next(source, None)
    return None if unit is None else _Job(unit)


def _how(process: Any) -> str:
    code: int = process.exitcode
    return f"by {signal.Signals(-code).name}" if code < 0 else f"by itself, with code {code}"


def _serve(work: UnitWork, pipe: Connection, array: Any, others: Iterable[Connection]) -> None:
    """Do units until there are no more, or nobody is there who wants them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts means the run, which stops its processes
    for other in others:
        other.close()
    Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # checking leaves no cycles behind, and looking for them takes a tenth of the time
    steps = _Shared(array)
    with suppress(EOFError, OSError):
        while True:
            unit, troubles = pipe.recv()
            try:
                reply: tuple[Done | None, Exception | None] = (work(unit, troubles, steps), None)
            except Exception as error:  # it is raised again where somebody can do something about it
                reply = (None, error)
            pipe.send(reply)
            del reply
            gc.collect(0)  # tracebacks do; what was there before the unit need not be looked through


def _end_with_parent() -> None:
    """When the run is killed nobody waits for its processes: they must not write beside those of the next."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
