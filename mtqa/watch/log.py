"""What a watcher says: a line an event, as JSON for machines or as text for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import TextIO

from mtqa.render.visible import visible

Value = str | int | float | bool | None


class Log:
    """Events on a stream. ``form`` is json or text; ``now`` gives seconds since 1970."""

    def __init__(self, stream: TextIO, form: str, now: Callable[[], float]) -> None:
        self._stream = stream
        self._line = _json if form == "json" else _text
        self._now = now
        self._lock = Lock()

    def info(self, event: str, **fields: Value) -> None:
        """Something went as it should."""
        self._write("info", event, fields)

    def warning(self, event: str, **fields: Value) -> None:
        """Something that somebody may want to look at."""
        self._write("warning", event, fields)

    def error(self, event: str, **fields: Value) -> None:
        """Something that somebody has to mend."""
        self._write("error", event, fields)

    def _write(self, level: str, event: str, fields: dict[str, Value]) -> None:
        line = self._line(time_of(self._now()), level, event, fields)
        with self._lock:
            try:
                self._stream.write(line + "\n")
                self._stream.flush()
            except OSError:  # nobody reads it any more, or the disk is full: no reason to stop checking stories
                return


def time_of(seconds: float) -> str:
    """A moment in UTC as ISO 8601 has it, to the millisecond."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _json(time: str, level: str, event: str, fields: dict[str, Value]) -> str:
    return json.dumps({"time": time, "level": level, "event": event, **fields})


def _text(time: str, level: str, event: str, fields: dict[str, Value]) -> str:
    said = "".join(f" {key}={visible(_plain(value))}" for key, value in fields.items() if value not in (None, ""))
    return f"{time} {level:<7} {event}{said}".encode("utf-8", "backslashreplace").decode()


def _plain(value: Value) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text or "=" in text else text
