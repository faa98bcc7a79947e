"""The guides say what happens: their examples are run.

A fenced block whose header names a file is that file; in one that is headed ``console``, each line after ``$`` is a
command and what follows is what it prints, ``...`` standing for any lines; one that is headed ``pycon`` is Python.
"""

from __future__ import annotations

import re
import shlex
from doctest import DocTestParser, DocTestRunner
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.cli.main import main

DOCS = Path(__file__).parents[2] / "docs"
_BLOCK = re.compile(r"^```(\w+) ?([\w.]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ mtqa (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_FINGERPRINT = re.compile(r"\b[0-9a-f]{16}\b")
GUIDES = sorted(path.name for path in DOCS.glob("*.md") if "```console" in path.read_text("utf-8"))


def _expected(lines: str) -> re.Pattern[str]:
    """What a command prints; ``...`` is any lines, white space at the ends of lines does not count."""
    parts = ["(?:.*\n)*?" if line == "..." else re.escape(line.rstrip() + "\n") for line in lines.splitlines()]
    return re.compile("".join(parts))


def _printed(command: str) -> str:
    done = CliRunner().invoke(main, shlex.split(command), env={"COLUMNS": "80"})
    return "".join(f"{line.rstrip()}\n" for line in done.output.replace("\u00a0", " ").splitlines())


@pytest.mark.parametrize("guide", GUIDES)
def test_the_examples_of_a_guide_do_what_it_says(guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kind, name, content in _BLOCK.findall((DOCS / guide).read_text("utf-8")):
        if kind == "console":
            for command, lines in _COMMAND.findall(content):
                printed = _printed(command)
                assert _expected(lines).fullmatch(printed), f"mtqa {command}\n{printed}"
        elif kind == "pycon":
            session = DocTestParser().get_doctest(content, {}, guide, None, None)
            assert DocTestRunner(verbose=False).run(session).failed == 0
        elif "{fingerprint}" in content:  # what a command has written
            assert _FINGERPRINT.sub("{fingerprint}", Path(name).read_text("utf-8")) == content
        elif name:
            Path(name).write_text(content, "utf-8")


def test_there_are_guides_with_examples() -> None:
    assert "dismissing.md" in GUIDES
