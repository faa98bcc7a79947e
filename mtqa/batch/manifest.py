"""What a run is and how far it has come: a line for the run, and a line for each unit that is done.

A line is on disk before anybody relies on it. One that a kill has cut off does not count, and its unit is done again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from mtqa.batch.tables import TABLES
from mtqa.batch.work import Done
from mtqa.model.errors import ConfigError

NAME = "manifest.jsonl"
#: Raised when a line changes its meaning.
VERSION = 1
_LOCK = ".lock"
_WORDS = {
    "inputs": "the archive has changed",
    "settings": "the settings are others",
    "signature": "mtqa or its rules are others",
    "choice": "other stories are asked for",
}


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Have the folder to oneself; processes that are split off keep it from others until they have ended.

    Raises:
        ConfigError: if another run has it.
    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # elsewhere than on Unix nobody is kept out
        yield
        return
    descriptor = os.open(out / _LOCK, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        for left in range(50, -1, -1):
            try:
                flock(descriptor, LOCK_EX | LOCK_NB)
                break
            except BlockingIOError as error:
                if not left:
                    raise ConfigError(
                        f"{out}: another run writes there; wait for it, or name another folder"
                    ) from error
                _moment()
        yield
    finally:
        os.close(descriptor)


def _moment() -> None:
    """The processes of a run that was killed need one to notice."""
    from time import sleep

    sleep(0.1)


class Manifest:
    """The manifest of a run that `opened` has found or begun. ``done`` are the numbers of the units that are done."""

    def __init__(self, path: Path, head: dict[str, Any], lines: list[dict[str, Any]]) -> None:
        self._path = path
        self.head = head
        self.done: set[int] = set()
        self.total = Done(-1, 0)
        self.is_complete = False
        for line in lines:
            self._take(line)

    @classmethod
    def opened(cls, out: Path, head: Mapping[str, Any]) -> Manifest:
        """That of the folder, if it is of the same run as ``head`` says; a new one in a new folder.

        Raises:
            ConfigError: if it is of another run, or the folder is in use for something else.
        """
        path = out / NAME
        said = json.loads(json.dumps({"manifest": VERSION, **head}))
        if not path.exists():
            foreign = sorted(set(os.listdir(out)) - {_LOCK, f".{NAME}", *TABLES})
            if foreign or any(_has_parts(out / table) for table in TABLES):
                what = foreign[0] if foreign else "parts of tables"
                raise ConfigError(f"{out}: it holds {what}, which is of no run; name a new folder")
            unfinished = out / f".{NAME}"
            with unfinished.open("w", encoding="utf-8") as file:
                file.write(_line(said))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
            return cls(path, said, [])
        lines = list(_lines(path))
        if not lines:
            raise ConfigError(f"{path}: the manifest is empty; delete the folder, or name a new one")
        old = lines[0]
        for key, what in _WORDS.items():
            if old.get(key) != said[key]:
                raise ConfigError(
                    f"{out}: {what} since that run began ({_difference(old.get(key), said[key])}); {_WAY}"
                )
        return cls(path, old, lines[1:])

    def add(self, done: Done) -> None:
        """A unit is done, for good."""
        self._write(done.values())

    def complete(self) -> None:
        """All units are done."""
        if not self.is_complete:
            self._write({"complete": len(self.done)})

    def keep(self, choice: Mapping[str, Any]) -> None:
        """What was found out about which stories are meant."""
        self._write({"found": dict(choice)})

    @property
    def found(self) -> dict[str, Any] | None:
        """What `keep` was given; None if it was not."""
        return self._found

    _found: dict[str, Any] | None = None

    def _write(self, line: dict[str, Any]) -> None:
        with self._path.open("ab") as file:
            file.write(_line(line).encode())
            file.flush()
            os.fsync(file.fileno())
        self._take(line)

    def _take(self, line: dict[str, Any]) -> None:
        if "unit" in line:
            if line["unit"] not in self.done:
                self.done.add(line["unit"])
                self.total.add(Done.of(line))
        elif "found" in line:
            self._found = line["found"]
        elif "complete" in line:
            self.is_complete = True


_OTHER = "other names, sizes or times of files"
_WAY = "name a new folder with --out, or delete this one to begin anew"


def _has_parts(folder: Path) -> bool:
    with suppress(FileNotFoundError):
        return any(not name.startswith(".") for name in os.listdir(folder))
    return False


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True) + "\n"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines, and the file without one that was cut off."""
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        os.truncate(path, whole)
    for number, line in enumerate(data[:whole].splitlines(), 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise ConfigError(
                f"{path}:{number}: the manifest is damaged; delete the folder, or name a new one"
            ) from error


def _difference(old: Any, new: Any) -> str:
    """The first thing that differs, in a few words."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if old.get(key) != new.get(key):
                what = old["path"] if key != "path" and "path" in old else key
                rest = _OTHER if key == "digest" else _difference(old.get(key), new.get(key))
                return f"{what}: {rest}" if key in {"digest", what} else f"{what}, {key}: {rest}"
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return next(_difference(*pair) for pair in zip(old, new, strict=True) if pair[0] != pair[1])
    return f"{_short(old)} then, {_short(new)} now"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
