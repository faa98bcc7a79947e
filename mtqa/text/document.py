"""The document that every rule reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from string import ascii_letters, digits
from typing import Any, TypeVar, cast

from mtqa.model.dismissal import Dismissal
from mtqa.model.metadata import NO_METADATA, Metadata
from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.text.echoes import Echoes, Recurring, echoes, has_passage_twice, recurring
from mtqa.text.folding import fold_all, in_lower_case, runs_of
from mtqa.text.lexicon import frequent_words
from mtqa.text.paragraphs import paragraphs
from mtqa.text.position import TOP, Lines, Position
from mtqa.text.quotation_places import GLYPHS
from mtqa.text.quotations import Quotations, quotations
from mtqa.text.sentences import sentences
from mtqa.text.source_map import SourceMap
from mtqa.text.structure import Paragraph, Role, Sentence, Token
from mtqa.text.tokens import tokens
from mtqa.text.unknown_words import UnknownWord, doubtful_words, unknown_words
from mtqa.text.word_starts import WordStarts

_View = TypeVar("_View")
#: What every text is full of.
USUAL_CHARACTERS = ascii_letters + digits + " \t\n\r"
_USUAL_BYTES = USUAL_CHARACTERS.encode()


@dataclass(frozen=True, eq=False)
class Document:
    """A text to check, what is known about it, and its views, each computed once.

    ``text`` is never altered; every offset anywhere counts its code points. ``language`` is that of the
    text, ``source`` the text it was translated from, ``reference`` a trusted English version.
    ``published`` is the day the story came out, where the file says so; ``names`` are people, places and organisations
    that it says the story is about, in whose spelling the rules trust. ``metadata`` is all that the file says of the
    story; what it says of ``published``, ``names`` and ``source_language`` need not be given twice.
    ``roles`` are stretches whose role the reader knows (an ``<h1>``, a caption); they bound paragraphs.

    ``file_text`` and ``origin`` are the decoded file, or the record of it that holds this text, and the map
    into that; both None when the text is the file. ``file_position`` is the line and column, ``file_offset`` the
    number of bytes, where that stretch begins in the file; ``encoding`` is what the bytes were read as.

    ``sealed`` says why nothing can be changed in the file as it stands (it is compressed); empty where it can.
    ``dismissals`` say which findings need not be reported; no rule looks at them. ``notes`` are sentences for an
    editor: what the reader noticed about the file.
    """

    text: str
    id: str = ""
    path: str = "<text>"
    language: str = "en"
    source: str | None = None
    source_language: str | None = None
    reference: str | None = None
    published: date | None = None
    names: frozenset[str] = frozenset()
    roles: tuple[tuple[Span, Role], ...] = ()
    file_text: str | None = field(default=None, repr=False)
    origin: SourceMap | None = field(default=None, repr=False)
    file_position: Position = TOP
    file_offset: int = 0
    encoding: str = "utf-8"
    sealed: str = ""
    dismissals: tuple[Dismissal, ...] = ()
    metadata: Metadata = NO_METADATA
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.metadata is not NO_METADATA:
            object.__setattr__(self, "published", self.published or self.metadata.day)
            object.__setattr__(self, "names", self.names | self.metadata.names)
            object.__setattr__(self, "source_language", self.source_language or self.metadata.translated_from or None)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @cached_property
    def source_map(self) -> SourceMap:
        """Map to the file; identity where the text is the file."""
        return self.origin or SourceMap.identity(len(self.text))

    @cached_property
    def lines(self) -> Lines:
        """Lines of the file."""
        return Lines(self.in_file, self.file_position)

    def place(self, span: Span) -> Position:
        """Line and column of the file where ``span`` begins."""
        return self.lines.position(span.start if self.origin is None else self.origin.to_origin(span).start)

    @property
    def in_file(self) -> str:
        """What the file, or this record of it, looks like, decoded: what `source_map` points into."""
        return self.text if self.file_text is None else self.file_text

    def file_edit(self, span: Span, text: str) -> tuple[Span, str] | None:
        """The edit of `in_file` that replaces ``span`` by ``text``, written as the file's format wants it.

        None where markup would be touched, where the file's encoding has no such characters, or where it is sealed.
        """
        edit = None if self.sealed else self.source_map.edit(span, text)
        if edit is not None:
            try:
                edit[1].encode(self.encoding)
            except UnicodeEncodeError:
                return None
        return edit

    @cached_property
    def _made(self) -> dict[Callable[[Document], Any], Any]:
        return {}

    def once(self, view: Callable[[Document], _View]) -> _View:
        """What ``view`` makes of this document, computed once: for views that layers above define."""
        if view not in self._made:
            self._made[view] = view(self)
        return cast(_View, self._made[view])

    @cached_property
    def trusted_names(self) -> frozenset[str]:
        """``names``, and the words that they consist of, in lower case."""
        whole = frozenset(name.lower() for name in self.names)
        return whole.union(*(name.split() for name in whole))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Runs between white space, in order; the unit of rates and scores."""
        return tuple(self.text.split())

    @cached_property
    def folded_words(self) -> tuple[str, ...]:
        """``words`` without the marks around them and without capitals."""
        return fold_all(self.words)

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """Runs of letters and of figures in lower case, in order: "don't" gives "don" and "t", "25th" "25" and "th"."""
        return runs_of(self.folded_words)

    @cached_property
    def word_starts(self) -> Sequence[int]:
        """Where ``words`` begin, marks included."""
        return WordStarts(self.text, len(self.words))

    @cached_property
    def echoes(self) -> Echoes:
        """Words and phrases that come back soon after."""
        return echoes(self.folded_words, self._recurring)

    @cached_property
    def has_passage_twice(self) -> bool:
        """Whether some passage of six words or more stands twice: the screen before rules about repeated passages."""
        return has_passage_twice(self.folded_words, self._recurring, 6)

    @cached_property
    def _recurring(self) -> Recurring:
        return recurring(self.folded_words)

    @cached_property
    def _utf8(self) -> bytes | None:
        """The text in UTF-8; None where it has no such form, for it holds unpaired surrogates."""
        try:
            return self.text.encode()
        except UnicodeEncodeError:
            return None

    @property
    def utf8(self) -> bytes:
        """The text in UTF-8, with question marks for unpaired surrogates."""
        return self.text.encode("utf-8", "replace") if self._utf8 is None else self._utf8

    @cached_property
    def characters(self) -> frozenset[str]:
        """The different characters of the text but ASCII letters, figures, spaces, tabs and line ends, as all have."""
        if self._utf8 is None:
            return frozenset(self.text).difference(USUAL_CHARACTERS)
        return frozenset(self._utf8.translate(None, _USUAL_BYTES).decode())

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, character by character, so that offsets stay the same."""
        rare = "".join(self.characters)
        if self._utf8 is None or rare != rare.lower():
            return in_lower_case(self.text)
        return self._utf8.lower().decode()  # bytes know the letters of ASCII alone, and are fast

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different `runs` of the text."""
        return frozenset(self.runs)

    @cached_property
    def unusual_words(self) -> frozenset[str]:
        """The words of `vocabulary` that are not among the frequent ones of English: names, most often."""
        return self.vocabulary - frequent_words()

    @cached_property
    def unknown_words(self) -> tuple[UnknownWord, ...]:
        """Words in small letters that no list of English has and no way of making words explains."""
        return tuple(unknown_words(self.words, self.text))

    @cached_property
    def doubtful_words(self) -> tuple[UnknownWord, ...]:
        """Unknown words that nothing in the story accounts for: no name, no explanation, no quotation mark."""
        return tuple(doubtful_words(self.unknown_words, self.words, self.folded_words, self.text))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Paragraphs with their roles; their spans tile the text."""
        return tuple(paragraphs(self.text, self.roles))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences; their spans tile the text and none crosses a paragraph's end."""
        return tuple(sentences(self.text, self.paragraphs))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Words, figures, marks and white space; their spans tile the text. Costly: ask late."""
        return tuple(tokens(self.text))

    @cached_property
    def quotations(self) -> Quotations:
        """Quotation marks and what stands between them."""
        glyphs = [glyph for glyph in GLYPHS if glyph in self.characters]
        return quotations(self.text, self.paragraphs, glyphs)

    @cached_property
    def headline(self) -> Paragraph | None:
        """The first headline, if the text has one."""
        return next((p for p in self.paragraphs if p.role is Role.HEADLINE), None)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.span.start for paragraph in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph that holds the character at ``offset`` (the last one for the text's end)."""
        return self.paragraphs[max(bisect_right(self._paragraph_starts, offset) - 1, 0)]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the character at ``offset`` (the last one for the text's end)."""
        return self.sentences[max(bisect_right(self._sentence_starts, offset) - 1, 0)]

    def in_quotation(self, span: Span) -> bool:
        """Whether ``span`` stands, at least in part, in somebody's quoted words."""
        return self.quotations.touches(span)
