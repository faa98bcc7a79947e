"""The Python interface: what `import mtqa` offers besides the values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path

from mtqa import readers
from mtqa.engine.checker import Checker
from mtqa.engine.checkers import Checkers, Options
from mtqa.engine.search import folder_of, nearest
from mtqa.engine.sidecar import attached
from mtqa.model.errors import ReadError
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.text.document import Document

_MOST_CHECKERS = 8
#: The files behind a checker, and what they were like when it was made.
_Stamps = dict[Path, tuple[int, int]]


def check(  # noqa: PLR0913 - as many as the command line has
    story: str | Document,
    *,
    config: str | PathLike[str] | Mapping[str, object] | None = None,
    profile: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preview: bool | None = None,
    min_severity: Severity | None = None,
    min_confidence: float | None = None,
) -> Result:
    """What is wrong with a story: findings in text order, score and verdict.

    ``config`` is the path of a house file, or the keys of one as a mapping; `find_config` finds the file nearest to a
    story. ``profile`` is wire, web, gate, archive or the path of a file. ``select`` and ``ignore`` take codes, names,
    families, categories and severities, as on the command line. Findings below ``min_severity`` or ``min_confidence``
    are left out of report, score and verdict. What is given here wins over ``config``.

    A checker is made once for each set of arguments, and made anew when one of the house's files has changed.

    Raises:
        ConfigError: if a house file is not in order, or a selector means nothing or leaves no rule.
    """
    document = Document(story) if isinstance(story, str) else story
    options = Options(tuple(select), tuple(ignore), preview, min_severity, min_confidence, profile=profile)
    if isinstance(config, Mapping):
        return _given(options, json.dumps(config, sort_keys=True, default=list)).check(document)
    return _made(options, None if config is None else fspath(config)).check(document)


def find_config(path: str | PathLike[str]) -> Path | None:
    """The house file nearest to a story: `mtqa.toml` in its folder or in one around it; None if there is none."""
    found = nearest(folder_of(fspath(path)))
    return None if found is None else Path(found)


_checkers: dict[tuple[Options, str | None], tuple[Checker, _Stamps]] = {}


def _made(options: Options, config: str | None) -> Checker:
    """The checker for these arguments, as long as the files behind it are the same."""
    key = options, config
    if key in _checkers:
        checker, stamps = _checkers[key]
        if all(_stamp(path) == stamp for path, stamp in stamps.items()):
            return checker
    checkers = Checkers(options, config=config, search=False)
    house = checkers.house("")
    stamps = {path: _stamp(path) for path in house.files} if house else {}
    while len(_checkers) >= _MOST_CHECKERS:
        _checkers.pop(next(iter(_checkers)))
    _checkers[key] = checkers.of(""), stamps
    return _checkers[key][0]


@lru_cache(maxsize=8)
def _given(options: Options, config: str) -> Checker:
    return Checkers(options, config=json.loads(config), search=False).of("")


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


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
