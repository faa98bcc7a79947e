"""Messages of a wire: where they begin and end in what a receiver wrote to a file, by their control characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from mtqa.model.metadata import Metadata
from mtqa.readers._base import File
from mtqa.readers._decoding import Decoded
from mtqa.readers._extract import Extract
from mtqa.text.document import Document
from mtqa.text.position import Lines, Position

#: Start of header, start of text, end of text.
SOH, STX, ETX = "\x01", "\x02", "\x03"
#: What receivers leave before a message: synchronisation, fill and line ends.
_FILL = "\x00\x16\x7f\r\n\t "
#: The next message, or the end of transmission.
_END = re.compile("[\x01\x04]")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

#: Said of a message that has no end.
CUT_OFF = "The message breaks off: its end mark is missing."


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands in the file: its header lines, from ``text`` on its text, from ``text_end`` what follows.

    ``position`` and ``offset`` are line and column, and the number of bytes, where it begins in the file; ``whole``
    says whether it has its end mark.
    """

    source: str
    text: int
    text_end: int
    whole: bool
    position: Position
    offset: int

    @property
    def has_mark(self) -> bool:
        """Whether a control character says where the text begins."""
        return self.source[self.text - 1 : self.text] == STX

    def document(self, file: File, extract: Extract, metadata: Metadata, notes: Iterable[str]) -> Document:
        """The story in the message, whose text ``extract`` has."""
        return Document(
            extract.text,
            id=metadata.id,
            path=file.path,
            roles=extract.roles,
            file_text=self.source,
            origin=extract.source_map,
            file_position=self.position,
            file_offset=self.offset,
            encoding=file.decoded.encoding,
            metadata=metadata,
            notes=tuple(notes),
        )


def messages(decoded: Decoded) -> Iterator[Message]:
    """The messages of a file that has control characters; one message from beginning to end where it has none."""
    text = decoded.text
    lines = Lines(text)
    at, offset = 0, decoded.offset
    for start, end in _stretches(text):
        offset += len(text[at:start].encode(decoded.encoding))
        at = start
        source = text[start:end]
        begins = source.find(STX) + 1 or source.find("\n") + 1 or len(source)
        stop = source.find(ETX, begins)
        is_whole = stop >= 0 or SOH not in text
        yield Message(source, begins, stop if stop >= 0 else len(source), is_whole, lines.position(start), offset)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where messages begin, after their mark, and end."""
    at = text.find(SOH)
    if at < 0:
        yield len(text) - len(text.lstrip(_FILL)), len(text)
    while at >= 0:
        found = _END.search(text, at + 1)
        end = found.start() if found else len(text)
        yield at + 1, end
        at = text.find(SOH, end)


def moment(*, year: str, month: str, day: str, time: str, zone: str = "") -> datetime | None:
    """A time as wires write it: two figures each, the month perhaps by name; None where there is no such time."""
    try:
        return datetime(
            2000 + int(year),
            _MONTHS.get(month.lower()[:3]) or int(month),
            int(day),
            int(time[:2]),
            int(time[2:]),
            tzinfo=UTC if zone else None,
        )
    except ValueError:
        return None
