"""What has changed since an older run."""

from __future__ import annotations

from mtqa.batch.report import wording
from mtqa.batch.report.charts import rows
from mtqa.batch.report.charts.scale import Scale
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.comparison import Change, Comparison, RuleChange, Turned
from mtqa.batch.report.page import markup
from mtqa.model.result import Verdict

_VERDICTS = tuple(reversed(Verdict))


def changes(found: Comparison | None, links: markup.Links) -> str:
    """Warnings, the change of the whole, and of outlets, rules, verdicts and stories; nothing without an older run."""
    if found is None:
        return ""
    return markup.section(
        "changes",
        f"What has changed since {found.older}",
        *(element("p", text(line), class_="warning", role="note") for line in wording.changed(found)),
        element("p", text(wording.change_lead(found)), class_="told"),
        _transitions(found),
        _outlets(found, links),
        _rules(found, links),
        _turned(found, links),
    )


def _transitions(found: Comparison) -> str:
    if not found.in_both:
        return ""
    heads = [("before", "name"), *((f"{verdict.value} now", "") for verdict in _VERDICTS)]
    lines = (
        element(
            "tr",
            markup.row_head(f"{markup.verdict(before)} before"),
            *(
                markup.cell(f"{number:,}", "same" if before is after else "")
                for after, number in zip(_VERDICTS, counts, strict=True)
            ),
        )
        for before, counts in zip(_VERDICTS, found.transitions, strict=True)
    )
    head = element("h3", f"Verdicts: {wording.stories(found.turned_number)} changed")
    return head + markup.table(heads, lines, class_="figures-table unsorted", caption="Verdicts before and now")


def _outlets(found: Comparison, links: markup.Links) -> str:
    named = [one for one in found.outlets if one.name is not None]
    if not named:
        return ""
    at = rows.penalties((tally for one in named for tally in (one.before, one.after)), found.whole.after)
    heads = [
        ("outlet", "name"), (rows.ruler(at), "plot"), ("before", "wide"), ("now", ""), ("change", ""),
        ("stories", "wide"),
    ]  # fmt: skip
    note = (
        "From the hollow dot to the full one: penalty points per 1,000 words. Outlets whose change is surely more than "
        "chance come first; of those marked “not sure” it may be chance."
    )
    return "".join(
        (
            element("h3", "Outlets"),
            element("p", note, class_="note"),
            markup.table(heads, (_outlet(one, at) for one in named), class_="groups", caption="Change by outlet"),
            links.to("changes-outlets"),
        )
    )


def _outlet(one: Change, at: Scale) -> str:
    direction = "" if not one.is_sure else "worse" if one.difference > 0 else "better"
    unsure = "" if one.is_sure else element("span", "not sure", class_="few-note")
    return element(
        "tr",
        markup.row_head(f"{element('bdi', text(one.name or ''))} {unsure}"),
        markup.cell(
            rows.change(one.before, one.after, at, direction or "after"), "plot", sort=round(one.difference, 4)
        ),
        markup.cell(wording.points(one.before.npt), "wide"),
        markup.cell(wording.points(one.after.npt)),
        markup.cell(wording.signed(one.difference), direction, sort=round(one.difference, 4)),
        markup.cell(f"{one.after.stories:,}", "wide"),
    )


def _rules(found: Comparison, links: markup.Links) -> str:
    if not found.rules:
        return element("h3", "Rules") + element("p", "Every rule found as much as before.", class_="note")
    heads = [("rule", "name"), ("before", ""), ("now", ""), ("in 10,000 words before", "wide"), ("now", "wide")]
    return "".join(
        (
            element("h3", "Rules that find more or less"),
            markup.table(
                heads, (_rule(one, found) for one in found.rules), class_="listing", caption="Rules before and now"
            ),
            links.to("changes-rules"),
        )
    )


def _rule(one: RuleChange, found: Comparison) -> str:
    more = one.after > one.before
    return element(
        "tr",
        markup.row_head(f"{element('code', text(one.code))} {text(one.name)}"),
        markup.cell(f"{one.before:,}"),
        markup.cell(f"{'▲' if more else '▼'} {one.after:,}", sort=one.after),
        markup.cell(wording.rate(one.before, found.whole.before.words), "wide"),
        markup.cell(wording.rate(one.after, found.whole.after.words), "wide"),
    )


def _turned(found: Comparison, links: markup.Links) -> str:
    if not found.turned:
        return ""
    heads = [("story", "name"), ("verdict", "text"), ("points before", ""), ("now", ""), ("where", "place wide")]
    lines = (_story(one) for one in found.turned)
    more = found.turned_number - len(found.turned)
    return "".join(
        (
            element("h3", "Stories whose verdict changed most"),
            markup.table(heads, lines, class_="listing", caption="Stories whose verdict changed"),
            element("p", f"{more:,} more stories have another verdict now.", class_="data") if more else "",
            links.to("changes-stories"),
        )
    )


def _story(one: Turned) -> str:
    story = one.story
    return element(
        "tr",
        markup.row_head(f'<bdi>{text(wording.title(story))}</bdi><span class="why">{text(story.outlet or "")}</span>'),
        markup.cell(f"{markup.verdict(one.verdict)} → {markup.verdict(story.verdict)}", "text"),
        markup.cell(wording.points(one.npt)),
        markup.cell(wording.points(story.npt)),
        markup.cell(element("code", text(wording.place(story))), "place wide"),
    )
