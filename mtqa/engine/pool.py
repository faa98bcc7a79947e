"""Tasks on several processes; results come in the order of tasks, and memory does not grow with their number.

Each process holds one batch of tasks at a time and asks for the next by sending its results. When a process dies, its
batch is done again task by task; a task whose process dies while it is alone is told so, and the others go on.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Generic, Protocol, TypeVar

#: A batch has at most so many tasks, and so many bytes before its last one; batches begin small, so that a short run
#: is shared evenly.
_MOST_TASKS, _MOST_BYTES = 16, 64 * 1024
#: So many tasks for each process may be done before the first that is not.
_AHEAD = 64


#: Whether processes are split off, which shares all that is loaded. Elsewhere than on Linux, libraries do not bear it.
SPLITS = sys.platform == "linux"


class Sized(Protocol):
    """A task that knows how many bytes it hands over."""

    @property
    def size(self) -> int:
        """Bytes."""


TaskT = TypeVar("TaskT", bound=Sized)
DoneT = TypeVar("DoneT")
_Batch = list[tuple[int, TaskT]]


@dataclass(eq=False, slots=True)
class _Worker(Generic[TaskT]):
    process: object
    pipe: Connection
    batch: _Batch[TaskT] = field(default_factory=list)


class Pool(Generic[TaskT, DoneT]):
    """``jobs`` processes that do ``work``; ``ended`` says what came of a task that took its process with it.

    ``work`` may raise, which ends the run.
    """

    def __init__(
        self, work: Callable[[TaskT], Sequence[DoneT]], *, jobs: int, ended: Callable[[TaskT, str], DoneT]
    ) -> None:
        self._work = work
        self._jobs = jobs
        self._ended = ended
        self._context = get_context("fork" if SPLITS else "spawn")
        self._workers: list[_Worker[TaskT]] = []
        self._again: deque[_Batch[TaskT]] = deque()
        self._done: dict[int, Sequence[DoneT]] = {}
        self._given = self._taken = self._size = 0
        self._over = False
        self._waits_for: Callable[[], int | None] = lambda: None

    def run(self, tasks: Iterable[TaskT | None], waits_for: Callable[[], int | None] = lambda: None) -> Iterator[DoneT]:
        """What comes of the tasks, in their order. Whoever stops asking stops the processes.

        ``waits_for``: the number of the open file that tasks come from, while that is a stream which may pause; then
        results do not wait for more tasks, and a task may be None.

        Raises:
            Exception: what ``work`` has raised.
        """
        source = iter(tasks)
        self._waits_for = waits_for
        try:
            while True:
                self._hand_out(source)
                busy = {worker.pipe: worker for worker in self._workers if worker.batch}
                stream = waits_for() if self._has_room() else None
                if not busy and stream is None:
                    return
                for ready in wait([*busy, *([] if stream is None else [stream])]):
                    if ready in busy:
                        self._take_in(busy[ready])
                self._hand_out(source)
                while self._taken in self._done:
                    yield from self._done.pop(self._taken)
                    self._taken += 1
        finally:
            self._stop()

    def _hand_out(self, source: Iterator[TaskT | None]) -> None:
        """Give every process that has none a batch, if there is one."""
        while idle := next((worker for worker in self._workers if not worker.batch), None) or (
            len(self._workers) < self._jobs
        ):
            batch = self._again.popleft() if self._again else self._next(source)
            if not batch:
                return
            worker = idle if isinstance(idle, _Worker) else self._start()
            worker.batch = batch
            with suppress(OSError):  # it has died: that is seen when its results are waited for
                worker.pipe.send([task for _, task in batch])

    def _next(self, source: Iterator[TaskT | None]) -> _Batch[TaskT]:
        if self._over or self._given - self._taken > _AHEAD * self._jobs:
            return []
        self._size = min(self._size + 1, _MOST_TASKS * self._jobs)
        batch: _Batch[TaskT] = []
        size = 0
        while len(batch) < max(self._size // self._jobs, 1) and size < _MOST_BYTES:
            stream = self._waits_for()
            if stream is not None and not wait([stream], 0):
                break
            try:
                task = next(source)
            except StopIteration:
                self._over = True
                break
            if task is not None:
                batch.append((self._given, task))
                self._given += 1
                size += task.size
        return batch

    def _has_room(self) -> bool:
        """Whether a further task could be handed out."""
        if self._over or self._given - self._taken > _AHEAD * self._jobs:
            return False
        return len(self._workers) < self._jobs or any(not worker.batch for worker in self._workers)

    def _take_in(self, worker: _Worker[TaskT]) -> None:
        try:
            results, error = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if error is not None:
            raise error
        for (number, _), result in zip(worker.batch, results, strict=True):
            self._done[number] = result
        worker.batch = []

    def _bury(self, worker: _Worker[TaskT]) -> None:
        """Do the batch of a process that has died again, task by task; a single task was its death."""
        self._workers.remove(worker)
        worker.pipe.close()
        how = _how(worker.process)
        if len(worker.batch) > 1:
            self._again.extendleft([one] for one in reversed(worker.batch))
            return
        for number, task in worker.batch:
            self._done[number] = [self._ended(task, how)]

    def _start(self) -> _Worker[TaskT]:
        ours, theirs = self._context.Pipe()
        others = [worker.pipe for worker in self._workers] if SPLITS else []
        gc.freeze()  # what is there is shared as long as nobody writes to it
        process = self._context.Process(  # type: ignore[attr-defined]  # both contexts have it
            target=_serve, args=(self._work, theirs, [*others, ours] if SPLITS else []), daemon=True
        )
        process.start()
        gc.unfreeze()
        theirs.close()
        worker: _Worker[TaskT] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _stop(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            if worker.batch:
                worker.process.terminate()  # type: ignore[attr-defined]
        for worker in self._workers:
            worker.process.join()  # type: ignore[attr-defined]
        self._workers.clear()


def _how(process: object) -> str:
    process.join()  # type: ignore[attr-defined]
    code: int = process.exitcode  # type: ignore[attr-defined]
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended by itself, with code {code}"


def _serve(work: Callable[[TaskT], Sequence[DoneT]], pipe: Connection, others: Iterable[Connection]) -> None:
    """Do batches until there are no more, or nobody is there who wants them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts means the run, which stops its processes
    for other in others:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            batch = pipe.recv()
            try:
                reply: tuple[list[Sequence[DoneT]], Exception | None] = ([work(task) for task in batch], None)
            except Exception as error:  # it is raised again where somebody can do something about it
                reply = ([], error)
            pipe.send(reply)
