"""How scores are distributed: a column for every five points, its stories by verdict."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.batch.report.charts.columns import axis, grid, height_of, plain
from mtqa.batch.report.charts.scale import Scale, scale
from mtqa.batch.report.charts.svg import element, percent, text
from mtqa.batch.report.facts import Bin

HEIGHT = 170
_FILLED = 0.9


def histogram(bins: Sequence[Bin], median: float, told: Sequence[str]) -> str:
    """The chart; ``told`` is what each column's tooltip says."""
    at = scale(max(one.stories for one in bins), least_step=1)
    width = 1 / len(bins)
    slots = (
        element(
            "svg", element("title", text(words)), element("rect", class_="hit", width="100%", height="100%"),
            _stack(one, at), class_="slot", x=percent(number * width), width=percent(width), height=HEIGHT,
            overflow="visible",
        )
        for number, (one, words) in enumerate(zip(bins, told, strict=True))
    )  # fmt: skip
    plot = element(
        "svg", element("title", "Distribution of the score"),
        element("desc", "A column for every five points; from below: hold, revise, pass."), grid(at, HEIGHT), *slots,
        _median(bins, median), class_="plot", role="img", width="100%", height=HEIGHT + 6, data_top=at.top,
    )  # fmt: skip
    labels = element("svg", *_labels(bins), class_="times", width="100%", height=24, aria_hidden="true")
    return element("div", axis(at, plain, HEIGHT), plot, class_="panel scores") + element("div", labels, class_="panel")


def _stack(one: Bin, at: Scale) -> str:
    pieces, below = [], 0
    for verdict, count in (("hold", one.held), ("revise", one.revise), ("pass", one.passed)):
        top, bottom = (height_of(at.share(value), HEIGHT) for value in (below + count, below))
        pieces.append(
            element(
                "rect", class_=verdict, x=percent((1 - _FILLED) / 2), width=percent(_FILLED), y=round(top, 1),
                height=round(bottom - top, 1),
            )
        )  # fmt: skip
        below += count
    return "".join(pieces)


def _place(bins: Sequence[Bin], score: float) -> float:
    """Where a score stands: the first column is for all below 0."""
    return (1 + score / 5) / len(bins) if score >= 0 else 0.5 / len(bins)


def _median(bins: Sequence[Bin], median: float) -> str:
    x = percent(_place(bins, median))
    return element("line", class_="median", x1=x, x2=x, y1=0, y2=HEIGHT)


def _labels(bins: Sequence[Bin]) -> list[str]:
    labels = [element("text", "below 0", x=percent(0.5 / len(bins)), y=17, class_="wide")]
    for score in range(0, 101, 10):
        x = percent(_place(bins, score))
        labels.append(
            element(
                "g", element("line", x1=x, x2=x, y1=0, y2=4), element("text", str(score), x=x, y=17),
                class_="wide" if score % 20 else None,
            )
        )  # fmt: skip
    return labels
