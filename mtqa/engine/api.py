"""The Python interface: what `import mtqa` offers besides the values."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike, fspath, getcwd
from pathlib import Path
from threading import Lock

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
    asked = Options(tuple(select), tuple(ignore), preview, min_severity, min_confidence, profile=profile)
    return _checker(asked, config).check(document)


def find_config(path: str | PathLike[str]) -> Path | None:
    """The house file nearest to a story: `mtqa.toml` in its folder or in one around it; None if there is none."""
    found = nearest(folder_of(fspath(path)))
    return None if found is None else Path(found)


_checkers: OrderedDict[tuple[Options, str, str], Checkers] = OrderedDict()
_lock = Lock()


def _checker(asked: Options, config: str | PathLike[str] | Mapping[str, object] | None) -> Checker:
    """The checker for these arguments, as long as the files behind it are the same."""
    if isinstance(config, Mapping):
        key = asked, json.dumps(config, sort_keys=True, default=_plain), getcwd()
    else:
        key = asked, "" if config is None else fspath(config), getcwd()
    with _lock:
        if key in _checkers and _checkers[key].are_current:
            return _checkers[key].of("")
        checkers = Checkers(asked, config=config, search=False)
        checker = checkers.of("")
        _checkers[key] = checkers
        _checkers.move_to_end(key)
        if len(_checkers) > _MOST_CHECKERS:
            _checkers.popitem(last=False)
        return checker


def _plain(value: object) -> object:
    """What JSON has for a mapping or a collection."""
    return dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, Iterable) else str(value)


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
