"""Every example of every rule, as declared beside the rule, in every surrounding a story can give it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from mtqa.engine.screening import Screening
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, Rule
from mtqa.rules import all_rules
from mtqa.text.document import Document


def _cases(kind: type[Bad] | type[Good]) -> Iterable[Any]:
    for rule in all_rules():
        for number, example in enumerate(e for e in rule.examples if isinstance(e, kind)):
            marks = [pytest.mark.xfail(strict=True)] if example.known_limit else []
            yield pytest.param(rule, example, id=f"{rule.code}-{kind.__name__.lower()}-{number}", marks=marks)


BAD = list(_cases(Bad))
GOOD = list(_cases(Good))
LOCAL = [case for case in BAD if case.values[0].scope == "span" and not case.values[1].known_limit]
#: Those of several lines; what is a rule's known limit is one with any line ends.
OF_LINES = [
    case
    for case in (*BAD, *GOOD)
    if "\n" in (text := case.values[1].text) and "\r" not in text and not case.values[1].known_limit
]
#: What may stand before an example without changing what it means.
BEFORE = {
    "emoji": "The talks went well 😀.\n\n",
    "accents": "Été à Orléans, e\u0301te\u0301.\n\n",
    "quotation": "“It was over,” she said.\n\n",
    "crlf": "One.\r\n\r\n",
    "bom": "\ufeff\n\n",
}


def _run(rule: Rule, text: str, context: dict[str, Any]) -> list[Hit]:
    """Hits as the engine gets them: screened first."""
    document = Document(text, **context)
    if rule not in Screening([rule]).candidates(document):
        return []
    return sorted(rule.hits(document), key=lambda hit: hit.span)


def _mended(text: str, hits: Iterable[Hit]) -> str:
    for hit in sorted(hits, key=lambda hit: hit.span, reverse=True):
        if hit.suggestion is not None:
            text = text[: hit.span.start] + hit.suggestion.text + text[hit.span.end :]
    return text


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_bad_example_is_flagged_exactly(rule: Rule, example: Bad) -> None:
    assert example.spans
    assert tuple(hit.span for hit in _run(rule, example.text, example.context)) == example.spans


@pytest.mark.parametrize(("rule", "example"), [case for case in BAD if not case.values[1].known_limit])
def test_suggestion_gives_the_fixed_text_and_silences_the_rule(rule: Rule, example: Bad) -> None:
    hits = _run(rule, example.text, example.context)
    if example.fixed is None:
        assert not any(hit.suggestion for hit in hits)
    else:
        assert _mended(example.text, hits) == example.fixed
        assert _run(rule, example.fixed, example.context) == []


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_good_example_is_left_alone(rule: Rule, example: Good) -> None:
    assert _run(rule, example.text, example.context) == []


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize(("rule", "example"), LOCAL)
def test_spans_survive_what_stands_before(rule: Rule, example: Bad, before: str) -> None:
    expected = [Span(s.start + len(before), s.end + len(before)) for s in example.spans]
    found = [hit.span for hit in _run(rule, before + example.text, example.context)]
    assert [span for span in found if span.start >= len(before)] == expected


@pytest.mark.parametrize(("rule", "example"), LOCAL)
def test_lines_may_end_as_windows_ends_them(rule: Rule, example: Bad) -> None:
    unix, windows = (
        [hit.span for hit in _run(rule, example.text + end + "Nobody spoke.", example.context)]
        for end in ("\n\n", "\r\n\r\n")
    )
    assert windows == unix


@pytest.mark.parametrize(("rule", "example"), OF_LINES)
def test_lines_of_an_example_may_end_as_windows_ends_them(rule: Rule, example: Bad | Good) -> None:
    unix, windows = example.text, example.text.replace("\n", "\r\n")
    expected = [unix[hit.span.start : hit.span.end] for hit in _run(rule, unix, example.context)]
    found = [windows[hit.span.start : hit.span.end] for hit in _run(rule, windows, example.context)]
    assert [words.replace("\r\n", "\n") for words in found] == expected


@pytest.mark.parametrize(("rule", "example"), [c for c in LOCAL if c.values[0].quotations is Inside.SKIPPED])
def test_rule_that_skips_quotations_is_silent_in_one(rule: Rule, example: Bad) -> None:
    if any(mark in example.text for mark in "\"“”„«»'‘’\n"):
        pytest.skip("the example has marks of its own")
    assert _run(rule, f"She said: “{example.text}”", example.context) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_is_complete(rule: Rule) -> None:
    kinds = [type(example) for example in rule.examples]
    assert kinds.count(Bad) >= 2
    assert kinds.count(Good) >= 2
    assert "## Why it matters" in rule.docs
    assert "## Known limits" in rule.docs
    assert rule.summary.endswith(".")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_message_is_a_sentence_for_an_editor(rule: Rule) -> None:
    bad = [e for e in rule.examples if isinstance(e, Bad) and not e.known_limit]
    for hit in (hit for example in bad for hit in _run(rule, example.text, example.context)):
        assert hit.message[0].isupper() or not hit.message[0].isalpha()
        assert hit.message.endswith((".", ".”", "?"))
        assert rule.code not in hit.message
