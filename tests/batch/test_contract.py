"""The contract: batches of stories in, batches of results out, and the tables that those amount to."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import mtqa
from mtqa.batch.contract import Settings, check_batch
from mtqa.batch.schema import CHECKED, FAILURES, FINDINGS, RECORDS, STORIES, TRACED
from mtqa.batch.tables import batch, checked, failed, feed_of, parts
from mtqa.engine.checkers import Checkers
from mtqa.model.errors import ConfigError
from mtqa.model.unread import Unread
from mtqa.text.document import Document

FIXTURES = Path(__file__).parents[2] / "fixtures" / "stories"
STORIES_TEXT = [path.read_text("utf-8") for path in sorted(FIXTURES.glob("*.txt"))]
GARBLED = "The talks ended. . Nobody spoke 😀. Ms Alvarez said “nothing will change , of course” on Friday."


def records(*rows: dict[str, Any]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(rows), schema=RECORDS)


def test_a_story_that_is_checked_has_what_the_result_says_and_what_the_record_says() -> None:
    row = check_batch(
        records({
            "path": "feeds/week.parquet", "id": "a1", "line": 7, "text": GARBLED, "headline": "Talks end",
            "translated_from": "es", "outlet": "Valley Post", "engine": "m1",
            "published": datetime(2024, 5, 2, tzinfo=UTC),
        })
    ).to_pylist()[0]  # fmt: skip
    story = Document(GARBLED, id="a1", path="feeds/week.parquet", source_language="es")
    result = Checkers(base="archive", search=False).of("").check(story)
    assert {key: row[key] for key in ("path", "id", "line", "headline", "outlet", "feed", "engine", "published")} == {
        "path": "feeds/week.parquet",
        "id": "a1",
        "line": 7,
        "headline": "Talks end",
        "outlet": "Valley Post",
        "feed": "feeds/week.parquet",
        "engine": "m1",
        "published": datetime(2024, 5, 2, tzinfo=UTC),
    }
    assert (row["words"], row["verdict"], row["npt"]) == (result.words, result.verdict.value, result.score.npt)
    assert (row["translated_from"], row["source_language"]) == ("es", "es")
    assert row["failure"] is None
    assert row["findings"], "the story is garbled"
    for found, finding in zip(row["findings"], result.findings, strict=True):
        assert GARBLED[found["start"] : found["end"]] == found["quote"] == finding.quote
        assert (found["code"], found["line"], found["column"]) == (finding.code, 7, finding.span.start + 1)
        assert found["before"] or found["after"]


def test_what_is_no_story_is_a_failure_in_its_row_and_the_others_are_checked() -> None:
    found = check_batch(
        records(
            {"path": "p", "id": "1", "line": 1, "text": "One story."},
            {"path": "p", "id": "2", "line": 2},
            {"path": "p", "line": 3, "text": "  "},
            {"text": "Another."},
        )
    )
    assert found.schema == CHECKED
    rows = found.to_pylist()
    assert [row["failure"] and row["failure"]["kind"] for row in rows] == [None, "unread", "unread", None]
    assert [row["id"] for row in rows[:3]] == ["1", "2", "3"]
    assert rows[1]["failure"]["reason"].startswith('there is no "text"')
    assert (rows[1]["story"], rows[1]["verdict"], rows[1]["findings"], rows[1]["traces"]) == (None, None, None, None)
    assert rows[3]["path"] == "<records>"
    assert len(rows[3]["id"]) == 16


def test_the_tables_hold_the_same_rows_and_each_belongs_to_a_story() -> None:
    stories = [{"path": "f.jsonl", "id": str(n), "line": n + 1, "text": text} for n, text in enumerate(STORIES_TEXT)]
    stories.insert(2, {"path": "f.jsonl", "id": "none", "line": 99})
    made = check_batch(records(*stories))
    tables = parts(made)
    assert {name: table.schema for name, table in tables.items()} == {
        "stories": STORIES,
        "findings": FINDINGS,
        "failures": FAILURES,
        "traces": TRACED,
    }
    rows = made.to_pylist()
    good = [row for row in rows if row["failure"] is None]
    assert tables["stories"].to_pylist() == [{name: row[name] for name in STORIES.names} for row in good]
    assert tables["findings"].to_pylist() == [
        {"story": row["story"], "number": number, **finding}
        for row in good
        for number, finding in enumerate(row["findings"])
    ]
    assert tables["failures"].to_pylist() == [
        {"path": "f.jsonl", "id": "none", "line": 99, **rows[2]["failure"]},
    ]
    assert tables["traces"].to_pylist() == [{"story": row["story"], **row["traces"]} for row in good]
    assert tables["findings"].num_rows > 20


def test_a_slice_of_a_batch_gives_the_rows_of_the_slice() -> None:
    made = check_batch(records(*({"path": "f", "id": str(n), "line": n, "text": GARBLED} for n in range(1, 6))))
    whole, some = parts(made)["findings"].to_pylist(), parts(made.slice(2, 2))["findings"].to_pylist()
    each = len(whole) // 5
    assert some == whole[2 * each : 4 * each]


def test_a_batch_without_rows_gives_tables_without_rows() -> None:
    assert {name: table.num_rows for name, table in parts(check_batch(records())).items()} == {
        "stories": 0,
        "findings": 0,
        "failures": 0,
        "traces": 0,
    }


def test_function_and_settings_can_be_sent_to_another_process() -> None:
    work = pickle.loads(pickle.dumps(partial(check_batch, settings=Settings(profile="wire"))))  # noqa: S301 - our own
    one = records({"path": "p", "id": "1", "text": GARBLED})
    assert work(one).equals(check_batch(one, {"profile": "wire"}))
    assert "profile:wire" in work(one).column("signature")[0].as_py()


def test_a_house_file_that_has_changed_holds_from_the_next_batch_on(tmp_path: Path) -> None:
    house, names = tmp_path / "mtqa.toml", tmp_path / "names.txt"
    house.write_text('names = "names.txt"\nignore = "all"\nselect = ["PUN01", "STY05"]\n')
    names.write_text("Nguyen\n", "utf-8")
    story = {"path": "s.txt", "text": "The talks ended. . Ms Alvarez spoke, and Alvares left."}
    settings = Settings(config=str(house))

    def codes() -> list[str]:
        return [finding["code"] for finding in check_batch(records(story), settings).to_pylist()[0]["findings"]]

    assert codes() == ["PUN01"]
    names.write_text("Alvarez: Alvares\n", "utf-8")
    assert codes() == ["PUN01", "STY05"]
    house.write_text('names = "names.txt"\nignore = "all"\nselect = ["STY05"]\n')
    assert codes() == ["STY05"]


def test_settings_survive_json() -> None:
    settings = Settings(profile="web", select=("PUN", "QUO01"), preview=False)
    assert Settings.of(json.loads(json.dumps(settings.values()))) == settings


def test_a_wrong_setting_is_told_and_is_no_failure_of_stories() -> None:
    with pytest.raises(ConfigError, match="nonsense"):
        check_batch(records({"text": GARBLED}), Settings(profile="nonsense"))


def test_a_story_that_mtqa_fails_on_is_a_row_with_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Document) -> dict[str, Any]:
        raise ValueError(document.id)

    monkeypatch.setattr("mtqa.batch.contract.traces", fail)
    row = check_batch(records({"path": "p", "id": "x", "line": 3, "text": GARBLED})).to_pylist()[0]
    assert (row["path"], row["id"], row["line"], row["story"]) == ("p", "x", 3, None)
    assert row["failure"]["kind"] == "crashed"
    assert row["failure"]["reason"] == "mtqa failed on it: ValueError: x"
    assert row["failure"]["traceback"].startswith("Traceback")


def test_half_a_character_is_replaced_and_costs_no_row() -> None:
    broken = failed(Unread("p", "a\ud800b", 1, "no text"), "unread")
    whole = mtqa.read(FIXTURES / "bridge.txt")
    story = next(one for one in whole if isinstance(one, Document))
    row = checked(story, mtqa.check(story), None)
    made = batch([broken, row])
    assert made.to_pylist()[0]["id"] == "a\ufffdb"
    assert made.to_pylist()[1]["path"] == story.path


@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("a/reuters/x.txt", "a/reuters"),
        ("x.txt", "."),
        ("a/week.jsonl", "a/week.jsonl"),
        ("a/week.jsonl.gz", "a/week.jsonl.gz"),
        ("a/WEEK.PARQUET", "a/WEEK.PARQUET"),
        ("a/week.zip/desk/x.html", "a/week.zip/desk"),
    ],
)
def test_a_feed_is_the_file_of_many_stories_or_else_the_folder(path: str, feed: str) -> None:
    assert feed_of(path) == feed


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-05-02", datetime(2024, 5, 2, tzinfo=UTC)),
        ("2024-05-02T10:00:00+02:00", datetime(2024, 5, 2, 8, tzinfo=UTC)),
        ("2024-05-02T10:00:00", datetime(2024, 5, 2, 10, tzinfo=UTC)),
        ("soon", None),
    ],
)
def test_times_are_utc(published: str, expected: datetime | None) -> None:
    one = pa.RecordBatch.from_pylist([{"text": "One story.", "published": published}])
    assert check_batch(one).to_pylist()[0]["published"] == expected
