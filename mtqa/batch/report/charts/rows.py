"""Marks that stand in the rows of a table: verdicts as a bar, a penalty as a dot with its interval, a count as a bar.

The table's cells say the same in figures, so these are hidden from whoever has the page read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable

from mtqa.batch.report.charts.columns import plain
from mtqa.batch.report.charts.scale import Scale, scale
from mtqa.batch.report.charts.svg import element, percent
from mtqa.batch.report.tally import Tally

_HEIGHT = 30
_MIDDLE = _HEIGHT / 2
#: Room at both ends of a row of dots, as a share of its width.
_MARGIN = 0.03


def penalties(tallies: Iterable[Tally], whole: Tally) -> Scale:
    """A scale for the penalties of groups: few stories, whose intervals are wide, do not decide on it."""
    highest = [whole.npt]
    for tally in tallies:
        interval = tally.interval
        if not tally.is_few and interval:
            highest.append(interval.high)
        elif tally.stories:
            highest.append(tally.npt)
    return scale(max(highest), most=5)


def along(at: Scale, value: float) -> float:
    """Where a value stands in a row."""
    return _MARGIN + (1 - 2 * _MARGIN) * at.share(value)


def ruler(at: Scale) -> str:
    """The scale, for the head of the column; every other label is left out where it is narrow."""
    marks = (
        element(
            "g",
            element("text", plain(tick), x=(x := percent(along(at, tick))), y=12),
            element("line", x1=x, x2=x, y1=16, y2=20),
            class_="wide" if number % 2 else None,
        )
        for number, tick in enumerate(at.ticks)
    )
    return element("svg", *marks, class_="ruler", width="100%", height=20, data_top=at.top, aria_hidden="true")


def dot(tally: Tally, whole: Tally, at: Scale) -> str:
    """A penalty with its interval, and the line of the whole run."""
    interval = tally.interval
    ends = (interval.low, interval.high) if interval else (tally.npt, tally.npt)
    low, high = (percent(along(at, end)) for end in ends)
    reference = percent(along(at, whole.npt))
    return element(
        "svg",
        element("line", class_="whole", x1=reference, x2=reference, y1=0, y2=_HEIGHT),
        element("line", class_="range", x1=low, x2=high, y1=_MIDDLE, y2=_MIDDLE),
        element("circle", class_=standing(tally, whole), cx=percent(along(at, tally.npt)), cy=_MIDDLE, r=4.5),
        class_="dot", width="100%", height=_HEIGHT, aria_hidden="true",
    )  # fmt: skip


def standing(tally: Tally, whole: Tally) -> str:
    """Whether a group is surely worse or better than the whole run, or has too few stories to tell."""
    if tally.is_few:
        return "few"
    interval = tally.interval
    if interval and interval.low > whole.npt:
        return "worse"
    return "better" if interval and interval.high < whole.npt else "enough"


def verdicts(tally: Tally) -> str:
    """A bar of which hold, revise and pass have their shares."""
    pieces, left = [], 0.0
    for verdict, count in (("hold", tally.held), ("revise", tally.revise), ("pass", tally.passed)):
        share = count / tally.stories if tally.stories else 0.0
        pieces.append(element("rect", class_=verdict, x=percent(left), width=percent(share), y=9, height=12))
        left += share
    return element("svg", *pieces, class_="verdicts", width="100%", height=_HEIGHT, aria_hidden="true")


def bar(share: float, class_: str) -> str:
    """A bar of a length."""
    piece = element("rect", class_=class_, x="0", width=percent(share), y=5, height=10, rx=1)
    return element("svg", piece, class_="bar", width="100%", height=20, aria_hidden="true")


def change(before: Tally, after: Tally, at: Scale, class_: str) -> str:
    """From one penalty to another: a hollow dot, a line, a full dot of that class."""
    old, new = (percent(along(at, tally.npt)) for tally in (before, after))
    return element(
        "svg",
        element("line", class_="range", x1=old, x2=new, y1=_MIDDLE, y2=_MIDDLE),
        element("circle", class_="before", cx=old, cy=_MIDDLE, r=4),
        element("circle", class_=class_, cx=new, cy=_MIDDLE, r=4.5),
        class_="dot", width="100%", height=_HEIGHT, aria_hidden="true",
    )  # fmt: skip
