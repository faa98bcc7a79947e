"""A watched folder for tests: stories are dropped into it, and everything about it can be audited."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mtqa.engine.checkers import Checkers
from mtqa.engine.reading import Reading
from mtqa.watch.clock import REAL, Clock
from mtqa.watch.events import Decided, Event, Story
from mtqa.watch.journal import decoded
from mtqa.watch.judging import Judge
from mtqa.watch.log import Log
from mtqa.watch.metrics import Metrics
from mtqa.watch.settings import Folders, Policy
from mtqa.watch.watcher import Watcher

GOOD = "Talks end\n\nThe talks ended in Geneva on Monday. Nobody spoke to the reporters who had waited since noon.\n"
BAD = f"{GOOD}\nПереговоры закончились в понедельник. Никто не говорил с журналистами, которые ждали с утра.\n"
BINARY = bytes(range(256)) * 4
#: Kinds of files, what is in them, and the folder where they belong.
KINDS: dict[str, tuple[str, bytes, str]] = {
    "good": (".txt", GOOD.encode(), "pass"),
    "bad": (".txt", BAD.encode(), "hold"),
    "several": (
        ".jsonl",
        b"".join(json.dumps({"id": number, "text": text}).encode() + b"\n" for number, text in enumerate((GOOD, BAD))),
        "hold",
    ),
    "picture": (".jpg", BINARY, "unread"),
}


def content(kind: str, number: int) -> bytes:
    """A file of a kind, unlike all others."""
    data = KINDS[kind][1]
    return data + (b"%d" % number if kind == "picture" else b"\n" * number)


@cache
def checkers() -> Checkers:
    """Checkers that many watchers share, so that rules are compiled once."""
    return Checkers(search=False)


NO_WAIT = Policy(settle=0.0)


class Going:
    """Nobody asks to stop."""

    asked = False


@dataclass
class Hands:
    """Clocks that are set by hand."""

    seconds: float = 0.0

    def clock(self) -> Clock:
        """The clocks, as a watcher wants them; in 1970, so that no file is an old one."""
        return Clock(now=lambda: self.seconds, ticks=lambda: self.seconds)


@dataclass
class Place:
    """Folders under one, with what a watcher is to be told; ``results`` is where they lie, if somewhere else."""

    root: Path
    policy: Policy = NO_WAIT
    clock: Clock = REAL
    results: Path | None = None
    make: Callable[[], Checkers] = checkers
    log: io.StringIO = field(default_factory=io.StringIO)

    def __post_init__(self) -> None:
        self.incoming.mkdir(exist_ok=True)
        self.folders = Folders(*(str(self.folder(name)) for name in ("incoming", "pass", "hold", "unread"))).ready()
        self.metrics = Metrics(0.0)

    @property
    def incoming(self) -> Path:
        """The watched folder."""
        return self.root / "incoming"

    @property
    def own(self) -> Path:
        """The watcher's own folder in it."""
        return self.incoming / ".mtqa-watch"

    def folder(self, name: str) -> Path:
        """The watched folder, or one of the results."""
        return (self.root if name == "incoming" or self.results is None else self.results) / name

    def drop(self, name: str, data: str | bytes = GOOD) -> Path:
        """A file arrives."""
        path = self.incoming / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def watcher(self) -> Watcher:
        """A new watcher, as after a restart."""
        judge = Judge(self.folders.incoming, self.make, Reading(), form="json")
        log = Log(self.log, "json", self.clock.now)
        return Watcher(self.folders, judge, self.policy, log=log, metrics=self.metrics, clock=self.clock)

    def work_off(self) -> None:
        """A watcher starts, works off what there is, and ends."""
        watcher = self.watcher()
        watcher.recover()
        watcher.round(Going())
        watcher.close()

    def logged(self, event: str) -> list[dict[str, object]]:
        """The lines of the log about an event."""
        lines = [json.loads(line) for line in self.log.getvalue().splitlines()]
        return [line for line in lines if line["event"] == event]

    def names(self, folder: str) -> list[str]:
        """What is in a folder."""
        return sorted(path.name for path in self.folder(folder).iterdir())

    def events(self) -> list[Event]:
        """Everything in the journal, of all its files; a damaged line is an error."""
        found = []
        for path in sorted(self.own.glob("journal-*.jsonl")):
            for line in path.read_bytes().splitlines(keepends=True):
                event = decoded(line)
                assert event is not None, line
                found.append(event)
        return found


def audit(place: Place, dropped: Counter[bytes], where: dict[bytes, str]) -> None:
    """Every file that was dropped is in the right folder, once, with a whole report; and the journal says the same.

    ``dropped`` counts SHA-256 sums, ``where`` is the folder in which a sum belongs.
    """
    stories: dict[str, Story] = {}
    for event in place.events():
        stories.setdefault(event.id, Story(event.id)).add(event)  # raises for a second decision
    decided = [story.decided for story in stories.values() if story.decided is not None]
    assert Counter(bytes.fromhex(one.digest) for one in decided) == dropped
    assert [story.id for story in stories.values() if story.decided is not None and not story.done] == []
    by_place = {os.path.join(one.folder, stories[one.id].target): one for one in decided}
    assert len(by_place) == len(decided)
    found: Counter[bytes] = Counter()
    for name in ("pass", "hold", "unread"):
        for path in place.folder(name).iterdir():
            if path.name.endswith((".mtqa.json", ".mtqa.toml")):
                assert path.with_name(path.name[: -len(".mtqa.json")]).exists(), f"{path} is alone"
                continue
            digest = hashlib.sha256(path.read_bytes()).digest()
            found[digest] += 1
            assert where[digest] == name, path
            _audit_report(path, by_place[str(path)], name)
    assert found == dropped
    assert [path.name for path in place.incoming.iterdir()] == [".mtqa-watch"]
    assert list((place.own / "work").iterdir()) == []


def _audit_report(path: Path, decided: Decided, folder: str) -> None:
    report = json.loads(path.with_name(path.name + ".mtqa.json").read_text("utf-8"))
    assert {one["path"] for one in (*report["documents"], *report["unread"])} == {decided.name}
    assert len(report["documents"]) == decided.stories
    assert (decided.verdict == "unread") == (folder == "unread") == (not report["documents"])
