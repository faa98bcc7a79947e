"""Packed files as streams, of any size; behind a damaged member the next one is sought, so that little is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

#: So many bytes of a file are unpacked at once; zstd and the others can make thousands of times as much of them.
_GZIP_STEP, _STEP = 16 * 1024, 1024


@dataclass(frozen=True, slots=True)
class Damage:
    """That something between two offsets of the packed file cannot be unpacked; ``end`` is None at its end."""

    begin: int
    end: int | None
    reason: str


def _gzip() -> Any:
    from zlib import decompressobj

    return decompressobj(wbits=31)


def _zstd() -> Any:
    from zstandard import ZstdDecompressor

    return ZstdDecompressor().decompressobj()


def _bzip2() -> Any:
    from bz2 import BZ2Decompressor

    return BZ2Decompressor()


def _xz() -> Any:
    from lzma import LZMADecompressor

    return LZMADecompressor()


#: By suffix: how a member begins, how much is unpacked at once, and what unpacks it.
PACKINGS: dict[str, tuple[bytes, int, Callable[[], Any]]] = {
    ".gz": (b"\x1f\x8b\x08", _GZIP_STEP, _gzip),
    ".zst": (b"\x28\xb5\x2f\xfd", _STEP, _zstd),
    ".bz2": (b"BZh", _STEP, _bzip2),
    ".xz": (b"\xfd7zXZ\0", _STEP, _xz),
}


def unpacked(file: BinaryIO, suffix: str) -> Iterator[bytes | Damage]:
    """What is packed in a file, piece by piece, and where it cannot be unpacked.

    Raises:
        ImportError: if zstandard is missing.
        OSError: if the file cannot be read.
    """
    begins, step, opened = PACKINGS[suffix]
    at = 0
    member, begun, broken = opened(), 0, None
    held = b""
    while chunk := held or file.read(step):
        held = b""
        if broken is not None:
            found = chunk.find(begins)
            if found < 0:
                tail = chunk[-(len(begins) - 1) :] if len(chunk) >= len(begins) else b""
                more = file.read(step)
                at += len(chunk) - len(tail) if more else len(chunk)
                held = tail + more if more else b""
                continue
            at += found
            yield Damage(broken, at, "the member that begins there is damaged")
            member, begun, broken = opened(), at, None
            chunk = chunk[found:]
        try:
            out = member.decompress(chunk)
        except Exception as error:  # each library has an error of its own, and some raise those of others
            if isinstance(error, MemoryError):
                raise
            broken = begun
            held = chunk if at > begun else chunk[1:]
            at += 0 if at > begun else 1
            continue
        if out:
            yield out
        held = member.unused_data if member.eof else b""
        at += len(chunk) - len(held)
        if member.eof:
            member, begun = opened(), at
            if held and not held.startswith(begins[: len(held)]):
                at += len(held) - len(held := held.lstrip(b"\0"))  # padding, as tapes and block devices have it
                begun = at
                if held and not held.startswith(begins[: len(held)]):
                    broken = begun
    if broken is not None:
        yield Damage(broken, None, "what begins there is damaged")
    elif at > begun:
        yield Damage(begun, None, "the file is cut off")
