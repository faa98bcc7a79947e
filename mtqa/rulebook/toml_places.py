"""On which line of a TOML file something stands: `tomllib` does not say of a key, and a message about a file must.

Read only when a message is to be written, so that a file in order costs nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: What may hide a bracket or a line's end, the brackets, and the line's end itself. The text is known to be TOML.
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]|\n', re.DOTALL
)

#: What a number of TOML may be: 64 bits, with the sign.
_GREATEST = 2**63 - 1
#: More digits than Python turns into a number: `sys.int_info.default_max_str_digits`.
_LONG_NUMBER = re.compile(r"\d[\d_]{4299,}")

#: Tables and keys, outermost first; a number counts the tables of an array.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A ``key = value`` or a ``[table]`` with the line on which it begins."""

    line: int
    text: str


class Places:
    """Where the keys of a TOML text stand.

    Raises:
        tomllib.TOMLDecodeError: if the text is not TOML.
    """

    def __init__(self, text: str) -> None:
        tomllib.loads(text)
        self._lines: dict[Path, int] = {}
        self._statements: dict[Path, _Statement] = {}
        arrays: Counter[Path] = Counter()
        table: Path = ()
        for statement in _statements(text):
            if statement.text.startswith("["):
                table = _table(statement.text, arrays)
                self._note(table, statement)
            else:
                self._note(table + _key(statement.text), statement)

    def _note(self, path: Path, statement: _Statement) -> None:
        for end in range(1, len(path) + 1):
            self._lines.setdefault(path[:end], statement.line)
        self._statements.setdefault(path, statement)

    def has(self, *path: str | int) -> bool:
        """Whether the key or table is written."""
        return path in self._lines

    def line(self, *path: str | int, value: str | None = None) -> int:
        """The line, from 1, of a key or table; of the nearest one around it where it is written inside another's value.

        ``value``: one of the texts in a list that may stand over several lines.
        """
        while path and path not in self._lines:
            path = path[:-1]
        line = self._lines.get(path, 1)
        statement = self._statements.get(path)
        if value and statement is not None and (at := statement.text.find(value)) > 0:
            line += statement.text.count("\n", 0, at)
        return line


def parsed(name: str, text: str) -> dict[str, Any]:
    """The data of a TOML text; ``name`` is what messages call it.

    Raises:
        ValueError: saying which line is no TOML, and the way out.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(_not_toml(name, text, str(error))) from None
    except ValueError:
        number = _LONG_NUMBER.search(text)
        if number is None:
            raise
        raise _too_long(name, 1 + text.count("\n", 0, number.start())) from None
    except RecursionError:
        told = "lists stand too deep in one another; one list of texts is enough"
        raise ValueError(f"{name}:1: this is not TOML: {told}") from None
    for path in _too_great(data):
        raise _too_long(name, Places(text).line(*path))
    return data


def _too_long(name: str, line: int) -> ValueError:
    return ValueError(f"{name}:{line}: this is not TOML: a number has too many digits; write a shorter one")


def _too_great(data: object, path: Path = ()) -> Iterator[Path]:
    """Where numbers stand that are greater than TOML has them, and than Python may write."""
    if isinstance(data, int):
        if not -_GREATEST - 1 <= data <= _GREATEST:
            yield path
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _too_great(value, (*path, key))


def _not_toml(name: str, text: str, error: str) -> str:
    """What to tell of a text that `tomllib` cannot parse: the line, what is there, and a guess at the way out."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", error)
    if place is None:
        last = text.rstrip().count("\n") + 1
        return f"{name}:{last}: this is not TOML: the file ends too early; close what is open: a text, a list, a table"
    number, column = int(place[1]), int(place[2])
    lines = text.split("\n")
    line = lines[number - 1].strip() if number <= len(lines) else ""
    said = error[: place.start()].rstrip(".")
    said = said[:1].lower() + said[1:]
    way_out = "texts stand in quotation marks, lists in [ ], tables begin with [name]"
    if said.startswith("invalid value"):
        way_out = "a text stands in quotation marks, and true and false are written small"
    elif "overwrite" in said:
        way_out = "each key and each table may stand once"
    elif "after an array" in said or "unclosed array" in said:
        way_out = "between the values of a list stand commas, and ] ends it"
    return f"{name}:{number}:{column}: this is not TOML: {said} in “{line}”; {way_out}"


def _statements(text: str) -> Iterator[_Statement]:
    """What stands between the ends of lines that end a statement, comments and blank lines left out."""
    start, line, depth = 0, 1, 0
    for token in _TOKEN.finditer(text + "\n"):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "\n" and depth == 0:
            written = text[start : token.start()]
            if (stripped := written.lstrip()) and not stripped.startswith("#"):
                yield _Statement(line, stripped)
            line += written.count("\n") + 1
            start = token.end()


def _table(header: str, arrays: Counter[Path]) -> Path:
    """The path of a ``[table]`` or of the next of its ``[[tables]]``."""
    is_array = header.startswith("[[")
    found = _keys(tomllib.loads(header))
    path: Path = ()
    for number, key in enumerate(found, 1):
        path = (*path, key)
        if is_array and number == len(found):
            arrays[path] += 1
        if arrays[path]:
            path = (*path, arrays[path] - 1)
    return path


def _key(statement: str) -> Path:
    """The key of ``key = value``, dotted or quoted."""
    return _keys(tomllib.loads(statement))


def _keys(data: object) -> tuple[str, ...]:
    """The one chain of keys in what a single statement gives; an inline table's own keys are no part of it."""
    found: list[str] = []
    while isinstance(data, dict | list) and len(data) == 1:
        if isinstance(data, list):
            data = data[0]
        else:
            ((key, data),) = data.items()
            found.append(key)
    return tuple(found)
