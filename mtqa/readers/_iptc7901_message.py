"""What an IPTC 7901 message says, and what of it is the story.

After the header line come the words that the desk knows the story by, each closed by a slash; then headline and
byline, closed by ``=``; then the body. What follows "Notebook", or "not for publication", and the initials of those who
wrote it are for editors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers._base import File
from mtqa.readers._extract import Extract
from mtqa.readers._metadata import stated
from mtqa.readers._wire_messages import CUT_OFF, Message, messages, moment
from mtqa.readers._wrapped_lines import Line, lines, take
from mtqa.readers.iptc7901 import HEADER
from mtqa.text.document import Document
from mtqa.text.structure import Role

#: The header ends within so many lines, or there is none.
_HEADER_LINES = 12
_CLOSING = "="
_BYLINE = re.compile(r"(?:By|Von|Par|Por) (?=\S)")
#: Editors' words about a story, before its text, are in capitals or in brackets: URGENT, 1ST LEAD, (achtung).
_BRACKETS = ("(", ")")
_NOTEBOOK = re.compile(
    r"#+ ?(?:notebook|notepad|notizblock|note to editors|notes to editors|redaktionelle hinweise)\b"
    r"|.{0,40}\bnot (?:intended )?for publication\b|.{0,40}\bnicht (?:zur|für die) (?:Veröffentlichung|Publikation)\b",
    re.IGNORECASE,
)
#: The last lines of a story: an agency and initials ("dpa xx yy"), initials ("ab/cd"), marks of the end.
_SIGNED = re.compile(
    r"(?:[a-z]{2,8}|[A-Z]{2,6})(?: [a-z0-9]{2,3}){1,5}|[a-z]{2,4}(?:[/+-][a-z]{2,4}){1,4}|x{2,}|[Nn]{4}|-?0-|#{3}|# # #"
)
_CROSSED = re.compile(r"[xX]{2,}(?: [xX]{2,})*\Z")
_SENT = re.compile(r"(\d\d)(\d{4})\s?(GMT|UTC)?\s?([A-Za-z]{3})[a-z]*\.? (\d\d)\b")
_NOTED = "What the message has for editors only, from “{}” on, was not checked."


def documents(file: File) -> Iterator[Document | Unread]:
    """A document a message; one without a story is named.

    Raises:
        ReadError: if the file is no text, or no message.
    """
    found = False
    for message in messages(file.decoded):
        story = _Story(message)
        if not story.is_message:
            continue
        found = True
        if story.extract.length:
            yield story.document(file)
        else:
            yield Unread(
                file.path, story.name, message.position.line, "the message has no text, there is nothing to check"
            )
    if not found:
        raise ReadError(f'{file.path}: there is no message that begins like "dpa0163 3 pl 352"')


class _Story:
    """One message, taken apart."""

    def __init__(self, message: Message) -> None:
        self._text = text = message.source
        self._message = message
        self.extract = Extract(text)
        self._fields: dict[str, str] = {}
        self._notes: list[str] = [] if message.whole else [CUT_OFF]
        header = HEADER.match(text)
        self.is_message = header is not None
        if header is None:
            return
        self._source, self._number, self._urgency = header[1], header[2], int(header[3])
        self.name = f"{self._source}{self._number}"
        self._slug: list[str] = []
        self._take_slug(lines(text, header.end(), message.text))
        body = self._take_header(list(lines(text, message.text, message.text_end)))
        take(self.extract, text, self._story_lines(body))

    def _of(self, line: Line) -> str:
        return self._text[slice(*line)].strip()

    def _take_slug(self, taken: Iterator[Line]) -> None:
        """The words that the desk knows it by, where they stand before the text."""
        next(taken, None)  # what is left of the header line
        self._slug += [words for line in taken if (words := self._of(line).strip("\x02/ "))]

    def _take_header(self, taken: list[Line]) -> list[Line]:
        """Take headline and byline; give the lines of the body."""
        head = enumerate(taken[:_HEADER_LINES])
        closing = next((number for number, line in head if self._of(line).endswith(_CLOSING)), None)
        if closing is None:
            return taken
        headline: list[Line] = []
        start, end = taken[closing]
        closed = (start, start + len(self._text[start:end].removesuffix(_CLOSING).rstrip()))
        for line in (*taken[:closing], closed):
            words = self._of(line)
            if words.endswith("/") and not headline:
                self._slug.append(words.rstrip("/ "))
            elif headline and _BYLINE.match(words):
                self._byline(line, headline)
                headline = []
            elif words and not words.isupper() and (words[0], words[-1]) != _BRACKETS:
                headline.append(line)
        self._headline(headline)
        return taken[closing + 1 :]

    def _headline(self, taken: list[Line]) -> None:
        if taken:
            before = self.extract.length
            take(self.extract, self._text, taken)
            self.extract.mark(Role.HEADLINE, self, before)
            self._fields.setdefault("headline", " ".join(map(self._of, taken)))

    def _byline(self, line: Line, headline: list[Line]) -> None:
        self._headline(headline)
        before = self.extract.length
        take(self.extract, self._text, [line])
        self.extract.mark(Role.BYLINE, line, before + 2 if before else 0)
        self._fields["byline"] = _BYLINE.sub("", self._of(line))

    def _story_lines(self, body: list[Line]) -> list[Line]:
        """The lines that readers see."""
        notebook = next((number for number, line in enumerate(body) if _NOTEBOOK.match(self._of(line))), None)
        if notebook is not None:
            self._notes.append(_NOTED.format(self._of(body[notebook]).lstrip("# ")[:60]))
            body = body[:notebook]
        while body and self._is_closing(body[-1]):
            body = body[:-1]
        return [line for line in body if not _CROSSED.match(self._of(line))]

    def _is_closing(self, line: Line) -> bool:
        words = self._of(line)
        return not words or bool(_SIGNED.fullmatch(words) or _SENT.match(words)) or not words.strip("*_- ")

    def _sent(self) -> datetime | None:
        after = self._text[self._message.text_end :]
        last = after if after.strip("\x03\r\n ") else self._text[-200:]
        found = _SENT.search(last)
        if found is None:
            return None
        return moment(day=found[1], time=found[2], zone=found[3] or "", month=found[4], year=found[5])

    def document(self, file: File) -> Document:
        """The story."""
        extract = self.extract
        sent = self._sent()
        metadata = Metadata(
            id=f"{self.name}/{sent:%Y%m%d}" if sent else self.name,
            headline=stated(self._fields.get("headline", "")),
            byline=stated(self._fields.get("byline", "")),
            provider=self._source.lower(),
            published=sent,
            urgency=self._urgency,
            slug=stated("/".join(self._slug)),
        )
        return self._message.document(file, extract, metadata, self._notes)
