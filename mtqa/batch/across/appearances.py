"""Where a term that should not stand in English news stood first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.batch.across.archive import Archive

#: Longer quotes are sentences.
_LONGEST = 60

#: Terms are those of findings about words (untranslated ones, glossaries), and those of the language packs wherever
#: they stand, with a finding or without.
_APPEARANCES = rf"""
WITH found AS (
    SELECT DISTINCT story, code, name, lower(regexp_replace(trim(quote), '\s+', ' ', 'g')) AS term
    FROM findings WHERE (code LIKE 'UNT%' OR code LIKE 'TER%') AND length(quote) <= {_LONGEST}
),
codes AS (SELECT DISTINCT term, code, name FROM found),
events AS (
    SELECT story, code, name, term FROM found
    UNION
    SELECT story, code, name, term FROM (SELECT story, unnest(terms) AS term FROM traces) LEFT JOIN codes USING (term)
),
placed AS (
    SELECT *, (published IS NULL, published, story) AS place
    FROM events JOIN (SELECT story, outlet, path, published FROM stories) USING (story)
)
SELECT term, code, name, min(published) AS published, arg_min(story, place) AS story, arg_min(outlet, place) AS outlet,
    arg_min(path, place) AS path, count(DISTINCT story)::INTEGER AS stories,
    count(DISTINCT outlet)::INTEGER AS outlets, max(published) AS last_published
FROM placed GROUP BY term, code, name ORDER BY term, code NULLS LAST
"""  # noqa: S608 - of constants alone


def write_appearances(archive: Archive) -> None:
    """Make the table ``appearances``."""
    archive.write("appearances", _APPEARANCES)
