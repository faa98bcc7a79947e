"""Figures about a watcher, in the text format of Prometheus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from threading import Lock

from mtqa._version import __version__

#: Name after ``mtqa_watch_``, type, help.
_FAMILIES = (
    ("info", "gauge", "Version of mtqa."),
    ("start_time_seconds", "gauge", "When the watcher started, in seconds since 1970."),
    ("last_look_time_seconds", "gauge", "When the folder was last looked through, in seconds since 1970."),
    ("queue", "gauge", "Files that are complete and wait to be checked."),
    ("growing", "gauge", "Files that are not complete yet."),
    ("oldest_waiting_seconds", "gauge", "Age of the file that waits longest; 0 if none does."),
    ("passed_over", "gauge", "Entries of the folder that are left alone: folders, links, what the house passes over."),
    ("stuck", "gauge", "Files that could not be taken or finished yet, for want of space or permission."),
    ("files_total", "counter", "Files decided, by verdict."),
    ("stories_total", "counter", "Stories checked; a file may hold several."),
    ("words_total", "counter", "Words checked."),
    ("findings_total", "counter", "Findings, by severity."),
    ("rule_crashes_total", "counter", "Rules that failed on a story."),
    ("check_seconds", "summary", "Time that checking a file took."),
    ("troubles_total", "counter", "Times that something could not be done and was put off, or given up."),
    ("hook_calls_total", "counter", "Calls of the hook, by outcome: sent, failed, given_up."),
    ("hook_pending", "gauge", "Messages that the hook has not taken yet."),
)


class Metrics:
    """The figures; threads may share them."""

    def __init__(self, started: float) -> None:
        self._lock = Lock()
        self._values: dict[str, dict[str, float]] = defaultdict(dict)
        self.set("info", 1, label=f'version="{__version__}"')
        self.set("start_time_seconds", started)
        for verdict in ("pass", "revise", "hold", "unread"):
            self.add("files_total", 0, label=f'verdict="{verdict}"')
        for severity in ("critical", "major", "minor", "neutral"):
            self.add("findings_total", 0, label=f'severity="{severity}"')
        for outcome in ("sent", "failed", "given_up"):
            self.add("hook_calls_total", 0, label=f'outcome="{outcome}"')
        for name, kind, _ in _FAMILIES:
            if kind == "summary":
                self.took(name, None)
            elif name not in self._values:
                self.set(name, 0)

    def set(self, name: str, value: float, *, label: str = "") -> None:
        """A gauge stands at ``value``."""
        with self._lock:
            self._values[name][label and f"{{{label}}}"] = value

    def add(self, name: str, number: float = 1, *, label: str = "") -> None:
        """A counter goes up."""
        key = label and f"{{{label}}}"
        with self._lock:
            self._values[name][key] = self._values[name].get(key, 0) + number

    def took(self, name: str, seconds: float | None) -> None:
        """A summary gets one more observation; None for none, so that it is there from the start."""
        with self._lock:
            sums = self._values[name]
            sums["_sum"] = sums.get("_sum", 0) + (seconds or 0)
            sums["_count"] = sums.get("_count", 0) + (seconds is not None)

    def text(self) -> str:
        """All figures, in the text format, version 0.0.4."""
        with self._lock:
            return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        for name, kind, about in _FAMILIES:
            yield f"# HELP mtqa_watch_{name} {about}"
            yield f"# TYPE mtqa_watch_{name} {kind}"
            for key, value in self._values[name].items():
                yield f"mtqa_watch_{name}{key} {value!r}"
