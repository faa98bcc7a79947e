"""The journal survives whatever happens to its end, and notices whatever happens to the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from mtqa.model.errors import ConfigError
from mtqa.watch.events import ContradictionError, Decided, Done, Event, Named, Staged, Taken, Told
from mtqa.watch.journal import Journal, decoded, encoded

AT = "2026-07-07T12:00:00.000Z"


def decided(identity: str, *, tells: bool = False) -> Decided:
    return Decided(
        id=identity,
        at=AT,
        name="story.txt",
        verdict="hold",
        folder="/hold",
        target="story.txt",
        report=".mtqa.json",
        sidecar=False,
        digest="00",
        stories=1,
        words=3,
        findings={"critical": 1},
        reason="",
        signature="mtqa",
        tells=tells,
    )


EVENTS: tuple[Event, ...] = (
    Taken("a", AT, "story.txt"),
    decided("a"),
    Named("a", AT, "story.2.txt"),
    Taken("b", AT, "caf\udce9 “two”.txt"),
)


def written(folder: Path, *events: Event) -> Path:
    journal = Journal(str(folder))
    for event in events:
        journal.add(event)
    journal.close()
    return folder / "journal-00000001.jsonl"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_is_read_as_it_was_written(event: Event) -> None:
    line = encoded(event)
    assert decoded(line) == event
    assert json.loads(line)["id"] == event.id


def test_any_other_byte_in_a_line_is_noticed() -> None:
    line = encoded(EVENTS[0])
    for place in range(len(line)):
        assert decoded(line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]) is None
        assert decoded(line[:place]) is None


def test_what_is_open_is_known_again(tmp_path: Path) -> None:
    written(tmp_path, *EVENTS)
    a, b = Journal(str(tmp_path)).open_stories()
    assert (a.decided, a.target, a.takes, a.done) == (decided("a"), "story.2.txt", 1, False)
    assert (b.decided, b.takes) == (None, 1)


def test_a_journal_cut_off_anywhere_in_its_last_line_loses_that_line_and_goes_on(tmp_path: Path) -> None:
    path = written(tmp_path, *EVENTS)
    whole = path.read_bytes()
    start = whole[:-1].rindex(b"\n") + 1
    for end in range(start, len(whole)):
        path.write_bytes(whole[:end])
        journal = Journal(str(tmp_path))
        assert journal.torn == whole[start:end]
        assert [story.id for story in journal.open_stories()] == ["a"]
        journal.add(EVENTS[-1])
        journal.close()
        assert path.read_bytes() == whole


def test_an_end_full_of_zeros_is_cut_off(tmp_path: Path) -> None:
    path = written(tmp_path, *EVENTS[:2])
    path.write_bytes(path.read_bytes() + bytes(100) + b"\n" + bytes(100))
    assert len(Journal(str(tmp_path)).torn) == 201


def test_a_damaged_line_before_good_ones_is_an_error_that_says_where(tmp_path: Path) -> None:
    path = written(tmp_path, *EVENTS)
    path.write_bytes(path.read_bytes().replace(b'"hold"', b'"pass"'))
    with pytest.raises(ConfigError, match=r"journal-00000001\.jsonl:2: the line is damaged, and good ones follow; put"):
        Journal(str(tmp_path))


def test_a_second_decision_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, *EVENTS[:2])
    journal = Journal(str(tmp_path))
    before = path.read_bytes()
    for late in (decided("a"), Taken("a", AT, "story.txt")):
        with pytest.raises(ContradictionError):
            journal.add(late)
    assert path.read_bytes() == before
    path.write_bytes(before + encoded(decided("a")))
    with pytest.raises(ConfigError, match=r':3: story a cannot be "decided" now'):
        Journal(str(tmp_path))


@pytest.mark.parametrize("event", [Named("x", AT, "n"), Staged("x", AT), Done("x", AT), Told("x", AT)])
def test_nothing_follows_what_was_not_decided(tmp_path: Path, event: Event) -> None:
    with pytest.raises(ContradictionError):
        Journal(str(tmp_path)).add(event)


def test_what_is_done_is_forgotten_unless_the_hook_is_to_be_called(tmp_path: Path) -> None:
    told = (Taken("b", AT, "b"), decided("b", tells=True), Done("b", AT))
    written(tmp_path, *EVENTS[:3], Done("a", AT), *told)
    journal = Journal(str(tmp_path))
    assert [(story.id, story.tells) for story in journal.open_stories()] == [("b", True)]
    journal.add(Told("b", AT))
    assert journal.open_stories() == ()


def test_a_full_journal_goes_on_in_a_new_file_with_what_is_open(tmp_path: Path) -> None:
    journal = Journal(str(tmp_path), full=1)
    for event in (*EVENTS[:3], Done("a", AT), EVENTS[3]):
        journal.add(event)
    journal.roll()
    journal.add(decided("b"))
    assert (tmp_path / "journal-00000002.jsonl").read_bytes() == encoded(EVENTS[3]) + encoded(decided("b"))
    journal.close()
    (tmp_path / "journal-00000003.jsonl.tmp").write_bytes(b"a kill while it was begun")
    (story,) = Journal(str(tmp_path)).open_stories()
    assert (story.id, story.decided) == ("b", decided("b"))


def test_a_full_disk_leaves_no_half_line(tmp_path: Path) -> None:
    """A limit on the size of files is what comes closest to a full disk without being root."""
    code = f"""
import resource, signal
from mtqa.watch.journal import Journal
from tests.watch.test_journal import EVENTS
journal = Journal({str(tmp_path)!r})
journal.add(EVENTS[0])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = len(open(journal._path, "rb").read())
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20, resource.RLIM_INFINITY))
for _ in range(2):
    try:
        journal.add(EVENTS[1])
        raise SystemExit("there was room")
    except OSError as error:
        print(error.strerror)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.add(EVENTS[1])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == 2 * f"{os.strerror(28)}\n", done.stderr
    assert (tmp_path / "journal-00000001.jsonl").read_bytes() == encoded(EVENTS[0]) + encoded(EVENTS[1])


def test_threads_do_not_write_into_each_others_lines(tmp_path: Path) -> None:
    journal = Journal(str(tmp_path))

    def write(name: str) -> None:
        for number in range(50):
            journal.add(Taken(f"{name}{number}", AT, "story.txt"), synced=False)

    threads = [Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Journal(str(tmp_path)).open_stories()) == 200
