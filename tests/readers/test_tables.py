"""Tables: each row a story, each character of it traced to the file, and what is wrong with a table told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtqa.engine.checker import Checker
from mtqa.engine.mending import UNWRITABLE, mend
from mtqa.model.errors import ReadError
from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.rulebook.rule import Hit, Rule
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.fragments import TEXTS
from tests.growth import grows_linearly

CHECKER = Checker([rule for rule in all_rules() if rule.code == "PUN01"])


def _documents(data: bytes, path: str = "a.csv") -> list[Document]:
    documents = []
    for one in read(data, path):
        assert isinstance(one, Document), one
        documents.append(one)
    return documents


def _told(data: bytes | str, path: str = "a.csv") -> list[tuple[int, str]]:
    """Line and text of the documents; line and reason of what was not read; line 0 for the file."""
    data = data.encode() if isinstance(data, str) else data
    try:
        return [
            (one.line, one.reason) if isinstance(one, Unread) else (one.file_position.line, one.text)
            for one in read(data, path)
        ]
    except ReadError as error:
        return [(0, str(error))]


def test_columns_are_named_as_the_fields_of_a_record() -> None:
    data = (
        "ID,text,Source,source_lang,published,people,allow,notes\r\n"
        '7,"The talks ended, he said.",Конец.,ru,2024-05-02,"Ana Ferrer; Bo Lind",PUN01 -- theirs,x\r\n'
        "\r\n"
        ",Prices rose.,,,,,,\r\n"
    )
    first, second = _documents(data.encode())
    assert (first.id, first.text, first.source, first.source_language) == (
        *("7", "The talks ended, he said.", "Конец.", "ru"),
    )
    assert (first.published, first.names) == (date(2024, 5, 2), frozenset({"Ana Ferrer", "Bo Lind"}))
    assert [one.what for one in first.dismissals] == ["PUN01"]
    assert (second.id, second.text, second.source, second.metadata.id) == ("2", "Prices rose.", None, "")
    assert (first.file_position.line, second.file_position.line) == (2, 4)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ("id,text\n1,Talks.\n", "a.csv"),
        ("id;text\n1;Talks.\n", "a.csv"),
        ("id\ttext\n1\tTalks.\n", "a.csv"),
        ("id|text\r1|Talks.\r", "a.csv"),
        ("sep=;\nid;text\n1;Talks.\n", "a.csv"),
        ("text\nTalks.", "a.csv"),
        ("text\nTalks.\n", "a.tsv"),
        ('"id","TEXT "\n"1","Talks."\n', "a.tsv"),
        ("\n\n id , text \n1,Talks.\n", "a.csv"),
        ("id,text,\n1,Talks.,,,\n", "a.csv"),
    ],
)
def test_the_first_row_shows_what_stands_between_cells(data: str, path: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert [text for _, text in _told(data.encode(encoding), path)] == ["Talks."]


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        ("id,body\n1,Talks.\n", 'the first row "id,body" names no column text; the first row names the columns'),
        ("text,a;text\nx,y;z\n", "the cells of the first row can be parted by a comma and by a semicolon"),
        ("id,text,text\n1,x,y\n", 'two columns are named "text"; rename the one that is not meant'),
        ("sep=|\nid,text\n1,x\n", 'the first row "id,text" names no column text'),
        (
            "text\nThe talks, he said, ended.",
            "the row has 3 cells, the first row 1; a cell with a comma in it stands in",
        ),
        ("id\ttext\n1\n", "the row has 1 cell, the first row 2; a cell with a tab in it stands in quotation marks"),
        (
            'id,text\n1,"a" b\n',
            "after the quotation mark that closes a cell comes more; marks inside a cell are written",
        ),
        ('id,text\n1,"a\nb\nc', "a quotation mark opens a cell and none closes it; the rest of the file, 2 line ends"),
        ("id,text\n1,\n", '"text" is empty'),
        ("id,text\n1, \n", '"text" is empty'),
        ("id,text\n", "the file holds no record"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(data: str, outcome: str) -> None:
    ((_, said),) = _told(data)
    assert outcome in said


def test_a_row_that_is_wrong_stops_no_other() -> None:
    data = 'id,text\n1,One.\n2,"Two" bad\n3,"Th""ree\n3"\n4,Four,more\n5,"Five, 5"\n'
    assert _told(data) == [
        (2, "One."),
        (3, "after the quotation mark that closes a cell comes more; marks inside a cell are written twice"),
        (4, 'Th"ree\n3'),
        (6, "the row has 3 cells, the first row 2; a cell with a comma in it stands in quotation marks"),
        (7, "Five, 5"),
    ]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ('id\ttext\n1\t"Talks," he said.\n2\t"No.\n', ['"Talks," he said.', '"No.']),
        ('id\ttext\n1\t"Talks ""ended""."\n2\tNo.\n', ['Talks "ended".', "No."]),
        ('id\ttext\n1\t"Talks\tended\nhere."\n', ["Talks\tended\nhere."]),
    ],
)
def test_marks_in_tab_separated_values_belong_to_the_cell_or_to_the_story(data: str, texts: list[str]) -> None:
    assert [text for _, text in _told(data, "a.tsv")] == texts


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        (b"id,text\n1,Talks.", "story.txt", "csv"),
        (b'"text";"source"\n1;2', "<stdin>", "csv"),
        (b"text\tlanguage\r\n", "x", "csv"),
        (b"Text, pictures and sound\nTalks.", "story.txt", "text"),
        (b"text\nTalks.", "story", "text"),
        (b"text, as it stands: id, and more\n", "story.txt", "text"),
        (b"x", "A.TSV", "csv"),
    ],
)
def test_a_table_is_known_by_its_head(data: bytes, path: str, expected: str) -> None:
    assert format_of(data, path) == expected


#: So much that no control characters beside it make the file a binary one.
_PLAIN = "plain words, " * 300
_CELLS = st.lists(TEXTS, min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(_CELLS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-16"]))
@example(['a""b"'], ",", "\r\n", "utf-16")
def test_every_character_is_traced(texts: list[str], delimiter: str, end: str, encoding: str) -> None:
    """As the standard library writes tables."""
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    out = io.StringIO(newline="")
    if "\n" in end:
        writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    else:  # Python before 3.13 forgets the line ends that are not the table's own
        writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "text", "more"], *([n, text, _PLAIN] for n, text in enumerate(texts, 1))])
    data = out.getvalue().encode(encoding)
    records = list(read(data, "a.csv"))
    assert len(records) == len(texts)
    for record, text in zip(records, texts, strict=True):
        if isinstance(record, Unread):
            assert (record.reason, text.strip()) == ('"text" is empty', "")
            continue
        assert record.text == text
        raw = record.in_file.encode(record.encoding)
        assert data[record.file_offset : record.file_offset + len(raw)] == raw
        assert record.source_map.length == len(text)
        for piece in record.source_map.pieces:
            written = record.in_file[piece.origin.start : piece.origin.end]
            assert written == (record[piece.text] if piece.verbatim else '""')
            assert piece.verbatim or record[piece.text] == '"'


def test_a_table_is_mended_where_it_stands() -> None:
    data = b'id,text\n1,The talks ended. . Nobody spoke.\n2,"He said ""no"". . It rained.\nTwice."\n'
    mended = mend(data, read=lambda data: read(data, "a.csv"), checker=CHECKER)
    assert mended.after.decode() == (
        'id,text\n1,The talks ended. Nobody spoke.\n2,"He said ""no"". It rained.\nTwice."\n'
    )
    assert mended.made == 2


def test_what_a_cell_cannot_hold_is_not_written_into_it() -> None:
    bare, quoted = _documents(b'id,text\n1,Talks ended\n2,"Talks ended"\n')
    assert bare.file_edit(Span(0, 5), "Rain") == (Span(2, 7), "Rain")
    assert [bare.file_edit(Span(0, 5), text) for text in ("a,b", '"a"', "a\nb")] == [None] * 3
    assert quoted.file_edit(Span(0, 5), 'a,"b"\n') == (Span(3, 8), 'a,""b""\n')
    (barred,) = _documents(b"id\ttext\n1\tTalks\n", "a.tsv")
    assert barred.file_edit(Span(0, 5), 'a,"b"') is None
    (unquoted,) = _documents(b'id\ttext\n1\t"Talks\n', "a.tsv")
    assert unquoted.file_edit(Span(1, 6), 'a,"b"') == (Span(3, 8), 'a,"b"')


def test_why_a_cell_is_left_is_said() -> None:
    def check(document: Document) -> Iterator[Hit]:
        at = document.text.index("talks")
        yield Hit(Span(at, at + 5), "Say more.", Suggestion("talks, long ones,", safe=True))

    checker = Checker([Rule("XAA01", "short", Category.GRAMMAR, Severity.MINOR, (), check, "Too short.", house=True)])
    data = b'id,text\n1,The talks ended.\n2,"The talks ended."\n'
    mended = mend(data, read=lambda data: list(read(data, "a.csv")), checker=checker)
    assert [(finding.line, why) for finding, why in mended.left] == [(2, UNWRITABLE)]
    assert b'2,"The talks, long ones,' in mended.after


GROWING: dict[str, Callable[[int], str]] = {
    "rows": lambda n: "id,text\n" + "1,x\n" * (n // 4),
    "a huge cell": lambda n: 'id,text\n1,"' + 'a""b\n' * (n // 5) + '"\n',
    "columns": lambda n: "text" + ",a" * (n // 2) + "\nx" + "," * (n // 2),
    "marks": lambda n: "id,text\n" + '"' * n,
    "marks and lines": lambda n: "id,text\n" + '"\n' * (n // 2),
    "marks in cells": lambda n: "id,text\n" + '1,"a"b\n' * (n // 7),
    "cells that open": lambda n: "id,text\n" + '1,"a\n' * (n // 5),
    "delimiters": lambda n: "id,text\n" + "," * n,
    "delimiters and marks": lambda n: "id\ttext\n" + '\t"' * (n // 2),
    "blank lines": lambda n: "id,text\n" + " \n" * (n // 2) + "1,x",
    "nulls": lambda n: "id,text\n1," + "a long line of words \0" * (n // 22),
}


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING)
def test_time_grows_with_size(make: Callable[[int], str]) -> None:
    def work(size: int) -> Callable[[], object]:
        data = make(size).encode()
        return lambda: _told(data)

    assert _told(make(2000))
    assert grows_linearly(work, 100_000, limit=3)
