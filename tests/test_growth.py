"""The measurement that every test of cost relies on tells linear cost from quadratic."""

from __future__ import annotations

from functools import partial

from tests.growth import grows_linearly


def _linear(size: int) -> int:
    return sum(1 for _ in range(200 * size))


def _quadratic(size: int) -> int:
    return sum(1 for _ in range(size) for _ in range(size))


def test_linear_cost_passes() -> None:
    assert grows_linearly(partial(partial, _linear), 2_000)


def test_quadratic_cost_is_noticed() -> None:
    assert not grows_linearly(partial(partial, _quadratic), 1_100)
