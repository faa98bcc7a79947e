"""The probe: how likely a reader stumbles at a token, told from a language model's states there.

A network with one hidden layer, fitted by `tools/fluency_probe.py` on good sentences and on damaged ones, looks at the
states of two layers, at what the token before made the model expect, and at what kind of token it is. Its file holds
what belongs together: the network, how rare each score of a sentence is in edited news, and of which model all this is
true.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mtqa.fluency.arrays import Floats, Ints
from mtqa.fluency.threads import threads_limited
from mtqa.text import lexicon
from mtqa.text.pattern import Pattern

if TYPE_CHECKING:
    from mtqa.fluency.language_model import Reading

FILE: Final = Path(__file__).with_name("data") / "probe.npz"
#: The layers whose states are looked at.
LAYERS: Final = (12, 16)
#: Values of states beyond this many deviations say no more.
_FAR: Final = 6.0
#: Nothing is surer than this many nats.
_SURE: Final = 30.0
#: Tokens read at once, which bounds the memory.
_CHUNK: Final = 4096
_WORD: Final = Pattern(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
#: What `kinds` tells of a token, in this order.
KINDS: Final = ("frequency", "unknown", "capital", "letter", "start", "figure", "mark", "space")
_SEVENTH: Final = 7
_PARTS: Final = ("centre", "scale", "first", "first_bias", "second", "second_bias")


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """The network as the file has it; ``facts`` are its other contents, `mtqa.fluency.judging` reads them.

    ``centre`` and ``scale`` of the states; ``first`` and ``second``: weights, (inputs, outputs), each with its bias.
    ``name`` tells one probe from another: the beginning of its file's SHA-256.
    """

    centre: Floats
    scale: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    facts: Mapping[str, Any]
    name: str = ""

    @classmethod
    def read(cls, file: Path = FILE) -> Probe:
        """The probe of a file; nothing in it is executed."""
        content = file.read_bytes()
        with np.load(BytesIO(content), allow_pickle=False) as data:
            arrays = {name: data[name].astype(np.float32) for name in _PARTS}
            return cls(**arrays, facts=json.loads(str(data["facts"])), name=sha256(content).hexdigest()[:8])

    def write(self, file: Path) -> None:
        """Keep it; the weights in half precision."""
        halves = {name: getattr(self, name).astype(np.float16) for name in _PARTS}
        np.savez_compressed(file, facts=np.array(json.dumps(self.facts)), **halves)

    def damage(self, reading: Reading, text: str) -> Floats:
        """How likely a reader stumbles at each token: probabilities."""
        return self.probabilities(looked_at(reading), kinds(text, reading.starts, reading.ends))

    def probabilities(self, states: Sequence[Floats], kinds: Floats) -> Floats:
        """The same from states as `looked_at` gives them, and from `kinds`."""
        parts = [np.zeros((0, 1), np.float32)]
        with threads_limited(1):
            for at in range(0, len(kinds), _CHUNK):
                together = np.concatenate([part[at : at + _CHUNK] for part in states], axis=1)
                inputs = self.inputs(together, kinds[at : at + _CHUNK])
                parts.append(np.maximum(inputs @ self.first + self.first_bias, 0) @ self.second + self.second_bias)
        logits = np.clip(np.concatenate(parts)[:, 0], -_SURE, _SURE)
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    def inputs(self, states: Floats, kinds: Floats) -> Floats:
        """What goes into the network: states in deviations from their mean, and the kinds."""
        deviations = np.clip((states - self.centre) / self.scale, -_FAR, _FAR)
        return np.concatenate([deviations, kinds], axis=1)


@cache
def probe() -> Probe:
    """The one that comes with mtqa, read once."""
    return Probe.read()


def looked_at(reading: Reading) -> tuple[Floats, ...]:
    """The states that tell of each token: its own after each of `LAYERS`, and that of the token before after the last.

    From the latter the model would have guessed the token, had it read on.
    """
    last = reading.hidden[LAYERS[-1]]
    before = np.concatenate([reading.opening[-1:], last[:-1]])[: len(last)]
    return *(reading.hidden[layer] for layer in LAYERS), before


def kinds(text: str, starts: Ints, ends: Ints) -> Floats:
    """What kind of token each is, as `KINDS` lists it: (tokens, 8). Its last character decides."""
    found = np.zeros((len(starts), len(KINDS)), np.float32)
    words = _WORD.finditer(text)
    start, end, about = -1, -1, (0.0, 0.0, 0.0)
    for number, (first, after) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        last = after - 1
        while end <= last and (word := next(words, None)) is not None:
            start, end = word.span()
            about = _about(word[0])
        if start <= last < end:
            found[number, :5] = (*about, 1, first <= start)
        else:
            character = text[last]
            found[number, 5:] = (
                character.isdigit(),
                not (character.isdigit() or character.isspace()),
                character.isspace(),
            )
    return found


@lru_cache(maxsize=50_000)
def _about(word: str) -> tuple[float, float, float]:
    """Frequency in sevenths of Zipf's scale, whether no list of English has the word, whether it has a capital."""
    lowered = word.lower()
    frequency = lexicon.frequency(lowered)
    if frequency < 0 and not lowered.isalpha():
        frequency = lexicon.frequency(lowered.replace("’", "'").partition("'")[0])
    return max(frequency, 0) / _SEVENTH, float(frequency < 0), float(word[0].isupper())
