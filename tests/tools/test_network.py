"""The network learns what can be learnt, and the same again for the same seed."""

from __future__ import annotations

import numpy as np

from mtqa.fluency.arrays import Floats
from tools.network import Network, probability


def _fitted(seed: int) -> tuple[Network, Floats, Floats]:
    rows = np.random.default_rng(4).normal(size=(2_000, 6)).astype(np.float32)
    right = (rows[:, 0] * rows[:, 1] > 0).astype(np.float32)
    network = Network.new(6, 32, 1, seed)
    for number in range(1_500):
        part = slice(number * 100 % 2_000, number * 100 % 2_000 + 100)

        def slope(outputs: Floats, part: slice = part) -> Floats:
            return np.asarray((probability(outputs) - right[part, None]) / 100, np.float32)

        network.step(rows[part], slope, 1e-2)
    return network, rows, right


def test_it_learns_what_no_line_parts() -> None:
    network, rows, right = _fitted(1)
    assert np.mean((network(rows)[:, 0] > 0) == right) > 0.9


def test_the_same_seed_gives_the_same_weights() -> None:
    once, again, other = (_fitted(seed)[0].weights[0].tolist() for seed in (1, 1, 2))
    assert once == again
    assert once != other


def test_an_output_is_a_probability() -> None:
    assert probability(np.array([0.0, 20.0], np.float32)).round(3).tolist() == [0.5, 1.0]
