"""Markdown, as GitHub and GitLab show it: what a run comes to, what was stopped, and every finding, gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result, Verdict
from mtqa.model.unread import Unread
from mtqa.render import wording
from mtqa.render.held import Held
from mtqa.render.surroundings import Surroundings
from mtqa.render.visible import visible
from mtqa.render.wording import SEVERITIES, SHAPES, count

#: Characters that Markdown or HTML would take for more than they are.
_ESCAPED = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]#~|!"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)
#: Words longer than this are cut in a cell.
_QUOTED = 120
_HEAD = "| severity | place | finding | rule |\n|---|---|---|---|\n"
_ROOM = 20_000
_LABELS = {Severity.NEUTRAL: "neutral or in preview"}


class MarkdownReport:
    """A page. ``most_bytes``: lesser findings are left out and counted where the page would grow beyond that."""

    def __init__(self, surroundings: Surroundings, *, most_bytes: int | None = None) -> None:
        self._surroundings = surroundings
        self._most_bytes = most_bytes
        self._rows = {severity: _Rows(most_bytes) for severity in SEVERITIES}
        self._stopped = _Rows(None if most_bytes is None else most_bytes // 4)
        self._documents = dict.fromkeys(reversed(Verdict), 0)
        self._words = 0
        self._missing = 0
        self._crashes: dict[tuple[str, str], None] = {}
        self._signatures: dict[str, None] = {}

    @property
    def left_out(self) -> str:
        """How many findings the page has no room for."""
        return f"{count(self._missing, 'finding')} left out, the least grave" if self._missing else ""

    def begin(self) -> str:
        """Nothing: the page begins with what all comes to."""
        return ""

    def add(self, result: Result) -> str:
        """Nothing yet."""
        path = self._surroundings.named(result.path)
        name = path if result.id in ("", result.path) else f"{path} · {result.id}"
        self._documents[result.verdict] += 1
        self._words += result.words
        self._signatures |= dict.fromkeys(wording.signatures([result]))
        self._crashes |= dict.fromkeys((crash.code, crash.error) for crash in result.crashes)
        if reasons := self._surroundings.stops(result):
            self._stopped.add(f"- **{cell(name)}**: {cell('; '.join(reasons))}\n")
        for finding in result.findings:
            self._rows[finding.weighed].add(_row(name, finding))
        return ""

    def end(self, unread: Sequence[Unread]) -> str:
        """The page."""
        parts = ["## mtqa\n\n", self._totals()]
        if self._stopped.number:
            parts += [f"\n### Stopped: {self._stopped.number:,}\n\n", *self._cut(self._stopped, "story", "stories")]
        parts += _list("Not read", [f"{cell(one.path)}:{one.line}: {cell(one.reason)}" for one in unread])
        parts += _list("Rules that failed", [f"{code}: {cell(error)}" for code, error in self._crashes])
        room = None if self._most_bytes is None else self._most_bytes - _ROOM - _size(parts)
        parts += self._findings(room)
        parts.append(f"\n{wording.NOT_CLEAN}\n")
        parts += [f"\n`{signature}`\n" for signature in self._signatures]
        return "".join(parts)

    def _totals(self) -> str:
        stories = ", ".join(f"{number:,} {verdict.value}" for verdict, number in self._documents.items() if number)
        found = ", ".join(
            f"{SHAPES[severity]} {self._rows[severity].number:,} {_LABELS.get(severity, severity.label)}"
            for severity in SEVERITIES
            if self._rows[severity].number
        )
        total = sum(self._documents.values())
        number = f"{total:,} {'story' if total == 1 else 'stories'}"
        return f"{number}, {count(self._words, 'word')}: {stories or 'nothing read'}.  \n{found or 'No findings'}.\n"

    def _findings(self, room: int | None) -> Iterable[str]:
        if not any(rows.number for rows in self._rows.values()):
            return
        yield f"\n### Findings\n\n{_HEAD}"
        for rows in self._rows.values():
            text, missing = rows.fitting(room)
            self._missing += missing
            if room is not None:
                room -= len(text.encode("utf-8", "replace"))
            yield text
        if self._missing:
            yield f"\n{self.left_out}.\n"

    @staticmethod
    def _cut(rows: _Rows, one: str, many: str) -> Iterable[str]:
        text, missing = rows.fitting(rows.most)
        yield text
        if missing:
            yield f"- and {missing:,} more {one if missing == 1 else many}\n"


class _Rows:
    """Lines of a table or a list: no more are kept than can be shown."""

    def __init__(self, most: int | None) -> None:
        self.most = most
        self.number = 0
        self._held = Held()
        self._size = 0

    def add(self, row: str) -> None:
        self.number += 1
        if self.most is None or self._size <= self.most:
            self._held.add(row)
            self._size += len(row.encode("utf-8", "replace"))

    def fitting(self, room: int | None) -> tuple[str, int]:
        """The lines that fit into so many bytes, and how many do not."""
        text = self._held.text()
        if room is None:
            return text, 0
        lines = text.splitlines(keepends=True)
        size = shown = 0
        for line in lines:
            size += len(line.encode("utf-8", "replace"))
            if size > room:
                break
            shown += 1
        return "".join(lines[:shown]), self.number - shown


def cell(text: str) -> str:
    """Text of a story in a cell of a table: on one line, nothing in it taken for markup."""
    return visible(text, spaces=False).translate(_ESCAPED)


def _row(name: str, finding: Finding) -> str:
    severity = f"{SHAPES[finding.severity]} {finding.severity.label}"
    preview = f" *({wording.PREVIEW})*" if finding.preview else ""
    instead = ""
    if finding.suggestion is not None:
        new = finding.suggestion.text
        instead = f" Instead: “{cell(_shortened(new))}”." if new else f" Without “{cell(_shortened(finding.quote))}”."
    place = f"{cell(name)}:{finding.line}:{finding.column}"
    return f"| {severity} | {place} | {cell(finding.message)}{instead}{preview} | {finding.code} |\n"


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"


def _list(title: str, lines: Sequence[str], most: int = 100) -> Iterable[str]:
    if not lines:
        return
    yield f"\n### {title}: {len(lines):,}\n\n"
    yield from (f"- {line}\n" for line in lines[:most])
    if len(lines) > most:
        yield f"- and {len(lines) - most:,} more\n"


def _size(parts: Iterable[str]) -> int:
    return sum(len(part.encode("utf-8", "replace")) for part in parts)
