"""A finding keeps its fingerprint while its words and neighbours stay."""

from __future__ import annotations

from mtqa.engine.fingerprint import Fingerprints
from mtqa.model.span import Span

TEXT = "The talks had ended well. . Nobody from the north spoke to the press."


def _of(text: str, quote: str = ". .", code: str = "XAA01") -> str:
    start = text.index(quote)
    return Fingerprints(text).of(code, Span(start, start + len(quote)))


def test_edits_elsewhere_do_not_change_it() -> None:
    assert _of(TEXT) == _of("A new first paragraph.\n\n" + TEXT + " And a new end.")
    assert _of(TEXT) == _of(TEXT.replace("The talks", "These  talks"))


def test_line_breaks_and_case_do_not_change_it() -> None:
    assert _of(TEXT) == _of(TEXT.replace("ended well", "ENDED\nwell"))


def test_other_words_another_rule_or_other_neighbours_do() -> None:
    values = {
        _of(TEXT),
        _of(TEXT, code="XAA02"),
        _of(TEXT, "well. ."),
        _of(TEXT.replace("Nobody", "Somebody")),
    }
    assert len(values) == 4


def test_the_same_words_twice_have_two_fingerprints() -> None:
    text = "a b c X d e f\n\na b c X d e f"
    prints = Fingerprints(text)
    assert prints.of("XAA01", Span(6, 7)) != prints.of("XAA01", Span(21, 22))


def test_lone_surrogates_do_not_break_it() -> None:
    assert len(_of("Bad \ud800 text. . Here.")) == 16
