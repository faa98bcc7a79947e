"""The text of HTML as a browser shows it: blocks, collapsed white space, roles; what is no story left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from html import escape as escape_html

from mtqa.readers._extract import Extract
from mtqa.readers._html_tokens import HtmlToken, Kind, html_tokens
from mtqa.readers._page_metadata import PageMetadata
from mtqa.text.structure import Role

#: Elements that stand on lines of their own.
_BLOCKS = frozenset(
    "address article aside blockquote body byline caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead tr ul".split()
)
#: Elements that are not part of the story, or that no reader sees.
_SKIPPED = frozenset(
    "aside audio button canvas datalist del embed footer head math nav noscript object rp rt s script select strike "
    "style svg template textarea title video xmp iframe noembed noframes".split()
)
#: What ends a head that nobody closed.
_AFTER_HEAD = frozenset("body main article header section div p h1 h2".split())
_LANDMARKS = frozenset({"navigation", "contentinfo", "complementary", "search", "banner"})
_ROLES = {
    "h1": Role.HEADLINE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Role.SUBHEADING),
    **dict.fromkeys(("figcaption", "caption"), Role.CAPTION),
    **dict.fromkeys(("li", "dt"), Role.LIST_ITEM),
    "byline": Role.BYLINE,
}
_LISTS = frozenset({"ul", "ol", "menu", "dl", "table"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements without an end tag, and those whose end tag may be left out: a `hidden` on them is not followed.
_NO_END = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dd dt option optgroup td th tr thead tbody "
    "tfoot".split()
)
#: Elements of several paragraphs, which a comment before them is about as a whole.
_COVERED = frozenset("article blockquote details div dl figure main ol section table ul".split())
#: Deeper nesting than any browser keeps apart.
_DEPTH = 512

_SPACE = " \t\n\r\f"
_WRAP = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_HIDDEN = re.compile(
    r"""\shidden(?=[\s/>=])|\srole\s*=\s*["']?([a-z]+)|\saria-hidden\s*=\s*["']?(true)""", re.IGNORECASE
)
_BYLINE = re.compile(r"""\sclass\s*=\s*["']?[^"'>]{0,200}?\bbyline\b""", re.IGNORECASE)
_LANG = re.compile(r"""\s(?:xml:)?lang\s*=\s*["']?([\w-]{2,35})""", re.IGNORECASE)
#: A script that is JSON-LD, by the end of its start tag.
_LINKED = re.compile(r"""<script\s[^>]{0,500}?application/ld\+json[^>]{0,500}>$""", re.IGNORECASE)
_START_TAG = 1100


def escape(text: str) -> str:
    """``text`` as HTML writes it between tags."""
    return escape_html(text, quote=False)


class HtmlText:
    """The text of a page or a fragment, written token by token to an `Extract` of the same file.

    ``tokens`` are those of ``html`` where it is no HTML. ``role`` is that of all text which has no other. Line ends of
    a ``preformatted`` text are kept.
    """

    def __init__(
        self,
        html: str,
        extract: Extract,
        *,
        tokens: Iterable[HtmlToken] | None = None,
        role: Role | None = None,
        preformatted: bool = False,
    ) -> None:
        self._html = html
        self._default_role = role
        self.extract = extract
        self.language: str | None = None
        self.said = PageMetadata()
        #: White space met but not yet written: it counts only between words.
        self._space: tuple[int, int] | None = None
        #: Line ends to write before the next word, if any word came before.
        self._breaks = 2
        self._preformatted = int(preformatted)
        #: Open elements that give a role, or bound one; and how many of each name.
        self._open: list[tuple[str, Role | None, int]] = []
        self._open_names: Counter[str] = Counter()
        #: The element being skipped, and how often it stands inside itself.
        self._skipped = ""
        self._depth = 0
        self._ends: dict[str, list[int]] = {}
        #: Comments for us that nothing has followed yet; elements that one stands before, by name, and how deep inside
        #: elements of that name it is.
        self._comments: list[int] = []
        self._covered: dict[str, list[tuple[int, list[int]]]] = {}
        self._depths: Counter[str] = Counter()
        for token in html_tokens(html) if tokens is None else tokens:
            self._take(token)

    def _take(self, token: HtmlToken) -> None:
        if token.kind is Kind.RAW:
            self._read_linked_data(token)
        elif token.kind is Kind.COMMENT:
            self._comment(token)
        elif self._skipped:
            self._pass_over(token)
        elif token.kind is Kind.TEXT:
            self._text(token.start, token.end)
        elif token.kind is Kind.REFERENCE:
            self._reference(token)
        elif token.kind is Kind.START:
            self._start(token)
        elif token.kind is Kind.END:
            self._end(token)

    # What is said to us

    def _comment(self, token: HtmlToken) -> None:
        if self._html.find("mtqa", token.start, token.end) < 0:
            return
        content = self._html[token.start + 4 : token.end].removesuffix("-->").removesuffix("--!>")
        number = self.extract.comment(content, token.start, between=self._breaks > 1)
        if number is not None and self._breaks > 1:
            self._comments.append(number)

    def _cover(self, token: HtmlToken) -> None:
        """An element that can be covered begins: the comments before it are about all of it."""
        if self._comments and self._ends_after(token.name, token.end):
            self._covered.setdefault(token.name, []).append((self._depths[token.name], self._comments))
            self._comments = []
        self._depths[token.name] += 1

    def _uncover(self, name: str) -> None:
        """An element that can be covered ends."""
        self._depths[name] = depth = max(self._depths[name] - 1, 0)
        covered = self._covered.get(name)
        while covered and covered[-1][0] >= depth:
            for number in covered.pop()[1]:
                self.extract.cover(number)

    # What is skipped

    def _ends_after(self, name: str, position: int) -> bool:
        """Whether an end tag of that name comes at or after ``position``."""
        if name not in self._ends:
            pattern = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE)
            self._ends[name] = [match.start() for match in pattern.finditer(self._html)]
        ends = self._ends[name]
        return bisect_left(ends, position) < len(ends)

    def _is_skipped(self, token: HtmlToken) -> bool:
        if token.name in _SKIPPED:
            return self._ends_after(token.name, token.end)
        if (
            token.end - token.start < len(token.name) + 8
            or token.name in _NO_END
            or token.name in {"html", "body", "main"}
        ):
            return False
        found = _HIDDEN.search(self._html, token.start, token.end)
        if not found or (found[1] and found[1].lower() not in _LANDMARKS):
            return False
        return self._ends_after(token.name, token.end)

    def _pass_over(self, token: HtmlToken) -> None:
        if token.kind is Kind.START:
            if self._skipped == "head" and token.name in _AFTER_HEAD:
                self._skipped = ""
                self._start(token)
            elif token.name == self._skipped:
                self._depth += 1
            elif token.name == "meta":
                self.said.meta(self._html[token.start : token.end])
            elif token.name == "link":
                self.said.link(self._html[token.start : token.end])
        elif token.kind is Kind.END and token.name == self._skipped:
            self._depth -= 1
            if not self._depth or not self._ends_after(token.name, token.end):
                self._skipped = ""

    # Elements

    def _start(self, token: HtmlToken) -> None:
        name = token.name
        if name in _BLOCKS:
            self._breaks = 2
        if self._is_skipped(token):
            self._skipped, self._depth = name, 1
            return
        if name in _COVERED:
            self._cover(token)
        if name == "br":
            self._breaks = min(self._breaks + 1, 2)
        elif name == "q":
            self._mark("“", token.start)
        elif name == "pre":
            self._preformatted += 1
        elif name == "meta":
            self.said.meta(self._html[token.start : token.end])
        elif name == "html":
            found = _LANG.search(self._html, token.start, token.end)
            self.language = found[1] if found else self.language
        elif name in _BLOCKS:
            self._open_block(token)

    def _open_block(self, token: HtmlToken) -> None:
        name = token.name
        if name in _HEADINGS or name in {"p", "section", "article"}:
            self._close_heading()
        if name == "li":
            while self._open and self._open[-1][0] not in _LISTS and self._open_names["li"]:
                self._pop()
        role = _ROLES.get(name)
        if (
            role is None
            and token.end - token.start > len(name) + 8
            and _BYLINE.search(self._html, token.start, token.end)
        ):
            role = Role.BYLINE
        if (role or name in _LISTS) and len(self._open) < _DEPTH:
            self._open.append((name, role, token.start))
            self._open_names[name] += 1

    def _close_heading(self) -> None:
        if self._open and self._open[-1][0] in _HEADINGS:
            self._pop()

    def _pop(self) -> str:
        name = self._open.pop()[0]
        self._open_names[name] -= 1
        return name

    def _end(self, token: HtmlToken) -> None:
        name = token.name
        if name in _BLOCKS:
            self._breaks = 2
        if name in _COVERED:
            self._uncover(name)
        if name == "q":
            self._mark("”", token.start)
        elif name == "pre":
            self._preformatted = max(self._preformatted - 1, 0)
        elif name in _HEADINGS:
            self._close_heading()
        elif self._open_names[name]:
            while self._pop() != name:
                pass

    # Text

    def _role(self, start: int) -> None:
        if self._open:
            _, role, element = self._open[-1]
            self.extract.mark(role, element, start)
        else:
            self.extract.mark(self._default_role, self, start)

    def _separate(self, at: int) -> None:
        """Write what stands between the last word and the next, which begins at ``at`` in the page."""
        if self.extract.length:
            if self._breaks:
                self.extract.put("\n" * self._breaks, at, at)
            elif self._space:
                self._write_space(*self._space)
        self._space = None
        self._breaks = 0
        self._comments = []

    def _write_space(self, start: int, end: int) -> None:
        if end - start == 1 and self._html[start] == " ":
            self.extract.copy(start, end)
        else:
            self.extract.put(" ", start, end)

    def _mark(self, mark: str, at: int) -> None:
        """A quotation mark that the browser adds."""
        self._separate(at)
        self.extract.put(mark, at, at)

    def _text(self, start: int, end: int) -> None:
        html = self._html
        if self._preformatted:
            self._separate(start)
            self.extract.copy(start, end)
            return
        source = html[start:end]
        words = source.strip(_SPACE)
        if not words:
            self._space = self._space or (start, end)
            return
        first = start + source.index(words[0]) if source[0] in _SPACE else start
        last = first + len(words)
        if first > start:
            self._space = self._space or (start, first)
        self._separate(first)
        before = self.extract.length
        position = first
        if "  " in words or not words.isprintable():  # as white space is not, but for the space
            for wrap in _WRAP.finditer(html, first, last):
                self.extract.copy(position, wrap.start())
                self.extract.put(" ", *wrap.span())
                position = wrap.end()
        self.extract.copy(position, last)
        self._role(before)
        if last < end:
            self._space = (last, end)

    def _reference(self, token: HtmlToken) -> None:
        text, start, end = token.name, token.start, token.end
        if not text:  # a control character, which browsers do not show
            return
        if not self._preformatted and text in _SPACE:
            self._space = self._space or (start, end)
            return
        self._separate(start)
        before = self.extract.length
        self.extract.put(text, start, end)
        self._role(before)

    # What the page says about itself

    def _read_linked_data(self, token: HtmlToken) -> None:
        if token.name == "script" and _LINKED.search(self._html, max(token.start - _START_TAG, 0), token.start):
            self.said.linked_data(self._html[token.start : token.end])
