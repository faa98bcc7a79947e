"""Copies of one report: which stories are, and which of them is damaged least."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from mtqa.batch.across.sketches import Sketches

if TYPE_CHECKING:
    from numpy import ndarray

    from mtqa.batch.across.archive import Archive

#: From this similarity on two stories may be copies.
_COPIES = 0.15
#: A copy is so like the one that has most in common with others, and like half of those nearest to that: stories that a
#: chain of others links, or a digest of two reports, are not one report.
_CENTRE, _NEAREST, _HALF = 0.11, 20, 0.5
#: Copies share these parts of their figures and of their names, where both have so many: a report that comes daily, of
#: the weather or the stock exchange, has the same words and other figures.
_FIGURES, _NAMES, _ENOUGH = 0.5, 0.3, 4
_VERDICTS = ("pass", "revise", "hold")

#: Which of the pairs (``one``, ``other``) do not share figures or names. Years and small numbers say nothing.
_UNLIKE = f"""
WITH compared AS (
    SELECT story, list_distinct([hash(f.figure) for f in figures
            if length(f.figure) > 1 AND NOT (length(f.figure) = 4 AND f.unit IS NULL)]) AS figures,
        list_distinct([hash(n.name) for n in names]) AS names
    FROM traces WHERE story IN (SELECT one FROM pairs UNION SELECT other FROM pairs)
),
both_of AS (
    SELECT number, a.figures AS figures, b.figures AS other_figures, a.names AS names, b.names AS other_names
    FROM pairs JOIN compared a ON a.story = one JOIN compared b ON b.story = other
)
SELECT number FROM both_of
WHERE (least(len(figures), len(other_figures)) >= {_ENOUGH}
        AND len(list_intersect(figures, other_figures)) < {_FIGURES} * least(len(figures), len(other_figures)))
    OR (least(len(names), len(other_names)) >= {_ENOUGH}
        AND len(list_intersect(names, other_names)) < {_NAMES} * least(len(names), len(other_names)))
"""  # noqa: S608 - of constants alone

_RANKED = f"""
SELECT story, cluster, similarity,
    row_number() OVER (
        PARTITION BY cluster
        ORDER BY npt, list_position({list(_VERDICTS)}, verdict), words DESC, published NULLS LAST, story
    )::INTEGER AS rank,
    npt, verdict, words, outlet, published
FROM found JOIN stories USING (story)
ORDER BY cluster, rank
"""  # noqa: S608 - of constants alone

_CLUSTERS = """
SELECT cluster, count(*)::INTEGER AS size, any_value(headline) FILTER (rank = 1) AS headline,
    list_sort(list_distinct(list(c.outlet))) AS outlets,
    min(c.published) AS first_published, max(c.published) AS last_published,
    arg_min(story, rank) AS least_damaged, arg_min(c.npt, rank) AS least_npt,
    arg_max(story, rank) AS most_damaged, arg_max(c.npt, rank) AS most_npt, min(similarity) AS similarity
FROM {copies} c JOIN stories s USING (story)
GROUP BY cluster ORDER BY cluster
"""


def write_clusters(archive: Archive) -> None:
    """Make the tables ``copies`` and ``clusters``."""
    found = list(_copies(archive))
    table = pa.Table.from_pylist(
        [{"story": story, "cluster": cluster, "similarity": alike} for cluster, story, alike in found],
        pa.schema([("story", pa.int64()), ("cluster", pa.int64()), ("similarity", pa.float64())]),
    )
    archive.write("copies", _RANKED, found=table)
    archive.write("clusters", _CLUSTERS.format(copies=archive.written("copies")))


def _copies(archive: Archive) -> Iterator[tuple[int, int, float]]:
    """Each copy with its cluster before it and its similarity after it."""
    sketches = Sketches(archive)
    one, other = _without_unlike(archive, sketches, *sketches.similar(_COPIES))
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    degree = Counter(place for pair in pairs for place in pair)
    for linked in _linked(pairs):
        for centre, copies in _around_centres(sketches, linked, degree):
            stories = sketches.stories[[centre, *copies]].tolist()
            alike = [1.0, *sketches.similarity(centre, _array(copies)).tolist()]
            cluster = min(stories)
            yield from ((cluster, story, round(share, 3)) for story, share in zip(stories, alike, strict=True))


def _without_unlike(archive: Archive, sketches: Sketches, one: ndarray, other: ndarray) -> tuple[ndarray, ndarray]:
    """The pairs without those that share too few figures or names to be one report."""
    import numpy as np

    pairs = pa.table(
        {
            "number": np.arange(len(one), dtype=np.int32),
            "one": sketches.stories[one],
            "other": sketches.stories[other],
        }
    )
    keep = np.ones(len(one), bool)
    for batch in archive.batches(_UNLIKE, pairs=pairs):
        keep[batch.column("number").to_numpy()] = False
    return one[keep], other[keep]


def _linked(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What pairs link together, directly or by others (union-find, with the paths halved)."""
    parent: dict[int, int] = {}

    def root(place: int) -> int:
        parent.setdefault(place, place)
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for one, other in pairs:
        parent[root(one)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in parent:
        groups[root(place)].append(place)
    return list(groups.values())


def _around_centres(sketches: Sketches, linked: list[int], degree: Counter[int]) -> Iterator[tuple[int, list[int]]]:
    """Parts of linked stories that are like one of them, their centre, which most are linked with, and each other."""
    left = sorted(linked, key=lambda place: (-degree[place], int(sketches.stories[place])))
    while len(left) > 1:
        centre, *others = left
        alike = dict(zip(others, sketches.similarity(centre, _array(others)).tolist(), strict=True))
        copies: list[int] = []
        for place in sorted(others, key=lambda place: (-alike[place], int(sketches.stories[place]))):
            nearest = copies[:_NEAREST]
            if alike[place] < _CENTRE:
                break
            if not nearest or (sketches.similarity(place, _array(nearest)) >= _CENTRE).mean() >= _HALF:
                copies.append(place)
        if copies:
            yield centre, copies
        taken = frozenset(copies)
        left = [place for place in others if place not in taken]


def _array(places: list[int]) -> ndarray:
    import numpy as np

    return np.array(places, np.int64)
