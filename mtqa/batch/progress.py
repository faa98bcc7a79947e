"""How far a run has come, for whoever watches: a line that is drawn anew in a terminal, and nothing elsewhere."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from mtqa.batch.work import Done

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

#: The verdicts, in the order in which they are told.
VERDICTS = ("pass", "revise", "hold")


class Silent:
    """Tells nothing, and remembers how long it took and how much of it was done in this run."""

    def __init__(self) -> None:
        self.now = Done(-1, 0)
        self.began = monotonic()
        self._stretch = ""

    def begins(self, what: str, size: int) -> None:
        """A stretch begins."""
        del size
        self._stretch = what

    def moves(self, done: Done | None) -> None:
        """A unit is done."""
        if done is not None and done.unit >= 0 and self._stretch == "checking":
            self.now.add(done)

    def close(self) -> None:
        """There is nothing to put away."""

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return monotonic() - self.began


class Shown(Silent):
    """Draws a line: share, rate, time that is left, verdicts so far."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
        self._bar: Progress | None = None
        self._done = Done(-1, 0)
        self._checking = monotonic()

    def begins(self, what: str, size: int) -> None:
        """A stretch begins: its line is drawn below those of the ones before."""
        super().begins(what, size)
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        self.close()
        self._done = Done(-1, 0)
        self._checking = monotonic()
        columns = (
            TextColumn("{task.description}"),
            BarColumn(24),
            TaskProgressColumn(),
            TextColumn("{task.fields[rest]}"),
        )
        # Drawn by hand: a thread beside processes that are split off would be one too many.
        self._bar = Progress(*columns, console=self._console, auto_refresh=False, transient=True)
        self._bar.add_task(what, total=size or None, rest="")
        self._bar.start()

    def moves(self, done: Done | None) -> None:
        """A unit is done, or a moment has passed."""
        super().moves(done)
        if done is not None:
            self._done.add(done)
        if self._bar is not None:
            for task in self._bar.task_ids:
                self._bar.update(task, completed=self._done.size, rest=self._rest(self._bar.tasks[0].total))
            self._bar.refresh()

    def close(self) -> None:
        """Take the line away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _rest(self, size: float | None) -> str:
        seconds = max(monotonic() - self._checking, 1e-3)
        parts = []
        if self.now.stories:
            parts.append(f"{self.now.stories / seconds:,.0f} stories/s")
            if size and self.now.size:
                left = max(size - self._done.size, 0) / (self.now.size / seconds)
                parts.append(f"{clock(left)} left")
        if self._done.stories:
            parts += (f"{self._done.verdicts[verdict]:,} {verdict}" for verdict in VERDICTS)
        if self._done.failures.total():
            parts.append(f"{self._done.failures.total():,} failed")
        return " · ".join(parts)


def clock(seconds: float) -> str:
    """A time as people say it: 0:42, 12:05, 3:04:05."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def stories(number: int) -> str:
    """A number of them."""
    return f"{number:,} {'story' if number == 1 else 'stories'}"


def summary(total: Done, now: Done, seconds: float) -> str:
    """One line about the whole run."""
    if not total.stories and not total.failures:
        return "no story was checked"
    parts = [f"{stories(total.stories)}: " + ", ".join(f"{total.verdicts[one]:,} {one}" for one in VERDICTS)]
    parts += [
        f"{total.failures[kind]:,} {kind}" for kind in ("unread", "crashed", "slow", "died") if total.failures[kind]
    ]
    if total.crashes:
        parts.append(f"rules failed {total.crashes:,} times")
    if total.passed_over:
        parts.append(f"{total.passed_over:,} not chosen")
    text = "; ".join(parts)
    if now.stories:
        rate = now.stories / max(seconds, 1e-3)
        text += f" ({now.stories:,} in this run, {clock(seconds)}, {rate:,.0f} a second)"
    return text
