"""`mtqa check` as its users meet it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main
from mtqa.model.unread import LINKED, NO_FILE

STORY = "Talks end\n\nThe talks ended. . Nobody spoke to the reporters.\n"
CLEAN = "Talks end\n\nThe talks ended. Nobody spoke to the reporters.\n"


def mtqa(*arguments: str, data: bytes | None = None, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, input=data, env=environment)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


def test_a_story_gets_a_report(story: Path) -> None:
    done = mtqa("check", str(story), "--select", "PUN01")
    assert done.exit_code == 0
    assert "The talks ended. . Nobody spoke to the reporters." in done.stdout
    assert "+ The talks ended. Nobody spoke" in done.stdout
    assert done.stderr == ""


def test_standard_input_is_read_for_a_dash() -> None:
    done = mtqa("check", "-", "--format", "jsonl", "--select", "PUN01", data=STORY.encode())
    record = json.loads(done.stdout)
    assert (record["path"], [finding["quote"] for finding in record["findings"]]) == ("<stdin>", [". ."])


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("critical", 0), ("major", 0), ("minor", 1)])
def test_fail_on_decides_the_exit_code(story: Path, fail_on: str, code: int) -> None:
    assert mtqa("check", str(story), "--select", "PUN01", "--fail-on", fail_on).exit_code == code


def test_what_is_below_the_least_severity_counts_nowhere(story: Path) -> None:
    done = mtqa("check", str(story), "--format", "jsonl", "--min-severity", "major", "--fail-on", "minor")
    record = json.loads(done.stdout)
    assert (done.exit_code, record["findings"], record["score"]["npt"]) == (0, [], 0)
    assert "|profile:default+severity>=major|" in record["signature"]


def test_what_is_less_sure_than_asked_counts_nowhere(story: Path) -> None:
    done = mtqa("check", str(story), "--format", "jsonl", "--select", "PUN01", "--min-confidence", "0.99")
    assert json.loads(done.stdout)["findings"] == []


def test_an_unreadable_input_is_named_and_the_rest_is_checked(story: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = mtqa("check", str(empty), str(tmp_path / "gone.txt"), str(story), "--format", "jsonl")
    assert done.exit_code == 3
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [str(story)]
    assert done.stderr.splitlines() == [
        f"mtqa: {empty}: the file is empty, there is nothing to check",
        f"mtqa: {tmp_path / 'gone.txt'}: No such file or directory",
    ]


def test_a_folder_stands_for_its_stories_at_any_depth(story: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "clean.txt").write_text(CLEAN, "utf-8")
    (tmp_path / ".hidden.txt").write_text(STORY, "utf-8")
    done = mtqa("check", str(tmp_path), "--format", "jsonl")
    assert done.exit_code == 0
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [
        str(story),
        str(tmp_path / "b" / "clean.txt"),
    ]


def test_files_of_other_kinds_in_a_folder_are_counted_not_lost(story: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    done = mtqa("check", str(tmp_path), "--format", "json")
    assert done.exit_code == 3
    report = json.loads(done.stdout)
    assert [document["path"] for document in report["documents"]] == [str(story)]
    assert [(unread["path"], unread["reason"]) for unread in report["unread"]] == [
        (str(tmp_path), "files of other kinds were passed over (1 .jpg); name a file to have it read")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
@pytest.mark.parametrize("command", ["check", "gate"])
def test_pipes_and_links_to_folders_are_named_and_hold_nothing_up(command: str, story: Path) -> None:
    (story.parent / "link").symlink_to("..")
    os.mkfifo(story.parent / "pipe.txt")
    done = mtqa(command, str(story.parent))
    assert done.exit_code == 3
    assert f"link: {LINKED}" in " ".join((done.stdout + done.stderr).split())
    assert f"pipe.txt: {NO_FILE}" in " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "PUN0l"], 'select: no rule, family, category or severity "PUN0l" (did you mean "PUN01"?)'),
        (["--ignore", "puntuation"], '(did you mean "punctuation"?)'),
        (["--ignore", "all"], "select: no rule is left to run"),
        (["--input-format", "pdf"], 'there is no format "pdf"; formats are '),
    ],
)
def test_wrong_use_says_the_way_out(story: Path, arguments: list[str], message: str) -> None:
    done = mtqa("check", str(story), *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_misspelt_command_is_told_apart() -> None:
    done = mtqa("chekc")
    assert done.exit_code == 2
    assert 'no command "chekc" (did you mean "check"?)' in done.stderr


def test_the_output_file_holds_the_whole_report(story: Path, tmp_path: Path) -> None:
    there = tmp_path / "report.json"
    done = mtqa("check", str(story), "--format", "json", "--output", str(there))
    assert (done.exit_code, done.stdout) == (0, "")
    assert [one["path"] for one in json.loads(there.read_text("utf-8"))["documents"]] == [str(story)]


def test_an_output_that_cannot_be_written_is_wrong_use(story: Path, tmp_path: Path) -> None:
    done = mtqa("check", str(story), "--output", str(tmp_path / "no" / "report.txt"))
    assert done.exit_code == 2
    assert "cannot be written: No such file or directory" in done.stderr


def test_a_language_given_overrules_the_file(story: Path) -> None:
    record = json.loads(mtqa("check", str(story), "--format", "jsonl", "--language", "de").stdout)
    assert (record["language"], record["findings"]) == ("de", [])


def test_a_rule_that_fails_is_named_and_the_traceback_is_for_debugging(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mtqa.rules import all_rules

    rule = next(rule for rule in all_rules() if rule.code == "PUN01")

    def broken(_rule: object, _document: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(type(rule), "hits", broken)
    done = mtqa("check", str(story), "--select", "PUN01")
    assert done.exit_code == 4
    assert done.stderr == f"mtqa: {story}: rule PUN01 failed: ValueError: no (--debug shows where)\n"
    assert "Traceback" in mtqa("check", str(story), "--select", "PUN01", "--debug").stderr


def process(*arguments: str, data: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mtqa", *arguments],
        input=data,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_plain_when_piped_or_with_no_color_and_coloured_when_forced() -> None:
    arguments = ("check", "-", "--select", "PUN01")
    assert b"\x1b" not in process(*arguments, data=STORY.encode()).stdout
    assert b"\x1b" not in process(*arguments, data=STORY.encode(), FORCE_COLOR="1", NO_COLOR="1").stdout
    assert b"\x1b" in process(*arguments, data=STORY.encode(), FORCE_COLOR="1", NO_COLOR="").stdout
    assert b"\x1b" in process(*arguments, "--color", "always", data=STORY.encode(), NO_COLOR="1").stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp1251", "utf-16"])
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_any_encoding_of_standard_output_will_do(encoding: str, form: str) -> None:
    data = json.dumps({"id": "ä", "text": "Basij мобилизация 東京 \ud800 ended. . Nobody 😀"}).encode()
    done = process("check", "-", "--format", form, data=data, PYTHONIOENCODING=f"{encoding}:strict")
    assert (done.returncode, done.stderr) == (0, b"")
    if form == "json":
        assert json.loads(done.stdout.decode("utf-8"))["documents"][0]["id"] == "ä"
    else:
        assert "PUN01" in done.stdout.decode(encoding)


def test_a_reader_that_goes_away_is_no_error_message() -> None:
    lines = b"".join(json.dumps({"id": n, "text": STORY}).encode() + b"\n" for n in range(2_000))
    command = [sys.executable, "-m", "mtqa", "check", "-", "--format", "jsonl"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as run:
        assert run.stdin and run.stdout and run.stderr  # noqa: PT018 - all three are pipes
        run.stdout.close()
        run.stdin.write(lines)
        run.stdin.close()
        assert run.stderr.read() == b""
        assert run.wait() == 141


@pytest.mark.parametrize("command", ["check", "gate", "fix"])
def test_a_folder_that_may_not_be_opened_is_named(command: str, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = story.parent / "closed"
    closed.mkdir()
    scandir = os.scandir

    def guarded(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    done = mtqa(command, str(story.parent))
    assert done.exit_code == 3
    assert f"mtqa: {closed}: Permission denied\n" in done.stderr
    assert "the folder holds no files" not in mtqa(command, str(closed)).stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [("check", "3:16"), ("gate", "of 1 story stopped, 1 input not read"), ("fix", "story.txt: 1 safe change can be")],
)
def test_a_file_that_may_not_be_read_is_named_and_the_rest_is_checked(
    command: str, said: str, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = story.with_name("other.txt")
    other.write_text(STORY, "utf-8")
    access, read_bytes = os.access, Path.read_bytes

    def refused(path: Path) -> bytes:
        if path == other:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(os, "access", lambda path, mode: path != str(other) and access(path, mode))
    monkeypatch.setattr(Path, "read_bytes", refused)
    done = mtqa(command, str(other), str(story))
    assert done.exit_code == 3
    assert f"mtqa: {other}: Permission denied\n" in done.stderr
    assert said in done.stdout + done.stderr


def test_an_empty_name_is_told(story: Path) -> None:
    done = mtqa("check", "", str(story), "--format", "jsonl")
    assert (done.exit_code, done.stderr) == (3, 'mtqa: "": a file has a name; this is none\n')
    assert json.loads(done.stdout)["path"] == str(story)


def test_nothing_in_a_name_reaches_a_terminal_as_a_command(story: Path) -> None:
    name = story.with_name("a\x1b[31mb.txt")
    story.rename(name)
    shown = str(name).replace("\x1b", "<U+001B>")
    for arguments in (["fix", str(name)], ["check", f"{name}x"], ["gate", f"{name}x"], ["dismiss", str(name), "9:9"]):
        done = mtqa(*arguments, *(["--reason", "none"] if arguments[0] == "dismiss" else []))
        assert "\x1b" not in done.stderr
        assert shown in done.stderr


def test_a_name_of_two_lines_is_told_in_one(tmp_path: Path) -> None:
    story = tmp_path / "a\nb.txt"
    story.write_text(STORY, "utf-8")
    done = mtqa("fix", str(story), "--select", "PUN01")
    assert done.stderr == f"mtqa: {tmp_path}/a↵b.txt: 1 safe change can be made; --write makes them\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("arguments", [["fix"], ["no-such-command"]], ids=["of mtqa", "of the command line"])
def test_a_standard_error_that_takes_nothing_does_not_look_like_a_verdict(
    story: Path, arguments: list[str], buffered: bool
) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    surroundings |= {} if buffered else {"PYTHONUNBUFFERED": "1"}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mtqa", *arguments, str(story)],
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=full,
            check=False,
        )
    assert done.returncode == 2


def test_a_current_folder_that_is_gone_is_no_defect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    for arguments in (["check", "story.txt"], ["config"], ["rules", "--test"]):
        done = mtqa(*arguments)
        assert (done.exit_code, done.stderr) == (
            2,
            "mtqa: the current folder is gone; go to one that is there, and run again\n",
        )
