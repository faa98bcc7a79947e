"""Fluency: the rule that waits for a language model, set to work where a run asks for it and the model is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mtqa.model.errors import ConfigError, NotInstalledError
from mtqa.rulebook.rule import Rule

if TYPE_CHECKING:
    from mtqa.fluency.judging import Judging
    from mtqa.fluency.language_model import LanguageModel

FAMILY: Final = "FLU"
OFF: Final = "off"
LEVELS: Final = ("default", "thorough")
#: Why fluency was not checked, where nobody asked for it.
NOT_ASKED: Final = "garbled wording made of ordinary words needs a reader, or --fluency"
#: Why it was not, where a selection or a profile leaves its rule out.
NOT_SELECTED: Final = "its rule takes no part in this run; --preview adds rules in preview"


class Asked(NamedTuple):
    """Rules, with that of fluency awake where it can be; and why it was not, None where it was."""

    rules: tuple[Rule, ...]
    unchecked: str | None


def with_fluency(rules: Sequence[Rule], level: str) -> Asked:
    """The rules for a level: "off", "default", "thorough", or a share of edited sentences such as "1%".

    Without the model, or what it needs, the rules stay as they are, and the answer says how to get it.

    Raises:
        ConfigError: for another level; if the model's files are damaged or not those that fluency is calibrated for.
    """
    if level == OFF:
        return Asked(tuple(rules), NOT_ASKED)
    share = _percentage(level)
    if not any(rule.family == FAMILY for rule in rules):
        return Asked(tuple(rules), NOT_SELECTED)
    from mtqa.rules.fluency import Fluency, garbled_sentence

    try:
        judging = _judging(level, share)
    except NotInstalledError as error:
        return Asked(tuple(rules), str(error))
    return Asked(
        tuple(
            replace(rule, options=Fluency(judging), awaits="") if rule.code == garbled_sentence.code else rule
            for rule in rules
        ),
        None,
    )


def _judging(level: str, share: float | None) -> Judging:
    model = _model()
    from mtqa.fluency.judging import LEVELS, Judging

    return Judging(model, LEVELS[level] if share is None else share)


@lru_cache(maxsize=1)
def _model() -> LanguageModel:
    """The model that all judges share: loading it takes as long as reading a story."""
    from mtqa.fluency.language_model import load

    return load()


def _percentage(level: str) -> float | None:
    """The share that a level names; None for a level that has a name of its own.

    Raises:
        ConfigError: for what is neither.
    """
    if level in LEVELS:
        return None
    try:
        share = float(level.removesuffix("%")) / 100 if level.endswith("%") else 0.0
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        known = ", ".join((OFF, *LEVELS))
        raise ConfigError(f'fluency: "{level}" is no level; levels are {known}, and percentages such as 1%')
    return share
