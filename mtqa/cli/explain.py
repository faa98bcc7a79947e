"""`mtqa explain`: a rule's page in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtqa.cli import options
from mtqa.model.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.rulebook.rule import Rule

_EPILOG = """\b
Examples:
  mtqa explain PUN01
  mtqa explain stray-full-stop
"""


@click.command(epilog=_EPILOG)
@click.argument("rules", nargs=-1, required=True, metavar="CODE|NAME...", shell_complete=options.complete_rule)
@options.color
def command(rules: tuple[str, ...], color: str) -> None:
    """Show what a rule looks for, why, with examples of what it flags and what it leaves alone."""
    from mtqa.cli.output import view, write
    from mtqa.cli.rule_pages import page
    from mtqa.render.terminal import to_string

    shown = view(color)
    for rule in [_find(name) for name in rules]:
        write(to_string(page(rule, shown), shown) + "\n" * (len(rules) > 1))


def _find(name: str) -> Rule:
    """The rule of that code or name: one that comes with mtqa, or one of the house in whose folder we are."""
    from mtqa.engine.checkers import Checkers
    from mtqa.engine.selection import find
    from mtqa.rules import all_rules

    try:
        return find(all_rules(), name)
    except ConfigError:
        house = Checkers().house("")
        if house is None:
            raise
        return find(house.known, name)
