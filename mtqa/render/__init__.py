"""Results to text: one module a format, from results alone."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from mtqa.model.result import Result
from mtqa.model.unread import Unread

#: Formats that need to know nothing of where they are shown: name to module and class.
_REPORTS = {
    "json": "json:JsonReport",
    "jsonl": "json:JsonLinesReport",
    "html": "html:HtmlReport",
}


class Report(Protocol):
    """A format. Each method gives the text that can be written now; joined, they are the report."""

    def begin(self) -> str:
        """What comes before the first document."""

    def add(self, result: Result) -> str:
        """One document."""

    def end(self, unread: Sequence[Unread]) -> str:
        """What comes after the last document, and what could not be read."""


def report(form: str) -> Report:
    """A new report in one of the formats ``json``, ``jsonl`` and ``html``."""
    module, _, name = _REPORTS[form].partition(":")
    made: Report = getattr(import_module(f"mtqa.render.{module}"), name)()
    return made
