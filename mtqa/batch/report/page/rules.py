"""The rules that found something: how often, how sure, and what it cost."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.batch.report import wording
from mtqa.batch.report.charts import rows
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.cube import RULES
from mtqa.batch.report.facts import Facts, RuleFigures
from mtqa.batch.report.page import markup
from mtqa.model.families import family_name

#: Rules that are seen at once; the others are folded away.
_SEEN = 15
_NOTE = (
    "How sure a rule is says how many of its findings an editor would agree with, as measured on real text. What "
    "rules in "
    "<i>preview</i> find is drawn as an outline: it is shown and neither scored nor weighed."
)


def rules(facts: Facts, links: markup.Links) -> str:
    """A table of the rules, those that found most first."""
    if not facts.rules:
        return markup.section("rules", "What is wrong", note="No rule found anything.")
    tables = [_table(facts, facts.rules[:_SEEN], 0, "The rules that found most")]
    if rest := facts.rules[_SEEN:]:
        tables.append(markup.folded(f"{len(rest):,} more rules", _table(facts, rest, _SEEN, "More rules")))
    return markup.section("rules", "What is wrong", *tables, note=_NOTE, data=links.to("rules"), knows_no_period=True)


def _table(facts: Facts, shown: Sequence[RuleFigures], first: int, caption: str) -> str:
    heads = [
        ("rule", "name"),
        ("severity", "severity wide"),
        ("sure", "wide"),
        ("findings", "bars"),
        ("", ""),
        ("in stories", ""),
        ("of all points", "wide"),
    ]
    most = facts.rules[0].findings
    lines = [_row(rule, facts, most, number) for number, rule in enumerate(shown, first)]
    return markup.table(heads, lines, class_="rules", caption=caption)


def _row(rule: RuleFigures, facts: Facts, most: int, number: int) -> str:
    preview = element("span", "preview", class_="preview") if rule.preview else ""
    words = ", ".join(f"“{element('bdi', text(quote))}”&nbsp;×&nbsp;{times:,}" for quote, times in rule.words)
    often = element("span", f"Most often: {words}", class_="often") if words else ""
    name = (
        f"{element('code', text(rule.code))} {text(rule.name)} {preview}"
        f"{element('span', text(rule.why), class_='why')}{often}"
    )
    stories, points = facts.whole.stories or 1, facts.whole.points or 1
    bar = rows.bar(rule.findings / most, f"{rule.severity.label}{' preview' if rule.preview else ''}")
    return element(
        "tr",
        markup.row_head(name),
        markup.cell(markup.severity(rule.severity), "severity wide", sort=-rule.severity.value),
        markup.cell(wording.percent(rule.confidence), "wide"),
        markup.cell(bar, "bars", sort=rule.findings),
        markup.cell(f"{rule.findings:,}"),
        markup.cell(wording.percent(rule.stories / stories), sort=rule.stories),
        markup.cell("" if rule.preview else wording.percent(rule.points / points), "wide", sort=rule.points),
        data_rule=number if number < RULES else None,
        data_family=family_name(rule.code[:3]),
    )
