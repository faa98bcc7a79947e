"""`mtqa rules`: which rules there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mtqa.cli import options

if TYPE_CHECKING:
    from mtqa.rulebook.rule import Rule

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
    from mtqa.cli.rule_pages import table
    from mtqa.render.terminal import to_string

    shown = view(color)
    write(to_string(table(chosen, shown), shown))


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
