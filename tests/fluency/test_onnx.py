"""The fast backend against numpy, on the small model: the same function, in fewer bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mtqa.fluency import store
from mtqa.fluency.architecture import Architecture, Layer
from mtqa.fluency.gguf import Gguf
from mtqa.fluency.language_model import LanguageModel, load
from mtqa.fluency.onnx_graph import quantised
from mtqa.fluency.smoothing import loudness, smoothed
from tests.fluency.test_language_model import LONG, TEXT


@pytest.fixture(scope="module")
def installed(model_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the small model in it."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTQA_CACHE", str(cache))
        store.install(model_file, (1, 2))
    return cache


@pytest.fixture
def models(installed: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[LanguageModel, LanguageModel]:
    monkeypatch.setenv("MTQA_CACHE", str(installed))
    return load(backend="onnx"), load(backend="numpy")


def distance(one: object, other: object) -> float:
    """How far one array is from another, as a share of the other's size."""
    found, wanted = np.asarray(one), np.asarray(other)
    return float(np.linalg.norm(found - wanted) / np.linalg.norm(wanted))


@pytest.mark.parametrize("text", [TEXT, LONG], ids=["short", "beyond the window"])
def test_states_are_those_of_numpy_but_for_rounding(models: tuple[LanguageModel, LanguageModel], text: str) -> None:
    fast, exact = (model.read(text) for model in models)
    assert fast.ids.tolist() == exact.ids.tolist()
    assert distance(fast.hidden[1], exact.hidden[1]) < 0.06
    assert distance(fast.hidden[2], exact.hidden[2]) < 0.09


def test_surprisal_and_entropy_are_those_of_numpy_but_for_rounding(
    models: tuple[LanguageModel, LanguageModel],
) -> None:
    readings = [(model, model.read(LONG)) for model in models]
    fast, exact = (model.explain(reading, 900, 1000) for model, reading in readings)
    assert fast.tokens == exact.tokens
    assert distance(fast.surprisal, exact.surprisal) < 0.05
    # A random model's entropy over a few tokens is little more than rounding: over the whole text.
    fast, exact = (model.explain(reading, 0, len(LONG)) for model, reading in readings)
    assert distance(fast.entropy, exact.entropy) < 0.2


def test_what_is_read_before_a_text_changes_it_and_is_no_part_of_it(
    models: tuple[LanguageModel, LanguageModel],
) -> None:
    # Short enough for the window to hold all of it, wherever blocks begin.
    text = TEXT.partition("\n")[0]
    for model in models:
        alone, after = model.read(text), model.read(text, after="It rained. ")
        whole = model.read(f"It rained. {text}")
        assert after.starts.tolist() == alone.starts.tolist()
        assert distance(after.hidden[2], alone.hidden[2]) > 0.01
        assert distance(after.hidden[2], whole.hidden[2][-len(after) :]) < 0.02
        likelihoods = model.explain(after).surprisal, model.explain(whole).surprisal[-len(after) :]
        assert np.abs(likelihoods[0] - likelihoods[1]).max() < 0.2


def test_threads_change_nothing_beyond_rounding(models: tuple[LanguageModel, LanguageModel]) -> None:
    one = models[0].read(LONG)
    two = load(backend="onnx", threads=2).read(LONG)
    assert distance(two.hidden[2], one.hidden[2]) < 1e-3


def test_what_was_read_before_changes_nothing(models: tuple[LanguageModel, LanguageModel]) -> None:
    fast, _ = models
    first = fast.read(TEXT)
    fast.read(LONG)
    assert np.array_equal(fast.read(TEXT).hidden[2], first.hidden[2])


def test_smoothing_changes_no_product(model_file: Path) -> None:
    model = Gguf(model_file)
    its = Architecture.of(model)
    layer = Layer.of(model, 1)
    smooth = smoothed(layer, loudness(model)[1], its).layer
    states = np.random.default_rng(1).standard_normal((5, its.width)).astype(np.float32)
    for rows in ("queries", "keys"):
        expected = (states * layer.attention_norm) @ getattr(layer, rows).T
        assert distance((states * smooth.attention_norm) @ getattr(smooth, rows).T, expected) < 1e-5
    # Values and gate-and-up hand their factors on to the product after them.
    groups = np.repeat(np.arange(its.key_heads), its.heads // its.key_heads)
    gathered, smoothly = (
        ((states * one.attention_norm) @ one.values.T).reshape(5, its.key_heads, -1)[:, groups].reshape(5, -1)
        for one in (layer, smooth)
    )
    assert distance(smoothly @ smooth.attention.T, gathered @ layer.attention.T) < 1e-5
    up, smooth_up = ((states * one.inner_norm) @ one.up.T for one in (layer, smooth))
    assert distance(smooth_up @ smooth.down.T, up @ layer.down.T) < 1e-5


def test_no_sum_of_a_pair_of_products_overflows_sixteen_bits() -> None:
    rows = np.random.default_rng(2).standard_normal((4, 50)).astype(np.float32)
    rows[0] = 0
    weights, scales = quantised(rows)
    assert 2 * 255 * int(np.abs(weights).max()) <= np.iinfo(np.int16).max
    assert np.abs(weights * scales[:, None] - rows).max() <= scales.max() / 2 + 1e-6
