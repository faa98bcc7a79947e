"""Twice the text takes at most 2.3 times as long: every view, every rule and the whole engine, on hostile texts too.

Each shape is a piece of text repeated; it is so long that anything quadratic would take many times the noise that is
forgiven. Noise only ever adds to a measurement, so the least of some runs is compared. Memory has steps of its own:
what looks too slow is called so only when doubling the text once more shows the same.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time

import pytest

from mtqa.engine.checker import Checker
from mtqa.engine.screening import Screening
from mtqa.rules import all_rules
from mtqa.rules._base import Rule
from mtqa.text.document import Document
from tests.fragments import FRAGMENTS

FACTOR = 2.3
#: Seconds of processor time that are forgiven: pages and caches are not linear to the microsecond.
NOISE = 0.02
ATTEMPTS = 4
#: From here on doubling once more is not needed to be sure.
CERTAIN = 3.2
#: What takes longer than this is not measured twice: noise is small beside it, and the test must come to an end.
SECONDS = 2.0

_STORIES = Path(__file__).parents[2] / "fixtures" / "stories"
_SENTENCE = "The minister said on Monday that the talks would go on. "
SHAPES: dict[str, Callable[[], str]] = {
    "stories": lambda: 4 * "\n\n".join(path.read_text("utf-8") for path in sorted(_STORIES.glob("*.txt"))),
    "the same sentence 2,000 times": lambda: 2_000 * _SENTENCE,
    "the same paragraph 500 times": lambda: 500 * (_SENTENCE + "“We are ready,” she said. \n\n"),
    "straight quotation marks": lambda: 8_000 * '"',
    "curly quotation marks": lambda: 3_000 * "“”" + 3_000 * "“",
    "apostrophes": lambda: 8_000 * "'" + 4_000 * "’ ",
    "opening marks in paragraphs": lambda: 3_000 * "“We\n\n",
    "one line without spaces": lambda: 100_000 * "a",
    "one line of capitals and figures": lambda: 30_000 * "Ab1",
    "stops": lambda: 10_000 * ". ",
    "commas": lambda: 10_000 * ",",
    "spaces": lambda: 100_000 * " ",
    "line ends": lambda: 20_000 * "\n",
    "figures": lambda: 10_000 * "1,0.",
    "brackets": lambda: 10_000 * "(" + 10_000 * ")",
    "hyphens": lambda: 20_000 * "a-",
    "capitals": lambda: 6_000 * "The Of ",
    "other scripts": lambda: 6_000 * "он ",
    "awkward fragments": lambda: 60 * " ".join(FRAGMENTS),
}
VIEWS = ("words", "characters", "paragraphs", "sentences", "tokens", "quotations", "lines")

Work = Callable[[], object]


def _work(text: str) -> Iterator[tuple[str, Work]]:
    """Everything that is done with a text, by name; rules find the views there already."""
    for view in VIEWS:
        yield f"Document.{view}", partial(_view, text, view)
    document = Document(text)
    for view in VIEWS:
        getattr(document, view)
    for rule in Screening(all_rules()).candidates(text):
        yield rule.code, partial(_hits, rule, document)
    yield "Checker.check", partial(Checker(all_rules()).check, document)


def _view(text: str, view: str) -> object:
    return getattr(Document(text), view)


def _hits(rule: Rule, document: Document) -> object:
    return list(rule.hits(document))


def _growth(single: Work, double: Work) -> float:
    """How many times as long the second takes, noise forgiven."""
    once, twice = _seconds(single), _seconds(double)
    for _ in range(ATTEMPTS):
        if twice - NOISE <= FACTOR * once or twice > SECONDS:
            break
        once, twice = min(once, _seconds(single)), min(twice, _seconds(double))
    return max(0.0, twice - NOISE) / once


def _seconds(work: Work) -> float:
    began = process_time()
    work()
    return process_time() - began


@pytest.fixture(autouse=True)
def _no_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def _too_slow(text: str) -> dict[str, float]:
    single, double = dict(_work(text)), dict(_work(text + text))
    growth = {name: _growth(single[name], work) for name, work in double.items() if name in single}
    return {name: round(factor, 2) for name, factor in growth.items() if factor > FACTOR}


@pytest.mark.parametrize("shape", SHAPES)
def test_cost_grows_with_the_text(shape: str) -> None:
    text = SHAPES[shape]()
    suspects = _too_slow(text)
    if suspects and max(suspects.values()) < CERTAIN:
        suspects = {name: factor for name, factor in _too_slow(text + text).items() if name in suspects}
    assert suspects == {}


def test_quadratic_cost_is_noticed() -> None:
    def quadratic(length: int) -> int:
        return sum(1 for _ in range(length) for _ in range(length))

    assert _growth(partial(quadratic, 1_000), partial(quadratic, 2_000)) > FACTOR
