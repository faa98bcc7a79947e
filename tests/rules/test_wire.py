"""What the rules for web furniture leave out of account so as to be quick never costs a finding."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from mtqa.rules.wire import _ALIKE, _SHORTER, _is_the_same

_HEADLINES = st.lists(st.sampled_from("a bridge falls in the valley at night cease fire new".split()), max_size=8).map(
    " ".join
)


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A headline, and what some slips make of it; or two headlines."""
    headline = draw(_HEADLINES)
    if draw(st.booleans()):
        return headline, draw(_HEADLINES)
    again = list(headline)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(again)))
        again[place : place + draw(st.integers(0, 1))] = draw(st.sampled_from(["", "x", " ", "e"]))
    return headline, "".join(again)


@settings(max_examples=500, deadline=None)
@given(_pairs())
@example(("a bridge falls in the valley", "a bridge falls in the valleys"))
@example(("a bridge falls in the valley", "a bridge in the valley falls"))
@example(("a a the at", "a at the at"))
def test_a_headline_again_is_told_by_likeness_alone(pair: tuple[str, str]) -> None:
    first, again = pair
    is_as_long = abs(len(first) - len(again)) <= (1 - _SHORTER) * len(first)
    assert _is_the_same(first, again) == (is_as_long and fuzz.ratio(first, again) >= _ALIKE)
