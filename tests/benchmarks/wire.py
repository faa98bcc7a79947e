"""The stories of the corpus as agencies send them: files of each format, to measure readers on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

_DUBLIN_CORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def files(stories: Sequence[str]) -> dict[str, tuple[tuple[str, bytes], ...]]:
    """Names and bytes of the files that hold the stories, by format."""
    pages = [_html(story) for story in stories]
    one_by_one = {
        "plain text": ("story.txt", stories),
        "HTML": ("story.html", [f"<html><body>{page}</body></html>" for page in pages]),
        "NITF": ("story.xml", [f"<nitf>{_head(page)}</nitf>" for page in pages]),
    }
    at_once = {
        "JSON lines": ("stories.jsonl", "\n".join(json.dumps({"text": story}) for story in stories)),
        "ninjs": ("stories.json", json.dumps([{"uri": page[:20], "body_xhtml": page} for page in pages])),
        "RSS, HTML in sections": ("feed.rss", _rss([f"<![CDATA[{page}]]>" for page in pages])),
        "RSS, HTML escaped": ("feed.rss", _rss([escape(page, quote=False) for page in pages])),
        "Atom, XHTML": ("feed.atom", _atom(pages)),
        "NewsML-G2, XHTML": ("message.xml", _g2(pages)),
        "NewsML 1, XHTML": ("package.xml", _newsml(pages)),
    }
    made = {name: tuple((path, text.encode()) for text in texts) for name, (path, texts) in one_by_one.items()}
    return made | {name: ((path, text.encode()),) for name, (path, text) in at_once.items()}


def _html(story: str) -> str:
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in story.split("\n\n"))


def _head(page: str) -> str:
    return f"<head><docdata><doc-id id-string='1'/></docdata></head><body><body.content>{page}</body.content></body>"


def _rss(contents: Sequence[str]) -> str:
    items = "\n".join(
        f"<item><title>Story {number}</title><guid>{number}</guid><pubDate>Thu, 14 Mar 2024 07:30:00 GMT</pubDate>"
        f"<category>News</category><dc:creator>Desk</dc:creator><content:encoded>{content}</content:encoded></item>"
        for number, content in enumerate(contents)
    )
    return f'<rss version="2.0" {_DUBLIN_CORE} {_CONTENT}><channel><title>Feed</title>{items}</channel></rss>'


def _atom(pages: Sequence[str]) -> str:
    entries = "\n".join(
        f"<entry><id>{number}</id><title>Story {number}</title><updated>2024-03-14T07:30:00Z</updated>"
        f'<content type="xhtml"><div>{page}</div></content></entry>'
        for number, page in enumerate(pages)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'


def _g2(pages: Sequence[str]) -> str:
    items = "\n".join(
        f'<newsItem guid="{number}" version="1">'
        "<itemMeta><versionCreated>2024-03-14T07:30:00Z</versionCreated></itemMeta>"
        f'<contentMeta><language tag="en"/><headline>Story {number}</headline></contentMeta>'
        f"<contentSet><inlineXML><html><body>{page}</body></html></inlineXML></contentSet></newsItem>"
        for number, page in enumerate(pages)
    )
    return f"<newsMessage><itemSet>{items}</itemSet></newsMessage>"


def _newsml(pages: Sequence[str]) -> str:
    items = "\n".join(
        f"<NewsItem><NewsComponent><NewsLines><HeadLine>Story {number}</HeadLine></NewsLines>"
        f"<ContentItem><DataContent>{page}</DataContent></ContentItem></NewsComponent></NewsItem>"
        for number, page in enumerate(pages)
    )
    return f"<NewsML>{items}</NewsML>"
