"""Which words of a sentence may be finite verbs."""

from __future__ import annotations

import pytest

from mtqa.model.span import Span
from mtqa.text.verbs import finite_verbs, firsts_of_verbs, is_base_form, is_one_verb, may_have_verb


def _found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in finite_verbs(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("The army left the town.", ["left"]),
        ("They haven’t been told.", ["haven’t", "told"]),
        ("The banks trade in notes.", ["trade"]),
        ("The banks of the north trade in notes.", ["trade"]),
        ("The trade of the banks in the notes of others.", []),
        ("The snow on the roads in the Giant Mountains.", []),
        ("I’ll snooze in the garden.", ["I’ll", "snooze"]),
        ("In May the talks in the town.", []),
        ("He may go home.", ["may", "go"]),
        ("The minister retweeted it.", ["retweeted"]),
        ("Drink water instead of milk.", ["Drink"]),
        ("The best new plan.", []),
        ("A new plan for roads.", ["plan"]),
        ("", []),
    ],
)
def test_words_that_may_be_finite_verbs_are_found(text: str, verbs: list[str]) -> None:
    assert _found(text) == verbs


def test_only_words_inside_the_span_count_and_offsets_are_those_of_the_text() -> None:
    text = "It rained. They left. He slept."
    assert finite_verbs(text, Span(11, 21)) == (Span(16, 20),)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("they have not yet been told", True),
        ("she did not really like it", True),
        ("the talks began and ended", False),
        ("it was late when he left", False),
    ],
)
def test_parts_of_one_verb_are_told_from_two_verbs(text: str, *, one: bool) -> None:
    assert is_one_verb(text, finite_verbs(text, Span(0, len(text)))) is one


def test_the_first_words_of_verbs_are_told_from_the_rest() -> None:
    text = "he has been told of the illness that they are treating"
    firsts = firsts_of_verbs(text, finite_verbs(text, Span(0, len(text))))
    assert [text[span.start : span.end] for span in firsts] == ["has", "are"]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The talks ended, nobody knew how.", True),
        ("The union was weak.", True),
        ("He said: no.", True),
        ("The plaintiffs expostulate with him.", True),
        ("The divided town in the north.", False),
        ("The snow on the roads in the Giant Mountains.", False),
    ],
)
def test_a_sentence_that_may_have_a_verb_is_told_at_sight_or_by_the_list(text: str, *, may: bool) -> None:
    assert may_have_verb(text, Span(0, len(text))) is may


@pytest.mark.parametrize(("word", "may"), [("buy", True), ("expostulate", True), ("offensive", False), ("went", False)])
def test_infinitives_are_known(word: str, *, may: bool) -> None:
    assert is_base_form(word) is may
