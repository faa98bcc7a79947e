"""The Python interface: what `import mtqa` offers besides the values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from os import PathLike
from pathlib import Path

from mtqa import readers
from mtqa.engine.checker import Checker
from mtqa.engine.profile import DEFAULT
from mtqa.engine.selection import select as selected
from mtqa.engine.sidecar import attached
from mtqa.model.errors import ReadError
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.rules import all_rules
from mtqa.text.document import Document


@lru_cache(maxsize=8)
def _checker(
    select: tuple[str, ...], ignore: tuple[str, ...], preview: bool, min_severity: Severity, min_confidence: float
) -> Checker:
    profile = replace(DEFAULT, preview=preview, min_severity=min_severity, min_confidence=min_confidence)
    return Checker(selected(all_rules(), select=select, ignore=ignore, preview=preview), profile)


def check(  # noqa: PLR0913 - as many as the command line has
    story: str | Document,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preview: bool = DEFAULT.preview,
    min_severity: Severity = Severity.NEUTRAL,
    min_confidence: float = 0.0,
) -> Result:
    """What is wrong with a story: findings in text order, score and verdict.

    ``select`` and ``ignore`` take codes, names, families and severities, as on the command line. Findings below
    ``min_severity`` or ``min_confidence`` are left out of report, score and verdict. A checker is made once for each
    set of arguments.

    Raises:
        ConfigError: if a selector means nothing or leaves no rule.
    """
    document = Document(story) if isinstance(story, str) else story
    return _checker(tuple(select), tuple(ignore), preview, min_severity, min_confidence).check(document)


def read(path: str | PathLike[str], *, format: str | None = None) -> Iterator[Document | Unread]:  # noqa: A002
    """The stories in a file, in order, with what its sidecar says of them; and what of it could not be read.

    Raises:
        ConfigError: if there is no such ``format``.
        ReadError: if nothing of the file can be read.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error
    yield from attached(readers.read(data, str(path), format=format), str(path))
