"""Checking as work that any process can do: from a task to what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import format_exc
from typing import TYPE_CHECKING, Any

from mtqa.engine.changes import Changes
from mtqa.engine.checkers import Checkers
from mtqa.engine.reading import Reading
from mtqa.engine.regions import with_regions
from mtqa.model.errors import ReadError
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.text.document import Document

if TYPE_CHECKING:
    from mtqa.engine.baseline import Account, Baseline


@dataclass(frozen=True, slots=True)
class Lines:
    """That a task's data are whole lines of a longer file, in a ``format`` with a record a line."""

    format: str
    first: int
    offset: int


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read and to check, by its ``path``; or ``data`` that go by this name; or what could not be read."""

    path: str
    data: bytes | None = None
    lines: Lines | None = None
    unread: Unread | None = None

    @property
    def size(self) -> int:
        """How many bytes have to be handed over."""
        return len(self.data or b"")


@dataclass(frozen=True, slots=True)
class Failed:
    """A document or a file that mtqa failed on, which is a defect of mtqa."""

    unread: Unread
    traceback: str = ""


#: What comes of a document.
Outcome = Result | Unread | Failed


@dataclass(slots=True)
class Work:
    """How tasks are done. ``text`` and ``regions``: what reports need of a result; ``changes``: what is looked at.

    It can be sent to another process, where its checkers are made anew; a process that is split off has the baseline,
    too.
    """

    checkers: Checkers
    reading: Reading
    text: bool = True
    regions: bool = False
    changes: Changes | None = None
    baseline: Baseline | None = None

    def __call__(self, task: Task) -> list[Outcome | Account]:
        """All that comes of a task which is done apart from the others; with a baseline, the last is its account."""
        if self.baseline is None:
            return list(self.outcomes(task))
        part = self.baseline.part(task.path)
        return [*replace(self, baseline=part).outcomes(task), part.account(task.path)]

    def outcomes(self, task: Task) -> Iterator[Outcome]:
        """What comes of a task, document by document.

        Raises:
            ConfigError: if the configuration is not in order.
        """
        if task.unread is not None:
            yield self._missing(task.unread)
            return
        try:
            for document in self._documents(task):
                if isinstance(document, Unread):
                    yield self._missing(document)
                elif self.changes is None or self.changes.touch(document):
                    yield self._checked(document)
        except ReadError as error:
            yield self._missing(Unread(task.path, task.path, 1, str(error).removeprefix(f"{task.path}: ")))

    def warm(self, path: str) -> None:
        """Load what checking the story in a file needs, so that processes that are split off have it."""
        self.checkers.of(path).check(Document("The talks ended on Friday. “We are done,” a spokesman said.\n"))

    def _documents(self, task: Task) -> Iterator[Document | Unread]:
        if task.lines is not None and task.data is not None:
            where = task.lines
            return self.reading.read_lines(task.path, task.data, where.format, first=where.first, offset=where.offset)
        return self.reading.read(task.path, _content(task.path) if task.data is None else task.data)

    def _checked(self, document: Document) -> Outcome:
        try:
            result = self.checkers.of(document.path).check(document, self.baseline)
            if self.regions:
                result = with_regions(document, result)
        except Exception as error:  # one document that mtqa fails on must not cost the others
            return Failed(unchecked(document, error), format_exc())
        if self.changes is not None:
            result = self.changes.only(result)
        return result if self.text else replace(result, text="")

    def _missing(self, unread: Unread) -> Unread:
        if self.baseline is not None:
            self.baseline.unsure(unread.path)
        return unread

    def __getstate__(self) -> tuple[Any, ...]:
        return self.checkers, self.reading, self.text, self.regions, self.changes, None

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.checkers, self.reading, self.text, self.regions, self.changes, self.baseline = state


def unchecked(document: Document, error: Exception) -> Unread:
    """What is said of a document that mtqa fails on, which is a defect of mtqa."""
    reason = f"mtqa failed on it: {type(error).__name__}: {error}"
    return Unread(document.path, document.id, document.file_position.line, reason)


def ended(task: Task, how: str) -> Outcome:
    """What is said of a task that took its process with it."""
    where = Unread(task.path, task.path, 1, f"the process that checked it {how}")
    if task.lines is not None:
        where = Unread(task.path, str(task.lines.first), task.lines.first, where.reason)
    return Failed(where)


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error
