"""Make the gallery: a report of every fixture story, in every format for people and machines.

    python reports/make.py

A test holds that what stands here is what this makes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from mtqa.cli.main import main

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []
STORIES = Path("fixtures") / "stories"
#: Suffix of the report, and how it is asked for.
FORMATS = {
    "txt": ("--format", "terminal"),
    "html": ("--format", "html"),
    "json": ("--format", "json"),
}
#: Columns of the terminal reports.
WIDTH = 100
#: The story whose report the README shows, and how many lines of it.
PICTURED = "reservoir.txt"
PICTURED_LINES = 44
PICTURE = ROOT / "docs" / "images" / "report.svg"
#: The report on the demonstration archive, as a page and for a wiki.
ARCHIVE = {"archive.html": "html", "archive.md": "markdown"}
#: What stands in this folder besides the reports.
KEPT = frozenset({"make.py", "archive_run.py", "README.md"})


def stories() -> list[Path]:
    """The fixture stories, relative to the project's root."""
    return sorted(path.relative_to(ROOT) for path in (ROOT / STORIES).iterdir())


def _check(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["check", *arguments], env={"COLUMNS": str(WIDTH)})
    if result.exit_code:
        raise SystemExit(f"mtqa check {' '.join(arguments)} ended with {result.exit_code}:\n{result.output}")
    return result.stdout


def gallery() -> Iterator[tuple[Path, str]]:
    """Each file of the gallery, and what it must hold; the working directory must be the project's root."""
    for story in stories():
        for suffix, options in FORMATS.items():
            yield HERE / f"{story.stem}.{suffix}", _check(story.as_posix(), *options)
    yield from _archive()
    yield PICTURE, _picture(_check((STORIES / PICTURED).as_posix(), "--color", "always"))


def _archive() -> Iterator[tuple[Path, str]]:
    """The reports on the demonstration archive."""
    from reports.archive_run import write_run

    with TemporaryDirectory() as folder:
        run = write_run(Path(folder) / "demonstration")
        for name, form in ARCHIVE.items():
            result = CliRunner().invoke(main, ["report", str(run), "--format", form])
            if result.exit_code:
                raise SystemExit(f"mtqa report --format {form} ended with {result.exit_code}:\n{result.output}")
            yield HERE / name, result.stdout


def _picture(report: str) -> str:
    """The top of a terminal report as an SVG image."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    shown = "\n".join(report.splitlines()[:PICTURED_LINES])
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(file=nowhere, record=True, width=WIDTH, force_terminal=True)
        console.print(Text.from_ansi(shown), soft_wrap=True)
        return console.export_svg(title=f"mtqa check {PICTURED}", theme=MONOKAI, unique_id="report")


def write(files: Mapping[Path, str]) -> list[Path]:
    """Write what changed, remove what nobody makes any more; the paths of both."""
    changed = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], "utf-8", newline="\n")
    stale = [path for path in HERE.iterdir() if path.is_file() and path not in files and path.name not in KEPT]
    for path in stale:
        path.unlink()
    return changed + stale


if __name__ == "__main__":
    os.chdir(ROOT)
    written = write(dict(gallery()))
    sys.stdout.write("".join(f"{path.relative_to(ROOT)}\n" for path in written) or "nothing changed\n")
