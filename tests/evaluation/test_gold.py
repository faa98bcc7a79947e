"""Annotated stories are read, and what is wrong in them is said with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtqa.evaluation.gold import Mark, Story, read
from mtqa.model.errors import ReadError
from mtqa.model.span import Span

TEXT = "He gone home 😀."


def _write(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, "utf-8")
    return path


def test_folders_lists_and_lines_are_read(tmp_path: Path) -> None:
    mark = {"start": 3, "end": 7, "quote": "gone", "category": "grammar", "severity": "major", "needs": "syntax"}
    one = _write(tmp_path, "one.json", {"id": "first", "text": TEXT, "spans": [mark], "system": "ignored"})
    two = _write(tmp_path, "two.json", [{"text": TEXT, "spans": []}, {"text": TEXT}])
    slip = {"start": 0, "end": 2}
    lines = _write(
        tmp_path, "x.jsonl", json.dumps({"text": TEXT}) + "\n\n" + json.dumps({"text": TEXT, "known_defects": [slip]})
    )
    _write(tmp_path, "notes.txt", "no story")
    assert read([tmp_path]) == (
        Story("first", TEXT, (Mark(Span(3, 7), "grammar", "major", "syntax"),), is_edited=False, place=str(one)),
        Story("two:1", TEXT, (), is_edited=False, place=f"{two}, record 1"),
        Story("two:2", TEXT, (), is_edited=True, place=f"{two}, record 2"),
        Story("x:1", TEXT, (), is_edited=True, place=f"{lines}:1"),
        Story("x:3", TEXT, (Mark(Span(0, 2)),), is_edited=True, place=f"{lines}:3"),
    )


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    one = _write(tmp_path, "one.json", {"text": TEXT})
    two = _write(tmp_path, "two.json", {"text": TEXT})
    assert [story.id for story in read([two, tmp_path, one, tmp_path / ".." / tmp_path.name])] == ["two", "one"]


def test_a_line_separator_inside_a_string_ends_no_line(tmp_path: Path) -> None:
    text = "One.\u2028Two."
    (story,) = read([_write(tmp_path, "x.jsonl", {"text": text})])
    assert story.text == text


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("{", "x.jsonl:1: not JSON, column 2: Expecting property name enclosed in double quotes"),
        ([1], 'x.jsonl:1: a record is an object with "text", this is a list'),
        (
            {"id": "a", "story": TEXT},
            'x.jsonl:1: "text" must be the story, as a string; it is missing (is it "story"?)',
        ),
        ({"text": 5}, 'x.jsonl:1: "text" must be the story, as a string; this is a number'),
        ({"text": TEXT, "spans": {}}, 'x.jsonl:1: "spans" must be a list of marks, this is an object'),
        (
            {"text": TEXT, "spans": [{"start": 0, "end": 2}, 7]},
            'x.jsonl:1: "spans"[1] must be an object with "start" and "end", this is a number',
        ),
        (
            {"text": TEXT, "spans": [{"start": 0}]},
            'x.jsonl:1: "spans"[0]: "end" must be a whole number from 0; it is missing',
        ),
        (
            {"text": TEXT, "known_defects": [{"start": True, "end": 2}]},
            'x.jsonl:1: "known_defects"[0]: "start" must be a whole number from 0; this is true',
        ),
        (
            {"text": TEXT, "spans": [{"start": 3, "end": 17}]},
            'x.jsonl:1: "spans"[0] is 3 to 17, which is no stretch of a text of 15 characters;'
            ' offsets count code points of "text", "end" is one past the last',
        ),
        (
            {"text": TEXT, "spans": [{"start": 4, "end": 8, "quote": "gone"}]},
            'x.jsonl:1: "spans"[0] says "quote": "gone", but characters 4 to 8 are "one ";'
            " mark it again, or count in code points",
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_key(tmp_path: Path, record: object, message: str) -> None:
    path = _write(tmp_path, "x.jsonl", record)
    with pytest.raises(ReadError) as caught:
        read([path])
    assert str(caught.value) == f"{tmp_path}/{message}"


def test_other_encodings_are_refused_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}')
    with pytest.raises(ReadError, match="not UTF-8 at byte 13"):
        read([path])


def test_json_nested_beyond_reason_is_an_error_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"x\.json: "):
        read([_write(tmp_path, "x.json", "[" * 200_000)])


@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_a_number_longer_than_any_is_an_error_in_our_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text('{"text": "It rained.", "spans": [{"start": ' + 5000 * "1" + ', "end": 2}]}', "utf-8")
    with pytest.raises(ReadError, match=r"x\.jsonl?(:1)?: not a record: a number has too many digits$"):
        read([path])


def test_a_folder_without_stories_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no stories; give \.jsonl or \.json files"):
        read([tmp_path])
