"""The filters: only seen where the page's script runs, for nothing else can answer them."""

from __future__ import annotations

from collections.abc import Iterable

from mtqa.batch.report import wording
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.facts import Dimension, Facts
from mtqa.batch.report.periods import label
from mtqa.model.result import Verdict


def filters(facts: Facts) -> str:
    """A choice for each property that the figures can be filtered by."""
    if not facts.whole.stories:
        return ""
    choices = [
        _choice(one.name, wording.ONE[one.name], _groups(one)) for one in facts.dimensions if one.name in facts.filters
    ]
    choices.append(_choice("verdict", "verdict", ((number, one.value) for number, one in enumerate(reversed(Verdict)))))
    periods = [(number, label(one.first, facts.timeline.unit)) for number, one in enumerate(facts.timeline.periods)]
    if len(periods) > 1:
        choices += [_choice("from", "from", periods), _choice("to", "to", periods)]
    form = element("form", *choices, element("button", "Show all", type="reset", disabled="disabled"))
    return element(
        "aside", form, element("output", ""), class_="filters", hidden="hidden", aria_label="Filters",
    )  # fmt: skip


def _groups(one: Dimension) -> Iterable[tuple[int, str]]:
    named = sorted((wording.named(group, one.name), number) for number, group in enumerate(one.shown))
    yield from ((number, name) for name, number in named)
    if one.others.stories:
        yield len(one.shown), wording.others(one)


def _choice(name: str, title: str, options: Iterable[tuple[int, str]]) -> str:
    every = {"from": "the beginning", "to": "the end"}.get(name, "all")
    return element(
        "label",
        title,
        element(
            "select",
            element("option", every, value=""),
            *(element("option", text(words), value=number) for number, words in options),
            name=name,
        ),
    )
