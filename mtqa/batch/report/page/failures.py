"""What could not be read or checked, and why."""

from __future__ import annotations

from mtqa.batch.report import wording
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.facts import Facts
from mtqa.batch.report.page import markup


def failures(facts: Facts, links: markup.Links) -> str:
    """A table of reasons by kind."""
    if not facts.failures:
        return markup.section("failures", "Not checked", note="Every story that was found was read and checked.")
    lines = []
    for kind in facts.failures:
        for number, reason in enumerate(kind.reasons):
            name = f"{kind.number:,} {text(wording.KINDS.get(kind.kind, kind.kind))}" if number == 0 else ""
            lines.append(
                element(
                    "tr",
                    markup.row_head(name) if number == 0 else markup.cell(""),
                    markup.cell(f"{reason.number:,}"),
                    markup.cell(text(reason.reason), "reason"),
                    markup.cell(element("code", text(reason.place)), "place wide"),
                )
            )
        if (more := kind.different - len(kind.reasons)) > 0:
            lines.append(
                element(
                    "tr",
                    markup.cell(""),
                    markup.cell(""),
                    markup.cell(f"{more:,} other reasons", "reason"),
                    markup.cell("", "wide"),
                )
            )
    heads = [("what happened", "name"), ("how many", ""), ("reason", "reason"), ("for example", "place wide")]
    figures = markup.table(heads, lines, class_="failures unsorted", caption="What could not be read or checked")
    note = "These are in none of the figures above."
    return markup.section("failures", "Not checked", figures, note=note, data=links.to("failures"))
