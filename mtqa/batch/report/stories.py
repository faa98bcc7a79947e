"""The stories that a report shows, with their gravest findings in context.

``language`` is the column that says what a story was translated from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from mtqa.batch.report.facts import Dimension, FoundThere, Story
from mtqa.batch.report.run import Run
from mtqa.model.mqm import Severity
from mtqa.model.result import Verdict

#: Stories of each kind that are shown.
_WORST = 6
_TYPICAL = 3
#: Findings that are shown of one.
_FINDINGS = 8
#: A penalty for a thousand words says little of a text of a few lines.
_LEAST_WORDS = 150
#: Copies of one report are shown once: stories that are alike in all of these.
_ALIKE = "words, npt, critical, major, minor"
_FIELDS = "story, path, id, line, headline, outlet, feed, engine, {language}, published, words, verdict, npt"


def worst(run: Run, language: str) -> tuple[Story, ...]:
    """The stories of the highest penalty, copies once; such as are too short only where there are no others."""
    for least in (_LEAST_WORDS, 0):
        keys = run.ask(
            f"SELECT min(story) FROM {{run}}stories WHERE words >= {least} AND npt > 0 "
            f"GROUP BY {_ALIKE} ORDER BY npt DESC, words DESC, 1 LIMIT {_WORST}"
        )
        if keys:
            return shown(run, language, [key for (key,) in keys])
    return ()


def typical(run: Run, language: str) -> tuple[Story, ...]:
    """For each verdict that asks for work, the stories whose penalty is nearest to that of half of them."""
    keys: list[int] = []
    for verdict in (Verdict.HOLD, Verdict.REVISE):
        rows = run.ask(
            "WITH those AS (SELECT * FROM {run}stories WHERE verdict = ?), "
            "middle AS (SELECT median(npt) AS npt FROM those) "
            "SELECT min(story) FROM those GROUP BY " + _ALIKE + " "
            f"ORDER BY abs(npt - (SELECT npt FROM middle)), 1 LIMIT {_TYPICAL}",
            verdict.value,
        )
        keys += [key for (key,) in rows]
    return shown(run, language, keys)


def worst_of_outlets(run: Run, language: str, outlets: Dimension) -> tuple[Story, ...]:
    """The worst story of every outlet that is shown, in their order."""
    rows = run.ask(
        "SELECT outlet, arg_max(story, (points / greatest(words, 1), -story)) FROM {run}slim "
        f"WHERE points > 0 AND words >= {_LEAST_WORDS} AND outlet < ? GROUP BY 1 ORDER BY 1",
        len(outlets.shown),
    )
    return shown(run, language, [key for _, key in rows])


def shown(run: Run, language: str, keys: Sequence[int]) -> tuple[Story, ...]:
    """The stories with these keys, in the order of the keys."""
    if not keys:
        return ()
    those = ", ".join(map(str, keys))
    found: dict[int, Story] = {}
    for row in run.ask(
        f"SELECT {_FIELDS.format(language=language)} FROM {{run}}stories WHERE story IN ({those}) ORDER BY path, id"
    ):
        found.setdefault(row[0], _story(row))
    findings: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *values in run.ask(
        "SELECT story, code, name, severity, preview, line, before, quote, after, message FROM {run}findings "
        f"WHERE story IN ({those}) ORDER BY story, number"
    ):
        findings[key].append(tuple(values))
    return tuple(_with(found[key], findings[key]) for key in keys if key in found)


def _story(row: tuple[Any, ...]) -> Story:
    key, path, id_, line, headline, outlet, feed, engine, language, published, words, verdict, npt = row
    return Story(
        key, path, id_, line, headline, outlet, feed, engine, language, published, words, Verdict(verdict), npt
    )  # fmt: skip


def _with(story: Story, rows: Sequence[tuple[Any, ...]]) -> Story:
    return replace(story, findings=tuple(_gravest(map(_finding, rows))), findings_number=len(rows))


def _finding(row: tuple[Any, ...]) -> FoundThere:
    code, name, severity, preview, line, before, quote, after, message = row
    return FoundThere(
        code, name or "", Severity[severity.upper()], bool(preview), line, before or "", quote or "", after or "",
        message or "",
    )  # fmt: skip


def _gravest(findings: Iterable[FoundThere]) -> list[FoundThere]:
    """The gravest findings, in the order of the text; such as are not counted come last."""
    numbered = list(enumerate(findings))
    kept = sorted(numbered, key=lambda one: (one[1].preview, -one[1].severity.value, one[0]))[:_FINDINGS]
    return [finding for _, finding in sorted(kept, key=lambda one: one[0])]
