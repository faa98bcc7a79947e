"""The report as Markdown, for a wiki: the same figures as on the page, without its charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mtqa.batch.report import wording
from mtqa.batch.report.comparison import Comparison
from mtqa.batch.report.facts import Dimension, Facts, Story
from mtqa.batch.report.periods import label
from mtqa.batch.report.tally import Tally
from mtqa.model.result import Verdict
from mtqa.render.markdown import cell
from mtqa.render.visible import visible
from mtqa.render.wording import PREVIEW, SHAPES

#: Rows of a table; a wiki's page is read, not searched.
_ROWS = 20
#: Blocks that a bar has room for.
_BAR = 10
_VERDICTS = tuple(reversed(Verdict))


def markdown(facts: Facts, comparison: Comparison | None = None) -> str:
    """The page."""
    return "\n".join(_lines(facts, comparison)) + "\n"


def _lines(facts: Facts, comparison: Comparison | None) -> Iterator[str]:
    yield from (f"# mtqa archive report: {cell(facts.name)}", "", cell(wording.lead(facts.whole)))
    yield from (f"\n> **Note:** {cell(warning)}" for warning in wording.warnings(facts))
    yield f"\n{wording.totals(facts)}. {wording.NOT_CLEAN}"
    if sentences := list(wording.highlights(facts)):
        yield from ("\n## At a glance\n", *(f"- {cell(sentence)}" for sentence in sentences))
    if comparison:
        yield from _changes(comparison)
    if facts.timeline.periods:
        unit = facts.timeline.unit
        yield "\n## Over time\n"
        yield from _tallies(
            unit.value, ((label(one.first, unit), one.tally) for one in facts.timeline.periods if one.tally.stories)
        )
    if any(one.is_telling for one in facts.dimensions):
        yield "\n## Where it is bad"
    for one in facts.dimensions:
        if one.is_telling:
            yield from _dimension(one)
    yield from _rules(facts)
    yield from _stories("The worst stories", facts.worst)
    yield from _stories("Typical of what is stopped", facts.typical)
    yield from _failures(facts)
    yield from ("\n## How to read the figures\n", *(f"{paragraph}\n" for paragraph in wording.METHOD))
    yield from (f"`{visible(signature)}`: {wording.stories(number)}  " for signature, number in facts.signatures)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join('---' if number == 0 else '---:' for number in range(len(heads)))}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _tallies(head: str, named: Iterable[tuple[str, Tally]]) -> Iterator[str]:
    heads = (head, "stories", *(verdict.value for verdict in _VERDICTS), "points per 1,000 words", "95 % interval")
    yield from _table(
        heads,
        (
            (
                cell(name),
                f"{tally.stories:,}",
                *(wording.percent(tally.share(verdict)) for verdict in _VERDICTS),
                wording.points(tally.npt),
                wording.between(tally.interval),
            )
            for name, tally in named
        ),
    )


def _dimension(one: Dimension) -> Iterator[str]:
    yield f"\n### {wording.HEADINGS[one.name]}\n"
    if one.guessed:
        yield f"{wording.GUESSED}\n"
    rows = [(wording.named(group, one.name) + _few(group.tally), group.tally) for group in one.shown[:_ROWS]]
    if one.others.stories:
        rows.append((wording.others(one), one.others))
    yield from _tallies(wording.ONE[one.name], rows)


def _few(tally: Tally) -> str:
    return " (few stories)" if tally.is_few else ""


def _rules(facts: Facts) -> Iterator[str]:
    if not facts.rules:
        return
    yield "\n## What is wrong\n"
    stories, points = facts.whole.stories or 1, facts.whole.points or 1
    yield from _table(
        ("rule", "severity", "sure", "findings", "in stories", "of all points"),
        (
            (
                f"{rule.code} {cell(rule.name)}" + (" *(preview)*" if rule.preview else ""),
                f"{SHAPES[rule.severity]} {rule.severity.label}",
                wording.percent(rule.confidence),
                f"{rule.findings:,}",
                wording.percent(rule.stories / stories),
                "" if rule.preview else wording.percent(rule.points / points),
            )
            for rule in facts.rules[:_ROWS]
        ),
    )
    if (more := len(facts.rules) - _ROWS) > 0:
        yield f"\nand {more:,} more rules."


def _stories(title: str, stories: Sequence[Story]) -> Iterator[str]:
    if not stories:
        return
    yield f"\n## {title}"
    for story in stories:
        facts = (story.outlet, wording.when(story), f"{story.words:,} words", f"{wording.points(story.npt)} points")
        yield f"\n**{story.verdict.value}** {cell(wording.title(story))}  "
        yield f"{' · '.join(cell(one) for one in facts if one)}  \n{cell(wording.place(story))}\n"
        for found in story.findings:
            before, words, after = wording.context(found)
            preview = f" *({PREVIEW})*" if found.preview else ""
            yield (
                f"- {SHAPES[found.severity]} {cell(before)}**{cell(words.strip()) or '‸'}**{cell(after)}  \n"
                f"  {cell(found.message)} {found.code}{preview}"
            )


def _failures(facts: Facts) -> Iterator[str]:
    if not facts.failures:
        return
    yield "\n## Not checked\n"
    yield from _table(
        ("what happened", "how many", "reason", "for example"),
        (
            (wording.KINDS.get(kind.kind, cell(kind.kind)), f"{one.number:,}", cell(one.reason), cell(one.place))
            for kind in facts.failures
            for one in kind.reasons
        ),
    )


def _changes(found: Comparison) -> Iterator[str]:
    yield f"\n## What has changed since {cell(found.older)}\n"
    yield from (f"> **Note:** {cell(warning)}\n" for warning in wording.changed(found))
    yield cell(wording.change_lead(found))
    if found.in_both:
        yield f"\n### Verdicts: {wording.stories(found.turned_number)} changed\n"
        yield from _table(
            ("before", *(f"{verdict.value} now" for verdict in _VERDICTS)),
            (
                (before.value, *(f"{number:,}" for number in counts))
                for before, counts in zip(_VERDICTS, found.transitions, strict=True)
            ),
        )
    if found.outlets:
        yield "\n### Outlets\n"
        yield from _table(
            ("outlet", "points before", "now", "change", "sure"),
            (
                (
                    cell(one.name or "not stated"), wording.points(one.before.npt), wording.points(one.after.npt),
                    wording.signed(one.difference), "yes" if one.is_sure else "no",
                )
                for one in found.outlets
            ),
        )  # fmt: skip
    if found.rules:
        yield "\n### Rules that find more or less\n"
        yield from _table(
            ("rule", "findings before", "now"),
            ((f"{one.code} {cell(one.name)}", f"{one.before:,}", f"{one.after:,}") for one in found.rules),
        )
    if found.turned:
        yield "\n### Stories whose verdict changed most\n"
        yield from _table(
            ("story", "before", "now", "points before", "now", "where"),
            (
                (
                    cell(wording.title(one.story)), one.verdict.value, one.story.verdict.value, wording.points(one.npt),
                    wording.points(one.story.npt), cell(wording.place(one.story)),
                )
                for one in found.turned
            ),
        )  # fmt: skip
