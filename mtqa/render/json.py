"""JSON: one object a document, versioned; the schema is published beside this module."""

from __future__ import annotations

import json
from typing import Any

from mtqa.model.finding import Finding
from mtqa.model.result import Result

#: Raised when a field changes its meaning or goes away; new fields do not raise it.
SCHEMA = 1


def _finding(finding: Finding) -> dict[str, Any]:
    suggestion = finding.suggestion
    return {
        "code": finding.code,
        "name": finding.name,
        "category": finding.category.value,
        "severity": finding.severity.label,
        "confidence": finding.confidence,
        "start": finding.span.start,
        "end": finding.span.end,
        "quote": finding.quote,
        "message": finding.message,
        "why": finding.why,
        "suggestion": {"text": suggestion.text, "safe": suggestion.safe} if suggestion else None,
        "fingerprint": finding.fingerprint,
        "line": finding.line,
        "column": finding.column,
        "evidence": dict(finding.evidence),
    }


def record(result: Result) -> dict[str, Any]:
    """The result as plain values, in the published order of fields."""
    return {
        "schema": SCHEMA,
        "signature": result.signature,
        "id": result.id,
        "path": result.path,
        "language": result.language,
        "words": result.words,
        "verdict": result.verdict.value,
        "score": {"npt": result.score.npt, "rqs": result.score.rqs, "cqs": result.score.cqs},
        "counts": {severity.label: count for severity, count in result.counts.items()},
        "findings": [_finding(finding) for finding in result.findings],
        "crashes": [{"code": crash.code, "error": crash.error} for crash in result.crashes],
        "skipped": [{"what": skipped.what, "reason": skipped.reason} for skipped in result.skipped],
    }


def line(result: Result) -> str:
    """One line of JSON, without its line end."""
    return json.dumps(record(result), ensure_ascii=False, separators=(", ", ": "))
