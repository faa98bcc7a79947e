"""Web archives: pages are stories, records that are damaged are told, and the others go on."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read, read_web_archive
from mtqa.text.document import Document
from mtqa.text.structure import Role

PAGE = """<!doctype html><html lang="en-GB"><head><title>Talks</title>
<meta property="og:site_name" content="Valley Post">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-02T10:00:00+02:00"}</script>
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Talks end in Bergen</h1>
<p>The talks ended on Friday, and nobody spoke to the reporters who had waited for them since the morning.</p>
<p>A second day of talks has been ruled out by both of the delegations that came to the town.</p></article>
<footer>All rights reserved.</footer></body></html>"""
STORY = (
    "Talks end in Bergen\n\n"
    "The talks ended on Friday, and nobody spoke to the reporters who had waited for them since the morning.\n\n"
    "A second day of talks has been ruled out by both of the delegations that came to the town."
)


def record(
    number: int, body: str | bytes = PAGE, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    content = body if isinstance(body, bytes) else body.encode()
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-03T00:00:00Z\r\n"
        f"WARC-Target-URI: https://www.valley.example/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def told(data: bytes, folder: Path) -> list[tuple[str, str]]:
    """The last figure of each address, and the story's first words or the reason."""
    file = folder / "crawl.warc"
    file.write_bytes(data)
    return [
        (one.id[-1], one.reason if isinstance(one, Unread) else one.text[:9]) for one in read_web_archive(str(file))
    ]


def test_a_page_is_its_article_and_what_it_says_of_itself() -> None:
    (story,) = read(record(1), "crawl.warc")
    assert isinstance(story, Document)
    assert (story.id, story.path, story.text, story.language) == (
        "https://www.valley.example/1",
        "crawl.warc",
        STORY,
        "en-GB",
    )
    assert (story.metadata.headline, story.metadata.provider) == ("Talks end in Bergen", "Valley Post")
    assert story.published == datetime(2024, 5, 2, 8, tzinfo=UTC).date()
    assert story.headline is not None
    assert story.headline.role is Role.HEADLINE
    assert (story.place(story.sentences[-1].content).line, story.file_position.line) == (1, 1)


def test_a_page_that_names_no_publisher_has_its_host_for_one() -> None:
    (story,) = read(record(1, PAGE.replace("og:site_name", "og:nothing")), "crawl.warc")
    assert isinstance(story, Document)
    assert story.metadata.provider == "valley.example"


def test_a_page_in_an_archive_says_what_the_same_page_says_as_a_file() -> None:
    head = (
        '<link rel="canonical" href="https://www.valley.example/talks"><meta name="author" content="Ann Lee">'
        '<meta property="article:section" content="World"></head>'
    )
    data = '"translationOfWork": {"inLanguage": "uk"}, "author": "Bo Karim", "datePublished"'
    page = PAGE.replace("</head>", head).replace('"datePublished"', data)
    (archived,), (alone,) = read(record(1, page), "crawl.warc"), read(page.encode(), "page.html")
    assert isinstance(archived, Document)
    assert isinstance(alone, Document)
    assert (archived.metadata.byline, archived.metadata.translated_from) == ("Bo Karim", "uk")
    assert archived.metadata == alone.metadata


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=", "text/html; charset=x-unheard-of", "TEXT/HTML"])
def test_a_page_whose_server_does_not_say_how_it_is_written_is_read(kind: str) -> None:
    (story,) = read(record(1, kind=kind), "crawl.warc")
    assert isinstance(story, Document)
    assert story.text == STORY


@pytest.mark.parametrize(
    "said", ['<meta charset="windows-1251">', "<meta http-equiv=Content-Type content='text/html; charset=cp1251'>"]
)
def test_a_page_says_itself_how_it_is_written(said: str) -> None:
    body = PAGE.replace("<head>", f"<head>{said}").replace("Bergen", "Тромсё").encode("cp1251")
    (story,) = read(record(1, body, kind="text/html"), "crawl.warc")
    assert isinstance(story, Document)
    assert story.text == STORY.replace("Bergen", "Тромсё")


def test_what_is_no_page_is_no_story(tmp_path: Path) -> None:
    others = [
        record(2, "PNG", kind="image/png"),
        record(3, PAGE, status="404 Not Found"),
        record(4, "<nav>Home</nav>"),
    ]
    assert told(b"".join([record(1), *others, record(5)]), tmp_path) == [
        ("1", "Talks end"),
        ("4", "the page has no text besides navigation, scripts and hidden parts"),
        ("5", "Talks end"),
    ]


def test_the_format_is_known_by_its_content_also_when_it_is_packed() -> None:
    assert format_of(record(1), "noname") == "warc"
    assert [one.id[-1] for one in read(packed([record(1), record(2)]), "x.warc.gz")] == ["1", "2"]


def test_behind_a_damaged_member_the_next_one_is_read(tmp_path: Path) -> None:
    members = [packed([record(number)]) for number in range(6)]
    broken = bytearray(members[3])
    broken[60:90] = bytes(30)
    members[3] = bytes(broken)
    found = told(b"".join(members), tmp_path)
    assert [key for key, _ in found] == ["0", "1", "2", "4", "4", "5"]
    assert found[3][1].startswith("the archive is damaged behind record 3: ")


def test_behind_a_damaged_header_the_next_record_is_read(tmp_path: Path) -> None:
    records = [record(number) for number in range(5)]
    records[2] = records[2].replace(b"WARC/1.0", b"WXRC/1.0")
    found = told(b"".join(records), tmp_path)
    assert [key for key, _ in found] == ["0", "1", "3", "3", "4"]


@pytest.mark.parametrize("is_packed", [True, False])
def test_an_archive_that_is_cut_off_anywhere_gives_the_records_before_and_says_so(
    tmp_path: Path, *, is_packed: bool
) -> None:
    records = [record(number) for number in range(4)]
    whole = packed(records) if is_packed else b"".join(records)
    ends = [len(packed(records[:n]) if is_packed else b"".join(records[:n])) for n in range(5)]
    choose = random.Random(7)  # noqa: S311 - where it is cut is no secret
    for cut in sorted(choose.sample(range(ends[1] + 30, ends[4] - 40), 60)):
        before = next(number for number in range(4, -1, -1) if ends[number] <= cut)
        found = told(whole[:cut], tmp_path)
        stories = [text for _, text in found if text == "Talks end"]
        assert len(stories) in {before, before + 1}
        assert len(stories) == before + 1 or cut - ends[before] < 40 or len(found) == before + 1, cut


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no record in it can be read"):
        told(b"WARC/1.0 is a format that nobody has written here\n" * 40, tmp_path)
