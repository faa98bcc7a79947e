"""Several reports at once, each a file that appears when it is complete."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main

STORY = "Talks end\n\nThe talks ended. . Nobody spoke to the reporters.\n"
CI = ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CI:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "story.txt").write_text(STORY, "utf-8")
    monkeypatch.chdir(tmp_path)


def check(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["check", "news", "--select", "PUN01", *arguments], env=environment)


def test_reports_in_several_formats_are_written_beside_the_one_on_standard_output(tmp_path: Path) -> None:
    done = check("--output", "sarif:a.sarif", "--output", "junit:b.xml", "--format", "jsonl", "--fail-on", "minor")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["path"] == "news/story.txt"
    run = json.loads((tmp_path / "a.sarif").read_text("utf-8"))["runs"][0]
    [rule] = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("PUN01", "StrayFullStop")
    assert rule["help"]["markdown"].startswith("# stray-full-stop (PUN01)\n")
    assert run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "."}
    assert 'message="1 minor finding"' in (tmp_path / "b.xml").read_text("utf-8")


def test_a_file_without_a_format_is_written_in_that_of_the_run(tmp_path: Path) -> None:
    done = check("--format", "csv", "--output", "html")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "html").read_text("utf-8").startswith("path,id,")


def test_reports_among_the_stories_are_no_stories(tmp_path: Path) -> None:
    for _ in range(2):
        done = check("--output", "csv:news/findings.csv", "--output", "html:news/page.html")
        assert (done.exit_code, done.stderr) == (0, "")
    head, *rows = (tmp_path / "news" / "findings.csv").read_text("utf-8").splitlines()
    assert head.startswith("path,id,")
    assert [row.split(",")[0] for row in rows] == ["news/story.txt"]


def test_an_interrupted_run_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtqa.engine.checker import Checker

    (tmp_path / "old.sarif").write_text("old", "utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Checker, "check", interrupted)
    assert check("--output", "sarif:old.sarif").exit_code == 130
    assert (tmp_path / "old.sarif").read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news", "old.sarif"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "csv:a", "--output", "sarif:./a"], "--output: two reports would go to "),
        (["--output", "sarif:"], '--output: "sarif:" names no file'),
        (["--output", "a", "--output", "b"], "--output: a and b: name a format for each"),
    ],
)
def test_outputs_that_cannot_be_are_wrong_use(arguments: list[str], message: str) -> None:
    done = check(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_paths_are_seen_from_the_top_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "news")
    arguments = ["check", "story.txt", "--select", "PUN01", "--format", "gitlab"]
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE"):
        [issue] = json.loads(CliRunner().invoke(main, arguments, env={name: str(tmp_path)}).stdout)
        assert issue["location"]["path"] == "news/story.txt"
    [issue] = json.loads(CliRunner().invoke(main, arguments, env={"WORKSPACE": "/elsewhere"}).stdout)
    assert issue["location"]["path"] == "story.txt"


def test_the_summary_of_a_step_on_github_is_added_to_what_is_there(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", "utf-8")
    done = check("--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert done.stdout.startswith("::warning file=news/story.txt,line=3,endLine=3,col=16,endColumn=18,title=PUN01 ")
    assert done.stderr == ""
    text = summary.read_text("utf-8")
    assert text.startswith("# Before\n## mtqa\n\n1 story, ")
    assert "| ● minor | news/story.txt:3:16 | A stray full stop stands after “The talks ended”." in text


def test_what_is_not_annotated_is_said_where_there_is_no_summary(tmp_path: Path) -> None:
    (tmp_path / "news" / "story.txt").write_text("Talks end\n\n" + "The talks ended. . Nobody spoke.\n\n" * 12, "utf-8")
    done = check("--format", "github")
    assert done.stderr == "mtqa: github: 2 findings of 12 not annotated, the least grave\n"
    assert check("--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path / "no" / "such")).stderr.splitlines() == [
        f"mtqa: GITHUB_STEP_SUMMARY: {tmp_path / 'no' / 'such'}: No such file or directory",
        "mtqa: github: 2 findings of 12 not annotated, the least grave",
    ]


def test_what_is_in_preview_fails_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from mtqa.engine.checker import Checker

    monkeypatch.setattr(Checker, "_proven", frozenset())
    done = check("--format", "jsonl", "--fail-on", "minor")
    assert [one["preview"] for one in json.loads(done.stdout)["findings"]] == [True]
    assert done.exit_code == 0
