"""The JSON formats and their published schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mtqa.engine.checker import Checker
from mtqa.model.metadata import Metadata
from mtqa.model.result import Crash, Result
from mtqa.model.unread import Unread
from mtqa.render import report
from mtqa.render.json import schema
from mtqa.rulebook.rule import Bad
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.render.stories import AWKWARD, COMPARED, LET_STAND, TALKS, result

SCHEMA = json.loads(schema())
VALIDATOR = Draft202012Validator(SCHEMA)
DOCUMENT = Draft202012Validator({"$ref": "#/$defs/document", "$defs": SCHEMA["$defs"]})
UNREAD = Unread("gone.txt", "gone.txt", 1, "No such file or directory")


def _written(form: str, *results: Result, unread: tuple[Unread, ...] = ()) -> str:
    made = report(form)
    return made.begin() + "".join(map(made.add, results)) + made.end(unread)


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for value in node.values():
            yield from _objects(value)


@pytest.mark.parametrize(
    "results", [(), (result(TALKS),), (result(TALKS), result(AWKWARD))], ids=["none", "one", "two"]
)
def test_json_is_one_object_that_holds_to_the_schema(results: tuple[Result, ...]) -> None:
    written = json.loads(_written("json", *results, unread=(UNREAD,)))
    VALIDATOR.validate(written)
    assert [one["path"] for one in written["documents"]] == [one.path for one in results]
    assert written["unread"] == [
        {"path": "gone.txt", "id": "gone.txt", "line": 1, "reason": "No such file or directory"}
    ]


def test_json_lines_are_the_documents_of_the_json() -> None:
    results = (result(TALKS, crashes=(Crash("PUN01", "ValueError: no"),)), result(AWKWARD))
    lines = [json.loads(line) for line in _written("jsonl", *results, unread=(UNREAD,)).splitlines()]
    assert lines == json.loads(_written("json", *results))["documents"]
    for line in lines:
        DOCUMENT.validate(line)


def test_what_a_file_was_read_as_and_its_closeness_to_a_reference_are_told() -> None:
    story = replace(result(TALKS), encoding="windows-1251", reference=COMPARED)
    told, plain = (json.loads(line) for line in _written("jsonl", story, result(TALKS)).splitlines())
    DOCUMENT.validate(told)
    assert told["encoding"] == "windows-1251"
    assert told["reference"] == {"bleu": 34.2, "chrf": 61.0, "ter": 48.3, "signature": COMPARED.signature}
    assert (plain["encoding"], plain["reference"]) == ("utf-8", None)


def test_what_is_dismissed_is_told_apart_and_only_where_there_is_some() -> None:
    told, plain = (json.loads(line) for line in _written("jsonl", LET_STAND, result(TALKS)).splitlines())
    DOCUMENT.validate(told)
    (dismissed,) = told["dismissed"]
    assert (dismissed["finding"]["quote"], dismissed["dismissal"]) == (
        "Basij",
        {
            "what": "UNT04",
            "reason": "the militia itself is <meant>.",
            "means": "sidecar",
            "path": "talks.txt.mtqa.toml",
            "line": 7,
        },
    )
    assert told["dismissed_beyond"] == 2
    assert [(one["dismissal"]["line"], one["reason"]) for one in told["unused"]] == [(None, "nothing is called so")]
    assert plain.keys().isdisjoint({"dismissed", "dismissed_beyond", "unused"})
    assert sum(told["counts"].values()) == len(told["findings"]) == 4


def test_what_an_item_says_of_itself_is_told_and_only_what_it_says() -> None:
    said = Metadata(id="urn:x:1", language="it", published=datetime(2024, 5, 2, 10, tzinfo=UTC), people=("Ana Ferrer",))
    told, plain = (
        json.loads(line)
        for line in _written("jsonl", replace(result(TALKS), metadata=said), result(TALKS)).splitlines()
    )
    DOCUMENT.validate(told)
    assert told["metadata"] == {
        "id": "urn:x:1",
        "language": "it",
        "published": "2024-05-02T10:00:00+00:00",
        "people": ["Ana Ferrer"],
    }
    assert "metadata" not in plain


def test_every_rule_writes_what_the_schema_says() -> None:
    checker = Checker(all_rules())
    texts = [(e.text, e.context) for rule in all_rules() for e in rule.examples if isinstance(e, Bad)]
    assert texts
    for text, context in texts:
        DOCUMENT.validate(json.loads(_written("jsonl", checker.check(Document(text, **context)))))


def test_the_schema_describes_every_field_and_allows_no_other() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    objects = list(_objects(SCHEMA))
    assert len(objects) == 17
    for one in objects:
        assert one["additionalProperties"] is False
        left_out = {name for name, field in one["properties"].items() if "Left out" in field.get("description", "")}
        assert sorted({*one["required"], *left_out}) == sorted(one["properties"])
        assert left_out.isdisjoint(one["required"])
        for name, field in one["properties"].items():
            described = SCHEMA["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else field
            assert described["description"].endswith("."), name


def test_what_has_no_utf8_is_escaped() -> None:
    written = _written("jsonl", result("Half a [[\ud800|minor]] character, 東京."))
    assert json.loads(written.encode("utf-8"))["findings"][0]["quote"] == "\ud800"
    assert "東京" in _written("jsonl", result("[[東京|minor]]"))
