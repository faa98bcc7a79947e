"""Intervals hold the truth about as often as they say."""

from __future__ import annotations

from random import Random

import pytest

from mtqa.batch.report.charts.scale import scale
from mtqa.batch.report.tally import Tally, quantile, wilson


def _story(random: Random) -> tuple[int, int]:
    """Words and points of a story, as skewed as syndicated copy: most are fine, a few are terrible."""
    words = int(random.lognormvariate(6, 0.5))
    if random.random() > 0.35:
        return words, 0
    findings = 1 + int(random.expovariate(0.5) * words / 450)
    return words, sum(random.choices((1, 5, 25), (70, 25, 5), k=findings))


def _tally(stories: list[tuple[int, int]]) -> Tally:
    return Tally(
        passed=len(stories),
        words=sum(words for words, _ in stories),
        points=sum(points for _, points in stories),
        points2=float(sum(points * points for _, points in stories)),
        cross=float(sum(words * points for words, points in stories)),
        words2=float(sum(words * words for words, _ in stories)),
    )


@pytest.mark.parametrize(("number", "least"), [(30, 0.82), (60, 0.88), (200, 0.92)])
def test_the_interval_of_a_penalty_holds_the_truth(number: int, least: float) -> None:
    random = Random(11)  # noqa: S311 - a simulation
    everything = [_story(random) for _ in range(40_000)]
    truth = _tally(everything).npt
    intervals = [_tally(random.choices(everything, k=number)).interval for _ in range(600)]
    hits = sum(one is not None and one.low <= truth <= one.high for one in intervals)
    assert least <= hits / len(intervals) < 0.99


def test_tallies_add_up() -> None:
    random = Random(5)  # noqa: S311 - a simulation
    stories = [_story(random) for _ in range(100)]
    assert Tally.sum([_tally(stories[:40]), _tally(stories[40:])]) == _tally(stories)


def test_little_is_said_of_few_stories_and_of_none() -> None:
    assert Tally().npt == 0.0
    assert _tally([(400, 5)] * 4).interval is None
    assert _tally([(400, 0)] * 90).interval is None
    assert _tally([(400, 5), (300, 0)] * 14).is_few
    assert not _tally([(400, 5), (300, 0)] * 15).is_few


def test_students_quantiles_are_those_of_the_tables() -> None:
    known = {4: 2.776, 9: 2.262, 29: 2.045, 200: 1.972}
    assert {freedom: quantile(freedom) for freedom in known} == pytest.approx(known, abs=0.01)


def test_wilsons_interval() -> None:
    assert (wilson(0, 10).low, wilson(10, 10).high) == (0.0, 1.0)
    assert wilson(0, 10).high == pytest.approx(0.2775, abs=1e-4)
    assert (wilson(5, 10).low, wilson(5, 10).high) == pytest.approx((0.2366, 0.7634), abs=1e-4)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [(0.93, (0, 0.25, 0.5, 0.75, 1.0)), (7, (0, 2, 4, 6, 8)), (82.8, (0, 25, 50, 75, 100)), (0, (0,))],
)
def test_scales_end_at_round_numbers(highest: float, ticks: tuple[float, ...]) -> None:
    assert scale(highest).ticks[: len(ticks)] == pytest.approx(ticks)


@pytest.mark.parametrize("highest", [0, 1, 2, 3, 7, 9, 10, 11, 25, 99, 100, 1000, 123_456])
def test_what_is_counted_has_no_ticks_between(highest: int) -> None:
    at = scale(highest, least_step=1)
    assert at.top >= highest
    assert all(tick == int(tick) for tick in at.ticks)
