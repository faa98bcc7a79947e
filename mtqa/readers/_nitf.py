"""The text of NITF, wherever it stands: a file of its own, or inside NewsML.

Source: NITF 3.6, https://iptc.org/std/NITF/3.6/documentation/nitf.html
"""

from __future__ import annotations

import re

from mtqa.readers._story import Story
from mtqa.readers._xml import Element
from mtqa.text.structure import Role

#: Elements whose inside is text, in NITF and in XHTML: what stands in them is no metadata.
OPAQUE = frozenset(
    "abstract article blockquote body.content byline div dl h1 h2 h3 h4 hl1 hl2 html ol p pre section table ul".split()
)
_NAMED = re.compile(r"<(person|org|location)(?:\s[^<>]{0,500}+)?>([^<>]{2,200}+)</\1\s{0,9}>")


def has_headline(nitf: Element | None) -> bool:
    """Whether the story brings its own headline."""
    return nitf is not None and bool(nitf.said("body", "body.head", "hedline"))


def write(story: Story, nitf: Element) -> None:
    """Add headline, byline and text, the abstract only where there is no text: it is the beginning otherwise."""
    for line in nitf.all("body", "body.head", "hedline"):
        _write_headline(story, line)
    for byline in nitf.all("body", "body.head", "byline"):
        story.write(byline, role=Role.BYLINE)
    written = [story.write(content) for content in nitf.all("body", "body.content")]
    if not any(written):
        for abstract in nitf.all("body", "body.head", "abstract"):
            story.write(abstract)


def _write_headline(story: Story, line: Element) -> None:
    first = line.first("hl1")
    if first is None:
        story.write(line, role=Role.HEADLINE)
        return
    story.write(first, role=Role.HEADLINE)
    for second in line.all("hl2"):
        if second.value != first.value:
            story.write(second, role=Role.SUBHEADING)


def named(nitf: Element, kind: str) -> list[str]:
    """The people (``person``), organisations (``org``) or places (``location``) that the text or its head marks."""
    marked = [" ".join(text.split()) for name, text in _NAMED.findall(nitf.source) if name == kind]
    return marked + [element.value for element in nitf.below(kind)]
