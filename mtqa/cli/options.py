"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from mtqa.model.mqm import Severity

if TYPE_CHECKING:
    from mtqa.engine.checkers import Checkers
    from mtqa.engine.reading import Reading

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


class Asked(NamedTuple):
    """What a command line says of how stories are read and judged; None, () and False where it says nothing."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool | None = None
    min_severity: str | None = None
    min_confidence: float | None = None
    fail_on: str | None = None
    fluency: str | None = None
    config: str | None = None
    no_config: bool = False
    profile: str | None = None
    input_format: str | None = None
    language: str | None = None

    def checkers(self, *, base: str | None = None, listed: int | None = None) -> Checkers:
        """The checkers that are meant; ``base`` and ``listed`` as `mtqa.engine.checkers` has them."""
        from mtqa.engine.checkers import Checkers, Options

        options = Options(
            self.select,
            self.ignore,
            self.preview,
            None if self.min_severity is None else severity(self.min_severity),
            self.min_confidence,
            self.fail_on,
            listed,
            self.profile,
            self.fluency,
        )
        return Checkers(options, config=self.config, search=not self.no_config, base=base)

    def reading(self) -> Reading:
        """How the inputs are to be read.

        Raises:
            ConfigError: if there is no such format.
        """
        from mtqa.engine.reading import Reading
        from mtqa.readers import require

        require(self.input_format)
        return Reading(self.input_format, self.language)


def gathered(command: Command) -> Command:
    """Hand the values of all options that `Asked` has to the command as one ``asked``, whoever declares them."""

    @wraps(command)
    def gathering(**values: Any) -> Any:
        asked = Asked(**{name: values.pop(name) for name in Asked._fields if name in values})
        return command(asked=asked, **values)

    return gathering  # type: ignore[return-value]


def asked(command: Command) -> Command:
    """What every command that checks stories can be asked for: rules, house file, profile, format and language."""
    return selection(house(reading(gathered(command))))


def fail_on(help: str) -> Callable[[Command], Command]:  # noqa: A002 - the word of click
    """``--fail-on``; what it does differs by command."""
    return click.option("--fail-on", type=click.Choice(["critical", "major", "minor", "never"]), help=help)


jobs = click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="How many processes.  [default: as many as there are cores]"
)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto: in a terminal, unless NO_COLOR is set.",
)
debug = click.option("--debug", is_flag=True, help="Show tracebacks.")
