"""What checking an archive costs beside checking alone, and how much memory it takes.

Two figures: the share of the engine's own speed on as many processes that is left when stories are read from JSON lines
and results written, and the memory of the process tree at its highest, for an archive and for a tenth of it.
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
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from mtqa.batch.progress import Silent
from mtqa.batch.run import Order, run
from mtqa.engine.checkers import Checkers
from mtqa.text.document import Document
from tests.benchmarks import corpus

#: So many stories differ; they come again and again.
_DIFFERENT = 1_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processors, and megabytes: shared pages once, and for each process."""

    seconds: float
    cpu: float
    shared_once: float = 0
    resident: float = 0


def stories(count: int) -> Iterator[str]:
    """Stories of 450 words, every other one garbled."""
    pairs = zip(corpus.clean(_DIFFERENT // 2), corpus.garbled(_DIFFERENT // 2), strict=True)
    return islice(cycle([story for pair in pairs for story in pair]), count)


def engine_alone(count: int, jobs: int) -> Cost:
    """Checking the stories, which are in memory, on as many processes."""
    texts = list(stories(min(count, _DIFFERENT)))
    checker = Checkers(base="archive", search=False).of("")
    checker.check(Document(texts[1]))
    before, began = _cpu(), time.perf_counter()
    children = []
    for job in range(jobs):
        child = os.fork()
        if child == 0:
            for text in islice(cycle(texts), job, count, jobs):
                checker.check(Document(text))
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return Cost(time.perf_counter() - began, _cpu() - before)


def archive_run(count: int, jobs: int) -> Cost:
    """Checking an archive of them, from the start of the first process to the end of the last."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "archive.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for number, text in enumerate(stories(count)):
                file.write(json.dumps({"id": f"s{number}", "text": text}, ensure_ascii=False) + "\n")
        command = [sys.executable, "-m", "tests.benchmarks.archive", str(source), str(Path(folder, "out")), str(jobs)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        highest = (0.0, 0.0)
        while process.poll() is None:
            highest = tuple(map(max, highest, _memory(process.pid)))  # type: ignore[assignment]
            time.sleep(0.1)
        told = process.stdout.read() if process.stdout else ""
        seconds, cpu = map(float, told.split())
        return Cost(seconds, cpu, *highest)


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


class _Checking(Silent):
    """Measures the stretch in which stories are checked."""

    def __init__(self) -> None:
        super().__init__()
        self.stretches: dict[str, tuple[float, float]] = {}

    def begins(self, what: str, size: int) -> None:
        super().begins(what, size)
        self.stretches[what] = time.perf_counter(), _cpu()


def _main(source: str, out: str, jobs: str) -> None:
    watching = _Checking()
    run(Order((source,), Path(out)), watching, jobs=int(jobs))
    begins, ends = watching.stretches["checking"], watching.stretches["comparing stories"]
    print(*(end - begin for begin, end in zip(begins, ends, strict=True)))


def jobs() -> int:
    """As many as there are cores."""
    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    _main(*sys.argv[1:])
