"""Quotation marks: which way each faces and what stands between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import itemgetter

from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.text.quotation_pairing import Pairing
from mtqa.text.quotation_places import possible_marks
from mtqa.text.structure import Paragraph, Quotation, QuotationMark


@dataclass(frozen=True)
class Quotations:
    """The quotation marks of a text, in order; the quotations, in order; the marks that found no partner.

    ``in_doubt`` are the contents of the paragraphs whose marks could not all be paired: there a quotation
    ends at the next opening mark or with the paragraph, whichever comes first.
    """

    marks: tuple[QuotationMark, ...]
    pairs: tuple[Quotation, ...]
    unpaired: tuple[QuotationMark, ...]
    in_doubt: tuple[Span, ...] = ()

    @cached_property
    def _outer(self) -> list[Span]:
        """Stretches that quotations cover; one left open may end inside another that goes on."""
        covered: list[Span] = []
        for pair in self.pairs:
            if covered and pair.span.start < covered[-1].end:
                covered[-1] = Span(covered[-1].start, max(covered[-1].end, pair.span.end))
            else:
                covered.append(pair.span)
        return covered

    @cached_property
    def _outer_starts(self) -> list[int]:
        return [span.start for span in self._outer]

    @cached_property
    def _starts(self) -> list[int]:
        return [pair.span.start for pair in self.pairs]

    @cached_property
    def _parents(self) -> list[int]:
        """For every quotation the index of the one around it, -1 for none."""
        parents: list[int] = []
        around: list[int] = []
        for index, pair in enumerate(self.pairs):
            while around and not self.pairs[around[-1]].span.contains(pair.span):
                around.pop()
            parents.append(around[-1] if around else -1)
            around.append(index)
        return parents

    def touches(self, span: Span) -> bool:
        """Whether ``span`` shares a character with a quotation (or, when empty, lies inside one)."""
        index = bisect_right(self._outer_starts, max(span.start, span.end - 1)) - 1
        return index >= 0 and self._outer[index].end > span.start

    def innermost(self, offset: int) -> Quotation | None:
        """The innermost quotation that holds the character at ``offset``, its marks included."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self.pairs[index].span.end <= offset:
            index = self._parents[index]
        return self.pairs[index] if index >= 0 else None


def quotations(text: str, paragraphs: Sequence[Paragraph], glyphs: Iterable[str]) -> Quotations:
    """Read the marks of ``text``, which are among ``glyphs``, by paragraph, in time that grows with its length."""
    pairing = Pairing(text, paragraphs)
    pairing.read(possible_marks(text, glyphs))
    pairs: list[Quotation] = []
    ends: list[int] = []
    for start, opening, closing, end, continues in sorted(pairing.found, key=itemgetter(0)):
        while ends and ends[-1] < end:
            ends.pop()
        pairs.append(Quotation(Span(start, end), opening, closing, continues, len(ends)))
        ends.append(end)
    unpaired = sorted(pairing.unpaired, key=lambda mark: mark.span.start)
    in_doubt = tuple(paragraphs[index].content for index in sorted(pairing.doubtful))
    return Quotations(tuple(pairing.marks), tuple(pairs), tuple(unpaired), in_doubt)
