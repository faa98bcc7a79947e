"""A network with one hidden layer, in numpy: all that fitting the fluency probe takes.

Adam with decoupled weight decay: Kingma and Ba 2015; Loshchilov and Hutter 2019. Dropout: Srivastava et al. 2014.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from mtqa.fluency.arrays import Floats

_MOMENTUM, _SQUARES, _TINY = 0.9, 0.999, 1e-8
_DECAY: Final = 0.05
_DROPPED: Final = np.float32(0.2)


@dataclass(slots=True)
class Network:
    """``weights``: first, its bias, second, its bias; fitted in place by `step`."""

    weights: list[Floats]
    random: np.random.Generator
    _mean: list[Floats] = field(init=False)
    _square: list[Floats] = field(init=False)
    _steps: int = 0

    def __post_init__(self) -> None:
        self._mean = [np.zeros_like(weights) for weights in self.weights]
        self._square = [np.zeros_like(weights) for weights in self.weights]

    @classmethod
    def new(cls, inputs: int, inside: int, outputs: int, seed: int) -> Network:
        """One that knows nothing yet."""
        random = np.random.default_rng(seed)
        first = random.normal(size=(inputs, inside)) / np.sqrt(inputs)
        second = random.normal(size=(inside, outputs)) / np.sqrt(inside)
        weights = [first, np.zeros(inside), second, np.zeros(outputs)]
        return cls([part.astype(np.float32) for part in weights], random)

    def __call__(self, inputs: Floats) -> Floats:
        """Its outputs: (rows, outputs)."""
        first, first_bias, second, second_bias = self.weights
        return np.asarray(np.maximum(inputs @ first + first_bias, 0) @ second + second_bias)

    def step(self, inputs: Floats, slope: Callable[[Floats], Floats], rate: float) -> None:
        """Learn from some rows; ``slope`` gives the loss's derivative by the outputs."""
        first, first_bias, second, second_bias = self.weights
        inputs = inputs * self._kept(inputs)
        before = inputs @ first + first_bias
        mask = np.asarray(self._kept(before) * (before > 0), np.float32)
        inside = np.asarray(before * mask, np.float32)
        by_output = slope(inside @ second + second_bias)
        by_inside = np.asarray((by_output @ second.T) * mask, np.float32)
        self._move([inputs.T @ by_inside, by_inside.sum(0), inside.T @ by_output, by_output.sum(0)], rate)

    def _kept(self, values: Floats) -> Floats:
        """What stays where some values are dropped: 0, or a little more than 1."""
        kept = self.random.random(values.shape, dtype=np.float32) >= _DROPPED
        return np.asarray(kept / (1 - _DROPPED), np.float32)

    def _move(self, slopes: list[Floats], rate: float) -> None:
        self._steps += 1
        for number, slope in enumerate(slopes):
            self._mean[number] += (1 - _MOMENTUM) * (slope - self._mean[number])
            self._square[number] += (1 - _SQUARES) * (slope * slope - self._square[number])
            speed = self._mean[number] / (1 - _MOMENTUM**self._steps)
            spread = np.sqrt(self._square[number] / (1 - _SQUARES**self._steps)) + _TINY
            decay = _DECAY * self.weights[number] if slope.ndim > 1 else 0
            self.weights[number] -= (rate * (speed / spread + decay)).astype(np.float32)


def probability(logits: Floats) -> Floats:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-logits)))
