"""What a gate says to people when it is done: passed or stopped, which stories and why, and what all comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result, Verdict
from mtqa.render.styled import Text
from mtqa.render.terminal import View, indented, severity_text, styled, to_string, wrapped
from mtqa.render.visible import visible
from mtqa.render.wording import SEVERITIES, SHAPES, count, label

#: So many stories are told one by one; reports have the others.
_TOLD = 20
_LEAST = 24
#: On a wider terminal the eye would lose the line between a story and its reasons.
_WIDEST = 111


class GateSummary:
    """A line or two for each story that is stopped, then the totals. Of many stories the first are told."""

    def __init__(self) -> None:
        self._stopped: list[tuple[str, tuple[str, ...], Finding | None]] = []
        self._number = 0
        self._verdicts = dict.fromkeys(reversed(Verdict), 0)
        self._counts = dict.fromkeys(SEVERITIES, 0)
        self._preview = self._dismissed = self._words = self._documents = 0

    def add(self, result: Result, reasons: Sequence[str]) -> None:
        """A story, and why it is stopped, if it is."""
        self._documents += 1
        self._words += result.words
        self._verdicts[result.verdict] += 1
        self._dismissed += result.dismissed_count
        for finding in result.findings:
            self._preview += finding.preview
            self._counts[finding.severity] += not finding.preview
        if reasons:
            self._number += 1
            if len(self._stopped) < _TOLD:
                gravest = max(result.findings, key=lambda one: one.weighed.value, default=None)
                self._stopped.append((label(result), tuple(reasons), gravest))

    def text(self, view: View, *, unread: int, failed: int, seconds: float, jobs: int) -> str:
        """The summary; ``unread``: inputs that were not read; ``failed``: how often a rule or mtqa itself failed."""
        return to_string(self._lines(view, unread, failed, seconds, jobs), view)

    def _lines(self, view: View, unread: int, failed: int, seconds: float, jobs: int) -> Iterator[Text]:
        for story, reasons, gravest in self._stopped:
            yield from _story(story, reasons, gravest, view)
        if self._number > len(self._stopped):
            yield styled(f"and {_stories(self._number - len(self._stopped))} more stopped", "bold")
        if self._number:
            yield Text()
        yield from wrapped(self._outcome(unread, failed), view.columns)
        yield from wrapped(self._totals(), view.columns)
        yield from wrapped(styled(self._pace(seconds, jobs), "dim"), view.columns)

    def _outcome(self, unread: int, failed: int) -> Text:
        if self._number:
            word, style = "STOPPED", "bold red"
        elif unread or failed:
            word, style = "NOT DECIDED", "bold yellow"
        else:
            word, style = "PASSED", "bold green"
        parts = [f"{self._number:,} of {_stories(self._documents)} stopped"]
        if unread:
            parts.append(f"{count(unread, 'input')} not read")
        if failed:
            parts.append(f"mtqa failed {'once' if failed == 1 else f'{failed:,} times'}")
        return styled(f"[{word}]", style) + Text(f" {', '.join(parts)}")

    def _totals(self) -> Text:
        verdicts = ", ".join(f"{number:,} {verdict.value}" for verdict, number in self._verdicts.items() if number)
        found = [
            f"{SHAPES[severity]}\u00a0{number:,}\u00a0{severity.label}"
            for severity, number in self._counts.items()
            if number or severity is not Severity.NEUTRAL
        ]
        if self._preview:
            found.append(f"{self._preview:,}\u00a0in\u00a0preview")
        if self._dismissed:
            found.append(f"{self._dismissed:,}\u00a0dismissed")
        return Text(f"{verdicts or 'nothing read'}   {'  '.join(found)}")

    def _pace(self, seconds: float, jobs: int) -> str:
        rate = f", {self._documents / seconds:,.0f} stories a second" if seconds >= 1 else ""
        processes = f" on {jobs} processes" if jobs > 1 else ""
        return f"{count(self._words, 'word')} in {seconds:.1f} s{processes}{rate}"


def _story(story: str, reasons: Sequence[str], gravest: Finding | None, view: View) -> Iterator[Text]:
    """The story and its reasons, on one line where there is room; below, the gravest finding and where it stands."""
    name, why = visible(story), "; ".join(reasons)
    width = min(view.columns, _WIDEST)
    room = width - cell_len(why) - 2
    if cell_len(name) <= room:
        yield styled(name, "bold") + Text(" " * (room - cell_len(name) + 2) + why)
    else:
        yield from wrapped(styled(name, "bold"), view.columns)
        yield from indented(Text(why), Text(), 2, width)
    if gravest is not None:
        place = styled(f"{gravest.line}:{gravest.column}".rjust(8) + " ", "dim")
        text = Text(visible(gravest.message)) + styled(f" {gravest.code}", "dim")
        head = place + severity_text(gravest.severity, word=False)
        yield from indented(text, head, 11, max(width, _LEAST))


def _stories(number: int) -> str:
    return f"{number:,} {'story' if number == 1 else 'stories'}"
