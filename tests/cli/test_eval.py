"""`mtqa eval` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.cli.eval import command
from mtqa.model.errors import ConfigError
from mtqa.rulebook.evidence import RuleEvidence, loads
from mtqa.rules import all_rules

#: PUN01 finds the stray stop of the first, which is marked, and that of the second, which is edited copy.
RECORDS = (
    {
        "id": "marked",
        "text": "The talks ended. . Nobody spoke of them.",
        "spans": [
            {"start": 15, "end": 18, "category": "punctuation", "severity": "minor"},
            {"start": 19, "end": 25, "category": "name", "severity": "major"},
        ],
    },
    {"id": "fit to print", "text": "The rain stopped. . Then the game went on."},
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "desk.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in RECORDS), "utf-8")
    return path


def test_figures_as_json(gold: Path) -> None:
    done = CliRunner().invoke(command, [str(gold), "--format", "json"])
    assert done.exit_code == 0
    figures = json.loads(done.stdout)
    assert figures["stories"] == {"annotated": 1, "edited": 1}
    assert figures["words"] == {"annotated": 8, "edited": 9}
    one_in_one = {"part": 1, "whole": 1, "share": 1.0, "interval": [0.2065, 1.0]}
    assert figures["findings"] == {"precision": one_in_one, "alarms": 1, "alarms_per_1000_words": 111.1111}
    assert figures["findings_by"]["family"] == {"PUN": figures["findings"]}
    assert figures["marks"] == {"part": 1, "whole": 2, "share": 0.5, "interval": [0.0945, 0.9055]}
    assert [miss["quote"] for miss in figures["misses"]] == ["Nobody"]
    assert [(alarm["id"], alarm["code"]) for alarm in figures["alarms"]] == [("fit to print", "PUN01")]
    assert "PUN01" not in figures["silent"]


def test_report_for_people(gold: Path) -> None:
    done = CliRunner().invoke(command, [str(gold), "--misses", "--alarms"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert "1 annotated story, 8 words, 2 marks\n1 edited story, 9 words\n" in done.stdout
    assert "recall        50 % (9-91)  1 of 2 marks are hit\n" in done.stdout
    assert "false alarms  111.11 per 1,000 words of edited copy (1)\n" in done.stdout
    assert "marked 19-25 major, name, unsaid: The talks ended. . [[Nobody]] spoke of them." in done.stdout
    assert "PUN01 stray-full-stop, minor, edited: The rain stopped[[. .]] Then the game" in done.stdout


def test_evidence_is_written_for_every_rule(gold: Path, tmp_path: Path) -> None:
    path = tmp_path / "evidence.json"
    options = ["--write-evidence", str(path), "--date", "2026-01-31", "--data-name", "The desk's copy"]
    done = CliRunner().invoke(command, [str(gold), *options])
    assert done.exit_code == 0
    evidence = loads(path.read_text("utf-8"))
    assert (evidence.date, evidence.data) == ("2026-01-31", ("The desk's copy",))
    assert (evidence.annotated_words, evidence.edited_words) == (8, 9)
    assert set(evidence.rules) == {rule.code for rule in all_rules()}
    assert evidence.rules["PUN01"] == RuleEvidence(1, 1, 1)


def test_evidence_must_say_what_it_was_measured_on(gold: Path, tmp_path: Path) -> None:
    path = tmp_path / "evidence.json"
    done = CliRunner().invoke(command, [str(gold), "--write-evidence", str(path)])
    assert isinstance(done.exception, ConfigError)
    assert "--data-name" in str(done.exception)
    assert not path.exists()


@pytest.mark.parametrize("options", [["--ignore", "PUN"], ["--select", "QUO"], ["--config", "house.toml"]])
def test_what_is_measured_can_be_chosen(gold: Path, options: list[str]) -> None:
    (gold.parent / "house.toml").write_text('ignore = ["stray-full-stop"]\n', "utf-8")
    chosen = [str(gold.parent / one) if one.endswith(".toml") else one for one in options]
    done = CliRunner().invoke(command, [str(gold), "--format", "json", *chosen])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["marks"]["part"] == 0


def test_a_house_file_is_measured_only_where_it_is_named(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (gold.parent / "mtqa.toml").write_text('ignore = ["stray-full-stop"]\n', "utf-8")
    monkeypatch.chdir(gold.parent)
    done = CliRunner().invoke(command, [str(gold), "--format", "json"])
    assert json.loads(done.stdout)["marks"]["part"] == 1


def test_evidence_is_of_all_rules(gold: Path, tmp_path: Path) -> None:
    path = tmp_path / "evidence.json"
    options = ["--write-evidence", str(path), "--data-name", "The desk's copy", "--ignore", "WIR"]
    done = CliRunner().invoke(command, [str(gold), *options])
    assert isinstance(done.exception, ConfigError)
    assert not path.exists()
