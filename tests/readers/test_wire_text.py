"""IPTC 7901 and ANPA 1312: the story told from what is for editors, wrapped lines joined, every character traced."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.model.errors import ReadError
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.text.document import Document
from mtqa.text.structure import Role

_HEADLINE = "Old ferry sinks off Bergen; nobody is hurt in the first such accident of the decade"
_PARAGRAPHS = (
    "Bergen, Norway (wtr) - An old ferry sank off Bergen on Monday, and the shipowner said that nobody had been hurt.",
    '"We are glad," he said – which the coast guard, whose boats were there at once, could well understand that day.',
)
_CONTROLS = dict.fromkeys((1, 2, 3, 4, 0x11, 0x13, 0x16, 0x1F))


def _wrapped(*paragraphs: str, end: str = "\r\r\n") -> str:
    return (end * 2).join(end.join(textwrap.wrap(one, 69, break_on_hyphens=False)) for one in paragraphs)


_IPTC = "\r\r\n".join((
    "\x01wtr0163 3 pl 352  wtr 0163",
    "\x02Ferries/Norway/",
    _wrapped(_HEADLINE),
    "(repetition)",
    "By Ana Ferrer, Wire =",
    "",
    _wrapped(*_PARAGRAPHS),
    "xxxx xx",
    "",
    "# Notebook",
    "",
    "## Note to editors",
    "- Adds quote. .",
    "* * * *",
    "The following information is not intended for publication",
    "",
    "wtr af xx",
    "\x03",
    "211259 GMT Nov 18",
    "\x04",
))  # fmt: skip
_IPTC_TEXT = "\n\n".join((_HEADLINE, "By Ana Ferrer, Wire", *_PARAGRAPHS))

_ANPA = "\r\n".join((
    "\x16\x16\x01z6715\x1f-----",
    "r z \x13\x11 BC-BKN--Ferry-Sinks 1stLd   02-20 0500",
    "\x02^BC-BKN--Ferry-Sinks, 1st Ld,416<",
    "^Old ferry sinks off ``Bergen''< ",
    "^AP Photo GATK105<",
    "^By ANA FERRER= ",
    "^AP Writer= ",
    "\t   BERGEN (AP) _ An old ferry sank off Bergen on Monday, and the owner said",
    "that nobody had been hurt.",
    "\t   ``It wasn't `good' at all,'' he said.",
    "",
    "\t   ___",
    "",
    "\t   AP-WF-02-20-16 0337GMT<",
    "\x03",
    "\x04",
))  # fmt: skip
_ANPA_TEXT = "\n\n".join((
    "Old ferry sinks off “Bergen”",
    "By ANA FERRER",
    "BERGEN (AP) — An old ferry sank off Bergen on Monday, and the owner said that nobody had been hurt.",
    "“It wasn’t ‘good’ at all,” he said.",
))  # fmt: skip


def _documents(text: str, encoding: str = "utf-8") -> list[Document]:
    documents = list(read(text.encode(encoding), "wire.txt"))
    assert all(isinstance(one, Document) for one in documents)
    return [one for one in documents if isinstance(one, Document)]


def _roles(document: Document) -> list[tuple[str, Role]]:
    return [(document[span], role) for span, role in document.roles]


@pytest.mark.parametrize("data", [_IPTC, _IPTC.translate(_CONTROLS), _IPTC.translate(_CONTROLS).replace("\r", "")])
def test_the_story_of_an_iptc_message_is_told_from_the_rest(data: str) -> None:
    assert format_of(data.encode(), "story") == "iptc7901"
    (document,) = _documents(data)
    assert document.text == _IPTC_TEXT
    assert _roles(document) == [(_HEADLINE, Role.HEADLINE), ("By Ana Ferrer, Wire", Role.BYLINE)]
    assert dict(document.metadata.stated()) == {
        **{"id": "wtr0163/20181121", "headline": _HEADLINE, "byline": "Ana Ferrer, Wire", "provider": "wtr"},
        **{"published": datetime(2018, 11, 21, 12, 59, tzinfo=UTC), "urgency": 3, "slug": "Ferries/Norway"},
    }
    assert document.notes == ("What the message has for editors only, from “Notebook” on, was not checked.",)


@pytest.mark.parametrize("data", [_ANPA, _ANPA.translate(_CONTROLS)])
def test_the_story_of_an_anpa_message_is_told_from_the_rest(data: str) -> None:
    assert format_of(data.encode(), "story") == "anpa1312"
    (document,) = _documents(data)
    assert document.text == _ANPA_TEXT
    assert _roles(document) == [("Old ferry sinks off “Bergen”", Role.HEADLINE), ("By ANA FERRER", Role.BYLINE)]
    assert dict(document.metadata.stated()) == {
        **{"id": "z6715/20160220", "headline": "Old ferry sinks off ``Bergen''", "byline": "ANA FERRER"},
        **{"published": datetime(2016, 2, 20, 3, 37, tzinfo=UTC), "urgency": 4, "slug": "BC-BKN--Ferry-Sinks 1stLd"},
    }


def test_a_file_may_hold_many_messages() -> None:
    first, second, third = _documents(_IPTC + "\x00\x00" + _IPTC.replace("0163", "0164") + _IPTC)
    assert [one.id for one in (first, second, third)] == ["wtr0163/20181121", "wtr0164/20181121", "wtr0163/20181121"]
    assert first.text == second.text == _IPTC_TEXT
    assert "has come before" in third.notes[-1]
    assert second.place(Span(0, 1)).line == first.place(Span(0, 1)).line + _IPTC.count("\n")


@pytest.mark.parametrize(("data", "text"), [(_IPTC, _IPTC_TEXT), (_ANPA, _ANPA_TEXT)])
def test_a_message_that_breaks_off_is_read_and_said_to_break_off(data: str, text: str) -> None:
    (document,) = _documents(data[: data.index("was" if text is _ANPA_TEXT else "Notebook") - 5])
    assert document.notes == ("The message breaks off: its end mark is missing.",)
    assert text.startswith(document.text.rstrip("#").rstrip())


def test_the_code_page_of_a_wire_is_found() -> None:
    (document,) = _documents(_IPTC.replace("Norway (", "Норвегия («Волна», "), "windows-1251")
    assert (document.encoding, "Норвегия («Волна»" in document.text) == ("windows-1251", True)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("- first of the list", "- second of the list"), "- first of the list\n- second of the list"),
        (("Sunny", "Cloudy"), "Sunny\nCloudy"),
        (("The well-", "known captain of it was seen there."), "The well-known captain of it was seen there."),
        (("It was cold -", "too cold for anybody to be out."), "It was cold - too cold for anybody to be out."),
        (("One.", "   Two."), "One.\n\nTwo."),
    ],
)  # fmt: skip
def test_only_what_the_width_broke_is_joined(lines: tuple[str, ...], text: str) -> None:
    wide = "The shipowner said on Monday that nobody had been hurt in the sea."
    header = "wtr0163 3 pl 352\r\n\r\n"
    (document,) = _documents(f"{header}{wide}\r\n\r\n" + "\r\n".join(lines) + "\r\n")
    assert document.text == f"{wide}\n\n{text}"


#: Lines that a message's writer struck through: no part of the story.
_CROSSED_OUT = re.compile(r"^[ \t]*[xX]{2,}(?: [xX]{2,})*\s*$", re.MULTILINE)


def _assert_traced(document: Document, shown_as: dict[str, Iterable[str]]) -> None:
    end = 0
    for piece in document.source_map.pieces:
        shown, written = document[piece.text], document.in_file[piece.origin.start : piece.origin.end]
        assert piece.origin.start >= end
        end = piece.origin.end
        if piece.verbatim:
            assert shown == written
        elif shown.isspace():
            assert not _CROSSED_OUT.sub("", written).strip("\r\n \t\0\x7f^=<\x02")
        else:
            assert written in shown_as[shown]


_WORDS = (
    *("ferry", "Mr.", "sank", "-", "–", "well-", "``", "''", "'", "`", "_", "\r\r\n", "\n", "\r\n\r\n", "   ", "\t"),
    *(" ", "=", "<", "^", "# Notebook", "xx", "é", "😀", "\x03", "\x01", "\x04", "\0"),
    "the shipowner said on Monday that nobody had been hurt in the sea",
)
_MARKS: dict[str, Iterable[str]] = {"“": ("``",), "”": ("''",), "‘": ("`",), "’": ("'",), "—": ("_",)}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join), st.booleans())
def test_wire_text_is_traced(body: str, is_anpa: bool) -> None:
    data = _ANPA if is_anpa else _IPTC
    for record in read(data.replace("nobody", body).encode(), "wire"):
        if isinstance(record, Document):
            _assert_traced(record, _MARKS)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(("ferry", "sank", "the", "well-known", "owner,", "said", "“We", "U.S.", "5,000")),
        min_size=1,
        max_size=80,
    )
)
def test_what_was_wrapped_is_joined_as_it_was(words: list[str]) -> None:
    paragraph = "The " + " ".join(words) + "."
    header = "wtr0163 3 pl 352\r\n\r\n"
    known = "An old ferry sank off Bergen on Monday, and its owner said that it is"
    (document,) = _documents(header + _wrapped(known, paragraph, end="\r\n"))
    assert len(known) == 69
    assert document.text == f"{known}\n\n{paragraph}"


def test_safe_changes_are_written_in_the_characters_of_the_format() -> None:
    (document,) = _documents(_ANPA)
    start = document.text.index("he said")
    assert document.file_edit(Span(start, start + 7), "he said — “no”") == (
        document.source_map.to_origin(Span(start, start + 7)),
        "he said _ ``no''",
    )


@pytest.mark.parametrize("name", ["iptc7901", "anpa1312"])
def test_what_is_no_message_is_refused(name: str) -> None:
    with pytest.raises(ReadError, match="there is no message"):
        list(read(b"Talks ended.", "a.txt", format=name))


@pytest.mark.parametrize(
    "data",
    [
        "\x01wtr0163 3 pl 352\r\nFerries/Norway/Accidents/Reactions of the many/Survivors/\r\n\x02\r\n\x03\x04",
        "z6715\nr z BC-Ferry 02-20 0500\n^BC-Ferry<\n",
    ],
)
def test_a_message_without_a_story_is_named(data: str) -> None:
    (unread,) = read(data.encode(), "a.txt")
    assert isinstance(unread, Unread)
    assert unread.reason == "the message has no text, there is nothing to check"


@pytest.mark.parametrize("data", [b"Wire 1 2 pl\nTalks ended.", b"room 1234 3 more\n", b"ABC1234 5 dogs 12x\n"])
def test_prose_is_no_message(data: bytes) -> None:
    assert format_of(data, "a.txt") == "text"
