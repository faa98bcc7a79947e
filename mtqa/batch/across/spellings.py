"""How the archive spells a name, and which outlet uses which spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from mtqa.batch.across.name_forms import known_as, skeleton, variant_groups

if TYPE_CHECKING:
    from mtqa.batch.across.archive import Archive

#: Of more names, those of the most stories are looked at.
_MOST_NAMES = 300_000
#: So many of a kind are a list of names rather than spellings of one.
_MOST_ALIKE = 200
#: Names of one word are spellings of one name only where so many other names stand beside both, none of which is
#: in more than this share of the stories.
_COMPANIONS, _COMMON = 2, 0.02

_NAMES = f"""
SELECT n.name AS name, count(*) AS stories FROM (SELECT unnest(names) AS n FROM traces)
GROUP BY name ORDER BY stories DESC, name LIMIT {_MOST_NAMES}
"""  # noqa: S608 - of constants alone

_BESIDE = """
WITH named AS (SELECT DISTINCT story, n.name AS name FROM (SELECT story, unnest(names) AS n FROM traces)),
rare AS (
    SELECT name FROM named GROUP BY name
    HAVING count(*) > 1 AND count(*) <= greatest({least}, {share} * (SELECT count(*) FROM traces))
)
SELECT sought.name AS name, list_sort(list_distinct(list(other.name))) AS beside
FROM named sought JOIN single USING (name) JOIN named other USING (story) SEMI JOIN rare ON rare.name = other.name
WHERE other.name <> sought.name GROUP BY sought.name
"""

_SPELLINGS = """
SELECT v.name AS name, v.spelling AS spelling, outlet, count(*)::INTEGER AS stories,
    sum(n.count)::INTEGER AS mentions, min(story) AS example
FROM (SELECT story, unnest(names) AS n FROM traces) JOIN variants v ON v.spelling = n.name JOIN stories USING (story)
GROUP BY v.name, v.spelling, outlet
ORDER BY v.name, v.spelling, outlet NULLS LAST
"""


def write_spellings(archive: Archive) -> None:
    """Make the table ``spellings``."""
    groups = list(_confirmed(archive, _candidates(archive)))
    variants = pa.Table.from_pylist(
        [{"name": group[0], "spelling": spelling} for group in groups for spelling in group],
        pa.schema([("name", pa.string()), ("spelling", pa.string())]),
    )
    archive.write("spellings", _SPELLINGS, variants=variants)


def _candidates(archive: Archive) -> list[list[str]]:
    """Groups of names that may be one by their letters; the commonest of each first."""
    alike: dict[str, list[str]] = defaultdict(list)
    for row in archive.batches(_NAMES):
        for name in row.column("name").to_pylist():
            alike[skeleton(known_as(name) or name)].append(name)
    return [group for names in alike.values() if 1 < len(names) <= _MOST_ALIKE for group in variant_groups(names)]


def _confirmed(archive: Archive, groups: Iterable[list[str]]) -> Iterator[list[str]]:
    """The groups, of single words those alone that stand among the same other names as the first."""
    groups = list(groups)
    doubtful = [name for group in groups for name in group if _is_doubtful(name)]
    single = pa.table({"name": pa.array(doubtful, pa.string())})
    question = _BESIDE.format(least=_COMPANIONS * 10, share=_COMMON)
    beside = {row["name"]: frozenset(row["beside"]) for row in archive.rows(question, single=single)}
    for first, *others in groups:
        near = beside.get(first, frozenset())
        kept = [
            name
            for name in others
            if known_as(name) or not _is_doubtful(name) or len(near & beside.get(name, frozenset())) >= _COMPANIONS
        ]
        if kept:
            yield [first, *kept]


def _is_doubtful(name: str) -> bool:
    return " " not in name
