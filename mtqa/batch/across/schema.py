"""The tables in the folder ``across``: what shows only when the stories of an archive are compared.

=================  =====================================================================================
file               a row is
=================  =====================================================================================
``clusters``       a report of which the archive has several copies
``copies``         a copy: a story of a cluster, and how it compares with the others
``disagreements``  a name or a number that copies of one report give differently
``furniture``      a line that recurs over many stories of one outlet
``spellings``      one spelling, by one outlet, of a name that the archive spells in several ways
``appearances``    a term that should not stand in English news, and where it stood first
=================  =====================================================================================

``outlet`` is the outlet, where the story has none the feed; what neither has is null. Each file is sorted, so that the
same stories give the same files, whatever order they were read in.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

_TEXT = pa.string()
_TIME = pa.timestamp("s", tz="UTC")
_NUMBER = pa.int32()
_STORY = pa.int64()

#: ``cluster`` is the least ``story`` of its copies. ``least_damaged`` and ``most_damaged`` are stories, by the ``rank``
#: of `COPIES`; ``npt`` are their penalty points. ``headline`` is that of the least damaged copy. ``similarity`` is that
#: of the copy which is least like its cluster.
CLUSTERS: Final = pa.schema(
    [
        ("cluster", _STORY),
        ("size", _NUMBER),
        ("headline", _TEXT),
        ("outlets", pa.list_(_TEXT)),
        ("first_published", _TIME),
        ("last_published", _TIME),
        ("least_damaged", _STORY),
        ("least_npt", pa.float64()),
        ("most_damaged", _STORY),
        ("most_npt", pa.float64()),
        ("similarity", pa.float64()),
    ]
)

#: ``similarity``: 0 to 1, to the copy that is most like all others, which has 1. ``rank``: 1 for the copy that is
#: damaged least: fewest penalty points, then the better verdict, then more words, then published earlier.
COPIES: Final = pa.schema(
    [
        ("story", _STORY),
        ("cluster", _STORY),
        ("similarity", pa.float64()),
        ("rank", _NUMBER),
        ("npt", pa.float64()),
        ("verdict", _TEXT),
        ("words", _NUMBER),
        ("outlet", _TEXT),
        ("published", _TIME),
    ]
)

#: ``kind``: "name" or "number". ``variants``: what stands in the copies, the commonest first; of each in how many
#: copies, the least three of these stories, and for numbers the words around it in the first.
DISAGREEMENTS: Final = pa.schema(
    [
        ("cluster", _STORY),
        ("kind", _TEXT),
        (
            "variants",
            pa.list_(
                pa.struct(
                    [("text", _TEXT), ("copies", _NUMBER), ("stories", pa.list_(_STORY)), ("context", _TEXT)],
                )
            ),
        ),
    ]
)

#: ``text``: the line as it stood first; lines that differ only in figures, capitals and white space are one. So many
#: ``stories`` of the outlet have it, the ``share`` of all its stories; ``example`` is the story that had it first.
FURNITURE: Final = pa.schema(
    [
        ("outlet", _TEXT),
        ("text", _TEXT),
        ("stories", _NUMBER),
        ("share", pa.float64()),
        ("first_published", _TIME),
        ("last_published", _TIME),
        ("example", _STORY),
        ("hash", pa.int64()),
    ]
)

#: ``name``: the spelling that most stories of the archive have; ``spelling``: what the outlet writes, in so many
#: ``stories`` and so often; ``example`` is the least of these stories.
SPELLINGS: Final = pa.schema(
    [
        ("name", _TEXT),
        ("spelling", _TEXT),
        ("outlet", _TEXT),
        ("stories", _NUMBER),
        ("mentions", _NUMBER),
        ("example", _STORY),
    ]
)

#: ``term`` in lower case; ``code`` and ``name``: the rule that reported it, null for untranslated words that no rule
#: objected to (they are explained, say). ``story``, ``outlet``, ``path`` and ``published``: where it stood first, the
#: stories without a time after all others; ``stories``, ``outlets``: in how many it stands; ``last_published``: when
#: last.
APPEARANCES: Final = pa.schema(
    [
        ("term", _TEXT),
        ("code", _TEXT),
        ("name", _TEXT),
        ("published", _TIME),
        ("story", _STORY),
        ("outlet", _TEXT),
        ("path", _TEXT),
        ("stories", _NUMBER),
        ("outlets", _NUMBER),
        ("last_published", _TIME),
    ]
)

TABLES: Final = {
    "clusters": CLUSTERS,
    "copies": COPIES,
    "disagreements": DISAGREEMENTS,
    "furniture": FURNITURE,
    "spellings": SPELLINGS,
    "appearances": APPEARANCES,
}
