"""Runs to report on: fixture stories, truly checked, under invented outlets, languages, engines and dates.

The same on every machine. `write` makes the tables of a small run; `multiply` copies them until there are as many
stories as an archive has.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mtqa.batch import schema
from mtqa.engine.checker import Checker
from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.benchmarks.corpus import CLEAN, FIXTURES

#: Outlets, how many of ten stories they have, and the share of broken paragraphs in them.
OUTLETS = {
    "Harbour Post": (24, 0.02),
    "Valley Courier": (20, 0.05),
    "Northern Ledger": (16, 0.10),
    "Lantern Daily": (12, 0.22),
    "Quayside Wire": (10, 0.07),
    "Upland Mirror": (8, 0.14),
    "Signal & Echo <b>": (6, 0.40),
    "Two Rivers Today": (3, 0.04),
    "Orchard Gazette": (1, 0.30),
}
#: Languages, and how much worse than others their stories are.
LANGUAGES = {"ru": 1.0, "ar": 1.3, "uk": 0.9, "fa": 1.6, "de": 0.4, "tr": 1.1, None: 0.8}
ENGINES = {"marlin-2": 0.5, "marlin-1": 1.2, "heron": 0.8, None: 1.0}
FEEDS = ("wire.jsonl", "partners", "web.warc.gz")
FIRST = datetime(2025, 3, 3, 6, 0, tzinfo=UTC)
DAYS = 210
_WORDS = 260
_PARAGRAPHS = 5
_VARIANTS = 12


def write(folder: Path, stories: int = 240, *, seed: int = 7, signature: str = "", finished: bool = True) -> Path:
    """The tables of a run in two parts each, and its manifest; the folder."""
    random = Random(seed)  # noqa: S311 - invented data
    rows = [_story(number, random) for number in range(stories)]
    for row in rows:
        row["signature"] = signature or row["signature"]
    findings = [finding for row in rows for finding in row.pop("findings")]
    half = stories // 2
    cut = sum(finding["story"] < rows[half]["story"] for finding in findings)
    _parts(folder / "stories", schema.STORIES, (rows[:half], rows[half:]))
    _parts(folder / "findings", schema.FINDINGS, (findings[:cut], findings[cut:]))
    _parts(folder / "failures", schema.FAILURES, (FAILURES,))
    lines: list[dict[str, Any]] = [{"manifest": 1, "signature": rows[0]["signature"]}, {"unit": 0}, {"unit": 1}]
    lines += [{"complete": 2}] if finished else []
    (folder / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return folder


FAILURES: Sequence[Mapping[str, Any]] = (
    {"path": "archive/web.warc.gz", "id": "a1", "line": None, "kind": "unread", "reason": "the record is cut off"},
    {"path": "archive/web.warc.gz", "id": "a2", "line": None, "kind": "unread", "reason": "the record is cut off"},
    {"path": "archive/wire.jsonl", "id": "b7", "line": 712, "kind": "unread", "reason": "line 712 is no JSON"},
    {"path": "archive/wire.jsonl", "id": "b9", "line": 904, "kind": "slow", "reason": "took longer than 60 seconds"},
)


def _parts(folder: Path, columns: pa.Schema, parts: Sequence[Sequence[Mapping[str, Any]]]) -> None:
    folder.mkdir(parents=True)
    for number, rows in enumerate(parts):
        pq.write_table(pa.Table.from_pylist(list(rows), columns), folder / f"part-{number:05}.parquet")


@cache
def _paragraphs() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paragraphs that nothing is wrong with, and broken ones."""
    clean: list[str] = []
    broken: list[str] = []
    checker = Checker(all_rules())
    for file in sorted(FIXTURES.glob("*.txt")):
        for block in file.read_text("utf-8").split("\n\n"):
            if len(block.split()) > 12:
                fine = file.name in CLEAN or not checker.check(Document(block)).findings
                (clean if fine else broken).append(block)
    return tuple(clean), tuple(broken)


@cache
def _result(text: str) -> Result:
    return Checker(all_rules()).check(Document(text))


@cache
def _text(broken: int, variant: int) -> str:
    """A story with so many broken paragraphs, in one of `_VARIANTS` forms."""
    random = Random(100 * broken + variant)  # noqa: S311 - invented data
    clean, bad = _paragraphs()
    chosen = [*random.sample(bad, broken), *random.sample(clean, len(clean))]
    words = [len(block.split()) for block in chosen]
    enough = next(end for end in range(broken, len(chosen) + 1) if sum(words[:end]) >= _WORDS)
    return "\n\n".join(random.sample(chosen[:enough], enough))


def _story(number: int, random: Random) -> dict[str, Any]:
    outlet = random.choices(list(OUTLETS), [share for share, _ in OUTLETS.values()])[0]
    language, engine = random.choice(list(LANGUAGES)), random.choice(list(ENGINES))
    day = int(random.triangular(0, DAYS, DAYS * 0.8))
    spell = 2.2 if 120 <= day < 134 else 1.0
    share = OUTLETS[outlet][1] * LANGUAGES[language] * ENGINES[engine] * spell
    broken = sum(random.random() < min(share, 0.9) for _ in range(_PARAGRAPHS))
    text = _text(broken, random.randrange(_VARIANTS))
    result = _result(text)
    feed = random.choice(FEEDS)
    story = 1 + number * 7_919
    published = None if random.random() < 0.02 else FIRST + timedelta(days=day, minutes=random.randrange(1000))
    found = Counter("preview" if one.preview else one.severity.label for one in result.findings)
    return {
        "story": story,
        "path": f"archive/{feed}",
        "id": f"s{number:05}",
        "line": number + 1,
        "headline": text.partition(". ")[0][:80],
        "outlet": outlet,
        "feed": feed,
        "engine": engine,
        "language": "en",
        "translated_from": language,
        "source_language": language,
        "published": published,
        "words": result.words,
        "verdict": result.verdict.value,
        "npt": result.score.npt,
        "rqs": result.score.rqs,
        "cqs": result.score.cqs,
        **{kind: found[kind] for kind in ("critical", "major", "minor", "neutral", "preview")},
        "unlisted": sum(one.number for one in result.unlisted),
        "crashes": [],
        "notes": list(result.notes),
        "signature": result.signature,
        "findings": list(_findings(story, text, result.findings)),
    }


def _findings(story: int, text: str, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    for number, finding in enumerate(findings):
        start, end = finding.span.start, finding.span.end
        suggestion = finding.suggestion
        yield {
            "story": story,
            "number": number,
            "code": finding.code,
            "name": finding.name,
            "category": finding.category.value,
            "severity": finding.severity.label,
            "confidence": finding.confidence,
            "preview": finding.preview,
            "start": start,
            "end": end,
            "line": finding.line,
            "column": finding.column,
            "before": text[max(0, start - 60) : start],
            "quote": finding.quote,
            "after": text[end : end + 60],
            "message": finding.message,
            "why": finding.why,
            "suggestion": {"text": suggestion.text, "safe": suggestion.safe} if suggestion else None,
            "fingerprint": finding.fingerprint,
            "evidence": json.dumps(dict(finding.evidence)),
        }


def weight(finding: Mapping[str, Any]) -> int:
    """Penalty points of a finding's row."""
    return 0 if finding["preview"] else Severity[finding["severity"].upper()].value


def multiply(run: Path, folder: Path, times: int, *, parts: int = 8) -> Path:
    """A run with each story of another one so many times, its weeks shifted; for benchmarks."""
    import duckdb

    base = pq.read_table(run / "stories").num_rows
    highest = pq.read_table(run / "stories", columns=["story"])["story"].to_pylist()[-1] + 1
    for name in ("stories", "findings"):
        (folder / name).mkdir(parents=True)
        for part in range(parts):
            first, last = times * part // parts, times * (part + 1) // parts
            moved = ", published + to_days(((copy * 37) % 365)::INT) AS published" if name == "stories" else ""
            duckdb.sql(
                f"COPY (SELECT * REPLACE (story + copy * {highest} AS story{moved}) "  # noqa: S608 - own numbers
                f"FROM range({first}, {last}) copies(copy), read_parquet('{run / name}/*.parquet')) "
                f"TO '{folder / name}/part-{part:05}.parquet'"
            )
    _parts(folder / "failures", schema.FAILURES, (FAILURES,))
    (folder / "manifest.jsonl").write_bytes((run / "manifest.jsonl").read_bytes())
    assert base
    return folder
