"""ONNX files, written without the package onnx: as much of its protobuf messages as a graph of matrices needs.

Sources: protobuf.dev, "Encoding"; the numbers of fields are those of onnx/onnx, onnx/onnx.proto.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import numpy as np

_IR_VERSION: Final = 8
#: Operators as ONNX 1.13 (2022) has them, and onnxruntime's own.
_OPERATORS: Final = (("", 18), ("com.microsoft", 1))
#: TensorProto.DataType
_KINDS: Final = MappingProxyType({"float32": 1, "uint8": 2, "int8": 3, "int64": 7})
_FLOAT, _INT, _INTS = 1, 2, 7


@dataclass(slots=True)
class Graph:
    """A graph in the making: operators, constants, what goes in and what comes out."""

    name: str
    _nodes: list[bytes] = field(default_factory=list)
    _constants: list[bytes] = field(default_factory=list)
    _inputs: list[bytes] = field(default_factory=list)
    _outputs: list[bytes] = field(default_factory=list)
    _made: int = 0

    def input(self, name: str, kind: str, *shape: int | str) -> str:
        """Declare what goes in; a text in its shape stands for any number."""
        self._inputs.append(_bytes(11, _declared(name, kind, shape)))
        return name

    def output(self, value: str, name: str, kind: str, *shape: int | str) -> None:
        """Declare a value as what comes out under a name."""
        self._node("Identity", (value,), (name,), "", {})
        self._outputs.append(_bytes(12, _declared(name, kind, shape)))

    def constant(self, array: Any) -> str:
        """A constant."""
        values = np.ascontiguousarray(array).reshape(np.shape(array))
        name = self._new_name()
        shape = b"".join(_number(1, size) for size in values.shape)
        kind = _number(2, _KINDS[values.dtype.name])
        self._constants.append(_bytes(5, shape + kind + _text(8, name) + _bytes(9, values.tobytes())))
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: float | int | Sequence[int]) -> str:
        """An operator's only output."""
        return self.ops(1, kind, *inputs, domain=domain, **attributes)[0]

    def ops(
        self, outputs: int, kind: str, *inputs: str, domain: str = "", **attributes: float | int | Sequence[int]
    ) -> list[str]:
        """All outputs of an operator."""
        names = [self._new_name() for _ in range(outputs)]
        self._node(kind, inputs, names, domain, attributes)
        return names

    def file(self) -> bytes:
        """The graph as an ONNX file."""
        graph = b"".join([*self._nodes, _text(2, self.name), *self._constants, *self._inputs, *self._outputs])
        operators = (_bytes(8, _text(1, domain) + _number(2, version)) for domain, version in _OPERATORS)
        return _number(1, _IR_VERSION) + _text(2, "mtqa") + _bytes(7, graph) + b"".join(operators)

    def _new_name(self) -> str:
        self._made += 1
        return f"v{self._made}"

    def _node(
        self, kind: str, inputs: Iterable[str], outputs: Iterable[str], domain: str, attributes: dict[str, Any]
    ) -> None:
        parts = [_text(1, name) for name in inputs] + [_text(2, name) for name in outputs]
        parts += [_text(4, kind), _text(7, domain)]
        parts += [_bytes(5, _attribute(name, value)) for name, value in attributes.items()]
        self._nodes.append(_bytes(1, b"".join(parts)))


def _attribute(name: str, value: float | Sequence[int]) -> bytes:
    if isinstance(value, float):
        said = _key(2, 5) + np.float32(value).tobytes() + _number(20, _FLOAT)
    elif isinstance(value, int):
        said = _number(3, value) + _number(20, _INT)
    else:
        said = b"".join(_number(8, one) for one in value) + _number(20, _INTS)
    return _text(1, name) + said


def _declared(name: str, kind: str, shape: Sequence[int | str]) -> bytes:
    sizes = (_text(2, size) if isinstance(size, str) else _number(1, size) for size in shape)
    tensor = _number(1, _KINDS[kind]) + _bytes(2, b"".join(_bytes(1, size) for size in sizes))
    return _text(1, name) + _bytes(2, _bytes(1, tensor))


def _key(number: int, kind: int) -> bytes:
    return _varint(number << 3 | kind)


def _number(number: int, value: int) -> bytes:
    return _key(number, 0) + _varint(value & (1 << 64) - 1)


def _bytes(number: int, value: bytes) -> bytes:
    return _key(number, 2) + _varint(len(value)) + value


def _text(number: int, value: str) -> bytes:
    return _bytes(number, value.encode())


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
