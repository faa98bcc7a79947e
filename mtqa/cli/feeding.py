"""Inputs to tasks: a file is one; what holds a record a line is cut into parts, so that no whole feed is ever held."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from mtqa.cli.inputs import STDIN, name_of
from mtqa.cli.inputs import unread as nothing_of
from mtqa.engine.work import Lines, Task
from mtqa.model.unread import Unread

#: So much is read at once; a part ends with a line.
_PART = 32 * 1024
#: Smaller files are one task anyway.
_SMALL = 2 * _PART
_BY_LINE = (".jsonl", ".ndjson")


class Feeding:
    """The tasks of a run. ``form``: the format of every input, None to find out.

    ``streamed`` are the names of the inputs that were cut into parts.
    """

    def __init__(self, form: str | None, *, whole: bool) -> None:
        self._form = form
        self._whole = whole
        self.streamed: set[str] = set()
        self._stream: int | None = None

    def tasks(self, inputs: Iterable[str | Unread]) -> Iterator[Task | None]:
        """The inputs as tasks, in their order; what cannot be read is one, too.

        Of a stream, each step reads at most once; None where more has to be read for a task.
        """
        for one in inputs:
            if isinstance(one, Unread):
                yield Task(one.path, unread=one)
                continue
            try:
                yield from self._of(one)
            except OSError as error:
                yield Task(one, unread=nothing_of(name_of(one), error.strerror or str(error)))

    def waits_for(self) -> int | None:
        """The number of the open file that the next task comes from, while that is a stream; None where none is."""
        return self._stream

    def _of(self, path: str) -> Iterator[Task | None]:
        if path == STDIN:
            self._stream = _number(sys.stdin.buffer)
            try:
                yield from self._parts(sys.stdin.buffer, name_of(path))
            finally:
                self._stream = None
        elif self._whole or not path.lower().endswith(_BY_LINE) or Path(path).stat().st_size < _SMALL:
            yield Task(path)
        else:
            with Path(path).open("rb") as file:
                yield from (task for task in self._parts(file, path) if task is not None)

    def _parts(self, file: BinaryIO, name: str) -> Iterator[Task | None]:
        """Whole lines as they come; the whole input where it does not hold a record a line."""
        from mtqa.readers import read_in_parts

        beginning = b""
        while more := file.read1(_PART):  # type: ignore[attr-defined]
            beginning += more
            if b"\n" in beginning.lstrip():
                break
            yield None
        form = None if self._whole else read_in_parts(beginning, name, format=self._form)
        if form is None:
            pieces = [beginning]
            while more := file.read1(_PART):  # type: ignore[attr-defined]
                pieces.append(more)
                yield None
            yield Task(name, data=b"".join(pieces))
            return
        self.streamed.add(name)
        line, offset, held = 1, 0, [beginning]
        while True:
            lines, end, tail = held[-1].rpartition(b"\n")
            if end:
                part = b"".join([*held[:-1], lines, end])
                yield Task(name, data=part, lines=Lines(form, line, offset))
                line, offset, held = line + part.count(b"\n"), offset + len(part), [tail]
            else:
                yield None
            if not (more := file.read1(_PART)):  # type: ignore[attr-defined]
                break
            held.append(more)
        if part := b"".join(held):
            yield Task(name, data=part, lines=Lines(form, line, offset))


def _number(file: BinaryIO) -> int | None:
    """The number of an open file on which one can wait."""
    try:
        return file.fileno() if sys.platform != "win32" else None
    except OSError:  # no file, but something that behaves like one
        return None
