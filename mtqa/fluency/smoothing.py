"""SmoothQuant: weights moved so that what they are multiplied by is flatter, and eight bits are enough for it.

Some channels of a token's state are a hundred times larger than the others. Dividing them before a product, and
multiplying the matrix by as much, changes nothing in the result. Source: Xiao et al. 2023, SmoothQuant: Accurate and
Efficient Post-Training Quantization for Large Language Models, with its alpha of one half.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import numpy as np

from mtqa.fluency.architecture import Architecture, Layer
from mtqa.fluency.arrays import Floats
from mtqa.fluency.gguf import Gguf
from mtqa.fluency.tokenizer import Tokenizer
from mtqa.fluency.transformer import Transformer
from mtqa.fluency.window import CHUNK

#: How far factors may go from 1.
_MOST: Final = 1000.0
_LEAST: Final = 1e-5


@dataclass(frozen=True, slots=True)
class Loudness:
    """The largest input of each channel of a layer's four products, on ordinary news."""

    of_attention: Floats
    of_gathered: Floats
    of_inner: Floats
    of_down: Floats


def loudness(model: Gguf) -> tuple[Loudness, ...]:
    """The loudness of every layer, on the text that comes with mtqa for this."""
    watching = _Watching(model)
    seen = watching.nothing_read()
    text = (files("mtqa.fluency") / "data" / "ordinary_news.txt").read_text("utf-8")
    tokenizer = Tokenizer(model)
    ids = np.concatenate([[tokenizer.opening], tokenizer.encode(text).ids])
    for at in range(0, len(ids), CHUNK):
        _, later = watching.read(ids[at : at + CHUNK], seen)
        seen = seen.and_then(later)
    return watching.found()


class _Watching(Transformer):
    """A transformer that remembers the largest input of each channel of each product."""

    def __init__(self, model: Gguf) -> None:
        super().__init__(model, (Architecture.of(model).layers,))
        self._largest: dict[int, Floats] = {}

    def found(self) -> tuple[Loudness, ...]:
        """What was seen, layer by layer."""
        weights = [part for layer in self._lower for part in layer.products]
        largest = [self._largest[id(part)] for part in weights]
        return tuple(Loudness(*largest[at : at + 4]) for at in range(0, len(largest), 4))

    def _multiplied(self, inputs: Floats, weights: Floats) -> Floats:
        # The first token of a text is a thousand times louder than any other and would drown them: it is left out.
        first = 0 if id(weights) in self._largest else 1
        here = np.abs(inputs[first:]).max(axis=0)
        self._largest[id(weights)] = np.maximum(here, self._largest.get(id(weights), here))
        return super()._multiplied(inputs, weights)


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A layer with flatter inputs to its products, and how loud these are on ordinary news.

    Only of the three whose loudness hardly depends on the token, because it was normed or is a mean: what ``attention``
    is reckoned from, what it ``gathered``, and the ``inner`` part.
    """

    layer: Layer
    attention: float
    gathered: float
    inner: float


def smoothed(layer: Layer, loud: Loudness, architecture: Architecture) -> Smoothed:
    """The same layer, smoothed."""
    of_attention = _factors(loud.of_attention, layer.queries, layer.keys, layer.values)
    of_inner = _factors(loud.of_inner, layer.gate, layer.up)
    of_down = _factors(loud.of_down, layer.down)
    # A head of values serves several heads of queries: one factor for each of its channels.
    groups = architecture.heads // architecture.key_heads
    by_head = _factors(loud.of_gathered, layer.attention).reshape(architecture.key_heads, groups, -1)
    of_values = by_head.max(axis=1)
    of_gathered = np.repeat(of_values[:, None], groups, axis=1).reshape(-1)
    flatter = Layer(
        attention_norm=layer.attention_norm / of_attention,
        queries=layer.queries * of_attention,
        keys=layer.keys * of_attention,
        values=layer.values * of_attention / of_values.reshape(-1, 1),
        attention=layer.attention * of_gathered,
        inner_norm=layer.inner_norm / of_inner,
        gate=layer.gate * of_inner,
        up=layer.up * of_inner / of_down[:, None],
        down=layer.down * of_down,
    )
    return Smoothed(
        flatter,
        attention=float((loud.of_attention / of_attention).max()),
        gathered=float((loud.of_gathered / of_gathered).max()),
        inner=float((loud.of_inner / of_inner).max()),
    )


def _factors(loud: Floats, *matrices: Floats) -> Floats:
    """What each channel is divided by: the root of how loud it is over how large its weights are."""
    weights = np.max([np.abs(matrix).max(axis=0) for matrix in matrices], axis=0)
    factors = np.sqrt(np.maximum(loud, _LEAST) / np.maximum(weights, _LEAST))
    around_one: Floats = np.clip(factors / np.exp(np.log(factors).mean()), 1 / _MOST, _MOST).astype(np.float32)
    return around_one
