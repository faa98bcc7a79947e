"""What a report costs, whole processes: ``python -m tests.benchmarks.report``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyarrow.parquet as pq
from rich import box
from rich.console import Console
from rich.table import Table

from tests.batch.report import runs
from tests.benchmarks.measure import cold_start

#: Stories of the run that is copied until there are as many as an archive has.
_STORIES = 1500


def main() -> None:
    """Print the table."""
    table = Table(title="mtqa report, whole process", title_justify="left", box=box.MARKDOWN)
    for name in ("stories", "findings", "CPU seconds", "seconds", "peak MB", "page, kB"):
        table.add_column(name, justify="right", no_wrap=True)
    with TemporaryDirectory() as folder:
        base = runs.write(Path(folder) / "base", _STORIES)
        for times in (7, 67, 667):
            run = runs.multiply(base, Path(folder) / f"run{times}", times)
            began = perf_counter()
            cost = cold_start(("-m", "mtqa", "report", str(run)), times=1)
            seconds = perf_counter() - began
            found = sum(pq.read_metadata(part).num_rows for part in (run / "findings").iterdir())
            size = (run / "report.html").stat().st_size / 1000
            figures = (f"{cost.seconds:.1f}", f"{seconds:.1f}", f"{cost.megabytes:.0f}", f"{size:.0f}")
            table.add_row(f"{_STORIES * times:,}", f"{found:,}", *figures)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
