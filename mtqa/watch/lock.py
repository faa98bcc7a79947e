"""One watcher a folder: the second is refused, and a killed one leaves nothing behind that would refuse the next."""

from __future__ import annotations

import fcntl
import os

from mtqa.model.errors import ConfigError


def acquire(path: str, folder: str) -> int:
    """Lock a folder through a file in it; the lock ends with the process, or when the descriptor is closed.

    Raises:
        ConfigError: if another watcher has it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        owner = os.read(descriptor, 20).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise ConfigError(
            f"{folder}: another watcher works here (process {owner or 'unknown'}); stop it first"
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor
