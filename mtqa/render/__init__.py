"""Results to text: one module a format, from results alone."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render.surroundings import NONE, Surroundings

#: For people, and in mtqa's own words.
_OWN = {"json": "json:JsonReport", "jsonl": "json:JsonLinesReport", "html": "html:HtmlReport"}
#: In the words of other programs, which need to know more than results say.
_FOREIGN = {
    "sarif": "sarif:SarifReport",
    "github": "github:GithubReport",
    "gitlab": "gitlab:GitlabReport",
    "junit": "junit:JunitReport",
    "checkstyle": "checkstyle:CheckstyleReport",
    "rdjson": "rdjson:RdjsonReport",
    "markdown": "markdown:MarkdownReport",
    "csv": "csv:CsvReport",
}
#: The formats that need to know nothing of the terminal they are shown in.
FORMATS: tuple[str, ...] = (*_OWN, *_FOREIGN)
#: Those that quote the text around a finding, so that a result must bring its text.
QUOTES_TEXT = frozenset({"html", "terminal"})
#: Those that show where in the file a finding stands, so that a result must bring regions.
SHOWS_REGIONS = frozenset({"sarif", "github", "rdjson", "gitlab"})


class Report(Protocol):
    """A format. Each method gives the text that can be written now; joined, they are the report."""

    def begin(self) -> str:
        """What comes before the first document."""

    def add(self, result: Result) -> str:
        """One document."""

    def end(self, unread: Sequence[Unread]) -> str:
        """What comes after the last document, and what could not be read."""

    @property
    def left_out(self) -> str:
        """What the format has no room for, in words, once the report has ended; empty where it is whole."""


def report(form: str, surroundings: Surroundings = NONE) -> Report:
    """A new report in one of `FORMATS`."""
    module, _, name = (_OWN | _FOREIGN)[form].partition(":")
    kind = getattr(import_module(f"mtqa.render.{module}"), name)
    made: Report = kind() if form in _OWN else kind(surroundings)
    return made
