"""JUnit XML, as Jenkins, GitLab and most test reports read it: a story is a test, and fails if the gate stops it.

The elements are those of Jenkins: https://github.com/jenkinsci/xunit-plugin (jenkins-junit.xsd).
"""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.model.finding import Finding
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render import wording
from mtqa.render._xml import attribute, content
from mtqa.render.held import Held
from mtqa.render.surroundings import Surroundings


class JunitReport:
    """One suite. What could not be read, and a story that a rule failed on, is an error."""

    #: Nothing is left out.
    left_out = ""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._cases = Held()
        self._tests = 0
        self._failures = 0
        self._errors = 0

    def begin(self) -> str:
        """Nothing: a suite begins with how many tests there were."""
        return ""

    def add(self, result: Result) -> str:
        """Nothing yet."""
        path = self._surroundings.named(result.path)
        name = path if result.id in ("", result.path) else result.id
        self._tests += 1
        lines = [_line(path, finding) for finding in result.findings]
        inside = ""
        if crashes := [wording.crash_line(crash.code, crash.error) for crash in result.crashes]:
            self._errors += 1
            inside = _element("error", crashes[0], "crash", crashes)
        elif reasons := self._surroundings.stops(result):
            self._failures += 1
            inside = _element("failure", "; ".join(reasons), result.verdict.value, lines)
            lines = []
        if lines:
            inside += f"    <system-out>{content(chr(10).join(lines))}</system-out>\n"
        self._case(path, name, inside)
        return ""

    def end(self, unread: Sequence[Unread]) -> str:
        """The suite."""
        for one in unread:
            path = self._surroundings.named(one.path)
            self._tests += 1
            self._errors += 1
            self._case(
                path, path if one.id == one.path else one.id, _element("error", one.reason, "unread", [str(one)])
            )
        counts = f'tests="{self._tests}" failures="{self._failures}" errors="{self._errors}" skipped="0"'
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<testsuites name="mtqa" tests="{self._tests}" failures="{self._failures}" errors="{self._errors}">\n'
            f' <testsuite name="mtqa" {counts}>\n{self._cases.text()} </testsuite>\n</testsuites>\n'
        )

    def _case(self, path: str, name: str, inside: str) -> None:
        start = f'  <testcase classname="{attribute(path)}" name="{attribute(name)}" file="{attribute(path)}"'
        self._cases.add(f"{start}>\n{inside}  </testcase>\n" if inside else f"{start}/>\n")


def _element(tag: str, message: str, kind: str, lines: Sequence[str]) -> str:
    return f'    <{tag} message="{attribute(message)}" type="{kind}">{content(chr(10).join(lines))}</{tag}>\n'


def _line(path: str, finding: Finding) -> str:
    preview = f" ({wording.PREVIEW})" if finding.preview else ""
    place = f"{path}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity.label}: {finding.message} [{finding.code}]{preview}"
