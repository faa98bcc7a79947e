"""`mtqa gate`: whether stories may pass, for machines that wait for an exit code."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from mtqa.cli import options, outputs
from mtqa.cli.output import tell, tell_crash, tell_unread
from mtqa.model.errors import ConfigError
from mtqa.model.unread import Unread

if TYPE_CHECKING:
    from mtqa.cli.baselines import Accepted
    from mtqa.cli.feeding import Feeding
    from mtqa.cli.options import Asked
    from mtqa.engine.baseline import Account, Baseline
    from mtqa.engine.changes import Changes
    from mtqa.engine.checkers import Checkers
    from mtqa.engine.work import Failed, Outcome, Task, Work
    from mtqa.model.result import Result

PASSED, STOPPED, UNREAD, CRASHED = 0, 1, 3, 4
#: The profile that holds where neither a house file nor an option says otherwise.
_PROFILE = "gate"
#: For fewer tasks no processes are started.
_FEW = 4
#: So many inputs that were not read, or that mtqa failed on, are named on standard error; reports name all.
_NAMED = 100

_EPILOG = """\b
Examples:
  mtqa gate incoming/
  mtqa gate 'incoming/**/*.html' --fail-on critical
  zcat feed.jsonl.gz | mtqa gate - --output jsonl > checked.jsonl
  mtqa gate incoming/ --output sarif:mtqa.sarif --output junit:mtqa.xml
  mtqa gate stories/ --diff origin/main...HEAD --changed-lines --output github
  mtqa gate archive/ --baseline archive.json --max-npt 20
\b
PATH is a file, a folder, a pattern in quotation marks, or - for standard
input; JSON lines are read as they come, however many there are. Stories are
judged by the profile "gate" unless a house file (mtqa.toml) or --profile says
otherwise; findings of rules in preview stop nothing.
\b
Exit codes:
  0  every story passed
  1  a story was stopped: --fail-on or --max-npt is met
  2  wrong use or configuration; nothing was decided
  3  an input could not be read; the others were checked
  4  a rule, or mtqa itself, failed on a story; the others were checked
Where several hold, the highest counts: 4, then 3, then 1. 130 means interrupted.
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(readable=False, allow_dash=True))
@options.fail_on("Stop a story that has a finding this grave or graver.  [default: as the profile says: major]")
@click.option(
    "--max-npt",
    type=click.FloatRange(0),
    metavar="POINTS",
    help="Stop a story of more penalty points per 1,000 words, of 500 words at least.",
)
@click.option(
    "--output",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help=f"Write a report: {', '.join(outputs.CHOICES)}; to standard output without FILE. May be repeated.",
)
@click.option("--baseline", type=click.Path(dir_okay=False), metavar="FILE", help="Decide only on what it has not.")
@click.option("--diff", metavar="BASE...HEAD", help="Only stories that have changed, as git tells it.")
@click.option("--changed-lines", is_flag=True, help="With --diff: only findings on lines that have changed.")
@options.jobs
@options.asked
@options.color
@options.debug
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: tuple[str, ...],
    max_npt: float | None,
    output: tuple[str, ...],
    baseline: str | None,
    diff: str | None,
    changed_lines: bool,
    jobs: int | None,
    asked: Asked,
    color: str,
    debug: bool,
) -> int:
    """Decide whether stories may pass: reports for machines, a summary for people, an exit code.

    Stories are checked on all cores; results come in the order of the inputs.
    """
    from mtqa.cli.baselines import Accepted
    from mtqa.engine.checkers import ALL
    from mtqa.engine.work import Work

    if changed_lines and diff is None:
        raise ConfigError("--changed-lines: changed since when? Say --diff origin/main...HEAD")
    if changed_lines and max_npt is not None:
        raise ConfigError("--max-npt is about whole stories, --changed-lines about single lines: leave one of them out")
    reading = asked.reading()
    checkers = asked.checkers(base=_PROFILE, listed=ALL if changed_lines else None)
    reports = outputs.targets(output)
    accepted = Accepted(baseline, None, prune=False)
    changes = _changes(diff, changed_lines=changed_lines)
    run = _Run(checkers, max_npt, debug=debug)
    work = Work(
        checkers,
        reading,
        text=outputs.quotes_text(reports),
        regions=outputs.shows_regions(reports) or changed_lines,
        changes=changes,
        baseline=accepted.baseline,
    )
    inputs = _inputs(paths, checkers, reports, accepted, changes)
    jobs = (jobs or options.cores()) if accepted.is_apart(inputs) else 1
    started = monotonic()
    with outputs.Outputs(reports, outputs.surroundings(checkers, run.reasons), color=color) as write:
        for outcome in _outcomes(work, inputs, jobs, run):
            if isinstance(outcome, Unread):
                run.missing(outcome)
                accepted.unread(outcome)
            else:
                run.checked(outcome)
                write.add(outcome)
        write.end(run.unread)
    accepted.close()
    run.summarise(monotonic() - started, color)
    return run.exit_code


def _changes(diff: str | None, *, changed_lines: bool) -> Changes | None:
    if diff is None:
        return None
    from mtqa.cli.git import changes

    return changes(diff, findings=changed_lines)


def _inputs(
    paths: tuple[str, ...],
    checkers: Checkers,
    reports: list[outputs.Target],
    accepted: Accepted,
    changes: Changes | None,
) -> list[str | Unread]:
    """The files meant; with ``changes``, those of them that have changed."""
    from mtqa.cli.inputs import STDIN, chosen

    found = chosen(_matches(paths), checkers, outputs.files(reports))
    inputs = [one for one in found if not accepted.is_file(one)]
    if changes is None:
        return inputs
    if STDIN in inputs:
        raise ConfigError("--diff: git knows nothing of standard input; name files or folders")
    return [one for one in inputs if isinstance(one, Unread) or changes.has(one)]


def _matches(paths: tuple[str, ...]) -> Iterator[str]:
    """The paths, with what patterns stand for; one that stands for nothing stays, and is named as not there."""
    for path in paths:
        if has_magic(path) and not Path(path).exists():
            yield from sorted(glob(path, recursive=True)) or [path]
        else:
            yield path


def _outcomes(work: Work, inputs: list[str | Unread], jobs: int, run: _Run) -> Iterator[Result | Unread]:
    """What comes of the inputs, in their order, from as many processes as are worth while."""
    from itertools import chain, islice

    from mtqa.cli.feeding import Feeding
    from mtqa.cli.inputs import STDIN

    feeding = Feeding(work.reading.form, whole=work.baseline is not None)
    tasks = feeding.tasks(inputs)
    first = list(islice(tasks, _FEW)) if jobs > 1 and STDIN not in inputs else []
    if jobs == 1 or (len(first) < _FEW and STDIN not in inputs):
        run.jobs = 1
        outcomes = _alone(work, chain(first, tasks))
    else:
        from mtqa.engine.pool import Pool
        from mtqa.engine.work import ended

        run.jobs = jobs
        work.warm(next((one for one in inputs if isinstance(one, str)), STDIN))
        done = Pool(work, jobs=jobs, ended=ended).run(chain(first, tasks), feeding.waits_for)
        outcomes = _accounted(done, work.baseline)
    yield from _noted((run.told(one) for one in outcomes), feeding)


def _alone(work: Work, tasks: Iterator[Task | None]) -> Iterator[Outcome]:
    for task in tasks:
        if task is not None:
            yield from work.outcomes(task)


def _accounted(done: Iterator[Outcome | Account], baseline: Baseline | None) -> Iterator[Outcome]:
    """The outcomes; what other processes have come to in the baseline's files is put together here."""
    from mtqa.engine.baseline import Account

    for one in done:
        if not isinstance(one, Account):
            yield one
        elif baseline is not None:
            baseline.take(one)


def _noted(outcomes: Iterator[Result | Unread], feeding: Feeding) -> Iterator[Result | Unread]:
    """The outcomes; of an input that was read in parts, items that claim to be the same are told so here."""
    from dataclasses import replace

    from mtqa.readers import Namesakes

    path, namesakes = "", Namesakes()
    for one in outcomes:
        if isinstance(one, Unread) or one.path not in feeding.streamed:
            yield one
            continue
        if one.path != path:
            path, namesakes = one.path, Namesakes()
        note = namesakes.note(one.metadata)
        yield replace(one, notes=(*one.notes, note)) if note else one


class _Run:
    """What has happened so far, for the exit code and for standard error."""

    def __init__(self, checkers: Checkers, max_npt: float | None, *, debug: bool) -> None:
        from mtqa.engine.gate import Gate
        from mtqa.render.gate_summary import GateSummary

        self.unread: list[Unread] = []
        self.jobs = 1
        self._gate = Gate
        self._checkers = checkers
        self._max_npt = max_npt
        self._debug = debug
        self._summary = GateSummary()
        self._reasons: tuple[str, ...] = ()
        self._stopped = False
        self._failed: Counter[str] = Counter()

    def reasons(self, _result: Result) -> tuple[str, ...]:
        """Why the story that was checked last is stopped; none if it is not."""
        return self._reasons

    def told(self, outcome: Outcome) -> Result | Unread:
        """The outcome; that mtqa failed on a story is remembered."""
        from mtqa.engine.work import Failed

        if isinstance(outcome, Failed):
            self._fail(outcome)
            return outcome.unread
        return outcome

    def missing(self, unread: Unread) -> None:
        """Name what could not be read."""
        self.unread.append(unread)
        if len(self.unread) <= _NAMED:
            tell_unread(unread)
        elif len(self.unread) == _NAMED + 1:
            tell("and more that could not be read; reports name them all")

    def checked(self, result: Result) -> None:
        """Decide on a story; a rule that failed is named once."""
        gate = self._gate(self._checkers.of(result.path).profile.fail_on, self._max_npt)
        self._reasons = gate.reasons(result)
        self._stopped = self._stopped or bool(self._reasons)
        self._summary.add(result, self._reasons)
        for crash in result.crashes:
            self._failed[crash.code] += 1
            if self._failed[crash.code] == 1:
                tell_crash(result.path, crash, debug=self._debug)

    def _fail(self, failed: Failed) -> None:
        self._failed[""] += 1
        if self._debug and failed.traceback:
            click.echo(failed.traceback, err=True)

    def summarise(self, seconds: float, color: str) -> None:
        """What all comes to, on standard error."""
        from mtqa.cli.output import view

        shown = view(color, stream=sys.stderr)
        failed = self._failed.total()
        unread = len(self.unread) - self._failed[""]
        text = self._summary.text(shown, unread=unread, failed=failed, seconds=seconds, jobs=self.jobs)
        click.echo(text, err=True, nl=False, color=True)

    @property
    def exit_code(self) -> int:
        """The gravest of what has happened."""
        if self._failed:
            return CRASHED
        if self.unread:
            return UNREAD
        return STOPPED if self._stopped else PASSED
