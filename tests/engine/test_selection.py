"""Which rules take part."""

from __future__ import annotations

import pytest

from mtqa.engine.selection import did_you_mean, find, select
from mtqa.model.errors import ConfigError
from mtqa.model.mqm import Category, Severity
from mtqa.rulebook.rule import Rule


def _rule(code: str, name: str, severity: Severity) -> Rule:
    return Rule(code, name, Category.PUNCTUATION, severity, (), lambda _: (), "Documentation.")


RULES = (
    _rule("PUN81", "stray-full-stop", Severity.MINOR),
    _rule("PUN82", "doubled-comma", Severity.MAJOR),
    _rule("QUO81", "quote-displaced", Severity.MAJOR),
    _rule("XYZ01", "house-word", Severity.CRITICAL),
)


@pytest.mark.parametrize(
    ("wanted", "unwanted", "codes"),
    [
        ([], [], "PUN81 PUN82 QUO81 XYZ01"),
        (["PUN81"], [], "PUN81"),
        (["stray-full-stop", "Stray_Full_Stop"], [], "PUN81"),
        (["pun"], [], "PUN81 PUN82"),
        (["Quotation marks"], [], "QUO81"),
        (["quotation-marks,PUN81"], [], "PUN81 QUO81"),
        (["major"], [], "PUN82 QUO81"),
        (["xyz"], [], "XYZ01"),
        (["all"], ["PUN"], "QUO81 XYZ01"),
        ([], ["minor", "critical"], "PUN82 QUO81"),
        (["PUN"], ["PUN81"], "PUN82"),
        (["PUN81"], ["PUN"], "PUN81"),
        (["PUN", "QUO"], ["major"], "PUN81 PUN82 QUO81"),
        (["PUN81", "QUO81"], ["PUN81"], "QUO81"),
        (["NAM", "QUO"], [], "QUO81"),
        ([" QUO , ,"], [], "QUO81"),
    ],
)
def test_the_more_exact_selector_wins_and_ignore_where_equal(
    wanted: list[str], unwanted: list[str], codes: str
) -> None:
    assert " ".join(rule.code for rule in select(RULES, select=wanted, ignore=unwanted)) == codes


def test_rules_in_preview_take_part_when_asked_for() -> None:
    assert select(RULES, select=["PUN82"], preview=False) == RULES[1:2]
    with pytest.raises(ConfigError, match="--preview adds those not proven yet"):
        select(RULES, select=["PUN"], preview=False)


@pytest.mark.parametrize(
    ("selector", "near"), [("PUN83", "PUN8"), ("quote-dispaced", "quote-displaced"), ("punctation", "punctuation")]
)
def test_an_unknown_selector_names_what_comes_close(selector: str, near: str) -> None:
    with pytest.raises(ConfigError, match=f'"{selector}" \\(did you mean "{near}'):
        select(RULES, ignore=[selector])


def test_a_rule_is_found_by_code_or_name() -> None:
    assert find(RULES, "quo81") is find(RULES, "quote-displaced") is RULES[2]
    with pytest.raises(ConfigError, match='no rule is called "quote-misplaced"'):
        find(RULES, "quote-misplaced")


def test_nothing_close_is_no_guess() -> None:
    assert did_you_mean("zzzzzz", ["PUN81", "stray-full-stop"]) == ""
