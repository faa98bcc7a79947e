"""`mtqa check`: what is wrong with some stories."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from mtqa.cli import baselines, options, outputs
from mtqa.cli.output import tell_crash, tell_unread
from mtqa.cli.outputs import CHOICES
from mtqa.model.unread import Unread

if TYPE_CHECKING:
    from mtqa.cli.options import Asked
    from mtqa.engine.gate import Gate
    from mtqa.model.result import Result
    from mtqa.text.document import Document

PASSED, FAILED, UNREAD, CRASHED = 0, 1, 3, 4
#: From so many inputs on, a terminal is shown how far the run has come.
_MANY = 20

_EPILOG = """\b
Examples:
  mtqa check story.txt
  mtqa check incoming/ archive.jsonl --format html --output report.html
  mtqa check incoming/ --output csv:findings.csv --output markdown:findings.md
  mtqa check - < story.txt
  mtqa check story.html --select punctuation,QUO --ignore PUN01
  mtqa check story.txt --min-severity major --fail-on major
  mtqa check incoming/ --profile gate
  mtqa check story.txt --fluency                        also with a language model
  mtqa check archive/ --write-baseline archive.json     accept what is there
  mtqa check archive/ --baseline archive.json           report what is new
\b
A folder stands for the files in it that mtqa can read by their suffix, at any depth.
`mtqa config` shows what house files (mtqa.toml) say for a story; an option wins over them.
Exit codes: 0 passed, 1 --fail-on is met, 2 wrong use, 3 an input could not be read, 4 a rule failed.
Where several hold, the highest counts.
"""


@click.command(cls=options.WithFluency, epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(readable=False, allow_dash=True))
@click.option(
    "--format", "form", type=click.Choice(CHOICES), default="terminal", show_default=True, help="What to write."
)
@click.option(
    "--output",
    multiple=True,
    metavar="FILE|FORMAT:FILE",
    help="Write there, standard output otherwise; with a format before it, write that one too. May be repeated.",
)
@click.option("--min-severity", type=click.Choice(options.SEVERITIES), help="Leave lesser findings out.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave less sure findings out: 0 to 1.")
@options.fail_on("Exit with 1 when there is a finding this grave or graver.  [default: never]")
@options.fluency
@baselines.options
@options.asked
@options.color
@options.debug
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: tuple[str, ...],
    form: str,
    output: tuple[str, ...],
    baseline: str | None,
    write_baseline: str | None,
    prune_baseline: bool,
    asked: Asked,
    color: str,
    debug: bool,
) -> int:
    """Check stories and report what is wrong, where, why, and how to mend it.

    FILE is a story, a file of several stories, a folder, or - for standard input.
    """
    from mtqa.cli.inputs import chosen, documents
    from mtqa.engine.gate import Gate
    from mtqa.engine.regions import with_regions

    checkers = asked.checkers()
    accepted = baselines.Accepted(baseline, write_baseline, prune=prune_baseline)
    reports = outputs.targets(output, otherwise=form)
    if not any(form == target.form for target in reports):
        reports.insert(0, outputs.Target(form, None))
    inputs = [one for one in chosen(paths, checkers, outputs.files(reports)) if not accepted.is_file(one)]
    run = _Run(debug=debug)
    quiet = any((one.form, one.path) == ("terminal", None) for one in reports) and sys.stdout.isatty()
    with_places = outputs.shows_regions(reports)
    with outputs.Outputs(reports, outputs.surroundings(checkers, run.reasons), color=color) as write:
        for document in _watched(documents(asked.reading(), inputs), quiet=quiet):
            if isinstance(document, Unread):
                run.unread(document)
                accepted.unread(document)
            else:
                checker = checkers.of(document.path)
                result = checker.check(document, accepted.baseline)
                run.checked(result, Gate(checker.profile.fail_on))
                write.add(with_regions(document, result) if with_places else result)
        write.end(run.unreadable)
    accepted.close()
    return run.exit_code


class _Run:
    """What has happened so far, for the exit code and for standard error."""

    def __init__(self, *, debug: bool) -> None:
        self.unreadable: list[Unread] = []
        self._debug = debug
        self._failed = False
        self._crashed: set[str] = set()
        self._reasons: tuple[str, ...] = ()

    def unread(self, unread: Unread) -> None:
        """Name what could not be read."""
        self.unreadable.append(unread)
        tell_unread(unread)

    def reasons(self, _result: Result) -> tuple[str, ...]:
        """Why the document that was checked last fails the run; none if it does not."""
        return self._reasons

    def checked(self, result: Result, gate: Gate) -> None:
        """Note how a document fared; a rule that failed is named once."""
        self._reasons = gate.reasons(result)
        self._failed = self._failed or bool(self._reasons)
        for crash in result.crashes:
            if crash.code not in self._crashed:
                tell_crash(result.path, crash, debug=self._debug)
            self._crashed.add(crash.code)

    @property
    def exit_code(self) -> int:
        """The gravest of what has happened."""
        if self._crashed:
            return CRASHED
        if self.unreadable:
            return UNREAD
        return FAILED if self._failed else PASSED


def _watched(documents: Iterable[Document | Unread], *, quiet: bool) -> Iterator[Document | Unread]:
    """The documents; when there are many, standard error shows how far the run has come."""
    if quiet or not sys.stderr.isatty():
        yield from documents
        return
    status = None
    number = 0
    for number, document in enumerate(documents, 1):
        if number == _MANY:
            from rich.console import Console

            status = Console(stderr=True).status("")
            status.start()
        if status is not None:
            status.update(f"checking {document.path} ({number:,})")
        yield document
    if status is not None:
        status.stop()
