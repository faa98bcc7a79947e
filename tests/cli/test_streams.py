"""Standard streams that are closed, or that cannot take any more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_STORY = "The talks ended. . Nobody spoke.\n"
_CLOSED = "mtqa: standard output cannot be written to: it is closed; --output FILE puts a report into a file\n"
_FULL = "mtqa: standard output cannot be written to: No space left on device; --output FILE puts a report into a file\n"
_needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")


def _run(redirected: str, *arguments: str | os.PathLike[str]) -> tuple[int, str, str]:
    """Exit code and what is on standard output and error, of a command whose streams a shell has redirected."""
    command = ["sh", "-c", f'exec "$0" "$@" {redirected}', sys.executable, "-m", "mtqa", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(name="story")
def _story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(_STORY, "utf-8")
    return path


@pytest.mark.parametrize("form", ["terminal", "json", "sarif"])
def test_a_report_that_can_go_nowhere_is_an_error(form: str, story: Path) -> None:
    assert _run(">&-", "check", story, "--format", form) == (2, "", _CLOSED)


@_needs_full
@pytest.mark.parametrize(
    "arguments", [("check", "story.txt"), ("check", "story.txt", "--format", "csv"), ("rules",), ("--help",)]
)
def test_a_full_disk_is_named(arguments: tuple[str, ...], story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(story.parent)
    assert _run(">/dev/full", *arguments) == (2, "", _FULL)


def test_nothing_is_missed_that_goes_to_a_file(story: Path) -> None:
    report = story.with_suffix(".csv")
    assert _run(">&-", "check", story, "--format", "csv", "--output", report) == (0, "", "")
    assert "PUN01" in report.read_text("utf-8")


def test_the_gate_decides_without_standard_error(story: Path) -> None:
    assert _run("2>&-", "gate", story, "--fail-on", "minor")[0] == 1


def test_standard_input_that_is_closed_cannot_be_read() -> None:
    code, _, said = _run("<&-", "check", "-")
    assert (code, said) == (3, "mtqa: <stdin>: it is closed\n")
