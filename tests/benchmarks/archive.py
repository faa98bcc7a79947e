"""What checking an archive costs beside checking alone, and how much memory it takes.

Two figures: the share of the engine's own speed on as many processes that is left when stories are read from JSON
lines, results written and stories compared; and the memory of the process tree at its highest, for an archive and for a
tenth of it, while stories are checked and while they are compared. The archives are synthetic (`fixtures.archives`): no
two of their stories are the same, and some are copies of others.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from threading import Thread
from typing import IO

from fixtures.archives.make import Recipe, make
from mtqa.batch.progress import Silent
from mtqa.batch.run import Order, run
from mtqa.engine.checkers import Checkers
from mtqa.text.document import Document

#: What a run begins one after the other.
CHECKING, COMPARING, _END = "checking", "comparing stories", "end"
#: How long nobody looks at the memory, in seconds: a look takes some 5 ms for each process, which waits for it.
#: Four looks a second were 3 % of what two cores can do.
_MOMENT = 1.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processors, and megabytes: shared pages once, and for each process."""

    seconds: float
    cpu: float
    shared_once: float = 0
    resident: float = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.seconds + other.seconds,
            self.cpu + other.cpu,
            max(self.shared_once, other.shared_once),
            max(self.resident, other.resident),
        )


@contextmanager
def archive(count: int) -> Iterator[Path]:
    """A folder with an archive of so many stories in JSON lines, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder, "archive"), Recipe(count))
        yield Path(folder, "archive", "stories")


def engine_alone(source: Path, jobs: int) -> Cost:
    """Checking the stories of an archive, which are in memory, on as many processes."""
    texts = [json.loads(line)["text"] for file in sorted(source.rglob("*.jsonl")) for line in file.open("rb")]
    checker = Checkers(base="archive", search=False).of("")
    for text in texts[:50]:
        checker.check(Document(text))
    before, began = _cpu(), time.perf_counter()
    children = []
    for job in range(jobs):
        child = os.fork()
        if child == 0:
            for text in islice(texts, job, None, jobs):
                checker.check(Document(text))
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return Cost(time.perf_counter() - began, _cpu() - before)


def archive_run(source: Path, out: Path, jobs: int) -> dict[str, Cost]:
    """What the stretches of a run over an archive cost, a process of its own with what it starts."""
    command = [sys.executable, "-m", "tests.benchmarks.archive", str(source), str(out), str(jobs)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    told: list[tuple[str, float, float]] = []
    highest: dict[str, tuple[float, float]] = {}
    listener = Thread(target=_listen, args=(process.stdout, told))
    listener.start()
    while process.poll() is None:
        at = told[-1][0] if told else ""
        highest[at] = tuple(map(max, highest.get(at, (0.0, 0.0)), _memory(process.pid)))  # type: ignore[assignment]
        time.sleep(_MOMENT)
    listener.join()
    return {
        name: Cost(ended - began, after - before, *highest.get(name, (0.0, 0.0)))
        for (name, began, before), (_, ended, after) in pairwise(told)
    }


def report(out: Path) -> float:
    """How many seconds the report on a run takes, the whole command."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mtqa", "report", str(out)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _listen(said: IO[str] | None, told: list[tuple[str, float, float]]) -> None:
    for line in said or ():
        name, seconds, cpu = line.rstrip("\n").split("\t")
        told.append((name, float(seconds), float(cpu)))


def _cpu() -> float:
    """Seconds of the processors that this process and its children have taken."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _memory(root: int) -> tuple[float, float]:
    """Megabytes of a process and all that it has started: shared pages counted once, and for each."""
    once = each = 0
    for process in _tree(root):
        with suppress(OSError):
            for line in Path("/proc", str(process), "smaps_rollup").read_text("utf-8").splitlines():
                if line.startswith("Pss:"):
                    once += int(line.split()[1])
                elif line.startswith("Rss:"):
                    each += int(line.split()[1])
    return once / 1024, each / 1024


def _tree(root: int) -> list[int]:
    found = [root]
    for process in found:
        with suppress(OSError):
            for task in Path("/proc", str(process), "task").iterdir():
                found += map(int, (task / "children").read_text("utf-8").split())
    return found


class _Telling(Silent):
    """Says what begins, and when."""

    def begins(self, what: str, size: int) -> None:
        super().begins(what, size)
        print(what, time.perf_counter(), _cpu(), sep="\t", flush=True)


def _main(source: str, out: str, jobs: str) -> None:
    watching = _Telling()
    run(Order((source,), Path(out)), watching, jobs=int(jobs))
    watching.begins(_END, 0)


def jobs() -> int:
    """As many as there are cores."""
    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    _main(*sys.argv[1:])
