"""Columns over time, in panels above one another: verdicts, penalty, number of stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtqa.batch.report.charts.scale import Scale, scale
from mtqa.batch.report.charts.svg import element, number, percent, text
from mtqa.batch.report.tally import Tally

#: Heights in pixels; the script reads them from the elements.
SHARES, PENALTY, STORIES = 150, 120, 56
#: Room above the highest mark, so that a dot is whole.
HEAD = 6
#: The part of its slot that a column fills.
_FILLED = 0.84


@dataclass(frozen=True, slots=True)
class Column:
    """A period: what its tooltip says, its figures, and the label under it, if it has one.

    ``is_wide_only``: the label has no room on a narrow page.
    """

    told: str
    tally: Tally
    label: str = ""
    is_wide_only: bool = False


@dataclass(frozen=True, slots=True)
class _Panel:
    name: str
    title: str
    described: str
    height: int
    scale: Scale
    said: Callable[[float], str]
    drawn: Callable[[Tally], str]


def panels(columns: Sequence[Column], whole: Tally) -> str:
    """The three panels with their common axis of time; there must be a column."""
    certain = [column.tally for column in columns if not column.tally.is_few]
    highest = max(map(_highest, certain or [column.tally for column in columns]))
    penalty = scale(highest)
    stories = scale(max(column.tally.stories for column in columns), most=2, least_step=1)
    shown = (
        _Panel(
            "shares", "Share of stories by verdict", "From below: hold, revise, pass.",
            SHARES, Scale(1.0, 0.25), lambda tick: f"{number(100 * tick)} %", _stack,
        ),
        _Panel(
            "penalty", "Penalty points per 1,000 words",
            "A dot for each period, with its 95 % interval; hollow where stories are few. The line is the whole run.",
            PENALTY, penalty, plain, lambda tally: _dot(tally, penalty),
        ),
        _Panel(
            "volume", "Number of stories", "A bar for each period.",
            STORIES, stories, plain, lambda tally: _bar(tally.stories / stories.top),
        ),
    )  # fmt: skip
    return "".join(_drawn(panel, columns, whole) for panel in shown) + _labels(columns)


def plain(tick: float) -> str:
    """A tick's number."""
    return f"{tick:,.0f}" if tick == int(tick) else number(tick)


def height_of(share: float, height: int) -> float:
    """Where a share of a panel's scale stands, in pixels from above."""
    return HEAD + (height - HEAD) * (1 - share)


def axis(at: Scale, said: Callable[[float], str], height: int) -> str:
    """The scale at the left of a panel; its labels stand as high as the lines."""
    labels = (
        element("text", said(tick), x="100%", y=round(height_of(at.share(tick), height), 1) + 3.5) for tick in at.ticks
    )
    return element("svg", *labels, class_="axis", width="100%", height=height + 6, aria_hidden="true")


def grid(at: Scale, height: int) -> str:
    """A line for every tick."""
    return element(
        "g",
        *(
            element("line", x1="0", x2="100%", y1=(y := round(height_of(at.share(tick), height), 1)), y2=y)
            for tick in at.ticks
        ),
        class_="grid",
    )


def _drawn(panel: _Panel, columns: Sequence[Column], whole: Tally) -> str:
    width = 1 / len(columns)
    slots = (
        element(
            "svg", element("title", text(column.told)), element("rect", class_="hit", width="100%", height="100%"),
            panel.drawn(column.tally), class_="slot", x=percent(at * width), width=percent(width),
            height=panel.height, overflow="visible",
        )
        for at, column in enumerate(columns)
    )  # fmt: skip
    reference = ""
    if panel.name == "penalty":
        y = round(height_of(panel.scale.share(whole.npt), panel.height), 1)
        reference = element("line", class_="whole", x1="0", x2="100%", y1=y, y2=y)
    plot = element(
        "svg", element("title", panel.title), element("desc", panel.described), grid(panel.scale, panel.height),
        reference, *slots, class_="plot", role="img", width="100%", height=panel.height + 6,
        data_top=panel.scale.top,
    )  # fmt: skip
    return element(
        "div", element("h4", panel.title), axis(panel.scale, panel.said, panel.height), plot,
        class_=f"panel {panel.name}",
    )  # fmt: skip


def _labels(columns: Sequence[Column]) -> str:
    """The common axis of time: a tick and a label where a column has one."""
    width = 1 / len(columns)
    marks = (
        element(
            "g",
            element("line", x1=(x := percent((at + 0.5) * width)), x2=x, y1=0, y2=4),
            element("text", text(column.label), x=x, y=17),
            class_="wide" if column.is_wide_only else None,
        )
        for at, column in enumerate(columns)
        if column.label
    )
    times = element("svg", *marks, class_="times", width="100%", height=24, aria_hidden="true")
    return element("div", times, class_="panel")


def _stack(tally: Tally) -> str:
    """Verdicts of a period, each as high as its share."""
    pieces, below = [], 0.0
    for verdict, count in (("hold", tally.held), ("revise", tally.revise), ("pass", tally.passed)):
        share = count / tally.stories if tally.stories else 0.0
        above = below + share
        top, bottom = height_of(above, SHARES), height_of(below, SHARES)
        pieces.append(_rect(verdict, round(top, 1), round(bottom - top, 1)))
        below = above
    return "".join(pieces)


def _bar(share: float) -> str:
    top = height_of(share, STORIES)
    return _rect("all", round(top, 1), round(STORIES - top, 1))


def _rect(class_: str, y: float, height: float) -> str:
    return element("rect", class_=class_, x=percent((1 - _FILLED) / 2), width=percent(_FILLED), y=y, height=height)


def _dot(tally: Tally, at: Scale) -> str:
    """A period's penalty with its interval; nothing of a period without stories."""
    if not tally.stories:
        return element("line", class_="range") + element("circle", class_="none", r=0)
    interval = tally.interval
    y = round(height_of(at.share(tally.npt), PENALTY), 1)
    ends = (interval.low, interval.high) if interval else (tally.npt, tally.npt)
    low, high = (round(height_of(at.share(end), PENALTY), 1) for end in ends)
    return element("line", class_="range", x1="50%", x2="50%", y1=low, y2=high) + element(
        "circle", class_="few" if tally.is_few else "enough", cx="50%", cy=y, r=3.5
    )


def _highest(tally: Tally) -> float:
    return interval.high if (interval := tally.interval) else tally.npt
