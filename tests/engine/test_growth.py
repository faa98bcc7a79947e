"""Twice the text takes at most 2.3 times as long: every view, every rule and the whole engine, on hostile texts too.

Each shape is a piece of text repeated; it is so long that anything quadratic would take many times the noise that is
forgiven. Memory has steps of its own: what looks too slow is called so only when doubling the text once more shows the
same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from mtqa.engine.checker import Checker
from mtqa.engine.screening import Screening
from mtqa.rulebook.rule import Rule
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.fragments import FRAGMENTS
from tests.growth import grows_linearly, no_collection

_STORIES = Path(__file__).parents[2] / "fixtures" / "stories"
_SENTENCE = "The minister said on Monday that the talks would go on. "
SHAPES: dict[str, Callable[[], str]] = {
    "stories": lambda: 4 * "\n\n".join(path.read_text("utf-8") for path in sorted(_STORIES.glob("*.txt"))),
    "the same sentence 1,000 times": lambda: 1_000 * _SENTENCE,
    "the same paragraph 250 times": lambda: 250 * (_SENTENCE + "“We are ready,” she said. \n\n"),
    "straight quotation marks": lambda: 4_000 * '"',
    "curly quotation marks": lambda: 1_500 * "“”" + 1_500 * "“",
    "apostrophes": lambda: 3_000 * "'" + 1_500 * "’ ",
    "opening marks in paragraphs": lambda: 1_500 * "“We\n\n",
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
    for rule in Screening(all_rules()).candidates(document):
        yield rule.code, partial(_hits, rule, document)
    yield "Checker.check", partial(Checker(all_rules()).check, document)


def _view(text: str, view: str) -> object:
    return getattr(Document(text), view)


def _hits(rule: Rule, document: Document) -> object:
    return list(rule.hits(document))


def _too_slow(text: str) -> set[str]:
    works = {1: dict(_work(text)), 2: dict(_work(text + text))}

    def is_linear(name: str) -> bool:
        return grows_linearly(lambda size: works[size][name], 1)

    return {name for name in works[1].keys() & works[2].keys() if not is_linear(name)}


@pytest.mark.parametrize("shape", SHAPES)
def test_cost_grows_with_the_text(shape: str) -> None:
    text = SHAPES[shape]()
    with no_collection():
        suspects = _too_slow(text)
        assert not suspects or suspects & _too_slow(text + text) == set()
