"""SIGTERM and SIGINT: the story in hand is finished; a second signal ends the process as it always would."""

from __future__ import annotations

import os
import select
import signal
from types import FrameType, TracebackType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stop:
    """Whether somebody asked to stop; used in a ``with`` statement, in the main thread.

    SIGIO is ignored meanwhile: it comes when a feed opens a file just while `is_being_written` has a lease on it, and
    would end the process.

    Waiting is on a pipe that the signal handler writes to: a handler must not touch a lock that the interrupted code
    may hold, as that of `threading.Event` is.
    """

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[signal.Signals, object] = {}
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)

    def __enter__(self) -> Stop:
        self._before = {number: signal.signal(number, self._ask) for number in _SIGNALS}
        self._before[signal.SIGIO] = signal.signal(signal.SIGIO, signal.SIG_IGN)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type] # what signal.signal itself gave
        os.close(self._reader)
        os.close(self._writer)

    def _ask(self, number: int, _frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(number, signal.SIG_DFL)
        os.write(self._writer, b".")

    def wait(self, seconds: float) -> None:
        """Sleep, but not longer than until somebody asks."""
        if not self.asked:
            select.select([self._reader], [], [], seconds)
