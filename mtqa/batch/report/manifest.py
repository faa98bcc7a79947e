"""How far a run has come, from its manifest: a line of JSON for the run, one for each unit of work that is done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtqa.batch.report.facts import State
from mtqa.render.wording import count

NAME = "manifest.jsonl"


def state(folder: Path) -> State:
    """What the manifest says; of one that cannot be read, that it is not known."""
    try:
        content = (folder / NAME).read_bytes()
    except OSError:
        return State(None)
    lines = list(_lines(content))
    if any("complete" in line for line in lines):
        return State(True)
    done = len({line["unit"] for line in lines if "unit" in line})
    return State(False, f"{count(done, 'unit')} of work {'is' if done == 1 else 'are'} done.")


def _lines(content: bytes) -> Iterator[dict[str, Any]]:
    """The lines that are whole: a kill may have cut off the last one."""
    for line in content.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            yield value
