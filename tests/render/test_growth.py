"""What a report costs grows with the text and with its findings, not with their product."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtqa.engine.checker import Checker
from mtqa.engine.profile import Profile
from mtqa.model.result import Result
from mtqa.render.html import HtmlReport
from mtqa.render.json import JsonLinesReport, JsonReport
from mtqa.render.terminal import TerminalReport
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.growth import grows_linearly

_CHECKER = Checker(all_rules(), Profile(listed=None))
_REPORTS = {
    "terminal": TerminalReport,
    "html": HtmlReport,
    "json": JsonReport,
    "jsonl": JsonLinesReport,
}
_SHAPES = {
    "a finding a line": "The talks ended . Nobody spoke.\n\n",
    "a finding a sentence in one line": "The talks ended . Nobody spoke. ",
}


def _rendered(form: str, results: list[Result]) -> str:
    report = _REPORTS[form]()
    return "".join([report.begin(), *map(report.add, results), report.end(())])


@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize("form", _REPORTS)
def test_one_long_story_costs_as_much_as_its_parts(form: str, shape: str) -> None:
    def work(copies: int) -> Callable[[], object]:
        result = _CHECKER.check(Document(_SHAPES[shape] * copies))
        return lambda: _rendered(form, [result])

    assert _CHECKER.check(Document(_SHAPES[shape] * 5)).findings
    assert grows_linearly(work, 150)


@pytest.mark.parametrize("form", _REPORTS)
def test_many_stories_cost_as_much_as_each_of_them(form: str) -> None:
    result = _CHECKER.check(Document(_SHAPES["a finding a line"] * 4))

    def work(number: int) -> Callable[[], object]:
        return lambda: _rendered(form, [result] * number)

    assert grows_linearly(work, 60)
