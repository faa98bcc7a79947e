"""House files for tests: written into a folder, and asked what they amount to."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtqa.engine.checkers import Checkers
from mtqa.model.errors import ConfigError
from mtqa.model.result import Result
from mtqa.text.document import Document


def write(folder: Path, **files: str) -> Path:
    """Files in a folder; two underscores in a name are a dot, three a slash. Gives the path of the house file."""
    for name, text in {"mtqa__toml": "", **files}.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "mtqa.toml"


def check(config: Path, text: str, **context: str) -> Result:
    """A text, checked by a house file."""
    return Checkers(config=config).of("").check(Document(text, **context))  # type: ignore[arg-type]


def told(folder: Path, **files: str) -> list[str]:
    """What is wrong with a house file, a line each, its folder left out."""
    with pytest.raises(ConfigError) as raised:
        Checkers(config=write(folder, **files)).of("")
    return str(raised.value).replace(f"{folder}/", "").splitlines()
