"""The fast backend: onnxruntime over graphs of int8 weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from mtqa.fluency.architecture import EMBEDDING, Architecture
from mtqa.fluency.arrays import Floats, Ints
from mtqa.fluency.gguf import Gguf
from mtqa.fluency.window import Seen, Sight
from mtqa.model.errors import ConfigError


class OnnxBackend:
    """The backend. ``lower`` is the file of the graph that reads; ``upper`` gives the one that predicts when needed.

    Raises:
        ConfigError: if a graph cannot be run here.
    """

    name = "onnx"

    def __init__(
        self,
        model: Gguf,
        layers: Sequence[int],
        lower: Path,
        upper: Callable[[], Path],
        *,
        threads: int = 1,
    ) -> None:
        self._model = model
        self._layers = tuple(layers)
        self._upper_file = upper
        self._threads = threads
        self._lower = _session(lower, threads)
        self.architecture = Architecture.of(model)

    def nothing_read(self) -> Seen:
        """What `read` has seen before the first token."""
        return Seen.nothing(self.architecture, self._layers[-1])

    def read(self, ids: Ints, seen: Seen) -> tuple[tuple[Floats, ...], Seen]:
        """The states of tokens after each wanted layer, and what these tokens add to what is seen."""
        *hidden, keys, values = self._run(self._lower, self._model.rows(EMBEDDING, ids), seen)
        return tuple(hidden), Seen(keys, values)

    def nothing_predicted(self) -> Seen:
        """What `predict` has seen before the first token."""
        return Seen.nothing(self.architecture, self.architecture.layers - self._layers[-1])

    def predict(self, states: Floats, targets: Ints, seen: Seen) -> tuple[Floats, Floats, Seen]:
        """How surprising the token after each state is, and how open it was, in nats; and what this adds to seen."""
        surprisal, entropy, keys, values = self._run(self._upper, states, seen, targets=targets)
        return surprisal, entropy, Seen(keys, values)

    @cached_property
    def _upper(self) -> Any:
        return _session(self._upper_file(), self._threads)

    def _run(self, session: Any, states: Floats, seen: Seen, **more: Ints) -> list[Floats]:
        groups = self.architecture.heads // self.architecture.key_heads
        sight = Sight.of(len(seen), len(states))
        given = {
            "states": states,
            "keys": seen.keys,
            "values": seen.values,
            "rows": sight.rows.reshape(-1),
            "places": sight.places,
            "mask": np.tile(sight.mask, (1, groups, 1))[None],
        }
        found: list[Floats] = session.run(None, given | more)
        return found


def _session(path: Path, threads: int) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        way_out = "pip install --force-reinstall onnxruntime, or take --backend numpy"
        raise ConfigError(f"onnxruntime cannot be used here ({error}); {way_out}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own, without a common base
        said = str(error).splitlines()[0]
        raise ConfigError(f"{path}: onnxruntime cannot run it ({said}); run: mtqa model install") from error
