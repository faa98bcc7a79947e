"""How numbers lie in a GGUF file: plain, or quantised in blocks that share a scale.

Source of every layout: ggml-org/ggml, src/ggml-common.h (the blocks) and src/ggml-quants.c (``dequantize_row_*``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mtqa.fluency.arrays import Bytes, Floats, Record


@dataclass(frozen=True, slots=True)
class Layout:
    """A type of tensor: ``block`` is what ``values`` numbers take in the file; ``read`` gives (blocks, values)."""

    name: str
    block: np.dtype[np.void]
    values: int
    read: Callable[[Record], Floats]


def _float(field: Record) -> Floats:
    return field.astype(np.float32)[:, None]


def _nibbles(packed: Bytes) -> Bytes:
    """The low halves of all bytes, then the high halves."""
    return np.concatenate([packed & 15, packed >> 4], axis=-1)


def _fifth_bits(packed: Bytes) -> Bytes:
    """32 bits of each block, at the place of a fifth bit."""
    return np.unpackbits(packed, axis=1, bitorder="little") << np.uint8(4)


def _plain(block: Record) -> Floats:
    return _float(block["d"])


def _brain_float(block: Record) -> Floats:
    return (block["d"].astype(np.uint32) << 16).view(np.float32)[:, None]


def _q4_0(block: Record) -> Floats:
    return (_nibbles(block["q"]).astype(np.float32) - 8) * _float(block["d"])


def _q4_1(block: Record) -> Floats:
    return _nibbles(block["q"]) * _float(block["d"]) + _float(block["m"])


def _q5_0(block: Record) -> Floats:
    quants = _nibbles(block["q"]) | _fifth_bits(block["h"])
    return (quants.astype(np.float32) - 16) * _float(block["d"])


def _q5_1(block: Record) -> Floats:
    quants = _nibbles(block["q"]) | _fifth_bits(block["h"])
    return quants * _float(block["d"]) + _float(block["m"])


def _q8_0(block: Record) -> Floats:
    return block["q"].astype(np.float32) * _float(block["d"])


def _scales_and_minima(packed: Bytes) -> tuple[Bytes, Bytes]:
    """Eight scales and eight minima of six bits each, in twelve bytes."""
    low, middle, high = packed[:, 0:4], packed[:, 4:8], packed[:, 8:12]
    scales = np.concatenate([low & 63, (high & 15) | (low >> 6 << 4)], axis=1)
    minima = np.concatenate([middle & 63, (high >> 4) | (middle >> 6 << 4)], axis=1)
    return scales, minima


def _scaled_by_eighths(block: Record, quants: Bytes) -> Floats:
    """Quants (blocks, 8, 32) by the scale and minimum of their eighth."""
    scales, minima = _scales_and_minima(block["s"])
    steps, lowest = _float(block["d"]) * scales, _float(block["m"]) * minima
    scaled: Floats = quants * steps[:, :, None] - lowest[:, :, None]
    return scaled.reshape(len(block), 256)


def _q4_k(block: Record) -> Floats:
    return _scaled_by_eighths(block, _nibbles(block["q"].reshape(-1, 4, 32)).reshape(-1, 8, 32))


def _q5_k(block: Record) -> Floats:
    quants = _nibbles(block["q"].reshape(-1, 4, 32)).reshape(-1, 8, 32)
    high: Bytes = block["h"]
    fifth = (high[:, None, :] >> np.arange(8, dtype=np.uint8)[:, None] & np.uint8(1)) << np.uint8(4)
    return _scaled_by_eighths(block, quants | fifth)


def _q6_k(block: Record) -> Floats:
    low = _nibbles(block["q"].reshape(-1, 2, 64)).reshape(-1, 2, 4, 32)
    high = block["h"].reshape(-1, 2, 1, 32) >> np.array([0, 2, 4, 6], np.uint8)[:, None] & 3
    quants = (low | high << 4).astype(np.float32).reshape(-1, 16, 16) - 32
    scales: Floats = _float(block["d"]) * block["s"]
    return (quants * scales[:, :, None]).reshape(len(block), 256)


def _layout(name: str, values: int, read: Callable[[Record], Floats], *fields: tuple[str, str, int]) -> Layout:
    plain = [(field, kind, number) if number > 1 else (field, kind) for field, kind, number in fields]
    return Layout(name, np.dtype(plain), values, read)


#: By the number that stands for a type in the file.
LAYOUTS = MappingProxyType(
    {
        0: _layout("F32", 1, _plain, ("d", "<f4", 1)),
        1: _layout("F16", 1, _plain, ("d", "<f2", 1)),
        2: _layout("Q4_0", 32, _q4_0, ("d", "<f2", 1), ("q", "u1", 16)),
        3: _layout("Q4_1", 32, _q4_1, ("d", "<f2", 1), ("m", "<f2", 1), ("q", "u1", 16)),
        6: _layout("Q5_0", 32, _q5_0, ("d", "<f2", 1), ("h", "u1", 4), ("q", "u1", 16)),
        7: _layout("Q5_1", 32, _q5_1, ("d", "<f2", 1), ("m", "<f2", 1), ("h", "u1", 4), ("q", "u1", 16)),
        8: _layout("Q8_0", 32, _q8_0, ("d", "<f2", 1), ("q", "i1", 32)),
        12: _layout("Q4_K", 256, _q4_k, ("d", "<f2", 1), ("m", "<f2", 1), ("s", "u1", 12), ("q", "u1", 128)),
        13: _layout(
            "Q5_K", 256, _q5_k, ("d", "<f2", 1), ("m", "<f2", 1), ("s", "u1", 12), ("h", "u1", 32), ("q", "u1", 128)
        ),
        14: _layout("Q6_K", 256, _q6_k, ("q", "u1", 128), ("h", "u1", 64), ("s", "i1", 16), ("d", "<f2", 1)),
        30: _layout("BF16", 1, _brain_float, ("d", "<u2", 1)),
    }
)
