"""The schema for editors, the file that `mtqa init` writes and the guide say what the code takes."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from docs import generate
from mtqa.engine.config.keys import KEYS
from mtqa.engine.config.schema import schema, template
from mtqa.engine.config.source import Source, read_text
from mtqa.rules import all_rules
from tests.engine.config.test_errors import WRONG

SCHEMA = jsonschema.Draft202012Validator(json.loads(schema(all_rules())))
#: What a schema cannot know: files, expressions, and selectors in a list.
_BEYOND = ("file", "pattern", "without end", "phrases", "expression", "repeat", "a rule that there is not", "a profile")


def test_every_key_has_an_example_that_schema_and_code_take() -> None:
    for key in KEYS.values():
        data = tomllib.loads(key.example)
        assert set(data) == {key.name}
        SCHEMA.validate(data)
        read_text(Source("example", text=key.example))


def test_the_schema_refuses_what_the_code_refuses() -> None:
    for name, (text, _) in WRONG.items():
        try:
            data = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError):
            continue
        if any(word in name for word in _BEYOND):
            continue
        with pytest.raises(jsonschema.ValidationError):
            SCHEMA.validate(data)


def test_the_schema_in_the_repository_is_current() -> None:
    assert generate.SCHEMA.read_text("utf-8") == schema(all_rules()), "run python -m docs.generate"


def test_the_file_of_init_is_in_order_and_its_examples_too() -> None:
    assert tomllib.loads(template("gate")) == {"extends": "gate"}
    switched_on = re.sub(r"(?m)^# (?=[\w-]+ = |\[)", "", template())
    assert set(tomllib.loads(switched_on)) == set(KEYS)
    layer = read_text(Source("x", text="y = 1\n" + switched_on))
    assert [problem.partition(";")[0] for problem in layer.problems] == ["x:1: y: there is no such key"]


def test_the_guide_names_every_key() -> None:
    guide = Path(generate.__file__).with_name("house-files.md").read_text("utf-8")
    assert [key for key in KEYS if f"`{key}`" not in guide] == []
    assert generate.keys_table() in guide
