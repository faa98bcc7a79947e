"""The report as one page that can be sent to a colleague: the stories, with their findings marked in place.

The page fetches nothing, says so to the browser (its content security policy allows only its own style and script,
by their hashes), and can be read without its script and in print. Every piece of a story goes through `_shown`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template

from mtqa.model.families import family_name
from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.render import wording
from mtqa.render.excerpt import excerpt
from mtqa.render.visible import shown
from mtqa.render.wording import SEVERITIES, SHAPES, count

_DATA = Path(__file__).with_name("data")
#: The longest row of marks for one family; beyond it they stand for more than one finding each.
_BAR = 60
#: How much of the text around a change is shown with it, in characters.
_AROUND = 36


#: A text of up to so many characters is shown whole; of a longer one, what stands so near to the findings.
_WHOLE = 400_000
_NEAR = 300
_LONG = "The text is too long to be shown whole: only what stands around the findings is here, […] for the rest."


class HtmlReport:
    """One page for all documents; it can only be written when the last one is known."""

    #: Nothing is left out.
    left_out = ""

    def __init__(self) -> None:
        self._results: list[Result] = []

    def begin(self) -> str:
        """Nothing yet."""
        return ""

    def add(self, result: Result) -> str:
        """Nothing yet."""
        self._results.append(result)
        return ""

    def end(self, unread: Sequence[Unread]) -> str:
        """The whole page."""
        results = self._results
        style, script = ((_DATA / name).read_text("utf-8") for name in ("report.css", "report.js"))
        title = "mtqa: " + (
            f"{results[0].verdict.value} – {wording.label(results[0])}"
            if len(results) == 1
            else count(len(results), "document")
        )
        return Template((_DATA / "report.html").read_text("utf-8")).substitute(
            title=_shown(title),
            style=style,
            style_hash=_hash(style),
            script=script,
            script_hash=_hash(script),
            index=_index(results, unread),
            documents="\n".join(
                _document(number, result, heading="h1" if len(results) == 1 else "h2")
                for number, result in enumerate(results, 1)
            ),
            rules=_rules(results),
            not_clean=escape(wording.NOT_CLEAN),
            signature="<br>".join(map(_shown, wording.signatures(results))),
        )


def _hash(text: str) -> str:
    """A source expression of a content security policy."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _shown(text: str, *, spaces: bool = False) -> str:
    """Escaped text on one line; characters that cannot be seen are named."""
    if text.isprintable():
        return escape(text)
    pieces = []
    for _, form, escaped in shown(text, spaces=spaces):
        named = form.startswith("<U+") and escaped
        pieces.append(f'<span class="unseen">{form[1:-1]}</span>' if named else escape(form))
    return "".join(pieces)


def _attribute(text: str) -> str:
    return escape("".join(form for _, form, _ in shown(text)))


def _severity(severity: Severity, number: int | None = None) -> str:
    return (
        f'<span aria-hidden="true">{SHAPES[severity]}</span> {"" if number is None else f"{number} "}{severity.label}'
    )


def _index(results: Sequence[Result], unread: Sequence[Unread]) -> str:
    """A table of the documents, where there are several, and of what could not be read."""
    missing = "".join(f"<li>{_shown(str(one.path))}: {_shown(one.reason)}</li>" for one in unread)
    missing = f'<h2 class="crash">Could not be read</h2><ul>{missing}</ul>' if missing else ""
    if len(results) == 1:
        return f'<header class="index">{missing}</header>' if missing else ""
    names = ("verdict", "document", "words", *(_severity(severity) for severity in SEVERITIES))
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "\n".join(
        f'<tr><td><span class="chip {result.verdict.value}">{result.verdict.value}</span></td>'
        f'<td><a href="#d{number}">{_shown(wording.label(result))}</a></td><td>{result.words:,}</td>'
        f"{_cells(result.counts)}</tr>"
        for number, result in enumerate(results, 1)
    )
    words = sum(result.words for result in results)
    totals = f"<td></td><td>{count(len(results), 'document')}</td><td>{words:,}</td>{_cells(wording.total(results))}"
    return (
        f'<header class="index"><h1>{count(len(results), "document")} checked</h1><div class="scroll"><table>'
        f"<thead><tr>{heads}</tr></thead>"
        f"<tbody>\n{rows}\n</tbody><tfoot><tr>{totals}</tr></tfoot></table></div>{missing}</header>"
    )


def _cells(counts: Mapping[Severity, int]) -> str:
    return "".join(
        f'<td class="{f"{severity.label} some" if number else "none"}">{number:,}</td>'
        for severity, number in counts.items()
    )


def _document(number: int, result: Result, *, heading: str) -> str:
    verdict = result.verdict.value
    counts = "".join(
        f'<li class="{severity.label if found else "none"}">{_severity(severity, found)}</li>'
        for severity, found in result.counts.items()
        if found or severity is not Severity.NEUTRAL
    )
    score = f'<p class="score">{_shown(wording.score_line(result))}</p>'
    notes = f'<p class="score">{_shown(notes)}</p>' if (notes := wording.notes(result)) else ""
    if told := wording.dismissed(result):
        counts += f'<li class="none"><a href="#d{number}-dismissed">{told}</a></li>'
    facts = (f'<ul class="counts">{counts}</ul>', score, notes)
    crashes = "".join(
        f'<p class="crash">{_shown(wording.crash_line(crash.code, crash.error))}</p>' for crash in result.crashes
    )
    crashes += "".join(f'<p class="unlisted">{wording.unlisted_line(one)}</p>' for one in result.unlisted)
    crashes += "".join(f'<p class="unlisted">{_shown(wording.unused_line(one))}</p>' for one in result.unused)
    if len(result.text) > _WHOLE:
        crashes += f'<p class="unlisted">{_LONG}</p>'
    families = _families(result.findings)
    return (
        f'<article class="document" id="d{number}" aria-labelledby="d{number}-title">\n'
        f'<header class="summary{" wide" if families else ""}"><div>'
        f'<{heading} class="title" id="d{number}-title"><span class="chip {verdict}">{verdict}</span> '
        f"<span>{_shown(wording.label(result))}</span> "
        f'<span class="words">{count(result.words, "word")}</span></{heading}>'
        f'<p class="advice">{escape(wording.advice(result))}</p>{"".join(facts)}{crashes}'
        f'<p class="not-checked">{_shown(wording.not_checked(result))}</p></div>{families}</header>\n'
        f'<section class="story" lang="{_attribute(result.language)}" aria-label="The story with its findings">\n'
        f"{''.join(_rows(number, result))}</section>\n{_dismissed(number, result)}</article>"
    )


def _dismissed(number: int, result: Result) -> str:
    """The findings that somebody lets stand, apart from the others and folded away."""
    if not result.dismissed_count:
        return ""
    lines = "".join(
        f"<li>{_severity(one.finding.severity)} {one.finding.code} {_shown(one.finding.name)}, "
        f"line {one.finding.line}: {_shown(one.finding.message)} <i>{_shown(wording.let_stand(one.dismissal))}</i></li>"
        for one in result.dismissed
    )
    if result.dismissed_beyond:
        lines += f"<li>{result.dismissed_beyond:,} more are not listed.</li>"
    return (
        f'<details class="dismissed"><summary>{wording.dismissed(result)}: let stand by somebody, not counted</summary>'
        f'<ul id="d{number}-dismissed">{lines}</ul></details>\n'
    )


def _families(findings: Iterable[Finding]) -> str:
    """A line a family, with a mark for each finding, gravest first."""
    families = wording.by_family(findings)
    if not families:
        return ""
    largest = max(sum(counts.values()) for counts in families.values())
    scale = min(1.0, _BAR / largest)
    lines = []
    for letters, counts in families.items():
        bar = "".join(
            f'<span class="{severity.label}">{SHAPES[severity] * max(1, int(number * scale))}</span>'
            for severity, number in counts.items()
            if number
        )
        lines.append(
            f"<li><span>{_shown(family_name(letters))}</span> <b>{sum(counts.values()):,}</b> "
            f'<span class="bar" aria-hidden="true">{bar}</span></li>'
        )
    return f'<ul class="families" aria-label="Findings by family">{"".join(lines)}</ul>'


def _blocks(text: str) -> list[Span]:
    """Paragraphs: lines with the blank lines around them, so that they tile the text; an empty text is one."""
    starts: list[int] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(start if starts else 0)
        start += len(line) + 1
    return [Span(start, end) for start, end in pairwise((*(starts or [0]), len(text)))]


def _rows(document: int, result: Result) -> Iterator[str]:
    """A row a paragraph: the text with its findings marked, and their cards beside it."""
    findings = result.findings
    whole = len(result.text) <= _WHOLE
    first = 0
    headline = result.headline
    for block in (blocks := _blocks(result.text)):
        end = len(result.text) + 1 if block == blocks[-1] else block.end
        stop = first
        while stop < len(findings) and findings[stop].span.start < end:
            stop += 1
        if stop == first and not whole:
            continue
        here = list(enumerate(findings[first:stop], first + 1))
        first += sum(1 for _, finding in here if finding.span.end <= block.end)
        own = [(number, finding) for number, finding in here if finding.span.start >= block.start]
        cards = "".join(_card(document, number, finding, result) for number, finding in own)
        cards = f'<ol class="cards">{cards}</ol>' if cards else ""
        content = _marked(document, result.text, block, here, whole=whole)
        if not content and not cards:
            continue
        role = ""
        if headline is not None and result.text[block.start : block.end].strip() == headline.strip():
            role, headline = ' class="headline"', None
        yield f'<div class="row"><p{role} dir="auto">{content}</p>{cards}</div>\n'


def _marked(document: int, text: str, block: Span, findings: Sequence[tuple[int, Finding]], *, whole: bool) -> str:
    pieces: list[str] = []
    end = block.start
    for number, finding in findings:
        start = max(finding.span.start, block.start)
        stop = min(finding.span.end, block.end)
        pieces.append(_stretch(text, end, start, whole=whole))
        words = _stretch(text, start, stop, whole=whole, spaces=True) if stop > start else "‸"
        begins = finding.span.start >= block.start
        identity = f' id="d{document}-m{number}"' if begins else ""
        digits = f'<sup aria-hidden="true">{number}</sup>' if finding.span.end <= block.end else ""
        label = _attribute(f"finding {number}, {finding.severity.label}: {finding.message}")
        pieces.append(
            f'<mark class="{finding.severity.label}"{identity} data-partner="d{document}-f{number}">'
            f'<a href="#d{document}-f{number}" title="{label}">{words}</a>{digits}</mark>'
        )
        end = max(stop, end)
    pieces.append(_stretch(text, end, block.end, whole=whole))
    return "".join(pieces)


def _stretch(text: str, start: int, end: int, *, whole: bool, spaces: bool = False) -> str:
    """A stretch of the text, of a very long one the two ends alone."""
    if whole or end - start <= 2 * _NEAR:
        stretch = text[start:end]
        return _shown(stretch, spaces=True) if spaces else _shown(stretch.strip("\r\n"))
    ends = (text[start : start + _NEAR].lstrip("\r\n"), text[end - _NEAR : end].rstrip("\r\n"))
    return " […] ".join(_shown(part, spaces=spaces) for part in ends)


def _card(document: int, number: int, finding: Finding, result: Result) -> str:
    label = finding.severity.label
    safe = '<span class="safe">safe to apply unseen</span> ' if finding.suggestion and finding.suggestion.safe else ""
    preview = f'<span class="preview">{wording.PREVIEW}</span> ' if finding.preview else ""
    return (
        f'<li class="card {label}" id="d{document}-f{number}" data-partner="d{document}-m{number}"><p class="head">'
        f'<a class="number" href="#d{document}-m{number}" aria-label="finding {number}, to its words">{number}</a> '
        f'<span class="severity">{_severity(finding.severity)}</span> '
        f'<a href="#rule-{finding.code}">{finding.code}</a> {safe}{preview}'
        f'<span class="where">line {finding.line}</span></p>'
        f"<p>{_shown(finding.message)}</p>{_change(finding, result)}</li>"
    )


def _change(finding: Finding, result: Result) -> str:
    suggestion = finding.suggestion
    if suggestion is None:
        return ""
    found = excerpt(result.text, finding.span, min(len(finding.quote), 160) + _AROUND)
    old = _shown(found.words, spaces=True) + (f" … {_shown(found.rest, spaces=True)}" if found.rest else "")
    new = _shown(suggestion.text, spaces=True)
    before, after = found.opening + _shown(found.before), _shown(found.after) + found.ending
    lines = "".join(
        f'<b class="{kind}" aria-hidden="true">{sign}</b><span dir="auto">{before}'
        f"{f'<{tag}>{words}</{tag}>' if words else ''}{after or ('' if before or words else wording.NOTHING)}</span>"
        for kind, sign, tag, words in (("old", "−", "del", old), ("new", "+", "ins", new))
    )
    return f'<p class="change">{lines}</p>'


def _rules(results: Iterable[Result]) -> str:
    """What the rules that found something look for."""
    rules = {finding.code: finding for result in results for finding in result.findings}
    if not rules:
        return ""
    lines = "".join(
        f'<dt id="rule-{code}">{code} {_shown(finding.name)}</dt><dd>{_shown(finding.why)}</dd>'
        for code, finding in sorted(rules.items())
    )
    return f'<h2>The rules that found something</h2><dl class="rules">{lines}</dl>'
