"""JSON: one object a document, versioned; the schema is published beside this module."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mtqa.model.dismissal import Dismissal
from mtqa.model.finding import Finding
from mtqa.model.metadata import Metadata
from mtqa.model.result import ReferenceScore, Result
from mtqa.model.source_language import SourceLanguage
from mtqa.model.unread import Unread

#: Raised when a field changes its meaning or goes away; new fields do not raise it.
SCHEMA = 1


def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding as plain values, by the published names of its fields."""
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
        "preview": finding.preview,
    }


def _reference(closeness: ReferenceScore | None) -> dict[str, Any] | None:
    if closeness is None:
        return None
    return {"bleu": closeness.bleu, "chrf": closeness.chrf, "ter": closeness.ter, "signature": closeness.signature}


def record(result: Result) -> dict[str, Any]:
    """The result as plain values, in the published order of fields."""
    return {
        "schema": SCHEMA,
        "signature": result.signature,
        "id": result.id,
        "path": result.path,
        "language": result.language,
        "encoding": result.encoding,
        "words": result.words,
        "verdict": result.verdict.value,
        "score": {"npt": result.score.npt, "rqs": result.score.rqs, "cqs": result.score.cqs},
        "reference": _reference(result.reference),
        "counts": {severity.label: count for severity, count in result.counts.items()},
        "findings": [finding_record(finding) for finding in result.findings],
        "crashes": [{"code": crash.code, "error": crash.error} for crash in result.crashes],
        "unlisted": [
            {"code": unlisted.code, "number": unlisted.number, "exact": unlisted.exact} for unlisted in result.unlisted
        ],
        "source_language": _source_language(result.source_language),
        "skipped": [{"what": skipped.what, "reason": skipped.reason} for skipped in result.skipped],
        **_dismissals(result),
        **({"metadata": _metadata(result.metadata)} if result.metadata else {}),
        **({"notes": list(result.notes)} if result.notes else {}),
    }


def _dismissals(result: Result) -> dict[str, Any]:
    """What was dismissed and what dismissed nothing; nothing of it in most results."""
    fields: dict[str, Any] = {}
    if result.dismissed:
        fields["dismissed"] = [
            {"finding": finding_record(one.finding), "dismissal": _dismissal(one.dismissal)} for one in result.dismissed
        ]
    if result.dismissed_beyond:
        fields["dismissed_beyond"] = result.dismissed_beyond
    if result.unused:
        fields["unused"] = [{"dismissal": _dismissal(one.dismissal), "reason": one.reason} for one in result.unused]
    return fields


def _dismissal(dismissal: Dismissal) -> dict[str, Any]:
    return {
        "what": dismissal.what,
        "reason": dismissal.reason,
        "means": dismissal.means.value,
        "path": dismissal.path,
        "line": dismissal.line or None,
    }


def _metadata(metadata: Metadata) -> dict[str, Any]:
    """What the item says about itself, without what it does not say; times in ISO 8601."""
    return {name: _plain(value) for name, value in metadata.stated()}


def _plain(value: str | int | date | tuple[str, ...]) -> str | int | list[str]:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _source_language(found: SourceLanguage | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "languages": list(found.languages),
        "through": list(found.through),
        "declared": found.declared,
        "traces": [{"language": one.language, "code": one.code, "quote": one.quote} for one in found.traces],
    }


def line(result: Result) -> str:
    """One line of JSON, without its line end."""
    return _dumps(record(result))


def _dumps(value: Any) -> str:
    r"""Compact JSON; lone surrogates, which have no UTF-8, as ``\ud800``."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


class JsonLinesReport:
    """One object a line, as the documents come; nothing around them."""

    #: Nothing is left out.
    left_out = ""

    def begin(self) -> str:
        """Nothing comes before the first line."""
        return ""

    def add(self, result: Result) -> str:
        """One line."""
        return line(result) + "\n"

    def end(self, unread: Sequence[Unread]) -> str:
        """Nothing: what could not be read is no result; it is told on standard error and by the exit code."""
        del unread
        return ""


class JsonReport:
    """One object for all documents: ``{"schema": 1, "documents": [...], "unread": [...]}``, a document a line."""

    #: Nothing is left out.
    left_out = ""

    def __init__(self) -> None:
        self._separator = "\n"

    def begin(self) -> str:
        """The envelope, opened."""
        return f'{{"schema": {SCHEMA}, "documents": ['

    def add(self, result: Result) -> str:
        """One document of the array."""
        text = self._separator + line(result)
        self._separator = ",\n"
        return text

    def end(self, unread: Sequence[Unread]) -> str:
        """The envelope, closed."""
        missing = [{"path": one.path, "id": one.id, "line": one.line, "reason": one.reason} for one in unread]
        return f'\n], "unread": {_dumps(missing)}}}\n'


def schema() -> str:
    """The published JSON Schema of what this module writes."""
    return Path(__file__).with_name("schema").joinpath(f"result-{SCHEMA}.json").read_text("utf-8")
