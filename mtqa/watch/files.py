"""What a watcher does to files, each thing whole or not done at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from functools import cache

_HERE = -100  # AT_FDCWD of Linux: paths are relative to the current folder
_NO_REPLACE = 1  # RENAME_NOREPLACE of Linux
#: What renameat2 says where the kernel or the file system does not know RENAME_NOREPLACE.
_UNKNOWN = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})


def sync_folder(path: str) -> None:
    """Make what was created, renamed and removed in a folder survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_synced(path: str) -> bytes:
    """The bytes of a file, which are on the disk when this returns; a feed may not have seen to it."""
    with open(path, "rb") as file:
        data = file.read()
        os.fsync(file.fileno())
    return data


def write_synced(path: str, data: bytes) -> None:
    """Write a file, which is on the disk when this returns; its name is when its folder is synced."""
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def copy_synced(source: str, target: str) -> None:
    """Copy a file with its times and permissions, but not who it runs as; it is on the disk when this returns."""
    with open(source, "rb") as old, open(target, "wb") as new:
        shutil.copyfileobj(old, new)
        new.flush()
        status = os.fstat(old.fileno())
        os.fchmod(new.fileno(), status.st_mode & 0o777)
        os.utime(new.fileno(), ns=(status.st_atime_ns, status.st_mtime_ns))
        os.fsync(new.fileno())


def replace_file(path: str, data: bytes) -> None:
    """Put ``data`` in the place of a file in one step, for readers that look at any moment."""
    temporary = f"{path}.{os.getpid()}.tmp"
    with open(temporary, "wb") as file:
        file.write(data)
    os.replace(temporary, path)


def remove(path: str) -> None:
    """Remove a file, if it is there."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def move_new(source: str, target: str) -> None:
    """Rename in one step, never over what is there.

    Where the file system cannot do both at once (NFS, systems other than Linux) it is asked first whether something
    is there; watchers that share a folder of results are still kept apart by the names of their reports.

    Raises:
        FileExistsError: if there is something called ``target``.
        OSError: as `os.rename`, with ``EXDEV`` if ``target`` is on another file system.
    """
    if (rename := _exclusive_rename()) is not None:
        number = rename(os.fsencode(source), os.fsencode(target))
        if number == 0:
            return
        if number not in _UNKNOWN:
            raise OSError(number, os.strerror(number), source, None, target)
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), source, None, target)
    os.rename(source, target)


@cache
def _exclusive_rename() -> Callable[[bytes, bytes], int] | None:
    """Linux's renameat2, which Python does not offer; it gives an error number, or 0."""
    import ctypes

    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):  # another system, or a C library without it
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)

    def rename(source: bytes, target: bytes) -> int:
        return 0 if function(_HERE, source, _HERE, target, _NO_REPLACE) == 0 else ctypes.get_errno()

    return rename


def is_being_written(path: str) -> bool:
    """Whether some process of this machine has a file open for writing, as far as the kernel tells.

    Linux grants a lease for reading only on a file that nobody has open for writing; it tells the owner of the file
    and root. Elsewhere, and for files of others, the answer is no, and time alone decides.
    """
    import fcntl

    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:  # not ours, or a file system without leases
        return False
    finally:
        os.close(descriptor)
    return False
