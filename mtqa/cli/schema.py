"""`mtqa schema`: the JSON Schema of what `mtqa check` writes as JSON."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  mtqa schema > result.schema.json
\b
The schema is that of `--format json`; a line of `--format jsonl` is its "#/$defs/document".
"""


@click.command(epilog=_EPILOG)
def command() -> None:
    """Print the JSON Schema of `mtqa check --format json`."""
    from mtqa.cli.output import write_data
    from mtqa.render.json import schema

    write_data(schema())
