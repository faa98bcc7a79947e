"""The queries of the guide run, and find what they say."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.batch.across.archives import SHARES, compared, flood, story

_GUIDE = Path(__file__).parents[3] / "docs" / "archives-across.md"
_QUERIES = re.findall(r"```sql\n(.+?)```", _GUIDE.read_text("utf-8"), re.DOTALL)


def test_every_query_of_the_guide_gives_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = "Subscribe to our newsletter"
    terms = {"findings": [("UNT04", "Basij")]}
    stories = [
        story(1, f"{flood()}\n\n{line}", outlet="Post", headline="Flood", npt=2.0, **terms),
        story(2, f"{flood(mayor='Mayor Ivo Tarnaski', moved='12,000')}\n\n{line}", outlet="Post", npt=9.0, **terms),
        story(3, "\n\n".join((*SHARES, line)), outlet="Post"),
        story(4, f"It rained.\n\n{line}", outlet="Post"),
        story(5, f"It snowed.\n\n{line}", outlet="Post"),
    ]
    compared(tmp_path / "out", stories)
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as database:
        answers = [database.execute(query).fetchall() for query in _QUERIES]
    assert len(answers) == 6
    assert all(answers)
    assert answers[0] == [("Flood", 2, 2.0, 9.0, "1.txt", "2.txt")]
    assert answers[2][1][2] == ["1200 (1)", "12000 (1)"]
