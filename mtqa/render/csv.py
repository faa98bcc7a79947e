"""CSV (RFC 4180): a finding a line, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from mtqa.model.finding import Finding
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render.surroundings import Surroundings
from mtqa.render.visible import visible

COLUMNS = (
    "path", "id", "verdict", "line", "column", "severity", "code", "name", "category", "confidence", "preview",
    "quote", "message", "suggestion", "safe", "fingerprint",
)  # fmt: skip
#: What a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CsvReport:
    """A head, and a line a finding; a story without findings has a line without a finding, so that none is missing.

    Cells of text that a spreadsheet would compute begin with an apostrophe; what cannot be seen is named.
    """

    #: Nothing is left out.
    left_out = ""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings

    def begin(self) -> str:
        """The head."""
        return _lines([COLUMNS])

    def add(self, result: Result) -> str:
        """A line a finding."""
        story = (_text(self._surroundings.named(result.path)), _text(result.id), result.verdict.value)
        if not result.findings:
            return _lines([(*story, *[""] * (len(COLUMNS) - len(story)))])
        return _lines((*story, *_cells(finding)) for finding in result.findings)

    def end(self, unread: Sequence[Unread]) -> str:
        """What could not be read: its verdict is ``unread``, its message the reason."""
        rows = []
        for one in unread:
            row = dict.fromkeys(COLUMNS, "")
            row |= {"path": _text(self._surroundings.named(one.path)), "id": _text(one.id), "verdict": "unread"}
            row |= {"line": str(one.line), "message": _text(one.reason)}
            rows.append(tuple(row.values()))
        return _lines(rows)


def _cells(finding: Finding) -> tuple[str | int | float, ...]:
    suggestion = finding.suggestion
    return (
        finding.line,
        finding.column,
        finding.severity.label,
        finding.code,
        finding.name,
        finding.category.value,
        finding.confidence,
        "yes" if finding.preview else "no",
        _text(finding.quote),
        _text(finding.message),
        "" if suggestion is None else _text(suggestion.text),
        "" if suggestion is None else "yes" if suggestion.safe else "no",
        finding.fingerprint,
    )


def _text(text: str) -> str:
    shown = visible(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _lines(rows: Iterable[Sequence[str | int | float]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
