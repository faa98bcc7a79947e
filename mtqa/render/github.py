"""GitHub's annotations: workflow commands on standard output, and a page for the summary of the step.

A command is ``::error file=...,line=...::message``; how it is escaped is what actions/toolkit does
(packages/core/src/command.ts). GitHub shows ten errors, ten warnings and ten notices of a step: the gravest are
annotated, and the page has them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render.markdown import MarkdownReport
from mtqa.render.surroundings import Surroundings
from mtqa.render.visible import visible
from mtqa.render.wording import SEVERITIES, count

#: So many annotations of a kind are shown.
MOST = 10
#: What GitHub takes of a step's summary: 1 MiB.
SUMMARY_BYTES = 1024 * 1024

_KINDS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "notice"}


class GithubReport:
    """Annotations, gravest first. ``summary`` is the page, once the report has ended.

    A finding in preview is a notice, whatever its severity.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._page = MarkdownReport(surroundings, most_bytes=SUMMARY_BYTES)
        self._first: dict[Severity, list[str]] = {severity: [] for severity in SEVERITIES}
        self._number = 0
        self._annotated = 0
        self.summary = ""

    @property
    def left_out(self) -> str:
        """How many findings are not annotated."""
        rest = self._number - self._annotated
        return f"{count(rest, 'finding')} of {self._number:,} not annotated, the least grave" if rest > 0 else ""

    def begin(self) -> str:
        """Nothing: the gravest come first."""
        return ""

    def add(self, result: Result) -> str:
        """Nothing yet."""
        self._page.add(result)
        name = self._surroundings.named(result.path)
        for finding in result.findings:
            self._number += 1
            severity = finding.weighed
            if len(self._first[severity]) < MOST:
                self._first[severity].append(_annotation(_KINDS[severity], name, finding))
        return ""

    def end(self, unread: Sequence[Unread]) -> str:
        """The annotations."""
        errors = [
            command("error", f"Not read: {visible(one.reason)}", file=self._surroundings.named(one.path), line=one.line)
            for one in unread
        ]
        errors += self._first[Severity.CRITICAL] + self._first[Severity.MAJOR]
        shown = errors[:MOST] + self._first[Severity.MINOR] + self._first[Severity.NEUTRAL]
        self._annotated = len(shown) - min(len(unread), MOST)
        self.summary = self._page.end(unread)
        return "".join(f"{one}\n" for one in shown)


def command(kind: str, message: str, **properties: str | int) -> str:
    """A workflow command."""
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {told}::{_data(message)}"


def _annotation(kind: str, name: str, finding: Finding) -> str:
    place: dict[str, str | int] = {"file": name, "line": finding.line}
    if (where := finding.region) is not None:
        place["endLine"] = where.end_line
        if where.end_line == where.line:  # GitHub refuses columns of more than one line
            place |= {"col": where.utf16.start, "endColumn": max(where.utf16.end - 1, where.utf16.start)}
    title = f"{finding.code} {finding.name}"
    preview = " (in preview)" if finding.preview else ""
    return command(kind, f"{visible(finding.message)}{preview}", **place, title=title)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
