"""From offsets in the extracted text back to offsets in the file, and edits the same way."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from mtqa.model.records import dataclass
from mtqa.model.span import Span

#: Writes plain text the way a file's format wants it (``&`` as ``&amp;`` in HTML); None where that is not possible.
Escape = Callable[[str], str | None]


def as_it_is(text: str) -> str:
    """The escape of a format that has none."""
    return text


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of extracted text and the run of the file it came from, in code points of the decoded file.

    ``verbatim``: every character of the run stands as such in the file (an entity does not).
    A piece whose ``origin`` is empty was put in by the reader (a blank line between blocks).

    Raises:
        ValueError: if ``verbatim`` and the runs differ in length.
    """

    text: Span
    origin: Span
    verbatim: bool = True

    def __post_init__(self) -> None:
        if self.verbatim and len(self.text) != len(self.origin):
            raise ValueError(f"not verbatim: {self.text} from {self.origin}")


class SourceMap:
    """Pieces in order, without gaps in the text; in the file they never run backwards within a part.

    A part begins with `part`: a headline that the file has after the body, a body whose markup is itself escaped.
    ``escape`` writes text that is to go into the file, the first part of it. A million pieces take some
    25 MB: they are held as numbers, and made `Piece` only for those who ask.

    Raises:
        ValueError: if the pieces leave a gap in the text or run backwards in the file.
    """

    __slots__ = ("_ends", "_escapes", "_floor", "_lengths", "_make", "_origins", "_parts", "_starts", "_verbatim")

    _make: Callable[[], SourceMap]

    def __init__(self, pieces: Iterable[Piece] = (), *, escape: Escape = as_it_is) -> None:
        #: Where in the text parts begin, and how each writes text; the end of what the part has taken of the file.
        self._parts = [0]
        self._escapes = [escape]
        self._floor = 0
        self._starts = array("q")
        self._ends = array("q")
        self._origins = array("q")
        self._lengths = array("q")
        self._verbatim = bytearray()
        for piece in pieces:
            if piece.text.start != self.length:
                raise ValueError(f"gap in the source map at {self.length}")
            self._add(len(piece.text), piece.origin.start, len(piece.origin), piece.verbatim)

    @classmethod
    def later(cls, make: Callable[[], SourceMap]) -> SourceMap:
        """The map that ``make`` gives, made when something is asked of it: of a story without findings nobody asks."""
        promised = cls.__new__(cls)
        promised._make = make
        return promised

    def __getattr__(self, name: str) -> object:
        """What is not there yet."""
        if name == "_make" or name not in self.__slots__:
            raise AttributeError(name)
        made = self._make()
        for slot in self.__slots__:
            if slot != "_make":
                setattr(self, slot, getattr(made, slot))
        return getattr(self, name)

    def _add(self, length: int, origin: int, origin_length: int, verbatim: bool) -> None:
        if origin < self._floor:
            raise ValueError(f"the source map runs backwards at {origin}")
        self._floor = origin + origin_length
        start = self._ends[-1] if self._ends else 0
        self._starts.append(start)
        self._ends.append(start + length)
        self._origins.append(origin)
        self._lengths.append(origin_length)
        self._verbatim.append(verbatim)

    def part(self, escape: Escape) -> None:
        """What follows may stand anywhere in the file, and is written there by ``escape``."""
        self._floor = 0
        if self._parts[-1] == self.length:
            self._escapes[-1] = escape
        else:
            self._parts.append(self.length)
            self._escapes.append(escape)

    def copy(self, origin: int, length: int) -> None:
        """Append ``length`` characters that stand as such at ``origin``; for readers, while they build the map."""
        if not length:
            return
        if origin == self._floor and self._joins(origin):
            self._ends[-1] += length
            self._lengths[-1] += length
            self._floor += length
        else:
            self._add(length, origin, length, verbatim=True)

    def _joins(self, origin: int) -> bool:
        """Whether what stands at ``origin`` goes on with the last piece, which is verbatim and of the same part."""
        return (
            bool(self._verbatim)
            and bool(self._verbatim[-1])
            and self._origins[-1] + self._lengths[-1] == origin
            and self._parts[-1] < self.length
        )

    def put_piece(self, piece: Piece, after: int) -> None:
        """Append ``piece``, of a map into a string that begins ``after`` so many characters of the file."""
        if piece.verbatim:
            self.copy(after + piece.origin.start, len(piece.text))
        else:
            self.put(len(piece.text), after + piece.origin.start, after + piece.origin.end)

    def embed(self, inner: SourceMap, way: SourceMap) -> None:
        """Append the text of ``inner``, a map into a string that ``way`` maps into this file.

        XHTML in a JSON string: ``inner`` leads from the text into the XHTML, ``way`` from there into the JSON.
        """
        index = 0
        for start, end, origin, length, verbatim in zip(
            inner._starts, inner._ends, inner._origins, inner._lengths, inner._verbatim, strict=True
        ):
            if not length:
                at = way.to_origin(Span(origin, origin)).start
                self.put(end - start, max(at, self._floor), max(at, self._floor))
                continue
            if way._ends[index] <= origin or origin < way._starts[index]:
                index = way._index(origin)
            if verbatim:
                index = self._embed_verbatim(origin, length, way, index)
            else:
                begins = way._origins[index] + (origin - way._starts[index] if way._verbatim[index] else 0)
                begins = max(begins, self._floor)
                self.put(end - start, begins, max(way._after(origin + length - 1), begins))

    def _embed_verbatim(self, start: int, length: int, way: SourceMap, index: int) -> int:
        """Append a run that stands as such in the string that ``way`` maps; the piece of ``way`` that it ends in."""
        end = start + length
        while True:
            until = min(way._ends[index], end)
            at = way._origins[index]
            if way._verbatim[index]:
                self.copy(at + start - way._starts[index], until - start)
            else:
                at = max(at, self._floor)
                self.put(until - start, at, max(way._origins[index] + way._lengths[index], at))
            if until == end:
                return index
            start, index = until, index + 1

    def splice(self, start: int, end: int, written: Iterable[tuple[int, int, int]]) -> None:
        """Append what stands at ``start`` to ``end`` as such, but for what is ``written`` otherwise.

        That is given in order: where it begins and ends, and how many characters it stands for.
        """
        for begins, ends, length in written:
            self.copy(start, begins - start)
            self.put(length, begins, ends)
            start = ends
        self.copy(start, end - start)

    def copy_but(self, origin: int, length: int, written: Iterable[tuple[int, int]]) -> None:
        """Append ``length`` characters that stand at ``origin`` as such, but for those ``written`` otherwise.

        That is given in order: where each of these characters begins and ends. The map is new.
        """
        add_start, add_origin, add_length = self._starts.append, self._origins.append, self._lengths.append
        at = 0
        for begins, ends in written:
            if begins > origin:
                add_start(at)
                add_origin(origin)
                add_length(begins - origin)
                self._verbatim.append(1)
                at += begins - origin
            add_start(at)
            add_origin(begins)
            add_length(ends - begins)
            self._verbatim.append(0)
            at, origin = at + 1, ends
        self._ends = self._starts[1:]
        if self._starts:
            self._ends.append(at)
            self._floor = origin
        self.copy(origin, length - at)

    def cut(self, span: Span) -> Iterator[Piece]:
        """The pieces that ``span`` is made of, the first and the last cut to it where they are verbatim."""
        index, start = self._index(span.start), span.start
        while start < span.end:
            end = min(self._ends[index], span.end)
            origin = self._origins[index]
            if self._verbatim[index]:
                at = origin + start - self._starts[index]
                yield Piece(Span(start, end), Span(at, at + end - start))
            else:
                yield Piece(Span(start, end), Span(origin, origin + self._lengths[index]), verbatim=False)
            start, index = end, index + 1

    def put(self, length: int, origin: int, origin_end: int) -> None:
        """Append ``length`` characters that the file writes otherwise, at ``origin`` to ``origin_end``.

        The two are the same for what the reader adds of its own.
        """
        if length:
            self._add(length, origin, origin_end - origin, verbatim=False)

    @classmethod
    def identity(cls, length: int) -> SourceMap:
        """Map of a file that is its own text."""
        return cls((Piece(Span(0, length), Span(0, length)),) if length else ())

    @property
    def length(self) -> int:
        """How many characters of text are mapped."""
        return self._ends[-1] if self._ends else 0

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces, in the order of the text."""
        return tuple(
            Piece(Span(start, end), Span(origin, origin + length), bool(verbatim))
            for start, end, origin, length, verbatim in zip(
                self._starts, self._ends, self._origins, self._lengths, self._verbatim, strict=True
            )
        )

    def _index(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _after(self, offset: int) -> int:
        """Where in the file the character at ``offset`` ends."""
        index = self._index(offset)
        if self._verbatim[index]:
            return self._origins[index] + offset - self._starts[index] + 1
        return self._origins[index] + self._lengths[index]

    def to_origin(self, span: Span) -> Span:
        """Smallest range of the file that shows ``span``; an empty span stays empty, right after what precedes it."""
        if not self._starts:
            return Span(0, 0)
        if not len(span) and span.start:
            previous = min(span.start, self.length) - 1
            inserted = not self._lengths[self._index(previous)]
            if not inserted:
                at = self._after(previous)
                return Span(at, at)
        index = self._index(span.start)
        start = self._origins[index]
        if self._verbatim[index]:
            start += min(span.start - self._starts[index], self._lengths[index])
        if not len(span):
            return Span(start, start)
        last = min(span.end, self.length) - 1
        if not self._is_in_one_part(span):
            return self._over_parts(start, index, last)
        return Span(start, max(start, self._after(last)))

    def _over_parts(self, start: int, first: int, last: int) -> Span:
        """The smallest range of the file that shows what begins at ``start`` in piece ``first`` and ends with ``last``.

        Its parts may stand in any order there.
        """
        end = self._after(last)
        final = self._index(last)
        starts = [start, *self._origins[first + 1 : final + 1]]
        ends = [self._origins[index] + self._lengths[index] for index in range(first, final)]
        return Span(min(starts), max(*ends, end, start))

    def is_editable(self, span: Span) -> bool:
        """Whether ``span`` can be replaced in the file without touching markup or cutting an entity in two.

        What is written otherwise in the file (an entity, a line wrapped in the middle of a sentence) may be
        replaced as a whole.
        """
        if not self._starts or span.end > self.length:
            return False
        if not len(span):
            return self._is_insertable(span.start)
        first, last = self._index(span.start), self._index(span.end - 1)
        if not (self._verbatim[first] or span.start == self._starts[first]):
            return False
        if not (self._verbatim[last] or span.end == self._ends[last]):
            return False
        end = self._origins[first] if self._is_in_one_part(span) else -1
        for index in range(first, last + 1):
            if self._origins[index] != end or not self._lengths[index]:
                return False
            end += self._lengths[index]
        return True

    def _is_in_one_part(self, span: Span) -> bool:
        return bisect_right(self._parts, span.start) == bisect_right(self._parts, span.end - 1)

    def _is_insertable(self, offset: int) -> bool:
        """Whether something of the file stands right before or after ``offset``, and no entity around it."""
        index = self._index(offset)
        if self._starts[index] < offset < self._ends[index]:
            return bool(self._verbatim[index])
        before = index - 1 if offset == self._starts[index] else index
        return self._lengths[index] > 0 or (before >= 0 and self._lengths[before] > 0)

    def edit(self, span: Span, text: str) -> tuple[Span, str] | None:
        """The range of the file, and what to write there, that replaces ``span`` by ``text``.

        None where that is not safe.
        """
        written = self._escape(span)(text) if self.is_editable(span) else None
        return None if written is None else (self.to_origin(span), written)

    def _escape(self, span: Span) -> Escape:
        """How text is written where ``span`` stands; an empty one stands right after what precedes it."""
        at = span.start
        if not len(span) and at and self._lengths[self._index(at - 1)]:
            at -= 1
        return self._escapes[bisect_right(self._parts, at) - 1]
