"""Work in processes that are split off, so that a test can kill hundreds of them and nothing is imported anew."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from typing import Any


def forked(work: Callable[[], Any]) -> int:
    """Do something in a process of its own; gives its id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def ended(child: int) -> int:
    """How a process ended: its exit code, or minus the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
