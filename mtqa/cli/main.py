"""`mtqa`: the group of commands, and what every command shares: lazy loading, errors, exit codes.

A command is a module of this package that holds a ``click.Command`` called ``command``; it is named in `COMMANDS` and
imported when it is called. Exit codes: 0 passed, 1 the ``--fail-on`` threshold is met, 2 wrong use or configuration,
3 input that could not be read, 4 a rule (or mtqa itself) failed, 130 interrupted, 141 nobody reads the output any more.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from mtqa.cli.streams import silence_diagnostics, silence_output, stand_in, to_output
from mtqa.model.errors import MtqaError

#: Commands by name, in the order of the help page; each is the module of that name in this package.
COMMANDS = (
    "check",
    "gate",
    "fix",
    "dismiss",
    "watch",
    "batch",
    "report",
    "rules",
    "explain",
    "config",
    "init",
    "eval",
    "model",
    "schema",
    "completion",
)

#: How many new objects it takes before garbage is looked for; loading a check makes many and drops none.
_OBJECTS = 20_000

WRONG_USE = 2
DEFECT = 4
INTERRUPTED = 130
BROKEN_PIPE = 141

_EPILOG = """\b
Examples:
  mtqa check story.txt                 what is wrong, where, and how to mend it
  mtqa check incoming/ --format html --output report.html
  curl ... | mtqa check - --fail-on major
  mtqa gate incoming/ --output sarif:mtqa.sarif
  mtqa fix story.txt                   the safe changes, as a diff
  mtqa explain PUN01                   what a rule looks for, with examples
"""


class Group(click.Group):
    """Commands that are imported when they are called, and errors that end in one line and an exit code."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Commands, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command, imported."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"mtqa.cli.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; for a misspelt one, the error says what comes close."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from mtqa.engine.selection import did_you_mean

            ctx.fail(f'no command "{name}"{did_you_mean(name, COMMANDS)}; commands are {", ".join(COMMANDS)}')
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run; when nobody reads the output any more, stop without a word."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            silence_output()
            ctx.exit(BROKEN_PIPE)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and exit with the code that says how it went."""
        stand_in()
        arguments = list(sys.argv[1:] if args is None else args)
        if not standalone_mode:
            return super().main(arguments, prog_name or "mtqa", complete_var, standalone_mode=False, **extra)
        gc.set_threshold(_OBJECTS)
        try:
            with to_output():  # what click itself writes: pages of help
                code = super().main(arguments, prog_name or "mtqa", complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            with _diagnostics():
                error.show()
            code = error.exit_code
        except MtqaError as error:
            _tell(*str(error).splitlines())
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            _tell("interrupted")
            code = INTERRUPTED
        except Exception as error:  # the last place that can keep a traceback from an editor
            if isinstance(error, FileNotFoundError) and not _is_anywhere():
                _tell("the current folder is gone; go to one that is there, and run again")
                code = WRONG_USE
            elif "--debug" in arguments:
                raise
            else:
                _tell(f"this is a defect of mtqa: {type(error).__name__}: {error} (--debug shows where)")
                code = DEFECT
        with _diagnostics():
            sys.stderr.flush()
        sys.exit(code if isinstance(code, int) else 0)


def _tell(*messages: str) -> None:
    """Say why the run ends."""
    from mtqa.cli.output import tell

    with _diagnostics():
        for message in messages:
            tell(message)


@contextmanager
def _diagnostics() -> Iterator[None]:
    """Write to standard error; where it takes nothing more, the exit code has to do."""
    try:
        yield
    except OSError:
        silence_diagnostics()


def _is_anywhere() -> bool:
    """Whether the current folder still is there."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return False
    return True


def _version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from mtqa._version import __version__
    from mtqa.engine.profile import DEFAULT
    from mtqa.engine.selection import select
    from mtqa.engine.signature import signature
    from mtqa.rules import all_rules

    chosen = select(all_rules(), preview=DEFAULT.preview)
    click.echo(f"mtqa {__version__} ({signature(chosen, DEFAULT)})")
    ctx.exit()


@click.group(cls=Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Version and signature."
)
def main() -> None:
    """Find what machine translation and syndication broke in an English news story."""
