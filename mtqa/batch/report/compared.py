"""What comparing stories has left in the folder ``across``, as far as a report shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.batch.report.facts import Across, Cluster, Copy, Listing
from mtqa.batch.report.run import Run

#: Clusters that are shown, copies of each, disagreements of each.
_CLUSTERS, _COPIES, _DISAGREEMENTS = 8, 8, 6
#: Rows that are kept of the other tables.
_ROWS = 1_000

_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "furniture": {"text": "line", "outlet": "outlet", "stories": "stories", "share": "of its stories"},
    "spellings": {"name": "usual spelling", "spellings": "others", "stories": "stories"},
    "appearances": {
        "term": "term", "published": "first seen", "outlet": "by", "stories": "stories", "outlets": "outlets",
        "last_published": "last seen",
    },
}  # fmt: skip
_QUERIES = {
    "furniture": "SELECT text, outlet, stories, share FROM {run}furniture ORDER BY stories DESC, outlet, text",
    "spellings": (
        "WITH each AS (SELECT name, spelling, sum(stories)::BIGINT AS stories, "
        "string_agg(DISTINCT outlet, ', ' ORDER BY outlet) AS outlets FROM {run}spellings "
        "WHERE spelling <> name GROUP BY ALL) "
        "SELECT name, string_agg(spelling || ' (' || coalesce(outlets, 'no outlet') || ')', ', ' "
        "ORDER BY stories DESC, spelling), sum(stories)::BIGINT AS number FROM each GROUP BY name "
        "ORDER BY number DESC, name"
    ),
    "appearances": (
        "SELECT term, published::DATE, outlet, stories, outlets, "
        "last_published::DATE FROM {run}appearances WHERE code IS NOT NULL "
        "ORDER BY stories DESC, term"
    ),
}


def across(run: Run) -> Across:
    """Clusters of copies, and the tables of furniture, spellings and first appearances."""
    missing = tuple(name for name in ("clusters", "copies", "disagreements", *_QUERIES) if not run.has(name))
    clusters = copies = 0
    if run.has("clusters"):
        clusters, copies = run.ask("SELECT count(*), coalesce(sum(size), 0)::BIGINT FROM {run}clusters")[0]
    return Across(
        missing=missing,
        clusters=tuple(_clusters(run)) if run.has("clusters") and run.has("copies") else (),
        clusters_number=clusters,
        copies_number=copies,
        listings=tuple(_listing(run, name) for name in _QUERIES if run.has(name)),
    )


def _clusters(run: Run) -> Iterator[Cluster]:
    """Reports whose copies differ most in damage, with their copies."""
    rows = run.ask(
        "SELECT cluster, headline, size FROM {run}clusters "
        f"ORDER BY (most_npt - least_npt) * ln(size) DESC, size DESC, cluster LIMIT {_CLUSTERS}"
    )
    keys = [row[0] for row in rows]
    copies: dict[int, list[Copy]] = defaultdict(list)
    for cluster, *row in _of(run, keys, _COPIES_QUERY):
        copies[cluster].append(Copy(*row))
    disagreements: dict[int, list[str]] = defaultdict(list)
    for cluster, kind, variants in _of(run, keys, "SELECT cluster, kind, variants FROM {run}disagreements"):
        disagreements[cluster].append(_told(kind, variants))
    for cluster, headline, size in rows:
        shown = tuple(dict.fromkeys(sorted(disagreements[cluster])))[:_DISAGREEMENTS]
        yield Cluster(headline or "without a headline", tuple(copies[cluster]), size, shown)


_COPIES_QUERY = (
    "SELECT c.cluster, c.outlet, coalesce(s.path || CASE WHEN s.id NOT IN ('', s.path) THEN ' · ' || s.id ELSE "
    "'' END, ''), "
    "c.npt, c.verdict, c.words, c.published FROM {run}copies c "
    "LEFT JOIN {run}stories s USING (story)"
)


def _of(run: Run, clusters: Sequence[int], query: str) -> list[tuple[Any, ...]]:
    """The rows of a query that are of these clusters; of copies the best and the worst."""
    if not clusters or (query is not _COPIES_QUERY and not run.has("disagreements")):
        return []
    those = f"cluster IN ({', '.join(map(str, clusters))})"
    if query is not _COPIES_QUERY:
        return run.ask(f"{query} WHERE {those} ORDER BY cluster, kind")
    return run.ask(
        f"{query} WHERE c.{those} QUALIFY row_number() OVER (PARTITION BY c.cluster ORDER BY c.rank) <= {_COPIES - 1} "
        "OR row_number() OVER (PARTITION BY c.cluster ORDER BY c.rank DESC) = 1 ORDER BY c.cluster, c.rank"
    )


def _told(kind: str, variants: Sequence[Mapping[str, Any]]) -> str:
    """A disagreement in one line: ``Number: “12,000” in 5 copies, “12” in 1``."""
    said = ", ".join(
        f"“{one['text']}” in {one['copies']:,}" + ("" if at else " copy" if one["copies"] == 1 else " copies")
        for at, one in enumerate(variants)
    )
    return f"{kind.capitalize()}: {said}"


def _listing(run: Run, name: str) -> Listing:
    query = _QUERIES[name]
    total = run.ask(f"SELECT count(*) FROM ({query})")[0][0]
    return Listing(name, tuple(_COLUMNS[name].values()), tuple(run.ask(f"{query} LIMIT {_ROWS}")), total)
