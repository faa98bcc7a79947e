"""What a text consists of: the values that the views of a document are made of."""

from __future__ import annotations

from enum import Enum

from mtqa.model.records import dataclass
from mtqa.model.span import Span


class _Constant(Enum):
    """An enumeration whose members are keys of dictionaries in many places: hashed as the objects that they are."""

    __hash__ = object.__hash__


class Role(_Constant):
    """What a paragraph is in a story."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    BYLINE = "byline"
    CAPTION = "caption"
    LIST_ITEM = "list item"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    ``span`` includes the white space that follows (and, for the first, what stands before), so that
    paragraphs tile the text; ``content`` does not. ``dateline`` is the place and agency that a wire
    story opens with ("HANOI, Vietnam (AP) — "), if there is one.
    """

    span: Span
    content: Span
    role: Role = Role.BODY
    dateline: Span | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``span`` tiles the text as with paragraphs, ``content`` is without outer white space.

    ``paragraph`` is the index of the paragraph it stands in.
    """

    span: Span
    content: Span
    paragraph: int


class TokenKind(_Constant):
    """What a token is."""

    WORD = "word"
    FIGURE = "figure"
    MARK = "mark"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure, a mark or a run of white space; tokens tile the text."""

    span: Span
    kind: TokenKind


class QuoteStyle(_Constant):
    """Which pair of marks a quotation stands in."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    CORNER = "corner"


class Facing(_Constant):
    """Which way a quotation mark faces, by its place (and its shape, where they agree)."""

    OPENING = "opening"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class QuotationMark:
    """One quotation mark (never an apostrophe or a prime).

    ``shape``: the way its glyph faces, None for the straight marks. ``facing``: the way it must be
    read at its place; where nothing tells, as its shape says or as the pairing needs.
    """

    span: Span
    style: QuoteStyle
    facing: Facing
    shape: Facing | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words between marks, inside one paragraph as a rule.

    ``span`` includes the marks. ``closing`` is None when the quotation runs to the end of its paragraph
    unclosed; ``continues`` then says whether the next paragraph opens with a mark, as newspapers do it.
    Where a layout gives every sentence a paragraph of its own, a quotation may close some paragraphs after it opened.
    ``depth`` is 0 for outer, 1 for nested quotations.
    """

    span: Span
    opening: QuotationMark
    closing: QuotationMark | None
    continues: bool = False
    depth: int = 0

    @property
    def content(self) -> Span:
        """What stands between the marks."""
        end = self.closing.span.start if self.closing else self.span.end
        return Span(min(self.opening.span.end, end), end)
