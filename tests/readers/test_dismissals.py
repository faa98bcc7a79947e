"""What a file says of its own findings is read with its place, and is no part of the story."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.model.dismissal import Dismissal, Means
from mtqa.model.errors import ReadError
from mtqa.readers import read
from mtqa.text.document import Document
from tests.growth import grows_linearly
from tests.readers.fragments import HTML, MARKDOWN


def _document(source: str, path: str) -> Document:
    (document,) = read(source.encode("utf-8", "surrogatepass"), path)
    assert isinstance(document, Document)
    return document


def _said(source: str, path: str) -> list[tuple[str, str | None]]:
    """What is dismissed, and in which words; None for the whole story."""
    document = _document(source, path)
    return [(one.what, document[one.span] if one.span is not None else None) for one in document.dismissals]


#: A comment, short enough for the tables below.
ALLOW = "<!-- mtqa: allow PUN01 -->"
#: Markdown, HTML (``@`` is the comment), and the words that are meant.
PARAGRAPHS = [
    # before a paragraph
    ("One.\n\n@\n\nTwo.\n\nThree.", "<p>One.</p>@<p>Two.</p><p>Three.</p>", "Two."),
    ("One.\n\n@\nTwo.\n\nThree.", "One.<p>@Two.<p>Three.", "Two."),
    # inside one
    ("One.\n\nTwo @ and.\n\nThree.", "<p>One.<p>Two@ <b>and</b>.<p>Three.", "Two and."),
    ("One.\n\nTwo and. @\n\nThree.", "<p>One.</p><p>Two and. @</p>", "Two and."),
    # before the first
    ("@\n# One\n\nTwo.", "@<h1>One</h1><p>Two.", "One"),
    # after the last
    ("One.\n\n@", "<p>One.</p>@", ""),
    # in a list
    ("- One.\n\n  @\n\n  Two.\n- Three.", "<li>One.<li>@Two.<li>Three.", "Two."),
]  # fmt: skip


@pytest.mark.parametrize(("markdown", "html", "meant"), PARAGRAPHS)
def test_a_comment_is_about_the_paragraph_that_holds_it_or_follows(markdown: str, html: str, meant: str) -> None:
    assert _said(markdown.replace("@", ALLOW), "story.md") == [("PUN01", meant)]
    assert _said(html.replace("@", ALLOW), "page.html") == [("PUN01", meant)]


def test_a_comment_before_an_element_is_about_all_of_it() -> None:
    list_ = "<p>One.</p><!-- mtqa: allow PUN01 --> <ul><li>Two.<ul><li>Three.</ul><li>Four.</ul><p>Five."
    assert _said(list_, "page.html") == [("PUN01", "Two.\n\nThree.\n\nFour.")]
    nested = f"<div>{ALLOW}<div hidden><div>x</div></div><div><p>One.</p><p>Two.</p></div><p>Three.</p></div><p>Four."
    assert _said(nested, "page.html") == [("PUN01", "One.\n\nTwo.")]
    unclosed = "<!-- mtqa: allow PUN01 --><table><tr><td>One.<tr><td>Two."
    assert _said(unclosed, "page.html") == [("PUN01", "One.")]


@pytest.mark.parametrize("path", ["page.html", "story.md"])
def test_a_comment_for_the_file_is_about_all_of_the_story(path: str) -> None:
    assert _said("<!-- mtqa: allow-file PUN01, quotation marks -->\n\nOne.\n\nTwo.", path) == [
        ("PUN01", None),
        ("quotation marks", None),
    ]
    head = "<html><head><title>T</title><!-- mtqa: allow-file PUN --></head><body><p>One.</p></body></html>"
    assert _said(head, "page.html") == [("PUN", None)]


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        ("mtqa: allow PUN01 -- the minister's pause", "the minister's pause"),
        ("mtqa: allow PUN01: so he\n   spoke: slowly", "so he spoke: slowly"),
        ("mtqa:allow stray-full-stop — a pause", "a pause"),
        ("\n  mtqa: allow PUN01,\n  PUN02\n", ""),
        ("mtqa allow PUN01", ""),
    ],
)
def test_a_reason_may_follow(comment: str, reason: str) -> None:
    document = _document(f"One.\n\n<!-- {comment} -->\n\nTwo.", "story.md")
    assert {one.reason for one in document.dismissals} == {reason}
    assert {one.line for one in document.dismissals} == {3}
    assert document.text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("mtqa: alow PUN01", 'a comment for mtqa says "allow" or "allow-file" and what, not "alow"'),
        ("mtqa: allow", "it does not say which rule: a code, a name or a family"),
        ("mtqa allow-flie PUN01", 'a comment for mtqa says "allow" or "allow-file" and what, not "allow-flie"'),
    ],
)
def test_a_comment_that_cannot_be_understood_says_why(comment: str, problem: str) -> None:
    (dismissal,) = _document(f"<p>One.</p><!-- {comment} -->", "page.html").dismissals
    assert dismissal.problem == problem


@pytest.mark.parametrize(
    "comment", ["checked with mtqa", "mtqa checked this", "allow PUN01", "MTQA: allow PUN01", "", "->"]
)
def test_other_comments_say_nothing(comment: str) -> None:
    assert _said(f"One.\n\n<!-- {comment} -->\n\nTwo.", "story.md") == []
    assert _said(f"<p>One.</p><!-- {comment} -->", "page.html") == []


def test_very_many_comments_are_not_read_and_that_is_said() -> None:
    *read_, last = _document("<!-- mtqa: allow PUN01 --><p>One.</p>" * 300, "page.html").dismissals
    assert len(read_) == 200
    assert last.problem == "only 200 comments of a file are read"


@pytest.mark.parametrize("path", ["page.html", "story.md"])
@pytest.mark.parametrize(
    "unit",
    [
        "<!-- mtqa: allow PUN01 --><div>a",
        "a <!-- mtqa: allow PUN01 --> ",
        "<!-- mtqa: allow",
        "<!-- mtqa: allow " + 99 * " ",
    ],
)
def test_their_cost_grows_linearly(path: str, unit: str) -> None:
    def work(size: int) -> Any:
        source = ("One. " + unit * size).encode()
        return lambda: list(read(source, path))

    assert grows_linearly(work, 4_000)


@settings(max_examples=100)
@given(st.lists(HTML, max_size=4), st.lists(MARKDOWN, max_size=4))
def test_a_comment_changes_nothing_of_the_text_and_points_into_it(html: list[str], markdown: list[str]) -> None:
    for parts, path in ((html, "page.html"), (markdown, "story.md")):
        source = f"{ALLOW}".join([*parts, "\n\nThe end."])
        try:
            document = _document(source, path)
        except ReadError:
            continue
        # In code a comment is shown.
        assert document.text.replace("mtqa", "atqm") == _document(source.replace("mtqa", "atqm"), path).text
        for dismissal in document.dismissals:
            assert dismissal.span is not None
            assert dismissal.span.end <= len(document.text)


@pytest.mark.parametrize(
    ("allow", "expected"),
    [
        ("PUN01, QUO -- as it came", [("PUN01", "as it came", ""), ("QUO", "as it came", "")]),
        (["PUN01: so", {"rule": "QUO", "reason": "why"}], [("PUN01", "so", ""), ("QUO", "why", "")]),
        ({"fingerprint": "0f1e2d3c4b5a6978", "rule": "QUO02"}, [("0f1e2d3c4b5a6978", "", "QUO02")]),
        (None, []),
        ([], []),
    ],
)
def test_a_record_has_a_field(allow: Any, expected: list[tuple[str, str, str]]) -> None:
    source = "\n" + json.dumps({"id": "1", "text": "One.", "allow": allow})
    document = _document(source, "feed.jsonl")
    assert [(one.what, one.reason, one.rule) for one in document.dismissals] == expected
    assert all((one.means, one.place) == (Means.FIELD, "feed.jsonl:2") for one in document.dismissals)


@pytest.mark.parametrize("allow", [True, 3, {"code": "PUN01"}, {}, {"rule": "PUN01", "resaon": ""}])
def test_a_field_that_cannot_be_understood_says_why_and_the_story_is_read(allow: Any) -> None:
    (dismissal,) = _document(json.dumps({"text": "One.", "allow": allow}), "feed.jsonl").dismissals
    assert dismissal.problem.startswith('an entry of "allow" is a string such as')


def test_plain_text_says_nothing() -> None:
    assert _document("One. <!-- mtqa: allow PUN01 -->", "story.txt").dismissals == ()
    assert Dismissal("PUN01").place == ""
