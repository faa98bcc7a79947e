"""A decided story on its way out: report, sidecar and story, each renamed in one step, never over another file.

Every step can be seen on the disk: a part that is no longer at its source has been delivered. So delivery can be
taken up again wherever it was broken off, and nothing is delivered twice. The story comes last: whoever sees it sees
its report.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator

from mtqa.engine.sidecar import SUFFIX
from mtqa.watch.events import Decided, Done, Named, Staged, Story
from mtqa.watch.files import copy_synced, move_new, remove, sync_folder
from mtqa.watch.journal import Journal

#: File systems allow names of so many bytes.
_LONGEST = 255
#: What has more bytes after the last full stop is no suffix, but a name with a full stop in it.
_LONGEST_SUFFIX = 32
#: So many names that a person likes to read are tried, then one that is certain to be free.
_NUMBERED = 9
#: Where the parts of a story lie, in the order in which they are to go, and what their names have after the story's.
Parts = tuple[tuple[str, str], ...]


class Work:
    """Where a story in hand lies: in a folder of its own, with its sidecar; its report beside that folder."""

    def __init__(self, root: str, identity: str) -> None:
        self.root = root
        self.folder = os.path.join(root, identity)
        self.report = f"{self.folder}.report"

    def story(self, name: str) -> str:
        """The story itself."""
        return os.path.join(self.folder, name)

    def sidecar(self, name: str) -> str:
        """The file with what need not be reported of it."""
        return os.path.join(self.folder, name + SUFFIX)

    def holds(self) -> str | None:
        """The name of the story that lies there; None if there is none."""
        names = os.listdir(self.folder) if os.path.isdir(self.folder) else []
        return next((name for name in names if not name.endswith(SUFFIX)), None)

    def clear(self) -> None:
        """Remove what is left when the story has gone."""
        remove(self.report)
        try:
            for name in os.listdir(self.folder):
                remove(os.path.join(self.folder, name))
            os.rmdir(self.folder)
        except FileNotFoundError:
            return


def free_name(name: str, folder: str, report: str, identity: str) -> str:
    """A name that story, sidecar and report can have in a folder; its own, if it is free."""
    return next(one for one in _names(name, report, identity) if not _is_taken(folder, one, report))


def _names(name: str, report: str, identity: str) -> Iterator[str]:
    stem, suffix = os.path.splitext(name)
    if len(os.fsencode(suffix)) > _LONGEST_SUFFIX:
        stem, suffix = name, ""
    for mark in ("", *(f".{number}" for number in range(2, _NUMBERED + 1)), f".{identity}"):
        rest = len(os.fsencode(mark + suffix)) + max(len(report), len(SUFFIX))
        yield _cut(stem, _LONGEST - rest) + mark + suffix
    raise FileExistsError(errno.EEXIST, "no name is free", name)


def _cut(stem: str, most: int) -> str:
    """As many characters as fit into so many bytes; at least one."""
    while len(os.fsencode(stem)) > max(most, 1) and len(stem) > 1:
        stem = stem[:-1]
    return stem


def _is_taken(folder: str, name: str, report: str) -> bool:
    return any(os.path.lexists(os.path.join(folder, name + suffix)) for suffix in ("", report, SUFFIX))


class Delivery:
    """Brings decided stories where they belong; ``now`` gives the time for the journal."""

    def __init__(self, root: str, journal: Journal, now: Callable[[], str]) -> None:
        self._root = root
        self._journal = journal
        self._now = now

    def deliver(self, story: Story) -> None:
        """Do what is left to do; a delivery that was broken off is taken up where it was.

        Raises:
            OSError: if that is not possible now; it may be tried again.
        """
        decided = story.decided
        assert decided is not None  # noqa: S101 - only what is decided is delivered
        work = Work(self._root, story.id)
        if not story.staged:
            try:
                self._move(story, decided, _in_hand(work, decided))
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                self._stage(story, decided, work)
        if story.staged:
            self._move(story, decided, _staged(story))
        sync_folder(decided.folder)
        work.clear()
        self._journal.add(Done(story.id, self._now()), synced=False)

    def _stage(self, story: Story, decided: Decided, work: Work) -> None:
        """Copy all parts to the other file system, under names that nobody looks at."""
        for (source, _), (copy, _) in zip(_in_hand(work, decided), _staged(story), strict=True):
            if os.path.lexists(source):
                copy_synced(source, copy)
        sync_folder(decided.folder)
        self._journal.add(Staged(story.id, self._now()))

    def _move(self, story: Story, decided: Decided, parts: Parts) -> None:
        while True:
            try:
                for source, ending in parts:
                    if os.path.lexists(source):
                        move_new(source, os.path.join(decided.folder, story.target + ending))
            except FileExistsError:
                self._rename(story, decided, parts)
            else:
                return

    def _rename(self, story: Story, decided: Decided, parts: Parts) -> None:
        """Somebody took the name since it was chosen: take back what is there already, and choose another."""
        for source, ending in parts:
            there = os.path.join(decided.folder, story.target + ending)
            if not os.path.lexists(source) and os.path.lexists(there):
                move_new(there, source)
        name = free_name(decided.name, decided.folder, decided.report, story.id)
        self._journal.add(Named(story.id, self._now(), name))


def _in_hand(work: Work, decided: Decided) -> Parts:
    sources = (work.report, work.sidecar(decided.name), work.story(decided.name))
    return _parts(decided, *sources)


def _staged(story: Story) -> Parts:
    assert story.decided is not None  # noqa: S101 - only what is decided is staged
    copy = os.path.join(story.decided.folder, f".mtqa-watch-{story.id}")
    return _parts(story.decided, f"{copy}.report", f"{copy}.sidecar", f"{copy}.story")


def _parts(decided: Decided, report: str, sidecar: str, story: str) -> Parts:
    beside = ((sidecar, SUFFIX),) if decided.sidecar else ()
    return ((report, decided.report), *beside, (story, ""))
