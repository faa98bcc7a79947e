"""What other engines carry: rows of any table and whole files, as the same results in types that all engines have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pyarrow as pa
import pytest

from mtqa.batch.carried import CARRIED, files, named, table, too_large
from mtqa.batch.contract import Settings, check_batch
from mtqa.batch.schema import CHECKED
from mtqa.model.errors import ConfigError

GARBLED = "The talks ended. . Nobody spoke. They will go on with a new mediator , said the minister on Friday."


def _rows(batches: Any) -> list[dict[str, Any]]:
    return [row for one in batches for row in one.to_pylist()]


def test_types_are_those_that_every_engine_has() -> None:
    assert CARRIED.names == CHECKED.names
    assert CARRIED.field("published").type == pa.timestamp("us", "UTC")
    assert [
        one.name for one in CARRIED if pa.types.is_unsigned_integer(one.type) or pa.types.is_dictionary(one.type)
    ] == []


def test_a_table_gives_row_for_row_what_the_contract_gives() -> None:
    stories = pa.RecordBatch.from_pylist([{"id": str(number), "text": GARBLED * (number % 3)} for number in range(250)])
    carried = list(table([stories, stories.slice(0, 3)]))
    assert all(one.schema == CARRIED for one in carried)
    expected = check_batch(stories).to_pylist()
    assert _rows(carried) == [*expected, *expected[:3]]


def test_times_are_the_same_moments_in_whatever_zone_a_session_tells_them() -> None:
    moment = datetime(2024, 1, 1, 23, 30, tzinfo=UTC)
    there = moment.astimezone(timezone(timedelta(hours=13)))
    batch = pa.RecordBatch.from_arrays(
        [pa.array([GARBLED]), pa.array([there], pa.timestamp("us", "+13:00"))], names=["text", "published"]
    )
    (row,) = _rows(table([batch]))
    assert row["published"] == moment


def test_files_give_their_stories_and_what_of_them_cannot_be_read() -> None:
    given = pa.RecordBatch.from_pylist(
        [
            {"path": "file:/a/week/one.txt", "content": GARBLED.encode()},
            {"path": "s3a://bucket/two.jsonl", "content": b'{"id": "x", "text": "One story."}\n{"id": "y"}\n'},
            {"path": "file:///b/three.txt", "content": b""},
        ]
    )
    rows = _rows(files([given], Settings(), {"/a": "archive"}))
    assert [(row["path"], row["id"], row["failure"] and row["failure"]["reason"]) for row in rows] == [
        ("archive/week/one.txt", "archive/week/one.txt", None),
        ("s3a://bucket/two.jsonl", "x", None),
        ("s3a://bucket/two.jsonl", "y", rows[2]["failure"]["reason"]),
        ("/b/three.txt", "/b/three.txt", "the file is empty, there is nothing to check"),
    ]
    assert [finding["code"] for finding in rows[0]["findings"]] == ["PUN01", "PUN07"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("file:/data/a/b.txt", "in/a/b.txt"),
        ("file:///data/a/b.txt", "in/a/b.txt"),
        ("file:/data", "in"),
        ("file:/database/b.txt", "/database/b.txt"),
        ("s3a://bucket/b.txt", "s3a://bucket/b.txt"),
    ],
)
def test_a_file_is_called_what_the_command_calls_it(address: str, name: str) -> None:
    assert named(address, {"/data": "in/"}) == name


def test_what_is_too_large_is_named_with_its_size() -> None:
    given = pa.RecordBatch.from_pylist([{"path": "file:/a/b.jsonl", "length": 3_000_000_000}])
    (row,) = _rows(too_large([given]))
    assert row["path"] == "/a/b.jsonl"
    assert row["failure"]["reason"].startswith("the file has 3,000,000,000 bytes, too many")


def test_settings_that_are_not_in_order_are_said() -> None:
    with pytest.raises(ConfigError, match="no rule"):
        list(table([pa.RecordBatch.from_pylist([{"text": GARBLED}])], {"select": ["ZZZ99"]}))
