"""From offsets in the extracted text back to offsets in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from mtqa.model.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of extracted text and the run of the file it came from, in code points of the decoded file.

    ``verbatim``: every character of the run stands as such in the file (an entity does not).
    A piece whose ``origin`` is empty was put in by the reader (a blank line between blocks).
    """

    text: Span
    origin: Span
    verbatim: bool = True

    def __post_init__(self) -> None:
        if self.verbatim and len(self.text) != len(self.origin):
            raise ValueError(f"not verbatim: {self.text} from {self.origin}")


class SourceMap:
    """Pieces in order, without gaps in the text.

    Raises:
        ValueError: if the pieces leave a gap in the text.
    """

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = tuple(pieces)
        self._starts = [piece.text.start for piece in self._pieces]
        end = 0
        for piece in self._pieces:
            if piece.text.start != end:
                raise ValueError(f"gap in the source map at {end}")
            end = piece.text.end

    @classmethod
    def identity(cls, length: int) -> SourceMap:
        """Map of a file that is its own text."""
        return cls((Piece(Span(0, length), Span(0, length)),))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces, in the order of the text."""
        return self._pieces

    def _piece_at(self, offset: int) -> Piece:
        return self._pieces[max(bisect_right(self._starts, offset) - 1, 0)]

    def to_origin(self, span: Span) -> Span:
        """Smallest range of the file that shows ``span``; an empty span stays empty."""
        if not self._pieces:
            return Span(0, 0)
        first = self._piece_at(span.start)
        start = first.origin.start
        if first.verbatim:
            start += min(span.start - first.text.start, len(first.origin))
        if not len(span):
            return Span(start, start)
        last = self._piece_at(span.end - 1)
        end = last.origin.start + span.end - last.text.start if last.verbatim else last.origin.end
        return Span(start, max(start, end))

    def is_editable(self, span: Span) -> bool:
        """Whether replacing ``span`` in the file touches no markup and no entity."""
        if not self._pieces:
            return False
        piece = self._piece_at(span.start)
        return piece.verbatim and span.end <= piece.text.end
