"""E-mail, as wires and press offices send it: the subject is the headline, the text the story."""

from __future__ import annotations

import re

from mtqa.readers._base import File, Format, Records

_FIELD = re.compile(r"(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
#: Fields that mails have, and stories that begin with lines of that kind do not.
_FIELDS = re.compile(
    r"^(?:Message-ID|MIME-Version|Received|Return-Path|Delivered-To|Content-Type|From|Date|To):",
    re.MULTILINE | re.IGNORECASE,
)
_BLANK = re.compile(r"\r?\n\r?\n")
#: So many different ones make a mail.
_ENOUGH = 3


def read(file: File) -> Records:
    """The message, then those that it forwards, then the stories attached to it.

    Raises:
        ReadError: if it is no message, has no text, or is made to break readers.
    """
    from mtqa.readers._mail_message import documents

    return documents(file)


def _recognises(file: File) -> bool:
    if not _FIELD.match(file.head):
        return False
    blank = _BLANK.search(file.head)
    head = file.head[: blank.start()] if blank else file.head
    return len({found.lower() for found in _FIELDS.findall(head)}) >= _ENOUGH


FORMAT = Format(read, frozenset({".eml", ".email"}), _recognises)
