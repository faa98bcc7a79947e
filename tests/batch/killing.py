"""Runs that are killed: forked from a process that has everything imported, so that hundreds of them take minutes.

Run as ``python -m tests.batch.killing FOLDER KILLS SEED``; prints what came of it as JSON, and a line that sums it up.
It ends with 1 if anything differed. FOLDER is new, and on a disk like that of real results.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from mtqa.batch.manifest import NAME
from mtqa.batch.progress import Silent
from mtqa.batch.run import Order, run
from mtqa.batch.tables import TABLES
from tests.forking import ended, forked

FIXTURES = Path(__file__).parents[2] / "fixtures" / "stories"
#: A run is killed within so many seconds at the latest, so that hundreds of kills take minutes on any machine.
LONGEST = 4.0
#: So small that an archive of some dozens of stories has as many units.
UNIT = 5_000


def archive(folder: Path, copies: int = 2) -> Path:
    """An archive of lines, packed lines, a table, and files, all damaged somewhere."""
    texts = [path.read_text("utf-8")[:2_500] for path in sorted(FIXTURES.glob("*.txt"))] * copies
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"id": f"s{number}", "text": text}) for number, text in enumerate(texts)]
    lines.insert(5, '{"id": "broken", "text": ')
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")
    packed = [gzip.compress(("\n".join(lines[at : at + 4]) + "\n").encode(), mtime=0) for at in range(0, len(lines), 4)]
    packed[1] = packed[1][:200] + bytes(60) + packed[1][260:]
    (folder / "b.jsonl.gz").write_bytes(b"".join(packed))
    table = pa.table({"id": [f"p{number}" for number in range(len(texts))], "text": texts})
    parquet.write_table(table, folder / "c.parquet", row_group_size=4)
    for number, text in enumerate(texts[:12]):
        file = folder / "files" / f"{number}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text if number != 7 else "", "utf-8")
    return folder


def order(source: Path, out: Path) -> Order:
    """The run that is killed."""
    return Order((str(source),), out, unit_size=UNIT)


def content(out: Path) -> dict[str, str]:
    """What is in a folder of results: a hash for each file; of the manifest, its units in their order."""
    found = {
        str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*.parquet"))
    }
    lines = [json.loads(line) for line in (out / NAME).read_text("utf-8").splitlines()]
    units = sorted((line for line in lines if "unit" in line), key=lambda line: int(line["unit"]))
    return found | {NAME: json.dumps([lines[0], units, lines[-1]], sort_keys=True)}


def stories(out: Path) -> list[int]:
    """The names of all stories in a folder of results."""
    return sorted(
        story for part in (out / "stories").glob("*.parquet") for story in parquet.read_table(part)["story"].to_pylist()
    )


def killed(source: Path, out: Path, seconds: float) -> bool:
    """Run, and kill the run after some time; whether it was killed before it had ended by itself."""
    child = forked(lambda: run(order(source, out), Silent(), jobs=2))
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    code = ended(child)
    if code not in {0, -signal.SIGKILL}:
        raise AssertionError(f"the run ended with {code}")
    return code != 0


def kill(folder: Path, kills: int, seed: int, told: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Kill runs until there were so many, beginning anew whenever one ends; what differed from an undisturbed run.

    ``told`` is told of each kill.
    """
    source, calm = archive(folder / "source"), folder / "calm"
    began = time.monotonic()
    run(order(source, calm), Silent(), jobs=2)
    whole = min(time.monotonic() - began, LONGEST)
    expected, names = content(calm), stories(calm)
    choose = random.Random(seed)  # noqa: S311 - when to kill is no secret
    done = runs = 0
    different: list[int] = []
    while done < kills:
        out = folder / f"run{runs}"
        while done < kills and killed(source, out, choose.uniform(0.02, whole)):
            done += 1
            told(done)
        if ended(forked(lambda out=out: run(order(source, out), Silent(), jobs=2))):  # type: ignore[misc]
            raise AssertionError("a run that nobody kills has failed")
        if content(out) != expected or stories(out) != names:
            different.append(runs)
        runs += 1
    leftover = [name for table in TABLES for name in os.listdir(out / table) if name.startswith(".")]
    return {"kills": done, "runs": runs, "stories": len(names), "different": different, "leftover": leftover}


def main(folder: str, kills: str, seed: str) -> int:
    """Kill, and say what came of it; the exit code."""
    began = time.monotonic()

    def told(done: int) -> None:
        if done % 20 == 0:
            print(f"{done} kills in {time.monotonic() - began:.0f} seconds", file=sys.stderr, flush=True)

    found = kill(Path(folder), int(kills), int(seed), told)
    print(json.dumps(found))
    wrong = len(found["different"]) + len(found["leftover"])
    print(
        f"{found['kills']} kills over {found['runs']} runs of {found['stories']} stories in "
        f"{time.monotonic() - began:.0f} seconds: {'identical results' if not wrong else 'RESULTS DIFFER'}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
