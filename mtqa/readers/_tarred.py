"""Tar archives as streams, packed or not: a member at a time, so that memory holds one.

Headers are decoded by the standard library. The walk is our own: `tarfile` ends in silence at a damaged header, and
reads names as long as an archive says they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from mtqa.model.errors import ReadError
from mtqa.readers._base import File, Records
from mtqa.readers._members import Members

if TYPE_CHECKING:
    from tarfile import TarInfo

_BLOCK = 512
#: How much is read at once of what is passed over, in bytes.
_CHUNK = 1 << 20
#: Names and attributes beyond this length are no names; more members than that nobody packs.
_LONGEST_HEADER, _MOST_MEMBERS = 1 << 20, 200_000
#: Types of entries that are about the next one, and of those that are no files.
_LONG_NAME, _LONG_LINK, _ATTRIBUTES, _ALL_ATTRIBUTES = b"L", b"K", (b"x", b"X"), b"g"
_NO_FILES = {b"1": "a link", b"2": "a link", b"3": "a device", b"4": "a device", b"6": "a pipe", b"S": "a sparse file"}
_FOLDER = b"5"


class Stream(Protocol):
    """Where the archive's bytes come from."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""
        ...


class _DamagedError(Exception):
    """The archive cannot be read further; the message says why."""


@dataclass(slots=True)
class _Entry:
    """A header, with the name and the size that entries before it have given it."""

    info: TarInfo
    name: str
    size: int


@dataclass(slots=True)
class _Walk:
    """The entries of an archive; whoever takes one reads its content before the next."""

    stream: Stream
    left: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    long_name: str = ""

    def entries(self) -> Iterator[_Entry]:
        """The entries that are about themselves.

        Raises:
            _DamagedError: where the archive breaks off or is damaged.
        """
        while (info := self._header()) is not None:
            self.left = info.size + -info.size % _BLOCK
            if info.type in (*_ATTRIBUTES, _ALL_ATTRIBUTES, _LONG_NAME, _LONG_LINK):
                self._about_next(info)
                continue
            said = self.attributes.get("size", "")
            size = int(said) if said.isdecimal() and len(said) < 20 else info.size
            self.left = size + -size % _BLOCK
            yield _Entry(info, self.attributes.get("path") or self.long_name or info.name, size)
            self.attributes, self.long_name = {}, ""
            self._pass_over()

    def _header(self) -> TarInfo | None:
        from tarfile import EOFHeaderError, HeaderError, TarInfo  # type: ignore[attr-defined]

        block = self._exactly(_BLOCK)
        if not block:
            raise _DamagedError("the archive is cut off: it has no end mark")
        if len(block) < _BLOCK:
            raise _DamagedError("the archive is cut off in the middle of a header")
        try:
            return TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except EOFHeaderError:
            return None
        except (HeaderError, ValueError, OverflowError) as error:
            raise _DamagedError("the archive is damaged: there is no header where one should be") from error

    def _about_next(self, info: TarInfo) -> None:
        if info.size > _LONGEST_HEADER:
            raise _DamagedError("the archive is damaged: it gives a member a name that is longer than any name")
        said = self.content(info.size)
        if info.type == _LONG_NAME:
            self.long_name = said.rstrip(b"\0").decode("utf-8", "surrogateescape")
        elif info.type in _ATTRIBUTES:
            self.attributes = dict(_attributes(said))
        self._pass_over()

    def content(self, size: int) -> bytes:
        """The first ``size`` bytes of the entry.

        Raises:
            _DamagedError: if the archive is cut off there.
        """
        data = self._exactly(size)
        self.left -= len(data)
        if len(data) < size:
            raise _DamagedError("the archive is cut off in the middle of this member")
        return data

    def _exactly(self, size: int) -> bytes:
        chunks: list[bytes] = []
        while size and (chunk := self.stream.read(min(size, _CHUNK))):
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)

    def _pass_over(self) -> None:
        while self.left:
            chunk = self.stream.read(min(self.left, _CHUNK))
            if not chunk:
                raise _DamagedError("the archive is cut off in the middle of a member")
            self.left -= len(chunk)


def _attributes(said: bytes) -> Iterator[tuple[str, str]]:
    """Names and values of POSIX attributes: lines of ``LENGTH NAME=VALUE``."""
    at = 0
    while at < len(said):
        length, _, _ = said[at : at + 20].partition(b" ")
        if not length.isdigit() or not (size := int(length)):
            return
        name, _, value = said[at + len(length) + 1 : at + size - 1].partition(b"=")
        yield name.decode("utf-8", "replace"), value.decode("utf-8", "surrogateescape")
        at += size


def read_stream(stream: Stream, file: File) -> Records:
    """The documents of the archive that ``stream`` gives, which is ``file`` or what is packed in it.

    Raises:
        ReadError: if the archive is damaged from its beginning on, or holds no file.
    """
    members = Members(file)
    walk = _Walk(stream)
    number = 0
    path = None
    try:
        for entry in walk.entries():
            if entry.info.type == _FOLDER:
                continue
            number += 1
            path = members.path(entry.name)
            if path is not None:
                yield from _outcome(entry, path, walk, members)
            path = None
            if number == _MOST_MEMBERS:
                yield members.refused(
                    file.path, f"only the first {number:,} members were read; unpack it and name the folder"
                )
                break
    except (_DamagedError, ReadError) as error:
        reason = str(error).removeprefix(f"{file.path}: ")
        reason += "; fetch it again, or pack it again" if isinstance(error, _DamagedError) else ""
        if not number:
            raise ReadError(f"{file.path}: {reason}") from error
        after = f"what comes after member {number:,} was not read"
        yield members.refused(path or file.path, f"{reason}; {after}")
    if not number:
        raise ReadError(f"{file.path}: the archive holds no files")
    yield from members.others()


def _outcome(entry: _Entry, path: str, walk: _Walk, members: Members) -> Records:
    sparse = any(name.startswith("GNU.sparse") for name in walk.attributes)
    what = "a sparse file" if sparse else _NO_FILES.get(entry.info.type)
    if what is not None:
        yield members.refused(path, f"{what}, not a story; unpack the archive and name the files")
    elif (large := members.too_large(path, entry.size)) is not None:
        yield large
    else:
        yield from members.read(path, walk.content(entry.size), entry.name)
