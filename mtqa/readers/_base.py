"""What a format is: how it is recognised, and how a file of it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from mtqa.model.records import dataclass
from mtqa.model.unread import Unread
from mtqa.readers._allowance import Allowance
from mtqa.readers._decoding import Decoded, decode, glance
from mtqa.text.document import Document

#: How much of a file is looked at to tell its format, in bytes, and to tell formats of one family apart.
_HEAD, _BEGINNING = 4096, 65536

#: How zip archives begin, office documents among them; the second if there is nothing in them.
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")

#: What a reader yields: documents, and records that it could not read.
Records = Iterator[Document | Unread]


def suffix_of(path: str) -> str:
    """The last suffix of a path in lower case, with its dot; empty where there is none."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return f".{name.rpartition('.')[2].lower()}" if "." in name.lstrip(".") else ""


@dataclass(frozen=True, slots=True)
class Part:
    """Whole lines out of a file that holds a record a line.

    The number of the first, from 1, and the offset in bytes at which it begins.
    """

    first_line: int
    offset: int


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A group of rows of a table, which is read by itself; ``size`` is in bytes, unpacked."""

    rows: int
    size: int


@dataclass(frozen=True)
class File:
    """Bytes, and the name they go by; ``encoding`` is what somebody says they are encoded in.

    ``name`` is what the file was called before it was compressed, None where it was not. ``packing`` is the allowance
    of the compressed file that this one came out of, None for one that came out of none. ``part``: the bytes are some
    lines of a longer file.
    """

    data: bytes
    path: str
    encoding: str | None = None
    name: str | None = None
    packing: Allowance | None = None
    part: Part | None = None

    @cached_property
    def allowance(self) -> Allowance:
        """What may come out of this file when it is unpacked."""
        return self.packing or Allowance(len(self.data))

    @cached_property
    def head(self) -> str:
        """How the file begins, without white space before; good for signatures, not for reading."""
        return glance(self.data[:_HEAD]).lstrip()

    @cached_property
    def beginning(self) -> str:
        """More of it than `head`."""
        return glance(self.data[:_BEGINNING]).lstrip()

    @cached_property
    def decoded(self) -> Decoded:
        """The whole file as text.

        Raises:
            ReadError: if it is no text, or damaged.
        """
        return decode(self.data, path=self.path, encoding=self.encoding)

    @property
    def suffix(self) -> str:
        """The name's last suffix in lower case, with its dot; empty where there is none."""
        return suffix_of(self.name or self.path)


def _never(_: File) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Format:
    """One format of files.

    ``recognises`` is sure whatever the file is called; then ``suffixes`` count; ``resembles`` is asked where neither
    tells (standard input). ``read`` yields what is in the file, and raises `ReadError` where nothing is.
    """

    read: Callable[[File], Records]
    suffixes: frozenset[str] = frozenset()
    recognises: Callable[[File], bool] = _never
    resembles: Callable[[File], bool] = _never
