"""How a cost grows: the one way in which tests measure time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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

    ``work`` makes what is measured ready for a size. Noise only ever adds to a measurement, so the least of some runs
    is compared: a busy machine lengthens some of them, a quadratic cost all.
    """
    once = twice = float("inf")
    with no_collection():
        for _ in range(_ATTEMPTS):
            once, twice = min(once, _seconds(work(size))), min(twice, _seconds(work(2 * size)))
            if twice - _NOISE <= limit * once:
                return True
    return False
