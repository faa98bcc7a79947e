"""Markdown: the story as it is rendered, every character traced to the file.

The grammar is markdown-it-py's (CommonMark with tables); the offsets are ours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mtqa.model.errors import ReadError
from mtqa.readers._base import File, Format, Records
from mtqa.readers._extract import Extract
from mtqa.readers._metadata import NAME_FIELDS, day, language, names
from mtqa.text.document import Document
from mtqa.text.structure import Role

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Quotations and lists deeper than that are not read.
_NESTING = 100

#: What Markdown takes for white space in a line.
_BLANK = " \t"
_LINE_END = re.compile(r"\r\n?|\n")
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n?|\n)(?:[^\r\n]*(?:\r\n?|\n)){0,200}?(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)"
)
_FIELD = re.compile(r"""^(\w{1,40})[ \t]*:[ \t]*(["']?)([^\r\n]*?)\2[ \t]*\r?$""", re.MULTILINE)
_NAMES = re.compile(
    rf"^(?:{'|'.join(NAME_FIELDS)})[ \t]*:[ \t]*([^\r\n]*)((?:\r?\n[ \t]*-[ \t][^\r\n]*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_ITEM = re.compile(r"\r?\n[ \t]*-[ \t]")
_HASHES = re.compile(r"#+[ \t]*")
#: In a cell of a table every bar is escaped.
_BAR = re.compile(r"(\|)")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_SHOWN = frozenset({"text", "text_special", "code_inline"})
#: What has a meaning in the middle of a line.
_SPECIAL = re.compile(r"[\\`*_\[\]<]|&(?=#|\w+;)")


def escape(text: str) -> str:
    """``text`` as Markdown writes it inside a paragraph."""
    return _SPECIAL.sub(r"\\\g<0>", text)


class _Line(NamedTuple):
    """A line of inline content: where its first word begins there, and where in the file.

    A cell's escaped bar, which the parser has without its backslash, begins one more.
    """

    content: int
    file: int


class _Story:
    """The text of one file, built block by block."""

    def __init__(self, source: str, start: int) -> None:
        self._source = source
        self._starts = [start, *(match.end() for match in _LINE_END.finditer(source, start))]
        self.extract = Extract(source, escape=escape)
        self._breaks = 2
        #: The stretch of the file that stands for a space or line end, not yet written.
        self._pending: tuple[str, int, int] | None = None
        self._lists = 0
        self._heading: Role | None = None
        #: Whether the next block is a cell of a table; in which line, and up to where, cells are read.
        self._cell = False
        self._cursor = (0, 0)
        self._element = 0

    def add(self, tokens: list[Token]) -> None:
        """Write what the parser's tokens show."""
        for token in tokens:
            if token.type == "list_item_open":
                self._lists += 1
            elif token.type == "list_item_close":
                self._lists -= 1
            elif token.type == "heading_open":
                self._heading = Role.HEADLINE if token.tag == "h1" else Role.SUBHEADING
            elif token.type == "heading_close":
                self._heading = None
            elif token.type in {"th_open", "td_open"}:
                self._cell = True
            elif token.type in {"th_close", "td_close"}:
                self._cell = False
            elif token.type == "inline" and token.map:
                self._inline(token)
            elif token.type == "html_block" and token.map:
                self._html(token.map[0], token.map[1], nested=bool(token.level))

    def _line(self, number: int) -> tuple[int, str]:
        """Where a line begins in the file, and what it holds, without its line end."""
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._source)
        return start, self._source[start:end].rstrip("\r\n")

    def _html(self, first: int, after: int, *, nested: bool) -> None:
        from mtqa.readers._html_text import HtmlText

        start = self._starts[first]
        end = self._starts[after] if after < len(self._starts) else len(self._source)
        if nested:  # in a list or a quotation, where the lines of a block begin with marks of their own
            for comment in _COMMENT.finditer(self._source, start, end):
                self.extract.comment(comment[1], comment.start(), between=True)
            return
        self.extract.base = start
        HtmlText(self._source[start:end], self.extract)
        self.extract.base = 0

    # Where the lines of a block stand

    def _lines(self, content: str, first: int) -> list[_Line]:
        """The lines of a block's inline content; empty if one does not stand in the file as the parser has it."""
        lines: list[_Line] = []
        offset = 0
        for number, line in enumerate(content.split("\n"), first):
            start, whole = self._line(number)
            body = line.strip(_BLANK)
            at = self._place(number, body, whole.replace("\0", "\ufffd").rstrip(_BLANK))
            if at < 0:
                return []
            begins = offset + len(line) - len(line.lstrip(_BLANK))
            lines.append(_Line(begins, start + at))
            if self._cell:
                bars = (index for index, character in enumerate(body) if character == "|")
                lines += [_Line(begins + bar, start + at + bar + number) for number, bar in enumerate(bars, 1)]
            offset += len(line) + 1
        return lines

    def _place(self, number: int, body: str, whole: str) -> int:
        """Where ``body`` stands in the line ``whole``: between bars, after hashes, or at the end; -1 if it does not."""
        if self._cell:
            after = self._cursor[1] if self._cursor[0] == number else 0
            written = body.replace("|", "\\|")
            at = whole.find(written, after)
            self._cursor = (number, at + len(written) if at >= 0 else after)
            return at
        for end in (whole, whole.rstrip()):  # a block's last line comes without white space of any kind
            if end.endswith(body):
                return len(end) - len(body)
        hashes = _HASHES.search(whole)
        return whole.find(body, hashes.end()) if self._heading and hashes else -1

    # Inline content

    def _inline(self, token: Token) -> None:
        from mtqa.readers._markdown_inline import AT

        first = token.map[0] if token.map else 0
        after = token.map[1] if token.map else 1
        # Lines of nothing but no-break spaces are in the map of a block and not in its content.
        shifts = range(first, max(first, after - token.content.count("\n") - 1) + 1)
        lines = next(filter(None, (self._lines(token.content, shift) for shift in shifts)), [])
        role = self._heading or (Role.LIST_ITEM if self._lists else None)
        self._breaks, self._pending = 2, None
        self._element += 1
        before = self.extract.length
        children = token.children or []
        if not lines:
            self._roughly("".join(child.content for child in children if child.type in _SHOWN), token.content, first)
            children = []
        autolink = 0
        for child in children:
            at = child.meta.get(AT, 0) + autolink
            autolink = 1 if child.type == "link_open" and child.markup == "autolink" else 0
            self._write(child, at, token.content, lines)
        if self.extract.length > before:
            self.extract.mark(role, self._element, before + (2 if before else 0))

    def _roughly(self, shown: str, content: str, number: int) -> None:
        """Write a block that does not stand in the file as the parser has it as one piece."""
        start, whole = self._line(number)
        after = self._cursor[1] if self._cursor[0] == number else 0
        at = whole.find(content, after)
        end = at + len(content) if at >= 0 else len(whole)
        self._cursor = (number, end)
        self._separate(start + max(at, after))
        self.extract.put(shown, start + max(at, after), start + end)

    def _write(self, token: Token, at: int, content: str, lines: list[_Line]) -> None:
        if token.type == "text":
            self._copy(token.content, at, lines)
        elif token.type == "text_special":
            self._put(token.content, at, at + len(token.markup), lines)
        elif token.type == "code_inline":
            self._code(token, at, content, lines)
        elif token.type in {"softbreak", "hardbreak"}:
            self._wrap("\n" if token.type == "hardbreak" else " ", at, lines)
        elif token.type == "html_inline":
            self._tag(token.content, self._file(at, lines))

    def _tag(self, tag: str, start: int) -> None:
        """A tag or a comment inside a paragraph."""
        if _BREAK_TAG.fullmatch(tag):
            self._pending = ("\n", start, start)
        elif comment := _COMMENT.fullmatch(tag):
            self.extract.comment(comment[1], start, between=self._breaks > 0)

    def _wrap(self, shown: str, at: int, lines: list[_Line]) -> None:
        """Remember the end of a line, at ``at`` in the inline content, which is shown as a space or a line end."""
        line = bisect_right(lines, at, key=lambda line: line.content)
        start = self._file(at, lines)
        end = lines[line].file if line < len(lines) else start
        if self._pending and self._pending[2] >= start:
            start = self._pending[1]
        self._pending = (shown, start, end)

    @staticmethod
    def _file(at: int, lines: list[_Line]) -> int:
        """Where in the file an offset of the inline content is."""
        if len(lines) == 1:
            return lines[0].file + at
        line = lines[bisect_right(lines, at, key=lambda line: line.content) - 1]
        return line.file + at - line.content

    def _separate(self, start: int) -> None:
        """Write what stands between the text so far and a word that begins at ``start`` in the file."""
        if self._breaks:
            if self.extract.length:
                self.extract.put("\n" * self._breaks, start, start)
        elif self._pending:
            text, first, end = self._pending
            if self._source[first:end] == text:
                self.extract.copy(first, end)
            else:
                self.extract.put(text, first, end)
        self._breaks, self._pending = 0, None

    def _copy(self, content: str, at: int, lines: list[_Line]) -> None:
        """Text that stands in the file as it is; spaces at its ends count once, and between words only."""
        words = content.strip(_BLANK)
        before = len(content) - len(content.lstrip(_BLANK))
        # The parser writes a tab before the words of a line in a list as spaces: only words stand as they are.
        start = self._file(at, lines)
        first = self._file(at + before, lines) - (self._cell and words.startswith("|"))
        if before and not self._pending:
            self._pending = (" ", start, max(start, first))
        if not words:
            return
        self._separate(first)
        last = self._words(words, at + before, lines)
        if after := len(content) - before - len(words):
            self._pending = (" ", last, last + after)

    def _words(self, words: str, at: int, lines: list[_Line]) -> int:
        """Copy words that begin at ``at`` in the inline content, and say where in the file they end."""
        end = 0
        for part in _BAR.split(words) if self._cell else (words,):
            first = self._file(at, lines)
            at += len(part)
            end = first + len(part)
            if part == "|" and self._cell:
                self.extract.put(part, first - 1, end)
            else:
                self.extract.copy(first, end)
        return end

    def _put(self, content: str, at: int, end: int, lines: list[_Line]) -> None:
        """Text that the file writes otherwise."""
        start, after = self._file(at, lines), self._file(end - 1, lines) + 1
        self._separate(start)
        if self._source[start:after].replace("\0", "\ufffd") == content:
            self.extract.copy(start, after)
        else:
            self.extract.put(content, start, after)

    def _code(self, token: Token, at: int, content: str, lines: list[_Line]) -> None:
        """Code between words: shown as it stands, but for a space at each end, and line ends."""
        at += len(token.markup)
        length = len(token.content)
        if content[at : at + length].replace("\n", " ") != token.content:
            at += 1
        for number, part in enumerate(content[at : at + length].split("\n")):
            if number:
                self._wrap(" ", at - 1, lines)
            self._copy(part, at, lines)
            at += len(part) + 1


def _front_matter(source: str) -> tuple[int, dict[str, tuple[str, int]]]:
    """Where the story begins, and the fields before it, each with the offset of its value."""
    block = _FRONT_MATTER.match(source)
    if not block:
        return 0, {}
    fields = {found[1].lower(): (found[3], found.start(3)) for found in _FIELD.finditer(source, 0, block.end())}
    return block.end(), fields


def _tokens(source: str) -> list[Token]:
    from markdown_it import MarkdownIt

    from mtqa.readers._markdown_inline import watched

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    return watched(parser).parse(source)


def read(file: File) -> Records:
    """One document: the text as rendered, without code, pictures and addresses of links.

    ``title``, ``date``, ``lang`` and their like are taken from the front matter; a title is the headline where
    the story has none.

    Raises:
        ReadError: if the file shows no text.
    """
    decoded = file.decoded
    start, fields = _front_matter(decoded.text)
    tokens = _tokens(decoded.text[start:])
    story = _Story(decoded.text, start)
    title, at = fields.get("title", ("", 0))
    if title.strip() and not any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
        story.extract.copy(at, at + len(title))
        story.extract.mark(Role.HEADLINE, "title", 0)
    story.add(tokens)
    text = story.extract.text
    if not text.strip():
        raise ReadError(f"{file.path}: the file has no text outside code and markup")
    yield Document(
        text,
        id=file.path,
        path=file.path,
        language=language(_first(fields, "lang", "language"), text),
        published=_published(fields),
        names=_names(decoded.text[:start]),
        roles=story.extract.roles,
        file_text=decoded.text,
        origin=story.extract.source_map,
        file_offset=decoded.offset,
        encoding=decoded.encoding,
        dismissals=story.extract.dismissals(file.path),
    )


def _first(fields: dict[str, tuple[str, int]], *names: str) -> str | None:
    return next((fields[name][0] for name in names if name in fields), None)


def _names(front_matter: str) -> frozenset[str]:
    """Names in fields such as ``people``, in a line or a list below it."""
    found = _NAMES.finditer(front_matter)
    return names(*(_ITEM.sub("\n", part) for field in found for part in field.groups()))


def _published(fields: dict[str, tuple[str, int]]) -> date | None:
    return day(_first(fields, "date", "published", "pubdate"))


FORMAT = Format(read, frozenset({".md", ".markdown", ".mdown", ".mkd"}))
