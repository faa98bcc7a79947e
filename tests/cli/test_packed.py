"""Files of several kinds from the command line: what is said of them, and the exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main
from tests.readers.packing import encrypted, zipped
from tests.readers.words import paragraph, word

STRAY = "The talks ended. . Nobody spoke."


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--select", "PUN01", "--no-config"])


def _found(result: Result) -> list[tuple[str, int, int]]:
    """Path, line and column of the findings."""
    records = map(json.loads, result.stdout.splitlines())
    return [(one["path"], found["line"], found["column"]) for one in records for found in one["findings"]]


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_folder_of_all_kinds_is_checked() -> None:
    folder = Path("in")
    folder.mkdir()
    (folder / "a.csv").write_text(f"id,text\n1,{STRAY}\n", "utf-8")
    (folder / "b.docx").write_bytes(word(paragraph("One.") + paragraph(STRAY)))
    (folder / "c.xlf").write_text(
        f"<xliff version='1.2'><file original='x'>\n<body><trans-unit id='1'><source/><target>{STRAY}</target>"
        "</trans-unit></body></file></xliff>",
        "utf-8",
    )
    (folder / "d.zip").write_bytes(zipped({"e/f.html": f"<p>\n{STRAY}".encode()}))
    result = _run("check", "in", "--format", "jsonl")
    assert (_found(result), result.exit_code) == (
        [("in/a.csv", 2, 18), ("in/b.docx", 2, 16), ("in/c.xlf", 2, 58), ("in/d.zip/e/f.html", 2, 16)],
        0,
    )


def test_what_is_not_read_of_an_archive_is_named_and_counts() -> None:
    Path("a.zip").write_bytes(zipped({"a.txt": STRAY.encode(), "b.txt": b"", "c.jpg": b"x"}))
    result = _run("check", "a.zip", "--format", "jsonl")
    assert (_found(result), result.exit_code) == ([("a.zip/a.txt", 1, 16)], 3)
    assert result.stderr == (
        "mtqa: a.zip/b.txt: the file is empty, there is nothing to check\n"
        "mtqa: a.zip: files of other kinds were passed over (1 .jpg); "
        "unpack the archive and name a file to have it read\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", word(paragraph(STRAY)), "it stands in a Word document; change it there"),
        ("a.zip", zipped({"a.txt": STRAY.encode()}), "it is packed in a.zip; unpack it to have it changed"),
    ],
)
def test_fix_says_where_it_cannot_write(name: str, data: bytes, reason: str) -> None:
    Path(name).write_bytes(data)
    result = _run("fix", name, "--write")
    assert (Path(name).read_bytes(), result.stdout, result.exit_code) == (data, "", 0)
    assert f"1:16 PUN01 not changed: “. .” to “.”: {reason}" in result.stderr.replace("·", " ")


def test_fix_writes_into_a_table() -> None:
    Path("a.tsv").write_bytes(f"text\tid\r\n{STRAY}\t1\r\n".encode())
    result = _run("fix", "a.tsv", "--write")
    assert result.exit_code == 0
    assert Path("a.tsv").read_bytes() == b"text\tid\r\nThe talks ended. Nobody spoke.\t1\r\n"


def test_a_missing_package_is_named_and_the_rest_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "mtqa.readers._parquet_rows", raising=False)
    Path("a.parquet").write_bytes(b"PAR1 PAR1")
    Path("b.txt").write_text(STRAY, "utf-8")
    result = _run("check", "a.parquet", "b.txt", "--format", "jsonl")
    assert (_found(result), result.exit_code) == ([("b.txt", 1, 16)], 3)
    assert result.stderr == (
        "mtqa: a.parquet: a Parquet file is read with the package pyarrow: pip install 'mtqa[parquet]'\n"
    )


def test_an_archive_that_nothing_can_be_read_of_is_told() -> None:
    Path("a.zip").write_bytes(encrypted(zipped({"a.txt": b"x"})))
    result = _run("check", "a.zip")
    assert result.exit_code == 3
    assert "a.zip/a.txt: it is encrypted; unpack the archive with its password" in result.stderr
