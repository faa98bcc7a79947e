"""A Llama-type model spelt out: one token, one head, one number after the other, in double precision.

Slow and plain on purpose; it knows nothing of blocks, caches or matrices laid together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from tests.fluency.models import HEAD_WIDTH, HEADS, KEY_HEADS, LAYERS

#: The tokens that a token sees, itself the last, and the position of each.
Seen = Callable[[int], Sequence[tuple[int, int]]]


def _all_before(token: int) -> list[tuple[int, int]]:
    return [(other, other) for other in range(token + 1)]


def states(weights: Mapping[str, Any], ids: Sequence[int], seen: Seen = _all_before) -> list[list[Any]]:
    """The states before the first layer and after each: [layer][token]."""
    found: list[list[Any]] = [[np.float64(weights["token_embd.weight"][number]) for number in ids]]
    for layer in range(LAYERS):
        part = {name: np.float64(weights[f"blk.{layer}.{name}.weight"]) for name in _NAMES}
        keys: list[Any] = []
        values: list[Any] = []
        after = []
        for token, state in enumerate(found[-1]):
            normed = _normed(state, part["attn_norm"])
            keys.append(part["attn_k"] @ normed)
            values.append((part["attn_v"] @ normed).reshape(KEY_HEADS, HEAD_WIDTH))
            queries = _turned(part["attn_q"] @ normed, HEADS, seen(token)[-1][1])
            near = [_turned(keys[other], KEY_HEADS, position) for other, position in seen(token)]
            told = [values[other] for other, _ in seen(token)]
            gathered = [_attended(queries[head], head * KEY_HEADS // HEADS, near, told) for head in range(HEADS)]
            attentive = state + part["attn_output"] @ np.concatenate(gathered)
            normed = _normed(attentive, part["ffn_norm"])
            gate = part["ffn_gate"] @ normed
            after.append(attentive + part["ffn_down"] @ (gate / (1 + np.exp(-gate)) * (part["ffn_up"] @ normed)))
        found.append(after)
    return found


def likelihoods(weights: Mapping[str, Any], ids: Sequence[int]) -> tuple[list[float], list[float]]:
    """The surprisal of every token but the first, and the entropy before it, in nats."""
    surprisal, entropy = [], []
    for state, number in zip(states(weights, ids)[-1], ids[1:], strict=False):
        scores = np.float64(weights["token_embd.weight"]) @ _normed(state, np.float64(weights["output_norm.weight"]))
        likely = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
        surprisal.append(float(-np.log(likely[number])))
        entropy.append(float(-(likely * np.log(likely)).sum()))
    return surprisal, entropy


_NAMES = "attn_norm attn_q attn_k attn_v attn_output ffn_norm ffn_gate ffn_up ffn_down".split()


def _normed(state: Any, weight: Any) -> Any:
    return state / np.sqrt(np.mean(state**2) + 1e-5) * weight


def _turned(flat: Any, heads: int, position: int) -> Any:
    """Each pair of neighbours as a complex number, turned by its own angle."""
    pairs = flat.reshape(heads, HEAD_WIDTH // 2, 2)
    turns = np.exp(1j * position * 10_000.0 ** (-np.arange(HEAD_WIDTH // 2) * 2 / HEAD_WIDTH))
    turned = (pairs[..., 0] + 1j * pairs[..., 1]) * turns
    return np.stack([turned.real, turned.imag], axis=-1).reshape(heads, HEAD_WIDTH)


def _attended(query: Any, key_head: int, keys: Sequence[Any], values: Sequence[Any]) -> Any:
    scores = np.array([query @ key[key_head] for key in keys]) / np.sqrt(HEAD_WIDTH)
    shares = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
    return sum(share * value[key_head] for share, value in zip(shares, values, strict=True))
