"""SARIF 2.1.0, the format of code scanning, within the limits that GitHub sets.

Limits: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support, as of 2025.
Severity is three-fold there: critical and major are errors, minor is a warning; what is in preview, or only
informs, is a note. Columns are UTF-16 code units, as GitHub and editors count them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from mtqa._version import __version__
from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render._json import dumps
from mtqa.render.surroundings import RuleHelp, Surroundings
from mtqa.render.wording import SEVERITIES, count

#: What GitHub takes of one run.
MOST_RESULTS = 25_000
#: What it takes of a file, compressed, with room for the frame around the results.
MOST_BYTES = 10 * 1000 * 1000
_ROOM = 200_000

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "note"}
#: How GitHub ranks what a rule finds, by the share that an editor agrees with.
_PRECISION = ((0.95, "very-high"), (0.85, "high"), (0.7, "medium"), (0.0, "low"))


class SarifReport:
    """One run. Rules are listed once, in the order in which they are first met.

    Of more results than GitHub takes the gravest are kept, the earlier before the later, and the file says how many
    are missing. The size that it takes is measured when the report ends.
    """

    def __init__(self, surroundings: Surroundings, *, most: int = MOST_RESULTS, most_bytes: int = MOST_BYTES) -> None:
        self._surroundings = surroundings
        self._most = most
        self._most_bytes = most_bytes
        self._rules: dict[str, dict[str, Any]] = {}
        self._places: dict[str, int] = {}
        #: By severity, gravest first: the place of a result in the report, and the result.
        self._kept: dict[Severity, list[tuple[int, str]]] = {severity: [] for severity in SEVERITIES}
        self._number = 0
        self._missing = 0
        self._crashes: dict[tuple[str, str], None] = {}

    @property
    def left_out(self) -> str:
        """How many findings are missing, if any are."""
        if not self._missing:
            return ""
        return f"{count(self._missing, 'finding')} of {self._number:,} left out, the least grave: GitHub takes no more"

    def begin(self) -> str:
        """Nothing: rules are told before results, and they are not known yet."""
        return ""

    def add(self, result: Result) -> str:
        """Nothing yet."""
        location = _location(self._surroundings.named(result.path))
        for finding in result.findings:
            self._keep(finding, dumps(self._result(result, finding, location)))
        self._crashes |= dict.fromkeys((crash.code, crash.error) for crash in result.crashes)
        return ""

    def _keep(self, finding: Finding, text: str) -> None:
        self._kept[finding.weighed].append((self._number, text))
        self._number += 1
        if self._number - self._missing > self._most:
            next(some for some in reversed(self._kept.values()) if some).pop()
            self._missing += 1

    def end(self, unread: Sequence[Unread]) -> str:
        """The whole file."""
        results = self._fitting()
        driver = {
            "name": "mtqa",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": list(self._rules.values()),
        }
        invocation = {
            "executionSuccessful": not unread and not self._crashes,
            "toolExecutionNotifications": list(self._notifications(unread)),
        }
        head = f'{{"$schema": {dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{{"tool": {{"driver": {dumps(driver)}}}'
        tail = f'"columnKind": "utf16CodeUnits", "invocations": [{dumps(invocation)}]}}]}}'
        return f'{head},\n"results": [\n{_LINE.join(results)}\n],\n{tail}\n'

    def _fitting(self) -> list[str]:
        """The results that fit into the file, in the order of the input: the gravest are measured first."""
        by_weight = [one for some in self._kept.values() for one in some]
        if sum(len(text) for _, text in by_weight) > self._most_bytes // 4:  # else it is small enough in any case
            room = self._most_bytes - _ROOM - len(zlib.compress(dumps(list(self._rules.values())).encode()))
            fitting = _how_many((text for _, text in by_weight), room)
            self._missing += len(by_weight) - fitting
            by_weight = by_weight[:fitting]
        return [text for _, text in sorted(by_weight)]

    def _notifications(self, unread: Sequence[Unread]) -> Iterator[dict[str, Any]]:
        if self.left_out:
            yield {"level": "warning", "message": {"text": f"{self.left_out}."}}
        for code, error in self._crashes:
            yield {"level": "error", "message": {"text": f"Rule {code} failed and was left out: {error}"}}
        for one in unread[: self._most]:
            yield {
                "level": "error",
                "message": {"text": f"Not read: {one.reason}"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": _location(self._surroundings.named(one.path)),
                            "region": {"startLine": one.line},
                        }
                    }
                ],
            }

    def _result(self, result: Result, finding: Finding, location: dict[str, Any]) -> dict[str, Any]:
        region = _region(finding)
        place: dict[str, Any] = {"physicalLocation": {"artifactLocation": location, "region": region}}
        if result.id not in ("", result.path):
            place["logicalLocations"] = [{"name": result.id, "kind": "object"}]
        made: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self._index(finding),
            "level": _LEVELS[finding.weighed],
            "message": {"text": finding.message},
            "locations": [place],
            "partialFingerprints": {"mtqa/v1": finding.fingerprint},
            "properties": {"severity": finding.severity.label, "confidence": finding.confidence},
        }
        if finding.preview:
            made["properties"]["preview"] = True
        where = finding.region
        if finding.suggestion is not None and where is not None and where.replacement is not None:
            change = {"deletedRegion": region, "insertedContent": {"text": where.replacement}}
            made["fixes"] = [
                {
                    "description": {"text": _taking(finding)},
                    "artifactChanges": [{"artifactLocation": location, "replacements": [change]}],
                }
            ]
        return made

    def _index(self, finding: Finding) -> int:
        if finding.code not in self._rules:
            about = self._surroundings.rule(finding.code)
            self._places[finding.code] = len(self._rules)
            self._rules[finding.code] = _bare_rule(finding) if about is None else _rule(about)
        return self._places[finding.code]


_LINE = ",\n"


def _location(name: str) -> dict[str, Any]:
    """A path as a reference, relative to the top of the repository where it lies inside."""
    if name.startswith("/"):
        return {"uri": f"file://{quote(name, errors='replace')}"}
    return {"uri": quote(name, errors="replace"), "uriBaseId": "%SRCROOT%"}


def _region(finding: Finding) -> dict[str, Any]:
    where = finding.region
    if where is None:
        return {"startLine": finding.line}
    return {
        "startLine": where.line,
        "startColumn": where.utf16.start,
        "endLine": where.end_line,
        "endColumn": where.utf16.end,
    }


def _taking(finding: Finding) -> str:
    safe = "may be applied unseen" if finding.suggestion is not None and finding.suggestion.safe else "read before"
    new = finding.suggestion.text if finding.suggestion is not None else ""
    return f"Write “{new}” ({safe})." if new else f"Delete “{finding.quote}” ({safe})."


def _rule(about: RuleHelp) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": about.code,
        "name": "".join(word.capitalize() for word in about.name.split("-")),
        "shortDescription": {"text": about.summary},
        "fullDescription": {"text": about.summary},
        "help": {"text": about.markdown, "markdown": about.markdown},
        "defaultConfiguration": {"level": _LEVELS[about.severity]},
        "properties": {
            "tags": about.category.value.split("/"),
            "precision": next(word for least, word in _PRECISION if about.confidence >= least),
            "problem.severity": {"error": "error", "warning": "warning", "note": "recommendation"}[
                _LEVELS[about.severity]
            ],
        },
    }
    if about.url:
        made["helpUri"] = about.url
    return made


def _bare_rule(finding: Finding) -> dict[str, Any]:
    return {"id": finding.code, "shortDescription": {"text": finding.why}, "help": {"text": finding.why}}


def _how_many(texts: Iterator[str], room: int) -> int:
    """How many of the texts, from the first, fit into so many bytes when they are compressed."""
    compressor = zlib.compressobj(6)
    size = number = pending = fitting = 0
    for text in texts:
        size += len(compressor.compress(text.encode()))
        number += 1
        pending += 1
        if pending == 100:  # what the compressor holds back is counted now and then: asking costs size
            size += len(compressor.flush(zlib.Z_SYNC_FLUSH))
            pending = 0
            if size > room:
                return fitting
            fitting = number
    size += len(compressor.flush())
    return number if size <= room else fitting
