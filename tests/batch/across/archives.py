"""Small archives for tests: written stories as the tables of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from mtqa.batch.across import run
from mtqa.batch.across.traces import sketched, traces
from mtqa.batch.schema import FINDINGS, STORIES, TRACED
from mtqa.text.document import Document

#: Paragraphs about one flood, whose copies the tests garble.
FLOOD = (
    "Flood cuts off {place} for a third day",
    "The river Orsa burst its banks near {place} on Tuesday, and {moved} people were moved to schools in the hills, "
    "{mayor} said. Rescuers reached the last farms by boat late in the evening.",
    "“We have lost the harvest and most of our cattle,” the mayor told reporters in front of the town hall. He asked "
    "the government in the capital for tents, pumps and clean water before the weekend.",
    "The damage will cost about ${cost} million, the insurer Brennholt estimated; in the flood of 1997 it was a third "
    "of that. Some 40 percent of the fields along the Orsa stand under water.",
    "Engineers want to open a dam above the town, but villages below it refuse, and a judge will hear both sides on "
    "Friday. The weather service expects 25 millimetres of rain until then.",
)
#: Another report.
SHARES = (
    "Chip maker warns of weak demand for laptops",
    "Shares of the chip maker Velatron fell by 12 percent after the company had warned of weak demand for laptops. "
    "Analysts cut their forecasts, and two banks advised their clients to sell.",
    "The board meets next week to discuss the sale of a plant in the north, where wages rose faster than prices. "
    "Competitors in Asia gained, as they had cheaper loans and fuller order books.",
    "Velatron employs 8,300 people in four countries. Its founder, Lena Ostrander, left the company two years ago; "
    "nobody at headquarters would comment on rumours that she wants to return as chief executive.",
)


def flood(
    *, place: str = "Dalverton", mayor: str = "Mayor Ivo Tarnasky", moved: str = "1,200", cost: str = "3.5"
) -> str:
    """The report of the flood with these facts."""
    return "\n\n".join(FLOOD).format(place=place, mayor=mayor, moved=moved, cost=cost)


def story(number: int, text: str, **facts: Any) -> dict[str, Any]:
    """A row of the table of stories, with its text; ``findings`` are (code, quote)."""
    published = facts.pop("published", None)
    return {
        "story": number,
        "path": f"{number}.txt",
        "id": f"s{number}",
        "words": len(text.split()),
        "verdict": "pass",
        "npt": 0.0,
        "text": text,
        "published": datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None,
        "findings": (),
        **facts,
    }


def compared(folder: Path, stories: Sequence[Mapping[str, Any]], *, parts: int = 1) -> dict[str, list[dict[str, Any]]]:
    """What comparing the stories gives, by table; they lie in so many parts."""
    for part in range(parts):
        some = stories[part::parts]
        _write(folder / "stories", part, STORIES, [_only(one, STORIES) for one in some])
        traced = sketched(traces(Document(one["text"])) for one in some)
        _write(
            folder / "traces",
            part,
            TRACED,
            [{"story": one["story"], **row} for one, row in zip(some, traced, strict=True)],
        )
        found = [
            {"story": one["story"], "number": at, "code": code, "name": f"rule-{code}", "quote": quote}
            for one in some
            for at, (code, quote) in enumerate(one["findings"])
        ]
        _write(folder / "findings", part, FINDINGS, found)
    run(folder)
    return tables(folder)


def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The tables that comparing has left, by name."""
    return {path.stem: parquet.read_table(path).to_pylist() for path in sorted((folder / "across").iterdir())}


def _only(row: Mapping[str, Any], schema: pa.Schema) -> dict[str, Any]:
    return {name: row.get(name) for name in schema.names}


def _write(folder: Path, part: int, schema: pa.Schema, rows: Iterable[Mapping[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.Table.from_pylist(list(rows), schema), folder / f"{part:04}.parquet")
