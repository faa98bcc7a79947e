"""The gallery's archive: the demonstration of `fixtures.archives`, checked and compared, and the report on it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fixtures.archives.archive import stories
from fixtures.archives.make import DEMO_SEED, DEMO_STORIES
from mtqa.batch import across
from mtqa.batch.contract import check_batch
from mtqa.batch.schema import RECORDS
from mtqa.batch.tables import parts

#: Stories of one part of the tables.
_PART = 200


def write_run(folder: Path) -> Path:
    """The tables of a run over the demonstration, as `mtqa batch` leaves them; the folder."""
    told = stories(DEMO_STORIES, DEMO_SEED)
    number = 0
    while some := list(islice(told, _PART)):
        rows = [
            {**story.record(), "path": f"stories/{story.feed}.jsonl", "published": story.published} for story in some
        ]
        checked = check_batch(pa.RecordBatch.from_pylist(rows, RECORDS))
        for table, batch in parts(checked).items():
            (folder / table).mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_batches([batch]), folder / table / f"part-{number:05}.parquet")
        number += 1
    (folder / "manifest.jsonl").write_text(f'{{"manifest": 1}}\n{{"complete": {number}}}\n', "utf-8")
    across.run(folder)
    return folder
