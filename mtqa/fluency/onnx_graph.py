"""A Llama-type model as two ONNX graphs of int8 weights: the layers that flags need, and those that explain them.

Weights keep seven bits, with one scale an output. Seven, so that the sums of pairs that processors without VNNI build
cannot overflow: the products are exact integers, the same on every machine. States have eight, with one scale for all
tokens where ordinary news shows how loud they are, and one a token where some are far louder than others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtqa.fluency.architecture import OUTPUT_NORM, Architecture, Layer, output_weights
from mtqa.fluency.arrays import Floats
from mtqa.fluency.gguf import Gguf
from mtqa.fluency.protobuf import Graph
from mtqa.fluency.smoothing import Loudness, Smoothed, smoothed
from mtqa.fluency.window import BLOCK, SIGHT

_OWN: Final = "com.microsoft"
#: The largest quantised weight: two products with an unsigned byte fit in 16 bits.
_LARGEST_WEIGHT: Final = 64
#: The largest quantised state, on either side of the zero point of an unsigned byte.
_LARGEST_STATE: Final = 127
_ZERO: Final = 128
_LEAST_SCALE: Final = 1e-8


def lower_graph(model: Gguf, loud: Sequence[Loudness], layers: Sequence[int]) -> bytes:
    """From the embedding to the last wanted layer.

    In: ``states`` (tokens, width), ``keys`` and ``values`` seen, ``places`` and ``mask`` as `mtqa.fluency.window` has
    them, the mask for each group of queries, ``rows``: the tokens of all blocks, the last one filled up. Out:
    ``hidden_N`` for each wanted layer, ``new_keys``, ``new_values``.
    """
    building = _Building("lower", model, range(layers[-1]))
    states = building.inputs()
    for number in range(layers[-1]):
        states = building.layer(number, loud[number], states)
        if number + 1 in layers:
            building.output(states, f"hidden_{number + 1}")
    return building.finished()


def upper_graph(model: Gguf, loud: Sequence[Loudness], layers: Sequence[int]) -> bytes:
    """From the last wanted layer to the likelihood of tokens.

    In: as `lower_graph`, and ``targets``, the tokens after the last states. Out: ``surprisal`` and ``entropy``,
    ``new_keys``, ``new_values``.
    """
    count = Architecture.of(model).layers
    building = _Building("upper", model, range(layers[-1], count))
    states = building.inputs()
    for number in range(layers[-1], count):
        states = building.layer(number, loud[number], states)
    building.likelihoods(states)
    return building.finished()


class _Building:
    """The making of a graph of consecutive layers."""

    def __init__(self, name: str, model: Gguf, layers: range) -> None:
        self._model = model
        self._its = Architecture.of(model)
        self._layers = layers
        self._graph = Graph(name)
        self._new_keys: list[str] = []
        self._new_values: list[str] = []
        constant = self._graph.constant
        self._cosines, self._sines = (constant(turn) for turn in self._its.turns(SIGHT))
        self._zero = constant(np.uint8(_ZERO))
        self._one = constant(np.float32(1))
        self._step = constant(np.float32(1 / _LARGEST_STATE))
        self._least = constant(np.float32(_LEAST_SCALE))
        self._first, self._last_axis = self._whole(0), self._whole(-1)
        self._groups = self._its.heads // self._its.key_heads

    def inputs(self) -> str:
        """Declare what goes in; gives the states."""
        graph, its = self._graph, self._its
        sizes = (len(self._layers), its.key_heads, "before", its.head_width)
        states = graph.input("states", "float32", "tokens", its.width)
        graph.input("places", "int64", "blocks", SIGHT)
        graph.input("rows", "int64", "asked")
        graph.input("mask", "float32", 1, "blocks", self._groups * BLOCK, SIGHT)
        self._keys = self._by_layer(graph.input("keys", "float32", *sizes))
        self._values = self._by_layer(graph.input("values", "float32", *sizes))
        self._count = graph.op("Shape", states, start=0, end=1)
        self._points = self._zero_points(states)
        return states

    def output(self, states: str, name: str) -> None:
        """Let states come out."""
        self._graph.output(states, name, "float32", "tokens", self._its.width)

    def layer(self, number: int, loud: Loudness, states: str) -> str:
        """The states after a layer."""
        graph = self._graph
        smooth = smoothed(Layer.of(self._model, number), loud, self._its)
        layer = smooth.layer
        attentive = graph.op("Add", states, self._attention(number - self._layers.start, smooth, states))
        quants, step = self._stepped(self._normed(attentive, layer.inner_norm), smooth.inner)
        gate = graph.op("QuickGelu", self._product(quants, step, layer.gate), domain=_OWN, alpha=1.0)
        quants, scale = self._quantised(graph.op("Mul", gate, self._product(quants, step, layer.up)))
        down = graph.op("Mul", self._product(quants, self._one, layer.down), scale)
        return graph.op("Add", attentive, down)

    def likelihoods(self, states: str) -> None:
        """Let surprisal and entropy of the targets come out; they follow the last states."""
        graph = self._graph
        targets = graph.input("targets", "int64", "targets")
        first = graph.op("Sub", self._count, graph.op("Shape", targets))
        most = self._whole(np.iinfo(np.int64).max)
        last = graph.op("Slice", states, first, most, self._first)
        self._points = self._zero_points(last)
        quants, scale = self._quantised(self._normed(last, self._model.tensor(OUTPUT_NORM)))
        scores = graph.op("Mul", self._product(quants, self._one, output_weights(self._model)), scale)
        likely = graph.op("LogSoftmax", scores, axis=-1)
        second_axis = self._whole(1)
        chosen = graph.op("GatherElements", likely, graph.op("Unsqueeze", targets, second_axis), axis=1)
        surprisal = graph.op("Neg", graph.op("Squeeze", chosen, second_axis))
        weighed = graph.op("Mul", graph.op("Exp", likely), likely)
        entropy = graph.op("Neg", graph.op("ReduceSum", weighed, second_axis, keepdims=0))
        graph.output(surprisal, "surprisal", "float32", "targets")
        graph.output(entropy, "entropy", "float32", "targets")

    def finished(self) -> bytes:
        """The graph as a file, with the keys and values of the new tokens coming out."""
        its = self._its
        for name, heads in (("new_keys", self._new_keys), ("new_values", self._new_values)):
            together = self._graph.op("Concat", *heads, axis=0)
            self._graph.output(together, name, "float32", len(self._layers), its.key_heads, "tokens", its.head_width)
        return self._graph.file()

    def _whole(self, *numbers: int) -> str:
        return self._graph.constant(np.array(numbers, np.int64))

    def _by_layer(self, value: str) -> list[str]:
        """What was seen, (1, key heads, tokens, head width) for each layer."""
        sizes = self._graph.constant(np.ones(len(self._layers), np.int64))
        return self._graph.ops(len(self._layers), "Split", value, sizes, axis=0)

    def _attention(self, place: int, smooth: Smoothed, states: str) -> str:
        """What attention adds to states."""
        graph, its, layer = self._graph, self._its, smooth.layer
        quants, step = self._stepped(self._normed(states, layer.attention_norm), smooth.attention)
        queries = layer.queries * np.float32(its.head_width**-0.5)
        mixed = self._product(quants, step, queries, layer.keys, layer.values)
        widths = its.head_width * np.array([its.heads, its.key_heads, its.key_heads])
        asked, key, value = graph.ops(3, "Split", mixed, self._whole(*widths), axis=1)
        keys = self._turned(self._told(self._keys[place], key, self._new_keys), self._first)
        values = self._told(self._values[place], value, self._new_values)
        scores = graph.op("MatMul", self._asked(asked), graph.op("Transpose", keys, perm=[0, 1, 3, 2]))
        shares = graph.op("Softmax", graph.op("Add", scores, "mask"), axis=-1)
        gathered = self._gathered(graph.op("MatMul", shares, values))
        return self._product(*self._stepped(gathered, smooth.gathered), layer.attention)

    def _told(self, before: str, new: str, kept: list[str]) -> str:
        """What blocks see of keys or values, (key heads, blocks, `SIGHT`, head width); ``kept`` gets the new ones."""
        graph, its = self._graph, self._its
        heads = graph.op("Reshape", new, self._whole(1, -1, its.key_heads, its.head_width))
        heads = graph.op("Transpose", heads, perm=[0, 2, 1, 3])
        kept.append(heads)
        together = graph.op("Squeeze", graph.op("Concat", before, heads, axis=2), self._first)
        return graph.op("Gather", together, "places", axis=1)

    def _asked(self, queries: str) -> str:
        """Queries by block; those that share a head of keys in one matrix: (key heads, blocks, queries, head width)."""
        graph, its = self._graph, self._its
        apart = self._whole(-1, BLOCK, its.key_heads, self._groups, its.head_width)
        queries = graph.op("Reshape", graph.op("Gather", queries, "rows", axis=0), apart)
        queries = graph.op("Transpose", queries, perm=[2, 0, 3, 1, 4])
        queries = graph.op("Reshape", queries, self._whole(its.key_heads, -1, BLOCK, its.head_width))
        grouped = self._whole(its.key_heads, -1, self._groups * BLOCK, its.head_width)
        return graph.op("Reshape", self._turned(queries, self._whole(SIGHT - BLOCK)), grouped)

    def _gathered(self, found: str) -> str:
        """What was found for queries as `_asked` has them, for each token again: (tokens, width)."""
        graph, its = self._graph, self._its
        apart = self._whole(its.key_heads, -1, self._groups, BLOCK, its.head_width)
        found = graph.op("Transpose", graph.op("Reshape", found, apart), perm=[1, 3, 0, 2, 4])
        found = graph.op("Reshape", found, self._whole(-1, its.heads * its.head_width))
        return graph.op("Slice", found, self._first, self._count, self._first)

    def _turned(self, heads: str, position: str) -> str:
        return self._graph.op(
            "RotaryEmbedding", heads, position, self._cosines, self._sines, domain=_OWN, interleaved=1
        )

    def _normed(self, states: str, weight: Floats) -> str:
        weights = self._graph.constant(weight)
        return self._graph.op(
            "SimplifiedLayerNormalization", states, weights, axis=-1, epsilon=float(self._its.epsilon)
        )

    def _stepped(self, states: str, loudest: float) -> tuple[str, str]:
        """States as unsigned bytes, and the scale of all; what is louder is cut off."""
        step = self._graph.constant(np.float32(max(loudest, _LEAST_SCALE) / _LARGEST_STATE))
        return self._graph.op("QuantizeLinear", states, step, self._zero), step

    def _quantised(self, states: str) -> tuple[str, str]:
        """States as unsigned bytes, and the scale of each token: (tokens, 1)."""
        graph = self._graph
        highest = graph.op("ReduceMax", states, self._last_axis, keepdims=1)
        lowest = graph.op("ReduceMin", states, self._last_axis, keepdims=1)
        scale = graph.op("Mul", graph.op("Max", highest, graph.op("Neg", lowest), self._least), self._step)
        by_token = graph.op("Squeeze", scale, self._last_axis)
        return graph.op("QuantizeLinear", states, by_token, self._points, axis=0), scale

    def _zero_points(self, states: str) -> str:
        """What zero is as a byte, for each token."""
        return self._graph.op("Expand", self._zero, self._graph.op("Shape", states, start=0, end=1))

    def _product(self, quants: str, scale: str, *rows: Floats) -> str:
        """Quantised states times matrices, with one scale for all tokens."""
        weights, scales = quantised(np.concatenate(rows))
        graph = self._graph
        return graph.op(
            "MatMulIntegerToFloat",
            quants,
            graph.constant(weights.T),
            scale,
            graph.constant(scales),
            self._zero,
            domain=_OWN,
        )


def quantised(rows: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A matrix in whole numbers of at most `_LARGEST_WEIGHT`, and the scale of each row."""
    scales = np.maximum(np.abs(rows).max(axis=1), _LEAST_SCALE) / _LARGEST_WEIGHT
    return np.rint(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)
