"""Which reader a file gets: content first, then the suffix, then a guess."""

from __future__ import annotations

import pytest

from mtqa.model.errors import ConfigError, ReadError
from mtqa.readers import format_of, read


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        (b"<!DOCTYPE html><p>Talks ended.", "story.txt", "html"),
        (b"\xef\xbb\xbf\n<html lang=en><p>Talks ended.", "story", "html"),
        (b"<!-- by the desk -->\n<body><p>Talks ended.", "<stdin>", "html"),
        ("<html><p>Talks ended.".encode("utf-16"), "<stdin>", "html"),
        (b"<p>Talks ended.", "<stdin>", "html"),
        (b"<p>Talks ended.", "story.txt", "text"),
        (b"Talks &amp; more", "STORY.HTM", "html"),
        (b'{"text": "Talks ended."}', "<stdin>", "jsonl"),
        (b'[\n  {"text": "Talks ended."}]', "archive", "jsonl"),
        (b"[Reuters] Talks ended.", "story", "text"),
        (b"{Reuters} Talks ended.", "a.b/story", "text"),
        (b"Talks ended.", "feed.ndjson", "jsonl"),
        (b"Talks ended.", "story", "text"),
        (b"Talks ended.", ".html", "text"),
    ],
)
def test_content_decides_before_the_suffix(data: bytes, path: str, expected: str) -> None:
    assert format_of(data, path) == expected


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r'there is no format "latex"; formats are .*html, .*jsonl,'):
        list(read(b"Talks ended.", "story.txt", format="latex"))


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\0\0"])
@pytest.mark.parametrize("path", ["story.txt", "page.html", "feed.jsonl"])
def test_an_empty_file_is_said_to_be_empty(data: bytes, path: str) -> None:
    with pytest.raises(ReadError, match=f"{path}: the file is empty"):
        list(read(data, path))


@pytest.mark.parametrize("data", [b"PK\x03\x04 and more", b"\x1f\x8b and more"])
def test_a_format_that_was_asked_for_is_not_silently_another(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^story\.txt: "):
        list(read(data, "story.txt", format="jsonl"))
