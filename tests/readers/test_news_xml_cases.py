"""What agencies and feeds do with XML beside what its formats say, one case each."""

from __future__ import annotations

import pytest

from mtqa.model.errors import ReadError
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.text.document import Document
from mtqa.text.structure import Role


def _records(data: str, path: str = "news.xml") -> list[Document | Unread]:
    return list(read(data.encode(), path))


def _only(data: str) -> Document:
    (document,) = _records(data)
    assert isinstance(document, Document)
    return document


def _roles(document: Document) -> dict[str, Role]:
    return {document[span]: role for span, role in document.roles}


def _rss(*items: str) -> str:
    return f"<rss><channel><language>en</language>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


def _atom(entry: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>'


def _g2(item: str) -> str:
    message = f'<newsItem guid="urn:1" version="1">{item}</newsItem>'
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{message}</itemSet></newsMessage>'


def _newsml(component: str, management: str = "") -> str:
    return f"<NewsML><NewsItem>{management}<NewsComponent>{component}</NewsComponent></NewsItem></NewsML>"


def _content(data: str, more: str = "") -> str:
    return f"<ContentItem>{more}<DataContent>{data}</DataContent></ContentItem>"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<title>One</title><description>Two.</description>", "One\n\nTwo."),
        ("<title>One</title><description/>", "One"),
        ("<description>Two.</description>", "Two."),
        ("<title>AT&amp;T, R&amp;amp;D &amp;#8217;24</title>", "AT&T, R&D ’24"),
        ("<title><![CDATA[AT&T & R&amp;D]]></title>", "AT&T & R&D"),
        ("<title>One &amp;lt;b&amp;gt;</title>", "One <b>"),
        ("<title>One</title><description>&lt;h1&gt;One&lt;/h1&gt;&lt;p&gt;Two.</description>", "One\n\nTwo."),
        ("<title>One</title><description><p>Two.<br>Three.</description>", "One\n\nTwo.\nThree."),
        ("<title>One</title><description>T<![CDATA[wo <b>t]]>hree<![CDATA[</b>]]></description>", "One\n\nTwo three"),
        ("<title>One</title><description>&lt;script&gt;x&lt;/script&gt;Two.</description>", "One\n\nTwo."),
        ("<media:title>Three</media:title><title>One</title>", "One"),
        ("<title>One</title><link>http://a.b/?c=1&d=2<description>Two.</description>", "One\n\nTwo."),
        ("<title>One</title><content:encoded> </content:encoded><description>Two.</description>", "One\n\nTwo."),
    ],
)
def test_the_text_of_an_item(item: str, text: str) -> None:
    assert _only(_rss(item)).text == text


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ('<title type="html">R&amp;amp;D</title>', "R&D"),
        ('<title type="text">R&amp;amp;D</title>', "R&amp;D"),
        ("<title>One</title><content>Two &amp; three.</content>", "One\n\nTwo & three."),
        ("<title>One</title><content>&lt;p&gt;Two.&lt;/p&gt;</content>", "One\n\nTwo."),
        ('<title>One</title><content src="a.mp3" type="audio/mpeg"/><summary>Two.</summary>', "One\n\nTwo."),
        ('<title>One</title><content type="image/png">iVBORw0KGgo=</content>', "One"),
        ('<title>One</title><content type="text/html" mode="base64">PHA+</content>', "One"),
    ],
)
def test_the_text_of_an_entry(entry: str, text: str) -> None:
    assert _only(_atom(entry)).text == text


def test_prefixes_mean_what_a_file_says_they_mean() -> None:
    feed = (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:x="http://www.w3.org/1999/xhtml"><a:entry>'
        '<a:title>One</a:title><a:content type="xhtml"><x:div><x:p>Two.</x:p><x:p/>Three.</x:div></a:content>'
        "</a:entry></a:feed>"
    )
    assert format_of(feed.encode(), "<stdin>") == "atom"
    assert _only(feed).text == "One\n\nTwo.\n\nThree."


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<inlineData>One.\nTwo.</inlineData>", "One.\nTwo."),
        ('<inlineData contenttype="text/plain"><![CDATA[\n<p>\n One\n two.</p>]]></inlineData>', "One two."),
        ('<inlineData contenttype="text/html">&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</inlineData>', "One & two."),
        ("<inlineXML><p>One.</p><p>Two.</p></inlineXML>", "One.\n\nTwo."),
        ("<inlineXML><sports-content><p>0</p></sports-content></inlineXML><inlineData>One.</inlineData>", "One."),
        ('<inlineData encoding="base64">T25lLg==</inlineData><inlineXML><p>One.</p></inlineXML>', "One."),
        ("<inlineXML><html><head><title>X</title></head><body>One.</body></html></inlineXML>", "One."),
    ],
)
def test_the_text_of_a_news_item(content: str, text: str) -> None:
    assert _only(_g2(f"<contentSet>{content}</contentSet>")).text == text


@pytest.mark.parametrize(
    ("written", "again"),
    [
        ("Café’s end", "<h1>Caf&amp;eacute;&amp;#8217;s end</h1>"),
        ("Café’s end", "<h2>CAFÉ’S END</h2>"),
        ("雨", "<h1>雨</h1>"),
    ],
)
def test_a_headline_is_known_however_it_is_written(written: str, again: str) -> None:
    content = again.replace("<", "&lt;") + "&lt;p>Two."
    document = _only(_rss(f"<title>{written}</title><description>{content}</description>"))
    assert len(document.text.split("\n\n")) == 2
    assert document.metadata.headline == written


def test_a_headline_whose_words_the_text_only_uses_is_kept() -> None:
    document = _only(_rss("<title>Rain ends</title><description>Rain that ends at ten.</description>"))
    assert document.text == "Rain ends\n\nRain that ends at ten."


def test_a_headline_that_the_text_repeats_is_read_once() -> None:
    body = (
        "<html><body><header><ul><li>Town</li></ul><h1>Rain &#8220;ends&#8221;</h1></header><p>Dry.</p></body></html>"
    )
    meta = "<contentMeta><headline>Rain “ends”</headline></contentMeta>"
    document = _only(_g2(f"{meta}<contentSet><inlineXML>{body}</inlineXML></contentSet>"))
    assert document.text == "Town\n\nRain “ends”\n\nDry."
    assert _roles(document)["Rain “ends”"] is Role.HEADLINE
    assert document.metadata.headline == "Rain “ends”"


@pytest.mark.parametrize(
    ("component", "text"),
    [
        (_content("One.\n\nTwo."), "One.\n\nTwo."),
        (_content("<![CDATA[<p>One.</p>]]>"), "One."),
        (_content("&lt;p&gt;One.&lt;/p&gt;"), "One."),
        (_content("R&amp;D"), "R&D"),
        (
            "<NewsLines><HeadLine>Zero</HeadLine></NewsLines>"
            + _content(
                "<nitf><body><body.head><hedline><hl1>One</hl1></hedline></body.head>"
                "<body.content><p>Two.</p></body.content></body></nitf>"
            ),
            "One\n\nTwo.",
        ),
        (
            f'<NewsComponent EquivalentsList="yes">{_content("One.")}{_content("<p>One.</p>")}</NewsComponent>',
            "One.",
        ),
        (_content("One.") + _content("x", '<MediaType FormalName="Graphic"/>'), "One."),
        (_content("One.") + _content("{x}", '<MimeType FormalName="text/css"/>'), "One."),
        (
            _content("One.")
            + '<NewsComponent><Role FormalName="Caption"/>'
            + _content("<p>Two.</p>")
            + "</NewsComponent>",
            "One.\n\nTwo.",
        ),
        (
            _content("One. Two.") + '<NewsComponent><Role FormalName="Photo"/>' + _content("Two.") + "</NewsComponent>",
            "One. Two.",
        ),
        (
            "<NewsLines><HeadLine>One</HeadLine></NewsLines>"
            '<NewsComponent><Role FormalName="HeadLine"/>'
            + _content("<p><b>Two</b></p>")
            + "</NewsComponent>"
            + _content("Three."),
            "Two\n\nThree.",
        ),
    ],
)
def test_the_text_of_components(component: str, text: str) -> None:
    assert _only(_newsml(component)).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<body.head><hedline>One</hedline></body.head><body.content><p>Two.</p></body.content>", "One\n\nTwo."),
        ("<body.head><abstract><p>One.</p></abstract></body.head><body.content/>", "One."),
        ("<body.head><dateline>X</dateline></body.head><body.content><p>One.</p></body.content>", "One."),
        ("<body.content><block><hl2>One</hl2><p>Two<br/>three.</p></block></body.content>", "One\n\nTwo\nthree."),
        ("<body.content><pre>One\n  two</pre></body.content>", "One\n  two"),
        (
            "<body.content><nitf-table><nitf-table-metadata>X</nitf-table-metadata><table><tr><td>1</td></tr></table>"
            "</nitf-table></body.content>",
            "1",
        ),
        ("<body.content><p>The <chron>first</chron>, <money>$5</money>.</p></body.content>", "The first, $5."),
        (
            "<body.head><hedline><hl1>One</hl1><hl2>One</hl2></hedline></body.head>"
            "<body.content><p>Two.</p></body.content>",
            "One\n\nTwo.",
        ),
        ("<body.content><p>One.</p></body.content><body.end><tagline>x@y.example</tagline></body.end>", "One."),
    ],
)
def test_the_text_of_nitf(body: str, text: str) -> None:
    assert _only(f"<nitf><body>{body}</body></nitf>").text == text


@pytest.mark.parametrize(
    "data",
    [
        _g2(
            '<itemMeta><pubStatus qcode="stat:canceled"/></itemMeta><contentMeta><headline>One</headline></contentMeta>'
        ),
        _newsml(_content("One."), '<NewsManagement><Status FormalName="Canceled"/></NewsManagement>'),
        '<nitf><head><docdata management-status="canceled"/></head>'
        "<body><body.content><p>One.</p></body.content></body></nitf>",
    ],
    ids=["G2", "NewsML 1", "NITF"],
)
def test_a_story_that_is_not_to_be_used_says_so(data: str) -> None:
    assert _only(data).notes == ("The item is marked as cancelled.",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<packageItem guid="p"><groupSet/></packageItem>', "a package: it lists items that are not in the file"),
        ('<planningItem guid="p"/>', "a plan of coverage, no story"),
        (_g2('<contentSet><remoteContent href="a.mp4"/></contentSet>'), "<newsItem> has no text to check"),
        (_newsml('<ContentItem Href="a.txt"/>'), "<NewsItem> has no text to check"),
        ("<NewsML><NewsItem/></NewsML>", "<NewsItem> has no text to check"),
        (_rss("<link>http://a.b</link>"), "<item> has no text to check"),
    ],
)
def test_what_holds_no_text_is_named(data: str, reason: str) -> None:
    (record,) = _records(data)
    assert isinstance(record, Unread)
    assert record.reason == reason


def test_a_story_may_dismiss_findings_in_the_line_where_it_says_so() -> None:
    feed = "<rss>\n<channel>\n<item>\n<description>\n<![CDATA[<!-- mtqa: allow PUN01 -- theirs -->\n<p>One. .</p>]]>"
    document = _only(f"{feed}</description>\n</item></channel></rss>")
    (dismissal,) = document.dismissals
    assert (dismissal.what, dismissal.reason, dismissal.line) == ("PUN01", "theirs", 5)
    assert dismissal.span == Span(0, 6)


def test_a_root_far_down_the_file_is_found() -> None:
    data = f"<!-- {'x' * 10_000} -->\n<rss><item><title>One</title></item></rss>"
    assert _only(data).text == "One"
    assert format_of(data.encode(), "news.xml") == "xml"


def test_xml_can_be_checked_as_it_is() -> None:
    (document,) = read(b"<sitemap>One</sitemap>", "a.xml", format="text")
    assert isinstance(document, Document)
    assert document.text == "<sitemap>One</sitemap>"
    with pytest.raises(ReadError, match="--input-format text"):
        list(read(b"<sitemap>One</sitemap>", "a.xml"))


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Thu, 05 Sep 2002 00:00:01 GMT", "2002-09-05T00:00:01+00:00"),
        ("5 Sep 02 23:59 -0530", "2002-09-05T23:59:00-05:30"),
        ("Thu, 5 September 2002", "2002-09-05"),
        ("2002-09-05T10:00:00+02:00", "2002-09-05T10:00:00+02:00"),
        ("05-Sep-1999", "1999-09-05"),
        ("Thu, 35 Sep 2002 00:00:01 GMT", "None"),
        ("5 Sep 2002 10:00 +9999", "None"),
        ("yesterday", "None"),
    ],
)
def test_dates_of_feeds(written: str, published: str) -> None:
    stated = _only(_rss(f"<title>One</title><pubDate>{written}</pubDate>")).metadata.published
    assert (stated.isoformat() if stated else "None") == published
