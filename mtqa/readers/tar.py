"""Tar archives: every story in them, archives in them included."""

from __future__ import annotations

from io import BytesIO

from mtqa.readers._base import File, Format, Records

#: Where POSIX and GNU archives say what they are.
_MAGIC, _AT = b"ustar", 257


def read(file: File) -> Records:
    """The documents of the members, in the archive's order.

    Raises:
        ReadError: if the archive is damaged from its beginning on, or holds no file.
    """
    from mtqa.readers._tarred import read_stream

    return read_stream(BytesIO(file.data), file)


def _recognises(file: File) -> bool:
    return file.data.startswith(_MAGIC, _AT)


FORMAT = Format(read, frozenset({".tar"}), _recognises)
