"""Options of rules: what a house file may set, declared as a dataclass, one field an option.

    @dataclass(frozen=True, slots=True)
    class Repeats:
        words: int = option(8, "A sentence of fewer words may come back.", least=3)

    @rule("REP08", ..., options=Repeats())
    def sentence_repeated(document: Document, options: Repeats) -> Iterator[Hit]: ...

A house file writes ``[rules.REP08]`` and ``words = 10``. An option is a flag, a number, a text of a closed set
(``Literal``) or a list of texts (``tuple[str, ...]``). A field made without `option` is no business of house files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, field, fields, is_dataclass, replace
from typing import Any, Literal, get_args, get_origin, get_type_hints

from mtqa.rulebook.rule import Rule

_KINDS = {bool: "true or false", int: "a whole number", float: "a number"}


class OptionError(ValueError):
    """An option that the rule does not have, or a value that the option cannot have; ``option`` is its name."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option


def option(default: Any, means: str, *, least: float | None = None, most: float | None = None) -> Any:
    """Declare a field an option: its default, what it means, and the bounds of a number, included."""
    return field(default=default, metadata={"means": means, "least": least, "most": most})


def options_of(rule: Rule) -> dict[str, Field[Any]]:
    """The options that a rule declares, by the names that a house file uses."""
    if not is_dataclass(rule.options):
        return {}
    return {one.name.replace("_", "-"): one for one in fields(rule.options) if "means" in one.metadata}


def kind(rule: Rule, name: str) -> str:
    """What an option's value is, in words."""
    of = annotation(rule, options_of(rule)[name])
    if get_origin(of) is Literal:
        return "one of " + ", ".join(f'"{choice}"' for choice in get_args(of))
    return _KINDS.get(of, "a list of texts in [ ]")


def configured(rule: Rule, given: Mapping[str, object]) -> Rule:
    """The rule with some of its options set.

    Raises:
        OptionError: saying what is wrong and what would be right.
    """
    known = options_of(rule)
    values = {}
    for name, value in given.items():
        if name not in known:
            names = ", ".join(known)
            raise OptionError(name, f"{rule.code} has options {names}" if names else f"{rule.code} has no options")
        values[known[name].name] = _value(rule, name, known[name], value)
    return replace(rule, options=replace(rule.options, **values)) if values else rule


def annotation(rule: Rule, of: Field[Any]) -> Any:
    """What an option's field is declared to hold."""
    return get_type_hints(type(rule.options))[of.name]


def _value(rule: Rule, name: str, of: Field[Any], value: object) -> object:
    expected = annotation(rule, of)
    if get_origin(expected) is Literal:
        fits = value in get_args(expected)
    elif expected in {int, float}:
        fits = not isinstance(value, bool) and isinstance(value, (int, expected))
    elif expected is bool:
        fits = isinstance(value, bool)
    else:
        fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        value = tuple(value) if isinstance(value, list) else value
    if not fits:
        raise OptionError(name, f"this must be {kind(rule, name)}")
    if isinstance(value, int | float):
        least, most = of.metadata["least"], of.metadata["most"]
        if least is not None and value < least:
            raise OptionError(name, f"{value} is too small; the least is {least:g}")
        if most is not None and value > most:
            raise OptionError(name, f"{value} is too large; the most is {most:g}")
    return value
