"""How a cost grows: the one way in which tests measure time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

#: Twice the text may take this many times as long.
LIMIT = 2.3
#: Seconds of processor time that are forgiven: pages and caches are not linear to the microsecond. A quadratic cost
#: is noticed from 12 milliseconds for the single size on.
_NOISE = 0.02
_ATTEMPTS = 9


@contextmanager
def no_collection() -> Iterator[None]:
    """Without the garbage collector, whose cost depends on what other tests left behind."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def grows_linearly(work: Callable[[int], Callable[[], object]], size: int, *, limit: float = LIMIT) -> bool:
    """Whether twice the size takes at most 2.3 times the time, or as many times as ``limit`` says.

    ``work`` makes what is measured ready for a size. Both sizes are timed in turn. Noise only adds to a measurement, so
    the least of each is compared; and processors change their pace, so the middle of the ratios counts as well: a busy
    machine spoils some of the pairs, a quadratic cost all.
    """
    once: list[float] = []
    twice: list[float] = []
    with no_collection():
        for _ in range(_ATTEMPTS):
            once.append(_seconds(work(size)))
            twice.append(_seconds(work(2 * size)))
            if min(twice) - _NOISE <= limit * min(once):
                return True
    ratios = [(long - _NOISE) / short for short, long in zip(once, twice, strict=True) if short]
    return not ratios or median(ratios) <= limit
