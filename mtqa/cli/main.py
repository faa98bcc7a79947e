"""`mtqa`: the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from mtqa.engine.checker import Checker
from mtqa.engine.profile import DEFAULT
from mtqa.render import json as render
from mtqa.rules import all_rules
from mtqa.text.document import Document


@click.group()
def main() -> None:
    """Find what machine translation broke in a news text."""


@main.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "form", default="jsonl")
@click.option("--preview", is_flag=True)
def check(paths: tuple[str, ...], form: str, preview: bool) -> None:
    """Check stories."""
    del form, preview
    checker = Checker(all_rules(), DEFAULT)
    for path in paths:
        if path.endswith(".jsonl"):
            for row in Path(path).read_text("utf-8").splitlines():
                data = json.loads(row)
                print(render.line(checker.check(Document(data["text"], id=data["id"], path=path))))
        else:
            print(render.line(checker.check(Document(Path(path).read_text("utf-8"), id=path, path=path))))
    sys.stdout.flush()
