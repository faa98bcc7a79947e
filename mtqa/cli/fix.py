"""`mtqa fix`: the safe suggestions, taken."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli import options
from mtqa.cli.check import CRASHED, PASSED, UNREAD
from mtqa.cli.inputs import STDIN, chosen, content, name_of, unread
from mtqa.cli.output import tell, tell_crash, tell_unread
from mtqa.model.errors import ConfigError, ReadError
from mtqa.model.unread import Unread

if TYPE_CHECKING:
    from mtqa.cli.options import Asked
    from mtqa.engine.checker import Checker
    from mtqa.engine.mending import Mended
    from mtqa.engine.reading import Reading

_EPILOG = """\b
Examples:
  mtqa fix story.txt                     the changes as a diff; nothing is written
  mtqa fix story.html incoming/ --write  each file is replaced, wholly or not at all
  mtqa fix - --write < story.txt > mended.txt
  mtqa fix story.txt --select punctuation
\b
Only suggestions marked "safe to apply unseen" are taken; the others are listed on standard error.
A file that is replaced keeps its mode; a link to it stays a link; a hard link keeps what it was.
Exit codes: 0 done, 2 wrong use, 3 an input could not be read, 4 a rule failed.
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(readable=False, allow_dash=True))
@click.option("--diff/--write", default=True, help="Show the changes (the default), or replace the files.")
@options.asked
@options.color
@options.debug
def command(
    paths: tuple[str, ...],
    diff: bool,
    asked: Asked,
    color: str,
    debug: bool,
) -> int:
    """Apply the suggestions that are safe to apply unseen."""
    from mtqa.engine.checkers import ALL

    checkers = asked.checkers(listed=ALL)
    reading = asked.reading()
    code = PASSED
    for path in chosen(paths, checkers):
        mended = path if isinstance(path, Unread) else _mended(path, reading, checkers.of(path))
        if isinstance(mended, Unread):
            tell_unread(mended)
            code = max(code, UNREAD)
            continue
        assert isinstance(path, str)  # noqa: S101 - what is mended has a path
        if diff:
            _show(mended, name_of(path), color)
        else:
            try:
                _write(mended, path)
            except ConfigError as error:
                tell(str(error))
                code = max(code, error.exit_code)
                continue
        code = max(code, _report(mended, name_of(path), written=not diff, debug=debug))
    return code


def _mended(path: str, reading: Reading, checker: Checker) -> Mended | Unread:
    from mtqa.engine.mending import mend

    name = name_of(path)
    try:
        return mend(content(path), read=lambda data: reading.read(name, data), checker=checker)
    except ReadError as error:
        return unread(name, str(error))


def _show(mended: Mended, name: str, color: str) -> None:
    from mtqa.cli.output import wants_color, write, write_data

    lines = _diff(mended, name)
    if wants_color(color):
        write("".join(_colored(line) for line in lines))
    else:
        write_data("".join(lines))


def _diff(mended: Mended, name: str) -> Iterator[str]:
    r"""A unified diff, as ``patch`` takes it; only ``\n`` ends a line."""
    before, after = (data.decode(mended.encoding, "replace").split("\n") for data in (mended.before, mended.after))
    label = name.replace("\n", " ").lstrip("/")
    for line in difflib.unified_diff(_ended(before), _ended(after), f"a/{label}", f"b/{label}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _ended(lines: list[str]) -> list[str]:
    return [f"{line}\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def _colored(line: str) -> str:
    from mtqa.render.visible import visible

    styles = {"---": "1", "+++": "1", "@@ ": "36"}
    style = styles.get(line[:3]) or {"-": "31", "+": "32"}.get(line[:1])
    shown = visible(line.removesuffix("\n").removesuffix("\r"))
    return f"\x1b[{style}m{shown}\x1b[0m\n" if style else f"{shown}\n"


def _write(mended: Mended, path: str) -> None:
    from mtqa.cli.output import replace_file, write_bytes

    if path == STDIN:
        write_bytes(mended.after)
    elif mended.made:
        replace_file(Path(path), mended.after, expected=mended.before)


def _report(mended: Mended, name: str, *, written: bool, debug: bool) -> int:
    """Say on standard error what was done and what was not; give the exit code."""
    from mtqa.render.visible import visible
    from mtqa.render.wording import count

    done = "made" if written else "can be made; --write makes them" if mended.made else "can be made"
    tell(f"{name}: {count(mended.made, 'safe change')} {done}")
    for finding, reason in mended.left:
        new = visible(finding.suggestion.text if finding.suggestion else "", spaces=True)
        old = visible(finding.quote, spaces=True)
        click.echo(
            f"  {finding.line}:{finding.column} {finding.code} not changed: “{old}” to “{new}”: {reason}", err=True
        )
    for missing in mended.unread:
        tell(str(missing))
    crashes = [crash for result in mended.results for crash in result.crashes]
    for crash in crashes:
        tell_crash(name, crash, debug=debug)
    return CRASHED if crashes else UNREAD if mended.unread else PASSED
