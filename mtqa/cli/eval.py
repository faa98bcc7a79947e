"""`mtqa eval`: measure the rules on stories whose defects are known."""

from __future__ import annotations

from datetime import date as day
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli import options
from mtqa.model.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.cli.options import Asked
    from mtqa.evaluation.measure import Evaluation
    from mtqa.rulebook.rule import Rule

#: Exit code when a rule crashed.
_CRASHED = 4


@click.command(
    "eval",
    cls=options.WithFluency,
    epilog="\b\nExamples:\n  mtqa eval marked/ edited.jsonl\n  mtqa eval marked/ --misses | less -R\n"
    "  mtqa eval marked/ edited.jsonl --format json > figures.json\n"
    "  mtqa eval marked/ --config desk/mtqa.toml --ignore WIR",
)
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@options.selection
@options.fluency
@click.option(
    "--config", metavar="FILE", type=click.Path(), help="A house file; without one the rules are measured as they come."
)
@options.profile
@click.option("--misses", is_flag=True, help="List the marks that no finding hits.")
@click.option("--alarms", is_flag=True, help="List the findings that hit no mark.")
@click.option(
    "--write-evidence", type=click.Path(dir_okay=False, path_type=Path), help="Write the evidence to this file."
)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day that the evidence carries.  [default: today]")
@click.option(
    "--data-name", "names", multiple=True, help="Name of the data that the evidence carries; may be repeated."
)
@options.gathered
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    gold: tuple[Path, ...],
    form: str,
    misses: bool,
    alarms: bool,
    write_evidence: Path | None,
    date: day | None,
    names: tuple[str, ...],
    asked: Asked,
) -> None:
    """Measure every rule on GOLD: files or folders of stories whose defects are known.

    A story with "spans" is annotated: its findings are confirmed when they hit a mark. A story without is edited copy:
    findings there are false alarms, unless they hit one of its "known_defects".
    """
    from mtqa.evaluation.gold import read
    from mtqa.evaluation.measure import evaluate
    from mtqa.rules import all_rules

    if write_evidence is not None and not names:
        raise ConfigError("--write-evidence: say with --data-name what the rules were measured on")
    if write_evidence is not None and asked != options.Asked(fluency=asked.fluency):
        raise ConfigError(
            "--write-evidence: evidence is of all rules as they come; leave out what chooses or changes some"
        )
    checker = asked._replace(no_config=True).checkers().of("-")
    evaluation = evaluate(read(gold), checker)
    if asked.fluency and checker.unchecked_fluency:
        click.echo(f"mtqa: fluency was not measured: {checker.unchecked_fluency}", err=True)
    if write_evidence is not None:
        _write(evaluation, all_rules(), write_evidence, (date or day.today()).isoformat()[:10], names)
    _print(evaluation, form, misses=misses, alarms=alarms)
    if evaluation.crashes:
        raise click.exceptions.Exit(_CRASHED)


def _print(evaluation: Evaluation, form: str, *, misses: bool, alarms: bool) -> None:
    from mtqa.evaluation import report

    if form == "json":
        import json

        click.echo(json.dumps(report.record(evaluation), ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    report.show(evaluation, Console(), with_misses=misses, with_alarms=alarms)


def _write(evaluation: Evaluation, rules: tuple[Rule, ...], path: Path, date: str, names: tuple[str, ...]) -> None:
    from mtqa.cli.output import replace_file
    from mtqa.rulebook.evidence import dumps

    replace_file(path, dumps(evaluation.evidence(rules, date=date, data=names)).encode())
    click.echo(f"evidence of {len(rules)} rules written to {path}", err=True)
