"""One house file or profile, read and checked: its values, and where each of them stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mtqa.engine.config.keys import KEYS, SETTINGS, Key, Kind
from mtqa.engine.selection import did_you_mean
from mtqa.model.errors import ConfigError
from mtqa.rulebook.toml_places import Places, parsed


class Source:
    """What values come from: a file with its text, or something that has a name alone, such as an option."""

    def __init__(self, name: str, *, path: Path | None = None, text: str = "") -> None:
        self.name = name
        self.path = path
        self.text = text

    @property
    def folder(self) -> Path:
        """What paths in the file are relative to."""
        return self.path.parent if self.path else Path()

    @cached_property
    def _places(self) -> Places:
        return Places(self.text)

    def line(self, *keys: str | int, value: str | None = None) -> int | None:
        """The line of a key, from 1; None for what is no file."""
        return self._places.line(*keys, value=value) if self.text else None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written: in a source, under a key."""

    source: Source
    keys: tuple[str, ...] = ()
    value: str | None = None

    @property
    def line(self) -> int | None:
        """The line of the file, from 1."""
        return self.source.line(*self.keys, value=self.value)

    def __str__(self) -> str:
        line = self.line
        return self.source.name if line is None else f"{self.source.name}:{line}"

    def problem(self, message: str) -> str:
        """A line for whoever wrote the value: place, key, and what is said of it."""
        return f"{self}: {'.'.join(self.keys)}: {message}"


@dataclass(frozen=True, slots=True)
class Layer:
    """The values that one source gives, each of its kind; lists are tuples. ``values`` has no key that is not written.

    ``reasons``: why a profile has the value, by key. ``problems``: what is wrong with the rest, a line each.
    """

    source: Source
    values: Mapping[str, Any]
    reasons: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def origin(self, *keys: str, value: str | None = None) -> Origin:
        """Where a key, or one of the texts in its list, is written."""
        return Origin(self.source, keys, value)


def failed(problems: Iterable[str]) -> ConfigError:
    """The error for one or more problems, a line each."""
    return ConfigError("\n".join(problems))


def shown(path: Path) -> str:
    """A path as people like to read it: relative where it is below the current folder."""
    whole = os.path.abspath(path)
    try:
        return str(Path(whole).relative_to(Path.cwd()))
    except ValueError:
        return whole


def is_file(path: Path) -> bool:
    """Whether there is such a file; False for what cannot be the name of one."""
    return os.path.isfile(path)


def read_file(path: Path) -> Layer:
    """A house file; what is wrong with its keys and values is among its problems.

    Raises:
        ConfigError: if it cannot be read, or is no TOML.
    """
    return read_text(Source(shown(path), path=path, text=text_of(path, shown(path))))


def text_of(path: Path, told: str) -> str:
    """The text of a file.

    Raises:
        ConfigError: if it cannot be read; ``told`` is what the message begins with.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{told}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{told}:{line}: this is not UTF-8; save the file as UTF-8 text") from None


def read_text(source: Source, *, extra: frozenset[str] = frozenset()) -> Layer:
    """What a source's text says; ``extra``: keys that are for somebody else.

    Raises:
        ConfigError: if it is no TOML.
    """
    try:
        data = parsed(source.name, source.text)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    return checked(source, {key: value for key, value in data.items() if key not in extra})


def checked(source: Source, data: Mapping[str, Any]) -> Layer:
    """The values of a source that are of their kind; problems are the keys that nobody knows, and all other values."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in data.items():
        if name not in KEYS:
            problems.append(Origin(source, (name,)).problem(_unknown(name)))
            continue
        wrong = [*_wrong(KEYS[name], value)]
        problems += [Origin(source, keys).problem(message) for keys, message in wrong]
        if not wrong:
            values[name] = _value(KEYS[name], value)
        elif isinstance(value, dict) and (entries := _without(value, {keys[1:2] for keys, _ in wrong})):
            values[name] = _value(KEYS[name], entries)
    return Layer(source, values, problems=tuple(problems))


def _without(table: Mapping[str, Any], wrong: Set[tuple[str, ...]]) -> dict[str, Any]:
    """The entries of a table that are in order; none where the table itself is wrong."""
    return {} if () in wrong else {name: entry for name, entry in table.items() if (name,) not in wrong}


#: What people write for a key, and no spelling leads to it.
_CALLED_OTHERWISE = {"profile": "extends", "profiles": "extends"}


def _unknown(name: str) -> str:
    if key := _CALLED_OTHERWISE.get(name):
        return f'there is no such key (did you mean "{key}"?)'
    if near := did_you_mean(name, KEYS):
        return f"there is no such key{near}"
    return f"there is no such key; keys are {', '.join(KEYS)}"


def _wrong(key: Key, value: object) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is wrong with a value: under which keys, and what would be right."""
    if key.kind in (Kind.SEVERITIES, Kind.OPTIONS):
        yield from (((key.name, *keys), message) for keys, message in _wrong_table(key, value))
    else:
        yield from (((key.name,), message) for message in _wrong_plain(key, value))


def _wrong_table(key: Key, value: object) -> Iterator[tuple[tuple[str, ...], str]]:
    if not isinstance(value, dict):
        yield (), f"this must be {key.kind.value}, not {_written(value)}"
        return
    for name, entry in value.items():
        if (own := name.replace("_", "-")) in KEYS:
            yield (name,), f"“{own}” is no part of [{key.name}]; write it above the first [table] of the file"
        elif key.kind is Kind.OPTIONS:
            if not isinstance(entry, dict):
                yield (name,), f"this must be a table; write [rules.{name}] and the options below"
        elif entry not in (*SETTINGS, "neutral"):
            yield (name,), _not_one_of(entry, SETTINGS)


def _wrong_plain(key: Key, value: object) -> Iterator[str]:
    match key.kind:
        case Kind.FLAG if not isinstance(value, bool):
            yield f"this must be {key.kind.value}, without quotation marks, not {_written(value)}"
        case Kind.NUMBER | Kind.WHOLE:
            yield from _wrong_number(key, value)
        case Kind.CHOICE if value not in (*key.choices, *_synonyms(key)):
            yield _not_one_of(value, key.choices)
        case Kind.TEXTS:
            texts = [value] if isinstance(value, str) else value
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                yield f"this must be {key.kind.value}, not {_written(value)}"
            elif not all(text.strip() for text in texts):
                yield "a text is empty; write something into it, or take it out"


def _wrong_number(key: Key, value: object) -> Iterator[str]:
    kinds = (int,) if key.kind is Kind.WHOLE else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        yield f"this must be {key.kind.value}, without quotation marks, not {_written(value)}"
    elif key.least is not None and value < key.least:
        yield f"{value} is too small; " + _bounds(key)
    elif key.most is not None and not value <= key.most:
        yield f"{value} is too large; " + _bounds(key)


def _bounds(key: Key) -> str:
    return f"the least is {key.least:g}" + (f", the most {key.most:g}" if key.most is not None else "")


def _not_one_of(value: object, choices: tuple[str, ...]) -> str:
    near = did_you_mean(value, choices) if isinstance(value, str) else ""
    return f"this must be one of {', '.join(choices)}, not {_written(value)}{near}"


def _written(value: object) -> str:
    """A value as TOML has it, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}..."'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "this list" if value else "an empty list"
    return str(value)


def _synonyms(key: Key) -> tuple[str, ...]:
    return ("neutral",) if "information" in key.choices else ()


def _value(key: Key, value: Any) -> Any:
    match key.kind:
        case Kind.TEXTS:
            return (value,) if isinstance(value, str) else tuple(value)
        case Kind.CHOICE:
            return "information" if value == "neutral" else value
        case Kind.NUMBER:
            return float(value)
        case Kind.SEVERITIES:
            return {name: "information" if word == "neutral" else word for name, word in value.items()}
    return value
