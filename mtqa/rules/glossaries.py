"""Every glossary in `data/`: rules that are lists of words and phrases, one TOML file a rule."""

from __future__ import annotations

import json
from importlib.resources import files

from mtqa.rulebook.phrases import glossary_rule
from mtqa.rulebook.rule import register

for _data in json.loads(files("mtqa.rules").joinpath("data", "glossaries.json").read_text("utf-8")):
    register(glossary_rule(_data))
