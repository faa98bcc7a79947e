"""How scores are distributed."""

from __future__ import annotations

from mtqa.batch.report.charts.histogram import histogram
from mtqa.batch.report.charts.svg import element, number, text
from mtqa.batch.report.facts import Bin, Facts
from mtqa.batch.report.page import markup
from mtqa.model.result import SMALL_SAMPLE


def scores(facts: Facts, links: markup.Links) -> str:
    """The chart and its figures."""
    if not facts.whole.stories:
        return ""
    told = [
        f"{_named(one)}: {one.stories:,} stories; hold {one.held:,}, revise {one.revise:,}, pass {one.passed:,}"
        for one in facts.scores
    ]
    chart = element("figure", histogram(facts.scores, facts.median, told), class_="chart")
    lines = [
        element(
            "tr",
            markup.row_head(_named(one)),
            *(markup.cell(f"{value:,}") for value in (one.held, one.revise, one.passed, one.stories)),
        )
        for one in facts.scores
    ]
    heads = [("score", "name"), ("hold", ""), ("revise", ""), ("pass", ""), ("stories", "")]
    figures = markup.table(heads, lines, class_="figures-table", caption="Stories by score")
    note = (
        f"Stories by score, 100 at best; half of them have {number(round(facts.median, 1))} or more (the upright "
        "line). In "
        f"a story of fewer than {SMALL_SAMPLE} words single findings weigh much, and the verdict rests on their "
        "severity."
    )
    return markup.section(
        "scores",
        "Scores",
        chart,
        markup.folded("The same in figures", figures),
        note=text(note),
        data=links.to("scores"),
        knows_no_period=True,
    )


def _named(one: Bin) -> str:
    if one.low is None:
        return "below 0"
    return "95 to 100" if one.low == 95 else f"{one.low} to {one.low + 5}"
