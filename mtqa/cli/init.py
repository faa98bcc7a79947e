"""`mtqa init`: a house file to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from mtqa.model.errors import ConfigError

_EPILOG = """\b
Examples:
  mtqa init
  mtqa init desk/ --profile wire
"""


@click.command(epilog=_EPILOG)
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--profile", metavar="NAME", help="The profile to build on: wire, web, gate or archive.")
def command(folder: Path, profile: str | None) -> None:
    """Write mtqa.toml with every key, what it means, and an example, all switched off."""
    from mtqa.cli.output import replace_file
    from mtqa.engine.config.layers import profile_names
    from mtqa.engine.config.schema import template
    from mtqa.engine.search import NAME
    from mtqa.engine.selection import did_you_mean

    if profile is not None and profile not in profile_names():
        near = did_you_mean(profile, profile_names())
        raise ConfigError(
            f'--profile: there is no profile "{profile}"{near}; profiles are {", ".join(profile_names())}'
        )
    path = folder / NAME
    if path.exists():
        raise ConfigError(f"{path}: the file exists; it is left as it is, `mtqa config` shows what it says")
    replace_file(path, template(profile).encode())
    click.echo(f"{path} written; `mtqa config` shows what is in force", err=True)
