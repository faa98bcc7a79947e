"""What is in an archive: which members are stories, what they are called, and one outcome for each.

Nothing is written to disk: a member's name is only shown, and house files are sought by it, so steps out of the
archive ("../", "/", "C:") are taken out of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers._allowance import LARGEST, in_megabytes
from mtqa.readers._base import File, Records, suffix_of
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

#: What systems put beside the files that people pack.
_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_STEPS = frozenset({"", ".", ".."})
_DRIVE = Pattern(r"[A-Za-z]:")
_UNSHOWN = Pattern("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _parts(name: str) -> list[str]:
    """The folders and the name of a member, without steps that lead out of the archive."""
    parts = _UNSHOWN.sub("\ufffd", name.replace("\\", "/")).split("/")
    return [part for part in parts if part not in _STEPS and not _DRIVE.fullmatch(part)]


class Members:
    """The members of the archive that ``file`` is, as they come."""

    __slots__ = ("_archive", "_others", "_seen", "_suffixes", "allowance")

    def __init__(self, file: File) -> None:
        from mtqa.readers import suffixes

        self._archive = file
        self.allowance = file.allowance
        self._suffixes = suffixes()
        self._seen: Counter[str] = Counter()
        self._others: Counter[str] = Counter()

    def path(self, name: str, *, alone: bool = False) -> str | None:
        """What a member that should be read is called; None for one that is passed over.

        As in a folder, hidden files are passed over, and files with suffixes that no format has are counted;
        not so a file that is ``alone``.
        """
        parts = _parts(name)
        if not alone and any(part[0] == "." or part in _SYSTEM for part in parts):
            return None
        path = "/".join((self._archive.path, *(parts or ["?"])))
        suffix = suffix_of(parts[-1]) if parts else ""
        if not alone and suffix not in self._suffixes:
            self._others[suffix or ("without suffix" if parts else "without a name")] += 1
            return None
        self._seen[path] += 1
        return path if self._seen[path] == 1 else f"{path} ({self._seen[path]})"

    def refused(self, path: str, reason: str) -> Unread:
        """The outcome of a member that cannot be read."""
        return Unread(path, path, 1, reason.removeprefix(f"{path}: "))

    def too_large(self, path: str, size: int) -> Unread | None:
        """The outcome of a member that would fill the memory; None for others."""
        if size <= LARGEST:
            return None
        return self.refused(
            path, f"it is {in_megabytes(size)} long and the most is {in_megabytes(LARGEST)}; unpack it and split it"
        )

    def read(self, path: str, data: bytes, name: str) -> Records:
        """The documents in a member; ``name`` is what the archive calls it."""
        from mtqa.readers import read_file

        try:
            allowance = self.allowance.inside(path)
            file = File(data, path, self._archive.encoding, name, allowance)
            yield from sealed(read_file(file), self._archive.path)
        except ReadError as error:
            yield self.refused(path, str(error))

    def rest(self, number: int, reason: str) -> Iterator[Unread]:
        """The outcome of members that are not looked at."""
        if number:
            what = "1 member was" if number == 1 else f"{number:,} members were"
            yield self.refused(self._archive.path, f"{what} not read: {reason.removeprefix(f'{self._archive.path}: ')}")

    def others(self) -> Iterator[Unread]:
        """The outcome of members of kinds that no format has."""
        if self._others:
            kinds = ", ".join(f"{number} {suffix}" for suffix, number in sorted(self._others.items()))
            reason = (
                f"files of other kinds were passed over ({kinds}); unpack the archive and name a file to have it read"
            )
            yield self.refused(self._archive.path, reason)


def sealed(records: Iterable[Document | Unread], archive: str) -> Records:
    """The records of a compressed file, in which nothing can be changed."""
    name = archive.rpartition("/")[2]
    for record in records:
        if isinstance(record, Document):
            yield replace(record, sealed=record.sealed or f"it is packed in {name}; unpack it to have it changed")
        else:
            yield record
