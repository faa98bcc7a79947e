"""The terminal report, against snapshots small enough to be read.

``MTQA_UPDATE_SNAPSHOTS=1 python -m pytest tests/render`` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from mtqa.model.result import Crash, Result, Verdict
from mtqa.model.unread import Unread
from mtqa.render.terminal import TerminalReport, View
from tests.render.stories import AWKWARD, COMPARED, LET_STAND, TALKS, result

COMPARED_STORY = replace(
    result("Talks end\n\nThe talks [[ended. .|minor|ended.]]"), encoding="windows-1251", reference=COMPARED
)
SNAPSHOTS = Path(__file__).with_name("snapshots")
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def _report(*results: Result, view: View | None = None, unread: tuple[Unread, ...] = ()) -> str:
    report = TerminalReport(view)
    return report.begin() + "".join(map(report.add, results)) + report.end(unread)


CASES = {
    "one-80": lambda: _report(result(TALKS, verdict=Verdict.HOLD)),
    "one-120": lambda: _report(result(TALKS, verdict=Verdict.HOLD), view=View(120)),
    "one-ascii": lambda: _report(result(TALKS, verdict=Verdict.HOLD), view=View(80, ascii_only=True)),
    "clean": lambda: _report(result("All is well\n\nNothing happened.", verdict=Verdict.PASS)),
    "awkward": lambda: _report(result(AWKWARD)),
    "compared": lambda: _report(COMPARED_STORY),
    "several-compared": lambda: _report(COMPARED_STORY, COMPARED_STORY, result("All is well.", verdict=Verdict.PASS)),
    "dismissed": lambda: _report(LET_STAND),
    "several-dismissed": lambda: _report(LET_STAND, LET_STAND, result("All is well.", verdict=Verdict.PASS)),
    "crash": lambda: _report(result("All is well.", crashes=(Crash("PUN01", "ValueError: no"),))),
    "colors": lambda: _report(result("Talks [[end. .|minor|end.]]"), view=View(80, "standard")).replace("\x1b", "␛"),
    "many": lambda: _report(
        result(TALKS, verdict=Verdict.HOLD, path="wire/talks.txt"),
        result("All is well.", verdict=Verdict.PASS, path="wire/" + "a-long-folder/" * 6 + "well.txt"),
        unread=(Unread("wire/picture.png", "wire/picture.png", 1, "a PNG picture"),),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_report_is_as_reviewed(name: str) -> None:
    written = CASES[name]()
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("MTQA_UPDATE_SNAPSHOTS"):
        path.write_text(written, "utf-8")
    assert written == path.read_text("utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 140])
@pytest.mark.parametrize(
    "stories",
    [(result(TALKS),), (result(AWKWARD),), (LET_STAND,), (LET_STAND, LET_STAND)],
    ids=["talks", "awkward", "let stand", "several"],
)
def test_no_line_is_wider_than_the_terminal(stories: tuple[Result, ...], width: int) -> None:
    for view in (View(width), View(width, "standard")):
        for line in STYLE.sub("", _report(*stories, view=view)).splitlines():
            assert cell_len(line) <= width, line


def test_colours_change_nothing_but_colours() -> None:
    plain = _report(result(TALKS)).splitlines()
    colored = STYLE.sub("", _report(result(TALKS), view=View(80, "standard"))).splitlines()
    chip = re.compile(r"[\[ ]REVISE[\] ]")
    without_carets = [line for line in plain if line.strip(" │^") or not line.strip()]
    assert [chip.sub("R", line.rstrip()) for line in colored] == [chip.sub("R", line) for line in without_carets]


def test_nothing_in_a_story_reaches_the_terminal_as_a_command() -> None:
    written = _report(result(AWKWARD), result(AWKWARD), view=View(80, "standard"))
    assert set(STYLE.sub("", written)) & set("\x1b\u200b\u202e\ud800\t\r") == set()
    assert "\x1b[31mred" not in written


def test_the_exact_words_are_marked_without_colours() -> None:
    lines = _report(result("Talks end\n\nHe said the [[Basij|major]] would go on.")).splitlines()
    words = next(index for index, line in enumerate(lines) if "He said" in line)
    assert [lines[words + 1][m.start() :][: len("Basij")] for m in re.finditer("Basij", lines[words])] == ["^^^^^"]


def test_a_change_that_leaves_nothing_of_a_line_says_so() -> None:
    assert "\n      + (nothing)\n" in _report(result("Talks end\n\n[[Advertisement|minor|]]\n\nMore."))


def test_a_line_of_ten_megabytes_is_shown_in_part() -> None:
    long = "word " * 1_000_000
    written = _report(result(f"{long}[[Basij|major|mobilization]] {long}"))
    assert len(written) < 2_000
    assert re.search(r"− …(word )+Basij( word)+…\n", written)


def test_what_is_in_preview_is_told_beside_the_verdict() -> None:
    story = result("Talks [[end. .|critical|end.]] They [[ended. .|neutral|ended.]]", verdict=Verdict.PASS)
    unproven = replace(story, findings=tuple(replace(one, preview=True) for one in story.findings))
    advice = "Nothing found that should stop this story."
    assert f"{advice}\n" in _report(story)
    assert f"{advice} 1 finding in preview is shown but not weighed." in " ".join(_report(unproven).split())
