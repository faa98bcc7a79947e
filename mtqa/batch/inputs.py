"""Which files an archive consists of: walked lazily and always in the same order, however many there are."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from mtqa.engine.checkers import Checkers
from mtqa.engine.search import NAME
from mtqa.engine.sidecar import SUFFIX
from mtqa.model.errors import ConfigError
from mtqa.model.unread import LINKED, NO_FILE, Unread


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file does."""

    size: int
    mtime: int

    @classmethod
    def of(cls, path: str) -> Stamp:
        """That of a file.

        Raises:
            OSError: if it cannot be looked at.
        """
        status = os.stat(path)
        return cls(status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the archive, and what it was like when it was found."""

    path: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Survey:
    """What an archive is, so that one can tell whether it is still the same.

    ``digest`` is of the paths, sizes and times of all its ``files``; ``size`` is in bytes.
    """

    path: str
    files: int
    size: int
    digest: str

    def values(self) -> dict[str, Any]:
        """As plain values."""
        return {"path": self.path, "files": self.files, "bytes": self.size, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Archives:
    """The files and folders that were named. ``besides`` is a folder that is none of them, wherever it is."""

    paths: Sequence[str]
    besides: str
    suffixes: frozenset[str]

    def __post_init__(self) -> None:
        whole = [os.path.realpath(path) for path in self.paths]
        for number, path in enumerate(whole):
            for other, outer in enumerate(whole):
                if number != other and (path == outer or path.startswith(outer.rstrip(os.sep) + os.sep)):
                    raise ConfigError(
                        f"{self.paths[number]} is part of {self.paths[other]}: its stories would count twice; "
                        "name one of them"
                    )

    def survey(self, checkers: Checkers) -> list[Survey]:
        """What is there, an entry for each path named; every file is looked at and none is read."""
        return [_survey(path, self._walk(path, checkers)) for path in self.paths]

    def files(self, checkers: Checkers) -> Iterator[Found | Unread]:
        """The files, and what of the archives cannot be read."""
        for path in self.paths:
            yield from self._walk(path, checkers)

    def _walk(self, path: str, checkers: Checkers) -> Iterator[Found | Unread]:
        if not os.path.isdir(path):
            is_file = os.path.isfile(path) or not os.path.exists(path)
            yield _found(path) if is_file else Unread(path, path, 1, NO_FILE)
            return
        others: Counter[str] = Counter()
        empty = True
        for one in self._within(path, checkers):
            if isinstance(one, str):
                others[one] += 1
            else:
                empty = False
                yield one
        if others:
            kinds = ", ".join(f"{number} {suffix}" for suffix, number in sorted(others.items()))
            yield Unread(path, path, 1, f"files of other kinds were passed over ({kinds}); name a file to have it read")
        elif empty:
            yield Unread(path, path, 1, "the folder holds no files")

    def _within(self, path: str, checkers: Checkers) -> Iterator[Found | Unread | str]:
        """The files in a folder, in the order of their names and then those in its folders; for others the suffix."""
        try:
            with os.scandir(path) as entries:
                listed = sorted((one.name, one.is_dir(follow_symlinks=False), one.is_file()) for one in entries)
        except OSError as error:
            yield Unread(path, path, 1, error.strerror or str(error))
            return
        shown = [(name, is_folder, is_file) for name, is_folder, is_file in listed if not name.startswith(".")]
        house = checkers.house(os.path.join(path, "story.txt"))
        for name, is_folder, is_file in shown:
            file = os.path.join(path, name)
            if is_folder or name == NAME or name.endswith(SUFFIX):
                continue
            if house is not None and (house.is_part(Path(file)) or house.passes_over(Path(file))):
                continue
            suffix = os.path.splitext(name)[1].lower()
            if not is_file and os.path.exists(file):
                yield Unread(file, file, 1, LINKED if os.path.isdir(file) else NO_FILE)
            else:
                yield _found(file) if suffix in self.suffixes else suffix or "without suffix"
        for name, is_folder, _ in shown:
            folder = os.path.join(path, name)
            if is_folder and os.path.realpath(folder) != self.besides:
                yield from self._within(folder, checkers)


def _found(path: str) -> Found | Unread:
    try:
        return Found(path, Stamp.of(path))
    except OSError as error:
        return Unread(path, path, 1, error.strerror or str(error))


def _survey(path: str, found: Iterator[Found | Unread]) -> Survey:
    files = size = 0
    digest = blake2b(digest_size=16)
    for one in found:
        if isinstance(one, Found):
            files += 1
            size += one.stamp.size
        digest.update(repr(one).encode("utf-8", "surrogateescape"))
    return Survey(path, files, size, digest.hexdigest())
