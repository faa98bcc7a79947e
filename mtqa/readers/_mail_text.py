"""The text of a part: its transfer encoding undone, its character set found, every character traced where that helps.

What stands in the file as text, or as quoted-printable, is traced into the file. Base64 shows nobody anything: there
the decoded part is what offsets count in.
"""

from __future__ import annotations

import binascii
import codecs
import re
from dataclasses import dataclass
from functools import cache

from mtqa.model.errors import ReadError
from mtqa.readers._decoding import decode
from mtqa.readers._extract import Extract
from mtqa.readers._mail_parts import Part
from mtqa.text.source_map import Escape, as_it_is

_ESCAPED = re.compile(r"(?:=[0-9A-Fa-f]{2}|=[ \t]*\r?\n)+")
_BYTE = re.compile(r"=([0-9A-Fa-f]{2})")
#: Character sets in which bytes below 128 may mean other characters than in ASCII.
_NOT_ASCII = ("utf-16", "utf-32", "utf-7", "iso2022", "hz")
_OTHER = re.compile(r"[^A-Za-z0-9+/]+")
#: Words with a space between them: no line of base64.
_NO_BASE64 = re.compile(r"[A-Za-z]{2} [A-Za-z]{2}")
_PLAINLY = frozenset({"7bit", "8bit", "binary"})


@dataclass(frozen=True, slots=True)
class PartText:
    """The text of a part.

    ``extract`` leads into the file, None where it does not; ``charset`` is what the bytes were read as; ``escape``
    writes text as the part has it; ``note`` says that the part declares what it is not.
    """

    text: str
    charset: str
    extract: Extract | None = None
    escape: Escape = as_it_is
    note: str = ""


@cache
def _keeps_ascii(charset: str) -> bool:
    """Whether bytes below 128 are ASCII wherever they stand, so that runs of others can be decoded by themselves."""
    if charset == "utf-8":
        return True
    try:
        every = bytes(range(256)).decode(charset, "replace")
    except (LookupError, ValueError):
        return False
    return len(every) == 256 and every[:128].encode() == bytes(range(128))


def decoded(data: bytes, declared: str, path: str) -> tuple[str, str]:
    """Bytes as text, and what they were read as; what is beyond ASCII and UTF-8 is so by no accident.

    Raises:
        ReadError: if they are no text.
    """
    name = _name(declared)
    if not name.startswith(_NOT_ASCII):
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    if name and name not in {"utf-8", "ascii"}:
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            pass  # it says what it is not: look at the bytes
    found = decode(data, path=path)
    return found.text, found.encoding


def _name(declared: str) -> str:
    """What Python calls a character set; empty for one that it does not know, and for what is none."""
    try:
        return codecs.lookup(declared).name if declared and bytes(4).decode(declared) else ""
    except (LookupError, ValueError):
        return ""


def _note(text: str, declared: str, found: str) -> str:
    """What is to be said of a character set that is not what it is declared to be."""
    if not declared or text.isascii() or _name(declared) == codecs.lookup(found).name:
        return ""
    return f"The message says that it is in {declared[:40]}; it was read as {found}."


def part_text(part: Part, file_text: str, place: tuple[int, int], *, file_charset: str, path: str) -> PartText:
    """The text of a part, whose body stands at ``place`` in ``file_text``.

    Raises:
        ReadError: if it is no text, or written in a way that nobody knows.
    """
    start, end = place
    written = file_text[start:end]
    transfer = part.transfer
    if transfer == "base64" and _NO_BASE64.search(written):
        transfer = "7bit"  # it says what it is not
    if transfer == "base64":
        text, charset = decoded(_of_base64(written), part.charset, path)
        return PartText(text, charset, note=_note(text, part.charset, charset))
    if transfer != "quoted-printable" and transfer not in _PLAINLY:
        raise ReadError(f'{path}: a part is written as "{transfer}", which mtqa does not read; save it as text')
    extract = Extract(file_text)
    extract.base = start
    if transfer != "quoted-printable":
        extract.copy(0, len(written))
        return PartText(written, file_charset, extract, note=_note(written, part.charset, file_charset))
    text, charset = decoded(binascii.a2b_qp(written.encode(file_charset)), part.charset, path)
    note = _note(text, part.charset, charset)
    if not _keeps_ascii(charset):
        return PartText(text, charset, note=note)
    _take_quoted(extract, written, charset)
    return PartText(extract.text, charset, extract, lambda shown: _quoted(shown, charset), note)


def _of_base64(written: str) -> bytes:
    """The bytes that base64 stands for; of a body that breaks off, those that are whole."""
    clean = _OTHER.sub("", written)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    return binascii.a2b_base64(clean + "=" * (-len(clean) % 4))


def _take_quoted(extract: Extract, written: str, charset: str) -> None:
    """Take quoted-printable: runs of escaped bytes are characters together, lines broken softly are one."""
    position = 0
    for run in _ESCAPED.finditer(written):
        extract.copy(position, run.start())
        position = run.end()
        places = [found.span() for found in _BYTE.finditer(run[0])]
        shown = bytes.fromhex("".join(_BYTE.findall(run[0]))).decode(charset, "replace")
        at = 0
        for character in shown:
            last = at + (len(character.encode(charset, "replace")) if charset == "utf-8" else 1) - 1
            last = min(last, len(places) - 1)
            extract.put(character, run.start() + places[at][0], run.start() + places[last][1])
            at = min(last + 1, len(places) - 1)
    extract.copy(position, len(written))


def _quoted(text: str, charset: str) -> str:
    """``text`` as quoted-printable writes it in the middle of a line."""
    data = text.encode(charset)
    return "".join(chr(byte) if 32 <= byte < 127 and byte != ord("=") else f"={byte:02X}" for byte in data)
