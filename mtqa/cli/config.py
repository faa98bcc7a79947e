"""`mtqa config`: what is in force for a story, and where each value comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli import options

if TYPE_CHECKING:
    from mtqa.cli.options import Asked
    from mtqa.engine.checker import Checker
    from mtqa.engine.config.settings import Setting, Settings
    from mtqa.render.styled import Text
    from mtqa.render.terminal import View

_EPILOG = """\b
Examples:
  mtqa config                          for the current folder
  mtqa config incoming/story.txt --profile gate
  mtqa config --format json | jq '.settings'
  mtqa config --schema > mtqa.schema.json
\b
House files are called mtqa.toml; `mtqa init` writes one, docs/house-files.md explains them.
"""


@click.command(epilog=_EPILOG)
@click.argument("path", default=".", metavar="[STORY]", type=click.Path())
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of mtqa.toml, for editors, instead.")
@options.house
@options.color
@options.gathered
def command(path: str, form: str, schema: bool, asked: Asked, color: str) -> None:
    """Show which house files and profiles hold for a story, what is in force, and who says so."""
    from mtqa.cli.output import view, write, write_data
    from mtqa.rules import all_rules

    if schema:
        from mtqa.engine.config import schema as of_house_files

        write_data(of_house_files.schema(all_rules()))
        return
    story = str(Path(path, "story")) if Path(path).is_dir() else path
    checkers = asked.checkers()
    settings, checker = checkers.settings(story), checkers.of(story)
    if form == "json":
        write_data(_json(settings, checker))
        return
    from mtqa.render.terminal import to_string

    shown = view(color)
    write(to_string(_page(settings, checker, shown), shown))


def _json(settings: Settings, checker: Checker) -> str:
    import json

    data = {
        "layers": [layer.source.name for layer in settings.layers],
        "settings": [
            {
                "key": ".".join(setting.keys),
                "value": setting.value,
                "from": setting.origin.source.name,
                "line": setting.origin.line,
                "why": setting.reason or None,
            }
            for setting in settings.all()
        ],
        "rules": [rule.code for rule in checker.rules],
        "signature": checker.signature(),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _page(settings: Settings, checker: Checker, shown: View) -> Iterator[Text]:
    from mtqa.render.styled import Text
    from mtqa.render.terminal import indented, styled

    yield styled("Laid over one another, the last one wins", "bold")
    for name in ("defaults", *(layer.source.name for layer in settings.layers)):
        yield Text(f"  {name}")
    yield Text()
    rows = [(".".join(setting.keys), _toml(setting.value), _origin(setting)) for setting in settings.all()]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    widths[1] = min(widths[1], 32)
    yield styled(f"  {'key':<{widths[0]}}  {'value':<{widths[1]}}  from", "bold")
    for (key, value, origin), setting in zip(rows, settings.all(), strict=True):
        is_default = setting.origin.source.name == "default"
        head = styled(f"  {key:<{widths[0]}}  ", "dim" if is_default else "") + Text(f"{value:<{widths[1]}}  ")
        yield from indented(styled(origin, "dim"), head, head.cell_len if len(value) <= widths[1] else 4, shown.columns)
    yield Text()
    yield styled(f"{len(checker.rules)} rules take part. {checker.signature()}", "dim")


def _origin(setting: Setting) -> str:
    return f"{setting.origin}: {setting.reason}" if setting.reason else str(setting.origin)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_toml, value))}]"
    return f"{value:g}" if isinstance(value, float) else str(value)
