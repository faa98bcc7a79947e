"""Scales that begin at zero and end at a round number."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """From 0 to ``top``, a tick every ``step``."""

    top: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """Zero, and the ticks up to the top."""
        return tuple(number * self.step for number in range(round(self.top / self.step) + 1))

    def share(self, value: float) -> float:
        """Where a value stands, 0 to 1; what is beyond the top stands there."""
        return min(max(value / self.top, 0.0), 1.0)


def scale(highest: float, *, most: int = 4, least_step: float = 0.0) -> Scale:
    """A scale that reaches to ``highest``, with at most so many steps, of 1, 2, 2.5 or 5 times a power of ten.

    ``least_step``: 1 for what is counted; steps are multiples of it.
    """
    highest = max(highest, least_step, 1e-9)
    rough = highest / most
    power = 10.0 ** floor(log10(rough))
    step = next(one * power for one in _STEPS if one * power >= rough * (1 - 1e-9) and _fits(one * power, least_step))
    return Scale(step * ceil(highest / step - 1e-9), step)


def _fits(step: float, least_step: float) -> bool:
    return not least_step or (step >= least_step and step % least_step == 0)
