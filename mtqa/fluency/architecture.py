"""The measures of a Llama-type model, and where its weights stand in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mtqa.fluency.arrays import Floats
from mtqa.fluency.gguf import Gguf

EMBEDDING: Final = "token_embd.weight"
OUTPUT: Final = "output.weight"
OUTPUT_NORM: Final = "output_norm.weight"
_WAY_OUT: Final = "take a model of the plain Llama type, such as SmolLM2"


@dataclass(frozen=True, slots=True)
class Architecture:
    """Measures, as the field calls them.

    ``width`` of a token's state, ``heads`` of queries, ``key_heads`` of keys and values, each ``head_width`` wide;
    ``inner`` width of the feed-forward part; ``base`` of the rotary positions; ``epsilon`` of the norms.
    """

    layers: int
    width: int
    heads: int
    key_heads: int
    head_width: int
    inner: int
    words: int
    base: float
    epsilon: float

    @classmethod
    def of(cls, model: Gguf) -> Architecture:
        """The measures of a model, with every tensor's shape checked.

        Raises:
            ConfigError: if it is of another type, or its parts do not fit together.
        """
        family = model.setting("general.architecture", str)
        if family != "llama":
            raise model.problem(f'the model is of the type "{family}"', _WAY_OUT)
        scaling = model.setting("llama.rope.scaling.type", str, "none")
        if scaling != "none":
            raise model.problem(f'its positions are scaled ("{scaling}")', _WAY_OUT)
        heads = model.setting("llama.attention.head_count", int)
        width = model.setting("llama.embedding_length", int)
        found = cls(
            layers=model.setting("llama.block_count", int),
            width=width,
            heads=heads,
            key_heads=model.setting("llama.attention.head_count_kv", int, heads),
            head_width=model.setting("llama.attention.key_length", int, width // max(1, heads)),
            inner=model.setting("llama.feed_forward_length", int),
            words=len(model.setting("tokenizer.ggml.tokens", list)),
            base=model.setting("llama.rope.freq_base", float, 10_000.0),
            epsilon=model.setting("llama.attention.layer_norm_rms_epsilon", float),
        )
        found._check(model)
        return found

    def _check(self, model: Gguf) -> None:
        counts = (self.layers, self.width, self.heads, self.key_heads, self.head_width, self.inner, self.words)
        if min(counts) < 1 or self.heads % self.key_heads or self.head_width % 2:
            raise model.problem("its measures contradict each other", "fetch it again")
        turned = model.setting("llama.rope.dimension_count", int, self.head_width)
        if turned != self.head_width:
            raise model.problem(f"positions turn {turned} of {self.head_width} numbers", _WAY_OUT)
        shapes = self._shapes()
        unknown = sorted(model.names - shapes.keys() - {OUTPUT})
        if unknown:
            raise model.problem(f"the tensor {unknown[0]} is of another kind of model", _WAY_OUT)
        for name, shape in shapes.items():
            if model.shape(name) != shape:
                raise model.problem(f"the tensor {name} is {model.shape(name)} and should be {shape}", "fetch it again")

    def _shapes(self) -> dict[str, tuple[int, ...]]:
        queries, keys = self.heads * self.head_width, self.key_heads * self.head_width
        shapes: dict[str, tuple[int, ...]] = {
            EMBEDDING: (self.words, self.width),
            OUTPUT_NORM: (self.width,),
        }
        for layer in range(self.layers):
            of_layer = {
                "attn_norm": (self.width,),
                "attn_q": (queries, self.width),
                "attn_k": (keys, self.width),
                "attn_v": (keys, self.width),
                "attn_output": (self.width, queries),
                "ffn_norm": (self.width,),
                "ffn_gate": (self.inner, self.width),
                "ffn_up": (self.inner, self.width),
                "ffn_down": (self.width, self.inner),
            }
            shapes |= {f"blk.{layer}.{name}.weight": shape for name, shape in of_layer.items()}
        return shapes

    def turns(self, positions: int) -> tuple[Floats, Floats]:
        """Cosines and sines of the rotary positions 0, 1, ...: (positions, half of ``head_width``)."""
        speeds = self.base ** (-np.arange(0, self.head_width, 2) / self.head_width)
        angles = np.arange(positions)[:, None] * speeds
        return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


@dataclass(slots=True)
class Layer:
    """The weights of a layer, in rows of outputs and columns of inputs."""

    attention_norm: Floats
    queries: Floats
    keys: Floats
    values: Floats
    attention: Floats
    inner_norm: Floats
    gate: Floats
    up: Floats
    down: Floats

    @classmethod
    def of(cls, model: Gguf, number: int) -> Layer:
        """The layer of that number, from 0."""
        names = "attn_norm attn_q attn_k attn_v attn_output ffn_norm ffn_gate ffn_up ffn_down"
        return cls(*(model.tensor(f"blk.{number}.{name}.weight") for name in names.split()))


def output_weights(model: Gguf) -> Floats:
    """What turns a state into the likelihood of each token: (words, width); the embedding where there is no other."""
    return model.tensor(OUTPUT if OUTPUT in model.names else EMBEDDING)
