"""Watchers that are killed: forked from a process that has everything imported, so that hundreds of them take a minute.

`at_random` kills them at random moments while stories arrive. `at_every_step` kills them between any two things that
they do to files, and in the middle of all that is written; it stands in for the functions of `os` in the forked
process, so that nothing in mtqa knows of it.

Run as ``python -m tests.watch.killing random|steps|bomb FOLDER RESULTS SEED NUMBER``; prints what it met as JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from mtqa.watch import delivery, running, watcher
from mtqa.watch.files import is_being_written
from mtqa.watch.settings import Policy
from mtqa.watch.stopping import Stop
from tests.forking import ended, forked
from tests.watch.places import KINDS, Place, audit, content

#: Who is killed may be killed over the same story again and again.
POLICY = Policy(settle=0.02, attempts=10**6)
#: What is done to files, and where it is looked up.
STEPS = (
    *((os, name) for name in ("rename", "mkdir", "rmdir", "unlink", "fsync", "write", "ftruncate")),
    (delivery, "move_new"),
    (delivery, "copy_synced"),
    (watcher, "write_synced"),
)


def half_copied(source: str, target: str) -> None:
    """A copy that was broken off."""
    data = Path(source).read_bytes()
    Path(target).write_bytes(data[: len(data) // 2])


#: What writes, and how it does half of that.
HALF: dict[str, Callable[..., Any]] = {
    "write": lambda descriptor, data: os.pwrite(descriptor, data[: len(data) // 2], os.fstat(descriptor).st_size),
    "write_synced": lambda path, data: Path(path).write_bytes(data[: len(data) // 2]),
    "copy_synced": half_copied,
}


def work_off(place: Place) -> None:
    """A watcher that nobody kills works off what is there."""

    def whole() -> None:
        with Stop() as stop:
            one = place.watcher()
            assert running.run_once(one, stop, settle=0.03, publish=lambda: None) == 0
            one.close()

    if ended(forked(whole)) != 0:
        raise SystemExit("a watcher that nobody killed has failed")


def slow(module: Any, name: str, seconds: float) -> None:
    """Make something take a while, so that kills hit the moments around it."""
    real = getattr(module, name)

    def slowed(*arguments: Any, **more: Any) -> Any:
        time.sleep(seconds)
        result = real(*arguments, **more)
        time.sleep(seconds)
        return result

    setattr(module, name, slowed)


class Feed:
    """Drops stories: all at once, under a temporary name, or in two pieces; some under a name that was there before."""

    def __init__(self, place: Place, chance: random.Random) -> None:
        self._place = place
        self._chance = chance
        self._number = 0
        self._half: list[tuple[BinaryIO, bytes]] = []
        self.dropped: Counter[bytes] = Counter()
        self.where: dict[bytes, str] = {}

    def drop(self) -> None:
        """One more."""
        self.complete()
        self._number += 1
        kind = self._chance.choice(list(KINDS))
        suffix, _, folder = KINDS[kind]
        data = content(kind, self._number)
        digest = hashlib.sha256(data).digest()
        self.dropped[digest] += 1
        self.where[digest] = folder
        name = f"story-{self._chance.choice((self._number, self._number % 7))}{suffix}"
        path = self._place.incoming / name
        if path.exists():
            path = path.with_name(f"other-{self._number}{suffix}")
        way = self._chance.random()
        if way < 0.5:
            temporary = path.with_name(f"{path.name}.part")
            temporary.write_bytes(data)
            temporary.rename(path)
        elif way < 0.8:
            path.write_bytes(data)
        else:
            file = path.open("wb", buffering=0)
            file.write(data[: len(data) // 2])
            if is_being_written(str(path)):  # else nothing but time could tell that it is half a story
                self._half.append((file, data[len(data) // 2 :]))
            else:
                file.write(data[len(data) // 2 :])
                file.close()

    def complete(self) -> None:
        """Write the second half of what was half written."""
        for file, rest in self._half:
            file.write(rest)
            file.close()
        self._half.clear()


def moment(place: Place) -> str:
    """What a watcher was at when it was killed."""
    one = place.watcher()
    try:
        in_hand = [story for story in one.journal.open_stories() if not story.done]
        folders = [path for path in (place.own / "work").iterdir() if path.is_dir()]
    finally:
        one.close()
    for story in in_hand:
        if story.decided is not None:
            beside = Path(story.decided.folder, story.target + story.decided.report)
            if story.staged:
                return "staged"
            return "half moved" if beside.exists() else "decided"
    return "in hand" if folders else "idle"


def expect_whole(place: Place, dropped: Counter[bytes]) -> None:
    """Whoever looks just now finds every story that is there with its report, and both whole."""
    for name in ("pass", "hold", "unread"):
        for path in place.folder(name).iterdir():
            if not path.name.startswith(".") and not path.name.endswith((".mtqa.json", ".mtqa.toml")):
                json.loads(path.with_name(f"{path.name}.mtqa.json").read_text("utf-8"))
                if hashlib.sha256(path.read_bytes()).digest() not in dropped:
                    raise SystemExit(f"{path} is half written")


def at_random(root: Path, results: Path | None, seed: int, kills: int) -> dict[str, int]:
    """Kill watchers at random moments while stories arrive; then let one work off the rest, and audit."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    place = Place(root, POLICY, results=results)
    feed = Feed(place, chance)
    met: Counter[str] = Counter()

    def watched() -> None:
        slow(os, "fsync", 0.001)
        slow(delivery, "move_new", 0.001)
        with Stop() as stop:
            running.run(place.watcher(), stop, interval=0.005, publish=lambda: None)

    for _ in range(kills):
        child = forked(watched)
        for _ in range(chance.choice((0, 1, 1, 2))):
            time.sleep(chance.uniform(0, 0.03))
            feed.drop()
        time.sleep(chance.uniform(0, 0.12))
        os.kill(child, signal.SIGKILL)
        if ended(child) != -signal.SIGKILL:
            raise SystemExit("a watcher ended before it was killed")
        met[moment(place)] += 1
        expect_whole(place, feed.dropped)
    feed.complete()
    work_off(place)
    audit(place, feed.dropped, feed.where)
    return {"files": feed.dropped.total(), **met}


class Killer:
    """Kills its own process before one of its steps, which is after the one before; or amid one of those that write."""

    def __init__(self, step: int, when: str) -> None:
        self._left = step
        for module, name in STEPS:
            if when == "before":
                setattr(module, name, self._watching(getattr(module, name)))
            elif name in HALF:
                setattr(module, name, self._watching(getattr(module, name), HALF[name]))

    def _watching(self, real: Callable[..., Any], half: Callable[..., Any] | None = None) -> Callable[..., Any]:
        def watched(*arguments: Any) -> Any:
            self._left -= 1
            if self._left != 0:
                return real(*arguments)
            try:
                if half is not None:
                    half(*arguments)
            finally:
                os.kill(os.getpid(), signal.SIGKILL)

        return watched


def at_every_step(root: Path, results: Path | None, _seed: int, _number: int) -> dict[str, int]:
    """Kill a watcher at every step it takes with four files, each time anew; let another finish, and audit."""
    met: Counter[str] = Counter()
    for when in ("before", "amid"):
        step = 0
        killed = True
        while killed:
            step += 1
            place, dropped, where = _laid_out(root / f"{when}{step}", results and results / f"{when}{step}")

            def watched(place: Place = place, step: int = step, when: str = when) -> None:
                with Stop() as stop:
                    one = place.watcher()
                    Killer(step, when)
                    running.run_once(one, stop, settle=0.0, publish=lambda: None)

            code = ended(forked(watched))
            killed = code == -signal.SIGKILL
            if not killed and code != 0:
                raise SystemExit(f"a watcher that was to be killed {when} step {step} has failed")
            if killed:
                met[moment(place)] += 1
                expect_whole(place, dropped)
            place.work_off()
            audit(place, dropped, where)
            shutil.rmtree(place.root)
            if place.results is not None:
                shutil.rmtree(place.results)
        met[when] = step - 1
    return dict(met)


def _laid_out(root: Path, results: Path | None) -> tuple[Place, Counter[bytes], dict[bytes, str]]:
    """Four files: one that passes, with a sidecar; one that is held and finds its name taken; several; a picture."""
    root.mkdir()
    if results is not None:
        results.mkdir()
    place = Place(root, Policy(settle=0.0, attempts=10**6), results=results)
    dropped: Counter[bytes] = Counter()
    where: dict[bytes, str] = {}

    def drop(kind: str, number: int) -> None:
        suffix, _, folder = KINDS[kind]
        digest = hashlib.sha256(place.drop(f"{kind}{suffix}", content(kind, number)).read_bytes()).digest()
        dropped[digest] += 1
        where[digest] = folder

    drop("bad", 1)
    place.work_off()
    for kind in KINDS:
        drop(kind, 2)
    place.drop("good.txt.mtqa.toml", '[[dismiss]]\nrule = "PUN01"\nreason = "so it is"\n')
    return place, dropped, where


def over_one_story(root: Path, _results: Path | None, _seed: int, number: int) -> dict[str, int]:
    """Kill watchers while they check one and the same story, as one that takes all the memory there is would."""
    place = Place(root)
    place.drop("bomb.txt")

    def exploding() -> None:
        watcher.__dict__["read_synced"] = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        place.work_off()

    codes = [ended(forked(exploding)) for _ in range(number)]
    place.drop("story.txt")
    return {"killed": codes.count(-signal.SIGKILL)}


def main(kind: str, root: str, results: str, seed: str, number: str) -> None:
    """Warm up, and do it. What a killed process has written is there whether it was synced or not: nothing waits."""
    os.fsync = lambda fd: None  # noqa: ARG005 - as it is called
    with tempfile.TemporaryDirectory(dir=root) as warm:
        place = Place(Path(warm))
        for one, (suffix, data, _) in KINDS.items():
            place.drop(f"{one}{suffix}", data)
        place.work_off()
    run = {"random": at_random, "steps": at_every_step, "bomb": over_one_story}[kind]
    print(json.dumps(run(Path(root), Path(results) if results else None, int(seed), int(number))))


if __name__ == "__main__":
    main(*sys.argv[1:])
