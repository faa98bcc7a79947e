"""Print the benchmarks."""

from __future__ import annotations

import platform
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from mtqa._version import __version__
from mtqa.engine.checker import Checker
from mtqa.readers import read
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.benchmarks import archive, corpus, wire
from tests.benchmarks.measure import PASSES, cold_start, fastest, pin, rule_cost, words_per_second
from tests.benchmarks.others import others


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.MARKDOWN)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


def _machine() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
    return f"{model}, one core; Python {platform.python_version()}, {platform.system()}"


def _speed() -> Table:
    garbled, clean = corpus.garbled(), corpus.clean()
    table = _table("Words per second, warm", "checker", "garbled stories", "ratio", "clean stories", "ratio")
    checker = Checker(all_rules())

    def ours(text: str) -> object:
        return checker.check(Document(text))

    first = [words_per_second(ours, stories) for stories in (garbled, clean)]
    table.add_row(
        f"mtqa {__version__} ({len(all_rules())} rules)", f"{first[0]:,.0f}", "1.0", f"{first[1]:,.0f}", "1.0"
    )
    for name, check in others():
        if check is None:
            table.add_row(name, *["not installed"] * 4)
            continue
        rates = [words_per_second(check, stories) for stories in (garbled, clean)]
        cells = [
            f"{text}"
            for rate, base in zip(rates, first, strict=True)
            for text in (f"{rate:,.0f}", f"{base / rate:.1f}")
        ]
        table.add_row(name, *cells)
    table.caption = "ratio: how many times as fast mtqa is"
    return table


def _start() -> Table:
    table = _table("One story from a cold start, whole process", "command", "CPU seconds", "peak MB")
    story = str(corpus.FIXTURES / corpus.CLEAN[0])
    commands = {
        "python -c pass": ("-c", "pass"),
        "mtqa --version": ("-m", "mtqa", "--version"),
        "mtqa check": ("-m", "mtqa", "check", story),
    }
    for name, arguments in commands.items():
        cost = cold_start(arguments)
        table.add_row(name, f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}")
    return table


def _readers() -> Table:
    stories = corpus.clean(100)
    table = _table("Reading stories of 450 words", "format", "µs a story", "words a second", "of checking")
    checker = Checker(all_rules())
    documents = [Document(story) for story in stories]
    checking = fastest(lambda: [checker.check(Document(one.text)) for one in documents], PASSES)
    words = sum(len(one.words) for one in documents)
    for name, files in wire.files(stories).items():
        seconds = fastest(lambda files=files: [list(read(data, path)) for path, data in files], PASSES)  # type: ignore[misc]
        each = f"{1e6 * seconds / len(stories):,.0f}"
        table.add_row(name, each, f"{words / seconds:,.0f}", f"{100 * seconds / checking:.0f} %")
    table.add_row("checking", f"{1e6 * checking / len(stories):,.0f}", f"{words / checking:,.0f}", "100 %")
    return table


def _rules() -> Table:
    garbled = corpus.garbled(60)
    table = _table(
        "Cost of each rule on garbled stories of 450 words",
        "rule",
        "runs on",
        "µs when run",
        "µs average",
        "twice the text",
    )
    awake = [rule for rule in all_rules() if not rule.awaits]
    costs = sorted((rule_cost(rule, garbled) for rule in awake), key=lambda cost: -cost.average)
    for cost in costs:
        growth = "-" if cost.growth is None else f"{cost.growth:.2f}"
        table.add_row(cost.code, f"{100 * cost.runs:.0f} %", f"{cost.when_run:.0f}", f"{cost.average:.0f}", growth)
    table.add_row("all", "", "", f"{sum(cost.average for cost in costs):.0f}", "")
    return table


def _batch(stories: int) -> Table:
    jobs = archive.jobs()
    table = _table(
        f"An archive of stories of 430 words, on {jobs} processes",
        *("", "stories", "seconds", "stories a second", "CPU ms each", "memory, MB", "each, MB"),
    )

    def row(name: str, count: int, cost: archive.Cost) -> archive.Cost:
        memory = [f"{cost.shared_once:,.0f}", f"{cost.resident:,.0f}"] if cost.shared_once else ["", ""]
        each = f"{count / cost.seconds:,.0f}", f"{1e3 * cost.cpu / count:.2f}"
        table.add_row(name, f"{count:,}", f"{cost.seconds:,.1f}", *each, *memory)
        return cost

    highest = []
    for count in (stories // 10, stories):
        with archive.archive(count) as source:
            out = source.parent / "out"
            if count == stories:
                alone = row("engine alone", count, archive.engine_alone(source, jobs))
            costs = archive.archive_run(source, out, jobs)
            parts = [row(name, count, costs[name]) for name in (archive.CHECKING, archive.COMPARING)]
            whole = row("both", count, parts[0] + parts[1])
            highest.append(whole.shared_once)
            seconds = archive.report(out)
    speed, checking, cpu = (
        100 * one / other
        for one, other in (
            (alone.seconds, whole.seconds),
            (alone.seconds, parts[0].seconds),
            (alone.cpu, whole.cpu),
        )
    )
    table.caption = (
        f"{speed:.0f} % of the engine's speed ({checking:.0f} % without comparing), {cpu:.0f} % by the time of the "
        f"processors; memory {100 * highest[1] / highest[0]:.0f} % of that for a tenth (shared pages once; for each "
        f"process); the report takes {seconds:.1f} seconds"
    )
    return table


@click.command()
@click.option("--only", type=click.Choice(["speed", "start", "readers", "rules", "batch"]), help="Only this table.")
@click.option(
    "--stories", default=100_000, show_default=True, help="How many stories the archive of `--only batch` has."
)
def main(only: str | None, stories: int) -> None:
    """Print words per second beside other checkers, and the cost of a cold start, of each format and of every rule.

    What checking an archive costs is measured on all cores, and only when it is asked for.
    """
    console = Console(width=120)
    if only == "batch":
        console.print(_batch(stories))
        return
    pin()
    console.print(_machine(), highlight=False)
    for name, table in {"speed": _speed, "start": _start, "readers": _readers, "rules": _rules}.items():
        if only in (None, name):
            console.print(table())


main()
