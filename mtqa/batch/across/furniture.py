"""An outlet's furniture: lines that recur over its stories, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.batch.across.archive import Archive

#: A line is furniture that stands in so many reports of an outlet, copies of one counted once, and in this share.
_FEWEST, _SHARE = 4, 0.01
#: Reporters' bylines recur, and are right.
_BYLINE = r"^(?i:by)\s+\S+(\s+\S+){{0,5}}$"

_FURNITURE = f"""
WITH lines AS (
    SELECT story, outlet, published, coalesce(cluster, story) AS report, l.hash AS hash, l.text AS text
    FROM (SELECT story, unnest(lines) AS l FROM traces)
    JOIN (SELECT story, outlet, published, headline FROM stories WHERE outlet IS NOT NULL) USING (story)
    LEFT JOIN (SELECT story, cluster FROM {{copies}}) USING (story)
    WHERE headline IS NULL OR trim(headline) <> l.text
),
outlets AS (SELECT outlet, count(*) AS stories FROM stories WHERE outlet IS NOT NULL GROUP BY outlet),
recurring AS (
    SELECT outlet, hash, count(DISTINCT report) AS reports FROM lines GROUP BY outlet, hash
    HAVING reports >= {_FEWEST}
)
SELECT outlet, arg_min(text, (published IS NULL, published, story)) AS text,
    count(DISTINCT story)::INTEGER AS stories, count(DISTINCT story) / any_value(outlets.stories) AS share,
    min(published) AS first_published, max(published) AS last_published,
    arg_min(story, (published IS NULL, published, story)) AS example, hash
FROM lines JOIN recurring USING (outlet, hash) JOIN outlets USING (outlet)
GROUP BY outlet, hash
HAVING any_value(reports) >= {_SHARE} * any_value(outlets.stories)
    AND NOT regexp_matches(arg_min(text, (published IS NULL, published, story)), '{_BYLINE}')
ORDER BY outlet, stories DESC, hash
"""  # noqa: S608 - of constants alone


def write_furniture(archive: Archive) -> None:
    """Make the table ``furniture``, after ``copies``."""
    archive.write("furniture", _FURNITURE.format(copies=archive.written("copies")))
