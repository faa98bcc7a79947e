"""A small language model that reads a text: its states at each token, and how likely it finds a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from os import PathLike
from typing import TYPE_CHECKING, Final, Protocol

from mtqa.model.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.fluency.architecture import Architecture
    from mtqa.fluency.arrays import Floats, Ints
    from mtqa.fluency.tokenizer import Tokenizer
    from mtqa.fluency.window import Seen

#: The layers whose states tell garble from sentences best, in a model of 30.
LAYERS: Final = (15, 22)
#: Tokens before what is explained that the explanation sees.
CONTEXT: Final = 128


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
    points. ``hidden``: the states after each layer, counted from 1, of each token: layer -> [n, width]. ``opening`` is
    the state, after the last of these layers, of what stands before the text.
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

    @property
    def backend(self) -> str:
        """What multiplies: "numpy" or "onnx"."""
        return self._backend.name

    @property
    def width(self) -> int:
        """How many numbers a state has."""
        return self._backend.architecture.width

    def read(self, text: str) -> Reading:
        """A text, token by token, from its beginning; cost grows linearly."""
        import numpy as np

        from mtqa.fluency.window import CHUNK

        tokens = self._tokenizer.encode(text)
        ids = np.concatenate([[self._tokenizer.opening], tokens.ids]).astype(np.int64)
        seen, parts = self._backend.nothing_read(), []
        for at in range(0, len(ids), CHUNK):
            states, later = self._backend.read(ids[at : at + CHUNK], seen)
            seen = seen.and_then(later)
            parts.append(states)
        hidden = [np.concatenate(states) for states in zip(*parts, strict=True)]
        return Reading(
            ids=tokens.ids,
            starts=tokens.starts,
            ends=tokens.ends,
            hidden={layer: states[1:] for layer, states in zip(self.layers, hidden, strict=True)},
            opening=hidden[-1][0],
        )

    def explain(self, reading: Reading, start: int = 0, end: int | None = None) -> Explanation:
        """How likely the tokens of ``text[start:end]`` are, after at most `CONTEXT` tokens before them.

        Costs the upper layers and the head, and the first time the loading of these.
        """
        import numpy as np

        from mtqa.fluency.window import CHUNK

        length = int(reading.ends[-1]) if len(reading) else 0
        wanted = reading.tokens(start, length if end is None else end)
        after = max(0, wanted.start - 1 - CONTEXT)
        states = np.concatenate([reading.opening[None], reading.hidden[self.layers[-1]][after : wanted.stop - 1]])
        targets = reading.ids[after : wanted.stop]
        first = wanted.start - after
        seen, parts = self._backend.nothing_predicted(), [np.zeros((2, 0), np.float32)]
        for at in range(0, len(targets), CHUNK):
            here = states[at : at + CHUNK]
            surprisal, entropy, later = self._backend.predict(here, targets[max(at, first) : at + CHUNK], seen)
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

    ``model``: a GGUF file; None for the one that is installed. ``backend``: "onnx" or "numpy"; None for the fastest
    that there is. More than one thread of ``threads`` pays on an idle machine only.

    Raises:
        ConfigError: if something is missing or is not what it should be; the message says how to get it.
    """
    if find_spec("numpy") is None:
        raise ConfigError("fluency: numpy is not installed; pip install 'mtqa[fluency]'")
    from mtqa.fluency.gguf import Gguf
    from mtqa.fluency.store import packaged
    from mtqa.fluency.tokenizer import Tokenizer
    from mtqa.fluency.transformer import Transformer

    if backend not in {None, "numpy"}:
        raise ConfigError(f'fluency: there is no backend "{backend}"; there is: numpy')
    file = Gguf(packaged() if model is None else model)
    name = file.setting("general.name", str, file.path)
    return LanguageModel(name, Tokenizer(file), Transformer(file, layers, threads=threads), layers)
