"""What comparing stories has left in the folder ``across``, as far as a report shows it."""

from __future__ import annotations

from mtqa.batch.report.facts import Across
from mtqa.batch.report.run import Run


def across(run: Run) -> Across:
    """Clusters of copies, and the tables of furniture, spellings and first appearances."""
    return Across(missing=("clusters",))
