"""What comparing stories finds in a synthetic archive is what the truth says of copies, furniture and spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from fixtures.archives.archive import Story, stories
from mtqa.batch import across
from mtqa.batch.contract import check_batch
from mtqa.batch.tables import parts

TOLD = tuple(stories(1_200, 7))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over an archive, compared."""
    folder = tmp_path_factory.mktemp("out")
    rows = [
        {**story.record(), "published": story.published, "path": "archive.jsonl", "line": number}
        for number, story in enumerate(TOLD, 1)
    ]
    for name, batch in parts(check_batch(pa.RecordBatch.from_pylist(rows))).items():
        (folder / name).mkdir()
        parquet.write_table(pa.Table.from_batches([batch]), folder / name / "part.parquet")
    across.run(folder)
    return folder


def _rows(out: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(out / "across" / f"{name}.parquet").to_pylist()
    return rows


def _clusters(out: Path) -> dict[str, int]:
    """The cluster of each story that has one, by the story's id."""
    named = parquet.read_table(out / "stories", columns=["story", "id"]).to_pylist()
    ids = {row["story"]: row["id"] for row in named}
    return {ids[row["story"]]: row["cluster"] for row in _rows(out, "copies")}


def test_copies_of_a_report_are_one_cluster_and_no_others_are(out: Path) -> None:
    reports: dict[int, list[str]] = defaultdict(list)
    for story in TOLD:
        reports[story.report].append(story.id)
    expected = {frozenset(copies) for copies in reports.values() if len(copies) > 1}
    found: dict[int, set[str]] = defaultdict(set)
    for story_id, cluster in _clusters(out).items():
        found[cluster].add(story_id)
    assert len(expected) > 80
    pairs = [
        {pair for copies in groups for pair in combinations(sorted(copies), 2)} for groups in (expected, found.values())
    ]
    assert pairs[1] <= pairs[0], "stories of two reports are called copies"
    assert len(pairs[1]) >= 0.97 * len(pairs[0])


def test_lines_that_an_outlet_puts_below_its_stories_are_its_furniture(out: Path) -> None:
    expected = Counter((story.outlet, line) for story in TOLD for line in story.furniture)
    found = {(row["outlet"], row["text"]): row["stories"] for row in _rows(out, "furniture")}
    assert {line: found.get(line) for line in expected} == expected
    artifacts = {(story.outlet, story.text[mark.start : mark.end]) for story in TOLD for mark in story.marks}
    assert found.keys() - expected.keys() <= artifacts


def test_what_differs_between_copies_is_told(out: Path) -> None:
    clusters = _clusters(out)
    disagreeing = {row["cluster"] for row in _rows(out, "disagreements") if row["kind"] == "number"}
    changed = [story for story in TOLD if story.changed and story.id in clusters and _shows(story)]
    found = [story for story in changed if clusters[story.id] in disagreeing]
    assert len(changed) > 20
    assert len(found) >= 0.7 * len(changed)
    damaged = {clusters[s.id] for s in TOLD if s.id in clusters and (s.changed or s.marks)}
    assert disagreeing <= damaged, "copies that nobody changed are said to differ"


def _shows(story: Story) -> bool:
    """Whether the figure that was changed stands in the story at all."""
    return story.changed is not None and story.changed[2] in story.text


def test_each_outlet_keeps_to_its_spelling_of_a_name(out: Path) -> None:
    expected: dict[str, set[str]] = defaultdict(set)
    for story in TOLD:
        if story.name:
            expected[story.outlet].add(story.name[0])
    others: dict[str, set[str]] = defaultdict(set)
    for story in TOLD:
        if story.name:
            others[story.outlet].add(story.name[1])
    found = [
        row for row in _rows(out, "spellings") if any(row["spelling"].endswith(one) for one in expected[row["outlet"]])
    ]
    against = [
        row
        for row in _rows(out, "spellings")
        if any(row["spelling"].endswith(" " + one) for one in others[row["outlet"]])
    ]
    assert len(found) > 20
    assert against == []
