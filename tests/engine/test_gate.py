"""What a gate stops."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtqa.engine.changes import Changes, Lines
from mtqa.engine.gate import Gate
from mtqa.model.mqm import Severity
from mtqa.model.result import Score
from tests.render.stories import TALKS, result

STORY = result(TALKS)  # one critical, one major, two minor, one neutral


@pytest.mark.parametrize(
    ("fail_on", "reasons"),
    [
        (None, ()),
        (Severity.CRITICAL, ("1 critical finding",)),
        (Severity.MAJOR, ("1 critical and 1 major finding",)),
        (Severity.MINOR, ("1 critical and 1 major and 2 minor findings",)),
    ],
)
def test_findings_as_grave_as_said_stop_a_story(fail_on: Severity | None, reasons: tuple[str, ...]) -> None:
    assert Gate(fail_on).reasons(STORY) == reasons


def test_what_is_in_preview_stops_nothing() -> None:
    story = replace(STORY, findings=tuple(replace(one, preview=True) for one in STORY.findings))
    assert Gate(Severity.MINOR).reasons(story) == ()


@pytest.mark.parametrize(
    ("words", "npt", "allowed", "stopped"),
    [
        (1000, 20.0, 20, False),
        (1000, 20.1, 20, True),
        (50, 20.0, 20, False),  # a slip in fifty words
        (50, 20.0, 1.9, True),  # is two points in a thousand, if it had five hundred
    ],
)
def test_a_brief_is_measured_as_if_it_had_500_words(words: int, npt: float, allowed: float, stopped: bool) -> None:
    story = replace(STORY, words=words, score=Score(npt, 0, 0))
    assert bool(Gate(max_npt=allowed).reasons(story)) is stopped


def test_both_reasons_are_told() -> None:
    story = replace(STORY, words=1000, score=Score(32.0, 0, 0))
    assert Gate(Severity.CRITICAL, 10).reasons(story) == (
        "1 critical finding",
        "32 penalty points per 1,000 words, 10 are allowed",
    )


def test_only_findings_on_changed_lines_are_left() -> None:
    from pathlib import Path

    here = str(Path("story.txt").resolve())
    only = Changes({here: (Lines(2, 3), Lines(5, 4, gap=True))}, findings=True).only(STORY)
    assert {one.line for one in only.findings} == {3}
    assert Changes({here: (Lines(2, 3),)}).only(STORY) is STORY
    assert Changes({}, findings=True).only(STORY).findings == ()


@pytest.mark.parametrize(
    ("lines", "touched"),
    [
        (Lines(4, 6), True),
        (Lines(1, 3), False),
        (Lines(7, 9), False),
        (Lines(7, 6, gap=True), True),  # the line after the last was taken out
        (Lines(4, 3, gap=True), True),
        (Lines(8, 7, gap=True), False),
    ],
)
def test_a_story_is_touched_where_lines_came_or_went(lines: Lines, touched: bool) -> None:
    assert lines.touches(4, 6) is touched
