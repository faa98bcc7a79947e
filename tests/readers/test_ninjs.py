"""ninjs of all versions: what is the story, where it stands in the file, and what it says about itself."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.engine.checkers import Checkers, Options
from mtqa.engine.mending import mend
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.text.document import Document
from mtqa.text.structure import Role
from tests.readers.fragments import HTML

_BODY = "<p>BERGEN, Norway &mdash; The \u201cold\u201d ferry sank.</p><p>Nobody was hurt.</p>"
_TEXT = "BERGEN, Norway — The “old” ferry sank.\n\nNobody was hurt."
_ONE: dict[str, Any] = {
    **{"uri": "urn:wire:1", "version": "3", "type": "text", "versioncreated": "2024-05-02T10:00:00Z", "urgency": 2},
    **{"language": "en", "body_text": "Not read.", "body_xhtml": _BODY, "headline": "Ferry sinks", "located": "Bergen"},
    **{"byline": "Ana Ferrer", "slugline": "FERRY", "copyrightholder": "Wire Ltd"},
    **{"person": [{"name": "Ana Ferrer", "rel": "about"}], "place": [{"name": "Bergen"}], "subject": [{"name": "sea"}]},
    "organisation": [{"name": "Fjord Lines"}],
}
_TWO: dict[str, Any] = {
    **{"uri": "urn:wire:1", "version": "3", "versioncreated": "2024-05-02T10:00:00Z", "urgency": 2, "language": "en"},
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "value": "Not read."},
        {"role": "html", "contenttype": "text/html", "value": _BODY},
    ],
    "headlines": [{"role": "short", "value": "Sunk"}, {"role": "main", "value": "Ferry sinks"}],
    **{"by": "Ana Ferrer", "located": "Bergen", "slugline": "FERRY", "infosources": [{"name": "Wire Ltd"}]},
    **{"people": [{"name": "Ana Ferrer"}], "places": [{"name": "Bergen"}], "subjects": [{"name": "sea"}]},
    "organisations": [{"name": "Fjord Lines"}],
}
_CAMEL = {"versioncreated": "versionCreated", "infosources": "infoSources", "contenttype": "contentType"}
_THREE = json.loads(re.sub("|".join(_CAMEL), lambda found: _CAMEL[found[0]], json.dumps(_TWO)))


def _documents(item: object, **how: Any) -> list[Document]:
    documents = list(read(json.dumps(item, **how).encode(), "item.json"))
    assert all(isinstance(one, Document) for one in documents)
    return [one for one in documents if isinstance(one, Document)]


@pytest.mark.parametrize("item", [_ONE, _TWO, _THREE], ids=["1", "2", "3"])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_version_gives_the_same_story(item: dict[str, Any], ascii_only: bool) -> None:
    (document,) = _documents(item, ensure_ascii=ascii_only, indent=1)
    assert document.text == f"Ferry sinks\n\n{_TEXT}"
    assert [(document[span], role) for span, role in document.roles] == [("Ferry sinks", Role.HEADLINE)]
    assert (document.id, document.language, document.published) == ("urn:wire:1", "en", date(2024, 5, 2))
    assert dict(document.metadata.stated()) == {
        **{"id": "urn:wire:1", "version": "3", "language": "en", "headline": "Ferry sinks", "byline": "Ana Ferrer"},
        **{"dateline": "Bergen", "provider": "Wire Ltd", "published": datetime(2024, 5, 2, 10, tzinfo=UTC)},
        **{"urgency": 2, "slug": "FERRY", "subjects": ("sea",), "people": ("Ana Ferrer",), "places": ("Bergen",)},
        "organisations": ("Fjord Lines",),
    }
    assert document.names == {"Ana Ferrer", "Bergen", "Fjord Lines"}


def _written(document: Document, quote: str) -> str:
    start = document.text.index(quote)
    at = document.source_map.to_origin(Span(start, start + len(quote)))
    return document.in_file[at.start : at.end]


def test_words_are_found_through_both_escapes_wherever_the_body_stands() -> None:
    (document,) = _documents(_ONE)
    assert _written(document, "— The “old”") == "&mdash; The \\u201cold\\u201d"
    assert _written(document, "Ferry sinks") == "Ferry sinks"
    assert document.in_file.index("Ferry sinks") > document.in_file.index("Nobody")
    headline = document.place(Span(0, 5))
    assert document.in_file[headline.column - 1 :].startswith("Ferry sinks")


def _assert_written(document: Document) -> None:
    """Each piece of the text is what the file has there, taken out of JSON and then out of HTML."""
    for piece in document.source_map.pieces:
        shown, written = document[piece.text], document.in_file[piece.origin.start : piece.origin.end]
        decoded = re.sub("[\ud800-\udfff]", "\ufffd", json.loads(f'"{written}"', strict=False))
        if piece.verbatim:
            assert shown == written
        elif shown.isspace() or shown in {"“", "”", "\ufffd"}:
            assert not decoded.strip() or decoded in {"\0", "\ufffd"} or unescape(decoded) in {shown, "\ufffd", " "}
        else:
            assert unescape(decoded) == shown


@settings(max_examples=300, deadline=None)
@given(HTML, HTML, st.booleans(), st.sampled_from([1, 2]))
def test_everything_is_traced_through_json_and_html(headline: str, body: str, ascii_only: bool, version: int) -> None:
    flat = {"uri": "a", "versioncreated": "", "body_html": f"<p>{body}", "headline": headline}
    listed = {"uri": "a", "bodies": [{"value": f"<p>{body}"}], "headlines": [{"value": headline}]}
    item = json.dumps(flat if version == 1 else listed, ensure_ascii=ascii_only)
    for document in read(item.encode("utf-8", "replace"), "item.json"):
        if isinstance(document, Document):
            _assert_written(document)
            assert "".join(document[piece.text] for piece in document.source_map.pieces) == document.text


def test_captions_belong_to_the_story_and_are_not_told_twice() -> None:
    said = "<p>The ferry in 2019.</p>"
    associations = {
        "main": {"type": "picture", "description_xhtml": said, "description_text": "The ferry in 2019."},
        "again": {"type": "picture", "description_text": "The ferry in 2019."},
        "told": {"type": "picture", "description_text": "Nobody was hurt."},
        "map": {"type": "graphic", "headline": "Not shown"},
    }
    (document,) = _documents({**_ONE, "associations": associations})
    assert document.text.endswith("Nobody was hurt.\n\nThe ferry in 2019.")
    assert (document[document.roles[-1][0]], document.roles[-1][1]) == ("The ferry in 2019.", Role.CAPTION)


@pytest.mark.parametrize("as_list", [False, True])
def test_what_has_a_text_or_a_language_of_its_own_is_a_document_of_its_own(as_list: bool) -> None:
    box = {"type": "text", "headline": "Background", "body_text": "It was built in 1970.", "name": "box"}
    foreign = {"type": "picture", "language": "nb", "uri": "urn:wire:2", "description_text": "Fergen i 2019."}
    associations = [box, foreign] if as_list else {"box": box, "foreign": foreign}
    story, first, second = _documents({**_ONE, "associations": associations})
    assert story.text == f"Ferry sinks\n\n{_TEXT}"
    assert (first.id, first.text, first.metadata.language) == (
        "urn:wire:1#box",
        "Background\n\nIt was built in 1970.",
        "en",
    )
    assert (second.id, second.text, second.language) == ("urn:wire:2", "Fergen i 2019.", "nb")


def test_a_headline_that_the_body_repeats_is_there_once() -> None:
    (document,) = _documents({"uri": "a", "headline": "Ferry  sinks", "body_text": "Ferry sinks\n\nIt sank."})
    assert document.text == "Ferry sinks\n\nIt sank."
    assert document.roles == ((Span(0, 11), Role.HEADLINE),)


def test_a_first_paragraph_that_is_kept_apart_comes_first() -> None:
    item = {"uri": "a", "bodies": [{"value": "Nobody was hurt."}], "headlines": [{"value": "Ferry sinks"}]}
    lead = {"role": "lead", "value": "It sank."}
    (document,) = _documents({**item, "descriptions": [lead]})
    assert document.text == "Ferry sinks\n\nIt sank.\n\nNobody was hurt."
    (document,) = _documents({**item, "descriptions": [{**lead, "value": "Nobody was  hurt."}]})
    assert document.text == "Ferry sinks\n\nNobody was hurt."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"body_text": "<p>It <i>sank</i>.</p>"}, "It sank."),
        ({"body_html": "It &amp; they sank."}, "It &amp; they sank."),
        ({"body_text": "<3 the ferry, they said"}, "<3 the ferry, they said"),
        ({"body_html": "<p> </p>", "body_text": "It sank."}, "It sank."),
        ({"body_text": " \n It sank.\n "}, "It sank."),
        ({"description_text": "A ferry."}, "A ferry."),
        (
            {"title": "Ferry", "descriptions": [{"value": "A ferry."}, {"value": "A ferry in a fjord."}]},
            "Ferry\n\nA ferry in a fjord.",
        ),
    ],
)
def test_the_body_is_what_reads_like_one(body: dict[str, Any], text: str) -> None:
    (document,) = _documents({"uri": "a", "versioncreated": "2024-05-02", **body})
    assert document.text == text


def test_a_withheld_item_is_checked_and_said_to_be_withheld() -> None:
    (document,) = _documents({**_ONE, "pubstatus": "canceled"})
    assert document.notes == ("The item is marked as cancelled.",)


def test_a_body_that_is_no_text_is_noted() -> None:
    (document,) = _documents({**_ONE, "body_text": 7, "headline": ["Talks end"], "body_nitf": None})
    assert document.notes == (
        "“body_text” of the item is no text, and was not read.",
        "“headline” of the item is no text, and was not read.",
    )


def test_an_id_that_comes_twice_in_one_version_is_named() -> None:
    lines = [_ONE, {**_ONE, "version": "4"}, {**_ONE, "headline": "Ferry sank"}]
    first, second, third = read("\n".join(map(json.dumps, lines)).encode(), "wire.jsonl")
    assert all(isinstance(one, Document) for one in (first, second, third))
    assert [one.notes for one in (first, second, third) if isinstance(one, Document)] == [
        (),
        (),
        ("The id “urn:wire:1” has come before in version 3; both items are checked.",),
    ]


def test_a_language_that_is_plainly_wrong_is_not_believed_and_kept_in_mind() -> None:
    english = "The talks ended on Monday and nobody said what was in the paper that they had agreed to. " * 3
    (document,) = _documents({"uri": "a", "language": "it", "body_text": english})
    assert (document.language, document.metadata.language) == ("en", "it")


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        (json.dumps(_ONE).encode(), "story.txt", "ninjs"),
        (json.dumps([_TWO, _THREE], indent=2).encode(), "<stdin>", "ninjs"),
        (b'{"$standard": {"name": "ninjs"}, "uri": "a"}', "a.json", "ninjs"),
        (b'{"text": "It sank.", "headlines": ["It"]}', "a.json", "jsonl"),
        (b'{"id": 1, "content": "It sank."}', "a.json", "jsonl"),
    ],
)
def test_it_is_known_by_its_names(data: bytes, path: str, expected: str) -> None:
    assert format_of(data, path) == expected


def test_safe_changes_of_a_story_and_of_what_belongs_to_it_are_made_in_one_file() -> None:
    box = {"headline": "Background", "body_text": "It was \u201cold\u201d.. It sank."}
    item = {
        **_ONE,
        "body_xhtml": "<p>The caf\u00e9 &amp; the ferry.. They <b>sank</b>.</p>",
        "associations": {"box": box},
    }
    data = json.dumps(item).encode()
    checker = Checkers(Options(("PUN02",), (), None), search=False).of("item.json")
    mended = mend(data, read=lambda some: read(some, "item.json"), checker=checker)
    changed = {
        **item,
        "body_xhtml": item["body_xhtml"].replace("..", "."),
        "associations": {"box": {**box, "body_text": box["body_text"].replace("..", ".")}},
    }
    assert (mended.made, mended.after) == (2, json.dumps(changed).encode())


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"uri": "a", "versioncreated": "2024-05-02", "type": "text"}, "the item has no body, headline or description"),
        ({"body_text": ["x"], "versioncreated": None}, "the item has no body"),
        ({"bodies": {"value": "x"}, "headlines": 7}, "the item has no body"),
        ({"bodies": [{"value": None}, 4, {"value": " "}]}, "the item has no body"),
    ],
)
def test_an_item_without_a_text_is_named(item: object, reason: str) -> None:
    (unread,) = read(json.dumps(item).encode(), "item.json")
    assert isinstance(unread, Unread)
    assert reason in unread.reason


def test_a_body_in_nitf_is_read_as_nitf() -> None:
    nitf = (
        "<?xml version='1.0'?>\n<nitf><head><title>No</title></head><body><body.head><hedline><hl1>Ferry sinks</hl1>"
        "</hedline></body.head><body.content><p>It sank &amp; \u201cmore\u201d.</p></body.content></body></nitf>"
    )
    bodies = [{"role": "text", "value": "It sank."}, {"role": "nitf", "value": nitf}]
    (document,) = _documents({"uri": "a", "bodies": bodies, "headlines": [{"value": "Ferry sinks"}]})
    assert document.text == "Ferry sinks\n\nIt sank & “more”."
    assert document.roles == ((Span(0, 11), Role.HEADLINE),)
    assert _written(document, "sank & “more”") == "sank &amp; \\u201cmore\\u201d"
    (document,) = _documents({"uri": "a", "bodies": [bodies[0], {"value": "<nitf><body>"}]})
    assert document.text == "It sank."
