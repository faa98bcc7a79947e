"""Penalty and verdicts by outlet, language, engine and feed."""

from __future__ import annotations

from collections.abc import Iterable

from mtqa.batch.report import wording
from mtqa.batch.report.charts import rows
from mtqa.batch.report.charts.scale import Scale
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.facts import Dimension, Facts
from mtqa.batch.report.page import markup
from mtqa.batch.report.tally import Tally

_NOTE = (
    "A dot is the penalty, a line its 95 % interval; the line through all rows is the whole run. A group is "
    '<b class="worse">surely worse</b> or <b class="better">surely better</b> than the run when its interval is clear '
    "of that line."
)


def groups(facts: Facts, links: markup.Links) -> str:
    """A table of dots for each dimension; one that knows a single group is told in a sentence."""
    telling = [one for one in facts.dimensions if one.is_telling]
    single = [one for one in facts.dimensions if not one.is_telling]
    content = [_dimension(one, facts, links) for one in telling]
    if single:
        content.append(element("p", text(" ".join(_told(one) for one in single)), class_="note"))
    return markup.section("groups", "Where it is bad", *content, note=_NOTE if telling else "")


def _told(one: Dimension) -> str:
    name = one.shown[0].name if one.shown else None
    if name is None:
        return f"No story names its {wording.ONE[one.name]}."
    return f"All stories are of one {wording.ONE[one.name]}: {wording.named(one.shown[0], one.name)}."


def _dimension(one: Dimension, facts: Facts, links: markup.Links) -> str:
    whole = facts.whole
    scale = rows.penalties((group.tally for group in one.shown), whole)
    heads = [
        (wording.HEADINGS[one.name], "name"),
        ("verdicts", "bars wide"),
        ("hold", "wide"),
        (rows.ruler(scale), "plot"),
        ("points", ""),
        ("95&nbsp;% interval", "wide"),
        ("stories", ""),
        ("words", "widest"),
    ]
    lines = [
        _row(wording.named(group, one.name), group.tally, whole, scale, number)
        for number, group in enumerate(one.shown)
    ]
    if one.others.stories:
        lines.append(_row(wording.others(one), one.others, whole, scale, len(one.shown), class_="others"))
    guessed = element("p", text(wording.GUESSED), class_="warning") if one.guessed else ""
    follows = one.name in facts.filters
    fixed = "" if follows else element("p", markup.ALL_STORIES, class_="all-of-it")
    figures = markup.table(heads, lines, class_=f"groups by-{one.name}", caption=f"Penalty by {wording.ONE[one.name]}")
    return element(
        "div", element("h3", wording.HEADINGS[one.name]), fixed, guessed, figures, links.to(wording.MANY[one.name]),
        class_="dimension" if follows else "dimension is-fixed",
    )  # fmt: skip


def _row(  # noqa: PLR0913 - what a row consists of
    name: str, tally: Tally, whole: Tally, scale: Scale, key: int, *, class_: str | None = None
) -> str:
    few = element("span", "few stories", class_="few-note") if tally.is_few else ""
    cells: Iterable[str] = (
        markup.row_head(f"{element('bdi', text(name))} {few}"),
        markup.cell(rows.verdicts(tally), "bars wide", sort=round(tally.held / max(tally.stories, 1), 6)),
        markup.cell(wording.percent(tally.held / max(tally.stories, 1)), "wide"),
        markup.cell(rows.dot(tally, whole, scale), "plot", sort=round(tally.npt, 4)),
        markup.cell(wording.points(tally.npt), rows.standing(tally, whole)),
        markup.cell(
            wording.between(tally.interval), "wide", sort=round(tally.interval.low, 4) if tally.interval else -1
        ),
        markup.cell(f"{tally.stories:,}"),
        markup.cell(f"{tally.words:,}", "widest"),
    )
    return element("tr", *cells, class_=class_, data_key=key)
