"""XML cut into tags and what else stands between angle brackets, by offset, whatever its author did to it.

Linear on any text: within a tag nothing reaches over the next ``<``, and what is opened for good (a comment, a CDATA
section) ends the search. Expat counts bytes of an encoding that the file need not have, and stops at the first ``&``
that stands for itself: real feeds are full of those. With a handler in Python it is no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.readers._html_tokens import HtmlToken, Kind, html_tokens, reference

#: A tag (slash, name, the rest), or how something else begins. A tag whose quotation marks do not match is one too.
MARKUP = re.compile(
    r"""<(?:(/?)([^\W\d][^\s<>/"'=]*+)"""
    r"""((?:[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+)*+|[^<>]*+))>"""
    r"""|(!--|!\[CDATA\[|[!?]))"""
)
_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,12}+|[xX][0-9a-fA-F]{1,12}+)|[a-zA-Z][a-zA-Z0-9]{1,31}+);")
#: What only HTML has: a text with it is markup, whatever its type says. (A lone ``<b>`` may be a word.)
_HTML = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|table|blockquote|figure|img|hr)(?:\s[^<>]{0,2000}+)?/?>"
    r"|</(?:p|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|table|blockquote|figure)\s?>",
    re.IGNORECASE,
)
#: An instruction ends within so many characters, or at the next angle bracket.
_INSTRUCTION = 4096

#: What NITF calls the elements of a story, and what HTML calls them.
#: Source: NITF 3.6, https://iptc.org/std/NITF/3.6/documentation/nitf.html
_IN_HTML = {
    "hl1": "h1",
    "hl2": "h2",
    "hedline": "div",
    "block": "div",
    "body.head": "div",
    "body.content": "div",
    "byttl": "div",
    "media": "figure",
    "media-caption": "figcaption",
    "bq": "blockquote",
    "credit": "div",
    "fn": "div",
    "note": "div",
    "nitf-table": "table",
    "nitf-col": "td",
}
#: Elements of a story that are not text to be read in it.
_LEFT_OUT = frozenset(
    "abstract body.end dateline distributor media-metadata media-object media-producer media-reference nitf-colgroup "
    "nitf-table-metadata rights series slugline".split()
)


def is_html(text: str) -> bool:
    """Whether ``text`` has blocks, pictures or end tags of HTML."""
    return bool(_HTML.search(text))


def past(text: str, found: re.Match[str], end: int) -> int:
    """Where what is no tag ends; ``end`` if it is not closed before."""
    opener, at = found[4], found.end()
    if opener == "!--":
        closing = text.find("-->", at, end)
        return closing + 3 if closing >= 0 else end
    if opener == "![CDATA[":
        closing = text.find("]]>", at, end)
        return closing + 3 if closing >= 0 else end
    if opener == "?":
        closing = text.find("?>", at, min(end, at + _INSTRUCTION))
        if closing >= 0:
            return closing + 2
    return text.find(">", at, end) + 1 or end


def references(xml: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Where references begin and end, and what each stands for; an ampersand that begins none stands for itself."""
    if xml.find("&", start, end) < 0:
        return
    for found in _REFERENCE.finditer(xml, start, end):
        source = found[0]
        text, length = reference(source)
        if length == len(source):
            yield found.start(), found.end(), text


def characters(xml: str, start: int, end: int) -> Iterator[HtmlToken]:
    """Text and references between tags."""
    for begins, ends, text in references(xml, start, end):
        if start < begins:
            yield HtmlToken(Kind.TEXT, start, begins)
        yield HtmlToken(Kind.REFERENCE, begins, ends, text)
        start = ends
    if start < end:
        yield HtmlToken(Kind.TEXT, start, end)


def content_tokens(xml: str) -> Iterator[HtmlToken]:
    """The tokens of XHTML or NITF as those of HTML: an element that closes itself ends at once, sections are text."""
    end = len(xml)
    never_closed: set[str] = set()
    position = begins = 0
    while found := MARKUP.search(xml, position):
        if begins < found.start():
            yield from characters(xml, begins, found.start())
        written = found[2]
        if written is None:
            begins = position = past(xml, found, end)
            yield from _other(xml, found, position)
            continue
        begins = position = found.end()
        name = written.rpartition(":")[2].lower()
        is_empty = found[3].endswith("/")
        if name in _LEFT_OUT:
            if not (found[1] or is_empty or name in never_closed):
                begins = position = _past_element(xml, written, position) or position
                if position == found.end():
                    never_closed.add(name)
            continue
        name = _IN_HTML.get(name, name)
        yield HtmlToken(Kind.END if found[1] else Kind.START, found.start(), position, name)
        if is_empty and not found[1]:
            yield HtmlToken(Kind.END, position, position, name)
    if begins < end:
        yield from characters(xml, begins, end)


def _past_element(xml: str, name: str, position: int) -> int:
    """Where the element ends whose start tag ends at ``position``; 0 if it does not."""
    depth = 1
    while found := MARKUP.search(xml, position):
        position = past(xml, found, len(xml)) if found[2] is None else found.end()
        if found[2] == name and (found[1] or not found[3].endswith("/")):
            depth += -1 if found[1] else 1
            if not depth:
                return position
    return 0


def _other(xml: str, found: re.Match[str], end: int) -> Iterator[HtmlToken]:
    """The text of a section, tags in it and all, and what a comment says."""
    if found[4] == "!--":
        yield HtmlToken(Kind.COMMENT, found.start(), end)
    elif found[4] == "![CDATA[":
        start, end = found.end(), end - 3 if xml.endswith("]]>", 0, end) else end
        section = xml[start:end]
        if is_html(section):
            for kind, begins, ends, name in html_tokens(section):
                yield HtmlToken(kind, start + begins, start + ends, name)
        elif section:
            yield HtmlToken(Kind.TEXT, start, end)
