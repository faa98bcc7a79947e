"""``--output``: reports in several formats at once, each a file that appears when it is complete."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from mtqa.model.errors import ConfigError
from mtqa.render import FORMATS, QUOTES_TEXT, SHOWS_REGIONS, Report

if TYPE_CHECKING:
    from mtqa.engine.checkers import Checkers
    from mtqa.model.result import Result
    from mtqa.model.unread import Unread
    from mtqa.render.surroundings import RuleHelp, Surroundings

STDOUT = "-"
CHOICES = ("terminal", *FORMATS)
#: Where the machines of CI services have the repository: GitHub, GitLab, Jenkins, Azure.
_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY")
_FORMAT = re.compile(r"(\w+)(?::(.*))?", re.DOTALL)


class Target:
    """A format and where it goes: a file, or standard output (None)."""

    __slots__ = ("form", "path")

    def __init__(self, form: str, path: Path | None) -> None:
        self.form = form
        self.path = path


def targets(given: Sequence[str], *, otherwise: str | None = None) -> list[Target]:
    """What ``--output`` says: ``FORMAT:FILE``, ``FORMAT`` or ``FORMAT:-`` for standard output.

    A bare FILE is written in the format ``otherwise``, where there is one.

    Raises:
        ConfigError: if there is no such format, or two outputs would go to the same place.
    """
    found: list[Target] = []
    for text in given:
        match = _FORMAT.fullmatch(text)
        form, place = (match[1], match[2]) if match else ("", None)
        if form in CHOICES and (place is not None or otherwise is None):
            target = Target(form, None if place in {None, STDOUT} else Path(str(place)))
        elif otherwise is not None:
            target = Target(otherwise, Path(text))
        else:
            raise ConfigError(f'--output: "{text}" begins with no format ({", ".join(CHOICES)}): say sarif:mtqa.sarif')
        if place == "":
            raise ConfigError(f'--output: "{text}" names no file')
        found.append(target)
    bare = [str(target.path) for target, text in zip(found, given, strict=True) if str(target.path) == text]
    if len(bare) > 1:
        raise ConfigError(f"--output: {' and '.join(bare)}: name a format for each, as in csv:{bare[-1]}")
    places = [None if target.path is None else target.path.resolve() for target in found]
    for place in places:
        if places.count(place) > 1:
            raise ConfigError(f"--output: two reports would go to {place or 'standard output'}")
    return found


def files(those: Iterable[Target]) -> frozenset[Path]:
    """The files that will be written, which are no stories."""
    return frozenset(target.path.resolve() for target in those if target.path is not None)


def quotes_text(those: Iterable[Target]) -> bool:
    """Whether some report needs the text of the documents."""
    return any(target.form in QUOTES_TEXT for target in those)


def shows_regions(those: Iterable[Target]) -> bool:
    """Whether some report needs the regions of findings."""
    return any(target.form in SHOWS_REGIONS for target in those)


class Outputs:
    """The reports of a run. Left with an error, it leaves every file as it was."""

    def __init__(self, those: Iterable[Target], surroundings: Surroundings, *, color: str = "auto") -> None:
        self._reports = [(target, _report(target, surroundings, color)) for target in those]
        self._stack = ExitStack()
        self._sinks: list[tuple[Report, Callable[[str], object]]] = []

    def __enter__(self) -> Self:
        self._sinks = [(report, self._sink(target)) for target, report in self._reports]
        self._write(report.begin() for report, _ in self._sinks)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, result: Result) -> None:
        """One document."""
        self._write(report.add(result) for report, _ in self._sinks)

    def end(self, unread: Sequence[Unread]) -> None:
        """The end; what a format had no room for is told on standard error."""
        self._write(report.end(unread) for report, _ in self._sinks)
        for target, report in self._reports:
            summarised = target.form == "github" and _summarise(report)
            if report.left_out and not summarised:
                click.echo(f"mtqa: {target.path or target.form}: {report.left_out}", err=True)

    def _write(self, texts: Iterable[str]) -> None:
        for text, (_, write) in zip(texts, self._sinks, strict=True):
            if text:
                write(text)

    def _sink(self, target: Target) -> Callable[[str], object]:
        from mtqa.cli.output import replacing, to_bytes, write, write_data

        if target.path is None:
            return write if target.form == "terminal" else write_data
        into = self._stack.enter_context(replacing(target.path))
        return lambda text: into(to_bytes(text))


def _report(target: Target, surroundings: Surroundings, color: str) -> Report:
    if target.form == "terminal":
        from mtqa.cli.output import view
        from mtqa.render.terminal import TerminalReport

        return TerminalReport(view(color, to_file=target.path is not None))
    from mtqa.render import report

    return report(target.form, surroundings)


def _summarise(report: Report) -> bool:
    """Add the page of a GitHub report to the step's summary, where GitHub has one; whether it has."""
    from mtqa.render.github import GithubReport

    there = os.environ.get("GITHUB_STEP_SUMMARY")
    if not there or not isinstance(report, GithubReport):
        return False
    try:
        with Path(there).open("a", encoding="utf-8", errors="replace") as file:
            file.write(report.summary)
    except OSError as error:
        click.echo(f"mtqa: GITHUB_STEP_SUMMARY: {there}: {error.strerror or error}", err=True)
        return False
    return True


def surroundings(checkers: Checkers, stops: Callable[[Result], tuple[str, ...]]) -> Surroundings:
    """What reports are told: paths seen from the top of the repository, and the rules of these checkers."""
    from mtqa.render.surroundings import Surroundings

    top = _top()
    names: dict[str, str] = {}

    def named(path: str) -> str:
        if path not in names:
            names.clear()  # stories of one file come together
            names[path] = _seen_from(top, path)
        return names[path]

    return Surroundings(named, _Rules(checkers), stops)


class _Rules:
    """Rules by their codes, described when they are first met."""

    def __init__(self, checkers: Checkers) -> None:
        self._checkers = checkers
        self._known: dict[str, RuleHelp | None] = {}

    def __call__(self, code: str) -> RuleHelp | None:
        if code not in self._known:
            self._known[code] = self._describe(code)
        return self._known[code]

    def _describe(self, code: str) -> RuleHelp | None:
        from mtqa.render.surroundings import RuleHelp
        from mtqa.rulebook.evidence import measured
        from mtqa.rulebook.pages import page

        rule = next((rule for checker in self._checkers.made for rule in checker.rules if rule.code == code), None)
        if rule is None:
            return None
        return RuleHelp(
            code, rule.name, rule.summary, page(rule, measured()), rule.severity, rule.category, rule.confidence
        )


def _top() -> Path:
    """The folder from which paths are seen: that of the repository on a CI machine, else the current one."""
    here = Path.cwd().resolve()
    for name in _TOPS:
        if value := os.environ.get(name):
            top = Path(value).resolve()
            if here.is_relative_to(top):
                return top
    return here


def _seen_from(top: Path, path: str) -> str:
    if path.startswith("<"):  # a stream
        return path
    file = Path(os.path.abspath(path))  # not where a link leads: reports name what is in the repository
    for base in (top, Path(os.path.abspath("."))):
        if file.is_relative_to(base):
            return file.relative_to(base).as_posix()
    return file.as_posix()
