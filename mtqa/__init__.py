"""mtqa: find what machine translation and syndication broke in an English news text.

    >>> import mtqa
    >>> result = mtqa.check("The talks ended. . Nobody spoke.")
    >>> [(finding.code, finding.quote) for finding in result.findings]
    [('PUN01', '. .')]

Everything public is here; it is imported when it is first asked for, so that ``import mtqa`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mtqa._version import __version__

if TYPE_CHECKING:
    from mtqa.engine.api import check, find_config, read
    from mtqa.model.errors import ConfigError, MtqaError, ReadError, RuleError
    from mtqa.model.finding import Finding, Suggestion
    from mtqa.model.mqm import Category, Severity
    from mtqa.model.result import Result, Score, Verdict
    from mtqa.model.span import Span
    from mtqa.model.unread import Unread
    from mtqa.text.document import Document

__all__ = [
    "Category",
    "ConfigError",
    "Document",
    "Finding",
    "MtqaError",
    "ReadError",
    "Result",
    "RuleError",
    "Score",
    "Severity",
    "Span",
    "Suggestion",
    "Unread",
    "Verdict",
    "__version__",
    "check",
    "find_config",
    "read",
]

_HOMES = {
    "mtqa.engine.api": ("check", "find_config", "read"),
    "mtqa.model.errors": ("ConfigError", "MtqaError", "ReadError", "RuleError"),
    "mtqa.model.finding": ("Finding", "Suggestion"),
    "mtqa.model.mqm": ("Category", "Severity"),
    "mtqa.model.result": ("Result", "Score", "Verdict"),
    "mtqa.model.span": ("Span",),
    "mtqa.model.unread": ("Unread",),
    "mtqa.text.document": ("Document",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(home), name)
            return value
    raise AttributeError(f"module 'mtqa' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
