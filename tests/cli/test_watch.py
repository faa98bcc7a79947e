"""`mtqa watch` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main
from tests.watch.places import BAD, BINARY, GOOD

SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="  # noqa: S105 - of the tests


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "incoming").mkdir()
    return tmp_path


def watch(*arguments: str, **environment: str) -> Result:
    options = ["watch", "incoming", "--pass", "pass", "--hold", "hold", "--no-config", *arguments]
    return CliRunner().invoke(main, options, env=environment)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_once_works_off_what_is_there_and_ends(desk: Path) -> None:
    (desk / "incoming" / "good.txt").write_text(GOOD, "utf-8")
    (desk / "incoming" / "bad.txt").write_text(BAD, "utf-8")
    done = watch("--once", "--settle", "0.05", "--metrics", "figures.prom")
    assert done.exit_code == 0
    assert names(desk) == ["figures.prom", "hold", "incoming", "pass", "unread"]
    assert [names(desk / folder) for folder in ("incoming", "pass", "hold", "unread")] == [
        [],
        ["good.txt", "good.txt.mtqa.json"],
        ["bad.txt", "bad.txt.mtqa.json"],
        [],
    ]
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["watching", "story", "story", "done"]
    assert {line["name"]: line["verdict"] for line in lines[1:3]} == {"good.txt": "pass", "bad.txt": "hold"}
    assert 'mtqa_watch_files_total{verdict="hold"} 1\n' in (desk / "figures.prom").read_text("utf-8")


def test_a_file_that_cannot_be_read_shows_in_the_exit_code(desk: Path) -> None:
    (desk / "incoming" / "picture.jpg").write_bytes(BINARY)
    done = watch("--once", "--settle", "0", "--unread", "odd", "--log", "text")
    assert done.exit_code == 3
    assert names(desk / "odd") == ["picture.jpg", "picture.jpg.mtqa.json"]
    assert " warning story id=" in done.stderr
    assert 'reason="a binary file' in done.stderr


def test_a_file_that_could_not_be_moved_shows_in_the_exit_code(desk: Path) -> None:
    (desk / "incoming" / "bad.txt").write_text(BAD, "utf-8")
    for folder in ("pass", "hold"):
        (desk / folder).mkdir()

    def gone(_: str, target: str) -> None:
        raise OSError(28, "No space left on device", target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mtqa.watch.delivery.move_new", gone)
        assert watch("--once", "--settle", "0").exit_code == 2
    assert names(desk / "hold") == []
    assert watch("--once", "--settle", "0").exit_code == 0
    assert names(desk / "hold") == ["bad.txt", "bad.txt.mtqa.json"]


def test_what_is_not_complete_is_left_and_counted(desk: Path) -> None:
    (desk / "incoming" / "empty.txt").touch()
    done = watch("--once", "--settle", "0.05")
    assert done.exit_code == 0
    assert names(desk / "incoming") == ["empty.txt"]
    assert json.loads(done.stderr.splitlines()[-1])["left"] == 1


def test_reports_may_be_pages_and_revise_may_pass(desk: Path) -> None:
    (desk / "incoming" / "good.txt").write_text(GOOD, "utf-8")
    assert watch("--once", "--settle", "0", "--report", "html", "--revise", "pass").exit_code == 0
    assert names(desk / "pass") == ["good.txt", "good.txt.mtqa.html"]
    assert (desk / "pass" / "good.txt.mtqa.html").read_text("utf-8").startswith("<!doctype html>")


def test_files_may_be_skipped_by_name(desk: Path) -> None:
    for name in ("good.txt", "feed.ctl"):
        (desk / "incoming" / name).write_text(GOOD, "utf-8")
    assert watch("--once", "--settle", "0", "--skip", "*.ctl").exit_code == 0
    assert names(desk / "incoming") == ["feed.ctl"]


def test_a_hook_is_signed_with_a_secret_from_a_file_or_the_environment(desk: Path) -> None:
    (desk / "secret").write_text(f"{SECRET}\n", "ascii")
    address = ("--on-hold", "http://127.0.0.1:1/held")
    assert watch("--once", *address, "--hook-secret-file", "secret").exit_code == 0
    assert watch("--once", *address, MTQA_HOOK_SECRET=SECRET).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--on-hold", "http://a/"], "MTQA_HOOK_SECRET: the secret of --on-hold is 24 or more random bytes in base64"),
        (["--on-hold", "http://a/", "--hook-secret-file", "gone"], "gone: cannot be read as a secret"),
        (["--hook-secret-file", "gone"], "there is no hook to sign calls of; name it with --on-hold"),
        (["--hold", "pass"], "are to be four different folders"),
        (["--input-format", "pdf"], 'there is no format "pdf"; formats are '),
        (["--select", "PUN0l"], '(did you mean "PUN01"?)'),
        (["--config", "gone.toml"], "gone.toml"),
    ],
)
def test_wrong_use_ends_before_anything_is_touched(desk: Path, arguments: list[str], message: str) -> None:
    (desk / "incoming" / "good.txt").write_text(GOOD, "utf-8")
    done = watch("--once", "--settle", "0", *arguments, MTQA_HOOK_SECRET="")
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert names(desk / "incoming") == ["good.txt"]
