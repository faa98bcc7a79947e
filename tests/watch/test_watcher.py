"""What a watcher does with what arrives; what a kill does to it is in test_killed.py."""

from __future__ import annotations

import json
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from mtqa.engine.checkers import Checkers
from mtqa.model.errors import ConfigError
from mtqa.watch.events import Decided, Named, Staged
from mtqa.watch.files import is_being_written, move_new, read_synced
from mtqa.watch.settings import Folders, Policy
from mtqa.watch.stopping import Stop
from tests.watch.places import BAD, BINARY, GOOD, NO_WAIT, Going, Hands, Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def report(place: Place, folder: str, name: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        (place.folder(folder) / f"{name}.mtqa.json").read_text("utf-8")
    )
    return found


def test_stories_go_where_their_verdicts_send_them(place: Place) -> None:
    place.drop("good.txt", GOOD)
    place.drop("bad.txt", BAD)
    place.drop("picture.jpg", BINARY)
    place.work_off()
    assert place.names("pass") == ["good.txt", "good.txt.mtqa.json"]
    assert place.names("hold") == ["bad.txt", "bad.txt.mtqa.json"]
    assert place.names("unread") == ["picture.jpg", "picture.jpg.mtqa.json"]
    assert place.names("incoming") == [".mtqa-watch"]
    assert (place.folder("hold") / "bad.txt").read_text("utf-8") == BAD
    assert [one["verdict"] for one in report(place, "hold", "bad.txt")["documents"]] == ["hold"]
    assert report(place, "unread", "picture.jpg")["unread"][0]["reason"] == place.logged("story")[-1]["reason"]


def test_a_report_is_what_check_says(place: Place) -> None:
    from click.testing import CliRunner

    from mtqa.cli.main import main

    story = place.drop("bad.txt", BAD)
    said = json.loads(CliRunner().invoke(main, ["check", str(story), "--format", "json", "--no-config"]).stdout)
    place.work_off()
    said["documents"][0] |= {"path": "bad.txt", "id": "bad.txt"}
    assert report(place, "hold", "bad.txt") == said


REVISE = GOOD + "".join(
    f"\nThe {word} round ended. . Nobody spoke.\n" for word in "first second third fourth fifth".split()
)


@pytest.mark.parametrize(("passes", "folder"), [(False, "hold"), (True, "pass")])
def test_stories_to_be_revised_are_held_unless_somebody_wants_otherwise(
    tmp_path: Path, passes: bool, folder: str
) -> None:
    place = Place(tmp_path, replace(NO_WAIT, passes_revise=passes))
    place.drop("story.txt", REVISE)
    place.work_off()
    assert place.names(folder) == ["story.txt", "story.txt.mtqa.json"]
    assert [one["verdict"] for one in report(place, folder, "story.txt")["documents"]] == ["revise"]


def test_a_file_of_several_stories_goes_where_the_gravest_sends_it(place: Place) -> None:
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate((GOOD, BAD, GOOD))]
    place.drop("wire.jsonl", "\n".join(lines))
    place.work_off()
    assert place.names("hold") == ["wire.jsonl", "wire.jsonl.mtqa.json"]
    assert [one["verdict"] for one in report(place, "hold", "wire.jsonl")["documents"]] == ["pass", "hold", "pass"]


def test_a_file_that_could_be_read_only_in_part_is_held(place: Place) -> None:
    place.drop("wire.jsonl", json.dumps({"id": "1", "text": GOOD}) + '\n{"id": "2", "text": 4}\n')
    place.work_off()
    said = report(place, "hold", "wire.jsonl")
    assert [one["verdict"] for one in said["documents"]] == ["pass"]
    assert [one["id"] for one in said["unread"]] == ["2"]


def test_what_meets_fail_on_is_held_whatever_its_verdict(tmp_path: Path) -> None:
    from mtqa.engine.checkers import Options

    policy = replace(NO_WAIT, passes_revise=True)
    place = Place(tmp_path, policy, make=lambda: Checkers(Options(fail_on="minor"), search=False))
    place.drop("story.txt", REVISE)
    place.drop("good.txt", GOOD)
    place.work_off()
    assert place.names("hold") == ["story.txt", "story.txt.mtqa.json"]
    assert place.names("pass") == ["good.txt", "good.txt.mtqa.json"]


def test_a_file_beside_a_story_goes_with_it_and_holds_for_it(place: Place) -> None:
    place.drop("story.txt", REVISE)
    place.drop("story.txt.mtqa.toml", '[[dismiss]]\nrule = "PUN01"\nreason = "so it stands in the court\'s paper"\n')
    place.work_off()
    assert place.names("pass") == ["story.txt", "story.txt.mtqa.json", "story.txt.mtqa.toml"]
    (document,) = report(place, "pass", "story.txt")["documents"]
    assert document["dismissed"][0]["dismissal"]["path"] == "story.txt.mtqa.toml"  # type: ignore[index]


def test_a_file_that_comes_too_late_is_not_taken_half_written(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    real = is_being_written

    def late(path: str) -> bool:
        (place.incoming / "story.txt.mtqa.toml").write_text("[[dism", "utf-8")
        return real(path)

    monkeypatch.setattr("mtqa.watch.watcher.is_being_written", late)
    place.drop("story.txt", GOOD)
    place.work_off()
    assert place.names("pass") == ["story.txt", "story.txt.mtqa.json"]
    assert place.names("incoming") == [".mtqa-watch", "story.txt.mtqa.toml"]


def test_a_broken_file_beside_a_story_makes_it_unreadable(place: Place) -> None:
    place.drop("story.txt", GOOD)
    place.drop("story.txt.mtqa.toml", "[[dismss]]\n")
    place.work_off()
    assert place.names("unread") == ["story.txt", "story.txt.mtqa.json", "story.txt.mtqa.toml"]
    assert 'did you mean "dismiss"?' in str(report(place, "unread", "story.txt")["unread"][0]["reason"])


def test_nothing_is_ever_overwritten(place: Place) -> None:
    texts = [f"{GOOD}\nNumber {number}.\n" for number in range(12)]
    for text in texts:
        place.drop("story.txt", text)
        place.work_off()
    stories = [name for name in place.names("pass") if name.endswith(".txt")]
    assert [f"{name}.mtqa.json" in place.names("pass") for name in stories] == [True] * 12
    assert sorted((place.folder("pass") / name).read_text("utf-8") for name in stories) == sorted(texts)
    assert {"story.txt", "story.2.txt", "story.9.txt"} < set(stories)
    assert report(place, "pass", "story.2.txt")["documents"][0]["path"] == "story.txt"


@pytest.mark.parametrize("taken", ["story.txt", "story.txt.mtqa.json", "story.txt.mtqa.toml"])
def test_a_name_is_free_when_all_that_belongs_to_a_story_is(place: Place, taken: str) -> None:
    there = place.folder("pass") / taken
    there.write_text("somebody's", "utf-8")
    place.drop("story.txt")
    place.work_off()
    assert there.read_text("utf-8") == "somebody's"
    assert place.names("pass") == sorted([taken, "story.2.txt", "story.2.txt.mtqa.json"])


@pytest.mark.parametrize("taken", ["story.txt", "story.txt.mtqa.json", "story.txt.mtqa.toml"])
def test_a_name_that_somebody_takes_at_the_last_moment_is_left_to_them(
    place: Place, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = place.folder("pass") / taken
    real = move_new

    def late(source: str, target: str) -> None:
        if target == str(there) and not there.exists():
            there.write_text("somebody's", "utf-8")
        real(source, target)

    monkeypatch.setattr("mtqa.watch.delivery.move_new", late)
    place.drop("story.txt", GOOD)
    place.drop("story.txt.mtqa.toml", '[[dismiss]]\nrule = "PUN01"\nreason = "so it is"\n')
    place.work_off()
    parts = ["story.2.txt", "story.2.txt.mtqa.json", "story.2.txt.mtqa.toml"]
    assert place.names("pass") == sorted([taken, *parts])
    assert there.read_text("utf-8") == "somebody's"
    assert [event.target for event in place.events() if isinstance(event, Named)] == ["story.2.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "a" * 251 + ".txt",
        "é" * 125 + ".txt",
        "a." + "b" * 250,
        os.fsdecode(b"caf\xe9.txt"),
        "two words\n.txt",
        "-rf",
        "story",
    ],
)
def test_any_name_that_a_file_can_have_will_do(place: Place, name: str) -> None:
    for _ in range(2):
        place.drop(name)
        place.work_off()
    assert len(place.names("pass")) == 4
    assert place.names("incoming") == [".mtqa-watch"]
    assert len(place.logged("story")) == 2


def test_results_on_another_file_system_are_copied_first(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    real = move_new

    def refusing(source: str, target: str) -> None:
        if os.path.dirname(target) != os.path.dirname(source):
            raise OSError(18, "Invalid cross-device link")
        real(source, target)

    monkeypatch.setattr("mtqa.watch.delivery.move_new", refusing)
    path = place.drop("story.txt", GOOD)
    place.drop("story.txt.mtqa.toml", '[[dismiss]]\nrule = "PUN01"\nreason = "so it is"\n')
    os.utime(path, (1, 1))
    path.chmod(0o6640)
    place.work_off()
    assert place.names("pass") == ["story.txt", "story.txt.mtqa.json", "story.txt.mtqa.toml"]
    status = (place.folder("pass") / "story.txt").stat()
    assert (status.st_mtime, status.st_mode & 0o7777) == (1, 0o640)
    assert [type(event) for event in place.events()][-2] is Staged
    assert list((place.own / "work").iterdir()) == []


def test_a_story_that_changes_while_it_is_checked_is_checked_again_when_it_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands()
    place = Place(tmp_path, Policy(settle=3.0), clock=hands.clock())
    place.drop("story.txt", GOOD)
    one = place.watcher()
    one.round(Going())
    hands.seconds += 3
    real = read_synced

    def growing(path: str) -> bytes:
        data = real(path)
        if data == GOOD.encode():
            Path(path).write_text(BAD, "utf-8")
        return data

    monkeypatch.setattr("mtqa.watch.watcher.read_synced", growing)
    one.round(Going())
    assert place.names("pass") == place.names("hold") == []
    hands.seconds += 3
    one.round(Going())
    assert place.names("pass") == []
    assert (place.folder("hold") / "story.txt").read_text("utf-8") == BAD
    assert len([event for event in place.events() if isinstance(event, Decided)]) == 1


def test_a_story_that_somebody_still_has_open_is_left(place: Place) -> None:
    if os.uname().sysname != "Linux":
        pytest.skip("only Linux tells")
    with (place.incoming / "story.txt").open("w", encoding="utf-8") as file:
        file.write(GOOD)
        file.flush()
        place.work_off()
        assert place.names("incoming") == [".mtqa-watch", "story.txt"]
        assert [line["name"] for line in place.logged("still-open")] == ["story.txt"]
        file.write(BAD)
    place.work_off()
    assert place.names("hold") == ["story.txt", "story.txt.mtqa.json"]


def test_what_cannot_be_finished_is_put_off_and_stops_nothing(tmp_path: Path) -> None:
    hands = Hands()
    place = Place(tmp_path, clock=hands.clock())
    shutil.rmtree(place.folder("hold"))
    place.drop("bad.txt", BAD)
    place.drop("good.txt", GOOD)
    one = place.watcher()
    one.round(Going())
    assert place.names("pass") == ["good.txt", "good.txt.mtqa.json"]
    assert [line["again_after"] for line in place.logged("trouble")] == [1.0]
    place.folder("hold").mkdir()
    one.round(Going())
    assert place.names("hold") == []
    hands.seconds += 1
    one.round(Going())
    assert place.names("hold") == ["bad.txt", "bad.txt.mtqa.json"]
    assert len([event for event in place.events() if isinstance(event, Decided)]) == 2


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    place = Place(tmp_path, replace(NO_WAIT, most=1000))
    place.drop("story.txt", GOOD * 100)
    place.work_off()
    reason = report(place, "unread", "story.txt")["unread"][0]["reason"]
    assert reason == f"{len(GOOD) * 100:,} bytes; no more than 1,000 are read (--max-size)"


def test_a_defect_of_a_reader_costs_one_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtqa.engine.reading import Reading

    def failing(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(Reading, "read", failing)
    place.drop("story.txt")
    place.work_off()
    assert report(place, "unread", "story.txt")["unread"][0]["reason"] == "a defect of mtqa: RecursionError: too deep"


def test_a_second_watcher_is_refused_and_one_after_the_other_is_not(place: Place) -> None:
    one = place.watcher()
    with pytest.raises(ConfigError, match=rf"incoming: another watcher works here \(process {os.getpid()}\); stop it"):
        place.watcher()
    one.close()
    place.watcher().close()


def test_a_damaged_journal_is_refused_and_the_folder_is_free_when_it_is_mended(place: Place) -> None:
    place.drop("story.txt")
    place.work_off()
    journal = place.own / "journal-00000001.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole.replace(b'"pass"', b'"hold"'))
    with pytest.raises(ConfigError, match=r"journal-00000001\.jsonl:2: the line is damaged"):
        place.watcher()
    journal.write_bytes(whole)
    place.watcher().close()


def test_a_folder_that_goes_away_is_waited_for(place: Place) -> None:
    one = place.watcher()
    away = place.incoming.rename(place.root / "away")
    one.round(Going())
    assert [line["doing"] for line in place.logged("trouble")] == ["looking through the folder"]
    away.rename(place.incoming)
    place.drop("story.txt")
    one.round(Going())
    assert place.names("pass") == ["story.txt", "story.txt.mtqa.json"]


def test_a_folder_whose_own_part_was_removed_decides_nothing(place: Place) -> None:
    one = place.watcher()
    shutil.rmtree(place.own)
    place.drop("story.txt")
    one.round(Going())
    assert place.names("incoming") == ["story.txt"]
    assert [line["doing"] for line in place.logged("trouble")] == ["taking it out of the folder"]
    assert one.outcome.stuck == 1


def test_house_files_hold_as_in_check_and_are_read_anew_when_they_change(tmp_path: Path) -> None:
    place = Place(tmp_path, make=Checkers)
    house = tmp_path / "mtqa.toml"
    house.write_text("root = true\n", "utf-8")
    one = place.watcher()

    def goes_to() -> str:
        place.drop("story.txt", REVISE)
        one.round(Going())
        (line,) = place.logged("story")[-1:]
        return str(line["verdict"])

    assert goes_to() == "revise"
    house.write_text('root = true\nignore = ["PUN"]\n', "utf-8")
    assert goes_to() == "pass"
    house.write_text('root = true\nignroe = ["PUN"]\n', "utf-8")
    assert goes_to() == "pass"
    assert 'did you mean "ignore"?' in str(place.logged("configuration")[-1]["reason"])
    (place.incoming / "mtqa.toml").write_text("root = true\n", "utf-8")
    assert goes_to() == "revise"
    assert (place.incoming / "mtqa.toml").exists()


def test_files_that_a_house_passes_over_are_named_and_left(tmp_path: Path) -> None:
    place = Place(tmp_path, make=Checkers)
    (place.incoming / "mtqa.toml").write_text('root = true\nignore-files = ["*.log"]\nnames = ["names.txt"]\n', "utf-8")
    place.drop("names.txt", "Kyiv: Kiev\n")
    place.drop("feed.log")
    place.work_off()
    assert place.names("incoming") == [".mtqa-watch", "feed.log", "mtqa.toml", "names.txt"]
    assert [line["name"] for line in place.logged("passed-over")] == ["feed.log"]


def test_folders_of_results_inside_the_watched_one_are_not_worth_a_word(tmp_path: Path) -> None:
    place = Place(tmp_path)
    inside = Folders(str(place.incoming), *(str(place.incoming / name) for name in ("ok", "no", "what"))).ready()
    place.folders = inside
    (place.incoming / "other").mkdir()
    place.drop("story.txt")
    place.work_off()
    assert (place.incoming / "ok" / "story.txt").exists()
    assert [line["name"] for line in place.logged("passed-over")] == ["other"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("gone", "pass", "hold", "unread"), "gone: there is no such folder to watch"),
        (("in", "same", "same", "unread"), "four different folders"),
        (("in", "pass", "in/../in", "unread"), "four different folders"),
        (("in", "file", "hold", "unread"), "file: cannot be made a folder: File exists"),
        (("in", "far/away", "hold", "unread"), "away: cannot be made a folder: No such file or directory"),
    ],
)
def test_folders_that_will_not_do_are_refused(tmp_path: Path, names: tuple[str, ...], message: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match=message):
        Folders(*(str(tmp_path / name) for name in names)).ready()


def test_a_backlog_is_worked_off_in_order(place: Place) -> None:
    for number in range(20):
        path = place.drop(f"{(number * 7) % 20:02}.txt", f"{GOOD}\n{number}\n")
        os.utime(path, (number, number))
    place.work_off()
    assert [line["name"] for line in place.logged("story")] == [f"{(number * 7) % 20:02}.txt" for number in range(20)]


def test_signals_stop_a_watcher_and_a_broken_lease_does_not() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Stop() as stop:
        os.kill(os.getpid(), signal.SIGIO)
        assert not stop.asked
        os.kill(os.getpid(), signal.SIGTERM)
        stop.wait(60)
        assert stop.asked
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL  # a second one ends it
        assert signal.getsignal(signal.SIGINT) == stop._ask
    assert signal.getsignal(signal.SIGTERM) is before


def test_who_is_asked_to_stop_finishes_the_story_in_hand_and_takes_no_other(place: Place) -> None:
    class Stopping:
        asked = False

    for number in range(3):
        place.drop(f"{number}.txt")
    stop = Stopping()
    one = place.watcher()
    real = one._judge.judge

    def asked_meanwhile(name: str, data: bytes, *, folder: str) -> object:
        stop.asked = True
        return real(name, data, folder=folder)

    one._judge.judge = asked_meanwhile  # type: ignore[method-assign, assignment]
    one.round(stop)
    assert len(place.names("pass")) == 2
    assert len([name for name in place.names("incoming") if name.endswith(".txt")]) == 2
