"""What a model still sees of the text before: the keys and values of a window of tokens, and of the first one.

A text is read in blocks. A token sees the tokens of its own block before it, those of the window before the block, and
the first of all, without which a model loses its footing (Xiao et al. 2024, Efficient Streaming Language Models with
Attention Sinks). Positions are counted inside what is seen, so that they stay those that a model knows, however long
the text is. These numbers are part of what a score means: changing one asks for a new calibration. Several blocks are
multiplied at once, which changes nothing but the time it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mtqa.fluency.architecture import Architecture
from mtqa.fluency.arrays import Floats, Ints

#: Tokens of a block: they see each other, those before first.
BLOCK: Final = 64
#: Tokens before a block that are still seen.
WINDOW: Final = 63
#: Tokens at the beginning that are always seen.
SINK: Final = 1
#: What a token of a block may see: the first token, the window, and the block.
SIGHT: Final = SINK + WINDOW + BLOCK
#: Tokens that are read at once; a multiple of a block.
CHUNK: Final = 256
_HIDDEN: Final = -1e9


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


@dataclass(frozen=True, slots=True)
class Sight:
    """What blocks of new tokens see of a row of tokens: those seen before, then the new ones.

    ``rows``: the new tokens of the blocks, (blocks, `BLOCK`), counted from the first new one; the last block is filled
    up with the last token. ``places``: what each block sees, (blocks, `SIGHT`), in the row. ``mask``: what is added to
    attention there, (blocks, `BLOCK`, `SIGHT`): nothing, or so little that a token does not see this.
    """

    rows: Ints
    places: Ints
    mask: Floats

    @classmethod
    def of(cls, before: int, tokens: int) -> Sight:
        """The sight of so many new tokens after those ``before``."""
        starts = np.arange(0, tokens, BLOCK)[:, None]
        rows = starts + np.arange(BLOCK)
        near = before + starts + np.arange(-WINDOW, BLOCK)
        places = np.concatenate([np.tile(np.arange(SINK), (len(starts), 1)), near], axis=1)
        unseen = np.empty((len(starts), BLOCK, SIGHT), bool)
        # The first tokens stand apart as soon as they have left the window, and not before.
        unseen[:, :, :SINK] = near[:, :1, None] < np.arange(1, SINK + 1)
        unseen[:, :, SINK:] = (near < 0)[:, None] | (near[:, None] > before + rows[:, :, None])
        mask = np.where(unseen, _HIDDEN, 0).astype(np.float32)
        return cls(rows.clip(max=tokens - 1), places.clip(0, before + tokens - 1), mask)
