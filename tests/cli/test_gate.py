"""`mtqa gate` as machines and people meet it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main
from mtqa.engine.checker import Checker

BAD = "Talks end\n\nThe talks ended on Thursday. . Nobody spoke to the reporters.\n"
GOOD = "Talks end\n\nThe talks ended on Thursday. Nobody spoke to the reporters.\n"
RULES = ("--select", "PUN01")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def gate(*arguments: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["gate", *arguments], input=data, env={"COLUMNS": "80"})


def write(path: str, text: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")
    return path


def records(number: int, bad: range = range(0)) -> bytes:
    lines = [json.dumps({"id": f"s{one}", "text": BAD if one in bad else GOOD}) for one in range(number)]
    return ("\n".join(lines) + "\n").encode()


# Exit codes


def test_0_every_story_passed() -> None:
    done = gate(write("a.txt", GOOD), *RULES)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[:2] == [
        "[PASSED] 0 of 1 story stopped",
        "1 pass   ■ 0 critical  ▲ 0 major  ● 0 minor".replace("■ ", "■\u00a0")
        .replace("▲ ", "▲\u00a0")
        .replace("● ", "●\u00a0")
        .replace("0 ", "0\u00a0"),
    ]


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("critical", 0), ("major", 0), ("minor", 1)])
def test_1_the_threshold_is_met(fail_on: str, code: int) -> None:
    done = gate(write("a.txt", BAD), *RULES, "--fail-on", fail_on)
    assert done.exit_code == code
    if code:
        assert done.stderr.replace("\u00a0", " ").splitlines()[:4] == [
            "a.txt                                                            1 minor finding",
            "    3:28 ● A stray full stop stands after “talks ended on Thursday”. PUN01",
            "",
            "[STOPPED] 1 of 1 story stopped",
        ]


def test_1_there_are_more_points_than_allowed() -> None:
    story = write("a.txt", BAD)
    assert gate(story, *RULES, "--max-npt", "2").exit_code == 0
    done = gate(story, *RULES, "--max-npt", "1.5")
    assert done.exit_code == 1
    assert "2 penalty points per 1,000 words, 1.5 are allowed" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "PUN0l"], '(did you mean "PUN01"?)'),
        (["--output", "sarf:a"], '--output: "sarf:a" begins with no format'),
        (["--output", "csv", "--output", "sarif:-"], "two reports would go to standard output"),
        (["--input-format", "pdf"], 'there is no format "pdf"'),
        (["--changed-lines"], "--changed-lines: changed since when?"),
        (["--changed-lines", "--diff", "HEAD", "--max-npt", "3"], "--max-npt is about whole stories"),
        (["--baseline", "none.json"], "none.json: there is no such baseline"),
        (["--config", "none.toml"], "none.toml"),
        (["--diff", "HEAD"], "--diff: git rev-parse: fatal: not a git repository"),
    ],
)
def test_2_wrong_use_decides_nothing(arguments: list[str], message: str) -> None:
    done = gate(write("a.txt", BAD), *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_3_what_cannot_be_read_is_named_and_the_rest_is_decided() -> None:
    done = gate(write("a.txt", BAD), "gone.txt", "no*.txt", write("empty.txt", ""), *RULES, "--output", "jsonl")
    assert done.exit_code == 3
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["a.txt"]
    assert done.stderr.splitlines()[:3] == [
        "mtqa: gone.txt: No such file or directory",
        "mtqa: no*.txt: No such file or directory",
        "mtqa: empty.txt: the file is empty, there is nothing to check",
    ]
    assert "[NOT DECIDED] 0 of 1 story stopped, 3 inputs not read" in done.stderr


def test_3_is_more_than_1_and_4_more_than_3(monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = [write("a.txt", BAD), "gone.txt", *RULES, "--fail-on", "minor"]
    assert gate(*arguments).exit_code == 3
    from mtqa.rules import all_rules

    rule = next(rule for rule in all_rules() if rule.code == "PUN01")

    def broken(_rule: object, _document: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(type(rule), "hits", broken)
    done = gate(*arguments)
    assert done.exit_code == 4
    assert "mtqa: a.txt: rule PUN01 failed: ValueError: no (--debug shows where)\n" in done.stderr
    assert "Traceback" in gate(*arguments, "--debug").stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_4_a_story_that_mtqa_fails_on_costs_no_other(monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    check = Checker.check

    def failing(self: Checker, document: object, baseline: object = None) -> object:
        if getattr(document, "id", "") == "s7":
            raise IndexError("a view")
        return check(self, document, baseline)  # type: ignore[arg-type]

    monkeypatch.setattr(Checker, "check", failing)
    Path("feed.jsonl").write_bytes(records(30))
    done = gate(*["feed.jsonl"] * 5, "--jobs", jobs, *RULES, "--output", "json")
    assert done.exit_code == 4
    report = json.loads(done.stdout)
    assert len(report["documents"]) == 5 * 29
    assert {(one["id"], one["line"], one["reason"]) for one in report["unread"]} == {
        ("s7", 8, "mtqa failed on it: IndexError: a view")
    }
    assert "[NOT DECIDED] 0 of 145 stories stopped, mtqa failed 5 times\n" in done.stderr


def test_4_a_process_that_dies_is_named_and_its_other_stories_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    check = Checker.check

    def deadly(self: Checker, document: object, baseline: object = None) -> object:
        if getattr(document, "path", "") == "11.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return check(self, document, baseline)  # type: ignore[arg-type]

    monkeypatch.setattr(Checker, "check", deadly)
    names = [write(f"{number:02}.txt", GOOD) for number in range(40)]
    done = gate(*names, *RULES, "--jobs", "2", "--output", "jsonl")
    assert done.exit_code == 4
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [n for n in names if n != "11.txt"]
    assert "mtqa: 11.txt: the process that checked it was ended by SIGKILL\n" in done.stderr


# Inputs


def test_the_order_and_the_results_are_the_same_on_any_number_of_processes() -> None:
    for number in range(30):
        write(f"in/{number:02}.txt", BAD if number % 3 else GOOD)
    write("in/feed.jsonl", records(400, range(100, 150)).decode())
    write("in/odd.html", "<html><body><p>" + BAD.replace("\n", " ") + "</p></body></html>")
    one, two, three = (gate("in", "--jobs", jobs, "--output", "jsonl") for jobs in "123")
    assert one.stdout.count("\n") == 431
    assert one.stdout == two.stdout == three.stdout
    assert [one.exit_code, two.exit_code, three.exit_code] == [0, 0, 0]
    assert "on 2 processes" in two.stderr
    assert "processes" not in one.stderr


def test_a_stream_of_json_lines_is_read_in_parts_and_each_finding_points_into_it() -> None:
    """Broken lines, blank lines, lines longer than a part and an id that comes twice are as in one piece."""
    data = records(300, range(200, 205)) + b"\n{broken\n" + records(2, range(1))
    data += json.dumps({"id": "long", "text": (GOOD * 3000) + BAD}).encode() + b"\n" + records(1)
    Path("feed.jsonl").write_bytes(data)
    streamed = gate("-", "--jobs", "2", *RULES, "--output", "json", data=data)
    whole = CliRunner().invoke(main, ["check", "-", *RULES, "--profile", "gate", "--format", "json"], input=data)
    assert (streamed.exit_code, whole.exit_code) == (3, 3)
    ours, theirs = json.loads(streamed.stdout), json.loads(whole.stdout)
    assert ours["unread"] == theirs["unread"]
    assert [one["line"] for one in ours["unread"]] == [302]
    for mine, other in zip(ours["documents"], theirs["documents"], strict=True):
        assert mine == other | {"signature": mine["signature"]}
    lines = data.decode().split("\n")
    found = [finding for document in ours["documents"] for finding in document["findings"]]
    assert len(found) == 7
    for finding in found:
        start = finding["column"] - 1
        assert lines[finding["line"] - 1][start : start + 3] == ". ."


@pytest.mark.parametrize(
    ("data", "documents"),
    [
        (GOOD.encode(), 1),
        (b'[{"text": "One story."},\n{"text": "Another."}]', 2),
        (b'{"id": "1",\n "text": "One object over lines."}', 1),
        ("\ufeff".encode() + records(3), 3),
        (b"\n\n" + records(3), 3),
        (records(3).decode().encode("utf-16"), 3),
        (b"<html><body><p>A page about the talks that ended.</p></body></html>", 1),
    ],
)
def test_standard_input_may_be_anything(data: bytes, documents: int) -> None:
    done = gate("-", "--output", "jsonl", data=data)
    assert (done.exit_code, done.stdout.count("\n")) == (0, documents)


def test_empty_standard_input_is_no_passed_gate() -> None:
    done = gate("-", data=b"")
    assert done.exit_code == 3
    assert "<stdin>: the file is empty" in done.stderr


def test_a_pattern_stands_for_files_at_any_depth() -> None:
    write("in/a.txt", GOOD)
    write("in/deep/er/b.txt", GOOD)
    write("in/deep/c.md", GOOD)
    done = gate("in/**/*.txt", "--output", "jsonl")
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["in/a.txt", "in/deep/er/b.txt"]


def test_a_name_with_brackets_is_a_name() -> None:
    assert gate(write("a[1].txt", GOOD)).exit_code == 0


# Profiles and baselines


def test_the_gates_own_profile_holds_below_house_files_and_options() -> None:
    story = write("news/a.txt", BAD)
    assert "profile:gate" in json.loads(gate(story, "--output", "jsonl").stdout)["signature"]
    write("news/mtqa.toml", 'fail-on = "minor"\n')
    assert gate(story).exit_code == 1
    assert gate(story, "--fail-on", "major").exit_code == 0
    assert gate(story, "--no-config").exit_code == 0
    write("news/mtqa.toml", 'extends = ["web"]\n')
    assert "profile:web" in json.loads(gate(story, "--output", "jsonl").stdout)["signature"]
    assert "profile:wire" in json.loads(gate(story, "--profile", "wire", "--output", "jsonl").stdout)["signature"]


def test_what_a_baseline_has_stops_nothing_and_what_is_new_does() -> None:
    story = write("a.txt", BAD)
    accept = ["check", story, "--profile", "gate", *RULES, "--write-baseline", "accepted.json"]
    assert CliRunner().invoke(main, accept).exit_code == 0
    arguments = [".", *RULES, "--baseline", "accepted.json", "--fail-on", "minor", "--jobs", "2"]
    done = gate(*arguments)
    assert done.exit_code == 0
    assert "1\u00a0dismissed" in done.stderr
    write("a.txt", BAD + "\nThe rain went on. . It was cold.\n")
    assert gate(*arguments).exit_code == 1


@pytest.mark.parametrize("renamed", [False, True])
def test_with_a_baseline_processes_come_to_what_one_comes_to(renamed: bool) -> None:
    write("mtqa.toml", 'min-severity = "information"\nmin-confidence = 0.0\n')
    for number in range(20):
        write(f"{number}.txt", BAD + f"\nThe rain went on for {number} days. . It was cold.\n")
    accept = ["check", ".", *RULES, "--write-baseline", "accepted.json"]
    assert CliRunner().invoke(main, accept).exit_code == 0
    if renamed:
        Path("3.txt").rename("new.txt")
    write("5.txt", BAD)
    write("7.txt", Path("7.txt").read_text() + "\nThe dam held. . It was mended.\n")
    Path("9.txt").write_bytes(b"\0\1\2")
    arguments = [".", *RULES, "--baseline", "accepted.json", "--fail-on", "minor", "--output", "jsonl"]
    alone, shared = (gate(*arguments, "--jobs", jobs) for jobs in "14")
    assert alone.exit_code == shared.exit_code == 3
    assert alone.stdout == shared.stdout
    dismissed = {one["path"]: len(one["dismissed"]) for one in map(json.loads, shared.stdout.splitlines())}
    assert (dismissed["new.txt" if renamed else "3.txt"], dismissed["5.txt"], dismissed["7.txt"]) == (2, 1, 2)
    assert "mtqa: accepted.json: 1 of 40 accepted findings is found no more" in alone.stderr
    assert alone.stderr.partition("\n[")[0] == shared.stderr.partition("\n[")[0]
    assert ("on 4 processes" in shared.stderr) is not renamed


# What has changed


def git(*arguments: str) -> str:
    environment = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    done = subprocess.run(["git", *arguments], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository() -> None:
    """Old stories, and a branch that changes some of them; all of them have a finding in their first paragraph."""
    git("init", "-q", "-b", "main")
    for name in ("same.txt", "ends.txt", "tail.txt", "ü – 1.txt", "gone.txt", "allowed.txt"):
        write(f"news/{name}", BAD + "\nThe rain went on.\n")
    write("news/feed.jsonl", records(6, range(6)).decode())
    git("add", ".")
    git("commit", "-qm", "old")
    git("checkout", "-qb", "topic")
    write("news/ends.txt", BAD + "\nThe rain went on. . It was cold.\n")
    write("news/tail.txt", BAD)
    write("news/ü – 1.txt", BAD + "\nThe rain went on and on.\n")
    write("news/new.txt", BAD)
    lines = records(6, range(6)).decode().splitlines(keepends=True)
    write("news/feed.jsonl", "".join([*lines[:2], lines[2].replace("Nobody", "No one"), *lines[3:5]]))
    write("news/allowed.txt.mtqa.toml", '[[dismiss]]\nrule = "SEN"\nreason = "later"\n')
    Path("news/gone.txt").unlink()
    git("add", ".")
    git("commit", "-qm", "new")


def found(done: Result) -> list[tuple[str, str, list[int]]]:
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return [(Path(one["path"]).name, one["id"], [f["line"] for f in one["findings"]]) for one in records]


@pytest.mark.usefixtures("repository")
def test_with_diff_only_stories_that_have_changed_are_checked() -> None:
    done = gate("news", *RULES, "--output", "jsonl", "--diff", "main...HEAD", "--fail-on", "minor")
    assert found(done) == [
        ("allowed.txt", "news/allowed.txt", [3]),
        ("ends.txt", "news/ends.txt", [3, 5]),
        ("feed.jsonl", "s2", [3]),
        ("feed.jsonl", "s4", [5]),  # the record after it was taken out
        ("new.txt", "news/new.txt", [3]),
        ("tail.txt", "news/tail.txt", [3]),
        ("ü – 1.txt", "news/ü – 1.txt", [3]),
    ]
    assert done.exit_code == 1


@pytest.mark.usefixtures("repository")
def test_with_changed_lines_only_what_stands_on_them_is_reported() -> None:
    arguments = ["news", *RULES, "--diff", "main...HEAD", "--changed-lines", "--fail-on", "minor"]
    done = gate(*arguments, "--output", "jsonl", "--jobs", "2")
    assert [(name, lines) for name, _, lines in found(done) if lines] == [
        ("allowed.txt", [3]),
        ("ends.txt", [5]),
        ("feed.jsonl", [3]),
        ("new.txt", [3]),
    ]
    assert done.exit_code == 1
    git("checkout", "-q", "-b", "calm")
    write("news/same.txt", BAD + "\nThe rain went on and on.\n")
    git("commit", "-qam", "calm")
    assert gate("news", *RULES, "--diff", "topic...HEAD", "--changed-lines", "--fail-on", "minor").exit_code == 0


@pytest.mark.usefixtures("repository")
def test_diff_against_what_lies_there_takes_changes_that_are_not_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("news/same.txt", BAD + "\nIt was cold.\n")
    monkeypatch.chdir(tmp_path / "news")
    done = gate(".", *RULES, "--diff", "HEAD", "--output", "jsonl")
    assert [name for name, _, _ in found(done)] == ["same.txt"]


@pytest.mark.usefixtures("repository")
def test_files_that_are_not_those_of_head_are_not_judged_by_its_lines() -> None:
    write("news/ends.txt", BAD)
    done = gate("news", "--diff", "main...HEAD")
    assert done.exit_code == 2
    assert "--diff: news/ends.txt: what lies there is not what HEAD has; check that out, or commit" in done.stderr


@pytest.mark.usefixtures("repository")
def test_a_version_that_is_not_there_says_what_a_shallow_clone_lacks() -> None:
    done = gate("news", "--diff", "origin/main...HEAD")
    assert done.exit_code == 2
    assert "--diff: git diff: fatal: " in done.stderr
    assert "fetch-depth: 0" in done.stderr
    assert gate("news", "--diff", "--output=x").exit_code == 2
    assert "git knows nothing of standard input" in gate("-", "--diff", "main", data=b"x").stderr


# Interruption


def test_an_interrupted_run_leaves_no_process_and_no_half_report(tmp_path: Path) -> None:
    """While a stream pauses, what has come is reported; the signal goes to the whole group, as from a keyboard."""
    arguments = [sys.executable, "-m", "mtqa", "gate", "-", "--jobs", "2", "--output", "sarif:out.sarif"]
    arguments += ["--output", "jsonl"]
    pipe = subprocess.PIPE
    home = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    # A shell's background jobs ignore the signal, and so would what these tests start if they were one.
    heeding = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run = subprocess.Popen(
            arguments, stdin=pipe, stdout=pipe, stderr=pipe, cwd=tmp_path, start_new_session=True, env=home
        )
    finally:
        signal.signal(signal.SIGINT, heeding)
    with run:
        assert run.stdin is not None
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdin.write(records(3))
        run.stdin.flush()
        assert json.loads(run.stdout.readline())["id"] == "s0"
        assert len(list(tmp_path.glob(".out.sarif.*"))) == 1
        os.killpg(run.pid, signal.SIGINT)
        assert run.stderr.read() == b"\nmtqa: interrupted\n"
        assert run.wait() == 130
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
