from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mtqa.fluency import window
from mtqa.fluency.language_model import LanguageModel, load
from mtqa.fluency.window import BLOCK, SIGHT, WINDOW
from tests.fluency import reference
from tests.fluency.models import WIDTH, weights
from tests.growth import grows_linearly

TEXT = "The minister and the other ministers were singing in the rain.\n\nNothing “the” else."
#: Twice the window, so that the first tokens have left it.
LONG = " and the thing".join(map(str, range(400)))


@pytest.fixture(scope="module")
def model(model_file: Path) -> LanguageModel:
    return load(model_file, backend="numpy", layers=(1, 2))


def test_tokens_are_the_text_with_nothing_lost(model: LanguageModel) -> None:
    reading = model.read(TEXT)
    whole = [TEXT[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)]
    assert whole[:6] == ["T", "he", " ", "m", "in", "i"]
    covered = {place for a, b in zip(reading.starts, reading.ends, strict=True) for place in range(a, b)}
    assert covered == set(range(len(TEXT)))


def test_a_character_of_several_tokens_belongs_to_each(model: LanguageModel) -> None:
    reading = model.read("“the”")
    assert list(zip(reading.starts.tolist(), reading.ends.tolist(), strict=True)) == [
        *[(0, 1)] * 3,
        (1, 3),
        (3, 4),
        *[(4, 5)] * 3,
    ]
    assert reading.tokens(4, 5) == range(5, 8)


def test_states_are_those_of_the_model_spelt_out(model: LanguageModel) -> None:
    reading = model.read(TEXT)
    spelt_out = reference.states(weights(), [0, *reading.ids.tolist()])
    for layer in (1, 2):
        np.testing.assert_allclose(reading.hidden[layer], np.array(spelt_out[layer][1:]), rtol=1e-4, atol=1e-4)
        assert reading.hidden[layer].dtype == np.float32
        assert reading.hidden[layer].shape == (len(reading), WIDTH)


def test_surprisal_and_entropy_are_those_of_the_model_spelt_out(model: LanguageModel) -> None:
    reading = model.read(TEXT)
    explained = model.explain(reading)
    surprisal, entropy = reference.likelihoods(weights(), [0, *reading.ids.tolist()])
    np.testing.assert_allclose(explained.surprisal, surprisal, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(explained.entropy, entropy, rtol=1e-4, atol=1e-4)
    assert explained.tokens == range(len(reading))


def test_a_token_sees_its_block_the_window_before_it_and_what_opens_the_text(model: LanguageModel) -> None:
    reading = model.read(LONG[:900])
    assert len(reading) > SIGHT + BLOCK
    spelt_out = reference.states(weights(), [0, *reading.ids.tolist()], _seen)
    np.testing.assert_allclose(reading.hidden[2], np.array(spelt_out[2][1:]), rtol=1e-3, atol=1e-3)


def _seen(token: int) -> list[tuple[int, int]]:
    block = (token - 1) // BLOCK * BLOCK + 1
    first = max(0, block - WINDOW)
    near = [(other, other) for other in range(first, token + 1)]
    return near if first == 0 else [(0, first - 1), *near]


def test_how_many_blocks_are_read_at_once_changes_nothing(
    model: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = model.read(LONG[:2000])
    monkeypatch.setattr(window, "CHUNK", BLOCK)
    one_by_one = model.read(LONG[:2000])
    np.testing.assert_allclose(at_once.hidden[2], one_by_one.hidden[2], rtol=1e-5, atol=1e-5)


def test_what_follows_changes_nothing(model: LanguageModel) -> None:
    short, long = model.read(LONG[:2000]), model.read(LONG)
    same = len(short) - 1
    np.testing.assert_allclose(long.hidden[2][:same], short.hidden[2][:same], rtol=1e-3, atol=1e-3)


def test_a_part_is_explained_as_in_the_whole(model: LanguageModel) -> None:
    reading = model.read(TEXT)
    whole = model.explain(reading)
    start = TEXT.index("singing")
    part = model.explain(reading, start, start + 7)
    assert "".join(TEXT[a:b] for a, b in zip(part.starts, part.ends, strict=True)) == "singing"
    chosen = slice(part.tokens.start, part.tokens.stop)
    np.testing.assert_allclose(part.surprisal, whole.surprisal[chosen], rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(part.entropy, whole.entropy[chosen], rtol=1e-4, atol=1e-4)


def test_a_part_far_into_the_text_is_explained_at_its_length_only(model: LanguageModel) -> None:
    reading = model.read(LONG)
    start = LONG.index("thing300")
    part = model.explain(reading, start, start + 8)
    assert [LONG[a:b] for a, b in zip(part.starts, part.ends, strict=True)] == [" th", "ing", "3", "0", "0"]
    assert np.isfinite(part.surprisal).all()
    assert (part.entropy > 0).all()


def test_a_text_without_words_has_no_tokens(model: LanguageModel) -> None:
    reading = model.read("")
    assert len(reading) == 0
    assert reading.hidden[1].shape == (0, WIDTH)
    assert model.explain(reading).surprisal.shape == (0,)


def test_the_cost_of_reading_grows_with_the_text(model: LanguageModel) -> None:
    assert grows_linearly(lambda size: lambda: model.read("and the thing " * size), 300)
