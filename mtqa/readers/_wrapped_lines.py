"""Text that was broken into lines of a certain width, as wires and mail programs do it, joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtqa.readers._extract import Extract

_END = re.compile(r"\r*\n|\r+")
#: What pads lines, and is no part of them.
_PADDING = " \t\0\x7f"
#: Narrower text was not broken by a machine: verse, tables, addresses.
_NARROWEST = 50
#: What begins a line that stands for itself.
_ITEM = re.compile(r"[-*•–—#>|] ?(?![ a-z])|\d{1,3}[.)] |\(\d{1,3}\) ")
#: The end of a line whose word goes on in the next: a compound broken at its hyphen.
_HYPHEN = re.compile(r"[^\W\d_]-\Z")

#: Where a line begins and ends, without the white space after it.
Line = tuple[int, int]


def lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines from ``start`` to ``end``, without what pads them; wires end them with CR CR LF."""
    while start < end:
        found = _END.search(text, start, end)
        last, after = found.span() if found else (end, end)
        while last > start and text[last - 1] in _PADDING:
            last -= 1
        yield start, last
        start = after


def take(extract: Extract, text: str, taken: Sequence[Line]) -> None:
    """Write lines to ``extract`` as paragraphs: those that only the width broke are joined.

    A line was broken by the width if the first word of the next would not have gone into it, or if the next goes on in
    small letters. Blank lines, and lines that are set in, part paragraphs; other line ends stay.
    """
    width = max((end - start for start, end in taken), default=0)
    before: Line | None = None
    blank = False
    for start, end in taken:
        first = start
        while first < end and text[first] in " \t":
            first += 1
        if first == end:
            blank = True
            continue
        if before is None:
            if extract.length:
                extract.put("\n\n", first, first)
        elif blank or first > start + 1 or text[start] == "\t":
            extract.put("\n\n", before[1], first)
        else:
            _join(extract, text, before, (first, end), width)
        extract.copy(first, end)
        before, blank = (start, end), False


def _join(extract: Extract, text: str, before: Line, line: Line, width: int) -> None:
    """Write what stands between two lines of one paragraph."""
    last, (first, end) = before[1], line
    word = text.find(" ", first, end)
    broken = last - before[0] + 1 + (word if word >= 0 else end) - first > width
    goes_on = text[first].islower() and text[last - 1] not in ".!?:;"
    if width >= _NARROWEST and (broken or goes_on) and not _ITEM.match(text, first, end):
        if not _HYPHEN.search(text, max(last - 2, before[0]), last):
            extract.put(" ", last, first)
    elif text[last:first] == "\n":
        extract.copy(last, first)
    else:
        extract.put("\n", last, first)
