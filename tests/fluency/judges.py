"""A language model and a probe for tests that know what they think: of a few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import numpy as np

from mtqa.fluency.language_model import Explanation, LanguageModel, Reading
from mtqa.fluency.probe import KINDS, LAYERS, Probe
from mtqa.text.pattern import Pattern

WIDTH = 2
#: What the probe looks at of states: those of its layers, and that of the token before.
_STATES = WIDTH * (len(LAYERS) + 1)
_TOKEN = Pattern(r"\s?[^\W_]+|\s?[^\w\s]+|\s")


class KnowingModel:
    """Reads words and marks; the first number of a state says whether the word is one of ``strange``."""

    name = "knowing"
    backend = "none"
    width = WIDTH

    def __init__(self, strange: Iterable[str]) -> None:
        self._strange = frozenset(strange)
        self.explained: list[str] = []
        self._text = ""

    def read(self, text: str, *, after: str = "") -> Reading:
        """As a model reads; what stands before makes no difference to this one."""
        assert after
        self._text = text
        places = [match.span() for match in _TOKEN.finditer(text)]
        starts, ends = np.array(places, np.int64).reshape(-1, 2).T
        states = np.zeros((len(starts), WIDTH), np.float32)
        states[:, 0] = [text[start:end].strip() in self._strange for start, end in places]
        return Reading(
            ids=np.arange(len(starts)),
            starts=starts,
            ends=ends,
            hidden=dict.fromkeys(LAYERS, states),
            opening=np.zeros((1, WIDTH), np.float32),
        )

    def explain(self, reading: Reading, start: int = 0, end: int | None = None) -> Explanation:
        """Strange words surprise."""
        tokens = reading.tokens(start, len(self._text) if end is None else end)
        self.explained.append(self._text[start:end])
        starts, ends = reading.starts[tokens.start : tokens.stop], reading.ends[tokens.start : tokens.stop]
        surprisal = 1 + 10 * reading.hidden[LAYERS[0]][tokens.start : tokens.stop, 0]
        return Explanation(tokens, starts, ends, surprisal, np.ones_like(surprisal))


def knowing(*strange: str) -> LanguageModel:
    """A model that finds these words strange, and no others."""
    return cast(LanguageModel, KnowingModel(strange))


_CURVE = {
    "scores": [-4.0, -2.0, -1.5, -1.0, -0.5, 0.5],
    "one_in": [2.0, 20.0, 100.0, 300.0, 1_000.0, 10_000.0],
}
#: What the probe of the tests says of scores: 0 for a sentence without damage, the logarithm of its rarity above.
FACTS: dict[str, Any] = {
    "model": "knowing",
    "width": WIDTH,
    "mean": -4.0,
    "alone": _CURVE,
    "in_story": _CURVE,
    "confident_at": [50.0, 500.0],
    "confidence": [0.6, 0.9],
}


def probe(**facts: Any) -> Probe:
    """A probe that believes the model."""
    inputs = _STATES + len(KINDS)
    first = np.zeros((inputs, 1), np.float32)
    first[0] = 1
    return Probe(
        centre=np.zeros(_STATES, np.float32),
        scale=np.ones(_STATES, np.float32),
        first=first,
        first_bias=np.zeros(1, np.float32),
        second=np.array([[12.0]], np.float32),
        second_bias=np.array([-6.0], np.float32),
        facts=FACTS | facts,
        name="test",
    )
