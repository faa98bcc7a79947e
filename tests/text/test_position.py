"""Lines and columns as people and editors count them."""

from __future__ import annotations

import pytest
from hypothesis import given

from mtqa.text.position import Lines, Position
from tests.fragments import TEXTS

TEXT = "one\ntwo\r\nthr😀e\rfour\n"


@pytest.mark.parametrize(
    ("offset", "position"),
    [
        (0, Position(1, 1)),
        (3, Position(1, 4)),
        (4, Position(2, 1)),
        (8, Position(2, 5)),
        (9, Position(3, 1)),
        (13, Position(3, 5)),
        (15, Position(4, 1)),
        (20, Position(5, 1)),
        (99, Position(5, 1)),
    ],
)
def test_offsets_have_lines_and_columns(offset: int, position: Position) -> None:
    assert Lines(TEXT).position(offset) == position


def test_a_part_of_a_file_counts_from_where_it_begins() -> None:
    lines = Lines("one\ntwo", Position(7, 5))
    assert [lines.position(offset) for offset in (0, 2, 4)] == [Position(7, 5), Position(7, 7), Position(8, 1)]


@given(TEXTS)
def test_positions_go_forward_and_agree_with_the_text(text: str) -> None:
    lines = Lines(text)
    positions = [lines.position(offset) for offset in range(len(text) + 1)]
    assert positions == sorted(set(positions))
    ends = text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert positions[-1].line == ends + 1


def test_lines_and_columns_begin_at_one() -> None:
    with pytest.raises(ValueError, match="not a position"):
        Position(0, 1)


def test_the_line_end_of_wires_is_one() -> None:
    assert Lines("a\r\r\nb").position(4) == Position(2, 1)
    assert Lines("a\r\rb").position(3) == Position(3, 1)
