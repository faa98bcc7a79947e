"""XML as elements: names, attributes and places in the file; lenient where feeds are careless, deaf to attacks.

No entity that a file declares is expanded, nothing it refers to is fetched. Only elements that carry metadata become
values; the text of a story is left where it is until it is written to a document, so that memory does not grow with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from operator import itemgetter

from mtqa.model.errors import ReadError
from mtqa.readers._base import File
from mtqa.readers._decoding import Decoded
from mtqa.readers._xml_root import DEFINITIONS
from mtqa.readers._xml_tokens import MARKUP, characters, past
from mtqa.text.position import TOP, Position

#: What elements of these namespaces are called here, whatever prefix a file gives them.
_PREFIXES = {
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://backend.userland.com/rss2": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://iptc.org/std/nar/2006-10-01/": "",
    "http://iptc.org/std/NITF/2006-10-18/": "",
    "http://www.w3.org/1999/xhtml": "",
    **dict.fromkeys((f"urn:oasis:names:tc:xliff:document:{one}" for one in ("1.1", "1.2", "2.0", "2.1", "2.2")), ""),
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://search.yahoo.com/mrss/": "media:",
}
_DECLARED = re.compile(r"""\sxmlns:([^\s=]{1,60}+)\s{0,9}=\s{0,9}["']([^"'<>]{1,200})["']""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++)))?+""")
_DOCTYPE = re.compile(r"""<!doctype(?:[^<>\["']++|"[^"]*+"|'[^']*+')*+(\[)?""", re.IGNORECASE)
_SUBSET = re.compile(DEFINITIONS, re.DOTALL)
_ENTITY = re.compile(r"""<!entity\s{1,99}+(?:%\s{1,99}+)?([^\s"'<>]{1,60})""", re.IGNORECASE)
#: More of any is no news item's.
_DEEPEST, _MOST, _ATTRIBUTES = 256, 200_000, 1_000


def plain(text: str, start: int, end: int) -> str:
    """The characters between two places without tags, on one line."""
    source = text[start:end]
    if "<" in source:
        position = 0
        parts: list[str] = []
        while found := MARKUP.search(source, position):
            parts += (unescape(source[position : found.start()]), " ")
            position = found.end() if found[2] is not None else past(source, found, len(source))
            if found[4] == "![CDATA[":
                parts.append(source[found.end() : position].removesuffix("]]>"))
        parts.append(unescape(source[position:]))
        source = "".join(parts)
    elif "&" in source:
        source = "".join(token.name or source[token.start : token.end] for token in characters(source, 0, len(source)))
    return " ".join(source.split())


def _line_ends(text: str) -> int:
    carriage_returns = text.count("\r")
    return text.count("\n") + (carriage_returns - text.count("\r\n") if carriage_returns else 0)


class Element:
    """An element: its name without the file's own prefix, its children, and where its tags and its content stand.

    ``is_whole``: its end tag was found.
    """

    __slots__ = ("_attributes", "children", "end", "inner", "inner_end", "is_whole", "name", "parent", "start", "text")

    def __init__(self, text: str, name: str, *, start: int, inner: int, parent: Element | None) -> None:
        self.text = text
        self.name = name
        self.start = start
        self.inner = self.inner_end = self.end = inner
        self.parent = parent
        self.children: list[Element] = []
        self.is_whole = True
        self._attributes: dict[str, str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes by name as the file has it."""
        if self._attributes is None:
            tag = self.text[self.start + 1 : self.inner].rstrip("/>")
            found = islice(_ATTRIBUTE.finditer(tag), 1, _ATTRIBUTES)
            self._attributes = {one[1]: unescape(one[2] or one[3] or one[4] or "") for one in found}
        return self._attributes

    def get(self, *names: str) -> str:
        """The first of the attributes that says something, on one line; empty if none does."""
        values = (" ".join(self.attributes.get(name, "").split()) for name in names)
        return next(filter(None, values), "")

    def all(self, *path: str) -> list[Element]:
        """The elements at the end of a path of names."""
        found = [self]
        for name in path:
            found = [child for element in found for child in element.children if child.name == name]
        return found

    def first(self, *path: str) -> Element | None:
        """The first element at the end of a path of names."""
        return next(iter(self.all(*path)), None)

    def below(self, *names: str) -> Iterator[Element]:
        """Elements of these names at any depth, in the order of the file."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            if element.name in names:
                yield element
            waiting += element.children[::-1]

    def said(self, *path: str) -> str:
        """The text of the first element at the end of a path that has some, on one line; empty if none does."""
        return next(filter(None, (element.value for element in self.all(*path))), "")

    @property
    def source(self) -> str:
        """The content of the element as the file has it."""
        return self.text[self.inner : self.inner_end]

    @property
    def value(self) -> str:
        """The text of the element, on one line."""
        return plain(self.text, self.inner, self.inner_end) if self.inner < self.inner_end else ""


@dataclass(frozen=True, slots=True)
class Record:
    """A part of a file that is one item, and where it begins."""

    text: str
    position: Position
    offset: int


class Xml:
    """A file, cut into elements; ``opaque`` elements are text, whose inside is left alone."""

    def __init__(self, file: File, *, opaque: frozenset[str]) -> None:
        self.path = file.path
        self._decoded: Decoded = file.decoded
        self.text = self._decoded.text
        self._opaque = opaque
        self._prefixes: dict[str, str] = {}
        self._tops: frozenset[str] = frozenset()
        self._stack: list[Element] = []
        self._open: Counter[str] = Counter()
        self._count = 0
        self._began: dict[int, int] = {}
        self._fault: tuple[int, str] | None = None
        #: What the file ends in the middle of; empty if it is whole.
        self.breaks_off = ""
        #: Places whose lines and bytes are counted: characters, position, bytes.
        self._counted = [(0, TOP, self._decoded.offset)]

    @property
    def encoding(self) -> str:
        """What the file was read as."""
        return self._decoded.encoding

    def take_fault(self) -> str:
        """What has been found wrong since this was asked last, and where; empty if nothing has."""
        fault, self._fault = self._fault, None
        return f"line {self.line(fault[0])}: {fault[1]}" if fault else ""

    def line(self, at: int) -> int:
        """The line of the file that a place is in."""
        return self._place(at)[0].line

    def record(self, element: Element) -> Record:
        """What of the file ``element`` is."""
        return Record(self.text[element.start : element.end], *self._place(element.start))

    def _place(self, at: int) -> tuple[Position, int]:
        """Line and column, and bytes of the file before."""
        counted, before, offset = self._counted[bisect_right(self._counted, at, key=itemgetter(0)) - 1]
        if counted == at:
            return before, offset
        passed = self.text[counted:at]
        lines = _line_ends(passed)
        last = max(passed.rfind("\n"), passed.rfind("\r"))
        column = len(passed) - last if lines else before.column + len(passed)
        position, offset = Position(before.line + lines, column), offset + len(passed.encode(self.encoding))
        insort(self._counted, (at, position, offset), key=itemgetter(0))
        return position, offset

    def elements(self, *names: str) -> Iterator[Element]:
        """The elements of these names, whole or not, each as soon as it ends; and the outermost ones.

        What they contain is let go when the next is asked for. They are not among the children of their parents.

        Raises:
            ReadError: if the file declares entities, or is nested or branched beyond all measure.
        """
        text, search, end = self.text, MARKUP.search, len(self.text)
        self._tops = frozenset(names)
        position = 0
        while found := search(text, position):
            position = found.end()
            name = found[2]
            if name is None:
                is_doctype = found[4] == "!" and text[position : position + 7].lower() == "doctype"
                position = self._past_doctype(found.start()) if is_doctype else self._past_other(found)
            elif found[1]:
                yield from self._close(name, found)
            else:
                yield from self._start(name, found)
                if self._stack and self._stack[-1].name in self._opaque:
                    position = self._past_content(name, position)
        self._note_end()
        while self._stack:
            yield from self._pop(end, end, is_whole=False)

    # What is no tag

    def _past_other(self, found: re.Match[str]) -> int:
        end = past(self.text, found, len(self.text))
        if end == len(self.text) and not self.text.endswith(">"):
            self._note(found.start(), "what begins there never ends")
        return end

    def _past_doctype(self, at: int) -> int:
        text = self.text
        found = _DOCTYPE.match(text, at)
        end = found.end() if found else at
        if found and found[1]:
            closing = _SUBSET.match(text, end)
            entity = _ENTITY.search(text, end, closing.end() if closing else len(text))
            if entity:
                line = self.line(entity.start())
                raise ReadError(
                    f"{self.path}: line {line}: it declares entities of its own (“{entity[1]}”), which can stand for "
                    "whole files or grow without end; mtqa expands none: have the file written without them"
                )
            return closing.end() if closing else len(text)
        return text.find(">", end) + 1 or len(text)

    # Tags

    def _named(self, name: str) -> str:
        if ":" not in name:
            return name
        prefix, _, local = name.partition(":")
        return self._prefixes.get(prefix, f"{prefix}:") + local

    def _start(self, written: str, found: re.Match[str]) -> Iterator[Element]:
        tail = found[3]
        if "xmlns:" in tail:
            for prefix, uri in _DECLARED.findall(tail):
                if uri in _PREFIXES:
                    self._prefixes[prefix] = _PREFIXES[uri]
        name = self._named(written)
        while self._stack and name in self._tops and (self._stack[-1].name in {name, *self._opaque}):
            yield from self._end_unclosed(found.start())
        parent = self._stack[-1] if self._stack else None
        element = Element(self.text, name, start=found.start(), inner=found.end(), parent=parent)
        self._count += 1
        if self._count > _MOST:
            raise self._refusal(found.start(), f"one item has more than {_MOST:,} elements beside its text")
        if len(self._stack) >= _DEEPEST:
            raise self._refusal(found.start(), f"elements are nested more than {_DEEPEST} deep")
        if parent is not None and name not in self._tops:
            parent.children.append(element)
        self._stack.append(element)
        self._open[name] += 1
        self._began[len(self._stack)] = self._count
        if tail.endswith("/"):
            yield from self._pop(found.end(), found.end(), is_whole=True)

    def _refusal(self, at: int, fact: str) -> ReadError:
        return ReadError(
            f"{self.path}: line {self.line(at)}: {fact}, which no news format needs; it is not read further"
        )

    def _close(self, written: str, found: re.Match[str]) -> Iterator[Element]:
        name = self._named(written)
        if not self._open[name]:
            self._note(found.start(), f"</{written}> closes nothing")
            return
        while self._stack[-1].name != name:
            yield from self._end_unclosed(found.start())
        yield from self._pop(found.start(), found.end(), is_whole=True)

    def _end_unclosed(self, at: int) -> Iterator[Element]:
        """The innermost open element has no end tag: what was taken for its children is not in it."""
        element = self._stack[-1]
        self._note(element.start, f"<{element.name}> is not closed")
        if element.parent is not None and element.name not in self._tops:
            for child in element.children:
                child.parent = element.parent
            element.parent.children += element.children
            element.children = []
        yield from self._pop(at, at, is_whole=True)

    def _pop(self, inner_end: int, end: int, *, is_whole: bool) -> Iterator[Element]:
        began = self._began.pop(len(self._stack))
        element = self._stack.pop()
        self._open[element.name] -= 1
        element.inner_end, element.end, element.is_whole = inner_end, end, is_whole
        if element.name in self._tops or not self._stack:
            yield element
            self._count = began

    def _past_content(self, written: str, position: int) -> int:
        """Where the content of the innermost open element ends, before its end tag, or where it must have ended."""
        text, search, depth = self.text, MARKUP.search, 0
        while found := search(text, position):
            position = found.end()
            name = found[2]
            if name is None:
                position = self._past_other(found)
            elif name == written:
                if found[1] and not depth:
                    return found.start()
                if found[1] or not found[3].endswith("/"):
                    depth += -1 if found[1] else 1
            elif self._named(name) in self._tops and (not found[1] or self._open[self._named(name)]):
                return found.start()
        return len(text)

    # What is wrong

    def _note(self, at: int, fact: str) -> None:
        self._fault = self._fault or (at, fact)

    def _note_end(self) -> None:
        if self._stack:
            element = self._stack[-1]
            self.breaks_off = f"the file ends inside <{element.name}>, which begins in line {self.line(element.start)}"
