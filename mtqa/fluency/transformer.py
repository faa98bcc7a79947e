"""A Llama-type model in numpy: the backend that needs nothing else, and what the other one is measured by.

Source: Touvron et al. 2023, LLaMA: Open and Efficient Foundation Language Models; rotary positions turn neighbouring
pairs, as the weights in GGUF files are laid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from mtqa.fluency.architecture import EMBEDDING, OUTPUT_NORM, Architecture, Layer, output_weights
from mtqa.fluency.arrays import Floats, Ints
from mtqa.fluency.gguf import Gguf
from mtqa.fluency.threads import threads_limited
from mtqa.fluency.window import BLOCK, SIGHT, Seen, Sight

#: Tokens whose likelihoods are worked out at once: 49,152 numbers each.
_PREDICTED_AT_ONCE: Final = 32


@dataclass(frozen=True, slots=True)
class _Weights:
    """A layer's weights as they are multiplied: inputs in rows, outputs in columns, several matrices in one."""

    attention_norm: Floats
    queries_keys_values: Floats
    attention: Floats
    inner_norm: Floats
    gate_up: Floats
    down: Floats

    @classmethod
    def of(cls, layer: Layer) -> _Weights:
        return cls(
            layer.attention_norm,
            _columns(layer.queries, layer.keys, layer.values),
            _columns(layer.attention),
            layer.inner_norm,
            _columns(layer.gate, layer.up),
            _columns(layer.down),
        )

    @property
    def products(self) -> tuple[Floats, ...]:
        """The matrices, in the order in which inputs meet them."""
        return self.queries_keys_values, self.attention, self.gate_up, self.down


def _columns(*rows: Floats) -> Floats:
    return np.ascontiguousarray(np.concatenate(rows).T)


class Transformer:
    """The backend. ``layers``: those whose states are wanted, counted from 1; reading stops at the last one."""

    name = "numpy"

    def __init__(self, model: Gguf, layers: Sequence[int], *, threads: int = 1) -> None:
        self._model = model
        self._taps = tuple(layers)
        self.architecture = Architecture.of(model)
        self._threads = threads
        self._turns = self.architecture.turns(SIGHT)

    def nothing_read(self) -> Seen:
        """What `read` has seen before the first token."""
        return Seen.nothing(self.architecture, self._taps[-1])

    def read(self, ids: Ints, seen: Seen) -> tuple[tuple[Floats, ...], Seen]:
        """The states of tokens after each wanted layer, and what these tokens add to what is seen."""
        with threads_limited(self._threads):
            return self._through(self._lower, self._model.rows(EMBEDDING, ids), seen)

    def nothing_predicted(self) -> Seen:
        """What `predict` has seen before the first token."""
        return Seen.nothing(self.architecture, self.architecture.layers - self._taps[-1])

    def predict(self, states: Floats, targets: Ints, seen: Seen) -> tuple[Floats, Floats, Seen]:
        """How surprising the token after each state is, and how open it was, in nats; and what this adds to seen.

        ``states`` are those of the last wanted layer. Where there are fewer ``targets``, they are those of the last.
        """
        with threads_limited(self._threads):
            (last,), later = self._through(self._upper, states, seen)
            wanted = self._normed(last[len(last) - len(targets) :], self._output_norm)
            parts = [
                self._likelihoods(wanted[at : at + _PREDICTED_AT_ONCE], targets[at : at + _PREDICTED_AT_ONCE])
                for at in range(0, len(targets), _PREDICTED_AT_ONCE)
            ]
        surprisal, entropy = np.concatenate([np.zeros((2, 0), np.float32), *parts], axis=1)
        return surprisal, entropy, later

    @cached_property
    def _lower(self) -> list[_Weights]:
        return [_Weights.of(Layer.of(self._model, number)) for number in range(self._taps[-1])]

    @cached_property
    def _upper(self) -> list[_Weights]:
        return [
            _Weights.of(Layer.of(self._model, number)) for number in range(self._taps[-1], self.architecture.layers)
        ]

    @cached_property
    def _output_norm(self) -> Floats:
        return self._model.tensor(OUTPUT_NORM)

    @cached_property
    def _output(self) -> Floats:
        return _columns(output_weights(self._model))

    def _through(self, weights: Sequence[_Weights], inputs: Floats, seen: Seen) -> tuple[tuple[Floats, ...], Seen]:
        """States through layers: those at the wanted ones (always the last), and the keys and values on the way."""
        sight = Sight.of(len(seen), len(inputs))
        states, keys, values, wanted = inputs, [], [], []
        first = 0 if weights is self._lower else self._taps[-1]
        for number, layer in enumerate(weights):
            key, value, attended = self._attention(layer, states, seen.keys[number], seen.values[number], sight)
            keys.append(key)
            values.append(value)
            states = states + attended
            gate_up = self._multiplied(self._normed(states, layer.inner_norm), layer.gate_up)
            gate, up = np.split(gate_up, 2, axis=1)
            states = states + self._multiplied(gate / (1 + np.exp(-gate)) * up, layer.down)
            if first + number + 1 in self._taps or number + 1 == len(weights):
                wanted.append(states)
        if not weights:
            return (inputs,), seen
        return tuple(wanted), Seen(np.stack(keys), np.stack(values))

    def _attention(
        self, layer: _Weights, states: Floats, keys: Floats, values: Floats, sight: Sight
    ) -> tuple[Floats, Floats, Floats]:
        """The keys and values of new tokens, and what attention adds to their states."""
        its = self.architecture
        groups, width = its.heads // its.key_heads, its.head_width
        mixed = self._multiplied(self._normed(states, layer.attention_norm), layer.queries_keys_values)
        heads = mixed.reshape(len(states), -1, width).transpose(1, 0, 2)
        queries, key, value = np.split(heads, [its.heads, its.heads + its.key_heads])
        queries = self._turned(queries[:, sight.rows], SIGHT - BLOCK) * np.float32(width**-0.5)
        keys, values = (
            np.concatenate([before, new], axis=1)[:, sight.places] for before, new in ((keys, key), (values, value))
        )
        grouped = queries.reshape(its.key_heads, groups, -1, BLOCK, width)
        scores = grouped @ self._turned(keys, 0).swapaxes(-1, -2)[:, None] + sight.mask
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        gathered = (scores @ values[:, None]).transpose(2, 3, 0, 1, 4).reshape(sight.rows.size, -1)[: len(states)]
        return key, value, self._multiplied(gathered, layer.attention)

    def _multiplied(self, inputs: Floats, weights: Floats) -> Floats:
        """A layer's product; each layer asks four times: queries and so on, attention, gate and up, down."""
        return inputs @ weights

    def _turned(self, heads: Floats, position: int) -> Floats:
        """Heads (..., tokens, head width) turned to their positions, of which the first is given."""
        cosines, sines = (turn[position : position + heads.shape[-2]] for turn in self._turns)
        even, odd = heads[..., 0::2], heads[..., 1::2]
        turned = np.empty(heads.shape, np.float32)
        turned[..., 0::2] = even * cosines - odd * sines
        turned[..., 1::2] = even * sines + odd * cosines
        return turned

    def _normed(self, states: Floats, weight: Floats) -> Floats:
        squares = np.mean(states * states, axis=-1, keepdims=True)
        normed: Floats = states / np.sqrt(squares + np.float32(self.architecture.epsilon)) * weight
        return normed

    def _likelihoods(self, states: Floats, targets: Ints) -> Floats:
        """Surprisal and entropy, one above the other."""
        scores = states @ self._output
        scores -= scores.max(axis=1, keepdims=True)
        weights = np.exp(scores)
        sums = weights.sum(axis=1)
        surprisal = np.log(sums) - scores[np.arange(len(targets)), targets]
        entropy = np.log(sums) - (weights * scores).sum(axis=1) / sums
        return np.stack([surprisal, entropy])
