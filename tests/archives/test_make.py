"""The command that makes archives: every format can be read again, and the truth beside it is true."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import mtqa
from fixtures.archives.archive import stories
from fixtures.archives.formats import FORMATS
from fixtures.archives.make import Recipe, main, make


def _truth(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.open(out / "truth" / "stories.jsonl.gz", "rt", encoding="utf-8")]


def _read(out: Path) -> tuple[dict[str, int], int]:
    """How many stories each file gives, and how many parts of files could not be read."""
    counts: dict[str, int] = {}
    failures = 0
    for path in sorted((out / "stories").rglob("*.*")):
        name = path.relative_to(out / "stories").as_posix()
        try:
            for record in mtqa.read(path):
                counts[name] = counts.get(name, 0) + isinstance(record, mtqa.Document)
                failures += not isinstance(record, mtqa.Document)
        except mtqa.ReadError:
            failures += 1
    return counts, failures


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_written_can_be_read(name: str, tmp_path: Path) -> None:
    make(tmp_path / "a", Recipe(60, 3, name, part=20))
    told = _truth(tmp_path / "a")
    expected: dict[str, int] = {}
    for story in told:
        expected[story["path"]] = expected.get(story["path"], 0) + 1
    assert _read(tmp_path / "a") == (expected, 0)


@pytest.mark.parametrize("name", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv"])
def test_records_are_the_stories_with_what_is_known_of_them(name: str, tmp_path: Path) -> None:
    make(tmp_path / "a", Recipe(60, 3, name, part=20))
    read: dict[str, mtqa.Document] = {}
    for path in sorted((tmp_path / "a" / "stories").rglob("*.*")):
        read |= {one.id: one for one in mtqa.read(path) if isinstance(one, mtqa.Document)}
    written = {story.id: story for story in stories(60, 3)}
    assert {
        name: (one.text, one.metadata.headline, one.source_language, one.published) for name, one in read.items()
    } == {name: (story.text, story.headline, story.language, story.published.date()) for name, story in written.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_recipe_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    made = []
    for folder in ("a", "b"):
        make(tmp_path / folder, Recipe(30, 3, name, damage=True))
        files = sorted(path for path in (tmp_path / folder).rglob("*") if path.is_file())
        made.append([(path.relative_to(tmp_path / folder).as_posix(), path.read_bytes()) for path in files])
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["jsonl", "csv", "tar.gz", "zip", "parquet", "text", "html", "ninjs"])
def test_of_broken_files_as_much_is_read_as_the_truth_says(name: str, tmp_path: Path) -> None:
    about: dict[str, Any] = make(tmp_path / "a", Recipe(80, 3, name, damage=True))
    counts, failures = _read(tmp_path / "a")
    expected: dict[str, int] = {}
    for story in _truth(tmp_path / "a"):
        expected[story["path"]] = expected.get(story["path"], 0) + 1
    for broken in about["broken"]:
        assert expected[broken["path"]] == broken["stories"]
        assert broken["readable"] < broken["stories"] or name in {"jsonl", "csv"}
        expected[broken["path"]] = broken["readable"]
    assert about["broken"]
    assert {path: count for path, count in counts.items() if count} == {
        path: count for path, count in expected.items() if count
    }
    assert failures == sum(broken["failures"] for broken in about["broken"])


def test_quotes_of_the_truth_stand_in_the_text(tmp_path: Path) -> None:
    make(tmp_path / "a", Recipe(100, 3))
    texts = {story.id: story.text for story in stories(100, 3)}
    artifacts = [(texts[one["id"]], artifact) for one in _truth(tmp_path / "a") for artifact in one["artifacts"]]
    assert len(artifacts) > 20
    assert all(text[one["start"] : one["end"]] == one["quote"] for text, one in artifacts)


def test_an_archive_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(tmp_path / "a"), "--stories", "5"]
    assert main(arguments) == 0
    assert "5 stories in" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(arguments)
    assert "there is an archive already" in capsys.readouterr().err


def test_an_archive_can_be_without_damage(tmp_path: Path) -> None:
    assert main([str(tmp_path / "a"), "--stories", "80", "--clean"]) == 0
    assert all(story["artifacts"] == [] for story in _truth(tmp_path / "a"))
