"""The gallery shows what mtqa says today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", ROOT / "reports" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_gallery_is_current(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, text in make.gallery()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    assert stale == [], "make the gallery anew: python reports/make.py"


def test_every_story_is_in_the_gallery(make: ModuleType) -> None:
    names = {path.name for path in (ROOT / "reports").iterdir() if path.is_file()}
    made = {f"{story.stem}.{suffix}" for story in make.stories() for suffix in make.FORMATS}
    assert names == made | {*make.ARCHIVE, *make.KEPT}
