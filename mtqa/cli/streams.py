"""Standard streams as a command finds them: closed by whoever started it, or on a disk that is full."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from mtqa.model.errors import ConfigError

#: What is wrong with a stream that cannot be written to: closed, full, over a quota, or its disk is broken.
_OF_STREAMS = frozenset((errno.EBADF, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))
_ELSEWHERE = "--output FILE puts a report into a file"


class _Closed(io.RawIOBase):
    """A stream that cannot be used; it says so once, so that nothing is lost in silence."""

    def __init__(self) -> None:
        self._said = False

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, _buffer: object) -> int:
        raise OSError(errno.EBADF, "it is closed")

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._said:
            self._said = True
            raise OSError(errno.EBADF, "it is closed")
        return len(data)


def stand_in() -> None:
    """Put something in the place of each standard stream that is not there.

    Diagnostics are for whoever wants to see them; input and output that are needed lead to an error.
    """
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(_Closed()), "utf-8")
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed()), "utf-8")
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(os.devnull, "w")), "utf-8")


def silence_output() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter's exit does not complain."""
    _silence(sys.stdout)


def silence_diagnostics() -> None:
    """The same for standard error."""
    _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except io.UnsupportedOperation:  # it was closed: there is nothing to send anywhere
        os.close(nowhere)


@contextmanager
def to_output() -> Iterator[None]:
    """Write to standard output.

    Raises:
        ConfigError: if that cannot be done.
        BrokenPipeError: if nobody reads it any more.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno not in _OF_STREAMS or error.filename is not None:  # it is about something else
            raise
        silence_output()
        raise ConfigError(f"standard output cannot be written to: {error.strerror or error}; {_ELSEWHERE}") from error
