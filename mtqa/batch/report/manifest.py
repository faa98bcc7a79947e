"""How far a run has come, from its manifest: a line of JSON for each step, only ever added to."""

from __future__ import annotations

from pathlib import Path

from mtqa.batch.report.facts import State

NAME = "manifest.jsonl"


def state(folder: Path) -> State:
    """What the manifest says."""
    return State(None if not (folder / NAME).exists() else True)
