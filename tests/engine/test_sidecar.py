"""A file beside a story says what need not be reported of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtqa
from mtqa.engine.sidecar import dismissals, entry
from mtqa.model.dismissal import Dismissal, Means
from mtqa.model.errors import ReadError

WRITTEN = """# What the desk has looked at.
[[dismiss]]
rule = "PUN01"
reason = "the minister's own pause"

[[dismiss]]
fingerprint = "0f1e2d3c4b5a6978"
rule = "QUO02"
id = "7"
"""


def test_an_entry_has_a_rule_or_a_fingerprint_and_a_reason() -> None:
    assert dismissals(WRITTEN.encode(), "s.mtqa.toml") == (
        Dismissal("PUN01", "the minister's own pause", Means.SIDECAR, "s.mtqa.toml", 2),
        Dismissal("0f1e2d3c4b5a6978", "", Means.SIDECAR, "s.mtqa.toml", 6, rule="QUO02", id="7"),
    )
    assert dismissals(b"\xef\xbb\xbf", "s.mtqa.toml") == ()


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "[[dismis]]\nrule = 'PUN01'",
            's.mtqa.toml:1: there is no key "dismis" (did you mean "dismiss"?); an entry is',
        ),
        (
            "[[dismiss]]\nrule = 'a'\n[[dismiss]]\nresaon = ''",
            's.mtqa.toml:4: [[dismiss]] has no key "resaon" (did you mean',
        ),
        ("[[dismiss]]\nrule = 1", 's.mtqa.toml:2: "rule" should be a string'),
        ("\n[[dismiss]]\nreason = 'so'", "s.mtqa.toml:2: the entry dismisses nothing"),
        ("# One\n[dismiss]\nrule = 'PUN01'", 's.mtqa.toml:2: "dismiss" is one table'),
        ("dismiss = ['PUN01']", "s.mtqa.toml:1: an entry is [[dismiss]]"),
        ("\ndismiss = [{rule = 'PUN01', raeson = ''}]", 's.mtqa.toml:2: [[dismiss]] has no key "raeson" (did you mean'),
        ("\n[[dismiss]", "s.mtqa.toml:2:10: this is not TOML: expected "),
        ("# One\n\udcff", "s.mtqa.toml:2: a sidecar is UTF-8; this is not: invalid start byte"),
        ("\n[[dismiss]]\nrule = " + 5000 * "1", "s.mtqa.toml:3: this is not TOML: a number has too many digits"),
        ("dismiss = " + 5000 * "[", "s.mtqa.toml:1: this is not TOML: lists stand too deep in one another"),
    ],
)
def test_a_sidecar_that_is_wrong_says_where_and_the_way_out(written: str, message: str) -> None:
    with pytest.raises(ReadError) as error:
        dismissals(written.encode("utf-8", "surrogateescape"), "s.mtqa.toml")
    assert message in str(error.value)


@given(st.text(), st.text())
def test_what_is_written_is_read(reason: str, quote: str) -> None:
    written = entry(rule="PUN01", reason=reason, quote=quote)
    whole = reason.encode("utf-8", "replace").decode()
    (read,) = dismissals(written.encode(), "s.mtqa.toml")
    assert read.reason == whole.strip()
    assert tomllib.loads(written)["dismiss"][0]["rule"] == "PUN01"


def test_a_story_is_read_with_its_sidecar(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The talks ended. . Nobody spoke.", "utf-8")
    (tmp_path / "story.txt.mtqa.toml").write_text(WRITTEN, "utf-8")
    (document,) = mtqa.read(story)
    assert isinstance(document, mtqa.Document)
    result = mtqa.check(document, select=["PUN"])
    assert result.findings == ()
    assert [one.dismissal.reason for one in result.dismissed] == ["the minister's own pause"]


def test_of_several_stories_an_entry_is_about_its_own(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    records = [{"id": name, "text": "The talks ended. . Nobody spoke."} for name in ("6", "7")]
    feed.write_text("\n".join(map(json.dumps, records)), "utf-8")
    (tmp_path / "feed.jsonl.mtqa.toml").write_text(entry(rule="PUN01", id="7"), "utf-8")
    found = [
        mtqa.check(one, select=["PUN01"]).counts[mtqa.Severity.MINOR]
        for one in mtqa.read(feed)
        if isinstance(one, mtqa.Document)
    ]
    assert found == [1, 0]
