"""Verdicts and penalty over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.batch.report import wording
from mtqa.batch.report.charts.columns import Column, panels
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.facts import Facts, Period
from mtqa.batch.report.page import markup
from mtqa.batch.report.periods import Unit, label, short
from mtqa.model.result import Verdict

#: Labels for which a wide chart has room, and a narrow one.
_WIDE, _NARROW = 13, 5


def over_time(facts: Facts, links: markup.Links) -> str:
    """The charts, and a table of the same figures."""
    timeline = facts.timeline
    if not timeline.periods:
        return markup.section("time", "Over time", note="No story says when it was published.")
    chart = element("figure", panels(_columns(timeline.periods, timeline.unit), facts.whole), class_="chart time")
    rows = [
        element(
            "tr",
            markup.row_head(text(label(one.first, timeline.unit))),
            markup.cell(f"{one.tally.stories:,}"),
            *(markup.cell(wording.percent(one.tally.share(verdict))) for verdict in reversed(Verdict)),
            markup.cell(wording.points(one.tally.npt) if one.tally.stories else ""),
            markup.cell(wording.between(one.tally.interval), "wide"),
        )
        for one in timeline.periods
    ]
    heads = [(timeline.unit.value, "name"), ("stories", ""), ("hold", ""), ("revise", ""), ("pass", ""), ("points", "")]
    figures = markup.table(
        [*heads, ("95 % interval", "wide")],
        rows,
        class_="figures-table",
        caption=f"Verdicts and penalty by {timeline.unit.value}",
    )
    note = (
        f"A column is a {timeline.unit.value} of publication. Colours as above: hold stands at the bottom. A dot "
        "is hollow "
        "where stories are few, and nothing stands where there are none."
    )
    return markup.section(
        "time", "Over time", chart, markup.folded("The same in figures", figures), note=note, data=links.to("periods")
    )


def _columns(periods: Sequence[Period], unit: Unit) -> list[Column]:
    labels = dict(_labels(periods, unit))
    narrow = set(list(labels)[:: -(-len(labels) // _NARROW)])
    return [
        Column(
            f"{label(one.first, unit)}: {wording.tally_told(one.tally)}",
            one.tally,
            labels.get(number, ""),
            number not in narrow,
        )
        for number, one in enumerate(periods)
    ]


def _labels(periods: Sequence[Period], unit: Unit) -> Iterator[tuple[int, str]]:
    """Numbers of periods and their labels: where a month begins, or a year; no more than there is room for."""
    marks = [number for number in range(len(periods)) if _marks(periods, number, unit)]
    every = -(-len(marks) // _WIDE)
    year = 0
    for number in marks[::every]:
        day = periods[number].first
        yield number, short(day, unit, year=day.year != year)
        year = day.year


def _marks(periods: Sequence[Period], number: int, unit: Unit) -> bool:
    if number == 0 or unit in (Unit.YEAR, Unit.DAY) or (unit is Unit.MONTH and len(periods) <= 2 * _WIDE):
        return True
    before, here = periods[number - 1].first, periods[number].first
    return before.year != here.year if unit is Unit.MONTH else before.month != here.month
