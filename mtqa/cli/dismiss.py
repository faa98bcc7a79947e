"""`mtqa dismiss`: write down, beside a story, what need not be reported of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli import options
from mtqa.cli.inputs import content
from mtqa.model.errors import ConfigError
from mtqa.model.unread import Unread

if TYPE_CHECKING:
    from mtqa.cli.options import Asked
    from mtqa.engine.checker import Checker
    from mtqa.engine.reading import Reading
    from mtqa.model.finding import Finding
    from mtqa.model.result import Result
    from mtqa.text.document import Document

_PLACE = re.compile(r"\d+:\d+")
#: How much of the words is kept beside a fingerprint, for who reads the file.
_QUOTED = 60
_EPILOG = """\b
Examples:
  mtqa dismiss story.txt 12:5 --reason "so it stands in the court's paper"
  mtqa dismiss story.txt PUN01 --reason "the minister's own pauses"
  mtqa dismiss wire.jsonl QUO --id 4711 --reason "as the agency sent it"
\b
WHAT is a finding, by its place as the report shows it (line:column) or by its
fingerprint, or all findings of a rule or a family, by code or name. It goes to
FILE.mtqa.toml. What is dismissed is counted, and neither listed nor scored.
In Markdown and HTML a comment before a paragraph does the same:
  <!-- mtqa: allow PUN01 -- why -->
"""


@click.command(epilog=_EPILOG)
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@click.argument("what", nargs=-1, required=True, metavar="WHAT...", shell_complete=options.complete_rule)
@click.option("--reason", required=True, metavar="TEXT", help="Why it may stand, for who comes after you.")
@click.option("--id", "identity", metavar="ID", help="The story that is meant, in a file of several.")
@options.house
@options.reading
@options.gathered
def command(path: str, what: tuple[str, ...], reason: str, identity: str | None, asked: Asked) -> None:
    """Let findings of a story stand, and write down why."""
    from mtqa.cli.output import replace_file, tell
    from mtqa.engine.checkers import ALL
    from mtqa.engine.sidecar import SUFFIX, entry
    from mtqa.render.wording import count

    if not reason.strip():
        raise ConfigError("--reason: it is empty; say why the findings may stand")
    checker = asked.checkers(listed=ALL).of(path)
    documents = _documents(path, identity, asked.reading())
    results = [checker.check(document) for document in documents]
    entries: list[str] = []
    number = 0
    for one in what:
        found = _found(results, one, checker)
        if not found:
            raise ConfigError(f"{path}: {_nothing(results, one)}")
        number += len(found)
        if _is_one(one):
            entries += (_entry(finding, result, reason.strip()) for finding, result in found)
        else:
            entries.append(entry(rule=one, reason=reason.strip(), id=identity or ""))
    beside = Path(path + SUFFIX)
    before = beside.read_bytes() if beside.exists() else None
    after = before if before is not None else f"# What mtqa need not report of {Path(path).name}, and why.\n".encode()
    after = b"\n\n".join((after.rstrip(b"\n"), *(one.rstrip().encode() for one in entries))) + b"\n"
    replace_file(beside, after.lstrip(b"\n"), expected=before)
    tell(f"{beside}: {count(number, 'finding')} dismissed")


def _documents(path: str, identity: str | None, reading: Reading) -> Sequence[Document]:
    """The stories that are meant."""
    documents = [one for one in reading.read(path, content(path)) if not isinstance(one, Unread)]
    meant = [document for document in documents if identity in (None, document.id)]
    if not meant:
        from mtqa.engine.selection import did_you_mean

        near = did_you_mean(identity or "", [document.id for document in documents])
        raise ConfigError(f'{path}: there is no story "{identity}"{near}')
    return meant


def _is_one(what: str) -> bool:
    """Whether that is one finding, and not all of a rule."""
    from mtqa.engine.dismissals import is_fingerprint

    return is_fingerprint(what) or bool(_PLACE.fullmatch(what))


def _found(results: Iterable[Result], what: str, checker: Checker) -> list[tuple[Finding, Result]]:
    """The findings that are meant, with the results in which they are."""
    if _is_one(what):
        return [(one, result) for one, result in _findings(results) if what in (one.fingerprint, _place(one))]
    codes = checker.meant(what)
    return [(one, result) for one, result in _findings(results) if one.code in codes]


def _entry(finding: Finding, result: Result, reason: str) -> str:
    from mtqa.engine.sidecar import entry

    return entry(
        rule=finding.code,
        fingerprint=finding.fingerprint,
        reason=reason,
        quote=finding.quote[:_QUOTED],
        id="" if result.id in ("", result.path) else result.id,
    )


def _nothing(results: Sequence[Result], what: str) -> str:
    """Why there is nothing to dismiss."""
    from mtqa.engine.selection import did_you_mean

    for result in results:
        for one in result.dismissed:
            if what in (one.finding.fingerprint, _place(one.finding), one.finding.code, one.finding.name):
                return f"{what} is dismissed already: {one.dismissal.place}"
    if not _PLACE.fullmatch(what):
        return f"nothing of {what} is found there that could be dismissed"
    return f"there is no finding at {what}{did_you_mean(what, {_place(one) for one, _ in _findings(results)})}"


def _findings(results: Iterable[Result]) -> Iterator[tuple[Finding, Result]]:
    return ((finding, result) for result in results for finding in result.findings)


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}"
