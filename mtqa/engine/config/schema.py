"""The JSON Schema of `mtqa.toml`, for editors; and the file that `mtqa init` writes. Both follow from `keys`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from mtqa.engine.config.keys import KEYS, Key, Kind
from mtqa.engine.config.layers import profile_names
from mtqa.engine.selection import known_selectors
from mtqa.rulebook.options import options_of
from mtqa.rulebook.rule import Rule

_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_OPENING = """\
# How this desk has its stories checked. It holds for every story in this folder and below.
# A line that begins with # is off; take the # away to switch it on. `mtqa config STORY` shows what is in force.
"""


def schema(rules: Iterable[Rule]) -> str:
    """The schema, as text."""
    known = tuple(rules)
    properties = {key.name: {"description": key.means, **_schema(key, known)} for key in KEYS.values()}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mtqa.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _schema(key: Key, rules: tuple[Rule, ...]) -> dict[str, Any]:
    match key.kind:
        case Kind.FLAG:
            return {"type": "boolean", "default": key.default}
        case Kind.NUMBER | Kind.WHOLE:
            bounds = {"minimum": key.least, "maximum": key.most}
            kind = "integer" if key.kind is Kind.WHOLE else "number"
            return {"type": kind, "default": key.default, **{k: v for k, v in bounds.items() if v is not None}}
        case Kind.CHOICE:
            return {"enum": list(key.choices), "default": key.default}
        case Kind.SEVERITIES:
            selectors = {"enum": list(known_selectors(rules))}
            return {"type": "object", "propertyNames": selectors, "additionalProperties": {"enum": list(key.choices)}}
        case Kind.OPTIONS:
            tables = {rule.code: _options(rule) for rule in rules if options_of(rule)}
            named = {
                rule.name: {"$ref": f"#/properties/rules/properties/{rule.code}"} for rule in rules if options_of(rule)
            }
            return {"type": "object", "additionalProperties": False, "properties": {**tables, **named}}
    examples = {"examples": list(profile_names())} if key.name == "extends" else {}
    return {"anyOf": [{"type": "string", "minLength": 1, **examples}, _TEXTS]}


def _options(rule: Rule) -> dict[str, Any]:
    properties = {}
    for name, option in options_of(rule).items():
        properties[name] = {"description": option.option.means, **_option(option.type), "default": option.default}
        bounds = {"minimum": option.option.least, "maximum": option.option.most}
        properties[name] |= {word: bound for word, bound in bounds.items() if bound is not None}
    return {"type": "object", "description": rule.summary, "additionalProperties": False, "properties": properties}


def _option(of: Any) -> dict[str, Any]:
    if get_origin(of) is Literal:
        return {"enum": list(get_args(of))}
    return {bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"}}.get(of, _TEXTS)


def template(profile: str | None = None) -> str:
    """A house file with every key and what it means; only ``extends`` is switched on, and that for a profile."""
    parts = [_OPENING]
    for key in KEYS.values():
        example = f'extends = "{profile}"' if profile and key.name == "extends" else _off(key.example)
        parts.append(f"# {key.means}\n{example}\n")
    return "\n".join(parts)


def _off(example: str) -> str:
    return "\n".join(f"# {line}" for line in example.split("\n"))
