"""Options about baselines, and what they do to the baseline's file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mtqa.model.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.engine.baseline import Baseline, Entry
    from mtqa.model.unread import Unread

Command = TypeVar("Command", bound=Callable[..., Any])
#: How many findings that are found no more are named.
_NAMED = 5


def options(command: Command) -> Command:
    """``--baseline``, ``--write-baseline`` and ``--prune-baseline``."""
    file = click.Path(dir_okay=False)
    for option in (
        click.option("--prune-baseline", is_flag=True, help="Take out of the baseline what is found no more."),
        click.option(
            "--write-baseline", type=file, metavar="FILE", help="Accept what this run finds: put it into a baseline."
        ),
        click.option("--baseline", type=file, metavar="FILE", help="Report only what this baseline does not accept."),
    ):
        command = option(command)
    return command


class Accepted:
    """The baseline of a run, if it has one, and what becomes of its file."""

    def __init__(self, baseline: str | None, write: str | None, *, prune: bool) -> None:
        if prune and baseline is None:
            raise ConfigError("--prune-baseline: there is no baseline to prune; name it with --baseline")
        if baseline and write and Path(baseline).resolve() != Path(write).resolve():
            raise ConfigError("--write-baseline: with --baseline both must name the same file")
        self._path = baseline or write
        self._prune = prune
        self._write = write is not None
        self.baseline = None if self._path is None else _opened(self._path, accepts=baseline is not None)

    def is_file(self, path: str | Unread) -> bool:
        """Whether an input is the baseline itself, which may lie among the stories."""
        return self._path is not None and isinstance(path, str) and Path(path).resolve() == Path(self._path).resolve()

    def is_apart(self, inputs: Iterable[str | Unread]) -> bool:
        """Whether other processes can look at inputs one by one: renamed files must be told by who sees them all."""
        from mtqa.cli.inputs import name_of
        from mtqa.engine.pool import SPLITS

        if self.baseline is None:
            return True
        return SPLITS and self.baseline.is_apart(name_of(one) for one in inputs if isinstance(one, str))

    def unread(self, unread: Unread) -> None:
        """Note that some of a file could not be read."""
        if self.baseline is not None:
            self.baseline.unsure(unread.path)

    def close(self) -> None:
        """Write or prune the file, and say on standard error what has become of it."""
        baseline = self.baseline
        if baseline is None:
            return
        if self._write:
            self._replace(baseline.written())
        elif self._prune:
            self._replace(baseline.pruned())
        elif stale := baseline.stale:
            self._tell(stale)

    def _replace(self, entries: Counter[Entry]) -> None:
        from mtqa.cli.output import replace_file, to_bytes
        from mtqa.engine.baseline import dumps
        from mtqa.render.wording import count

        assert self.baseline is not None and self._path is not None  # noqa: S101, PT018 - close() has seen to it
        replace_file(Path(self._path), to_bytes(dumps(entries)))
        # A file under another name brings nothing new.
        now, before = (Counter(one.at("") for one in some.elements()) for some in (entries, self.baseline.entries))
        came, went = (now - before).total(), (before - now).total()
        click.echo(
            f"mtqa: {self._path}: {count(entries.total(), 'finding')} accepted, {came:,} new, {went:,} taken out",
            err=True,
        )

    def _tell(self, stale: Counter[Entry]) -> None:
        from mtqa.render.visible import visible
        from mtqa.render.wording import count

        assert self.baseline is not None  # noqa: S101 - close() has seen to it
        accepted = count(self.baseline.entries.total(), "accepted finding")
        gone = f"{stale.total():,} of {accepted} {'is' if stale.total() == 1 else 'are'} found no more"
        click.echo(
            f"mtqa: {self._path}: {gone} (--prune-baseline takes them out):",
            err=True,
        )
        for entry in sorted(stale)[:_NAMED]:
            click.echo(f"  {visible(entry.path)}: {entry.rule} “{visible(entry.quote, spaces=True)}”", err=True)
        if len(stale) > _NAMED:
            click.echo(f"  and {len(stale) - _NAMED:,} more", err=True)


def _opened(path: str, *, accepts: bool) -> Baseline:
    """The baseline in a file; an empty one for a file that is yet to be written.

    Raises:
        ConfigError: if the file cannot be read, or is no baseline.
    """
    from mtqa.cli.inputs import STDIN, name_of
    from mtqa.engine.baseline import Baseline, loads

    try:
        text = Path(path).read_text("utf-8")
    except FileNotFoundError as error:
        if accepts:
            raise ConfigError(f"{path}: there is no such baseline; --write-baseline {path} makes one") from error
        text = None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read as a baseline: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: cannot be read as a baseline: this is not UTF-8") from error
    folder = Path(path).resolve().parent

    def named(story: str) -> str:
        """A story's name as seen from the baseline, so that the two can be moved together."""
        if story == name_of(STDIN):
            return story
        try:
            return Path(os.path.relpath(Path(story).resolve(), folder)).as_posix()
        except ValueError:  # on another drive
            return Path(story).as_posix()

    return Baseline(
        loads(text, path) if text is not None else None,
        path=path,
        named=named,
        is_there=lambda story: (folder / story).exists(),
        accepts=accepts,
    )
