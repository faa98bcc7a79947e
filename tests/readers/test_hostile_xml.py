"""XML that was made, or damaged, to break a reader: each file has a clear outcome, and time grows with size."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers import read
from mtqa.text.document import Document
from tests.growth import grows_linearly

_ITEM = "<item><title>Talks ended</title><guid>{0}</guid></item>"
_BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _rss(items: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel>{items}</channel></rss>'


def _g2(content: str) -> str:
    return f'<newsItem guid="1"><contentMeta/><contentSet>{content}</contentSet></newsItem>'


def _nitf(content: str) -> str:
    return f"<nitf><body><body.content>{content}</body.content></body></nitf>"


_TWO = _ITEM.format(1) + _ITEM.format(2)

#: Files, and what becomes of them: a refusal, or of each record its text or the reason why there is none.
OUTCOMES: dict[str, tuple[str | bytes, str | list[str]]] = {
    "a billion laughs": (
        _rss("<item><title>&l9;</title></item>", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{_BOMB}]>'),
        "a.xml: line 1: it declares entities of its own (“l0”)",
    ),
    "a quadratic bomb": (
        _rss(f"<item><title>{'&a;' * 1000}</title></item>", f'<!DOCTYPE rss [<!ENTITY a "{"x" * 9000}">]>'),
        "it declares entities of its own (“a”)",
    ),
    "an external entity": (
        _rss("<item><title>&x;</title></item>", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "it declares entities of its own (“x”)",
    ),
    "an external entity over the network": (
        _nitf("<p>&x;</p>").replace("<nitf>", '<!DOCTYPE nitf [\n<!ENTITY x PUBLIC "-" "http://a.invalid/x">]><nitf>'),
        "a.xml: line 2: it declares entities of its own (“x”)",
    ),
    "a parameter entity": (
        _rss("", '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://a.invalid/p.dtd"> %p;]>'),
        "it declares entities of its own (“p”)",
    ),
    "an entity in small letters": (_rss("", '<!doctype rss [ <!entity x "y"> ]>'), "it declares entities of its own"),
    "an entity behind a bracket in a quotation": (
        _rss(_ITEM, '<!DOCTYPE rss [<!NOTATION n SYSTEM "]>"> <!ENTITY x "y">]>'),
        "it declares entities of its own (“x”)",
    ),
    "an entity that nobody declares": (_rss("<item><title>One &lol; two</title></item>"), ["One &lol; two"]),
    "a definition elsewhere": (
        _rss(_ITEM, '<!DOCTYPE rss PUBLIC "-//X//DTD" "http://a.invalid/rss.dtd">'),
        ["Talks ended"],
    ),
    "a definition of elements": (_rss(_ITEM, "<!DOCTYPE rss [<!ELEMENT rss ANY>]>"), ["Talks ended"]),
    "an unclosed definition": (_rss(_ITEM, "<!DOCTYPE rss [<!ELEMENT rss ANY>"), "the file holds no record"),
    "an inclusion": (
        _g2(
            '<inlineXML><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/></inlineXML>'
        ),
        ["<newsItem> has no text to check"],
    ),
    "a stylesheet": (_rss(_ITEM, '<?xml-stylesheet href="http://a.invalid/x.xsl"?>'), ["Talks ended"]),
    "a feed cut in an item": (_rss(_TWO)[:-45], ["Talks ended", "the file ends inside this <item>"]),
    "a feed cut in a tag": (_rss(_TWO)[:-30], ["Talks ended", "the file ends inside this <item>"]),
    "a feed cut after an item": (_rss(_TWO)[:-16], ["Talks ended", "Talks ended", "the file ends inside <channel>"]),
    "a feed cut in a section": (
        _rss(f"{_ITEM}<item><description><![CDATA[<p>Talks")[:-16],
        ["Talks ended", "the file ends inside this <item>"],
    ),
    "a feed cut in a comment": (_rss(f"{_ITEM}<!-- to be")[:-16], ["Talks ended", "the file ends inside <channel>"]),
    "a story cut in a paragraph": (_nitf("<p>Talks ended.</p>")[:-40], ["the file ends inside this <nitf>"]),
    "a feed without items": (_rss(""), "the file holds no record"),
    "items without text": (_rss("<item/><item></item><item><link>x</link></item>"), ["<item> has no text"] * 3),
    "only a root": ("<nitf/>", ["<nitf> has no text to check"]),
    "only a declaration": ('<?xml version="1.0"?>', "an XML file without a root element"),
    "only a comment": ("<!-- nothing -->", "an XML file without a root element"),
    "a root that is no news": ("<sitemap><url>x</url></sitemap>", "an XML file whose root is <sitemap>"),
    "two roots": (_nitf("<p>One.</p>") + _nitf("<p>Two.</p>"), ["One.", "Two."]),
    "elements that are never closed": (
        "<rss><channel><item><title>One</title><item><title>Two</title></channel></rss>",
        ["One", "Two"],
    ),
    "elements closed in the wrong order": (
        _rss("<item><b><title>One</b></title></item><item><title>Two</title></i></item>"),
        ["One", "Two"],
    ),
    "a text that is never closed": (_rss("<item><title>One</item><item><title>Two</title></item>"), ["One", "Two"]),
    "a tag whose quotation is not closed": (_rss('<item><title a="b>One</title></item>'), ["One"]),
    "ampersands and angle brackets": (_rss("<item><title>R&D < 5 & 3<4 > c</title></item>"), ["R&D < 5 & 3<4 > c"]),
    "a warning before the declaration": (
        b"<br />\n<b>Warning</b>: x in <b>y</b>\n" + _rss(_ITEM).encode(),
        ["Talks ended"],
    ),
    "a hundred levels": (_nitf("<block>" * 100 + "<p>Talks ended.</p>" + "</block>" * 100), ["Talks ended."]),
    "ten thousand levels of text": (
        _nitf("<q>" * 10_000 + "Talks" + "</q>" * 10_000),
        ["“" * 10_000 + "Talks" + "”" * 10_000],
    ),
    "ten thousand levels": (
        "<NewsML><NewsItem>" + "<NewsComponent>" * 10_000 + "</NewsComponent>" * 10_000 + "</NewsItem></NewsML>",
        "elements are nested more than 256 deep",
    ),
    "components in components": (
        "<NewsML><NewsItem>" + "<NewsComponent>" * 100 + "<ContentItem><DataContent>Talks ended.</DataContent>"
        "</ContentItem>" + "</NewsComponent>" * 100 + "</NewsItem></NewsML>",
        ["Talks ended."],
    ),
    "a quarter of a million elements": (_rss("<category/>" * 250_000), "one item has more than 200,000 elements"),
    "a tag of a million attributes": (_rss(f"<item {'a ' * 1_000_000}><title>One</title></item>"), ["One"]),
    "a name of a million letters": (_rss(f"<{'a' * 1_000_000}/>{_ITEM}"), ["Talks ended"]),
    "a hundred thousand entities": (
        _rss("<item><description>" + "&amp;lt;" * 100_000 + "</description></item>"),
        ["<" * 100_000],
    ),
    "a hundred thousand sections": (
        _rss("<item><description>" + "<![CDATA[a]]>" * 100_000 + "</description></item>"),
        ["a" * 100_000],
    ),
    "numbers that are no characters": (
        _rss("<item><title>a&#0;b&#xD800;c&#99999999999;d&#x110000;</title></item>"),
        ["a\ufffdb\ufffdc\ufffdd\ufffd"],
    ),
    "null bytes": (_rss("<item><title>Talks\0 ended</title></item>"), ["Talks\0 ended"]),
    "mostly null bytes": (_rss(_ITEM).encode() + b"\0" * 5000, "a binary file, not text"),
    "control characters": (_rss("<item><title>Talks\x08\x1f ended</title></item>"), ["Talks\x08\x1f ended"]),
    "UTF-8 that says it is Latin-1": (
        '<?xml version="1.0" encoding="iso-8859-1"?><rss><item><title>Café “x”</title></item></rss>'.encode(),
        ["Café “x”"],
    ),
    "Windows-1252 that says it is UTF-8": (
        '<?xml version="1.0" encoding="utf-8"?><rss><item><title>Café “x”</title></item></rss>'.encode("windows-1252"),
        ["Café “x”"],
    ),
    "UTF-8 that says it is UTF-16": (
        '<?xml version="1.0" encoding="utf-16"?><rss><item><title>Café “x”</title></item></rss>'.encode(),
        ["Café “x”"],
    ),
    "UTF-16 that says it is UTF-8": (
        '<?xml version="1.0" encoding="utf-8"?><rss><item><title>Café “x”</title></item></rss>'.encode("utf-16"),
        ["Café “x”"],
    ),
    "UTF-16 without a mark": (
        '<?xml version="1.0"?><rss><item><title>Café “x”</title></item></rss>'.encode("utf-16-be"),
        ["Café “x”"],
    ),
    "an encoding that does not exist": (
        '<?xml version="1.0" encoding="klingon"?><rss><item><title>Café</title></item></rss>'.encode(),
        ["Café"],
    ),
    "damaged UTF-8": (
        "<rss><item><title>Café, naïve, façade ".encode() + b"\xc3</title></item></rss>",
        "a.xml: damaged utf-8 at byte 41 (line 1)",
    ),
    "UTF-16 cut in the middle of a character": (_rss(_ITEM).encode("utf-16")[:-1], "a.xml: damaged utf-16-le"),
}


@pytest.mark.parametrize(("data", "outcome"), OUTCOMES.values(), ids=OUTCOMES)
def test_each_file_has_a_clear_outcome(data: str | bytes, outcome: str | list[str]) -> None:
    data = data if isinstance(data, bytes) else data.encode()
    if isinstance(outcome, str):
        with pytest.raises(ReadError, match=re.escape(outcome)):
            list(read(data, "a.xml"))
        return
    found = [record.reason if isinstance(record, Unread) else record.text for record in read(data, "a.xml")]
    assert len(found) == len(outcome)
    assert all(one.startswith(expected) for one, expected in zip(found, outcome, strict=True))


@pytest.mark.parametrize(
    "items",
    [
        "<item><title>One</title></i></item><item><title>Two</title></item>",
        "<item><title>One</title><item><title>Two</title></item>",
        "<item><b><title>One</title></item><item><title>Two</title></item>",
    ],
)
def test_a_feed_that_is_not_well_formed_is_read_and_the_story_says_so(items: str) -> None:
    first, second = (one for one in read(f"<rss>\n{items}</rss>".encode(), "a.xml") if isinstance(one, Document))
    notes = [note for one in (first, second) for note in one.notes]
    assert (first.text, second.text) == ("One", "Two")
    assert len(notes) == 1
    assert notes[0].startswith("The file is no well-formed XML (line 2: <")


GROWING: dict[str, Callable[[int], str]] = {
    "items": lambda n: _rss(_ITEM * (n // len(_ITEM))),
    "entities": lambda n: _rss("<item><title>" + "&amp;" * (n // 5) + "</title></item>"),
    "escaped tags": lambda n: _rss("<item><description>" + "&lt;b&gt;" * (n // 9) + "x</description></item>"),
    "unclosed comments": lambda n: _rss("<item><title>x</title></item>" + "<!--" * (n // 4)),
    "unclosed sections": lambda n: _rss("<item><title>x</title></item>" + "<![CDATA[" * (n // 9)),
    "unclosed instructions": lambda n: _rss("<item><title>x</title></item>" + "<?x " * (n // 4)),
    "unclosed tags": lambda n: _rss("<item><title>x</title></item>" + "<b " * (n // 3)),
    "unclosed quotations": lambda n: _rss("<item><title>x</title></item>" + '<b x="' * (n // 6)),
    "both quotations": lambda n: _rss("<item><title>x</title></item>" + "<b '\"" * (n // 5)),
    "unclosed elements": lambda n: _rss("<item>" + "<description>x" * (n // 14) + "</item>"),
    "unclosed items": lambda n: _rss("<item><title>x" * (n // 14)),
    "stray end tags": lambda n: _rss("<item><title>x</title></b></item>" * (n // 33)),
    "left out elements": lambda n: _nitf("<p>x</p>" + "<series>" * (n // 8)),
    "nested items": lambda n: "<NewsML>" + "<NewsComponent><NewsItem/></NewsComponent>" * (n // 43) + "</NewsML>",
    "definitions": lambda n: _rss(_ITEM, "<!DOCTYPE a [" + "<!ELEMENT a ANY>" * (n // 16) + "]>"),
    "comments before the root": lambda n: "<?xml?>" + "<!-- x -->" * (n // 10) + _rss(_ITEM),
    "captions": lambda n: _rss(
        "<item><title>x</title>" + "<media:description>y</media:description>" * (n // 40) + "</item>"
    ),
    "white space": lambda n: _rss("<item><title>" + " " * n + "x" + " " * n + "</title></item>"),
    "lines": lambda n: _rss("\n" * n + _ITEM),
}


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING)
def test_time_grows_with_size(make: Callable[[int], str]) -> None:
    def work(size: int) -> Callable[[], None]:
        data = make(size).encode()

        def all_of_it() -> None:
            try:
                for record in read(data, "a.xml"):
                    if isinstance(record, Document):
                        record.lines.position(record.source_map.to_origin(record.paragraphs[-1].content).start)
            except ReadError:
                pass

        return all_of_it

    assert grows_linearly(work, 30_000, limit=3)
