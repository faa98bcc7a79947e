"""The parts of a message: what each is, and where its body stands in the file.

The standard library's `email` says what the structure is. It does not say where things stand: but bodies come in order,
each after a blank line, and stand in the file as it gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_string
from email.message import Message
from typing import TypeAlias

from mtqa.model.errors import ReadError

#: Headers that say how a part is to be read: longer ones, and more parts, are made to break readers.
_STRUCTURE = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE | re.IGNORECASE)
_LONGEST_HEADER, _MOST_PARTS = 8_192, 1_000

#: A message or a part of one, its fields and body as the file has them, a byte a character.
Mail: TypeAlias = "Message[str, str]"


@dataclass(frozen=True, slots=True)
class Part:
    """A part with a body: what it is, and where that stands in the file, in bytes."""

    mail: Mail
    start: int
    end: int

    @property
    def kind(self) -> str:
        """The media type: ``text/plain``."""
        kind = self.mail.get_content_type()
        return "text/plain" if kind.startswith("multipart/") else kind  # its boundary never comes

    @property
    def charset(self) -> str:
        """The character set that it declares, in small letters; empty where it declares none."""
        declared = self.parameter("charset")
        return declared.strip().lower()

    @property
    def transfer(self) -> str:
        """How its bytes are written: ``7bit``, ``quoted-printable``, ``base64``."""
        return str(self.mail.get("content-transfer-encoding", "")).strip().lower() or "7bit"

    @property
    def name(self) -> str:
        """The name of the file that it was; empty where there was none."""
        try:
            return self.mail.get_filename() or ""
        except (LookupError, ValueError):  # a name in a character set that nobody knows
            return ""

    @property
    def is_text(self) -> bool:
        """Whether it is to be shown as part of the message."""
        return self.kind in {"text/plain", "text/html"} and self.mail.get_content_disposition() != "attachment"

    def parameter(self, name: str) -> str:
        """A parameter of its media type; empty where there is none."""
        try:
            value = self.mail.get_param(name)
        except (LookupError, ValueError):
            return ""
        return value[2] if isinstance(value, tuple) else str(value or "")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, the one in the file or one that it forwards, and its parts in order."""

    mail: Mail
    parts: list[Part] = field(default_factory=list)


def letters(data: bytes, path: str) -> list[Letter]:
    """The message that ``data`` is, and those that it forwards.

    Raises:
        ReadError: if it was made to break readers.
    """
    for found in _STRUCTURE.finditer(data):
        if len(found[0]) > _LONGEST_HEADER:
            line = data.count(b"\n", 0, found.start()) + 1
            raise ReadError(f"{path}: a header of {len(found[0]):,} bytes (line {line}), which no mail program writes")
    source = data.decode("latin-1")
    try:
        top = message_from_string(source)
        made = [Letter(top)]
        _collect(top, made[0], made, _Places(source))
    except RecursionError as error:
        raise ReadError(f"{path}: the message is nested too deeply to be read") from error
    if sum(len(letter.parts) for letter in made) > _MOST_PARTS:
        raise ReadError(f"{path}: the message has more than {_MOST_PARTS:,} parts, which no mail program writes")
    return made


def _collect(mail: Mail, letter: Letter, made: list[Letter], places: _Places) -> None:
    if mail.get_content_type() == "message/rfc822" and mail.is_multipart():
        forwarded = mail.get_payload(0)
        assert isinstance(forwarded, Message)  # noqa: S101 - a message of that type has one
        made.append(Letter(forwarded))
        _collect(forwarded, made[-1], made, places)
    elif mail.is_multipart():
        for part in _inner(mail):
            _collect(part, letter, made, places)
    else:
        body = mail.get_payload()
        start = places.find(body) if isinstance(body, str) else -1
        if start >= 0 and len(letter.parts) <= _MOST_PARTS:
            letter.parts.append(Part(mail, start, start + len(str(body))))


def _inner(mail: Mail) -> Iterator[Mail]:
    inner = mail.get_payload()
    if isinstance(inner, list):
        yield from (part for part in inner if isinstance(part, Message))


class _Places:
    """Where bodies stand, asked for in the order of the file."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        found = {blank: at for blank in ("\r\n\r\n", "\n\n", "\r\r") if (at := source.find(blank)) >= 0}
        self._blank = sorted(found, key=lambda blank: found[blank])

    def find(self, body: str) -> int:
        """Where ``body`` begins; -1 for one that is empty, or not there as it is."""
        if not body.strip():
            return -1
        for blank in self._blank:
            found = self._source.find(blank + body, max(self._at - len(blank), 0))
            if found >= 0:
                self._at = found + len(blank) + len(body)
                return found + len(blank)
        if not self._at and self._source.startswith(body):  # a message without a header
            self._at = len(body)
            return 0
        return -1


def alternatives(letter: Letter) -> list[list[Part]]:
    """The parts that are the message's text, in order; those of one list say the same in different ways."""
    within = {id(part.mail): part for part in letter.parts if part.is_text}
    return [found for found in _alternatives(letter.mail, within) if found]


def _alternatives(mail: Mail, within: dict[int, Part]) -> Iterator[list[Part]]:
    kind = mail.get_content_type()
    if not mail.is_multipart():
        yield [within[id(mail)]] if id(mail) in within else []
    elif kind == "multipart/alternative":
        yield [part for inner in _inner(mail) for found in _alternatives(inner, within) for part in found]
    elif kind != "message/rfc822":
        for inner in _inner(mail):
            yield from _alternatives(inner, within)
