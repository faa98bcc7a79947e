"""A run that is killed at any moment, and run again, gives what an undisturbed one gives."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.batch.killing import kill

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are split off on Linux")


def test_runs_that_are_killed_thirty_times_lose_no_story_and_count_none_twice(tmp_path: Path) -> None:
    found = kill(tmp_path, int(os.environ.get("MTQA_KILLS", "30")), seed=6)
    assert found["kills"] >= 30
    assert found["stories"] > 25
    assert (found["different"], found["leftover"]) == ([], [])
