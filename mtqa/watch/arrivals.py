"""Which files of a folder are stories that have arrived: all there, and not being written any more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import NamedTuple

from mtqa.engine.sidecar import SUFFIX

#: Names of files that are not finished, until they are renamed; what writes them.
TEMPORARY = (
    ".*",  # rsync, ProFTPD, Pure-FTPd, ncftp
    "*.part",  # curl, FileZilla, KDE
    "*.partial",
    "*.filepart",  # WinSCP
    "*.tmp",
    "*.temp",
    "*.crdownload",  # Chromium
    "*.!*",  # eMule, uTorrent
    "*.swp",  # vim
    "*~",  # editors
    "~$*",  # Word
    "*.in-progress",
    "*.uploading",
    "*.incomplete",
    "*.lock",
)
#: An empty file waits so many times longer: many an upload begins as one, and then stalls.
_EMPTY = 10
#: What has not changed for so many seconds by the clock on the wall is complete at first sight, whatever clock it was.
_OLD = 900


class Stamp(NamedTuple):
    """What changes when a file does."""

    inode: int
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A story; ``since`` is when its file changed last, in seconds since 1970; ``beside``: whether it has a sidecar."""

    name: str
    stamp: Stamp
    since: float
    beside: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What was in the folder at one moment.

    ``complete`` are in the order in which they were written, ``growing`` those that are not complete yet;
    ``passed_over`` is what is left alone, and why.
    """

    complete: tuple[Arrival, ...]
    growing: tuple[Arrival, ...]
    passed_over: dict[str, str]


def stamp(path: str) -> Stamp:
    """The stamp of a file; that of a link, not of what it points to.

    Raises:
        OSError: if there is none.
    """
    return _stamp(os.stat(path, follow_symlinks=False))


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns)


class Arrivals:
    """What a feed has put into a folder.

    A file is complete when it has been the same for ``settle`` seconds of the clock ``ticks``, seen by this watcher:
    whose clock the feed, or the file server, goes by does not matter. ``why_not`` says for a path why it is no story,
    in words, or with an empty string if there is nothing to be said of it; None for a story. ``skip`` are names to
    leave alone, with * and ?.
    """

    def __init__(  # noqa: PLR0913 - two clocks
        self,
        folder: str,
        settle: float,
        *,
        why_not: Callable[[str], str | None],
        ticks: Callable[[], float],
        now: Callable[[], float],
        skip: tuple[str, ...] = (),
    ) -> None:
        self._folder = folder
        self._settle = settle
        self._why_not = why_not
        self._ticks = ticks
        self._now = now
        self._skip = (*TEMPORARY, *skip)
        self._seen: dict[str, tuple[Stamp, float]] = {}

    def look(self) -> Look:
        """What is there now."""
        ticks, now = self._ticks(), self._now()
        found = dict(self._entries())
        self._seen = {name: self._first_seen(name, status, ticks) for name, status in found.items()}
        complete: list[Arrival] = []
        growing: list[Arrival] = []
        passed_over: dict[str, str] = {}
        for name, status in found.items():
            reason = self._reason(name, status, found)
            if reason is None:
                beside = found.get(name + SUFFIX)
                is_complete = self._is_complete(name, status, ticks, now) and (
                    beside is None or self._is_complete(name + SUFFIX, beside, ticks, now)
                )
                since = max(status.st_mtime, status.st_ctime)
                (complete if is_complete else growing).append(Arrival(name, _stamp(status), since, beside is not None))
            elif reason:
                passed_over[name] = reason
        complete.sort(key=lambda one: (one.stamp.modified, one.name))
        return Look(tuple(complete), tuple(growing), passed_over)

    def _entries(self) -> Iterator[tuple[str, os.stat_result]]:
        with os.scandir(self._folder) as entries:
            for entry in entries:
                if not any(fnmatchcase(entry.name.lower(), pattern) for pattern in self._skip):
                    try:
                        yield entry.name, entry.stat(follow_symlinks=False)
                    except FileNotFoundError:  # gone since
                        continue

    def _first_seen(self, name: str, status: os.stat_result, ticks: float) -> tuple[Stamp, float]:
        now = _stamp(status)
        before = self._seen.get(name)
        return before if before is not None and before[0] == now else (now, ticks)

    def _reason(self, name: str, status: os.stat_result, found: dict[str, os.stat_result]) -> str | None:
        if S_ISDIR(status.st_mode):
            return self._why_not(os.path.join(self._folder, name, ""))
        if S_ISLNK(status.st_mode):
            return "a link; it is not followed"
        if not S_ISREG(status.st_mode):
            return "no file"
        if name.endswith(SUFFIX):
            return "" if name.removesuffix(SUFFIX) in found else "it belongs to a story that is not here"
        return self._why_not(os.path.join(self._folder, name))

    def _is_complete(self, name: str, status: os.stat_result, ticks: float, now: float) -> bool:
        if now - max(status.st_mtime, status.st_ctime) >= _OLD:
            return True
        patience = self._settle if status.st_size else self._settle * _EMPTY
        return ticks - self._seen[name][1] >= patience
