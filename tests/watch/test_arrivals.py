"""When a file that a feed writes is a story that has arrived."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mtqa.watch.arrivals import Arrivals
from mtqa.watch.files import is_being_written
from tests.watch.places import Hands


class Feed:
    """A folder, and clocks set by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hands = Hands()
        clock = self.hands.clock()
        self.arrivals = Arrivals(
            str(folder), 3.0, why_not=self.why_not, ticks=clock.ticks, now=clock.now, skip=("*.log",)
        )

    def why_not(self, path: str) -> str | None:
        """Why a path is no story."""
        return "a folder" if path.endswith("/") else None

    def write(self, name: str, text: str = "Talks end.") -> Path:
        """A file, written now."""
        (self.folder / name).write_text(text, "utf-8")
        return self.folder / name

    def after(self, seconds: float) -> list[str]:
        """The stories that are complete, so many seconds later."""
        self.hands.seconds += seconds
        return [arrival.name for arrival in self.arrivals.look().complete]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    return Feed(tmp_path)


def test_a_file_is_complete_when_it_has_not_changed_for_the_settle_time(feed: Feed) -> None:
    feed.write("story.txt", "Talks")
    assert feed.after(0) == []
    assert feed.after(2.5) == []
    feed.write("story.txt", "Talks end")
    assert feed.after(0.5) == []
    assert feed.after(2.5) == []
    assert feed.after(0.5) == ["story.txt"]


def test_a_file_of_the_same_size_that_was_written_again_waits_again(feed: Feed) -> None:
    path = feed.write("story.txt", "Talks")
    feed.after(0)
    os.utime(path, ns=(1, 1))
    assert feed.after(3) == []
    assert feed.after(3) == ["story.txt"]


def test_a_file_that_was_replaced_waits_again(feed: Feed) -> None:
    path = feed.write("story.txt")
    status = path.stat()
    feed.after(0)
    other = feed.write("other.part")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(path)
    assert feed.after(3) == []
    assert feed.after(3) == ["story.txt"]


def test_an_upload_that_is_still_empty_waits_longer(feed: Feed) -> None:
    feed.write("story.txt", "")
    feed.after(0)
    assert feed.after(29) == []
    assert feed.after(1) == ["story.txt"]


def test_what_was_written_long_ago_is_complete_at_first_sight(tmp_path: Path) -> None:
    feed = Feed(tmp_path)
    feed.write("story.txt")
    feed.hands.seconds = 1e10
    assert feed.after(0) == ["story.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".story.txt",
        "story.txt.part",
        "story.filepart",
        "STORY.TMP",
        "story.txt~",
        "~$story.docx",
        ".pureftpd-upload.1",
        "a.log",
    ],
)
def test_a_temporary_name_is_left_until_the_file_is_renamed(feed: Feed, name: str) -> None:
    path = feed.write(name)
    feed.after(0)
    assert feed.after(1000) == []
    assert feed.arrivals.look() == feed.arrivals.look()
    assert feed.arrivals.look().growing == ()
    path.rename(feed.folder / "story.txt")
    feed.after(0)
    assert feed.after(3) == ["story.txt"]


def test_stories_come_in_the_order_in_which_they_were_written(feed: Feed) -> None:
    for name, seconds in (("b.txt", 20), ("c.txt", 10), ("a.txt", 20)):
        os.utime(feed.write(name), (seconds, seconds))
    feed.after(0)
    assert feed.after(3) == ["c.txt", "a.txt", "b.txt"]


def test_a_story_waits_for_the_file_beside_it(feed: Feed) -> None:
    feed.write("story.txt")
    feed.after(0)
    feed.write("story.txt.mtqa.toml", "[[dism")
    assert feed.after(3) == []
    assert feed.after(3) == ["story.txt"]


def test_what_is_no_story_is_named_and_left_alone(feed: Feed) -> None:
    target = feed.write("story.txt")
    (feed.folder / "folder").mkdir()
    (feed.folder / "link.txt").symlink_to(target)
    os.mkfifo(feed.folder / "pipe.txt")
    feed.write("gone.txt.mtqa.toml")
    feed.write("story.txt.mtqa.toml")
    feed.after(0)
    assert feed.after(3) == ["story.txt"]
    assert feed.arrivals.look().passed_over == {
        "folder": "a folder",
        "link.txt": "a link; it is not followed",
        "pipe.txt": "no file",
        "gone.txt.mtqa.toml": "it belongs to a story that is not here",
    }


def test_a_file_that_somebody_has_open_for_writing_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    with path.open("w", encoding="utf-8") as file:
        file.write("Talks")
        file.flush()
        writing = is_being_written(str(path))
    if os.uname().sysname == "Linux":
        assert writing
    assert not is_being_written(str(path))
    with path.open(encoding="utf-8"):  # who reads it does not change it
        assert not is_being_written(str(path))
    assert not is_being_written(str(tmp_path / "gone.txt"))
