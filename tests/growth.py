"""How a cost grows: the one way in which tests measure time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

#: Twice the text may take this many times as long.
LIMIT = 2.3
#: Shorter runs than this, in seconds, are mostly noise of the clock.
_NOISE = 0.005


def _seconds(work: Callable[[], object]) -> float:
    """Time of one run, without the garbage collector, whose cost depends on what other tests left behind."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()


def grows_linearly(work: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether twice the size takes at most 2.3 times the time.

    ``work`` makes what is measured ready for a size. One pair of runs in six must show it: a busy machine
    lengthens some runs at random, a quadratic cost all of them.
    """
    return any(_seconds(work(2 * size)) <= LIMIT * max(_seconds(work(size)), _NOISE) for _ in range(6))
