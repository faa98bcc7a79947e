"""`mtqa explain`: a rule's page in the terminal."""

from __future__ import annotations

import click

from mtqa.cli import options

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
    from mtqa.engine.selection import find
    from mtqa.render.terminal import to_string
    from mtqa.rules import all_rules

    shown = view(color)
    for rule in [find(all_rules(), name) for name in rules]:
        write(to_string(page(rule, shown), shown) + "\n" * (len(rules) > 1))
