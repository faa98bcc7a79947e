"""Findings with the region of the file in which they stand: what most formats for machines ask for.

It costs a little, so only those who write such a format ask.
"""

from __future__ import annotations

from dataclasses import replace

from mtqa.model.finding import Finding
from mtqa.model.region import Columns, Region
from mtqa.model.result import Result
from mtqa.text.document import Document
from mtqa.text.position import Position


def with_regions(document: Document, result: Result) -> Result:
    """The document's result, each of its findings with its region."""
    if not result.findings:
        return result
    return replace(result, findings=tuple(replace(one, region=_region(document, one)) for one in result.findings))


def _region(document: Document, finding: Finding) -> Region:
    place = document.source_map.to_origin(finding.span)
    replacement = None
    if finding.suggestion is not None:
        edit = document.file_edit(finding.span, finding.suggestion.text)
        if edit is not None:
            place, replacement = edit
    start, end = (document.lines.position(offset) for offset in (place.start, place.end))
    before, last = _before(document, place.start, start), _before(document, place.end, end)
    return Region(
        start.line,
        end.line,
        Columns(start.column, end.column),
        utf16=Columns(_utf16(before, start), _utf16(last, end)),
        utf8=Columns(_utf8(before, start), _utf8(last, end)),
        replacement=replacement,
    )


def _before(document: Document, offset: int, position: Position) -> str:
    """What of the text stands on the line before a place."""
    start = max(offset - position.column + 1, 0)
    return document.in_file[start:offset]


def _utf16(before: str, position: Position) -> int:
    return position.column + len(before.encode("utf-16-le", "surrogatepass")) // 2 - len(before)


def _utf8(before: str, position: Position) -> int:
    return position.column + len(before.encode("utf-8", "surrogatepass")) - len(before)
