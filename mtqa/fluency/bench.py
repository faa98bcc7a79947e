"""What reading costs on this machine, with each backend, each in a process of its own: memory is a process's peak."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final

import numpy as np

from mtqa.fluency.language_model import BACKENDS, load
from mtqa.model.errors import ConfigError

#: The text is read so often; the best time counts, for what disturbs a run only makes it longer.
_TIMES: Final = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """What a backend costs.

    ``words_per_second`` and ``load_seconds`` of the processor's time; ``megabytes`` at its peak, 0 where the system
    does not tell; ``waited``: the share of the time in which the processor did something else; ``deviation`` of the
    last states from those of numpy, as a share of their size.
    """

    backend: str
    words_per_second: float
    load_seconds: float
    megabytes: float
    waited: float
    deviation: float


def measure(model: str | None = None, *, text: str | None = None, threads: int = 1) -> tuple[Figures, ...]:
    """The figures of each backend that there is, for an installed model, or a GGUF file, which numpy reads alone.

    Raises:
        ConfigError: if a model cannot be loaded.
    """
    read = (files("mtqa.fluency") / "data" / "ordinary_news.txt").read_text("utf-8") if text is None else text
    there = [one for one in BACKENDS if one == "numpy" or (find_spec("onnxruntime") and not _is_file(model))]
    with TemporaryDirectory() as folder:
        Path(folder, "text").write_text(read, "utf-8")
        found = {backend: _in_a_process(backend, folder, model, threads) for backend in there}
        states = {backend: np.load(Path(folder, f"{backend}.npy")) for backend in there}
    return tuple(
        Figures(backend, speed, loading, peak, waited, _distance(states[backend], states["numpy"]))
        for backend, (speed, loading, peak, waited) in reversed(found.items())
    )


def _is_file(model: str | None) -> bool:
    return model is not None and Path(model).is_file()


def _in_a_process(backend: str, folder: str, model: str | None, threads: int) -> list[float]:
    arguments = [sys.executable, "-m", "mtqa.fluency.bench", backend, folder, str(threads), *([model] if model else [])]
    run = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603 - this very interpreter
    if run.returncode:
        reason = (run.stderr.strip().splitlines() or ["it was stopped, of too little memory perhaps"])[-1]
        raise ConfigError(reason if run.returncode == ConfigError.exit_code else f"{backend}: {reason}")
    said: list[float] = json.loads(run.stdout)
    return said


def _figures(backend: str, folder: str, threads: str, model: str | None = None) -> tuple[float, ...]:
    """Load and read, in this process; gives what `Figures` has between the backend and the deviation."""
    text = Path(folder, "text").read_text("utf-8")
    begun = process_time()
    loaded = load(model, backend=backend, threads=int(threads))
    loading = process_time() - begun
    loaded.read(text[:200])
    reading, waited = float("inf"), 0.0
    for _ in range(_TIMES):
        begun, begun_by_the_clock = process_time(), perf_counter()
        states = loaded.read(text).hidden[loaded.layers[-1]]
        spent = process_time() - begun
        if spent < reading:
            reading, waited = spent, max(0.0, 1 - spent / (perf_counter() - begun_by_the_clock))
    np.save(Path(folder, f"{backend}.npy"), states)
    return len(text.split()) / reading, loading, _peak(), waited


def _peak() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def _distance(one: object, other: object) -> float:
    found, wanted = np.asarray(one), np.asarray(other)
    return float(np.linalg.norm(found - wanted) / np.linalg.norm(wanted))


if __name__ == "__main__":
    try:
        print(json.dumps(_figures(*sys.argv[1:])))
    except ConfigError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
