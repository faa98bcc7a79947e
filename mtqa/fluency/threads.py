"""How many threads multiply."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec


@contextmanager
def threads_limited(number: int) -> Iterator[None]:
    """Let numpy's linear algebra use so many threads and no more, where threadpoolctl is there to tell it.

    By itself it uses every core, and on a busy machine its threads wait for each other longer than they work.
    """
    if find_spec("threadpoolctl") is None:
        yield
        return
    from threadpoolctl import threadpool_limits

    with threadpool_limits(number, user_api="blas"):
        yield
