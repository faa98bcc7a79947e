"""GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render._json import dumps
from mtqa.render.surroundings import Surroundings

_SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.NEUTRAL: "info",
}


class GitlabReport:
    """A list of issues. A finding in preview informs, whatever its severity."""

    #: Nothing is left out.
    left_out = ""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._separator = "\n"

    def begin(self) -> str:
        """The list, opened."""
        return "["

    def add(self, result: Result) -> str:
        """An issue a line."""
        path = self._surroundings.named(result.path)
        return "".join(self._issue(_issue(path, result, finding)) for finding in result.findings)

    def end(self, unread: Sequence[Unread]) -> str:
        """What could not be read, as issues, and the list's end."""
        issues = [_missing(self._surroundings.named(one.path), one) for one in unread]
        return "".join(map(self._issue, issues)) + "\n]\n"

    def _issue(self, issue: dict[str, object]) -> str:
        text = self._separator + dumps(issue)
        self._separator = ",\n"
        return text


def _issue(path: str, result: Result, finding: Finding) -> dict[str, object]:
    end = finding.line if finding.region is None else finding.region.end_line
    preview = " (in preview)" if finding.preview else ""
    return {
        "description": f"{finding.message}{preview}",
        "check_name": f"{finding.code} {finding.name}",
        # GitLab takes issues of one fingerprint for one, also in different files.
        "fingerprint": _hash(path, result.id, finding.fingerprint),
        "severity": _SEVERITIES[finding.weighed],
        "location": {"path": path, "lines": {"begin": finding.line, "end": end}},
    }


def _missing(path: str, unread: Unread) -> dict[str, object]:
    return {
        "description": f"Not read: {unread.reason}",
        "check_name": "unread",
        "fingerprint": _hash(path, unread.id, unread.reason),
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": unread.line}},
    }


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
