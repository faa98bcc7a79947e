from __future__ import annotations

from pathlib import Path

import pytest

from tests.fluency.models import small_model


@pytest.fixture(scope="session")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small model."""
    return small_model(tmp_path_factory.mktemp("models") / "small.gguf")
