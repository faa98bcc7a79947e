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
  mtqa rules --test                    the examples of the desk's own phrase rules
  mtqa rules --test style/officialese.toml
"""


@click.command(epilog=_EPILOG)
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@click.option(
    "--test",
    is_flag=True,
    help="Try the examples of FILE, or of all phrase rules that mtqa.toml names; 1 when one fails.",
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@options.selection
@options.color
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    form: str,
    test: bool,
    files: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    preview: bool | None,
    color: str,
) -> int:
    """List the rules: code, name, severity, how sure, and whether proven yet; or try a desk's own."""
    if test:
        return _tested(files)
    if files:
        raise click.UsageError(f"{files[0]}: a file is named with --test only")
    from mtqa.cli.output import view, write, write_data
    from mtqa.engine.selection import select as selected
    from mtqa.rules import all_rules

    chosen = selected(all_rules(), select=select, ignore=ignore, preview=preview is not False)
    if form == "json":
        write_data(_json(chosen))
        return 0
    from mtqa.cli.rule_pages import table
    from mtqa.render.terminal import to_string

    shown = view(color)
    write(to_string(table(chosen, shown), shown))
    return 0


def _tested(files: tuple[str, ...]) -> int:
    """Try the examples of phrase rules; 1 when one of them goes wrong.

    Raises:
        RuleError: for the files that are no phrase rules, when the others are tried.
    """
    from pathlib import Path

    from mtqa.engine.checkers import Checkers
    from mtqa.engine.replay import replay
    from mtqa.model.errors import ConfigError, RuleError
    from mtqa.render.wording import count

    if files:
        paths = [Path(file) for file in files]
    else:
        house = Checkers().house("")
        paths = list(house.phrases) if house else []
    if not paths:
        raise ConfigError("--test: no file is named, and no mtqa.toml here names phrases; name a file")
    failed = 0
    not_in_order = []
    for path in paths:
        try:
            replayed = replay(path, str(path))
        except RuleError as error:
            not_in_order.append(str(error))
            continue
        for mistake in replayed.mistakes:
            click.echo(mistake)
        failed += len(replayed.mistakes)
        rule = f"{replayed.rule.code} {replayed.rule.name}"
        right = f"{count(len(replayed.mistakes), 'mistake')}" if replayed.mistakes else "all as they should be"
        click.echo(f"{path}: {rule}: {count(replayed.examples, 'example')}, {right}")
    if not_in_order:
        raise RuleError("\n".join(not_in_order))
    return 1 if failed else 0


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
            "awaits": rule.awaits or None,
            "confidence": rule.confidence,
            "summary": rule.summary,
        }
        for rule in rules
    ]
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"
