"""What a model still sees of the text before: the keys and values of a window of tokens, and of the first one.

A text is read in chunks. A token sees the tokens of its own chunk before it, up to `WINDOW` before the chunk, and the
first of all, without which a model loses its footing (Xiao et al. 2024, Efficient Streaming Language Models with
Attention Sinks). Positions are counted inside the window, so that they stay those that a model knows, however long the
text is. These numbers are part of what a score means: changing one asks for a new calibration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mtqa.fluency.architecture import Architecture
from mtqa.fluency.arrays import Floats

#: Tokens that are read at once.
CHUNK: Final = 128
#: Tokens before a chunk that are still seen; a multiple of it.
WINDOW: Final = 512
#: Tokens at the beginning that are always seen.
SINK: Final = 1
#: More positions than this there never are.
POSITIONS: Final = SINK + WINDOW + CHUNK


@dataclass(frozen=True, slots=True)
class Seen:
    """Keys, not yet turned to their positions, and values: each (layers, key heads, tokens, head width)."""

    keys: Floats
    values: Floats

    @classmethod
    def nothing(cls, architecture: Architecture, layers: int) -> Seen:
        """What is seen before the first token."""
        empty = np.zeros((layers, architecture.key_heads, 0, architecture.head_width), np.float32)
        return cls(empty, empty)

    def __len__(self) -> int:
        return int(self.keys.shape[2])

    def and_then(self, later: Seen) -> Seen:
        """What is seen after ``later`` has been read: the first token and the last ones."""
        return Seen(_kept(self.keys, later.keys), _kept(self.values, later.values))


def _kept(before: Floats, later: Floats) -> Floats:
    together = np.concatenate([before, later], axis=2)
    if together.shape[2] <= SINK + WINDOW:
        return together
    return np.concatenate([together[:, :, :SINK], together[:, :, -WINDOW:]], axis=2)


def hidden_from(before: int, tokens: int) -> Floats:
    """What is added to attention: nothing, or so little that a token does not see those after it.

    Gives (tokens, before + tokens).
    """
    return np.triu(np.full((tokens, before + tokens), -1e9, np.float32), before + 1)
