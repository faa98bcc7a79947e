"""Rules as pages of Markdown: one a rule, and a list of all; made from the declarations and the evidence alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from inspect import cleandoc
from itertools import groupby
from typing import Any
from unicodedata import category

from mtqa.model.families import family_name, family_rank
from mtqa.model.mqm import Severity
from mtqa.rulebook.evidence import Evidence
from mtqa.rulebook.options import options_of
from mtqa.rulebook.rule import Bad, Example, Good, Inside, Rule

#: The list of all rules; the other pages are named for their codes.
INDEX = "README.md"
#: What a general category of Unicode must be for a character to be seen where it stands.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_LIMITS = "Known limits"
_HOUSE = "the house's: its findings count from the first day"


def pages(rules: Iterable[Rule], evidence: Evidence) -> dict[str, str]:
    """File names and contents."""
    known = tuple(rules)
    return {INDEX: index(known, evidence)} | {f"{rule.code}.md": page(rule, evidence) for rule in known}


def page(rule: Rule, evidence: Evidence) -> str:
    """All that is known about a rule, in reading order."""
    summary, sections = _sections(rule.docs)
    limits = sections.pop(_LIMITS, "")
    parts = [f"# {rule.name} ({rule.code})", summary, _facts(rule)]
    parts.extend(f"## {title}\n\n{text}" for title, text in sections.items())
    parts.append(_options(rule))
    parts.extend(_examples("Flagged", (e for e in rule.examples if isinstance(e, Bad) and not e.known_limit)))
    parts.extend(_examples("Left alone", (e for e in rule.examples if isinstance(e, Good) and not e.known_limit)))
    parts.append(f"## {_LIMITS}\n\n{limits}")
    parts.extend(_shown(example) for example in rule.examples if example.known_limit)
    parts.append(f"## Evidence\n\n{_evidence(rule, evidence)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def index(rules: Sequence[Rule], evidence: Evidence) -> str:
    """All rules by family, in the order of reports."""
    lines = ["# Rules", "", f"{len(rules)} rules. Each links to what it looks for, with examples and evidence.", ""]
    if evidence.data:
        lines += [f"Status as measured on {evidence.date}: {_data(evidence)}.", ""]
    ordered = sorted(rules, key=lambda rule: (family_rank(rule.family), rule.code))
    for family, members in groupby(ordered, key=lambda rule: rule.family):
        name = family_name(family)
        lines += [
            f"## {name[:1].upper()}{name[1:]}",
            "",
            "| rule | what is wrong | severity | status |",
            "|---|---|---|---|",
        ]
        for rule in members:
            link = f"[{rule.code}]({rule.code}.md) {rule.name}"
            status = "when a house asks" if rule.awaits else rule.status.value
            lines.append(f"| {link} | {_cell(rule.summary)} | {rule.severity.label} | {status} |")
        lines.append("")
    return "\n".join(lines)


def _sections(docs: str) -> tuple[str, dict[str, str]]:
    summary, *rest = cleandoc(docs).split("\n## ")
    sections = {}
    for section in rest:
        title, _, text = section.partition("\n")
        sections[title.strip()] = text.strip()
    return summary.strip(), sections


def _facts(rule: Rule) -> str:
    speech = "checked like the rest" if rule.quotations is Inside.CHECKED else "left alone"
    rows = {
        "category": rule.category.value,
        "severity": _severity(rule),
        "confidence": f"{rule.confidence:.2f}" + (f" ({rule.basis})" if rule.basis else ""),
        "status": _HOUSE if rule.is_for_the_house else f"{rule.status.value}: {_reason(rule)}",
        "quoted speech": speech,
    }
    if rule.roles is not None:
        rows["looks at"] = ", ".join(sorted(role.value for role in rule.roles))
    if rule.awaits:
        rows["takes part"] = f"once a house file says `{rule.awaits}`; the examples are of such a house"
    if rule.silences:
        rows["inside its findings"] = "the findings of other rules are dropped"
    if rule.gives_way:
        rows["inside its findings"] = "the findings of other rules stay"
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {_cell(value)} |" for name, value in rows.items())])


def _options(rule: Rule) -> str:
    lines = [f"## Options\n\nSet in a house file under `[rules.{rule.code}]`.\n"]
    lines += ["| option | what it is | default | meaning |", "|---|---|---|---|"]
    for name, one in options_of(rule).items():
        lines.append(f"| `{name}` | {one.kind} | `{_toml(one.default)}` | {_cell(one.option.means)} |")
    return "\n".join(lines) if options_of(rule) else ""


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _severity(rule: Rule) -> str:
    return (
        f"{rule.severity.label} (information, never counted)"
        if rule.severity is Severity.NEUTRAL
        else rule.severity.label
    )


def _reason(rule: Rule) -> str:
    if rule.certain:
        return f"certain by its nature, {rule.certain}"
    return "follows from the evidence below"


def _examples(title: str, examples: Iterable[Example]) -> Iterator[str]:
    shown = [_shown(example) for example in examples]
    if shown:
        yield f"## {title}"
        yield from shown


def _shown(example: Example) -> str:
    where = _context(example.context)
    if isinstance(example, Good):
        limit = "Known false alarm: " if example.known_limit else ""
        return f"{limit}{_sentence(example.why, limit)}{where}:\n\n{_pre(_visible(example.text))}"
    parts = [f"In a story {where[2:-1]}:"] if where else []
    if example.known_limit:
        parts.append("Known miss:")
    parts.append(_pre(_marked(example)))
    if example.fixed is not None:
        parts += ["becomes", _pre(_visible(example.fixed))]
    return "\n\n".join(parts)


def _sentence(text: str, before: str) -> str:
    return text if before else text[:1].upper() + text[1:]


def _context(context: Mapping[str, Any]) -> str:
    shown = ", ".join(f"{key.replace('_', ' ')} {_said(value)}" for key, value in context.items())
    return f" ({shown})" if shown else ""


def _said(value: object) -> str:
    """A value as a sentence has it; sets in order, for theirs changes from run to run."""
    if isinstance(value, frozenset | set):
        return " and ".join(sorted(map(_said, value)))
    return f"“{value}”" if " " in str(value) else str(value)


def _pre(markup: str) -> str:
    return f"<pre>{markup}</pre>"


def _marked(example: Bad) -> str:
    text, pieces, end = example.text, [], 0
    for span in example.spans:
        words = _visible(text[span.start : span.end])
        pieces += [
            _visible(text[end : span.start]),
            f"<ins><b>{words if words.strip() else words.replace(' ', '␣') or '‸'}</b></ins>",
        ]
        end = span.end
    return "".join([*pieces, _visible(text[end:])])


def _visible(text: str) -> str:
    """``text`` as HTML, with a name in the place of every character that could not be seen."""
    return escape("".join(_named(char) for char in text), quote=False)


def _named(char: str) -> str:
    unseen = category(char) in _UNSEEN and char != "\n"
    strange_space = char != " " and category(char) == "Zs"
    return f"⟨U+{ord(char):04X}⟩" if unseen or strange_space else char


def _evidence(rule: Rule, evidence: Evidence) -> str:
    figures = evidence.rules.get(rule.code)
    if rule.is_for_the_house:
        return "None is asked: what is right is for the house to say."
    if figures is None:
        return "Not measured yet, so the rule is in preview."
    precision = "-" if figures.precision is None else f"{100 * figures.precision:.0f} %"
    rate = evidence.alarm_rate(rule.code)
    return "\n".join(
        [
            "| measured | |",
            "|---|---|",
            f"| findings on annotated stories ({evidence.annotated_words:,} words) | {figures.findings} |",
            f"| of these confirmed | {figures.confirmed} |",
            f"| precision | {precision} |",
            f"| alarms on edited news ({evidence.edited_words:,} words) | {figures.alarms} |",
            f"| alarms per 1,000 words | {'-' if rate is None else f'{rate:.3f}'} |",
            f"| date | {evidence.date} |",
            f"| data | {_cell(_data(evidence))} |",
        ]
    )


def _data(evidence: Evidence) -> str:
    return "; ".join(evidence.data)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
