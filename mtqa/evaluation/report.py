"""An evaluation for people (tables on a terminal) and for machines (plain values)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from mtqa.evaluation.gold import Story
from mtqa.evaluation.measure import Calibration, Evaluation, Judged, Judgement, Proportion, Recall, Sought, Tally
from mtqa.model.finding import Finding
from mtqa.model.span import Span

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

#: Raised when a field of `record` changes its meaning.
SCHEMA = 1
#: What is shown on either side of a finding or mark, in code points.
_CONTEXT = 40
#: How findings are grouped.
_GROUPS: dict[str, Callable[[Finding], str]] = {
    "rule": lambda finding: finding.code,
    "family": lambda finding: finding.family,
    "category": lambda finding: finding.category.value,
    "severity": lambda finding: finding.severity.label,
}
_FALSE = (Judgement.ALARM, Judgement.UNCONFIRMED)


def record(evaluation: Evaluation) -> dict[str, Any]:
    """Every figure, the marks that were missed and the findings that nothing confirms."""
    return {
        "schema": SCHEMA,
        "signature": evaluation.signature,
        "stories": {"annotated": evaluation.count(edited=False), "edited": evaluation.count(edited=True)},
        "words": {"annotated": evaluation.annotated_words, "edited": evaluation.edited_words},
        "findings": _tally_record(evaluation.total),
        "marks": _proportion_record(evaluation.recall.found),
        "findings_by": {
            name: {tally.label: _tally_record(tally) for tally in evaluation.tallies(key)}
            for name, key in _GROUPS.items()
        },
        "marks_by": {
            name: {recall.label: _proportion_record(recall.found) for recall in recalls}
            for name, recalls in _marks_by(evaluation)
        },
        "confidence": {
            calibration.label: {
                "declared": round(calibration.declared, 4),
                "calibrated": round(calibration.calibrated, 4),
                "contradicted": calibration.is_contradicted,
            }
            for calibration in evaluation.calibrations
        },
        "silent": list(evaluation.silent),
        "misses": [_mark_record(sought) for sought in misses(evaluation)],
        "alarms": [_finding_record(judged) for judged in alarms(evaluation)],
        "crashes": [{"id": story.id, "code": crash.code, "error": crash.error} for story, crash in evaluation.crashes],
    }


def misses(evaluation: Evaluation) -> list[Sought]:
    """Marks that no finding hits."""
    return [sought for sought in evaluation.sought if not sought.is_found]


def alarms(evaluation: Evaluation) -> list[Judged]:
    """Findings that count and hit no mark: alarms on edited copy, unconfirmed ones on annotated stories."""
    return [judged for judged in evaluation.judged if judged.counts and judged.judgement in _FALSE]


def show(evaluation: Evaluation, console: Console, *, with_misses: bool = False, with_alarms: bool = False) -> None:
    """Print the summary, the tables and, where asked for, the lists."""
    console.print(*_summary(evaluation), sep="\n", highlight=False)
    calibrations = {calibration.label: calibration for calibration in evaluation.calibrations}
    for name, key in _GROUPS.items():
        if tallies := evaluation.tallies(key):
            console.print(_findings_table(name, tallies, calibrations if name == "rule" else {}))
    for name, recalls in _marks_by(evaluation):
        if recalls:
            console.print(_marks_table(name, recalls))
    if evaluation.silent:
        console.print(f"Nothing found by: {', '.join(evaluation.silent)}", highlight=False)
    if with_misses:
        _show_list(console, "Missed", (_mark_line(sought) for sought in misses(evaluation)))
    if with_alarms:
        _show_list(console, "Not confirmed", (_finding_line(judged) for judged in alarms(evaluation)))
    for story, crash in evaluation.crashes:
        console.print(
            f"{crash.code} crashed on {story.id}: {crash.error}", style="bold red", markup=False, highlight=False
        )


def _marks_by(evaluation: Evaluation) -> Iterator[tuple[str, tuple[Recall, ...]]]:
    yield "category", evaluation.recalls(lambda mark: mark.category)
    yield "severity", evaluation.recalls(lambda mark: mark.severity)
    yield "needs", evaluation.recalls(lambda mark: mark.needs)


def _summary(evaluation: Evaluation) -> Iterator[str]:
    total, found = evaluation.total, evaluation.recall.found
    annotated, edited = evaluation.count(edited=False), evaluation.count(edited=True)
    yield f"{annotated} annotated {_stories(annotated)}, {evaluation.annotated_words:,} words, {found.whole:,} marks"
    yield f"{edited} edited {_stories(edited)}, {evaluation.edited_words:,} words"
    yield f"precision     {_percent(total.precision)}  {_of(total.precision)} findings hit a mark"
    yield f"recall        {_percent(found)}  {_of(found)} marks are hit"
    rate = (
        "none examined"
        if total.alarm_rate is None
        else f"{total.alarm_rate:.2f} per 1,000 words of edited copy ({total.alarms})"
    )
    yield f"false alarms  {rate}"


def _stories(count: int) -> str:
    return "story" if count == 1 else "stories"


def _of(proportion: Proportion) -> str:
    return f"{proportion.part:,} of {proportion.whole:,}"


def _percent(proportion: Proportion) -> str:
    if proportion.share is None:
        return "-"
    low, high = proportion.interval
    return f"{100 * proportion.share:.0f} % ({100 * low:.0f}-{100 * high:.0f})"


def _table(title: str, *numbers: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def _findings_table(name: str, tallies: Iterable[Tally], calibrations: dict[str, Calibration]) -> RenderableType:
    confidence = ("declared", "calibrated") if calibrations else ()
    table = _table(f"Findings by {name}", "confirmed", "precision (95 %)", "alarms", "per 1,000 words", *confidence)
    for tally in tallies:
        rate = "-" if tally.alarm_rate is None else f"{tally.alarm_rate:.3f}"
        known = calibrations.get(tally.label)
        more = (
            (f"{known.declared:.2f}{' !' if known.is_contradicted else ''}", f"{known.calibrated:.2f}") if known else ()
        )
        table.add_row(tally.label, _of(tally.precision), _percent(tally.precision), str(tally.alarms), rate, *more)
    if any(calibration.is_contradicted for calibration in calibrations.values()):
        table.caption = "! the declared confidence lies outside the interval"
        table.caption_justify = "left"
    return table


def _marks_table(name: str, recalls: Iterable[Recall]) -> RenderableType:
    table = _table(f"Marks by {name}", "hit", "recall (95 %)")
    for recall in recalls:
        table.add_row(recall.label, _of(recall.found), _percent(recall.found))
    return table


def _show_list(console: Console, title: str, lines: Iterable[Text]) -> None:
    listed = list(lines)
    console.print(f"{title}: {len(listed)}", style="bold", highlight=False)
    for line in listed:
        console.print(line, soft_wrap=True)


def _mark_line(sought: Sought) -> Text:
    mark = sought.mark
    return _in_context(f"{mark.severity}, {mark.category}, {mark.needs}", sought.story, mark.span)


def _finding_line(judged: Judged) -> Text:
    kind = "edited" if judged.story.is_edited else "annotated"
    finding = judged.finding
    return _in_context(f"{finding.code} {finding.name}, {finding.severity.label}, {kind}", judged.story, finding.span)


def _in_context(label: str, story: Story, span: Span) -> Text:
    from rich.text import Text

    def shown(start: int, end: int) -> str:
        return story.text[max(0, start) : end].replace("\n", "⏎")

    return Text.assemble(
        (f"{story.id} {span.start}-{span.end} ", "dim"),
        (f"{label}: ", "cyan"),
        shown(span.start - _CONTEXT, span.start),
        (f"[[{shown(span.start, span.end)}]]", "bold red"),
        shown(span.end, span.end + _CONTEXT),
    )


def _proportion_record(proportion: Proportion) -> dict[str, Any]:
    low, high = proportion.interval
    share = None if proportion.share is None else round(proportion.share, 4)
    return {
        "part": proportion.part,
        "whole": proportion.whole,
        "share": share,
        "interval": [round(low, 4), round(high, 4)],
    }


def _tally_record(tally: Tally) -> dict[str, Any]:
    rate = None if tally.alarm_rate is None else round(tally.alarm_rate, 4)
    return {"precision": _proportion_record(tally.precision), "alarms": tally.alarms, "alarms_per_1000_words": rate}


def _mark_record(sought: Sought) -> dict[str, Any]:
    mark = sought.mark
    return {
        "id": sought.story.id,
        "start": mark.span.start,
        "end": mark.span.end,
        "quote": sought.story.text[mark.span.start : mark.span.end],
        "category": mark.category,
        "severity": mark.severity,
        "needs": mark.needs,
    }


def _finding_record(judged: Judged) -> dict[str, Any]:
    finding = judged.finding
    return {
        "id": judged.story.id,
        "edited": judged.story.is_edited,
        "code": finding.code,
        "severity": finding.severity.label,
        "start": finding.span.start,
        "end": finding.span.end,
        "quote": finding.quote,
        "message": finding.message,
    }
