"""`mtqa completion`: the script that makes a shell complete commands, options, rules and files."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  mtqa completion bash > ~/.local/share/bash-completion/completions/mtqa
  mtqa completion zsh > "${fpath[1]}/_mtqa"
  mtqa completion fish > ~/.config/fish/completions/mtqa.fish
"""


@click.command(epilog=_EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a shell."""
    from click.shell_completion import get_completion_class

    from mtqa.cli.main import main

    complete = get_completion_class(shell)
    assert complete is not None, shell  # noqa: S101 - click knows all three
    click.echo(complete(main, {}, "mtqa", "_MTQA_COMPLETE").source())
