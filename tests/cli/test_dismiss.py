"""`mtqa dismiss` writes beside a story what need not be reported of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main

STORY = "Talks end\n\nThe talks ended. . Nobody spoke.\n\nThe rain went on. . It was cold.\n"


def mtqa(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(STORY, "utf-8")
    return Path("story.txt")


def _beside(story: Path) -> Path:
    return story.with_name(f"{story.name}.mtqa.toml")


def _entries(story: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(_beside(story).read_text("utf-8"))["dismiss"]
    return entries


def _lines(story: Path) -> list[int]:
    """The lines in which something is found."""
    done = mtqa("check", str(story), "--format", "jsonl", "--select", "PUN01")
    return [finding["line"] for line in done.stdout.splitlines() for finding in json.loads(line)["findings"]]


def test_a_finding_is_named_by_its_place(story: Path) -> None:
    done = mtqa("dismiss", "story.txt", "5:17", "--reason", ' a "pause" ')
    assert (done.exit_code, done.stderr) == (0, "mtqa: story.txt.mtqa.toml: 1 finding dismissed\n")
    (entry,) = _entries(story)
    assert len(entry.pop("fingerprint")) == 16
    assert entry == {"rule": "PUN01", "reason": 'a "pause"', "quote": ". ."}
    assert _lines(story) == [3]


def test_a_finding_is_named_by_its_fingerprint(story: Path) -> None:
    record = json.loads(mtqa("check", "story.txt", "--format", "jsonl", "--select", "PUN01").stdout)
    mtqa("dismiss", "story.txt", record["findings"][0]["fingerprint"], "--reason", "so")
    assert _lines(story) == [5]


def test_all_findings_of_a_rule_are_named_by_it(story: Path) -> None:
    done = mtqa("dismiss", "story.txt", "stray-full-stop", "--reason", "so")
    assert done.stderr == "mtqa: story.txt.mtqa.toml: 2 findings dismissed\n"
    assert _entries(story) == [{"rule": "stray-full-stop", "reason": "so"}]
    assert _lines(story) == []


def test_what_is_written_already_stays_as_it_is(story: Path) -> None:
    by_hand = '# The desk\'s own.\n[[dismiss]]\nrule = "QUO"  # all of them\nreason = "old"'
    _beside(story).write_text(by_hand, "utf-8")
    mtqa("dismiss", "story.txt", "3:16", "5:17", "--reason", "so")
    assert _beside(story).read_text("utf-8").startswith(by_hand + "\n\n[[dismiss]]\n")
    assert [entry["rule"] for entry in _entries(story)] == ["QUO", "PUN01", "PUN01"]
    assert _lines(story) == []


def test_of_several_stories_one_is_meant(story: Path) -> None:
    feed = story.with_name("feed.jsonl")
    feed.write_text("".join(json.dumps({"id": name, "text": STORY}) + "\n" for name in "abc"), "utf-8")
    mtqa("dismiss", "feed.jsonl", "PUN", "--id", "b", "--reason", "so")
    assert _entries(feed)[0]["id"] == "b"
    assert _lines(feed) == [1, 1, 3, 3]
    place = json.loads(mtqa("check", "feed.jsonl", "--format", "jsonl").stdout.splitlines()[2])["findings"][0]
    mtqa("dismiss", "feed.jsonl", f"{place['line']}:{place['column']}", "--reason", "so")
    assert _entries(feed)[1]["id"] == "c"
    assert _lines(feed) == [1, 1, 3]
    # In a file of several stories an entry about all of them need not do something in each.
    mtqa("dismiss", "feed.jsonl", "PUN01", "--reason", "so")
    assert _lines(feed) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["5:18"], 'story.txt: there is no finding at 5:18 (did you mean "5:17"?)'),
        (["PUN0l"], 'no rule, family, category or severity "PUN0l" (did you mean "PUN01"?)'),
        (["QUO02"], "story.txt: nothing of QUO02 is found there that could be dismissed"),
        (["0123456789abcdef"], "story.txt: nothing of 0123456789abcdef is found there that could be dismissed"),
        (["PUN01", "--id", "7"], 'story.txt: there is no story "7"'),
        (["PUN01", "--reason", " "], "--reason: it is empty; say why the findings may stand"),
    ],
)
def test_wrong_use_says_the_way_out_and_writes_nothing(story: Path, arguments: list[str], message: str) -> None:
    done = mtqa("dismiss", "story.txt", "--reason", "so", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert not _beside(story).exists()


def test_what_is_dismissed_is_not_dismissed_again(story: Path) -> None:
    mtqa("dismiss", "story.txt", "PUN01", "--reason", "so")
    before = _entries(story)
    done = mtqa("dismiss", "story.txt", "3:16", "--reason", "so")
    assert done.stderr == "mtqa: story.txt: 3:16 is dismissed already: story.txt.mtqa.toml:3\n"
    assert (done.exit_code, _entries(story)) == (2, before)


def test_a_file_that_cannot_be_understood_is_left_alone(story: Path) -> None:
    _beside(story).write_text("[[dismis]]", "utf-8")
    done = mtqa("dismiss", "story.txt", "PUN01", "--reason", "so")
    assert done.exit_code == 3
    assert "story.txt.mtqa.toml:1: there is no key" in done.stderr
    assert _beside(story).read_text("utf-8") == "[[dismis]]"
