"""Reviewdog's diagnostic format, rdjson: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.

Columns are bytes of UTF-8, from 1; a range's end is excluded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render._json import dumps
from mtqa.render.surroundings import RuleHelp, Surroundings

_SEVERITIES = {
    Severity.CRITICAL: "ERROR",
    Severity.MAJOR: "ERROR",
    Severity.MINOR: "WARNING",
    Severity.NEUTRAL: "INFO",
}


class RdjsonReport:
    """One object, a diagnostic a line. A finding in preview informs, whatever its severity."""

    #: Nothing is left out.
    left_out = ""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._separator = "\n"

    def begin(self) -> str:
        """The object, opened."""
        return '{"source": {"name": "mtqa"}, "diagnostics": ['

    def add(self, result: Result) -> str:
        """A diagnostic a finding."""
        path = self._surroundings.named(result.path)
        rule = self._surroundings.rule
        return "".join(self._line(_diagnostic(path, finding, rule(finding.code))) for finding in result.findings)

    def end(self, unread: Sequence[Unread]) -> str:
        """What could not be read, and the object's end."""
        missing = [
            {
                "message": f"Not read: {one.reason}",
                "location": {"path": self._surroundings.named(one.path), "range": {"start": {"line": one.line}}},
                "severity": "ERROR",
            }
            for one in unread
        ]
        return "".join(map(self._line, missing)) + "\n]}\n"

    def _line(self, diagnostic: dict[str, Any]) -> str:
        text = self._separator + dumps(diagnostic)
        self._separator = ",\n"
        return text


def _diagnostic(path: str, finding: Finding, about: RuleHelp | None) -> dict[str, Any]:
    place = _range(finding)
    made: dict[str, Any] = {
        "message": f"{finding.message} (in preview)" if finding.preview else finding.message,
        "location": {"path": path, "range": place},
        "severity": _SEVERITIES[finding.weighed],
        "code": {"value": finding.code},
    }
    if about is not None and about.url:
        made["code"]["url"] = about.url
    if finding.region is not None and finding.region.replacement is not None:
        made["suggestions"] = [{"range": place, "text": finding.region.replacement}]
    return made


def _range(finding: Finding) -> dict[str, Any]:
    where = finding.region
    if where is None:
        return {"start": {"line": finding.line}}
    return {
        "start": {"line": where.line, "column": where.utf8.start},
        "end": {"line": where.end_line, "column": where.utf8.end},
    }
