"""Language models in the GGUF format: their settings, and their weights as numpy arrays over a memory map.

Source: the description of the format, ggml-org/ggml, docs/gguf.md.
"""

from __future__ import annotations

import mmap
import struct
from contextlib import suppress
from dataclasses import dataclass
from math import prod
from os import PathLike, fspath
from typing import Any, Final

import numpy as np

from mtqa.fluency.arrays import Floats, Ints
from mtqa.fluency.blocks import LAYOUTS, Layout
from mtqa.model.errors import ConfigError

_MAGIC: Final = b"GGUF"
_VERSIONS: Final = (2, 3)
_SCALARS: Final = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT: Final = 8
_ARRAY: Final = 9
#: No model comes near: more than this is a damaged number.
_MOST_DIMENSIONS: Final = 4
_DEEPEST_ARRAY: Final = 4


@dataclass(frozen=True, slots=True)
class _Tensor:
    """Where the numbers of a tensor stand; ``shape`` in the order of rows and columns."""

    shape: tuple[int, ...]
    layout: Layout
    offset: int

    @property
    def blocks(self) -> int:
        return prod(self.shape) // self.layout.values


class Gguf:
    """An open file: ``settings`` by key, and tensors by name.

    Raises:
        ConfigError: if there is no such file, or it is no whole GGUF file; the message names it and says what to do.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = fspath(path)
        try:
            with open(path, "rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # an empty file cannot be mapped
            raise self.problem(getattr(error, "strerror", None) or "the file is empty", "name a GGUF file") from error
        if self._map[:4] != _MAGIC:
            raise self.problem("this is no GGUF file", "name a model in that format (its name ends in .gguf)")
        try:
            version, tensors, settings = _Cursor(self._map, 4).take("IQQ")
            if version not in _VERSIONS:
                known = " and ".join(map(str, _VERSIONS))
                raise self.problem(f"GGUF version {version} is not known", f"take a file of version {known}")
            cursor = _Cursor(self._map, 4 + struct.calcsize("<IQQ"))
            self.settings: dict[str, Any] = {cursor.text(): cursor.value() for _ in range(settings)}
            self._tensors = self._directory(cursor, tensors)
        except (struct.error, _DamageError, UnicodeDecodeError) as error:
            raise self.problem("the file is damaged or was not copied whole", "fetch it again") from error

    def problem(self, fact: str, way_out: str) -> ConfigError:
        """An error about this file."""
        return ConfigError(f"{self.path}: {fact}; {way_out}")

    def setting(self, key: str, kind: type[Any], default: Any = None) -> Any:
        """A setting of the kind wanted.

        Raises:
            ConfigError: if it is not there and has no default, or is something else.
        """
        value = self.settings.get(key, default)
        if kind is float and isinstance(value, int):
            value = float(value)
        if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
            found = "is missing" if value is None else f"is {value!r:.40}"
            raise self.problem(f"the setting {key} {found}", "take a model of the Llama type")
        return value

    def close(self) -> None:
        """Let go of the file; arrays that still lie over it keep it open."""
        with suppress(BufferError):
            self._map.close()

    @property
    def names(self) -> frozenset[str]:
        """The names of all tensors."""
        return frozenset(self._tensors)

    def shape(self, name: str) -> tuple[int, ...]:
        """Rows and columns of a tensor; of a vector its length.

        Raises:
            ConfigError: if there is no such tensor.
        """
        return self._tensor(name).shape

    def tensor(self, name: str) -> Floats:
        """The numbers of a tensor, in rows and columns.

        Raises:
            ConfigError: if there is no such tensor.
        """
        tensor = self._tensor(name)
        return tensor.layout.read(self._blocks(tensor, 0, tensor.blocks)).reshape(tensor.shape)

    def rows(self, name: str, rows: Ints) -> Floats:
        """Some rows of a matrix; the others are not read.

        Raises:
            ConfigError: if there is no such tensor.
        """
        tensor = self._tensor(name)
        blocks = self._blocks(tensor, 0, tensor.blocks).reshape(tensor.shape[0], -1)[rows]
        return tensor.layout.read(blocks.reshape(-1)).reshape(len(rows), -1)

    def _tensor(self, name: str) -> _Tensor:
        if name not in self._tensors:
            raise self.problem(f"the tensor {name} is missing", "take a model of the Llama type")
        return self._tensors[name]

    def _blocks(self, tensor: _Tensor, start: int, end: int) -> Any:
        size = tensor.layout.block.itemsize
        return np.frombuffer(self._map, tensor.layout.block, end - start, tensor.offset + start * size)

    def _directory(self, cursor: _Cursor, number: int) -> dict[str, _Tensor]:
        found = []
        for _ in range(number):
            name = cursor.text()
            (dimensions,) = cursor.take("I")
            if dimensions > _MOST_DIMENSIONS:
                raise _DamageError
            shape = cursor.take("Q" * dimensions)[::-1]
            kind, offset = cursor.take("IQ")
            found.append((name, shape, self._layout(name, kind), offset))
        alignment = max(1, self.setting("general.alignment", int, 32))
        start = -(-cursor.at // alignment) * alignment
        tensors = {name: _Tensor(shape, layout, start + offset) for name, shape, layout, offset in found}
        for tensor in tensors.values():
            whole_rows = tensor.shape and tensor.shape[-1] % tensor.layout.values == 0
            end = tensor.offset + tensor.blocks * tensor.layout.block.itemsize
            if not whole_rows or end > len(self._map):
                raise _DamageError
        return tensors

    def _layout(self, name: str, kind: int) -> Layout:
        if kind not in LAYOUTS:
            known = ", ".join(layout.name for layout in LAYOUTS.values())
            raise self.problem(f"{name} is of type {kind}, which is not read here", f"take a model in {known}")
        return LAYOUTS[kind]


class _DamageError(Exception):
    """The file says something that cannot be."""


class _Cursor:
    """A place in a file, moving on as values are taken."""

    def __init__(self, data: mmap.mmap, at: int) -> None:
        self._data = data
        self.at = at

    def take(self, kinds: str) -> tuple[Any, ...]:
        """Numbers, as the letters of ``struct`` say."""
        values = struct.unpack_from(f"<{kinds}", self._data, self.at)
        self.at += struct.calcsize(f"<{kinds}")
        return values

    def text(self) -> str:
        """A text, with its length before it."""
        (length,) = self.take("Q")
        end = self.at + length
        if end > len(self._data):
            raise _DamageError
        text = self._data[self.at : end].decode("utf-8")
        self.at = end
        return text

    def value(self) -> Any:
        """A value of any kind, with its kind before it."""
        return self._of_kind(*self.take("I"))

    def _of_kind(self, kind: int, depth: int = 0) -> Any:
        if kind == _TEXT:
            return self.text()
        if kind == _ARRAY and depth < _DEEPEST_ARRAY:
            inner, number = self.take("IQ")
            if number > len(self._data):
                raise _DamageError
            if inner in _SCALARS:
                return list(self.take(f"{number}{_SCALARS[inner]}"))
            return [self._of_kind(inner, depth + 1) for _ in range(number)]
        if kind not in _SCALARS:
            raise _DamageError
        return self.take(_SCALARS[kind])[0]
