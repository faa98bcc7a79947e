"""Other checkers of English prose from PyPI, each as a function from text to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version

Check = Callable[[str], object]


def _proselint() -> Check:
    registered = import_module("proselint.checks").__register__
    import_module("proselint.registry").CheckRegistry().register_many(registered)
    lint_file = import_module("proselint.tools").LintFile
    return lambda text: lint_file("story", f"\n{text}\n").lint()


def _harper() -> Check:
    linter = import_module("harper").Linter()
    check: Check = linter.lint
    return check


def _lingotweaker() -> Check:
    data = import_module("lingotweaker_data_en").data_dir()
    check: Check = import_module("lt_py").Engine("en-US", data_dir=data).check
    return check


_OTHERS = {"proselint": _proselint, "harper-py": _harper, "lingotweaker": _lingotweaker}


def others() -> Iterator[tuple[str, Check | None]]:
    """Name with version, and the checker made ready; None where it is not installed."""
    for name, make in _OTHERS.items():
        try:
            check = make()
        except ImportError:
            yield name, None
        else:
            yield f"{name} {version(name)}", check
