"""The clocks a watcher goes by, so that a test can set them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, time


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock on the wall, in seconds since 1970, and one that never jumps."""

    now: Callable[[], float] = time
    ticks: Callable[[], float] = monotonic


REAL = Clock()
