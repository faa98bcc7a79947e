"""Checkstyle's XML, which Jenkins, SonarQube and many editors read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render import wording
from mtqa.render._xml import attribute
from mtqa.render.surroundings import Surroundings

_SEVERITIES = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "info",
}


class CheckstyleReport:
    """A ``file`` a file, its stories together. A finding in preview informs, whatever its severity."""

    #: Nothing is left out.
    left_out = ""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._open: str | None = None

    def begin(self) -> str:
        """The root, opened; the version is that of the format's usual writers."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n'

    def add(self, result: Result) -> str:
        """The story's findings, in its file."""
        path = self._surroundings.named(result.path)
        return self._file(path) + "".join(_errors(result))

    def end(self, unread: Sequence[Unread]) -> str:
        """What could not be read, and the root's end."""
        parts = []
        for one in unread:
            parts.append(self._file(self._surroundings.named(one.path)))
            parts.append(_error(one.line, None, "error", f"Not read: {one.reason}", "mtqa.unread"))
        return "".join(parts) + (" </file>\n" if self._open is not None else "") + "</checkstyle>\n"

    def _file(self, path: str) -> str:
        if path == self._open:
            return ""
        before = "" if self._open is None else " </file>\n"
        self._open = path
        return f'{before} <file name="{attribute(path)}">\n'


def _errors(result: Result) -> Iterator[str]:
    for finding in result.findings:
        severity = _SEVERITIES[finding.weighed]
        yield _error(finding.line, finding.column, severity, _message(finding), f"mtqa.{finding.code}")
    for crash in result.crashes:
        yield _error(1, None, "error", wording.crash_line(crash.code, crash.error), f"mtqa.crash.{crash.code}")


def _message(finding: Finding) -> str:
    return f"{finding.message} ({wording.PREVIEW})" if finding.preview else finding.message


def _error(line: int, column: int | None, severity: str, message: str, source: str) -> str:
    place = f'line="{line}"' + (f' column="{column}"' if column is not None else "")
    return f'  <error {place} severity="{severity}" message="{attribute(message)}" source="{attribute(source)}"/>\n'
