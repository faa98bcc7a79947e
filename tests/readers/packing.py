"""Archives made in memory, for tests."""

from __future__ import annotations

import tarfile
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

#: Names and contents; a name may come twice.
Entries = Mapping[str, bytes] | Sequence[tuple[str, bytes]]


def _pairs(entries: Entries) -> Sequence[tuple[str, bytes]]:
    return list(entries.items()) if isinstance(entries, Mapping) else entries


def zipped(entries: Entries, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")  # the same name twice is what some tests are about
        for name, data in _pairs(entries):
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def tarred(entries: Entries, *, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive, not compressed."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in _pairs(entries):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return out.getvalue()


def encrypted(archive: bytes) -> bytes:
    """A zip archive whose members all say that they are encrypted."""
    data = bytearray(archive)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)
