"""`mtqa batch`: an archive of stories, as tables."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli import options
from mtqa.model.errors import ConfigError, MtqaError, NotInstalledError

if TYPE_CHECKING:
    from mtqa.batch.choice import Choice
    from mtqa.batch.contract import Settings
    from mtqa.batch.work import Done
    from mtqa.cli.options import Asked

PASSED, UNREAD, CRASHED, INTERRUPTED = 0, 3, 4, 130

_EPILOG = """\b
Examples:
  mtqa batch archive/ --out results
  mtqa batch 2023.jsonl.gz 2024.parquet crawl.warc.gz --out results
  mtqa batch archive/ --out trial --sample 1%
  mtqa batch archive/ --out spring --since 2024-03-01
  mtqa batch archive/ --out spanish --where "translated_from = 'es' and outlet <> 'Valley Post'"
  mtqa batch s3a://news/archive --out s3a://news/checked --engine spark
  mtqa report results                           one page about all of it
\b
ARCHIVE is a folder or a file: JSON lines and CSV, also packed (.gz, .zst, .bz2,
.xz), Parquet, WARC, zip, tar, feeds, and every other format that mtqa reads. DIR
gets tables in Parquet: stories, findings, failures, traces, and across, which is
about stories compared with each other.
\b
A run that was stopped, by Ctrl-C or by a power cut, goes on where it was when
the same command is given again. --sample, --since, --where and --limit may be
combined; --where is an expression of DuckDB on: path, id, line, headline,
language, translated_from, outlet, feed, engine, published.
\b
Exit codes:
  0  every story was checked, whatever was found
  2  wrong use or configuration, or DIR is of another run
  3  something could not be read: see the table failures
  4  a rule, or mtqa itself, failed on a story: see failures, and stories.crashes
Where several hold, the highest counts. 130 means interrupted.
"""


@click.command(epilog=_EPILOG)
@click.argument("archives", nargs=-1, required=True, metavar="ARCHIVE...", type=click.Path(readable=False))
@click.option("--out", required=True, type=click.Path(file_okay=False), metavar="DIR", help="Where the tables go.")
@click.option(
    "--sample", metavar="N|N%", help="Only so many stories, or so many of a hundred; the same ones every time."
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only stories that came out then or later."
)
@click.option("--where", metavar="EXPR", help="Only stories for which this holds: an expression of DuckDB.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N stories of those meant.")
@options.jobs
@click.option(
    "--engine",
    type=click.Choice(["embedded", "spark"]),
    default="embedded",
    show_default=True,
    help="What does the work: processes of this machine, or a Spark cluster (docs/spark.md).",
)
@click.option("--master", metavar="URL", help="With --engine spark: the cluster, or local[2] for this machine.")
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Give a story up that takes longer; it is told among the failures.",
)
@options.asked
@options.color
@options.debug
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    archives: tuple[str, ...],
    out: str,
    sample: str | None,
    since: date | None,
    where: str | None,
    limit: int | None,
    jobs: int | None,
    engine: str,
    master: str | None,
    time_limit: float,
    asked: Asked,
    color: str,
    debug: bool,
) -> int:
    """Check an archive of any size, and write what was found as tables that can be queried.

    Stories are judged by the profile "archive" unless a house file or --profile says otherwise.
    """
    del debug
    try:
        from mtqa.batch.contract import Settings
        from mtqa.batch.progress import summary
        from mtqa.batch.run import Order, run
    except ImportError as error:
        raise NotInstalledError(
            f"archives are checked with the package {error.name}: pip install 'mtqa[batch]'"
        ) from error
    form = asked.reading().form
    settings = Settings(
        asked.profile,
        asked.config,
        asked.config is None and not asked.no_config,
        asked.select,
        asked.ignore,
        asked.preview,
        asked.language,
    )
    if engine == "spark":
        chosen = {"--sample": sample, "--since": since, "--where": where, "--limit": limit}
        refused = [name for name, value in {**chosen, "--jobs": jobs, "--input-format": form}.items() if value]
        return _on_spark(archives, out, settings, master, refused)
    if master is not None:
        raise ConfigError("--master names a Spark cluster; say --engine spark as well")
    for reason in _unchecked_fluency(archives, settings):
        click.echo(f"mtqa: fluency is not checked: {reason}", err=True)
    choice, number = _choice(sample, since, where or "")
    order = Order(archives, Path(out), settings, choice, number, limit, form, time_limit)
    watching = _watching(color)
    try:
        total = run(order, watching, jobs=jobs or options.cores())
    except KeyboardInterrupt:
        watching.close()
        what = summary(watching.now, watching.now, watching.seconds)
        click.echo(f"mtqa: interrupted; {what}\nmtqa: the same command goes on from here", err=True)
        return INTERRUPTED
    except OSError as error:
        raise MtqaError(
            f"{error.filename or out}: {error.strerror or error}; the same command goes on from here"
        ) from error
    finally:
        watching.close()
    click.echo(f"mtqa: {summary(total, watching.now, watching.seconds)}; tables in {out}", err=True)
    return _exit_code(total)


def _on_spark(archives: tuple[str, ...], out: str, settings: Settings, master: str | None, refused: list[str]) -> int:
    """The run on a cluster, whose workers do not see this machine's house files unless one is named."""
    from dataclasses import replace

    from mtqa.batch import spark as on_spark
    from mtqa.render.wording import count

    if refused:
        raise ConfigError(
            f"{', '.join(refused)}: not with --engine spark; choose stories with a query of Spark's (docs/spark.md)"
        )
    session = on_spark.session(master)
    try:
        ran = on_spark.run(session, archives, out, replace(settings, search=False))
    finally:
        session.stop()
    said = [f"{ran.rows['stories']:,} stories", count(ran.rows["findings"], "finding")]
    if ran.rows["failures"]:
        said.append(count(ran.rows["failures"], "failure"))
    click.echo(f"mtqa: {', '.join(said)}; tables in {out}", err=True)
    if ran.crashes or any(kind != "unread" for kind in ran.failures):
        return CRASHED
    return UNREAD if ran.failures else PASSED


def _unchecked_fluency(archives: tuple[str, ...], settings: Settings) -> list[str]:
    """Why no language model reads the stories of archives whose house files ask for one."""
    import os

    from mtqa.batch.contract import StoryChecker
    from mtqa.engine.fluency import NOT_ASKED

    checkers = StoryChecker(settings).checkers
    reasons = {checkers.of(os.path.join(path, "story.txt")).unchecked_fluency for path in archives}
    return sorted(reason for reason in reasons if reason is not None and reason != NOT_ASKED)


def _choice(sample: str | None, since: date | None, where: str) -> tuple[Choice, int | None]:
    """The stories that are meant, and the number of those in a sample, where that is what was asked for."""
    from datetime import datetime

    from mtqa.batch.choice import EVERYTHING, Choice, share

    day = since.date() if isinstance(since, datetime) else since
    below, number = EVERYTHING.below, None
    if sample is not None:
        text = sample.strip()
        try:
            if text.endswith("%"):
                below = share(float(text[:-1]))
            else:
                number = int(text.replace(",", ""))
        except (ValueError, OverflowError):
            below = -1
        if not 0 < below <= EVERYTHING.below or (number is not None and number < 1):
            raise ConfigError(f'--sample {sample}: neither a number of stories such as "1000" nor a share such as "1%"')
    return Choice(below, day, where), number


def _watching(color: str) -> Any:
    from mtqa.batch.progress import Shown, Silent

    if not sys.stderr.isatty():
        return Silent()
    from rich.console import Console

    return Shown(Console(stderr=True, no_color=color == "never"))


def _exit_code(total: Done) -> int:
    if total.crashes or any(total.failures[kind] for kind in ("crashed", "slow", "died")):
        return CRASHED
    return UNREAD if total.failures["unread"] else PASSED
