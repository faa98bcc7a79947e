"""What shows only when stories are compared: copies of one report, furniture, spellings, first appearances."""

from __future__ import annotations

from mtqa.batch.report.facts import Facts
from mtqa.batch.report.page import markup


def across(facts: Facts, links: markup.Links) -> str:
    """Clusters with their least damaged copy, and the other tables."""
    return markup.section("across", "Across stories", note="Stories were not compared with each other in this run.")
