"""Parquet: each row a story, found by its number, and damage told."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pyarrow
import pytest
from hypothesis import given, settings
from pyarrow import parquet

from mtqa.engine.checker import Checker
from mtqa.engine.mending import mend
from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.fragments import TEXTS
from tests.readers.packing import zipped


def _table(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out, **options)
    return out.getvalue()


def _told(data: bytes) -> list[tuple[str, str]]:
    try:
        return [(one.id, one.reason if isinstance(one, Unread) else one.text) for one in read(data, "a.parquet")]
    except ReadError as error:
        return [("", str(error))]


def test_columns_are_named_as_the_fields_of_a_record() -> None:
    columns = {
        **{"id": [70, 71], "Text": ["The talks ended.", "Prices rose."], "source": ["Конец.", None]},
        **{"source_lang": ["ru", None], "people": [["Ana Ferrer"], None], "date": [date(2024, 5, 2), None]},
        **{"published": [None, datetime(2024, 5, 3, 10, tzinfo=UTC)], "vector": [[0.5], [1.5]]},
        **{"outlet": ["Valley Post", None], "feed": ["wire-es", None], "engine": ["m1", None]},
    }
    first, second = read(_table(columns), "a.parquet")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.text, first.source, first.source_language) == ("70", "The talks ended.", "Конец.", "ru")
    assert (first.metadata.provider, first.metadata.feed, first.metadata.engine) == ("Valley Post", "wire-es", "m1")
    assert (first.published, first.metadata.people) == (date(2024, 5, 2), ("Ana Ferrer",))
    assert (second.source, second.published, second.file_position.line) == (None, date(2024, 5, 3), 2)


@pytest.mark.parametrize("options", [{}, {"compression": "zstd"}, {"row_group_size": 2}, {"use_dictionary": False}])
def test_all_rows_are_read_whatever_the_groups(options: dict[str, Any]) -> None:
    texts = [f"Story {number}." for number in range(600)]
    assert [text for _, text in _told(_table({"text": texts}, **options))] == texts


@pytest.mark.parametrize("kind", [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()])
def test_texts_of_any_type_of_text_are_read(kind: Any) -> None:
    assert _told(_table({"text": pyarrow.array(["Talks."], kind)})) == [("1", "Talks.")]


def test_a_row_that_is_wrong_stops_no_other() -> None:
    told = _told(_table({"text": ["One.", None, " ", "Four."], "id": ["a", "b", "c", "d"]}))
    assert [one for one, _ in told] == ["a", "b", "c", "d"]
    assert told[1][1].startswith('there is no "text"; a record needs')
    assert told[2][1] == '"text" is empty'


def test_a_place_is_a_row_and_a_character_in_its_text() -> None:
    data = _table({"text": ["One.", "Rain\r\nstopped. . At noon.\nAgain."]})
    checker = Checker([rule for rule in all_rules() if rule.code == "PUN01"])
    mended = mend(data, read=lambda data: read(data, "a.parquet"), checker=checker)
    ((finding, why),) = mended.left
    assert (finding.quote, finding.line, finding.column) == (". .", 2, 14)
    assert (mended.after, why) == (data, "a table in Parquet is not changed in place")


@settings(max_examples=50, deadline=None)
@given(TEXTS.map(lambda text: text.encode("utf-8", "replace").decode()).filter(lambda text: text.strip()))
def test_every_character_is_traced(text: str) -> None:
    (document,) = read(_table({"text": [text]}), "a.parquet")
    assert isinstance(document, Document)
    assert document.text == text
    shown = document.in_file
    assert [a for a, b in zip(text, shown, strict=True) if a != b and (a not in "\r\n" or b != " ")] == []
    assert len(document.source_map.pieces) == 1


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "mtqa.readers._parquet_rows", raising=False)
    message = "a.parquet: a Parquet file is read with the package pyarrow: pip install 'mtqa[parquet]'"
    assert _told(b"PAR1PAR1") == [("", message)]


_GOOD = _table({"text": ["Talks."] * 3000, "n": list(range(3000))}, row_group_size=1000, use_dictionary=False)


def _bomb() -> bytes:
    """A text of 10 MB two hundred thousand times: two terabytes in half a megabyte."""
    indices = pyarrow.array([0] * 200_000, pyarrow.int32())
    return _table({"text": pyarrow.DictionaryArray.from_arrays(indices, pyarrow.array(["x " * (5 << 20)]))})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (_bomb, "a.parquet: with it, more than "),
    "no text": (
        lambda: _table({"body": ["x"], "id": [1]}),
        "a.parquet: there is no column text among body, id",
    ),
    "two texts": (lambda: _table({"text": ["x"], "Text": ["y"]}), "a.parquet: two columns differ in capitals only"),
    "a number": (lambda: _table({"text": [5]}), '"text" is a number; a record needs'),
    "bytes": (lambda: _table({"text": [b"\xff"]}), '"text" is no string; a record needs'),
    "an empty table": (lambda: _table({"text": pyarrow.array([], pyarrow.string())}), "a.parquet: the file holds no"),
    "no columns": (lambda: _table({}), "a.parquet: there is no column text among "),
    "cut off": (lambda: _GOOD[: len(_GOOD) // 2], "a.parquet: the Parquet file is damaged or cut off: "),
    "only its ends": (lambda: b"PAR1PAR1", "a.parquet: the Parquet file is damaged or cut off: "),
    "noise": (lambda: b"PAR1" + bytes(range(256)) * 4 + b"\xf0\0\0\0PAR1", "a.parquet: the Parquet file is damaged or"),
    "a table of contents of 4 GB": (
        lambda: b"PAR1" + bytes(64) + b"\xff\xff\xff\xffPAR1",
        "a.parquet: the Parquet file",
    ),
    "encrypted": (lambda: b"PARE" + bytes(64) + b"PARE", "a.parquet: an encrypted Parquet file; write it without"),
    "plain text": (lambda: b"Talks ended.", "a.parquet: the Parquet file is damaged or cut off: "),
}


@pytest.mark.parametrize(("make", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_table_has_a_clear_outcome(make: Callable[[], bytes], message: str) -> None:
    data = make()
    began = time.process_time()
    assert _told(data)[-1][1].startswith(message)
    assert time.process_time() - began < 10


def test_damage_in_a_column_is_told_with_the_row() -> None:
    at = _GOOD.index(b"Talks.", len(_GOOD) // 3) if b"Talks." in _GOOD[len(_GOOD) // 3 :] else len(_GOOD) // 3
    told = _told(_GOOD[:at] + b"\xff" * 200 + _GOOD[at + 200 :])
    assert "cannot be read: the file is damaged" in told[-1][1]
    assert all(text == "Talks." for _, text in told[:-1])


def test_a_group_of_rows_that_is_damaged_costs_only_itself() -> None:
    texts = [f"Story {number}." for number in range(6)]
    data = _table({"text": texts}, row_group_size=2, use_dictionary=False, compression="none")
    at = data.index(b"Story 2.")
    told = _told(data[: at - 4] + b"\xff" * 12 + data[at + 8 :])
    assert [one for one, _ in told] == ["1", "2", "3", "5", "6"]
    assert told[2][1].startswith("rows 3 to 4 cannot be read: the file is damaged (")


def test_any_damage_is_an_outcome() -> None:
    small = _table({"text": ["Talks.", "Rain."], "id": ["a", "b"]})
    for at in range(4, len(small) - 4, 7):
        assert _told(small[:at] + bytes([small[at] ^ 0xFF]) + small[at + 1 :])


@pytest.mark.parametrize("path", ["a.parquet", "story.txt", "<stdin>"])
def test_a_table_is_known_by_its_ends(path: str) -> None:
    assert format_of(_GOOD, path) == "parquet"


def test_a_table_in_an_archive_is_read() -> None:
    (document,) = read(zipped({"t.parquet": _table({"text": ["Talks."]})}), "a.zip")
    assert isinstance(document, Document)
    assert (document.path, document.text) == ("a.zip/t.parquet", "Talks.")
