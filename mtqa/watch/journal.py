"""The journal: JSON lines that are only ever added to, each with a checksum; read again when a watcher starts.

It lies in numbered files. A new one begins with what is still open, so only the newest is ever read; the others are
for whoever wants to know what was decided.
"""

from __future__ import annotations

import errno
import json
import os
import re
from dataclasses import asdict
from threading import RLock
from zlib import crc32

from mtqa.model.errors import ConfigError
from mtqa.watch.events import EVENTS, ContradictionError, Event, Story, name_of
from mtqa.watch.files import sync_folder, write_synced

#: A file of the journal grows to about this many bytes.
_FULL = 16 * 2**20
_NAME = re.compile(r"journal-(\d{8})\.jsonl")
_LINE = re.compile(rb'(\{.*), "crc": "([0-9a-f]{8})"\}\n', re.DOTALL)


def encoded(event: Event) -> bytes:
    """An event as a line; the last field is the CRC-32 of the line without it."""
    body = json.dumps({"event": name_of(event), **asdict(event)}).encode()
    return body[:-1] + f', "crc": "{crc32(body):08x}"}}\n'.encode()


def decoded(line: bytes) -> Event | None:
    """The event that a line holds; None if the line is damaged."""
    found = _LINE.fullmatch(line)
    if found is None or crc32(found[1] + b"}") != int(found[2], 16):
        return None
    fields = json.loads(found[1] + b"}")
    return EVENTS[fields.pop("event")](**fields)


class Journal:
    """The journal in a folder, and the `Story` of each id that is still open.

    ``torn`` is what was cut off its end when it was opened: a line that a power cut or a full disk left unfinished.
    Threads may share a journal.

    Raises:
        ConfigError: if it is damaged otherwise.
    """

    def __init__(self, folder: str, *, full: int = _FULL) -> None:
        self._folder = folder
        self._full = full
        self._lock = RLock()
        self._stories: dict[str, Story] = {}
        self._number = max(
            (int(found[1]) for name in os.listdir(folder) if (found := _NAME.fullmatch(name))), default=1
        )
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
        self._size, self.torn = self._replayed()
        if self.torn:
            os.ftruncate(self._descriptor, self._size)
        self._is_whole = True
        sync_folder(folder)

    @property
    def _path(self) -> str:
        return os.path.join(self._folder, f"journal-{self._number:08}.jsonl")

    def _replayed(self) -> tuple[int, bytes]:
        """The size of what is in order, and what comes after it."""
        with open(self._path, "rb") as file:
            lines = file.readlines()
        events = [decoded(line) for line in lines]
        good = next((number for number, event in enumerate(events) if event is None), len(events))
        if any(events[good:]):
            raise self._damaged(good + 1, "the line is damaged, and good ones follow")
        for number, event in enumerate(events[:good], 1):
            assert event is not None  # noqa: S101 - those before the first that is None
            try:
                self._apply(event)
            except ContradictionError as error:
                raise self._damaged(number, str(error)) from error
        return sum(map(len, lines[:good])), b"".join(lines[good:])

    def _damaged(self, line: int, fact: str) -> ConfigError:
        return ConfigError(
            f"{self._path}:{line}: {fact}; put the file away and start again: stories in hand are then checked anew"
        )

    def _apply(self, event: Event) -> None:
        story = self._stories.setdefault(event.id, Story(event.id))
        story.add(event)
        if not story.is_open:
            del self._stories[event.id]

    def _story(self, identity: str) -> Story:
        return self._stories.get(identity) or Story(identity)

    def story(self, identity: str) -> Story:
        """Where a story stands, if something is left to do with it; it changes with the journal."""
        with self._lock:
            return self._story(identity)

    def open_stories(self) -> tuple[Story, ...]:
        """The stories with which something is left to do, in the order in which they were taken."""
        with self._lock:
            return tuple(self._stories.values())

    def add(self, event: Event, *, synced: bool = True) -> None:
        """Write a line, wholly or not at all; it is on the disk when this returns, unless not ``synced``.

        Raises:
            OSError: if it could not be written.
            ContradictionError: if it cannot follow what is written.
        """
        line = encoded(event)
        with self._lock:
            self._story(event.id).check(event)
            if not self._is_whole:
                os.ftruncate(self._descriptor, self._size)
            self._is_whole = False
            if os.write(self._descriptor, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self._path)
            if synced:
                os.fsync(self._descriptor)
            self._is_whole = True
            self._size += len(line)
            self._apply(event)

    def roll(self) -> None:
        """Begin a new file, if this one is full."""
        with self._lock:
            if self._size < self._full:
                return
            carried = b"".join(encoded(event) for story in self._stories.values() for event in story.events)
            self._number += 1
            temporary = f"{self._path}.tmp"
            write_synced(temporary, carried)
            os.rename(temporary, self._path)
            sync_folder(self._folder)
            os.close(self._descriptor)
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND)
            self._size = len(carried)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)
