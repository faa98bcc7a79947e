"""Offsets go back to the file, and edits with them; what cannot be edited safely is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.model.span import Span
from mtqa.readers import read
from mtqa.text.document import Document
from mtqa.text.source_map import Piece, SourceMap

#: <p>The</p><p>wor&amp;<b>d  x</b>, whose text is "The", blank line, "wor&d x".
PIECES = (
    Piece(Span(0, 3), Span(3, 6)),
    Piece(Span(3, 5), Span(13, 13), verbatim=False),
    Piece(Span(5, 8), Span(13, 16)),
    Piece(Span(8, 9), Span(16, 21), verbatim=False),
    Piece(Span(9, 10), Span(24, 25)),
    Piece(Span(10, 11), Span(25, 27), verbatim=False),
    Piece(Span(11, 12), Span(27, 28)),
)


def test_pieces_are_given_back_as_they_came() -> None:
    assert SourceMap(PIECES).pieces == PIECES
    assert SourceMap(PIECES).length == 12


@pytest.mark.parametrize(
    ("span", "origin"),
    [
        (Span(0, 3), Span(3, 6)),
        (Span(1, 2), Span(4, 5)),
        (Span(3, 5), Span(13, 13)),
        (Span(2, 6), Span(5, 14)),
        (Span(8, 9), Span(16, 21)),
        (Span(7, 10), Span(15, 25)),
        (Span(10, 12), Span(25, 28)),
        (Span(0, 12), Span(3, 28)),
        (Span(0, 0), Span(3, 3)),
        (Span(3, 3), Span(6, 6)),
        (Span(5, 5), Span(13, 13)),
        (Span(9, 9), Span(21, 21)),
        (Span(12, 12), Span(28, 28)),
    ],
)
def test_a_span_goes_to_the_smallest_range_that_shows_it(span: Span, origin: Span) -> None:
    assert SourceMap(PIECES).to_origin(span) == origin


@pytest.mark.parametrize(
    ("span", "editable"),
    [
        (Span(0, 3), True),
        (Span(2, 4), False),  # a blank line of the reader's own
        (Span(3, 5), False),
        (Span(5, 9), True),  # a word and the whole of an entity
        (Span(8, 10), False),  # over a tag
        (Span(9, 12), True),  # over wrapped white space
        (Span(3, 3), True),
        (Span(4, 4), False),
        (Span(12, 12), True),
        (Span(11, 13), False),
    ],
)
def test_only_what_touches_no_markup_is_editable(span: Span, editable: bool) -> None:
    mapped = SourceMap(PIECES)
    assert mapped.is_editable(span) is editable
    assert mapped.edit(span, "x") == ((mapped.to_origin(span), "x") if editable else None)


def test_an_entity_of_two_characters_is_not_cut_in_two() -> None:
    mapped = SourceMap((Piece(Span(0, 2), Span(0, 17), verbatim=False),))
    assert [mapped.is_editable(Span(*ends)) for ends in ((0, 2), (0, 1), (1, 2), (1, 1))] == [True, False, False, False]


def test_an_empty_map_shows_nothing() -> None:
    assert SourceMap().to_origin(Span(0, 5)) == Span(0, 0)
    assert not SourceMap().is_editable(Span(0, 0))
    assert SourceMap.identity(0).pieces == ()


@pytest.mark.parametrize(
    "pieces",
    [
        (Piece(Span(1, 2), Span(0, 1)),),
        (Piece(Span(0, 2), Span(0, 2)), Piece(Span(3, 4), Span(3, 4))),
        (Piece(Span(0, 2), Span(5, 7)), Piece(Span(2, 3), Span(6, 7))),
    ],
)
def test_gaps_and_steps_back_are_refused(pieces: tuple[Piece, ...]) -> None:
    with pytest.raises(ValueError, match="source map"):
        SourceMap(pieces)


def _in_parts() -> SourceMap:
    """A record of JSON whose headline comes last: the headline, a blank line, the body."""
    mapped = SourceMap(escape=lambda text: f"1{text}")
    mapped.copy(35, 2)
    mapped.put(1, 37, 39)
    mapped.part(lambda text: f"2{text}")
    mapped.put(2, 13, 13)
    mapped.copy(13, 2)
    mapped.put(1, 15, 20)
    mapped.copy(20, 2)
    return mapped


def test_a_part_may_stand_before_what_comes_first_in_the_text() -> None:
    mapped = _in_parts()
    assert [mapped.to_origin(Span(*ends)) for ends in ((0, 3), (5, 10), (7, 8))] == [
        Span(35, 39),
        Span(13, 22),
        Span(15, 20),
    ]
    assert mapped.to_origin(Span(1, 6)) == Span(13, 39)
    assert not mapped.is_editable(Span(2, 6))
    with pytest.raises(ValueError, match="backwards"):
        mapped.copy(21, 1)


def test_each_part_is_written_in_its_own_way() -> None:
    mapped = _in_parts()
    assert mapped.edit(Span(0, 2), "x") == (Span(35, 37), "1x")
    assert mapped.edit(Span(7, 8), "x") == (Span(15, 20), "2x")
    assert mapped.edit(Span(3, 3), "x") == (Span(39, 39), "1x")
    assert mapped.edit(Span(5, 5), "x") == (Span(13, 13), "2x")


def test_pieces_that_touch_across_parts_stay_apart() -> None:
    mapped = SourceMap()
    mapped.copy(4, 2)
    mapped.part(str)
    mapped.copy(6, 2)
    assert [piece.origin for piece in mapped.pieces] == [Span(4, 6), Span(6, 8)]
    assert not mapped.is_editable(Span(1, 3))


def test_a_map_into_a_string_is_led_on_into_the_file() -> None:
    # The file is "say: a\\u003cb\\u003ec&amp;d", its string "a<b>c&amp;d", its text "ac&d".
    way = SourceMap()
    for length, origin, end in ((1, 5, 6), (1, 6, 12), (1, 12, 13), (1, 13, 19), (7, 19, 26)):
        way.copy(origin, length) if end - origin == length else way.put(length, origin, end)
    inner = SourceMap()
    inner.copy(0, 1)
    inner.copy(4, 1)
    inner.put(1, 5, 10)
    inner.copy(10, 1)
    mapped = SourceMap()
    mapped.embed(inner, way)
    assert [(piece.text, piece.origin, piece.verbatim) for piece in mapped.pieces] == [
        (Span(0, 1), Span(5, 6), True),
        (Span(1, 2), Span(19, 20), True),
        (Span(2, 3), Span(20, 25), False),
        (Span(3, 4), Span(25, 26), True),
    ]


def test_a_verbatim_piece_has_one_length() -> None:
    with pytest.raises(ValueError, match="not verbatim"):
        Piece(Span(0, 1), Span(0, 5))


@given(st.integers(1, 30), st.data())
def test_identity_maps_every_span_to_itself(length: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    assert SourceMap.identity(length).to_origin(Span(start, end)) == Span(start, end)
    assert SourceMap.identity(length).is_editable(Span(start, end))


@pytest.mark.parametrize(
    ("path", "data", "old", "new", "edited"),
    [
        ("a.txt", b"He said <no>.", "<no>", "<b>", b"He said <b>."),
        ("a.html", b"<p>He&rsquo;s <b>the</b> boss.", "He’s", "A & B are", b"<p>A &amp; B are <b>the</b> boss."),
        ("a.html", b"<p>the\n  the man", "the the", "the", b"<p>the man"),
        ("a.html", b"<p>He&rsquo;s <b>the</b> boss.", "s the", "s a", None),
        ("a.md", b"He *said* it.", "it", "*it*", b"He *said* \\*it\\*."),
        ("a.md", b"He *said* it.", "He said", "She said", None),
        ("a.jsonl", b'{"text": "said \\u201cno\\u201d."}', "“no”", '"no"\n', b'{"text": "said \\"no\\"\\n."}'),
        ("a.txt", "Он said…".encode("windows-1251"), "said", "“да”", "Он “да”…".encode("windows-1251")),
        ("a.txt", b"the caf\xe9", "the", "он", None),
    ],
)  # fmt: skip
def test_an_edit_is_written_as_the_format_writes_text(
    path: str, data: bytes, old: str, new: str, edited: bytes | None
) -> None:
    (document,) = read(data, path)
    assert isinstance(document, Document)
    start = document.text.index(old)
    edit = document.file_edit(Span(start, start + len(old)), new)
    if edit is None:
        assert edited is None
    else:
        span, written = edit
        whole = document.in_file[: span.start] + written + document.in_file[span.end :]
        assert data[: document.file_offset] + whole.encode(document.encoding) == edited


def test_a_stretch_is_taken_as_such_but_for_what_is_written_otherwise() -> None:
    spliced = SourceMap()
    spliced.splice(2, 12, [(4, 9, 1), (9, 10, 2)])
    assert spliced.pieces == (
        Piece(Span(0, 2), Span(2, 4)),
        Piece(Span(2, 3), Span(4, 9), verbatim=False),
        Piece(Span(3, 5), Span(9, 10), verbatim=False),
        Piece(Span(5, 7), Span(10, 12)),
    )
