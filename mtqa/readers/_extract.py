"""Text and source map, built together: what every reader of marked-up text writes to."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.model.dismissal import Dismissal
from mtqa.model.span import Span
from mtqa.readers._dismissals import Comments
from mtqa.text.document import Document
from mtqa.text.source_map import Escape, SourceMap, as_it_is
from mtqa.text.structure import Role


class Extract:
    """The text taken out of ``file_text`` so far, the way back, and the roles of its stretches.

    ``base`` is added to all offsets: where in the file the part begins that is being read.
    """

    __slots__ = ("_comments", "_file_text", "_open", "_parts", "_roles", "base", "source_map")

    def __init__(self, file_text: str, *, escape: Escape = as_it_is) -> None:
        self._file_text = file_text
        self._parts: list[str] = []
        self._roles: list[tuple[Span, Role]] = []
        self._open: object = None
        self._comments = Comments()
        self.base = 0
        self.source_map = SourceMap(escape=escape)

    def copy(self, start: int, end: int) -> None:
        """Take characters of the file as they are."""
        self._parts.append(self._file_text[self.base + start : self.base + end])
        self.source_map.copy(self.base + start, end - start)

    def put(self, text: str, start: int, end: int) -> None:
        """Take ``text`` for what the file writes otherwise; ``start`` equals ``end`` where it writes nothing."""
        self._parts.append(text)
        self.source_map.put(len(text), self.base + start, self.base + end)

    def splice(self, start: int, end: int, written: Sequence[tuple[int, int, str]]) -> None:
        """Take what stands at ``start`` to ``end``, and for what begins and ends somewhere in it another text."""
        base, source = self.base, self._file_text
        parts: list[str] = []
        at = start
        for begins, ends, text in written:
            parts += (source[base + at : base + begins], text)
            at = ends
        self._parts += (*parts, source[base + at : base + end])
        pieces = ((base + begins, base + ends, len(text)) for begins, ends, text in written)
        self.source_map.splice(base + start, base + end, pieces)

    def part(self, escape: Escape) -> None:
        """Begin a part that may stand anywhere in the file, and is written there by ``escape``."""
        self._open = None
        self.source_map.part(escape)

    @classmethod
    def of(cls, document: Document, string: str) -> Extract:
        """What another reader made of ``string``."""
        start = len(string.encode("utf-8", "replace")[: document.file_offset].decode("utf-8", "replace"))
        extract = cls(string)
        extract._parts.append(document.text)
        for piece in document.source_map.pieces:
            extract.source_map.put_piece(piece, start)
        extract._roles += document.roles
        return extract

    def copy_from(self, other: Extract, start: int, end: int) -> None:
        """Take the text of ``other``, an extract of the same file, from ``start`` to ``end``."""
        self._parts.append(other.text[start:end])
        for piece in other.source_map.cut(Span(start, end)):
            if piece.verbatim:
                self.source_map.copy(piece.origin.start, len(piece.text))
            else:
                self.source_map.put(len(piece.text), piece.origin.start, piece.origin.end)

    def lead(self, role: Role, end: int) -> None:
        """Say that the text up to ``end`` has ``role``, where nothing is known of it yet."""
        if not self._roles or self._roles[0][0].start >= end:
            self._roles.insert(0, (Span(0, end), role))

    def embed(self, inner: Extract, way: SourceMap) -> None:
        """Take the text of ``inner``, an extract of a string that stands in this file as ``way`` says.

        Its roles come along, and what its comments say to us.
        """
        start = self.length
        self.source_map.embed(inner.source_map, way)
        self._parts.append(inner.text)
        self._roles += ((Span(start + span.start, start + span.end), role) for span, role in inner.roles)
        self._comments.take(inner._comments, at=start, origin=lambda at: way.to_origin(Span(at, at)).start)
        self._open = None

    def mark(self, role: Role | None, element: object, start: int) -> None:
        """Say that the text from offset ``start`` to its end so far has ``role``; marks of one ``element`` join."""
        end = self.source_map.length
        if role is None:
            self._open = None
        elif self._open == element and self._roles:
            self._roles[-1] = (Span(self._roles[-1][0].start, end), role)
        else:
            self._roles.append((Span(start, end), role))
            self._open = element

    def comment(self, content: str, start: int, *, between: bool) -> int | None:
        """Note a comment that stands at ``start``, ``between`` paragraphs or inside one; its number if it is for us."""
        return self._comments.note(content, origin=self.base + start, at=self.length, between=between)

    def cover(self, comment: int) -> None:
        """Say that the element ends here that a comment stands before."""
        self._comments.cover(comment, self.length)

    def dismissals(self, path: str) -> tuple[Dismissal, ...]:
        """What the comments so far say of the text so far."""
        return self._comments.dismissals(self.text, self._file_text, path) if self._comments else ()

    @property
    def length(self) -> int:
        """How many characters of text there are."""
        return self.source_map.length

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def roles(self) -> tuple[tuple[Span, Role], ...]:
        """The stretches whose role is known, in order, disjoint."""
        return tuple(self._roles)
