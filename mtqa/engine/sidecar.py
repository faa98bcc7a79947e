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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from errno import ENAMETOOLONG
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.engine.selection import did_you_mean
from mtqa.model.dismissal import Dismissal, Means
from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.text.document import Document

if TYPE_CHECKING:
    from mtqa.rulebook.toml_places import Places

#: What a sidecar's name has after that of its story.
SUFFIX = ".mtqa.toml"
_KEYS = ("rule", "fingerprint", "reason", "quote", "id")
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
    from mtqa.rulebook.toml_places import Places, parsed

    try:
        text = data.decode("utf-8-sig")
        content = parsed(path, text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(f"{path}:{line}: a sidecar is UTF-8; this is not: {error.reason}") from error
    except ValueError as error:
        raise ReadError(str(error)) from error
    places = Places(text)
    for key in content:
        if key != "dismiss":
            near = did_you_mean(key, ["dismiss"])
            raise ReadError(f'{path}:{places.line(key)}: there is no key "{key}"{near}; {_WAY_OUT}')
    entries = content.get("dismiss", [])
    if not isinstance(entries, list):
        raise ReadError(f'{path}:{places.line("dismiss")}: "dismiss" is one table; {_WAY_OUT}')
    return tuple(_dismissal(entry, path, places, number) for number, entry in enumerate(entries))


def _dismissal(entry: Any, path: str, places: Places, number: int) -> Dismissal:
    """The dismissal that the entry of that number, from 0, says."""
    line = places.line("dismiss", number)
    if not isinstance(entry, Mapping):
        raise ReadError(f"{path}:{line}: {_WAY_OUT}")
    for key, value in entry.items():
        where = f"{path}:{places.line('dismiss', number, key)}"
        if key not in _KEYS:
            raise ReadError(f'{where}: [[dismiss]] has no key "{key}"{did_you_mean(key, _KEYS)}; {_WAY_OUT}')
        if not isinstance(value, str):
            raise ReadError(f'{where}: "{key}" should be a string')
    rule, fingerprint, reason, _, about = (entry.get(key, "").strip() for key in _KEYS)
    if not rule and not fingerprint:
        raise ReadError(f"{path}:{line}: the entry dismisses nothing; {_WAY_OUT}")
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
