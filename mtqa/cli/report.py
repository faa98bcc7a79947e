"""`mtqa report`: what an archive run found, as a page, in the terminal, or for a wiki."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli import options

if TYPE_CHECKING:
    from mtqa.batch.report.comparison import Comparison
    from mtqa.batch.report.facts import Facts

PASSED, DAMAGED = 0, 3
#: What is written where nothing else is said.
_PAGE, _DATA = "report.html", "report"
_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".txt": "terminal"}

_EPILOG = """\b
Examples:
  mtqa report run/                          the summary here, the page in run/report.html
  mtqa report run/ --output january.html    the page there, its data in run/report
  mtqa report run/ --compare last-month/    what has changed between two runs
  mtqa report run/ --format markdown > archive.md
  mtqa report run/ --format terminal        the summary alone; nothing is written
\b
DIR is what `mtqa batch --out DIR` made; a run that is not finished is reported
as far as it has come. The page holds everything it shows and fetches nothing;
beside it, DIR/report holds CSV and Parquet files of every chart's figures.
Exit codes: 0 done, 2 DIR holds no run, 3 files of the run could not be read
(the others were used, and the report names those).
"""


@click.command(epilog=_EPILOG)
@click.argument("run", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--compare", "older", metavar="DIR", type=click.Path(path_type=Path), help="An older run to compare with."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "terminal"]),
    help="Only this, to standard output or --output.  [default: a summary here, and the page]",
)
@click.option(
    "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where the page or text goes."
)
@click.option(
    "--data",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the figures go as CSV and Parquet.  [default: DIR/report, whenever a page is written to a file]",
)
@options.color
@options.debug
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    run: Path, older: Path | None, form: str | None, output: Path | None, data: Path | None, color: str, debug: bool
) -> int:
    """Report on an archive run: what is bad, where, since when, and how sure that is."""
    from mtqa.batch.report.comparison import compare
    from mtqa.batch.report.gather import gather
    from mtqa.batch.report.run import Run, database

    del debug
    with database() as tables:
        newer = Run(run, tables)
        facts = gather(newer)
        comparison = compare(newer, facts, Run(older, tables, prefix="older_")) if older else None
    _report(facts, comparison, run, form, output, data, color)
    return DAMAGED if facts.damaged else PASSED


def _report(  # noqa: PLR0913, PLR0917 - what the options say
    facts: Facts,
    comparison: Comparison | None,
    run: Path,
    form: str | None,
    output: Path | None,
    data: Path | None,
    color: str,
) -> None:
    from mtqa.batch.report.markdown import markdown
    from mtqa.batch.report.page import page
    from mtqa.batch.report.terminal import summary
    from mtqa.cli.output import to_bytes, view, write, write_data

    wanted = form or (_SUFFIXES.get(output.suffix.lower(), "html") if output else "html")
    place = output or (run / _PAGE if form is None else None)
    folder = data or (run / _DATA if wanted == "html" and place else None)
    if wanted == "html":
        seen = None if folder is None else _seen_from(place, folder)
        text = page(facts, comparison, data=seen)
    elif wanted == "markdown":
        text = markdown(facts, comparison)
    else:
        text = summary(facts, comparison, view(color, to_file=place is not None))
    if folder is not None:
        _write_sheets(facts, comparison, folder)
    if place is not None:
        _write(place, to_bytes(text))
    elif wanted == "terminal":
        write(text)
    else:
        write_data(text)
    if form is None:
        written = [f"{wanted.replace('html', 'page').capitalize()}: {place}"]
        written += [f"Figures: {folder} (CSV and Parquet)"] if folder else []
        write(summary(facts, comparison, view(color), written=written))


def _seen_from(page: Path | None, folder: Path) -> str:
    """A folder as links in the page have it."""
    above = Path.cwd() if page is None else page.resolve().parent
    try:
        return Path(os.path.relpath(folder.resolve(), above)).as_posix()
    except ValueError:  # another drive
        return folder.resolve().as_uri()


def _write_sheets(facts: Facts, comparison: Comparison | None, folder: Path) -> None:
    from mtqa.batch.report.sheets import sheets

    for sheet in sheets(facts, comparison):
        _write(folder / f"{sheet.name}.csv", sheet.csv())
        _write(folder / f"{sheet.name}.parquet", sheet.parquet())


def _write(path: Path, content: bytes) -> None:
    from mtqa.cli.output import replace_file
    from mtqa.model.errors import ConfigError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{path.parent}: cannot be made: {error.strerror or error}") from error
    replace_file(path, content)
