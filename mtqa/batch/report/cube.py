"""The figures that the page's filters need: sums over all combinations of properties, packed for the script.

Three tables over the same combinations of outlet, language, engine and feed: ``stories`` has a row for each
combination, verdict and period, with the sums of a `Tally`; ``scores`` one for each combination, verdict and bin of
the score; ``rules`` one for each rule, combination and verdict. Rows are sorted; columns that rise are written as
differences; all numbers are written with seven bits a byte (LEB128), and the bytes as base64.

Where there are so many combinations that a page would grow too large, engines are no longer told apart, then feeds;
the page says so. The last two tables know no periods for the same reason.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence

from mtqa.batch.report.facts import Dimension, RuleFigures
from mtqa.batch.report.run import Run

#: Rows of a table.
_MOST = 40_000
#: Rules whose figures follow the filters.
RULES = 40
#: Given up in this order, if need be.
_DISPENSABLE = ("engine", "feed")


def encoded(run: Run, dimensions: Sequence[Dimension], rules: Sequence[RuleFigures]) -> tuple[tuple[str, ...], str]:
    """The dimensions that are told apart; and the tables as JSON, for the page's script."""
    names = _told_apart(run, [one.name for one in dimensions if one.is_telling])
    keys = ", ".join(names) or "true"
    run.ask(
        "CREATE OR REPLACE TEMP TABLE {run}cells AS "
        f"SELECT {keys}, (row_number() OVER (ORDER BY {keys}) - 1)::INTEGER AS cell FROM {{run}}slim GROUP BY {keys}"
    )
    on = " AND ".join(f"c.{name} = s.{name}" for name in names) or "true"
    joined = f"{{run}}slim s JOIN {{run}}cells c ON {on}"
    tallies = run.ask(
        "SELECT cell, verdict, coalesce(period + 1, 0), count(*), sum(words)::BIGINT, sum(points)::BIGINT, "
        "sum(points * points)::BIGINT, (sum(points * words) / 10)::BIGINT, (sum(words::BIGINT * words) / "
        "100)::BIGINT "
        f"FROM {joined} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    scores = run.ask(
        f"SELECT cell, verdict, least(bin, 19) + 1, count(*) FROM {joined} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    fired = _fired(run, joined, [rule.code for rule in rules[:RULES]])
    written = json.dumps(
        {
            "dimensions": names,
            "combinations": _packed(
                run.ask(f"SELECT {', '.join(names)} FROM {{run}}cells ORDER BY cell") if names else []
            ),
            "stories": _packed(_rising(tallies)),
            "scores": _packed(_rising(scores)),
            "rules": _packed(_rising(fired)),
        },
        separators=(",", ":"),
    )
    return tuple(names), written


def _told_apart(run: Run, names: Sequence[str]) -> list[str]:
    """The dimensions of which there are not too many combinations."""
    told = list(names)
    for dropped in _DISPENSABLE:
        keys = ", ".join((*told, "verdict"))
        rows = run.ask(
            f"SELECT count(*) FROM (SELECT DISTINCT {keys}, period FROM {{run}}slim) UNION ALL "
            f"SELECT count(*) FROM (SELECT DISTINCT {keys}, bin FROM {{run}}slim)"
        )
        if max(number for (number,) in rows) <= _MOST:
            break
        told = [name for name in told if name != dropped]
    return told


def _fired(run: Run, joined: str, codes: Sequence[str]) -> list[tuple[int, ...]]:
    """Rule by its place in the report, combination, verdict: findings and stories; nothing if that is too much."""
    run.ask("CREATE OR REPLACE TEMP TABLE {run}places (place SMALLINT, code VARCHAR)")
    for place, code in enumerate(codes):
        run.ask("INSERT INTO {run}places VALUES (?, ?)", place, code)
    rows = run.ask(
        "SELECT place, cell, verdict, sum(number)::BIGINT, count(*) FROM {run}fired JOIN {run}places USING (code) "
        f"JOIN (SELECT story, cell, verdict FROM {joined}) USING (story) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 "
        f"LIMIT {_MOST + 1}"
    )
    return [] if len(rows) > _MOST else rows


def _rising(rows: Sequence[tuple[int, ...]]) -> Iterable[tuple[int, ...]]:
    """The rows, their first number as the difference to that of the row before."""
    before = 0
    for first, *others in rows:
        yield first - before, *others
        before = first


def _packed(rows: Iterable[tuple[int, ...]]) -> str:
    """All numbers, none of them negative, in LEB128, as base64."""
    packed = bytearray()
    for row in rows:
        for number in row:
            rest = number
            while rest > 0x7F:
                packed.append(rest & 0x7F | 0x80)
                rest >>= 7
            packed.append(rest)
    return b64encode(packed).decode()
