"""A watcher at work: round after round, or once."""

from __future__ import annotations

from collections.abc import Callable

from mtqa.watch.stopping import Stop
from mtqa.watch.watcher import Watcher

#: So often a message to the hook is tried by a watcher that works off the backlog and ends.
_ATTEMPTS = 3
#: And no longer than this, in seconds; what is left is for the next one.
_LONGEST = 30.0


def run(watcher: Watcher, stop: Stop, *, interval: float, publish: Callable[[], None]) -> None:
    """Look every ``interval`` seconds until somebody asks to stop; ``publish`` is called after each look."""
    watcher.recover()
    while not stop.asked:
        left = watcher.round(stop)
        publish()
        if not left.more:
            stop.wait(interval)


def run_once(watcher: Watcher, stop: Stop, *, settle: float, publish: Callable[[], None]) -> int:
    """Work off what is there, and end; how many files are left, because they are not complete yet.

    To see that files do not change takes ``settle`` seconds.
    """
    watcher.recover()
    left = _all(watcher, stop, publish)
    if left and not stop.asked:
        stop.wait(settle)
        left = _all(watcher, stop, publish)
    if watcher.hook is not None and not stop.asked:
        watcher.hook.drain(_ATTEMPTS, longest=_LONGEST)
        publish()
    return left


def _all(watcher: Watcher, stop: Stop, publish: Callable[[], None]) -> int:
    """Rounds until all is done that is complete; how many files are not."""
    while True:
        left = watcher.round(stop)
        publish()
        if not left.more or stop.asked:
            return left.growing
