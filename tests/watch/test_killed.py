"""A watcher that is killed at any moment loses no story, decides none twice, and leaves none half written."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.watch.places import KINDS, Place, audit, content

#: A file system of its own on most machines that run Linux.
_OTHER = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


@pytest.fixture(params=["here", "elsewhere"])
def results(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where results go: to the file system of the watched folder, or to another one."""
    if request.param == "here":
        yield ""
        return
    if not _OTHER.is_dir() or _OTHER.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system")
    with tempfile.TemporaryDirectory(dir=_OTHER) as folder:
        yield folder


def _killed(kind: str, folder: Path, results: str, seed: int, number: int) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.watch.killing", kind, str(folder), results, str(seed), str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    met: dict[str, int] = json.loads(done.stdout)
    return met


def test_kills_at_random_moments(tmp_path: Path, results: str) -> None:
    met = _killed("random", tmp_path, results, seed=20260707, number=40)
    assert sum(met.values()) - met.pop("files") == 40
    assert len(met) >= 2, met  # they were not all at the same moment


def test_a_kill_before_and_amid_every_step(tmp_path: Path, results: str) -> None:
    met = _killed("steps", tmp_path, results, seed=0, number=0)
    steps, writes = met.pop("before"), met.pop("amid")
    assert sum(met.values()) == steps + writes
    assert steps > 50
    assert writes > 10
    assert set(met) == {"idle", "in hand", "decided", "staged" if results else "half moved"}


def test_the_command_line_is_killed_and_goes_on(tmp_path: Path) -> None:
    place = Place(tmp_path)
    options = ["--pass", str(place.folder("pass")), "--hold", str(place.folder("hold")), "--settle", "0"]
    command = [sys.executable, "-m", "mtqa", "watch", str(place.incoming), *options, "--interval", "0.01"]
    dropped: Counter[bytes] = Counter()
    where = {}
    for attempt in range(3):
        for number, (kind, (suffix, _, folder)) in enumerate(KINDS.items()):
            data = content(kind, 10 * attempt + number)
            place.drop(f"{kind}-{attempt}{suffix}", data)
            dropped[sha256(data).digest()] += 1
            where[sha256(data).digest()] = folder
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as watcher:
            assert watcher.stderr is not None
            for line in watcher.stderr:
                if json.loads(line)["event"] == "story":
                    break
            watcher.send_signal(signal.SIGTERM if attempt == 2 else signal.SIGKILL)
            watcher.communicate()  # a log that nobody reads any more would be a failure of its own
    assert watcher.returncode == 0
    done = subprocess.run([*command, "--once", "--log", "text"], capture_output=True, text=True, check=False)
    assert done.returncode in {0, 3}, done.stderr
    audit(place, dropped, where)


def test_a_story_over_which_the_watcher_dies_again_and_again_cannot_be_read(tmp_path: Path) -> None:
    met = _killed("bomb", tmp_path, "", seed=0, number=5)
    assert met == {"killed": 5}
    place = Place(tmp_path)
    place.work_off()
    assert place.names("unread") == ["bomb.txt", "bomb.txt.mtqa.json"]
    report = json.loads((place.folder("unread") / "bomb.txt.mtqa.json").read_text("utf-8"))
    assert report["unread"][0]["reason"] == (
        "the watcher was killed 5 times while it checked this file; it may need too much memory"
    )
    assert place.names("pass") == ["story.txt", "story.txt.mtqa.json"]
