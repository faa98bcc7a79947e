"""Options of rules: what a house file may set, declared as a named tuple, one annotated field an option.

    class Passages(NamedTuple):
        words: Annotated[int, Option("A passage of fewer words may stand twice.", least=6)] = 8

    @rule("REP08", ..., options=Passages())
    def sentence_twice(document: Document, options: Passages) -> Iterator[Hit]: ...

A house file writes ``[rules.REP08]`` and ``words = 10``. An option is a flag, a number, a text of a closed set
(``Literal``) or a list of texts (``tuple[str, ...]``). A field without `Option` is no business of house files.
Named tuples, because every run declares all rules, and a dataclass takes six times as long to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from mtqa.rulebook.rule import Rule

_KINDS = {bool: "true or false", int: "a whole number", float: "a number"}


class OptionError(ValueError):
    """An option that the rule does not have, or a value that the option cannot have."""


class Option(NamedTuple):
    """What an option means, and the bounds of a number, included."""

    means: str
    least: float | None = None
    most: float | None = None


class Declared(NamedTuple):
    """An option as a rule declares it: what it is annotated with, what it holds, and its default for this rule."""

    option: Option
    type: Any
    default: Any

    @property
    def kind(self) -> str:
        """What its value is, in words."""
        if get_origin(self.type) is Literal:
            return "one of " + ", ".join(f'"{choice}"' for choice in get_args(self.type))
        return _KINDS.get(self.type, "a list of texts in [ ]")


def options_of(rule: Rule) -> dict[str, Declared]:
    """The options that a rule declares, by the names that a house file uses."""
    if not hasattr(rule.options, "_fields"):
        return {}
    found = {}
    for name, hint in get_type_hints(type(rule.options), include_extras=True).items():
        if get_origin(hint) is Annotated:
            of, option = get_args(hint)
            found[name.replace("_", "-")] = Declared(option, of, getattr(rule.options, name))
    return found


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
            raise OptionError(f"{rule.code} has options {names}" if names else f"{rule.code} has no options")
        values[name.replace("-", "_")] = _value(known[name], value)
    return replace(rule, options=rule.options._replace(**values)) if values else rule


def _value(declared: Declared, value: object) -> object:
    expected, option = declared.type, declared.option
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
        raise OptionError(f"this must be {declared.kind}")
    if isinstance(value, int | float):
        if option.least is not None and value < option.least:
            raise OptionError(f"{value} is too small; the least is {option.least:g}")
        if option.most is not None and value > option.most:
            raise OptionError(f"{value} is too large; the most is {option.most:g}")
    return value
