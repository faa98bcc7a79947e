"""The figures behind the charts as tables: CSV for spreadsheets, Parquet for programs.

Shares are fractions of 1. What is not known is empty, in Parquet null.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

from mtqa.batch.report.comparison import Comparison
from mtqa.batch.report.facts import Facts, Listing, Story
from mtqa.batch.report.tally import Tally, wilson
from mtqa.batch.report.wording import MANY, ONE
from mtqa.model.result import Verdict
from mtqa.render.visible import visible

Value = str | int | float | bool | date | None
#: What a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_TALLY: Mapping[str, type] = {
    "stories": int, "hold": int, "revise": int, "pass": int, "words": int, "points": int, "npt": float,
    "npt_low": float, "npt_high": float, "hold_low": float, "hold_high": float, "few": bool,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns with their types, and its rows."""

    name: str
    columns: Mapping[str, type]
    rows: Sequence[Sequence[Value]]

    def csv(self) -> bytes:
        """RFC 4180, in UTF-8; cells that a spreadsheet would compute begin with an apostrophe."""
        out = StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows(map(_cell, row) for row in self.rows)
        return out.getvalue().encode("utf-8", "backslashreplace")

    def parquet(self) -> bytes:
        """Parquet."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
        columns = pa.schema([(name, kinds[kind]) for name, kind in self.columns.items()])
        arrays = [
            pa.array([row[at] for row in self.rows], columns.field(name).type) for at, name in enumerate(self.columns)
        ]
        out = BytesIO()
        pq.write_table(pa.Table.from_arrays(arrays, schema=columns), out)
        return out.getvalue()


def sheets(facts: Facts, comparison: Comparison | None = None) -> Iterator[Sheet]:
    """A table for each chart."""
    unit = facts.timeline.unit.value
    yield Sheet(
        "periods",
        {"first_day": date, "unit": str, **_TALLY},
        [(one.first, unit, *_tally(one.tally)) for one in facts.timeline.periods],
    )
    for found in facts.dimensions:
        yield Sheet(
            MANY[found.name],
            {ONE[found.name]: str, **_TALLY},
            [(group.name, *_tally(group.tally)) for group in found.all_groups],
        )
    yield Sheet(
        "rules",
        {
            "code": str, "name": str, "severity": str, "confidence": float, "preview": bool, "findings": int,
            "stories": int, "points": int,
        },
        [
            (
                rule.code, rule.name, rule.severity.label, rule.confidence, rule.preview, rule.findings, rule.stories,
                rule.points,
            )
            for rule in facts.rules
        ],
    )  # fmt: skip
    yield Sheet(
        "scores",
        {"from": int, "hold": int, "revise": int, "pass": int},
        [(one.low, one.held, one.revise, one.passed) for one in facts.scores],
    )
    yield Sheet("stories", _STORY, [(kind, *_story(story)) for kind, story in _stories(facts)])
    yield Sheet(
        "failures",
        {"kind": str, "reason": str, "number": int, "example": str},
        [(kind.kind, one.reason, one.number, one.place) for kind in facts.failures for one in kind.reasons],
    )
    yield from _across(facts)
    if comparison:
        yield from _changes(comparison)


def _across(facts: Facts) -> Iterator[Sheet]:
    """What comparing stories gave, as far as it is there."""
    if facts.across.clusters:
        columns = {
            "report": int, "headline": str, "size": int, "outlet": str, "place": str, "npt": float, "verdict": str,
            "words": int, "published": date,
        }  # fmt: skip
        rows = [
            (
                number, cluster.headline, cluster.size, one.outlet, one.place, one.npt, one.verdict, one.words,
                one.published.date() if one.published else None,
            )
            for number, cluster in enumerate(facts.across.clusters, 1)
            for one in cluster.copies
        ]  # fmt: skip
        yield Sheet("clusters", columns, rows)
    for listing in facts.across.listings:
        if listing.rows:
            yield Sheet(
                listing.name,
                {name.replace(" ", "_"): _kind(listing, at) for at, name in enumerate(listing.columns)},
                listing.rows,
            )


def _kind(listing: Listing, at: int) -> type:
    return next((type(row[at]) for row in listing.rows if row[at] is not None), str)


def _changes(found: Comparison) -> Iterator[Sheet]:
    columns = {
        "outlet": str, **{f"{name}_before": kind for name, kind in _TALLY.items()}, **_TALLY, "difference": float,
        "error": float, "sure": bool,
    }  # fmt: skip
    rows = [
        (one.name, *_tally(one.before), *_tally(one.after), one.difference, one.error, one.is_sure)
        for one in found.outlets
    ]
    yield Sheet("changes-outlets", columns, rows)
    yield Sheet(
        "changes-rules",
        {"code": str, "name": str, "before": int, "after": int},
        [(one.code, one.name, one.before, one.after) for one in found.rules],
    )
    yield Sheet(
        "changes-stories",
        {"verdict_before": str, "npt_before": float, **dict(list(_STORY.items())[1:])},
        [(one.verdict.value, one.npt, *_story(one.story)) for one in found.turned],
    )


_STORY: Mapping[str, type] = {
    "shown_as": str, "story": int, "path": str, "id": str, "line": int, "headline": str, "outlet": str, "feed": str,
    "engine": str, "language": str, "published": date, "words": int, "verdict": str, "npt": float, "findings": int,
}  # fmt: skip


def _stories(facts: Facts) -> Iterator[tuple[str, Story]]:
    for kind, chosen in (("worst", facts.worst), ("typical", facts.typical), ("worst of outlet", facts.of_outlets)):
        yield from ((kind, story) for story in chosen)


def _story(story: Story) -> tuple[Value, ...]:
    return (
        story.key, story.path, story.id, story.line, story.headline, story.outlet, story.feed, story.engine,
        story.language, story.published.date() if story.published else None, story.words, story.verdict.value,
        story.npt, story.findings_number,
    )  # fmt: skip


def _tally(tally: Tally) -> tuple[Value, ...]:
    interval, held = tally.interval, wilson(tally.held, tally.stories)
    return (
        tally.stories,
        *(tally.number(verdict) for verdict in reversed(Verdict)),
        tally.words,
        tally.points,
        round(tally.npt, 4) if tally.stories else None,
        round(interval.low, 4) if interval else None,
        round(interval.high, 4) if interval else None,
        round(held.low, 6),
        round(held.high, 6),
        tally.is_few,
    )


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return value
    shown = visible(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
