"""Inputs that nobody should have sent: each gets a report or a plain word why not, and costs the others nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main

STORY = "Talks end\n\nThe talks ended. . Nobody spoke to the reporters.\n"
ARABIC = "انتهت المحادثات في جنيف مساء الخميس دون اتفاق، وقال المتحدث إن الجولة الثانية ستبدأ الأسبوع المقبل."
RUSSIAN = (
    "Переговоры в Женеве завершились в четверг вечером без соглашения, и второй раунд начнётся на следующей неделе."
)
FORMATS = ["terminal", "html", "json", "jsonl"]

#: What can be read, in whatever way.
READ: dict[str, bytes] = {
    "UTF-16 with a mark": STORY.encode("utf-16"),
    "UTF-16 without a mark": STORY.encode("utf-16-le"),
    "Arabic in Windows-1256": ARABIC.encode("windows-1256"),
    "Russian in Windows-1251": RUSSIAN.encode("windows-1251"),
    "one long line": 20_000 * b"the people of the city ",
    "one long word": 300_000 * b"a",
    "straight quotation marks": 20_000 * b'"',
    "curly quotation marks": 10_000 * "“”".encode(),
    "stops": 20_000 * b". ",
    "the same sentence": 2_000 * b"The minister said on Monday that the talks would go on. ",
    "lines of one word": 10_000 * b"word\n",
}
#: What cannot be read.
REFUSED: dict[str, bytes] = {
    "an empty file": b"",
    "white space alone": b" \n\t\n",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" + bytes(range(256)) * 8,
    "UTF-8 broken off": "“We” said “no”".encode()[:-1],
}


def _mtqa(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _file(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_what_can_be_read_gets_a_report_beside_the_others(data: bytes, form: str, tmp_path: Path) -> None:
    paths = (_file(tmp_path, "odd.txt", data), _file(tmp_path, "story.txt", STORY.encode()))
    done = _mtqa("check", *paths, "--format", form)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "odd.txt" in done.stdout
    assert "story.txt" in done.stdout
    assert len(done.stdout) < 1_000_000


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_named_and_the_others_are_checked(data: bytes, form: str, tmp_path: Path) -> None:
    paths = (_file(tmp_path, "odd.txt", data), _file(tmp_path, "story.txt", STORY.encode()))
    done = _mtqa("check", *paths, "--format", form)
    assert done.exit_code == 3
    assert done.stderr.startswith(f"mtqa: {paths[0]}: ")
    assert done.stderr.count("\n") == 1
    assert "story.txt" in done.stdout


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_gives_the_findings_of_the_text(encoding: str, tmp_path: Path) -> None:
    done = _mtqa("check", _file(tmp_path, "a.txt", STORY.encode(encoding)), "--format", "jsonl", "--select", "PUN01")
    assert [finding["quote"] for finding in json.loads(done.stdout)["findings"]] == [". ."]


@pytest.mark.parametrize("form", FORMATS)
def test_half_characters_in_json_do_not_stop_a_report(form: str, tmp_path: Path) -> None:
    line = json.dumps({"id": "half \ud800", "text": f"\udfff {STORY} \ud83d"})
    done = _mtqa("check", _file(tmp_path, "a.jsonl", f"{line}\n".encode()), "--format", form)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "stray" in done.stdout or ". ." in done.stdout


def test_a_bad_record_costs_only_itself(tmp_path: Path) -> None:
    records = "\n".join(('{"text": "The talks ended. . Nobody spoke."}', '{"text": ', '{"text": "Nobody. . Spoke."}'))
    path = _file(tmp_path, "a.jsonl", records.encode())
    done = _mtqa("check", path, "--format", "jsonl", "--select", "PUN01")
    assert done.exit_code == 3
    assert done.stderr.startswith(f"mtqa: {path}:2: ")
    assert [len(json.loads(line)["findings"]) for line in done.stdout.splitlines()] == [1, 1]


@pytest.mark.parametrize("form", ["terminal", "html"])
def test_an_id_as_long_as_a_book_is_no_trouble(form: str, tmp_path: Path) -> None:
    line = json.dumps({"id": 100_000 * "story ", "text": STORY})
    done = _mtqa("check", _file(tmp_path, "a.jsonl", line.encode()), "--format", form)
    assert (done.exit_code, done.stderr) == (0, "")
