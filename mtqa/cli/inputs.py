"""Paths on the command line to documents; what cannot be read is named, and the rest goes on."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.cli.output import tell
from mtqa.engine.search import NAME
from mtqa.engine.sidecar import SUFFIX
from mtqa.model.errors import ReadError
from mtqa.model.unread import LINKED, NO_FILE, Unread

if TYPE_CHECKING:
    from mtqa.engine.checkers import Checkers
    from mtqa.engine.reading import Reading
    from mtqa.text.document import Document

STDIN = "-"


def unread(path: str, reason: str) -> Unread:
    """A file or folder of which nothing could be read; the path is not said twice."""
    return Unread(path, path, 1, reason.removeprefix(f"{path}: "))


def name_of(path: str) -> str:
    """What an input is called in reports."""
    return "<stdin>" if path == STDIN else path


def documents(reading: Reading, paths: Iterable[str | Unread]) -> Iterator[Document | Unread]:
    """The documents in files, as `chosen` gives them; a file that cannot be read stops nothing."""
    for path in paths:
        if isinstance(path, Unread):
            yield path
            continue
        try:
            yield from reading.read(name_of(path), content(path))
        except ReadError as error:
            yield unread(name_of(path), str(error))


def chosen(paths: Iterable[str], checkers: Checkers, besides: frozenset[Path] = frozenset()) -> list[str | Unread]:
    """The `files` meant. In a folder, house files and what they name are no stories, nor are the files ``besides``.

    Files that a house's ``ignore-files`` passes over are counted on standard error. Every house file is read here,
    before the first story is: nothing is checked with half a configuration.

    Raises:
        ConfigError: if one of them is not in order.
    """
    from mtqa.render.wording import count

    passed_over: Counter[str] = Counter()

    def is_story(path: str) -> bool:
        if besides and Path(path).resolve() in besides:
            return False
        house = checkers.house(path)
        if house is None or Path(path).name == NAME:
            return Path(path).name != NAME
        if house.passes_over(Path(path)):
            passed_over[house.name] += 1
            return False
        return not house.is_part(Path(path))

    inputs = list(files(paths, is_story))
    for path in inputs:
        if not isinstance(path, Unread):
            checkers.of(path)
    for name, number in passed_over.items():
        tell(f"{name}: ignore-files passes over {count(number, 'file')}")
    return inputs


def files(paths: Iterable[str], is_story: Callable[[str], bool]) -> Iterator[str | Unread]:
    """The files meant: those named, and the stories in the folders named, in name order.

    In a folder, hidden files and folders are passed over, and files of formats that mtqa does not know by their
    suffix are counted in one `Unread` for the folder. A sidecar goes with its story, in a folder or named beside it.
    """
    named = list(paths)
    for path in named:
        if not path:
            yield unread('""', "a file has a name; this is none")
        elif path != STDIN and Path(path).is_dir():
            yield from _folder(path, is_story)
        elif not path.endswith(SUFFIX):
            yield path
        elif (story := path.removesuffix(SUFFIX)) not in named:
            yield unread(path, f"no story, but what need not be reported of {Path(story).name}; name that")


def _folder(path: str, is_story: Callable[[str], bool]) -> Iterator[str | Unread]:
    from mtqa import readers

    readable = readers.suffixes()
    others: Counter[str] = Counter()
    found = False
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for linked in (place for name in folders if (place := Path(folder, name)).is_symlink()):
            yield unread(str(linked), LINKED)
        for name in sorted(name for name in names if not name.startswith(".")):
            suffix = Path(name).suffix.lower()
            file = str(Path(folder, name))
            if not is_story(file):
                continue
            if name.endswith(SUFFIX):
                if name.removesuffix(SUFFIX) not in names:
                    yield unread(file, "there is no story beside it to which it could belong")
            elif Path(file).exists() and not Path(file).is_file():
                yield unread(file, NO_FILE)
            elif suffix in readable:
                found = True
                yield file
            else:
                others[suffix or "without suffix"] += 1
    for error in closed:
        yield unread(error.filename, error.strerror or str(error))
    if others:
        kinds = ", ".join(f"{number} {suffix}" for suffix, number in sorted(others.items()))
        yield unread(path, f"files of other kinds were passed over ({kinds}); name a file to have it read")
    elif not found and not closed:
        yield unread(path, "the folder holds no files")


def content(path: str) -> bytes:
    """The bytes of a file, or of standard input.

    Raises:
        ReadError: if there is no such file, or it may not be read.
    """
    try:
        return sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{name_of(path)}: {error.strerror or error}") from error
