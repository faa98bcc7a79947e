"""Clocks: processor time of this process, and what a whole process takes from a cold start."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from mtqa.engine.screening import Screening
from mtqa.rulebook.rule import Rule
from mtqa.text.document import Document

#: A pass over stories takes about so long, and the best of so many passes counts.
SECONDS = 2.0
PASSES = 3

#: Starts a process and says what it took. A process of its own, because Linux counts the memory of whoever starts a
#: process towards that process's peak, and this one holds other checkers' dictionaries.
_LAUNCHER = """
import os, sys
nowhere = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)]
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
_, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class ColdStart:
    """What one process took in all: processor time in seconds, peak memory in MB."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What a rule costs, its views of the document being there.

    ``runs``: share of the stories that its screen lets through. ``when_run`` and ``average``: microseconds a story.
    ``growth``: how many times longer it takes for twice the text, None where that is too short to be measured.
    """

    code: str
    runs: float
    when_run: float
    average: float
    growth: float | None


def pin() -> None:
    """Stay on one core, so that a checker with threads has no more than one without."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def fastest(work: Callable[[], object], times: int) -> float:
    """The least processor time of some runs, in seconds: noise only ever adds."""
    gc.collect()
    gc.disable()
    try:
        return min(_timed(work) for _ in range(times))
    finally:
        gc.enable()


def words_per_second(check: Callable[[str], object], stories: Sequence[str]) -> float:
    """Warm throughput, over as many of the stories as a pass has time for."""
    trial = stories[:10]
    _all(check, trial)
    each = _timed(lambda: _all(check, trial)) / len(trial)
    chosen = stories[: max(10, int(SECONDS / max(each, 1e-6)))]
    words = sum(len(story.split()) for story in chosen)
    return words / min(_timed(lambda: _all(check, chosen)) for _ in range(PASSES))


def cold_start(arguments: Iterable[str], *, times: int = 5) -> ColdStart:
    """The cheapest of some runs of ``python ARGUMENTS``, output thrown away."""
    runs = [_process([sys.executable, *arguments]) for _ in range(times)]
    return ColdStart(min(run.seconds for run in runs), max(run.megabytes for run in runs))


def rule_cost(rule: Rule, stories: Sequence[str]) -> RuleCost:
    """Measure one rule alone."""
    screening = Screening([rule])
    documents = [document for document in map(Document, stories) if screening.candidates(document)]
    if not documents:
        return RuleCost(rule.code, 0.0, 0.0, 0.0, None)

    def run() -> None:
        for document in documents:
            list(rule.hits(document))

    run()
    seconds = fastest(run, PASSES)
    text = "\n\n".join(document.text for document in documents)
    single, double = (_long(rule, text * times) for times in (1, 2))
    return RuleCost(
        rule.code,
        runs=len(documents) / len(stories),
        when_run=1e6 * seconds / len(documents),
        average=1e6 * seconds / len(stories),
        growth=double / single if single > 1e-3 else None,
    )


def _long(rule: Rule, text: str) -> float:
    document = Document(text)
    list(rule.hits(document))
    return fastest(lambda: list(rule.hits(document)), PASSES)


def _all(check: Callable[[str], object], stories: Iterable[str]) -> None:
    for story in stories:
        check(story)


def _timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def _process(command: list[str]) -> ColdStart:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command], capture_output=True, text=True, check=True
    )
    code, seconds, peak = done.stdout.split()
    if code not in {"0", "1"}:
        raise RuntimeError(f"{Path(command[0]).name} {' '.join(command[1:])} ended with {code}")
    # Kilobytes on Linux, bytes on macOS.
    return ColdStart(float(seconds), int(peak) / (1 << 20 if sys.platform == "darwin" else 1 << 10))
