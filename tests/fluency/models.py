"""Small models for tests: GGUF files of any shape, written here."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

#: A model of three layers; its head width and inner width are those of nobody, so that a mix-up shows.
LAYERS, WIDTH, HEADS, KEY_HEADS, HEAD_WIDTH, INNER = 3, 64, 4, 2, 16, 96
MERGES = ("t h", "Ġ th", "Ġth e", "i n", "Ġ a", "n d", "Ġa nd", "e r", "Ġ Ġ", "in g", "h e")


def letters() -> list[str]:
    """The characters that stand for the 256 bytes, as GPT-2 has them."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in visible]
    found = {byte: chr(byte) for byte in visible} | {byte: chr(256 + at) for at, byte in enumerate(hidden)}
    return [found[byte] for byte in range(256)]


def settings(**changed: Any) -> dict[str, Any]:
    """The settings of the small model; ``changed`` has _ for . and leaves out what is None."""
    tokens = ["<|endoftext|>", *letters(), *(merge.replace(" ", "") for merge in MERGES)]
    found: dict[str, Any] = {
        "general.architecture": "llama",
        "general.name": "small",
        "llama.block_count": LAYERS,
        "llama.embedding_length": WIDTH,
        "llama.feed_forward_length": INNER,
        "llama.attention.head_count": HEADS,
        "llama.attention.head_count_kv": KEY_HEADS,
        "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "llama.rope.freq_base": 10_000.0,
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "smollm",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.merges": list(MERGES),
        "tokenizer.ggml.unknown_token_id": 0,
    }
    found |= {next(key for key in found if key.replace(".", "_") == name): value for name, value in changed.items()}
    return {key: value for key, value in found.items() if value is not None}


def weights(seed: int = 20) -> dict[str, Array]:
    """Weights of the small model; large enough that every part of it matters."""
    rng = np.random.default_rng(seed)

    def matrix(rows: int, columns: int) -> Array:
        drawn: Array = (rng.standard_normal((rows, columns)) * 1.5 / np.sqrt(columns)).astype(np.float32)
        return drawn

    def norm() -> Array:
        return np.asarray(1 + 0.3 * rng.standard_normal(WIDTH), np.float32)

    queries, keys = HEADS * HEAD_WIDTH, KEY_HEADS * HEAD_WIDTH
    found = {"token_embd.weight": matrix(257 + len(MERGES), WIDTH) * 4, "output_norm.weight": norm()}
    for layer in range(LAYERS):
        of_layer = {
            "attn_norm": norm(),
            "attn_q": matrix(queries, WIDTH),
            "attn_k": matrix(keys, WIDTH),
            "attn_v": matrix(keys, WIDTH),
            "attn_output": matrix(WIDTH, queries),
            "ffn_norm": norm(),
            "ffn_gate": matrix(INNER, WIDTH),
            "ffn_up": matrix(INNER, WIDTH),
            "ffn_down": matrix(WIDTH, INNER),
        }
        found |= {f"blk.{layer}.{name}.weight": value for name, value in of_layer.items()}
    return found


def small_model(path: Path, **changed: Any) -> Path:
    """Write the small model."""
    return write_gguf(path, settings(**changed), {name: (0, value) for name, value in weights().items()})


def write_gguf(path: Path, values: Mapping[str, Any], tensors: Mapping[str, tuple[int, Any]]) -> Path:
    """Write a file. A tensor is its type's number and its array, of type 0; or, as ``(shape, bytes)``, of any type."""
    head = [b"GGUF", struct.pack("<IQQ", 3, len(tensors), len(values))]
    head += [_text(key) + _value(value) for key, value in values.items()]
    data = b""
    for name, (kind, content) in tensors.items():
        shape, raw = content if isinstance(content, tuple) else (content.shape, content.astype("<f4").tobytes())
        data += b"\0" * (-len(data) % 32)
        head.append(_text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape[::-1], kind, len(data)))
        data += raw
    front = b"".join(head)
    path.write_bytes(front + b"\0" * (-len(front) % 32) + data)
    return path


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


def _value(value: Any) -> bytes:
    if isinstance(value, list):
        inner = b"".join(_value(one)[4:] for one in value)
        return struct.pack("<IIQ", 9, struct.unpack("<I", _value(value[0])[:4])[0], len(value)) + inner
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    return struct.pack("<II", 4, value)
