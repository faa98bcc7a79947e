"""`mtqa rules`: which rules there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mtqa.cli import options

if TYPE_CHECKING:
    from rich.text import Text

    from mtqa.render.terminal import View
    from mtqa.rules._base import Rule

_EPILOG = """\b
Examples:
  mtqa rules
  mtqa rules --select punctuation,major
  mtqa rules --format json | jq -r '.[].code'
"""


@click.command(epilog=_EPILOG)
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@options.selection
@options.color
def command(form: str, select: tuple[str, ...], ignore: tuple[str, ...], preview: bool | None, color: str) -> None:
    """List the rules: code, name, severity, how sure, and whether proven yet."""
    from mtqa.cli.output import view, write, write_data
    from mtqa.engine.selection import select as selected
    from mtqa.rules import all_rules

    chosen = selected(all_rules(), select=select, ignore=ignore, preview=preview is not False)
    if form == "json":
        write_data(_json(chosen))
        return
    from mtqa.render.terminal import to_string

    shown = view(color)
    write(to_string(_table(chosen, shown), shown))


def _json(rules: Sequence[Rule]) -> str:
    import json

    from mtqa.model.families import family_name

    rows = [
        {
            "code": rule.code,
            "name": rule.name,
            "family": family_name(rule.family),
            "category": rule.category.value,
            "severity": rule.severity.label,
            "status": rule.status.value,
            "confidence": rule.confidence,
            "summary": rule.summary,
        }
        for rule in rules
    ]
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _table(rules: Sequence[Rule], shown: View) -> list[Text]:
    """A heading a family, and a line a rule, its summary beside it or below."""
    from itertools import groupby

    from rich.text import Text

    from mtqa.model.families import family_name, family_rank
    from mtqa.render.terminal import indented, severity_text

    lines: list[Text] = []
    width = max(len(rule.name) for rule in rules)
    indent = 2 + 7 + width + 2 + 12
    beside = shown.columns - indent >= 36
    ordered = sorted(rules, key=lambda rule: (family_rank(rule.family), rule.code))
    for letters, family in groupby(ordered, key=lambda rule: rule.family):
        lines.append(Text(f"{letters}  {family_name(letters)}", "bold"))
        for rule in family:
            severity = severity_text(rule.severity)
            head = Text(f"  {rule.code}  ") + Text(f"{rule.name:<{width}}  ") + severity
            head.append(" " * max(indent - head.cell_len, 0))
            status = Text("" if rule.status.value == "stable" else "preview. ", "magenta")
            summary = status + Text(rule.summary, "dim")
            if beside:
                lines.extend(indented(summary, head, indent, shown.columns))
            else:
                head.rstrip()
                lines.append(head)
                lines.extend(indented(summary, Text(), 9, shown.columns))
        lines.append(Text())
    stable = sum(rule.status.value == "stable" for rule in rules)
    lines.append(Text(f"{len(rules)} rules, {stable} stable. `mtqa explain CODE` shows one with examples.", "dim"))
    return lines
