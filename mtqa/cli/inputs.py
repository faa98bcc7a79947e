"""Paths on the command line to documents; what cannot be read is named, and the rest goes on."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.text.document import Document

STDIN = "-"


def unread(path: str, reason: str) -> Unread:
    """A file or folder of which nothing could be read; the path is not said twice."""
    return Unread(path, path, 1, reason.removeprefix(f"{path}: "))


def name_of(path: str) -> str:
    """What an input is called in reports."""
    return "<stdin>" if path == STDIN else path


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are to be read: as which format, in which language; None to find out."""

    form: str | None = None
    language: str | None = None

    def read(self, name: str, data: bytes) -> Iterator[Document | Unread]:
        """The documents in ``data``, in its order, with what a sidecar says of them; and what of it could not be read.

        Raises:
            ReadError: if nothing of it can be read.
        """
        from mtqa import readers
        from mtqa.engine.sidecar import attached

        for document in attached(readers.read(data, name, format=self.form), name):
            if self.language is not None and isinstance(document, Document):
                yield replace(document, language=self.language)
            else:
                yield document

    def all(self, paths: Sequence[str]) -> Iterator[Document | Unread]:
        """The documents in the files and folders named; a file that cannot be read stops nothing."""
        for path in files(paths):
            if isinstance(path, Unread):
                yield path
                continue
            try:
                yield from self.read(name_of(path), content(path))
            except ReadError as error:
                yield unread(name_of(path), str(error))


def files(paths: Iterable[str]) -> Iterator[str | Unread]:
    """The files meant: those named, and those in the folders named, in name order.

    In a folder, hidden files and folders are passed over, and files of formats that mtqa does not know by their
    suffix are counted in one `Unread` for the folder; a sidecar goes with its story.
    """
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            yield from _folder(path)
        else:
            yield path


def _folder(path: str) -> Iterator[str | Unread]:
    from mtqa import readers
    from mtqa.engine.sidecar import SUFFIX

    readable = readers.suffixes()
    others: Counter[str] = Counter()
    found = False
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            suffix = Path(name).suffix.lower()
            if name.endswith(SUFFIX):
                if name.removesuffix(SUFFIX) not in names:
                    yield unread(str(Path(folder, name)), "there is no story beside it to which it could belong")
            elif suffix in readable:
                found = True
                yield str(Path(folder, name))
            else:
                others[suffix or "without suffix"] += 1
    if others:
        kinds = ", ".join(f"{number} {suffix}" for suffix, number in sorted(others.items()))
        yield unread(path, f"files of other kinds were passed over ({kinds}); name a file to have it read")
    elif not found:
        yield unread(path, "the folder holds no files")


def content(path: str) -> bytes:
    """The bytes of a file, or of standard input.

    Raises:
        ReadError: if there is no such file, or it may not be read.
    """
    try:
        return sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error
