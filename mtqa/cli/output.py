"""Where output goes, in a form that what is there can take."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from mtqa.cli.streams import to_output
from mtqa.model.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.model.result import Crash
    from mtqa.model.unread import Unread
    from mtqa.render.terminal import View

#: What the terminal report is drawn with; an encoding that lacks one of these gets ASCII.
_DRAWN = "■▲●○│╰─−…·“”"
#: Whoever may write; root may write a file that nobody may, and still does not mean to.
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
#: The width where there is no terminal.
_COLUMNS = 80


def to_bytes(text: str) -> bytes:
    r"""UTF-8; lone surrogates, which have none, as ``\ud800``."""
    return text.encode("utf-8", "backslashreplace")


def tell(message: str) -> None:
    """Say something on standard error, in one line; nothing in a file's name reaches a terminal as a command."""
    from mtqa.render.visible import visible

    click.echo(f"mtqa: {visible(message)}", err=True)


def tell_unread(unread: Unread) -> None:
    """Name what could not be read."""
    place = unread.path if unread.id == unread.path else f"{unread.path}:{unread.line}"
    tell(f"{place}: {unread.reason}")


def tell_crash(name: str, crash: Crash, *, debug: bool) -> None:
    """Name a rule that failed on a story, and where it did if that is wanted."""
    tell(f"{name}: rule {crash.code} failed: {crash.error}{'' if debug else ' (--debug shows where)'}")
    if debug:
        click.echo(crash.traceback, err=True)


def write(text: str) -> None:
    """Write a report for people to standard output, whatever its encoding."""
    encoding = sys.stdout.encoding or "utf-8"
    with to_output():
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()


def write_data(text: str) -> None:
    """Write a format for machines to standard output: always UTF-8, with line ends as they are."""
    write_bytes(to_bytes(text))


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output."""
    with to_output():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def view(color: str, *, to_file: bool = False, stream: TextIO | None = None) -> View:
    """How what is for people is to look on a stream (standard output, unless told otherwise), or in a file."""
    from mtqa.render.terminal import View

    stream = stream or sys.stdout
    columns = _columns()
    colored = color == "always" or (not to_file and wants_color(color, stream))
    return View(columns, "standard" if colored else None, ascii_only=not to_file and not _draws(stream))


def _columns() -> int:
    """How wide the terminal is; as `shutil.get_terminal_size`, which brings four compressors along."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1).columns or _COLUMNS
    except (ValueError, OSError):  # standard output is closed, or no terminal
        return _COLUMNS


def wants_color(choice: str, stream: TextIO | None = None) -> bool:
    """Whether a stream is to be coloured: as chosen, or as the terminal and the environment have it."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if not (stream or sys.stdout).isatty() or os.environ.get("TERM") == "dumb":
        return False
    if sys.platform == "win32":
        from rich.console import detect_legacy_windows

        return not detect_legacy_windows()
    return True


def _draws(stream: TextIO) -> bool:
    try:
        _DRAWN.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def replace_file(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Put ``data`` in the place of a file, wholly or not at all; its mode stays, a link to it stays a link.

    Other names of the file (hard links) keep what it was: to write through them, half a file would have to be risked.

    Raises:
        ConfigError: if the file cannot be written, or no longer holds what is ``expected`` of it.
    """
    try:
        if expected is not None and path.read_bytes() != expected:
            raise ConfigError(f"{path}: somebody changed the file meanwhile; it is left as it is, run again")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from error
    with replacing(path) as write_there:
        write_there(data)


@contextmanager
def replacing(path: Path) -> Iterator[Callable[[bytes], object]]:
    """A function that writes what is to take the place of a file; it does so at the end, and only if nothing fails.

    Raises:
        ConfigError: if the file cannot be written.
    """
    import tempfile

    target = path.resolve()
    temporary: str | None = None
    try:
        mode = _mode(target)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            yield file.write
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """The mode of a file that is to be replaced, or of one that is to be made.

    Raises:
        PermissionError: if the file is read-only; a renaming would pass over that.
    """
    if not target.exists():
        return 0o666 & ~_umask()
    mode = stat.S_IMODE(target.stat().st_mode)
    if not (mode & _WRITABLE and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, "it is read-only")
    return mode


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
