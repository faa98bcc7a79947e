"""`mtqa batch` through the front door: what is read, what comes out, what is refused."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import zstandard
from click.testing import CliRunner, Result
from pyarrow import parquet

from mtqa.batch.across.traces import traces
from mtqa.batch.contract import Settings, check_batch
from mtqa.batch.manifest import NAME
from mtqa.batch.progress import Silent
from mtqa.batch.run import Order, run
from mtqa.batch.tables import TABLES, parts
from mtqa.cli.main import main
from mtqa.model.unread import LINKED, NO_FILE
from mtqa.text.document import Document
from tests.readers.test_warc import packed, record

STRAY = "The talks ended. . Nobody spoke, he said on Friday."
CLEAN = "The rain stopped at noon, and the streets of the town were dry by two."


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def lines(*records: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def numbered(count: int, **said: Any) -> list[dict[str, Any]]:
    return [{"id": f"s{number}", "text": f"{STRAY} Day {number} ended.", **said} for number in range(count)]


def batch(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["batch", *arguments, "--select", "PUN01", "--jobs", "1"])


def table(name: str, out: str = "out") -> list[dict[str, Any]]:
    files = sorted(Path(out, name).glob("*.parquet"))
    rows: list[dict[str, Any]] = pa.concat_tables([parquet.read_table(file) for file in files]).to_pylist()
    return rows


def ids(out: str = "out") -> list[str]:
    return [row["id"] for row in table("stories", out)]


def failures(out: str = "out") -> list[tuple[str, str]]:
    return [(row["path"], row["reason"]) for row in table("failures", out)]


def test_every_format_is_read_and_each_story_says_where_it_came_from() -> None:
    home = Path("archive")
    (home / "wire").mkdir(parents=True)
    two = lines(*numbered(2, outlet="Valley Post", feed="es-wire", engine="m1", published="2024-05-02"))
    (home / "a.jsonl").write_bytes(two)
    (home / "b.jsonl.gz").write_bytes(gzip.compress(two))
    (home / "c.jsonl.zst").write_bytes(zstandard.compress(two))
    (home / "d.ndjson.bz2").write_bytes(bz2.compress(two))
    parquet.write_table(pa.Table.from_pylist(numbered(2)), home / "e.parquet")
    (home / "f.csv").write_text(f'id,text\ns0,"{STRAY}"\n', "utf-8")
    (home / "g.warc.gz").write_bytes(packed([record(1)]))
    with zipfile.ZipFile(home / "h.zip", "w") as archive:
        archive.writestr("desk/x.txt", STRAY)
    (home / "wire" / "x.txt").write_text(STRAY, "utf-8")
    with tarfile.open(home / "i.tar", "w") as tar:
        tar.add(home / "wire" / "x.txt", "y.txt")
    (home / "wire" / "notes.xyz").write_text("no story", "utf-8")
    (home / "mtqa.toml").write_text("", "utf-8")
    result = batch("archive", "--out", "out")
    assert result.exit_code == 3, result.output
    assert failures() == [
        ("archive", "files of other kinds were passed over (1 .xyz); name a file to have it read"),
    ]
    found = {(row["path"], row["id"]): row for row in table("stories")}
    assert sorted(path.removeprefix("archive/") for path, _ in found) == [
        *("a.jsonl", "a.jsonl", "b.jsonl.gz", "b.jsonl.gz", "c.jsonl.zst", "c.jsonl.zst", "d.ndjson.bz2"),
        *("d.ndjson.bz2", "e.parquet", "e.parquet", "f.csv", "g.warc.gz", "h.zip/desk/x.txt", "i.tar/y.txt"),
        "wire/x.txt",
    ]
    said = found["archive/c.jsonl.zst", "s1"]
    assert (said["outlet"], said["feed"], said["engine"]) == ("Valley Post", "es-wire", "m1")
    assert (said["published"], said["line"]) == (datetime(2024, 5, 2, tzinfo=UTC), 2)
    assert found["archive/e.parquet", "s0"]["feed"] == "archive/e.parquet"
    assert found["archive/wire/x.txt", "archive/wire/x.txt"]["feed"] == "archive/wire"
    assert len(table("findings")) == 14, "a stray stop in every story but the page"
    assert {row["story"] for row in table("findings")} <= {row["story"] for row in table("stories")}
    assert len(table("traces")) == len(found)


def test_units_of_lines_give_the_stories_with_their_lines_wherever_they_are_cut() -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(40)).replace(b"\n", b"\n\n", 3))
    Path("b.jsonl.gz").write_bytes(gzip.compress(Path("a.jsonl").read_bytes()))
    expected = [("s0", 1), ("s1", 3), ("s2", 5), *((f"s{number}", number + 4) for number in range(3, 40))]
    for name in ("a.jsonl", "b.jsonl.gz"):
        for size in (1, 100, 333, 1_000, 10_000):
            out = f"{name}-{size}"
            run(Order((name,), Path(out), Settings(select=("PUN01",)), unit_size=size), Silent(), jobs=2)
            assert [(row["id"], row["line"]) for row in table("stories", out)] == expected
            assert len(list(Path(out, "findings").iterdir())) == len(list(Path(out, "stories").iterdir()))


def test_row_groups_give_the_rows_with_their_numbers_and_what_the_contract_gives() -> None:
    rows = pa.Table.from_pylist(numbered(50, translated_from="es"))
    parquet.write_table(rows, "a.parquet", row_group_size=7)
    run(Order(("a.parquet",), Path("out"), Settings(), unit_size=500), Silent(), jobs=2)
    assert [(row["id"], row["line"]) for row in table("stories")] == [(f"s{n}", n + 1) for n in range(50)]
    assert len(list(Path("out", "stories").iterdir())) > 3
    whole = rows.append_column("path", pa.array(["a.parquet"] * 50)).append_column("line", pa.array(range(1, 51)))
    (one,) = whole.combine_chunks().to_batches()
    expected = parts(check_batch(one, Settings()))
    for name in TABLES:
        assert table(name) == expected[name].to_pylist(), name


def test_a_table_is_there_also_when_it_has_no_rows() -> None:
    Path("a.jsonl").write_bytes(lines({"text": CLEAN}))
    assert batch("a.jsonl", "--out", "out").exit_code == 0
    assert (table("findings"), table("failures")) == ([], [])


def test_a_run_that_is_complete_is_told_again_and_not_done_again() -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(3)))
    first = batch("a.jsonl", "--out", "out")
    assert first.exit_code == 0
    assert "mtqa: 3 stories: " in first.stderr
    (part,) = Path("out", "stories").iterdir()
    stamp = part.stat().st_mtime_ns
    again = batch("a.jsonl", "--out", "out")
    assert again.exit_code == 0
    assert "3 stories" in again.stderr
    assert "in this run" not in again.stderr
    assert part.stat().st_mtime_ns == stamp


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda: None, "the settings are others"),
        (lambda: Path("a.jsonl").write_bytes(lines(*numbered(4))), "the archive has changed"),
        (lambda: os.utime("a.jsonl", (1, 1)), "the archive has changed"),
    ],
)
def test_another_run_in_the_same_folder_is_refused_with_the_way_out(change: Callable[[], Any], reason: str) -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(3)))
    assert batch("a.jsonl", "--out", "out").exit_code == 0
    before = Path("out", NAME).read_bytes()
    change()
    again = batch("a.jsonl", "--out", "out", *(["--profile", "wire"] if reason.startswith("the sett") else []))
    assert again.exit_code == 2
    assert reason in again.stderr
    assert "name a new folder with --out, or delete this one" in again.stderr
    assert Path("out", NAME).read_bytes() == before


def test_a_folder_that_holds_something_else_is_left_alone() -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(3)))
    Path("out").mkdir()
    Path("out", "letter.txt").write_text("mine", "utf-8")
    result = batch("a.jsonl", "--out", "out")
    assert result.exit_code == 2
    assert "letter.txt" in result.stderr
    assert "name a new folder" in result.stderr


def test_what_would_count_twice_is_refused() -> None:
    Path("home").mkdir()
    Path("home", "a.jsonl").write_bytes(lines(*numbered(3)))
    result = batch("home", "home/a.jsonl", "--out", "out")
    assert (result.exit_code, "would count twice" in result.stderr) == (2, True)


def test_the_folder_of_results_is_no_archive() -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(3)))
    assert batch(".", "--out", "out").exit_code == 0
    again = batch(".", "--out", "out")
    assert again.exit_code == 0, again.stderr


def test_a_gzip_member_that_is_broken_costs_only_itself() -> None:
    members = [gzip.compress(lines(one), mtime=0) for one in numbered(9)]
    members[4] = members[4][:30] + bytes(20) + members[4][50:]
    Path("a.jsonl.gz").write_bytes(b"".join(members))
    assert batch("a.jsonl.gz", "--out", "out").exit_code == 3
    assert [one for one in ids() if one != "s4"] == ["s0", "s1", "s2", "s3", "s5", "s6", "s7", "s8"]
    assert "the member that begins there is damaged" in failures()[0][1]


@pytest.mark.parametrize(
    ("name", "packing"),
    [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstandard.compress), ("a.jsonl.bz2", bz2.compress)],
)
def test_a_packed_file_that_is_cut_off_gives_what_is_there_and_says_so(
    name: str, packing: Callable[[bytes], bytes]
) -> None:
    whole = b"".join(packing(lines(*numbered(3)[at : at + 1])) for at in range(3))
    Path(name).write_bytes(whole[:-9])
    assert batch(name, "--out", "out").exit_code == 3
    assert ids()[:2] == ["s0", "s1"]
    assert any("the file is cut off" in reason for _, reason in failures())


@pytest.mark.parametrize(
    "packed",
    [b"", gzip.compress(b""), gzip.compress(b"\n\n")],
    ids=["empty file", "packed nothing", "packed line ends"],
)
def test_a_packed_file_that_holds_nothing_is_named(packed: bytes) -> None:
    Path("a.jsonl.gz").write_bytes(packed)
    assert batch("a.jsonl.gz", "--out", "out").exit_code == 3
    assert failures() == [("a.jsonl.gz", "the file is empty, there is nothing to check")]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_pipes_and_links_to_folders_are_named_and_hold_nothing_up() -> None:
    Path("archive").mkdir()
    Path("archive", "a.txt").write_text(STRAY)
    Path("archive", "link").symlink_to("..")
    os.mkfifo("archive/pipe.jsonl")
    os.mkfifo("named.jsonl")
    assert batch("archive", "named.jsonl", "--out", "out").exit_code == 3
    named = [("archive/link", LINKED), ("archive/pipe.jsonl", NO_FILE), ("named.jsonl", NO_FILE)]
    assert sorted(failures()) == named
    assert len(ids()) == 1


def test_what_is_damaged_is_counted_and_named_and_the_rest_is_done() -> None:
    home = Path("archive")
    home.mkdir()
    (home / "a.jsonl").write_bytes(lines(*numbered(2)) + b'{"id": "x", "text": \n' + lines({"id": "y", "text": STRAY}))
    parquet.write_table(pa.Table.from_pylist(numbered(4)), home / "b.parquet", row_group_size=2)
    data = bytearray((home / "b.parquet").read_bytes())
    (home / "c.parquet").write_bytes(data[:-20])
    with zipfile.ZipFile(home / "d.zip", "w") as archive:
        archive.writestr("x.txt", STRAY)
    (home / "d.zip").write_bytes((home / "d.zip").read_bytes()[:-30])
    (home / "e.txt").write_bytes(b"")
    result = batch("archive", "--out", "out")
    assert result.exit_code == 3
    assert sorted(ids()) == ["s0", "s0", "s1", "s1", "s2", "s3", "y"]
    assert [path.removeprefix("archive/") for path, _ in failures()] == ["a.jsonl", "c.parquet", "d.zip", "e.txt"]
    assert all(reason for _, reason in failures())


def test_the_same_sample_is_drawn_every_time_and_all_of_it_is_checked() -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(200)))
    assert batch("a.jsonl", "--out", "ten", "--sample", "10%").exit_code == 0
    assert batch("a.jsonl", "--out", "exact", "--sample", "12").exit_code == 0
    assert batch("a.jsonl", "--out", "more", "--sample", "20%").exit_code == 0
    assert 8 < len(ids("ten")) < 35
    assert len(ids("exact")) == 12
    smaller, larger = sorted([set(ids("ten")), set(ids("exact"))], key=len)
    assert smaller <= larger <= set(ids("more")), "a larger sample has all that a smaller one has"


def test_only_the_stories_that_are_meant_are_checked() -> None:
    days = ["2024-01-31", "2024-02-01", "2024-02-01T00:30:00+02:00", None, "2024-03-05"]
    records = [
        {"id": str(number), "text": STRAY, "outlet": "ABC"[number % 3], **({"published": day} if day else {})}
        for number, day in enumerate(days)
    ]
    Path("a.jsonl").write_bytes(lines(*records))
    for out, arguments, expected in (
        ("since", ["--since", "2024-02-01"], ["1", "4"]),
        ("where", ["--where", "outlet = 'A' or published > '2024-03-01'"], ["0", "3", "4"]),
        ("limit", ["--limit", "3"], ["0", "1", "2"]),
        ("both", ["--where", "outlet <> 'A'", "--limit", "2"], ["1", "2"]),
        ("none", ["--limit", "100"], ["0", "1", "2", "3", "4"]),
    ):
        result = batch("a.jsonl", "--out", out, *arguments)
        assert result.exit_code == 0, result.stderr
        assert ids(out) == expected, out


def test_a_limit_counts_stories_over_units() -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(40)))
    order = Order(("a.jsonl",), Path("out"), Settings(select=("PUN01",)), limit=17, unit_size=700)
    run(order, Silent(), jobs=2)
    assert ids() == [f"s{number}" for number in range(17)]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--sample", "some"], 'neither a number of stories such as "1000" nor a share such as "1%"'),
        (["--sample", "0%"], "neither a number"),
        (["--where", "nonsense = 1"], "columns are path, id, line, headline"),
        (["--where", "outlet ="], "--where: "),
        (["--profile", "nonsense"], "nonsense"),
        (["--input-format", "pdf"], 'there is no format "pdf"'),
    ],
)
def test_wrong_use_is_told_before_anything_is_written(arguments: list[str], reason: str) -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(3)))
    result = batch("a.jsonl", "--out", "out", *arguments)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert not Path("out").exists()


def test_an_archive_that_is_not_there_is_a_failure() -> None:
    assert batch("nowhere.jsonl", "--out", "out").exit_code == 3
    assert failures() == [("nowhere.jsonl", "No such file or directory")]


def _slow(document: Document) -> dict[str, Any]:
    if "Day 3 " in document.text:
        time.sleep(60)
    return traces(document)


def _deadly(document: Document) -> dict[str, Any]:
    if "Day 3 " in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return traces(document)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the other processes know nothing of what is put in here")
@pytest.mark.parametrize(
    ("trap", "kind", "reason"),
    [
        (_slow, "slow", "checking it took more than 0.5 seconds"),
        (_deadly, "died", "the processes that checked it died, the last by SIGKILL"),
    ],
)
def test_a_story_that_hangs_or_kills_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch, trap: Callable[[Document], dict[str, Any]], kind: str, reason: str
) -> None:
    monkeypatch.setattr("mtqa.batch.contract.traces", trap)
    monkeypatch.setattr("mtqa.batch.across.run", lambda _: None)
    Path("a.jsonl").write_bytes(lines(*numbered(8)))
    order = Order(("a.jsonl",), Path("out"), Settings(select=("PUN01",)), time_limit=0.5)
    total = run(order, Silent(), jobs=2)
    assert ids() == [f"s{number}" for number in range(8) if number != 3]
    (row,) = table("failures")
    assert (row["path"], row["id"], row["line"], row["kind"], row["reason"]) == ("a.jsonl", "s3", 4, kind, reason)
    assert (total.stories, dict(total.failures)) == (7, {kind: 1})


def test_an_interrupted_run_ends_cleanly_and_says_how_to_go_on() -> None:
    Path("a.jsonl").write_bytes(lines(*numbered(3_000)))
    command = [sys.executable, "-m", "mtqa", "batch", "a.jsonl", "--out", "out", "--jobs", "2"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    # A shell's background jobs ignore the signal, and so would what these tests start if they were one.
    heeding = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    finally:
        signal.signal(signal.SIGINT, heeding)
    while not Path("out", NAME).exists():
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 130, told
    assert "the same command goes on from here" in told
    assert "Traceback" not in told
    assert subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=False).returncode == 0
    assert len(ids()) == 3_000


def test_a_model_that_a_house_file_asks_for_and_is_not_there_is_missed_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTQA_CACHE", str(tmp_path / "cache"))
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "story.txt").write_text("The town is calm.\n")
    said = []
    for level in ("default", "off"):
        (tmp_path / "archive" / "mtqa.toml").write_text(f'fluency = "{level}"\n')
        command = ["batch", str(tmp_path / "archive"), "--out", str(tmp_path / level), "--jobs", "1"]
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0
        said.append("fluency is not checked: " in done.stderr)
    assert said == [True, False]
