"""Messages of a wire: where they begin and end in what a receiver wrote to a file, by their control characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

#: Start of header, start of text, end of text, end of transmission.
SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
#: What receivers leave before a message: synchronisation, fill and line ends.
_FILL = "\x00\x16\x7f\r\n\t "
_END = re.compile("[\x01\x04]")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

#: Said of a message that has no end.
CUT_OFF = "The message breaks off: its end mark is missing."


@dataclass(frozen=True, slots=True)
class Message:
    """Where a message stands: its header lines, its text, and what comes after; ``whole``: whether it ends."""

    header: int
    text: int
    text_end: int
    end: int
    whole: bool


def messages(text: str) -> Iterator[Message]:
    """The messages of a file that has control characters; one message from beginning to end where it has none."""
    at = text.find(SOH)
    if at < 0:
        start = len(text) - len(text.lstrip(_FILL))
        yield Message(start, _after_line(text, start), len(text), len(text), whole=True)
        return
    while at >= 0:
        found = _END.search(text, at + 1)
        end = found.start() if found else len(text)
        yield _message(text, at + 1, end)
        at = text.find(SOH, end)


def _message(text: str, header: int, end: int) -> Message:
    start = text.find(STX, header, end)
    begins = start + 1 if start >= 0 else _after_line(text, header)
    stop = text.find(ETX, begins, end)
    return Message(header, begins, stop if stop >= 0 else end, end, whole=stop >= 0)


def _after_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end + 1 if end >= 0 else len(text)


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
