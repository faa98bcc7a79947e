"""Text with styles, of which reports for terminals are made.

It is what `rich.text.Text` is, as far as reports need it: loading that takes longer than checking a story, and only a
terminal with colours needs it, to draw them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len


class Styled(NamedTuple):
    """A style, as `rich` names it, and the characters that have it."""

    start: int
    end: int
    style: str


class Text:
    """Characters, and the styles of some; where two meet, the later one wins."""

    __slots__ = ("plain", "spans")

    def __init__(self, plain: str = "", spans: Iterable[Styled] = ()) -> None:
        self.plain = plain
        self.spans = list(spans)

    def __repr__(self) -> str:
        return f"Text({self.plain!r}, {self.spans!r})"

    def __add__(self, other: Text) -> Text:
        return Text().join((self, other))

    def __getitem__(self, part: slice) -> Text:
        start, end, _ = part.indices(len(self.plain))
        cut = (Styled(max(one.start, start) - start, min(one.end, end) - start, one.style) for one in self.spans)
        return Text(self.plain[start:end], (one for one in cut if one.start < one.end))

    @property
    def cell_len(self) -> int:
        """How many cells of a terminal it takes."""
        return cell_len(self.plain)

    def append(self, text: str, style: str = "") -> Text:
        """Add characters at the end."""
        start = len(self.plain)
        self.plain += text
        if style and text:
            self.spans.append(Styled(start, len(self.plain), style))
        return self

    def stylize(self, style: str) -> None:
        """Give all of it a style more."""
        if self.plain:
            self.spans.append(Styled(0, len(self.plain), style))

    def rstrip(self) -> None:
        """Take white space from the end."""
        kept = self[: len(self.plain.rstrip())]
        self.plain, self.spans = kept.plain, kept.spans

    def join(self, texts: Iterable[Text]) -> Text:
        """The texts, one after the other, this one between any two."""
        plain: list[str] = []
        spans: list[Styled] = []
        offset = 0
        for number, text in enumerate(texts):
            for part in (self, text) if number else (text,):
                plain.append(part.plain)
                spans.extend(Styled(one.start + offset, one.end + offset, one.style) for one in part.spans)
                offset += len(part.plain)
        return Text("".join(plain), spans)
