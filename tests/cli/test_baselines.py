"""`mtqa check` with baselines and sidecars, as a desk meets them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main

STORY = "Talks end\n\nThe talks ended. . Nobody spoke.\n\nThe rain went on , too.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two stories, and the baseline that accepts what is in them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text(STORY, "utf-8")
    assert mtqa("check", "in", "--write-baseline", "accepted.json").exit_code == 0
    return tmp_path


def mtqa(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _found(*arguments: str) -> tuple[list[str], list[str]]:
    """What is reported and what is dismissed, over all documents, and standard error must say nothing."""
    done = mtqa("check", *arguments, "--format", "jsonl")
    assert done.stderr == ""
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return (
        [finding["quote"] for record in records for finding in record["findings"]],
        [one["finding"]["quote"] for record in records for one in record.get("dismissed", ())],
    )


def _accepted(path: Path) -> Counter[str]:
    return Counter(one["path"] for one in json.loads(path.read_text("utf-8"))["findings"])


def test_only_what_is_new_is_reported_and_counted(desk: Path) -> None:
    assert _found("in", "--baseline", "accepted.json") == ([], [". .", " ,", ". .", " ,"])
    (desk / "in" / "a.txt").write_text("The last word. . It came late.\n\n" + STORY, "utf-8")
    assert _found("in", "--baseline", "accepted.json")[0] == [". ."]
    assert mtqa("check", "in", "--baseline", "accepted.json", "--fail-on", "minor").exit_code == 1
    (desk / "in" / "a.txt").write_text(STORY, "utf-8")
    assert mtqa("check", "in", "--baseline", "accepted.json", "--fail-on", "minor").exit_code == 0


def test_a_baseline_means_the_same_stories_from_every_folder(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk / "in")
    assert _found("a.txt", "--baseline", "../accepted.json") == ([], [". .", " ,"])


def test_what_is_found_no_more_is_told_and_taken_out(desk: Path) -> None:
    (desk / "in" / "a.txt").write_text(STORY.replace(". .", "."), "utf-8")
    done = mtqa("check", "in", "--baseline", "accepted.json")
    assert done.stderr.splitlines() == [
        "mtqa: accepted.json: 1 of 4 accepted findings is found no more (--prune-baseline takes them out):",
        "  in/a.txt: PUN01 “. .”",
    ]
    done = mtqa("check", "in", "--baseline", "accepted.json", "--prune-baseline")
    assert done.stderr == "mtqa: accepted.json: 3 findings accepted, 0 new, 1 taken out\n"
    assert _accepted(desk / "accepted.json") == {"in/a.txt": 1, "in/b.txt": 2}


def test_a_renamed_story_keeps_its_place(desk: Path) -> None:
    (desk / "in" / "a.txt").rename(desk / "in" / "z.txt")
    assert _found("in", "--baseline", "accepted.json")[0] == []
    done = mtqa("check", "in", "--baseline", "accepted.json", "--prune-baseline")
    assert done.stderr == "mtqa: accepted.json: 4 findings accepted, 0 new, 0 taken out\n"
    assert _accepted(desk / "accepted.json") == {"in/b.txt": 2, "in/z.txt": 2}


def test_writing_again_takes_over_what_is_new_and_keeps_what_was_not_checked(desk: Path) -> None:
    (desk / "in" / "a.txt").write_text("One more. . It is new.\n\n" + STORY.replace(" ,", ","), "utf-8")
    done = mtqa("check", "in/a.txt", "--write-baseline", "accepted.json")
    assert done.stderr == "mtqa: accepted.json: 4 findings accepted, 1 new, 1 taken out\n"
    assert _accepted(desk / "accepted.json") == {"in/a.txt": 2, "in/b.txt": 2}
    before = (desk / "accepted.json").read_bytes()
    mtqa("check", "in", "--write-baseline", "accepted.json")
    assert (desk / "accepted.json").read_bytes() == before


def test_what_a_story_dismisses_itself_needs_no_baseline(desk: Path) -> None:
    (desk / "in" / "a.txt.mtqa.toml").write_text('[[dismiss]]\nrule = "PUN"\nreason = "as it came"\n', "utf-8")
    mtqa("check", "in", "--write-baseline", "new.json")
    assert _accepted(desk / "new.json") == {"in/b.txt": 2}
    # The file beside a story is no story, and nothing that was passed over.
    assert mtqa("check", "in").exit_code == 0


def test_a_file_beside_no_story_is_named(desk: Path) -> None:
    (desk / "in" / "gone.txt.mtqa.toml").write_text("", "utf-8")
    done = mtqa("check", "in")
    assert done.exit_code == 3
    assert done.stderr == "mtqa: in/gone.txt.mtqa.toml: there is no story beside it to which it could belong\n"


def test_a_file_beside_a_story_is_no_story_when_both_are_named(desk: Path) -> None:
    beside = desk / "in" / "a.txt.mtqa.toml"
    beside.write_text('[[dismiss]]\nrule = "PUN"\n', "utf-8")
    assert _found("in/a.txt", "in/a.txt.mtqa.toml") == ([], [". .", " ,"])
    done = mtqa("check", "in/a.txt.mtqa.toml")
    assert done.exit_code == 3
    assert done.stderr == "mtqa: in/a.txt.mtqa.toml: no story, but what need not be reported of a.txt; name that\n"


def test_a_baseline_may_lie_among_its_stories(desk: Path) -> None:
    for _ in range(2):
        assert mtqa("check", "in", "--write-baseline", "in/accepted.json").exit_code == 0
    assert _found("in", "--baseline", "in/accepted.json") == ([], [". .", " ,", ". .", " ,"])
    assert _accepted(desk / "in" / "accepted.json") == {"a.txt": 2, "b.txt": 2}


def test_a_story_whose_sidecar_is_wrong_is_not_checked_by_half(desk: Path) -> None:
    (desk / "in" / "a.txt.mtqa.toml").write_text('\n[[dismiss]]\nrul = "PUN01"\n', "utf-8")
    done = mtqa("check", "in", "--format", "jsonl", "--baseline", "accepted.json")
    assert done.exit_code == 3
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["in/b.txt"]
    assert 'mtqa: in/a.txt: in/a.txt.mtqa.toml:3: [[dismiss]] has no key "rul" (did you mean "rule"?)' in done.stderr


def test_what_is_dismissed_is_not_mended(desk: Path) -> None:
    (desk / "in" / "a.txt.mtqa.toml").write_text('[[dismiss]]\nrule = "PUN01"\n', "utf-8")
    done = mtqa("fix", "in/a.txt")
    assert ". . Nobody" not in "".join(line for line in done.stdout.splitlines(keepends=True) if line[0] in "+-")
    assert "+The rain went on, too." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--prune-baseline"], "--prune-baseline: there is no baseline to prune; name it with --baseline"),
        (["--baseline", "no.json"], "no.json: there is no such baseline; --write-baseline no.json makes one"),
        (
            ["--baseline", "accepted.json", "--write-baseline", "b.json"],
            "--write-baseline: with --baseline both must name the same file",
        ),
        (["--baseline", "in/a.txt"], "in/a.txt:1: this is no baseline, nor JSON"),
        (["--baseline", "in/a.txt", "--write-baseline", "in/a.txt"], "in/a.txt:1: this is no baseline"),
    ],
)
def test_wrong_use_says_the_way_out(desk: Path, arguments: list[str], message: str) -> None:
    before = {path: path.read_bytes() for path in desk.rglob("*.*")}
    done = mtqa("check", "in", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert {path: path.read_bytes() for path in desk.rglob("*.*")} == before
