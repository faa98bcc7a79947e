"""What somebody has changed since another version: which lines of which files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mtqa.model.result import Result
from mtqa.text.document import Document


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file as it is now, first and last included; of a place where lines were only taken out, none.

    ``gap``: between the lines ``first - 1`` and ``first`` something was taken out, and nothing was put there.
    """

    first: int
    last: int
    gap: bool = False

    def touches(self, first: int, last: int) -> bool:
        """Whether something from ``first`` to ``last`` was changed."""
        if self.gap:
            return first <= self.first <= last + 1
        return self.first <= last and first <= self.last


#: The whole of a file is new, or what belongs to it has changed.
WHOLE = (Lines(1, 1 << 62),)


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed lines by absolute path; ``findings``: only findings on changed lines are wanted."""

    files: Mapping[str, tuple[Lines, ...]]
    findings: bool = False

    def has(self, path: str) -> bool:
        """Whether a file has changed."""
        return str(Path(path).resolve()) in self.files

    def touch(self, document: Document) -> bool:
        """Whether the document has: of a file of many stories, those whose lines have."""
        first = document.file_position.line
        return self._touched(document.path, first, first + document.in_file.count("\n"))

    def only(self, result: Result) -> Result:
        """The result with the findings that are wanted; what is beyond them is neither listed nor counted."""
        if not self.findings:
            return result
        findings = tuple(
            one
            for one in result.findings
            if self._touched(result.path, one.line, one.region.end_line if one.region else one.line, gaps=False)
        )
        return replace(result, findings=findings, unlisted=())

    def _touched(self, path: str, first: int, last: int, *, gaps: bool = True) -> bool:
        lines: Iterable[Lines] = self.files.get(str(Path(path).resolve()), ())
        return any(some.touches(first, last) for some in lines if gaps or not some.gap)
