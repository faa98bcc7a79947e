"""The report in a terminal: verdict and counts, each finding in its context, a summary, what was not checked.

Nothing is told by colour alone: severities have words and shapes, changes have signs, and without colours the exact
words are marked by a line of carets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from io import StringIO
from typing import Literal

from rich.cells import cell_len, set_cell_size

from mtqa.model.families import family_name
from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.records import dataclass
from mtqa.model.result import Result, Verdict
from mtqa.model.unread import Unread
from mtqa.render import wording
from mtqa.render.excerpt import Excerpt, excerpt
from mtqa.render.styled import Text
from mtqa.render.visible import shown, visible
from mtqa.render.wording import SEVERITIES, SHAPES, count

Colors = Literal["standard", "256", "truecolor"]

_STYLES = {Severity.CRITICAL: "red", Severity.MAJOR: "yellow", Severity.MINOR: "cyan", Severity.NEUTRAL: "blue"}
_VERDICT_STYLES = {Verdict.PASS: "green", Verdict.REVISE: "yellow", Verdict.HOLD: "red"}
_NARROWEST = 40
#: A path is not squeezed into less than this beside the counts, nor the totals into a table narrower than that.
_LEAST_NAME = 20
_TABLE = 74
#: Lines longer than this are hard to read: prose is wrapped here however wide the terminal is.
_PROSE = 100
#: What a terminal that knows no more than ASCII is shown.
_ASCII = str.maketrans(
    {"■": "#", "▲": "!", "●": "*", "○": "o", "│": "|", "╰": "`", "─": "-", "−": "-", "…": "...", "·": "-", "↵": "<LF>",
     "⇥": "<TAB>", "‸": "^", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """What the report is written for: ``width`` in cells, ``colors`` or None, ``ascii_only`` or with shapes."""

    width: int = 80
    colors: Colors | None = None
    ascii_only: bool = False

    @property
    def columns(self) -> int:
        """Width to write in; never so narrow that nothing fits."""
        return max(self.width, _NARROWEST)


def styled(text: str, style: str) -> Text:
    """A piece of a line; its style ends with it, whatever is added to it."""
    return Text().append(text, style)


def to_string(lines: Iterable[Text], view: View) -> str:
    """The lines with or without escape sequences, each with its line end."""
    whole = Text("\n").join(lines)
    if view.colors is None:
        written = "\n".join(line.rstrip() for line in whole.plain.split("\n"))
    else:
        from rich import text as rich_text
        from rich.console import Console

        console = Console(
            file=StringIO(), force_terminal=True, color_system=view.colors, width=view.width, legacy_windows=False,
            highlight=False, markup=False, emoji=False, no_color=False, _environ={},
        )  # fmt: skip
        with console.capture() as capture:
            spans = [rich_text.Span(*one) for one in whole.spans]
            console.print(rich_text.Text(whole.plain, spans=spans), soft_wrap=True, end="")
        written = capture.get()
    return (written.translate(_ASCII) if view.ascii_only else written) + "\n"


def wrapped(text: Text, width: int) -> list[Text]:
    """The text in lines of at most ``width`` cells, broken at spaces where there are any."""
    lines: list[Text] = []
    start = column = 0
    space: int | None = None
    plain = text.plain
    for index, character in enumerate(plain):
        if character == " ":
            space = index
        size = cell_len(character)
        if column + size > width and index > start:
            cut = space if space is not None and space > start else index
            lines.append(text[start:cut])
            start = cut + 1 if plain[cut] == " " else cut
            column = cell_len(plain[start:index])
            space = None
        column += size
    lines.append(text[start:])
    for line in lines:
        line.rstrip()
    return lines


def indented(text: Text, first: Text, indent: int, width: int) -> Iterator[Text]:
    """``first`` and the text beside it, the text's further lines ``indent`` cells in."""
    for number, line in enumerate(wrapped(text, max(width - indent, 20))):
        head = first + Text(" " * (indent - first.cell_len)) if number == 0 else Text(" " * indent)
        yield head + line


def severity_text(severity: Severity, *, word: bool = True) -> Text:
    """A severity as its shape, and its word."""
    name = f" {severity.label}" if word else ""
    return styled(SHAPES[severity] + name, f"bold {_STYLES[severity]}")


def _counts(counts: dict[Severity, int], *, words: bool) -> Text:
    parts = []
    for severity in SEVERITIES:
        number = counts[severity]
        if number or (words and severity is not Severity.NEUTRAL):
            style = f"bold {_STYLES[severity]}" if number else "dim"
            shape = f"{SHAPES[severity]}\u00a0{number}"  # a line never ends between the two
            parts.append(styled(f"{shape}\u00a0{severity.label}" if words else shape, style))
    return Text("   " if words else "  ").join(parts)


def _dismissed(result: Result, gap: str) -> Text:
    """How many findings somebody lets stand, if there are any, after a gap."""
    number = wording.dismissed(result).replace(" ", "\u00a0")
    return Text(gap) + styled(number, "dim") if number else Text()


def _chip(verdict: Verdict, view: View) -> Text:
    word = verdict.value.upper()
    return styled(f" {word} ", f"bold reverse {_VERDICT_STYLES[verdict]}") if view.colors else Text(f"[{word}]")


def _pieces(text: str, style: str, *, marked: bool = False) -> Text:
    """The text on one line, its unseen characters in a style of their own."""
    piece = Text()
    run, run_style = "", style
    for _, form, escaped in shown(text, spaces=marked):
        wanted = f"{style} reverse" if escaped and form not in ("", "↵", "⇥") else style
        if wanted != run_style:
            piece.append(run, run_style)
            run, run_style = "", wanted
        run += form
    piece.append(run, run_style)
    return piece


def _words(found: Excerpt, style: str, missing: str) -> Text:
    piece = _pieces(found.words, style, marked=True) if found.words else styled(missing, style)
    if found.rest:
        piece = piece + styled(" … ", "dim") + _pieces(found.rest, style, marked=True)
    return piece


def _around(found: Excerpt, middle: Text, style: str) -> Text:
    before = styled(found.opening, "dim") + _pieces(found.before, style)
    after = _pieces(found.after, style) + styled(found.ending, "dim")
    return before + middle + after


def _context(result: Result, finding: Finding, indent: int, view: View) -> Iterator[Text]:
    """The words in their line; without colours a line of carets under them."""
    width = max(view.columns - indent - 2, 20)
    found = excerpt(result.text, finding.span, min(2 * width, 2 * _PROSE) - 8)
    style = f"bold underline {_STYLES[finding.severity]}"
    line = _around(found, _words(found, style, "‸"), "")
    bar = styled(" " * indent + "│ ", "dim")
    for row in wrapped(line, min(width, _PROSE)):
        yield bar + row
        if view.colors is None and (carets := _carets(row, style)):
            yield bar + Text(carets)


def _carets(row: Text, style: str) -> str:
    marks = [False] * len(row.plain)
    for span in row.spans:
        if span.style.startswith(style):
            marks[span.start : span.end] = [True] * (min(span.end, len(marks)) - span.start)
    line = "".join(("^" if mark else " ") * cell_len(c) for mark, c in zip(marks, row.plain, strict=True))
    return line.rstrip()


def change(text: str, finding: Finding, indent: int, view: View) -> Iterator[Text]:
    """The suggestion as two lines, before and after, with the nearest words around."""
    suggestion = finding.suggestion
    if suggestion is None:
        return
    width = max(view.columns - indent - 2, 20)
    found = excerpt(text, finding.span, min(len(finding.quote) + 40, width - 6))
    new = _pieces(suggestion.text, "bold underline green", marked=True)
    old = _words(found, "strike red", "")
    for sign, style, middle in (("− ", "red", old), ("+ ", "green", new)):
        row = _around(found, middle, "dim" if view.colors else "")
        row = row if row.plain.strip() else styled(wording.NOTHING, "dim")
        yield from indented(row, Text(" " * indent) + styled(sign, f"bold {style}"), indent + 2, view.columns)


class TerminalReport:
    """Reports of documents as they come: in full when there is one, a few lines each when there are more."""

    #: Nothing is left out.
    left_out = ""

    def __init__(self, view: View | None = None) -> None:
        self.view = view or View()
        self._first: Result | None = None
        self._totals = _Totals()

    def begin(self) -> str:
        """Nothing comes before the first document."""
        return ""

    def add(self, result: Result) -> str:
        """The report of a document; the first waits until it is known whether there are more."""
        self._totals.add(result)
        if self._totals.number == 1:
            self._first = result
            return ""
        first, self._first = self._first, None
        lines = [*self._compact(first)] if first else []
        return to_string([*lines, *self._compact(result)], self.view)

    def end(self, unread: Sequence[Unread]) -> str:
        """The report of the only document, or what all of them come to."""
        if self._first is not None:
            return to_string(self._full(self._first), self.view)
        return to_string(self._totals.lines(self.view, len(unread)), self.view)

    def _full(self, result: Result) -> Iterator[Text]:
        yield from self._header(result)
        gutter = max((len(_place(finding)) for finding in result.findings), default=0) + 3
        explained: set[str] = set()
        for finding in result.findings:
            yield Text()
            yield from self._finding(result, finding, gutter, explain=finding.code not in explained)
            explained.add(finding.code)
        if result.unlisted:
            yield Text()
        for unlisted in result.unlisted:
            yield from wrapped(styled(wording.unlisted_line(unlisted), "bold"), min(self.view.columns, _PROSE))
        if result.findings:
            yield Text()
            yield from _families(result, self.view)
        yield from self._footer(result)

    def _header(self, result: Result) -> Iterator[Text]:
        width = self.view.columns
        chip = _chip(result.verdict, self.view)
        words = count(result.words, "word")
        room = width - chip.cell_len - len(words) - 4
        name = _tail(visible(wording.label(result)), room)
        gap = " " * (room - cell_len(name) + 1)
        bar = chip + styled(f" {name}", "bold") + Text(f"{gap} {words} ")
        bar.stylize(f"reverse {_VERDICT_STYLES[result.verdict]}")
        yield bar
        if result.headline:
            yield from wrapped(styled(_clipped(visible(result.headline), 2 * width - 8), "italic"), width)
        yield Text()
        yield from wrapped(_counts(result.counts, words=True) + _dismissed(result, "   "), width)
        yield from wrapped(Text(wording.advice(result)), min(width, _PROSE))
        yield from wrapped(styled(wording.score_line(result), "dim"), min(width, _PROSE))
        if notes := wording.notes(result):
            yield from wrapped(styled(visible(notes), "dim"), min(width, _PROSE))
        yield styled("─" * width, "dim")

    def _finding(self, result: Result, finding: Finding, gutter: int, *, explain: bool) -> Iterator[Text]:
        view = self.view
        prose = min(view.columns, _PROSE + gutter)
        place = styled(_place(finding).rjust(gutter - 1) + " ", "dim")
        message = severity_text(finding.severity) + Text("  ") + styled(visible(finding.message), "bold")
        yield from indented(message, place, gutter, prose)
        yield from _context(result, finding, gutter, view)
        yield from change(result.text, finding, gutter, view)
        if explain and wording.adds(finding.why, finding.message):
            yield from indented(styled(visible(finding.why), "dim"), Text(), gutter, prose)
        safe = " · safe to apply unseen" if finding.suggestion and finding.suggestion.safe else ""
        preview = f" · {wording.PREVIEW}" if finding.preview else ""
        yield from indented(
            styled(f"{finding.code} {finding.name}{safe}{preview}", "dim"), Text(), gutter, view.columns
        )

    def _compact(self, result: Result) -> Iterator[Text]:
        view = self.view
        chip = _chip(result.verdict, view)
        counts = _counts(result.counts, words=False)
        counts += _dismissed(result, "  " if counts.plain else "")
        words = count(result.words, "word")
        room = view.columns - 9 - counts.cell_len - len(words) - 4
        head = chip + Text(" " * (9 - chip.cell_len))
        facts = Text(f"  {words}  ") + counts
        if room < _LEAST_NAME:
            yield head + styled(_tail(visible(wording.label(result)), view.columns - 9), "bold")
            yield from wrapped(Text(" " * 7) + facts, view.columns)
        else:
            name = _tail(visible(wording.label(result)), room)
            yield head + styled(name + " " * (room - cell_len(name)), "bold") + facts
        if notes := wording.notes(result):
            yield from indented(styled(visible(notes), "dim"), Text(), 9, min(view.columns, _PROSE))
        for finding in result.findings:
            place = styled(_place(finding).rjust(8) + " ", "dim") + severity_text(finding.severity, word=False)
            line = Text(visible(finding.message)) + styled(f" {finding.code}", "dim")
            yield from indented(line, place, 11, min(view.columns, _PROSE + 11))
        for unlisted in result.unlisted:
            yield styled(" " * 9 + wording.unlisted_line(unlisted), "dim")
        for unused in result.unused:
            line = styled(visible(wording.unused_line(unused)), "yellow")
            yield from indented(line, Text(), 9, min(view.columns, _PROSE))
        for crash in result.crashes:
            yield styled(" " * 9 + wording.crash_line(crash.code, visible(crash.error)), "bold red")

    def _footer(self, result: Result) -> Iterator[Text]:
        width = min(self.view.columns, _PROSE)
        yield Text()
        for crash in result.crashes:
            yield from wrapped(styled(wording.crash_line(crash.code, visible(crash.error)), "bold red"), width)
        for unused in result.unused:
            yield from wrapped(styled(visible(wording.unused_line(unused)), "yellow"), width)
        yield from wrapped(Text(wording.not_checked(result)), width)
        yield from wrapped(Text(wording.NOT_CLEAN), width)
        for signature in wording.signatures([result]):
            yield from wrapped(styled(signature, "dim"), self.view.columns)


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}"


def _clipped(text: str, width: int) -> str:
    """The text in at most ``width`` cells."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width, 1) - 1) + "…"


def _tail(path: str, width: int) -> str:
    """The end of a path, where its name stands, in at most ``width`` cells."""
    start = max(0, len(path) - 8 * width)  # an id may be as long as a book
    while cell_len(path[start:]) > width - bool(start):
        start += 1
    return f"…{path[start:]}" if start else path


def _families(result: Result, view: View) -> Iterator[Text]:
    """A line a family: its name, how many findings, and one mark for each of them, gravest first."""
    families = wording.by_family(result.findings)
    names = {letters: family_name(letters) for letters in families}
    name_width = max(map(len, names.values()))
    number_width = len(str(max(sum(counts.values()) for counts in families.values())))
    room = view.columns - name_width - number_width - 6
    largest = max(sum(counts.values()) for counts in families.values())
    scale = min(1.0, room / largest)
    yield styled("─" * view.columns, "dim")
    for letters, counts in families.items():
        line = Text(f"  {names[letters]:<{name_width}}  {sum(counts.values()):>{number_width}}  ")
        for severity, number in counts.items():
            marks = max(1, int(number * scale)) if number else 0
            line.append(SHAPES[severity] * marks, _STYLES[severity])
        yield line


@dataclass(slots=True)
class _Totals:
    """What many documents come to."""

    documents: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(reversed(Verdict), 0))
    words: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    counts: dict[Verdict, dict[Severity, int]] = field(
        default_factory=lambda: {verdict: dict.fromkeys(SEVERITIES, 0) for verdict in Verdict}
    )
    dismissed: int = 0
    #: In the order of their first results.
    signatures: dict[str, None] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many documents there were."""
        return sum(self.documents.values())

    def add(self, result: Result) -> None:
        """Count one document."""
        self.documents[result.verdict] += 1
        self.words[result.verdict] += result.words
        self.dismissed += result.dismissed_count
        self.signatures |= dict.fromkeys(wording.signatures([result]))
        for severity, number in result.counts.items():
            self.counts[result.verdict][severity] += number

    def lines(self, view: View, unread: int) -> Iterator[Text]:
        """A table: a line a verdict, and all of them together; nothing where nothing was read."""
        if not self.number:
            return
        yield styled("─" * view.columns, "dim")
        if view.columns < _TABLE:
            for verdict, number in self.documents.items():
                line = Text(f"{verdict.value:<7} {number:,} of {self.number:,}  ") + _counts(
                    self.counts[verdict], words=False
                )
                yield from wrapped(line, view.columns)
        else:
            yield from self._table()
        if self.dismissed:
            dismissed = Text(f"{count(self.dismissed, 'finding')} dismissed, and not among these.")
            yield from wrapped(dismissed, view.columns)
        if unread:
            yield styled(f"{count(unread, 'input')} could not be read.", "bold red")
        yield Text()
        yield from wrapped(Text(wording.NOT_CLEAN), min(view.columns, _PROSE))
        for signature in self.signatures:
            yield from wrapped(styled(signature, "dim"), view.columns)

    def _table(self) -> Iterator[Text]:
        heads = ("", "documents", "words", *(severity.label for severity in SEVERITIES))
        rows = [
            (verdict.value, number, self.words[verdict], *self.counts[verdict].values())
            for verdict, number in self.documents.items()
        ]
        sums = ("total", *(sum(int(row[column]) for row in rows) for column in range(1, len(heads))))
        yield styled("".join(f"{head:>11}" if head else " " * 8 for head in heads), "dim")
        for row in (*rows, sums):
            cells = "".join(f"{number:>11,}" for number in row[1:])
            yield styled(f"{row[0]:<8}{cells}", "bold" if row is sums else "")
