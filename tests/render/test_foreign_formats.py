"""Formats of other programs, each held by its schema or by a program that reads it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import JUnitXml

from mtqa.engine.gate import Gate
from mtqa.model.mqm import Category, Severity
from mtqa.model.region import Columns, Region
from mtqa.model.result import Crash, Result, Verdict
from mtqa.model.unread import Unread
from mtqa.render import report
from mtqa.render.github import MOST, SUMMARY_BYTES, GithubReport
from mtqa.render.held import Held
from mtqa.render.markdown import MarkdownReport
from mtqa.render.sarif import SarifReport
from mtqa.render.surroundings import RuleHelp, Surroundings
from tests.render.stories import AWKWARD, TALKS, result

SCHEMAS = Path(__file__).with_name("schema")
GONE = Unread("gone.txt", "gone.txt", 1, "No such file or directory")
FORMATS = ["sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown", "csv"]


def described(code: str) -> RuleHelp:
    return RuleHelp(
        code, f"name-of-{code}", "One sentence.", f"# {code}\n\nA page.", Severity.MAJOR, Category.PUNCTUATION, 0.97,
        f"https://example.org/{code}",
    )  # fmt: skip


SURROUNDINGS = Surroundings(lambda path: f"news/{path}", described, Gate(Severity.MAJOR).reasons)


def located(story: Result) -> Result:
    """The story with regions: a file that is its own text."""

    def region(start: int, end: int, new: str | None) -> Region:
        lines, last = story.text[:start].split("\n"), story.text[:end].split("\n")

        def columns(encoding: str, unit: int) -> Columns:
            first, after = (len(some[-1].encode(encoding, "surrogatepass")) // unit for some in (lines, last))
            return Columns(first + 1, after + 1)

        columns32 = columns("utf-32-le", 4)
        return Region(len(lines), len(last), columns32, columns("utf-16-le", 2), columns("utf-8", 1), new)

    return replace(
        story,
        findings=tuple(
            replace(one, region=region(one.span.start, one.span.end, one.suggestion.text if one.suggestion else None))
            for one in story.findings
        ),
    )


STORY = located(result(TALKS))
HARD = located(result(AWKWARD, path='odd "name", 100%: <é>.txt', crashes=(Crash("PUN09", "ValueError: \x00]]>"),)))


def written(form: str, results: Iterable[Result], unread: tuple[Unread, ...] = ()) -> str:
    made = report(form, SURROUNDINGS)
    return made.begin() + "".join(map(made.add, results)) + made.end(unread)


def schema(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(SCHEMAS.joinpath(name).read_text("utf-8"))
    return content


def sarif(text: str) -> dict[str, Any]:
    log = json.loads(text)
    Draft4Validator(schema("sarif-2.1.0-rtm.5.json")).validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_whatever_a_story_holds(form: str) -> None:
    """Nothing of a story, half characters and escape sequences included, makes a report that cannot be encoded."""
    text = written(form, [STORY, HARD], (GONE,))
    assert "\ufffd" not in text.encode("utf-8", "strict").decode()
    assert "\x1b" not in text


def test_sarif_keeps_to_its_schema_and_lists_each_rule_once() -> None:
    run = sarif(written("sarif", [STORY, HARD, STORY], (GONE,)))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    assert run["tool"]["driver"]["rules"][0]["help"]["markdown"] == "# PUN01\n\nA page."
    assert [rules[one["ruleIndex"]] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["invocations"][0]["executionSuccessful"] is False
    assert [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]] == [
        "Rule PUN09 failed and was left out: ValueError: \x00]]>",
        "Not read: No such file or directory",
    ]


def test_sarif_says_where_what_and_how_to_mend_it() -> None:
    first = sarif(written("sarif", [STORY]))["results"][0]
    place = {"uri": "news/story.txt", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 1, "startColumn": 21, "endLine": 1, "endColumn": 25}
    assert first["locations"] == [{"physicalLocation": {"artifactLocation": place, "region": region}}]
    assert (first["level"], first["partialFingerprints"]) == ("warning", {"mtqa/v1": f"{1:016x}"})
    assert first["fixes"][0]["artifactChanges"] == [
        {
            "artifactLocation": place,
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": "deal"}}],
        }
    ]


def test_sarif_counts_columns_as_github_does() -> None:
    """An emoji of eleven UTF-16 units stands before: none of them is lost."""
    story = located(result("The 👩‍👩‍👧 and 😀 [[frends|minor|friends]].", path="é ü.txt"))
    found = sarif(written("sarif", [story]))["results"][0]
    where = found["locations"][0]["physicalLocation"]
    assert where["region"] == {"startLine": 1, "startColumn": 21, "endLine": 1, "endColumn": 27}
    assert where["artifactLocation"]["uri"] == "news/%C3%A9%20%C3%BC.txt"


def test_a_suggestion_that_the_file_cannot_take_is_no_fix() -> None:
    story = replace(
        STORY, findings=tuple(replace(one, region=replace(one.region, replacement=None)) for one in STORY.findings
                              if one.region)
    )  # fmt: skip
    assert all("fixes" not in one for one in sarif(written("sarif", [story]))["results"])


def test_what_is_in_preview_is_a_note() -> None:
    story = replace(STORY, findings=tuple(replace(one, preview=True) for one in STORY.findings))
    assert {one["level"] for one in sarif(written("sarif", [story]))["results"]} == {"note"}
    assert {one["severity"] for one in json.loads(written("gitlab", [story]))} == {"info"}
    assert {one["severity"] for one in json.loads(written("rdjson", [story]))["diagnostics"]} == {"INFO"}
    assert {line.split(" ")[0] for line in written("github", [story]).splitlines()} == {"::notice"}
    assert not SURROUNDINGS.stops(story)


def test_of_too_many_results_sarif_keeps_the_gravest_and_says_how_many_are_missing() -> None:
    made = SarifReport(SURROUNDINGS, most=3)
    made.add(STORY)
    run = sarif(made.end(()))
    assert [one["properties"]["severity"] for one in run["results"]] == ["minor", "major", "critical"]
    told = "2 findings of 5 left out, the least grave: GitHub takes no more"
    assert made.left_out == told
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == f"{told}."


def test_a_sarif_file_stays_within_the_size_that_github_takes() -> None:
    """Fingerprints hardly compress: what is measured is the file as it is sent."""
    import gzip
    import random

    chance = random.Random(7)  # noqa: S311 - noise, no secret
    made = SarifReport(SURROUNDINGS, most_bytes=400_000)
    for _ in range(1500):
        noise = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(400))
        made.add(replace(STORY, findings=tuple(replace(one, message=noise) for one in STORY.findings)))
    text = made.end(())
    run = json.loads(text)["runs"][0]
    assert 100_000 < len(gzip.compress(text.encode())) <= 400_000
    missing = int(made.left_out.split(" ")[0].replace(",", ""))
    assert missing + len(run["results"]) == 7500
    assert {one["properties"]["severity"] for one in run["results"]} == {"critical"}


def test_github_commands_are_escaped_as_actions_escape_them() -> None:
    story = located(result("Say [[so|critical]].", path="a:b,c%\nd.txt"))
    story = replace(story, findings=tuple(replace(one, message="100%, “so”:\nno") for one in story.findings))
    assert written("github", [story]) == (
        "::error file=news/a%3Ab%2Cc%25%0Ad.txt,line=1,endLine=1,col=5,endColumn=6,title=PUN01 example-1"
        "::100%25, “so”:↵no\n"
    )


def test_github_annotates_ten_of_a_kind_gravest_first_and_summarises_all() -> None:
    made = GithubReport(SURROUNDINGS)
    for number in range(12):
        made.add(located(result("A [[slip|minor]], a [[lie|critical]], a [[stumble|major]].", path=f"{number}.txt")))
    lines = made.end((GONE,)).splitlines()
    assert lines[0] == "::error file=news/gone.txt,line=1::Not read: No such file or directory"
    assert [line.partition(" ")[0] for line in lines] == ["::error"] * MOST + ["::warning"] * MOST
    assert [re.findall(r"example-(\d)", line) for line in lines[1:10]] == [["2"]] * 9
    assert made.left_out == "17 findings of 36 not annotated, the least grave"
    assert made.summary.count("| ■ critical |") == made.summary.count("| ● minor |") == 12
    assert "12 stories" in made.summary


def test_a_step_summary_is_no_larger_than_github_takes() -> None:
    made = GithubReport(SURROUNDINGS)
    story = located(result("A [[slip|minor]]." + " word" * 100 + "A [[lie|critical]]." * 20))
    for number in range(600):
        made.add(replace(story, path=f"{'long' * 20}/{number}.txt"))
    made.end(())
    assert SUMMARY_BYTES * 0.9 < len(made.summary.encode()) < SUMMARY_BYTES
    shown = made.summary.count("\n| ") - 1
    missing = int((re.search(r"([\d,]+) findings left out", made.summary) or [""])[1].replace(",", ""))
    assert shown + missing == 600 * 21


def test_gitlab_takes_the_list_and_no_two_issues_for_one() -> None:
    again = replace(STORY, path="copy.txt", id="copy.txt")
    issues = json.loads(written("gitlab", [STORY, again, HARD], (GONE,)))
    Draft202012Validator(schema("gitlab-code-quality.json")).validate(issues)
    assert len({one["fingerprint"] for one in issues}) == len(issues) == 3 * 5 + 1
    assert [one["severity"] for one in issues[:5]] == ["minor", "minor", "major", "critical", "info"]
    assert issues[-1]["severity"] == "blocker"


def test_junit_has_a_test_a_story_and_what_is_stopped_fails() -> None:
    calm = replace(result("A [[slip|minor]]."), path="calm.txt", id="calm.txt", verdict=Verdict.PASS)
    suite = next(iter(JUnitXml.fromstring(written("junit", [STORY, HARD, calm], (GONE,)).encode())))
    assert (suite.tests, suite.failures, suite.errors) == (4, 1, 2)
    cases = {case.name: case for case in suite}
    [failure] = cases["news/story.txt"].result
    assert (failure.type, failure.message) == ("revise", "1 critical and 1 major finding")
    assert "news/story.txt:1:21: minor: “deel” is example number 1. [PUN01]" in failure.text
    assert [one.type for one in cases['news/odd "name", 100%: <é>.txt'].result] == ["crash"]
    assert [one.message for one in cases["news/gone.txt"].result] == ["No such file or directory"]
    assert cases["news/calm.txt"].is_passed


def test_checkstyle_holds_a_file_a_file() -> None:
    second = replace(STORY, id="2")
    text = written("checkstyle", [replace(STORY, id="1"), second, HARD], (GONE,))
    root = ElementTree.fromstring(text.encode())  # noqa: S314 - our own
    assert [file.get("name") for file in root] == ["news/story.txt", 'news/odd "name", 100%: <é>.txt', "news/gone.txt"]
    first = root[0][0]
    assert first.attrib == {
        "line": "1", "column": "21", "severity": "warning", "message": "“deel” is example number 1.",
        "source": "mtqa.PUN01",
    }  # fmt: skip
    assert len(root[0]) == 10
    assert root[1][-1].get("message") == "Rule PUN09 failed and was left out: ValueError: <U+0000>]]>"


def test_rdjson_counts_columns_in_bytes() -> None:
    story = located(result("Der 👩 “größer” [[frends|minor|friends]].", path="a.txt"))
    made = json.loads(written("rdjson", [story, HARD], (GONE,)))
    Draft202012Validator(schema("rdjson.json")).validate(made)
    place = {"start": {"line": 1, "column": 25}, "end": {"line": 1, "column": 31}}
    assert made["diagnostics"][0] == {
        "message": "“frends” is example number 1.",
        "location": {"path": "news/a.txt", "range": place},
        "severity": "WARNING",
        "code": {"value": "PUN01", "url": "https://example.org/PUN01"},
        "suggestions": [{"range": place, "text": "friends"}],
    }


def test_markdown_shows_words_and_runs_none_of_them() -> None:
    story = result("A [[<b>|`*_[]\\n|critical]] b.", path="x|y.md")
    text = written("markdown", [located(story)])
    assert "| ■ critical | news/x\\|y.md:1:3 |" in text
    assert "“&lt;b&gt;\\|\\`\\*\\_\\[\\]\\\\n”" in text
    from markdown_it import MarkdownIt

    html = MarkdownIt("gfm-like", {"linkify": False}).render(written("markdown", [HARD], (GONE,)))
    assert "<script" not in html
    assert html.count("<tr>") == 1 + len(HARD.findings)
    assert html.count("<table>") == 1


def test_csv_is_read_back_and_computes_nothing() -> None:
    story = result('[[=1+1|minor|@SUM(A1)]] and, "so", [[on\nand on|major]].')
    calm = replace(result("Calm."), path="calm.txt", id="calm.txt")
    text = written("csv", [story, calm], (GONE,))
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert [(row["path"], row["verdict"], row["quote"], row["suggestion"]) for row in rows] == [
        ("news/story.txt", "revise", "'=1+1", "'@SUM(A1)"),
        ("news/story.txt", "revise", "on↵and on", ""),
        ("news/calm.txt", "revise", "", ""),
        ("news/gone.txt", "unread", "", ""),
    ]
    assert rows[3]["message"] == "No such file or directory"
    assert text.count("\r\n") == 5


def test_what_is_held_back_comes_out_as_it_went_in() -> None:
    held = Held()
    pieces = ["a", "é😀\n", "", "\ud800 half", "x" * 100_000]
    for piece in pieces:
        held.add(piece)
    assert held.text() == "".join(pieces)


def test_a_page_without_findings_says_what_it_does_not_say() -> None:
    made = MarkdownReport(SURROUNDINGS)
    made.add(replace(result("Calm."), verdict=Verdict.PASS))
    text = made.end(())
    assert "1 story, 1 word: 1 pass.  \nNo findings." in text
    assert "Nothing found is not clean" in text
