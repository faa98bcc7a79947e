"""Quotation marks: which way each faces and what stands between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Facing, Paragraph, Quotation, QuotationMark, QuoteStyle

_DOUBLE = Pattern(r"[\"“”]")


@dataclass(frozen=True)
class Quotations:
    """The quotation marks of a text, in order; the quotations, in order; the marks that found no partner."""

    marks: tuple[QuotationMark, ...]
    pairs: tuple[Quotation, ...]
    unpaired: tuple[QuotationMark, ...]

    @cached_property
    def _outer(self) -> list[Span]:
        return [pair.span for pair in self.pairs if pair.depth == 0]

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self._outer]

    def touches(self, span: Span) -> bool:
        """Whether ``span`` shares a character with a quotation (or, when empty, lies inside one)."""
        index = bisect_right(self._starts, max(span.start, span.end - 1)) - 1
        return index >= 0 and self._outer[index].end > span.start


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> Quotations:
    """Read the marks of ``text``, paragraph by paragraph."""
    marks: list[QuotationMark] = []
    pairs: list[Quotation] = []
    unpaired: list[QuotationMark] = []
    for paragraph in paragraphs:
        opened: QuotationMark | None = None
        for match in _DOUBLE.finditer(text, paragraph.content.start, paragraph.content.end):
            facing = Facing.CLOSING if opened else Facing.OPENING
            shape = {"“": Facing.OPENING, "”": Facing.CLOSING}.get(match[0])
            mark = QuotationMark(Span.of(match), QuoteStyle.DOUBLE, facing, shape)
            marks.append(mark)
            if opened:
                pairs.append(Quotation(Span(opened.span.start, mark.span.end), opened, mark))
                opened = None
            else:
                opened = mark
        if opened:
            unpaired.append(opened)
            pairs.append(Quotation(Span(opened.span.start, paragraph.content.end), opened, None))
    return Quotations(tuple(marks), tuple(pairs), tuple(unpaired))
