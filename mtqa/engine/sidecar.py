"""A sidecar: what need not be reported of a story that has no room for comments, in a TOML file beside it.

``story.txt`` has ``story.txt.mtqa.toml``::

    [[dismiss]]
    rule = "PUN01"
    reason = "the minister's own pause"

    [[dismiss]]
    fingerprint = "0f1e2d3c4b5a6978"
    rule = "QUO02"
    reason = "so it stands in the court's paper"
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from errno import ENAMETOOLONG
from pathlib import Path
from typing import Any

from mtqa.engine.selection import did_you_mean
from mtqa.model.dismissal import Dismissal, Means
from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

#: What a sidecar's name has after that of its story.
SUFFIX = ".mtqa.toml"
_KEYS = ("rule", "fingerprint", "reason", "quote", "id")
_HEAD = Pattern(r"^[ \t]*\[\[[ \t]*dismiss[ \t]*\]\]", re.MULTILINE)
_WAY_OUT = 'an entry is [[dismiss]] with rule = "PUN01" or fingerprint = "..." and reason = "..."'


def attached(records: Iterable[Document | Unread], path: str, *, folder: str = "") -> Iterator[Document | Unread]:
    """The records of a file with what its sidecar, if it has one, says of them.

    ``folder`` is where ``path`` is relative to; reports do without it.

    Raises:
        ReadError: if the sidecar cannot be read: its story is not checked by half of what is meant.
    """
    beside = path + SUFFIX
    try:
        data = Path(folder, beside).read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: the name is no file's, but a stream's
        yield from records
        return
    except OSError as error:
        if error.errno != ENAMETOOLONG:
            raise ReadError(f"{beside}: {error.strerror or error}") from error
        yield from records  # no file can be called that
        return
    written = dismissals(data, beside)
    for record in records:
        if isinstance(record, Document):
            about = tuple(one for one in written if one.id in ("", record.id))
            yield replace(record, dismissals=record.dismissals + about)
        else:
            yield record


def dismissals(data: bytes, path: str) -> tuple[Dismissal, ...]:
    """What a sidecar says.

    Raises:
        ReadError: if the sidecar is none; the message says where and what would be right.
    """
    import tomllib

    try:
        text = data.decode("utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: a sidecar is UTF-8; this is not: {error.reason} at byte {error.start + 1}") from error
    except tomllib.TOMLDecodeError as error:
        raise ReadError(f"{path}: this is no TOML: {error}") from error
    for key in content:
        if key != "dismiss":
            raise ReadError(f'{path}: there is no key "{key}"{did_you_mean(key, ["dismiss"])}; {_WAY_OUT}')
    entries = content.get("dismiss", [])
    if not isinstance(entries, list):
        raise ReadError(f'{path}: "dismiss" is one table; {_WAY_OUT}')
    heads = [text.count("\n", 0, head.start()) + 1 for head in _HEAD.finditer(text)]
    lines = heads if len(heads) == len(entries) else [0] * len(entries)
    return tuple(_dismissal(entry, path, line) for entry, line in zip(entries, lines, strict=True))


def _dismissal(entry: Any, path: str, line: int) -> Dismissal:
    where = f"{path}:{line}" if line else path
    if not isinstance(entry, Mapping):
        raise ReadError(f"{where}: {_WAY_OUT}")
    for key, value in entry.items():
        if key not in _KEYS:
            raise ReadError(f'{where}: [[dismiss]] has no key "{key}"{did_you_mean(key, _KEYS)}; {_WAY_OUT}')
        if not isinstance(value, str):
            raise ReadError(f'{where}: "{key}" should be a string')
    rule, fingerprint, reason, _, about = (entry.get(key, "").strip() for key in _KEYS)
    if not rule and not fingerprint:
        raise ReadError(f"{where}: the entry dismisses nothing; {_WAY_OUT}")
    rule, what = (rule, fingerprint) if fingerprint else ("", rule)
    return Dismissal(what, reason, Means.SIDECAR, path, line, rule=rule, id=about)


def entry(**values: str) -> str:
    """An entry as it is written at the end of a sidecar; empty values are left out."""
    lines = [f"{key} = {_string(values[key])}" for key in _KEYS if values.get(key)]
    return "\n".join(["[[dismiss]]", *lines, ""])


def _string(text: str) -> str:
    """A string as TOML writes it: as JSON does, but for halves of characters, which it has not, and DEL."""
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
