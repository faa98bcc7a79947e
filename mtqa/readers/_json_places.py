"""JSON whose strings know where they stand: for formats whose story is somewhere inside an object."""

from __future__ import annotations

import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # documented nowhere, there since Python 2.6
from typing import Any

_SPACE = re.compile(r"[ \t\n\r]*")
_LITERAL = re.compile(r"true|false|null|-?\d+(\.\d+)?(?:[eE][-+]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}
#: Longer numbers are nobody's urgency or version.
_DIGITS = 300


class Placed(str):
    """A string of a JSON file; ``start`` is where it begins there, inside the quotation marks."""

    __slots__ = ("start",)

    start: int


def parse(source: str) -> Any:
    """The value that ``source`` is, its strings `Placed`. However deep it is nested, no stack overflows.

    Raises:
        JSONDecodeError: if it is no JSON; the message says where it goes wrong.
    """
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        #: Containers that are open, the innermost last, and the keys that those of them which are objects wait with.
        self._open: list[list[Any] | dict[str, Any]] = []
        self._keys: list[str] = []

    def _skip(self) -> str:
        """Pass over white space; the character that comes, empty at the end."""
        found = _SPACE.match(self._source, self._at)
        self._at = found.end() if found else self._at
        return self._source[self._at : self._at + 1]

    def parse(self) -> Any:
        top: list[Any] = []
        self._open.append(top)
        self._skip()
        while not top or len(self._open) > 1:
            if self._value():
                self._close()
        if self._skip():
            raise self._wrong("Extra data")
        return top[0]

    def _value(self) -> bool:
        """Read a value, or the beginning of one; whether it is complete."""
        mark = self._source[self._at : self._at + 1]
        if mark == '"':
            self._add(self._string())
            return True
        if mark not in {"{", "["}:
            self._add(self._literal())
            return True
        inner: list[Any] | dict[str, Any] = {} if mark == "{" else []
        self._add(inner)
        self._at += 1
        if self._skip() == ("}" if mark == "{" else "]"):
            self._at += 1
            return True
        self._open.append(inner)
        if mark == "{":
            self._key()
        return False

    def _add(self, value: Any) -> None:
        container = self._open[-1]
        if isinstance(container, dict):
            container[self._keys.pop()] = value
        else:
            container.append(value)

    def _close(self) -> None:
        """Go on after a value: to the next one, or out of the containers that end here."""
        while len(self._open) > 1:
            container = self._open[-1]
            mark = self._skip()
            if mark == ",":
                self._at += 1
                self._skip()
                if isinstance(container, dict):
                    self._key()
                return
            if mark != ("}" if isinstance(container, dict) else "]"):
                raise self._wrong("A comma is missing")
            self._at += 1
            self._open.pop()

    def _key(self) -> None:
        if self._source[self._at : self._at + 1] != '"':
            raise self._wrong("A name in quotation marks is missing")
        name = self._string()
        if self._skip() != ":":
            raise self._wrong("A colon is missing")
        self._at += 1
        self._skip()
        self._keys.append(name)

    def _string(self) -> Placed:
        start = self._at + 1
        value, self._at = scanstring(self._source, start, False)
        placed = Placed(value)
        placed.start = start
        return placed

    def _literal(self) -> Any:
        found = _LITERAL.match(self._source, self._at)
        if not found:
            raise self._wrong("A value is missing")
        self._at = found.end()
        word = found[0]
        if word in _WORDS:
            return _WORDS[word]
        if len(word) > _DIGITS:
            return None
        return float(word) if found[1] or not word.lstrip("-").isdigit() else int(word)

    def _wrong(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self._source, self._at)
