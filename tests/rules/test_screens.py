"""Screens are cheap, and never stricter than their rules."""

from __future__ import annotations

import re

import pytest

from mtqa.engine.screening import Screening
from mtqa.rulebook.rule import Bad, Rule
from mtqa.rules import all_rules
from mtqa.text.document import Document

_SCREENED = [rule for rule in all_rules() if rule.screen is not None]
_COUNTED = re.compile(r"(?<!\\[xpP])\{(\d*),?(\d*)\}")
_MOST = 8


@pytest.mark.parametrize("rule", _SCREENED, ids=lambda rule: rule.code)
def test_no_screen_counts_far_for_each_count_multiplies_the_states_of_the_shared_automaton(rule: Rule) -> None:
    """A necessary condition needs no upper bound: ``+`` is one state, ``{1,30}`` is thirty in every combination."""
    counts = [count for found in _COUNTED.finditer(rule.screen or "") for count in found.groups() if count]
    assert max(map(int, counts), default=0) <= _MOST


@pytest.mark.parametrize("rule", _SCREENED, ids=lambda rule: rule.code)
def test_a_screen_sees_no_break_spaces_and_accents(rule: Rule) -> None:
    r"""RE2's ``\s`` and ``\w`` are ASCII, those of the rules are not."""
    screening = Screening([rule])
    for example in rule.examples:
        if not isinstance(example, Bad):
            continue
        for old, new in (" \u00a0", "eé", "tť"):
            for text in _changed(example.text, old, new):
                if screening.candidates(Document(text)) == []:
                    assert list(rule.hits(Document(text, **example.context))) == [], text


def _changed(text: str, old: str, new: str) -> list[str]:
    """The text with every ``old`` changed to ``new``, and with each of them alone."""
    places = [match.start() for match in re.finditer(old, text)]
    return [text.replace(old, new), *(text[:at] + new + text[at + 1 :] for at in places)]
