"""Facts of a run, by DuckDB over its tables: no story's text is ever held, and no table is in memory as a whole.

First the groups are counted over the Parquet files; then a slim table of the stories is made, with numbers for the
names of groups and periods, from which everything follows that is asked of several properties at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from mtqa.batch.report import compared, cube, manifest, stories
from mtqa.batch.report.facts import (
    Bin,
    Dimension,
    Facts,
    Failures,
    Group,
    Period,
    Reason,
    RuleFigures,
    Timeline,
)
from mtqa.batch.report.periods import Unit, begin, periods, unit
from mtqa.batch.report.run import Run
from mtqa.batch.report.tally import Interval, Tally
from mtqa.model.errors import ReadError
from mtqa.model.mqm import Severity

#: Dimensions, and the column of each; languages have two.
COLUMNS = {"outlet": "outlet", "language": "translated_from", "engine": "engine", "feed": "feed"}
#: Groups that are shown of each: so many of outlets, so many of others.
_SHOWN = {"outlet": 24, "language": 16, "engine": 12, "feed": 16}
#: Groups that are told apart at all; further ones are only counted.
_APART = 5_000
#: Reasons that are shown of each kind of failure.
_REASONS = 12
#: Words that a rule has found most often: so many, none longer.
_OFTEN, _SHORT = 3, 32
#: Periods hold nearly all stories when some are dated far away from all others: so much on either side may be outside.
_STRAY = 0.005

POINTS = "round(npt * words / 1000)::BIGINT"
#: The sums of a `Tally`, in its order.
SUMS = """
    count(*) FILTER (verdict = 'hold'), count(*) FILTER (verdict = 'revise'), count(*) FILTER (verdict = 'pass'),
    coalesce(sum(words), 0)::BIGINT, coalesce(sum(points), 0)::BIGINT, coalesce(sum(points * points), 0)::DOUBLE,
    coalesce(sum(points * words), 0)::DOUBLE, coalesce(sum(words::BIGINT * words), 0)::DOUBLE
"""
_STORIES = f"(SELECT *, {POINTS} AS points FROM {{run}}stories)"
_WEIGHT = "CASE severity " + " ".join(f"WHEN '{one.label}' THEN {one.value}" for one in Severity) + " ELSE 0 END"
#: The severity that most findings of a rule have; of several, the gravest.
_COMMONEST = (
    "CASE greatest("
    + ", ".join(f"count_if(severity = '{one.label}')" for one in Severity)
    + ") "
    + " ".join(f"WHEN count_if(severity = '{one.label}') THEN '{one.label}'" for one in reversed(Severity))
    + " END"
)


def gather(run: Run) -> Facts:
    """All facts of a run; files that turn out to be damaged are left out and named.

    Raises:
        ReadError: if nothing of the run can be read.
    """
    try:
        return _gather(run)
    except ReadError:
        if not run.leave_damaged_out():
            raise
        return _gather(run)


def tally(run: Run, where: str = "true") -> Tally:
    """The sums over the stories for which a condition holds."""
    return Tally(*run.ask(f"SELECT {SUMS} FROM {_STORIES} WHERE {where}")[0])


def _by_report(run: Run) -> Interval | None:
    """The interval of the whole with reports as the unit, each with all its copies: they stand and fall together."""
    if not run.has("copies"):
        return None
    reports = (
        "(SELECT any_value(verdict) AS verdict, sum(words)::BIGINT AS words, sum(points)::BIGINT AS points "
        f"FROM {_STORIES} LEFT JOIN (SELECT story, cluster FROM {{run}}copies) USING (story) "
        "GROUP BY coalesce(cluster, story))"
    )
    return Tally(*run.ask(f"SELECT {SUMS} FROM {reports}")[0]).interval


def _gather(run: Run) -> Facts:
    whole = tally(run)
    guessed = not run.ask("SELECT count(translated_from) FROM {run}stories")[0][0]
    columns = COLUMNS | ({"language": "source_language"} if guessed else {})
    dimensions = tuple(
        dimension(run, name, column, guessed=guessed and name == "language") for name, column in columns.items()
    )
    timeline = _timeline(run)
    _slim(run, columns, dimensions, timeline)
    rules = _rules(run)
    scores, median = _scores(run)
    found, preview, unlisted = run.ask(
        "SELECT coalesce(sum(critical + major + minor + neutral), 0)::BIGINT, coalesce(sum(preview), 0)::BIGINT, "
        "coalesce(sum(unlisted), 0)::BIGINT FROM {run}stories"
    )[0]
    filters, packed = cube.encoded(run, dimensions, rules)
    return Facts(
        name=run.folder.resolve().name,
        state=manifest.state(run.folder),
        signatures=signatures(run),
        damaged=tuple(run.damaged),
        whole=whole,
        findings=found,
        in_preview=preview,
        unlisted=unlisted,
        timeline=timeline,
        dimensions=dimensions,
        rules=rules,
        scores=scores,
        median=median,
        worst=stories.worst(run, columns["language"]),
        typical=stories.typical(run, columns["language"]),
        of_outlets=stories.worst_of_outlets(run, columns["language"], dimensions[0]),
        failures=_failures(run),
        crashes=_crashes(run),
        across=compared.across(run),
        cube=packed,
        filters=filters,
        language_column=columns["language"],
        by_report=_by_report(run),
    )


def signatures(run: Run) -> tuple[tuple[str, int], ...]:
    """Signatures of the stories, and how many have each."""
    return tuple(
        run.ask("SELECT signature, count(*) AS number FROM {run}stories GROUP BY 1 ORDER BY number DESC, 1 LIMIT 20")
    )


def dimension(run: Run, name: str, column: str, *, guessed: bool = False) -> Dimension:
    """The groups of a dimension; those shown have enough stories, the worst first, then the smaller ones."""
    rows = run.ask(
        f"SELECT {column}, {SUMS} FROM {_STORIES} GROUP BY 1 ORDER BY count(*) DESC, 1 NULLS LAST LIMIT {_APART}"
    )
    number = run.ask(
        f"SELECT count(DISTINCT {column}) + coalesce(bool_or({column} IS NULL), false)::INT FROM {{run}}stories"
    )[0][0]
    groups = [Group(row[0], Tally(*row[1:])) for row in rows]
    chosen = _chosen(groups, _SHOWN[name])
    others = Tally.sum(group.tally for group in groups if group not in chosen)
    if number > len(groups):
        others = _difference(tally(run), Tally.sum(group.tally for group in chosen))
    return Dimension(name, tuple(chosen), others, number - len(chosen), tuple(groups), guessed)


def _chosen(groups: Sequence[Group], most: int) -> list[Group]:
    """Those that are surely worst and those that are largest, half and half; in the order of charts."""
    ranked = sorted(groups, key=_surely, reverse=True)
    chosen = list(dict.fromkeys((*ranked[: most // 2], *groups)))[:most]
    return sorted(chosen, key=lambda group: (group.tally.is_few, -group.tally.npt, group.name or ""))


def _surely(group: Group) -> tuple[bool, float, int]:
    """At least so bad; few stories come last."""
    interval = group.tally.interval
    return not group.tally.is_few, interval.low if interval else group.tally.npt, group.tally.stories


def _difference(whole: Tally, part: Tally) -> Tally:
    return Tally.of(one - other for one, other in zip(whole.values(), part.values(), strict=True))


def _timeline(run: Run) -> Timeline:
    """The periods between the first story and the last, leaving out the few that are dated far away from all others."""
    first, last, low, high, dated, number = run.ask(
        f"SELECT min(day), max(day), quantile_disc(day, {_STRAY}), quantile_disc(day, {1 - _STRAY}), count(day), "
        "count(*) FROM (SELECT published::DATE AS day FROM {run}stories)"
    )[0]
    if not dated:
        return Timeline(Unit.DAY, (), number, 0)
    if (last - first).days > 2 * (high - low).days + 31:
        first, last = low, high
    of = unit(first, last)
    rows: dict[date, Tally] = {
        row[0]: Tally(*row[1:])
        for row in run.ask(
            f"SELECT date_trunc('{of.value}', published)::DATE, {SUMS} FROM {_STORIES} "
            "WHERE published::DATE BETWEEN ? AND ? GROUP BY 1",
            begin(first, of), last,
        )
    }  # fmt: skip
    found = tuple(Period(day, rows.get(day, Tally())) for day in periods(first, last, of))
    inside = sum(period.tally.stories for period in found)
    return Timeline(of, found, number - dated, dated - inside)


def _slim(run: Run, columns: dict[str, str], dimensions: Sequence[Dimension], timeline: Timeline) -> None:
    """The table ``slim``: a story a row, with numbers for groups and periods; the last number is for all others."""
    joins, keys = [], []
    for one in dimensions:
        names = [[number, group.name] for number, group in enumerate(one.shown)]
        table = f"{{run}}names_{one.name}"
        run.ask(f"CREATE OR REPLACE TEMP TABLE {table} (number INTEGER, name VARCHAR)")
        for pair in names:
            run.ask(f"INSERT INTO {table} VALUES (?, ?)", *pair)
        joins.append(f"LEFT JOIN {table} {one.name}_ ON {one.name}_.name IS NOT DISTINCT FROM s.{columns[one.name]}")
        keys.append(f"coalesce({one.name}_.number, {len(one.shown)})::SMALLINT AS {one.name}")
    period = "NULL::SMALLINT"
    if timeline.periods:
        first = timeline.periods[0].first
        of = timeline.unit.value
        number = f"date_diff('{of}', DATE '{first}', date_trunc('{of}', s.published)::DATE)"
        period = f"CASE WHEN {number} BETWEEN 0 AND {len(timeline.periods) - 1} THEN {number} END::SMALLINT"
    run.ask(
        f"CREATE OR REPLACE TEMP TABLE {{run}}slim AS SELECT s.story, {', '.join(keys)}, {period} AS period, "
        "CASE s.verdict WHEN 'hold' THEN 0 WHEN 'revise' THEN 1 ELSE 2 END::TINYINT AS verdict, s.words, "
        f"{POINTS} AS points, greatest(least(floor(s.cqs / 5), 20), -1)::TINYINT AS bin "
        f"FROM {{run}}stories s {' '.join(joins)}"
    )


def _rules(run: Run) -> tuple[RuleFigures, ...]:
    """Rules by their findings, and the words that each has found most often."""
    run.ask(
        "CREATE OR REPLACE TEMP TABLE {run}fired AS SELECT code, story, count(*)::INTEGER AS number, "
        f"sum(CASE WHEN preview THEN 0 ELSE {_WEIGHT} END)::INTEGER AS points "
        "FROM {run}findings GROUP BY ALL"
    )
    rows = run.ask(
        "SELECT code, f.name, f.why, f.severity, f.confidence, f.preview, sum(number)::BIGINT AS findings, count(*), "
        "sum(points)::BIGINT FROM {run}fired JOIN (SELECT code, max(name) AS name, max(why) AS why, "
        f"{_COMMONEST} AS severity, round(avg(confidence), 4) AS confidence, bool_and(preview) AS preview "
        "FROM {run}findings GROUP BY code) f USING (code) GROUP BY ALL ORDER BY findings DESC, code"
    )
    often: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for code, quote, times in run.ask(
        f"SELECT code, quote, count(*) AS times FROM {{run}}findings WHERE length(quote) BETWEEN 1 AND {_SHORT} "
        f"GROUP BY 1, 2 QUALIFY row_number() OVER (PARTITION BY code ORDER BY times DESC, quote) <= {_OFTEN} "
        "ORDER BY code, times DESC, quote"
    ):
        if times > 1 and any(map(str.isalnum, quote)):
            often[code].append((quote, times))
    return tuple(
        RuleFigures(
            code, name or "", why or "", Severity[severity.upper()], confidence, bool(preview), findings, stories_,
            points, tuple(often[code]),
        )
        for code, name, why, severity, confidence, preview, findings, stories_, points in rows
    )  # fmt: skip


def _scores(run: Run) -> tuple[tuple[Bin, ...], float]:
    """Bins of five points of the score, 100 in the last one with 95 and more; and the median."""
    rows = dict.fromkeys(range(-1, 20), (0, 0, 0))
    for low, *counts in run.ask(
        "SELECT least(bin, 19), count_if(verdict = 0), count_if(verdict = 1), count_if(verdict = 2) "
        "FROM {run}slim GROUP BY 1"
    ):
        rows[low] = (counts[0], counts[1], counts[2])
    median: list[tuple[Any, ...]] = run.ask("SELECT coalesce(median(cqs), 0) FROM {run}stories")
    return tuple(Bin(None if low < 0 else 5 * low, *counts) for low, counts in rows.items()), float(median[0][0])


def _failures(run: Run) -> tuple[Failures, ...]:
    kinds = run.ask(
        "SELECT coalesce(kind, 'unread') AS what, count(*) AS number, count(DISTINCT reason) FROM {run}failures "
        "GROUP BY 1 ORDER BY number DESC, 1"
    )
    found = []
    for kind, number, different in kinds:
        reasons = run.ask(
            "SELECT coalesce(reason, ''), count(*) AS number, min(path || coalesce(':' || line, '')) "
            f"FROM {{run}}failures WHERE coalesce(kind, 'unread') = ? GROUP BY 1 ORDER BY number DESC, 1 LIMIT "
            f"{_REASONS}",
            kind,
        )
        found.append(Failures(kind, number, tuple(Reason(*row) for row in reasons), different))
    return tuple(found)


def _crashes(run: Run) -> tuple[Reason, ...]:
    """Rules that failed on stories, with how many these are and the path of one."""
    rows = run.ask(
        "SELECT crash.code || ': ' || max(crash.error), count(*) AS number, min(path) FROM "
        "(SELECT path, unnest(crashes) AS crash FROM {run}stories WHERE len(crashes) > 0) "
        "GROUP BY crash.code ORDER BY number DESC, crash.code"
    )
    return tuple(Reason(*row) for row in rows)
