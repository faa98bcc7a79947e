"""Which rules take part."""

from __future__ import annotations

import pytest

from mtqa.engine.selection import did_you_mean, find, select
from mtqa.model.errors import ConfigError
from mtqa.model.mqm import Category, Severity
from mtqa.rules._base import Rule


def _rule(code: str, name: str, severity: Severity) -> Rule:
    return Rule(code, name, Category.PUNCTUATION, severity, (), lambda _: (), "Documentation.")


RULES = (
    _rule("PUN01", "stray-full-stop", Severity.MINOR),
    _rule("PUN02", "doubled-comma", Severity.MAJOR),
    _rule("QUO01", "quote-displaced", Severity.MAJOR),
    _rule("XYZ01", "house-word", Severity.CRITICAL),
)


@pytest.mark.parametrize(
    ("wanted", "unwanted", "codes"),
    [
        ([], [], "PUN01 PUN02 QUO01 XYZ01"),
        (["PUN01"], [], "PUN01"),
        (["stray-full-stop", "Stray_Full_Stop"], [], "PUN01"),
        (["pun"], [], "PUN01 PUN02"),
        (["Quotation marks"], [], "QUO01"),
        (["quotation-marks,PUN01"], [], "PUN01 QUO01"),
        (["major"], [], "PUN02 QUO01"),
        (["xyz"], [], "XYZ01"),
        (["all"], ["PUN"], "QUO01 XYZ01"),
        ([], ["minor", "critical"], "PUN02 QUO01"),
        (["PUN"], ["PUN01"], "PUN02"),
        (["PUN01"], ["PUN"], "PUN01"),
        (["PUN", "QUO"], ["major"], "PUN01 PUN02 QUO01"),
        (["PUN01", "QUO01"], ["PUN01"], "QUO01"),
        (["NAM", "QUO"], [], "QUO01"),
        ([" QUO , ,"], [], "QUO01"),
    ],
)
def test_the_more_exact_selector_wins_and_ignore_where_equal(
    wanted: list[str], unwanted: list[str], codes: str
) -> None:
    assert " ".join(rule.code for rule in select(RULES, select=wanted, ignore=unwanted)) == codes


def test_rules_in_preview_take_part_when_asked_for() -> None:
    assert select(RULES, select=["PUN02"], preview=False) == RULES[1:2]
    with pytest.raises(ConfigError, match="--preview adds those not proven yet"):
        select(RULES, select=["PUN"], preview=False)


@pytest.mark.parametrize(
    ("selector", "near"), [("PUN03", "PUN0"), ("quote-dispaced", "quote-displaced"), ("punctation", "punctuation")]
)
def test_an_unknown_selector_names_what_comes_close(selector: str, near: str) -> None:
    with pytest.raises(ConfigError, match=f'"{selector}" \\(did you mean "{near}'):
        select(RULES, ignore=[selector])


def test_a_rule_is_found_by_code_or_name() -> None:
    assert find(RULES, "quo01") is find(RULES, "quote-displaced") is RULES[2]
    with pytest.raises(ConfigError, match='no rule is called "quote-misplaced"'):
        find(RULES, "quote-misplaced")


def test_nothing_close_is_no_guess() -> None:
    assert did_you_mean("zzzzzz", ["PUN01", "stray-full-stop"]) == ""
