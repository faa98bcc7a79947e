"""Bytes to text: byte order marks, UTF-16 without one, UTF-8, and the code pages that old news systems write.

Nothing is replaced or dropped: text that is damaged is refused with the place of the damage.
"""

from __future__ import annotations

import codecs
import re

from mtqa.model.errors import ConfigError, ReadError
from mtqa.model.records import dataclass

#: UTF-32 before UTF-16: the mark of the one begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: How files begin that are no text, and what to do instead.
_BINARY = (
    (b"%PDF-", "a PDF file", "extract its text first"),
    (b"PK\x03\x04", "a zip archive or an office document", "extract its text first"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text first"),
    (b"{\\rtf", "a rich-text file", "save it as plain text first"),
    (b"\x89PNG", "a PNG picture", "give its text"),
    (b"\xff\xd8\xff", "a JPEG picture", "give its text"),
    (b"GIF8", "a GIF picture", "give its text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-zip archive", "unpack it first"),
    (b"\x7fELF", "a program", "give a text file"),
    (b"SQLite format 3", "a database", "export its text first"),
)

#: Bytes that no text has, escape (ISO 2022) and the white space among them excepted.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
#: The share of such bytes above which a file is no text.
_BINARY_SHARE = 0.05
#: How much is looked at to tell binary from text and UTF-16 from the rest.
_SAMPLE = 65536
#: The share of NULs on one side of the pairs, and at most on the other, in UTF-16 without a mark. English in UTF-16
#: has nearly all of its bytes so; a text half of which is Chinese still has its spaces and stops.
_UTF16_NULS, _OTHER_NULS = 0.4, 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, what it was decoded from, and the number of bytes before it (a byte order mark)."""

    text: str
    encoding: str
    offset: int = 0


def _marked(data: bytes) -> tuple[int, str] | None:
    return next(((len(mark), name) for mark, name in _MARKS if data.startswith(mark)), None)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows as NULs in every other byte."""
    if 0 not in data:
        return None
    sample = data[: min(_SAMPLE, len(data) // 2 * 2)]
    half = len(sample) / 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half < 2:
        return None
    if odd >= _UTF16_NULS * half and even <= _OTHER_NULS * half:
        return "utf-16-le"
    if even >= _UTF16_NULS * half and odd <= _OTHER_NULS * half:
        return "utf-16-be"
    return None


def wide_encoding(data: bytes) -> tuple[int, str] | None:
    """Length of the mark and encoding of a file in UTF-16 or UTF-32, whose lines cannot be told by their bytes."""
    mark = _marked(data)
    if mark:
        return mark if mark[1] != "utf-8" else None
    unmarked = _unmarked_utf16(data)
    return (0, unmarked) if unmarked else None


def glance(head: bytes) -> str:
    """The beginning of a file, good enough to see signatures in; never fails."""
    mark = _marked(head)
    offset, encoding = mark or (0, _unmarked_utf16(head) or "latin-1")
    return head[offset:].decode(encoding, "replace")


def _known(label: str) -> str:
    try:
        return codecs.lookup(label).name.replace("cp125", "windows-125")
    except LookupError as error:
        raise ConfigError(f'there is no encoding "{label}"; try utf-8, windows-1252 or utf-16') from error


def refuse_binary(data: bytes, path: str) -> None:
    """Say what a file is that is no text.

    Raises:
        ReadError: if the file begins as archives, pictures and office documents do.
    """
    for magic, what, way_out in _BINARY:
        if data.startswith(magic):
            raise ReadError(f"{path}: {what}, not text; {way_out}")


def _refuse_controls(data: bytes, path: str) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _BINARY_SHARE * len(sample):
        raise ReadError(
            f"{path}: a binary file, not text ({controls} of the first {len(sample)} bytes are control codes)"
        )


def _strictly(data: bytes, offset: int, encoding: str, path: str) -> Decoded:
    try:
        return Decoded(data[offset:].decode(encoding), encoding, offset)
    except UnicodeDecodeError as error:
        raise _damaged(data, offset + error.start, encoding, path) from error


def _damaged(data: bytes, at: int, encoding: str, path: str) -> ReadError:
    line = data.count(b"\n", 0, at) + 1
    where = f"byte {at}" if encoding.startswith(("utf-16", "utf-32")) else f"byte {at} (line {line})"
    return ReadError(
        f"{path}: damaged {encoding} at {where}: 0x{data[at]:02x} is part of no character; "
        "save the file again in UTF-8, or say what encoding it has"
    )


def _is_utf8_with_damage(data: bytes) -> bool:
    """Whether bytes beyond ASCII are mostly well-formed UTF-8, which no code page gives by accident."""
    text = data.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    whole = len(text) - damage - sum(map(len, re.findall("[\x00-\x7f]+", text)))
    return whole >= 2 * damage


def decode(data: bytes, *, path: str, encoding: str | None = None) -> Decoded:
    """The text of ``data``: as its mark says, as UTF-8, as it declares itself, or as the likeliest code page.

    Raises:
        ConfigError: if ``encoding`` is unknown.
        ReadError: if the data is no text, or damaged; the message says at which byte.
    """
    if encoding is not None:
        name = _known(encoding)
        mark = _marked(data)
        return _strictly(data, mark[0] if mark and mark[1] == name else 0, name, path)
    mark = _marked(data)
    if mark:
        return _strictly(data, *mark, path)
    refuse_binary(data, path)
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return _strictly(data, 0, unmarked, path)
    _refuse_controls(data, path)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if 0 in data:
            raise ReadError(f"{path}: a binary file, not text (NUL at byte {data.index(0)}, and no UTF-8)") from error
        if _is_utf8_with_damage(data):
            raise _damaged(data, error.start, "utf-8", path) from error
        return _legacy(data, error.start, path)


def _legacy(data: bytes, at: int, path: str) -> Decoded:
    from mtqa.readers._code_pages import declared, likeliest

    said = declared(data)
    if said not in {None, "utf-8"}:
        try:
            return Decoded(data.decode(str(said)), str(said))
        except UnicodeDecodeError:
            pass  # it says what it is not: look at the bytes
    name = likeliest(data)
    if name is None:
        raise _damaged(data, at, "utf-8", path)
    return Decoded(data.decode(name), name)
