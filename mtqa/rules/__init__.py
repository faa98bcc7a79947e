"""One module per family of rules; every module here is loaded, in name order."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mtqa.rulebook.rule import REGISTRY, Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule that comes with mtqa, by code."""
    for name in sorted(info.name for info in iter_modules(__path__)):
        if not name.startswith("_"):
            import_module(f"{__name__}.{name}")
    return tuple(REGISTRY[code] for code in sorted(REGISTRY))
