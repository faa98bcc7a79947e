"""Messages to documents: the subject as headline, the text unwrapped, and the stories attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.utils import getaddresses, parsedate_to_datetime

from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers._base import File, suffix_of
from mtqa.readers._extract import Extract
from mtqa.readers._mail_parts import Letter, Mail, Part, alternatives, letters
from mtqa.readers._mail_text import PartText, decoded, part_text
from mtqa.readers._members import Members
from mtqa.readers._metadata import language, language_tag, listed, stated
from mtqa.readers._wrapped_lines import Line, lines, take
from mtqa.text.document import Document
from mtqa.text.source_map import Escape, as_it_is
from mtqa.text.structure import Role

_SUBJECT = re.compile(r"^subject:[ \t]*((?:[^\r\n]*)(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE | re.IGNORECASE)
_BLANK = re.compile(r"\r\n\r\n|\n\n|\r\r")
#: An encoded word with the white space before the next one, which is not shown; or white space over a line's end.
_ENCODED = re.compile(
    r"(?P<word>=\?[^?\s]{1,80}\?[BbQq]\?[^?\s]*\?=)(?:\s+(?==\?[^?\s]{1,80}\?[BbQq]\?))?|(?P<fold>[ \t]*\r?\n[ \t]+)"
)
#: The line before a signature.
_SIGNATURE = "-- "
_SEALED = "the message has it in base64; save its text to have it changed"
_IN_BASE64 = "The message has its text in base64: lines and columns count in the text, not in the file."
_UNSIGNED = "The signature of the message was not checked."
#: Plain text with so small a share of the words of its HTML says that one should look at the HTML.
_STUB = 0.2


def documents(file: File) -> Iterator[Document | Unread]:
    """The message, those that it forwards, and the stories attached to each.

    Raises:
        ReadError: if there is no text in it, or it is made to break readers.
    """
    found = letters(file.data, file.path)
    texts = _FileText(file, found)
    attached = Members(file)
    empty = True
    for number, letter in enumerate(found):
        for record in _documents(_Message(file, texts, letter, number), attached):
            empty = False
            yield record
    if empty:
        raise ReadError(f"{file.path}: the message has no text and no story attached, there is nothing to check")


def _documents(message: _Message, attached: Members) -> Iterator[Document | Unread]:
    document = message.document()
    if document is not None:
        yield document
    for part in message.stories:
        path = attached.path(part.name, alone=True)
        data = part.mail.get_payload(decode=True)
        if path is not None and isinstance(data, bytes):
            yield from attached.read(path, data, part.name)


class _FileText:
    """The file as text, and where in it the bytes of parts stand."""

    def __init__(self, file: File, found: list[Letter]) -> None:
        self.text, self.charset = _as_text(file, [part for letter in found for part in letter.parts])
        self._data = file.data
        self._even = len(self.text) == len(file.data)
        self._byte = self._character = 0

    def place(self, byte: int) -> int:
        """The offset in the text of a byte; asked for in the order of the file."""
        if self._even:
            return byte
        if byte < self._byte:
            self._byte = self._character = 0
        self._character += len(self._data[self._byte : byte].decode(self.charset, "replace"))
        self._byte = byte
        return self._character


def _as_text(file: File, parts: list[Part]) -> tuple[str, str]:
    if file.encoding is not None:
        return file.decoded.text, file.decoded.encoding
    charset = next((part.charset for part in parts if part.is_text and part.charset), "")
    try:
        return decoded(file.data, charset, file.path)
    except ReadError:
        return file.data.decode("latin-1"), "iso8859-1"  # an attachment as it is: the text may be whole


class _Message:
    """One message, taken apart."""

    def __init__(self, file: File, texts: _FileText, letter: Letter, number: int) -> None:
        self._file = file
        self._texts = texts
        self._mail = letter.mail
        self._number = number
        self._notes: list[str] = []
        self._unread: list[str] = []
        self._language = ""
        self._places = {id(part): (texts.place(part.start), texts.place(part.end)) for part in letter.parts}
        self._shown = [self._best([self._read(part) for part in same]) for same in alternatives(letter)]
        self.stories = [part for part in letter.parts if not part.is_text and self._is_story(part)]

    def _read(self, part: Part) -> tuple[Part, PartText]:
        texts, place = self._texts, self._places[id(part)]
        return part, part_text(part, texts.text, place, file_charset=texts.charset, path=self._file.path)

    @staticmethod
    def _best(same: list[tuple[Part, PartText]]) -> tuple[Part, PartText]:
        """The plain text, unless it is empty or only says that there is HTML."""
        plain = next((one for one in same if one[0].kind == "text/plain"), None)
        html = next((one for one in same if one[0].kind == "text/html"), None)
        if plain is None or html is None:
            return plain or same[0]
        shown = len(_html(html[1].text).text.split())
        return html if len(plain[1].text.split()) < _STUB * shown else plain

    def _is_story(self, part: Part) -> bool:
        from mtqa.readers import suffixes

        if suffix_of(part.name) in suffixes():
            return True
        self._unread.append(part.name or part.kind)
        return False

    def document(self) -> Document | None:
        """The message's text; None if it has none."""
        if not any(text.text.strip() for _, text in self._shown):
            return None
        exact = all(text.extract is not None for _, text in self._shown)
        file_text = self._texts.text if exact else "\n\n".join(text.text for _, text in self._shown)
        extract = Extract(file_text)
        subject = _header(self._mail, "subject")
        self._take_subject(extract, subject, exact=exact)
        at = 0
        for part, text in self._shown:
            way = text.extract if exact else None
            if way is None:
                way = Extract(file_text)
                way.base = at
                way.copy(0, len(text.text))
                at += len(text.text) + 2
            self._take(extract, part, text, way)
        return self._made(extract, file_text, exact=exact) if extract.length else None

    def _take_subject(self, extract: Extract, subject: str, *, exact: bool) -> None:
        if not subject:
            return
        blank = _BLANK.search(self._texts.text)
        found = _SUBJECT.search(self._texts.text, 0, blank.start() if blank else len(self._texts.text))
        if exact and found and not self._number:
            extract.part(_in_a_header)
            _take_header(extract, self._texts.text, *found.span(1))
        else:
            extract.put(subject, 0, 0)
        extract.mark(Role.HEADLINE, "subject", 0)

    def _take(self, extract: Extract, part: Part, text: PartText, way: Extract) -> None:
        if part.kind == "text/html":
            from mtqa.readers._html_text import escape as escape_html

            shown = _html(text.text)
            escape: Escape = lambda new: text.escape(escape_html(new))  # noqa: E731
        else:
            shown, escape = self._plain(part, text.text), text.escape
        if not shown.length:
            return
        extract.part(escape)
        if extract.length:
            at = way.source_map.pieces[0].origin.start
            extract.put("\n\n", at, at)
        extract.embed(shown, way.source_map)
        if text.note:
            self._notes.append(text.note)
        self._language = self._language or _header(part.mail, "content-language")

    def _plain(self, part: Part, text: str) -> Extract:
        """Plain text without its signature, lines joined as it says or as they seem to have been broken."""
        taken = list(lines(text, 0, len(text)))
        signature = next(
            (number for number, line in enumerate(taken) if text[line[0] : line[1] + 1] == _SIGNATURE), None
        )
        if signature is not None:
            self._notes.append(_UNSIGNED)
            taken = taken[:signature]
        shown = Extract(text)
        if part.parameter("format").lower() == "flowed":
            _take_flowed(shown, text, taken, deletes=part.parameter("delsp").lower() == "yes")
        else:
            take(shown, text, taken)
        return shown

    def _made(self, extract: Extract, file_text: str, *, exact: bool) -> Document:
        metadata = self._metadata()
        if self._unread:
            self._notes.append(f"Attached and not read: {', '.join(stated(name)[:60] for name in self._unread[:10])}.")
        charset = self._texts.charset if exact else self._shown[0][1].charset
        text = extract.text
        return Document(
            text,
            id=metadata.id or self._file.path,
            path=self._file.path,
            language=language(metadata.language or None, text),
            roles=extract.roles,
            file_text=file_text,
            origin=extract.source_map,
            encoding=charset,
            sealed="" if exact else _SEALED,
            dismissals=extract.dismissals(self._file.path),
            metadata=metadata,
            notes=tuple(dict.fromkeys((*self._notes, *(() if exact else (_IN_BASE64,))))),
        )

    def _metadata(self) -> Metadata:
        mail = self._mail
        sender = next(iter(getaddresses([_header(mail, "from")])), ("", ""))
        declared = _header(mail, "content-language") or self._language
        return Metadata(
            id=_header(mail, "message-id").strip("<> "),
            language=language_tag(declared.partition(",")[0].strip()),
            headline=_header(mail, "subject"),
            provider=stated(sender[0] or sender[1]),
            published=_date(_header(mail, "date")),
            subjects=listed(_header(mail, "keywords")),
        )


def _html(text: str) -> Extract:
    from mtqa.readers._html_text import HtmlText

    return HtmlText(text, Extract(text)).extract


def _header(mail: Mail, name: str) -> str:
    """A field of the message, its encoded words decoded, on one line."""
    value = mail.get(name)
    return "" if value is None else stated(_decoded(str(value)))


def _decoded(value: str) -> str:
    """A field's value with its encoded words decoded; what is beyond ASCII and not encoded is taken for UTF-8."""
    with suppress(UnicodeEncodeError):  # it was decoded already
        value = value.encode("latin-1").decode("utf-8", "replace")
    shown: list[str] = []
    position = 0
    for found in _ENCODED.finditer(value):
        shown += (value[position : found.start()], _word(found["word"]) if found["word"] else " ")
        position = found.end()
    return "".join((*shown, value[position:]))


def _word(word: str) -> str:
    """An encoded word decoded; as it stands if it cannot be."""
    try:
        ((content, charset),) = decode_header(word)
        return (content.decode(charset or "ascii", "replace") if isinstance(content, bytes) else content) or word
    except (HeaderParseError, LookupError, ValueError):
        return word


def _take_header(extract: Extract, text: str, start: int, end: int) -> None:
    """Take the value of a field, each encoded word as a whole."""
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    position = start
    for found in _ENCODED.finditer(text, start, end):
        extract.copy(position, found.start())
        position = found.end()
        extract.put(_word(found["word"]) if found["word"] else " ", found.start(), position)
    extract.copy(position, end)


def _in_a_header(text: str) -> str:
    return as_it_is(text) if text.isascii() else Header(text, "utf-8").encode(maxlinelen=0)


def _date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _take_flowed(extract: Extract, text: str, taken: list[Line], *, deletes: bool) -> None:
    """Take lines as RFC 3676 says: one that ends with a space goes on in the next.

    A space before a line is no part of it; with ``deletes`` (DelSp) the one at its end is none either.
    """
    before: int | None = None
    flows = blank = False
    for start, end in taken:
        first = start + 1 if start < end and text[start] == " " else start
        if first == end:
            blank, flows = True, False
            continue
        if before is not None:
            if blank:
                extract.put("\n\n", before, first)
            elif not flows:
                extract.put("\n", before, first)
            elif not deletes:
                extract.put(" ", before, first)
        elif extract.length:
            extract.put("\n\n", first, first)
        extract.copy(first, end)
        before, blank = end, False
        flows = text[end : end + 1] == " "
