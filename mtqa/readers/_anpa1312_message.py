"""What an ANPA 1312 message says, and what of it is the story.

Its first lines begin with a caret: what the desk knows the story by, the headline, words for editors, the byline. The
character set has no marks for quotations and dashes: ``two accents'' stand for the first, _ for the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers._base import File
from mtqa.readers._extract import Extract
from mtqa.readers._metadata import stated
from mtqa.readers._wire_messages import CUT_OFF, Message, messages, moment
from mtqa.readers._wrapped_lines import Line, lines, take
from mtqa.readers.anpa1312 import HEADER
from mtqa.text.document import Document
from mtqa.text.structure import Role

#: How the character set writes what it has no mark for.
_WRITTEN = str.maketrans({"“": "``", "”": "''", "‘": "`", "’": "'", "—": "_", "–": "_"})
_MARKS = re.compile(r"``|''|(?<= )_(?= )|`|'")
_SHOWN = {"``": "“", "''": "”", "_": "—", "`": "‘", "'": "’"}
#: Between the parts of a story.
_RULE = re.compile(r"_{2,}")
#: What a caret line says to editors only.
_FOR_EDITORS = re.compile(r"\(?(?:AP (?:Photo|Graphic|Video)|Eds?:|With |HFR|Moved|ADVANCE|Editors)", re.IGNORECASE)
_BYLINE = re.compile(r"By (?=\S)", re.IGNORECASE)

#: ``AP-WF-02-20-16 0337GMT``, ``APNP-05-01-98 1230EDT``: when it was sent.
_SENT = re.compile(r"[A-Z]{2,4}-(?:[A-Z]{2,3}-)?(\d\d)-(\d\d)-(\d\d) (\d{4})([A-Z]{3})?")
_PRIORITIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}


def documents(file: File) -> Iterator[Document | Unread]:
    """A document a message; one without a story is named.

    Raises:
        ReadError: if the file is no text, or no message.
    """
    found = False
    for message in messages(file.decoded):
        header = HEADER.match(message.source)
        if header is None:
            continue
        found = True
        story = _Story(message, header)
        if story.extract.length:
            yield story.document(file)
        else:
            yield Unread(
                file.path, story.name, message.position.line, "the message has no text, there is nothing to check"
            )
    if not found:
        raise ReadError(
            f'{file.path}: there is no message whose header is like "a1234asian" and "r i BC-Talks 05-09 0350"'
        )


class _Story:
    """One message, taken apart."""

    def __init__(self, message: Message, header: re.Match[str]) -> None:
        self._text = text = message.source
        self._message = message
        self._header = header
        self.name = f"{header[1]}{header[2]}"
        self.extract = Extract(text, escape=_as_written)
        self._headline = self._byline = ""
        begins = message.text if message.has_mark else header.end()
        body = self._take_head([*lines(text, begins, message.text_end)])
        self._take([line for line in body if not _RULE.fullmatch(words := self._of(line)) and not _SENT.match(words)])

    def _of(self, line: Line) -> str:
        return self._text[slice(*line)].strip().rstrip("<= ")

    def _take_head(self, taken: list[Line]) -> list[Line]:
        """Take the headline and the byline from the lines with carets; give the lines of the body."""
        known_by = False
        for number, (start, end) in enumerate(taken):
            if start == end:
                continue
            if self._text[start] != "^":
                return taken[number:]
            line = (start + 1, end)
            words = self._of(line)
            if not known_by:
                known_by = True
            elif _BYLINE.match(words):
                self._byline = _BYLINE.sub("", words)
                self._marked([line], Role.BYLINE)
            elif not self._headline and not _FOR_EDITORS.match(words):
                self._headline = words
                self._marked([line], Role.HEADLINE)
        return []

    def _marked(self, taken: list[Line], role: Role) -> None:
        before = self.extract.length
        self._take(taken)
        self.extract.mark(role, taken[0], before + 2 if before else 0)

    def _take(self, taken: list[Line]) -> None:
        """Take lines without the marks of their ends, and with the characters that they mean."""
        text = self._text
        ended = [(start, start + len(text[start:end].rstrip("<= "))) for start, end in taken]
        plain = Extract(text)
        take(plain, text, ended)
        if self.extract.length and plain.length:
            at = plain.source_map.pieces[0].origin.start
            self.extract.put("\n\n", at, at)
        position = 0
        for mark in _MARKS.finditer(plain.text):
            self.extract.copy_from(plain, position, mark.start())
            origin = plain.source_map.to_origin(Span(*mark.span()))
            self.extract.put(_SHOWN[mark[0]], origin.start, origin.end)
            position = mark.end()
        self.extract.copy_from(plain, position, plain.length)

    def _sent(self) -> datetime | None:
        found = _SENT.search(self._text, max(self._message.text_end - 300, self._message.text))
        if found is None:
            return None
        zone = found[5] if found[5] in {"GMT", "UTC"} else ""
        return moment(month=found[1], day=found[2], year=found[3], time=found[4], zone=zone or "")

    def document(self, file: File) -> Document:
        """The story."""
        extract, sent = self.extract, self._sent()
        metadata = Metadata(
            id=f"{self.name}/{sent:%Y%m%d}" if sent else self.name,
            headline=stated(self._headline),
            byline=stated(self._byline),
            published=sent,
            urgency=_PRIORITIES.get(self._header[3].lower()),
            slug=stated(self._header[5]),
        )
        return self._message.document(file, extract, metadata, () if self._message.whole else (CUT_OFF,))


def _as_written(text: str) -> str:
    """``text`` in the characters of the format."""
    return text.translate(_WRITTEN)
