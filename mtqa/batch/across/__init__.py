"""What shows only when stories are compared: copies of one report, furniture, spellings, first appearances.

`traces` keeps of each story what that needs, while the story is checked; `run` makes the tables of `schema` from what
a run has left in its folder. Memory stays the same however many stories there are: DuckDB puts on disk what is more,
and sketches are compared in a file.
"""

from __future__ import annotations

from pathlib import Path


def run(out: Path) -> None:
    """Make the tables in ``out/across`` from ``out/stories``, ``out/findings`` and ``out/traces``.

    Each file is there whole or not at all; a run that was stopped is made good by running again. The same stories give
    the same tables, whatever parts they lie in.
    """
    from mtqa.batch.across.appearances import write_appearances
    from mtqa.batch.across.archive import opened
    from mtqa.batch.across.clusters import write_clusters
    from mtqa.batch.across.disagreements import write_disagreements
    from mtqa.batch.across.furniture import write_furniture
    from mtqa.batch.across.spellings import write_spellings

    with opened(out) as archive:
        write_clusters(archive)
        write_disagreements(archive)
        write_furniture(archive)
        write_spellings(archive)
        write_appearances(archive)
