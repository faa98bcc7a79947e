"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mtqa.model.mqm import Severity

SEVERITIES = [severity.label for severity in reversed(Severity)]
Command = TypeVar("Command", bound=Callable[..., Any])


def severity(label: str) -> Severity:
    """The severity of that name."""
    return Severity[label.upper()]


def _complete_selector(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from mtqa.engine.selection import known_selectors
    from mtqa.rules import all_rules

    done, _, typed = incomplete.rpartition(",")
    head = f"{done}," if done else ""
    names = known_selectors(all_rules())
    return [head + name for name in names if name.lower().startswith(typed.lower())]


def complete_rule(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Codes and names of rules that begin with what is typed."""
    from mtqa.rules import all_rules

    names = [name for rule in all_rules() for name in (rule.code, rule.name)]
    return [name for name in names if name.lower().startswith(incomplete.lower())]


def selection(command: Command) -> Command:
    """``--select``, ``--ignore`` and ``--preview``."""
    selectors = "codes, names, families, categories or severities, separated by commas"
    for option in (
        click.option("--preview/--no-preview", default=None, help="Whether rules that are not proven yet take part."),
        click.option(
            "--ignore",
            multiple=True,
            metavar="RULES",
            shell_complete=_complete_selector,
            help=f"Leave out: {selectors}.",
        ),
        click.option(
            "--select",
            multiple=True,
            metavar="RULES",
            shell_complete=_complete_selector,
            help=f"Run only: {selectors}.",
        ),
    ):
        command = option(command)
    return command


def _complete_profile(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from mtqa.engine.config.layers import profile_names

    return [name for name in profile_names() if name.startswith(incomplete)]


profile = click.option(
    "--profile",
    metavar="NAME",
    shell_complete=_complete_profile,
    help="Judge as wire, web, gate or archive, or by a file of your own, whatever house files say.",
)


def house(command: Command) -> Command:
    """``--config``, ``--no-config`` and ``--profile``."""
    for option in (
        profile,
        click.option("--no-config", is_flag=True, help="Read no house file."),
        click.option(
            "--config",
            metavar="FILE",
            type=click.Path(),
            help="The house file for all inputs; otherwise mtqa.toml is sought upwards from each.",
        ),
    ):
        command = option(command)
    return command


class WithFluency(click.Command):
    """A command whose ``--fluency`` may stand without a level, also before the name of a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give a ``--fluency`` that stands alone its level."""
        end = args.index("--") if "--" in args else len(args)
        alone = {"--fluency": "--fluency=default", "--no-fluency": "--fluency=off"}
        return super().parse_args(ctx, [*(alone.get(one, one) for one in args[:end]), *args[end:]])


fluency = click.option(
    "--fluency",
    metavar="[=LEVEL]",
    shell_complete=lambda _ctx, _parameter, typed: [
        one for one in ("default", "thorough", "off") if one.startswith(typed)
    ],
    help="Look for garbled sentences with a language model (`mtqa model`), in a level: default, thorough, or off.",
)


def reading(command: Command) -> Command:
    """``--input-format`` and ``--language``."""
    for option in (
        click.option(
            "--language", metavar="CODE", help="Language of the texts, where the file does not say: en, de-AT ..."
        ),
        click.option(
            "--input-format", metavar="FORMAT", help="Read every input as this; otherwise its content decides."
        ),
    ):
        command = option(command)
    return command


color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto: in a terminal, unless NO_COLOR is set.",
)
debug = click.option("--debug", is_flag=True, help="Show tracebacks.")
