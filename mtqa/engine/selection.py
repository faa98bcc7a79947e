"""Which rules take part: by code, name, family, category and severity.

A selector is a rule's code (``PUN01``) or name (``stray-full-stop``), a family by its letters (``PUN``) or its
words (``punctuation``), a category of MQM (``locale/number-format``) or its dimension (``locale/``), a severity
(``minor``) or ``all``. What is more exact wins: ``--select PUN --ignore PUN01`` leaves one rule out, ``--ignore PUN
--select PUN01`` leaves one in; where both are equally exact, ``ignore`` wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from mtqa.model.errors import ConfigError
from mtqa.model.families import FAMILIES
from mtqa.model.mqm import Category, Severity
from mtqa.rulebook.rule import Rule, Status


class Reach(IntEnum):
    """How exactly a selector points at a rule."""

    NONE = 0
    ALL = 1
    SEVERITY = 2
    CATEGORY = 3
    FAMILY = 4
    RULE = 5


def select(
    rules: Sequence[Rule],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    off: Iterable[str] = (),
    preview: bool = True,
) -> tuple[Rule, ...]:
    """The rules that take part, in their order.

    Without ``select`` all rules are meant. ``off`` is a weaker ``ignore``: it yields to a ``select`` as exact.
    Rules in preview take part when ``preview`` says so, or when they are selected by code or name.

    Raises:
        ConfigError: for a selector that means nothing, or when no rule is left.
    """
    wanted = _selectors(rules, "select", select)
    unwanted = _selectors(rules, "ignore", ignore)
    resting = _selectors(rules, "ignore", off)
    kept = tuple(
        rule
        for rule in rules
        if _takes_part(rule, wanted, unwanted, preview=preview)
        and (not resting or (_reach(rule, wanted) if wanted else Reach.ALL) >= _reach(rule, resting))
    )
    if not kept:
        raise ConfigError(
            "select: no rule is left to run; `mtqa rules` lists them, --preview adds those not proven yet"
        )
    return kept


def find(rules: Sequence[Rule], selector: str) -> Rule:
    """The rule with this code or name.

    Raises:
        ConfigError: if there is none; the message says what comes close.
    """
    key = _normal(selector)
    for rule in rules:
        if key in (rule.code.lower(), rule.name):
            return rule
    near = did_you_mean(selector, [name for rule in rules for name in (rule.code, rule.name)])
    raise ConfigError(f'no rule is called "{selector}"{near}; `mtqa rules` lists them')


def meant(rules: Sequence[Rule], selector: str) -> frozenset[str]:
    """The codes of the rules that one selector means.

    Raises:
        ConfigError: if it means nothing; the message says what comes close.
    """
    key = _normal(selector)
    codes = frozenset(rule.code for rule in rules if _reach(rule, frozenset((key,))))
    if not codes and key not in _understood(rules):
        raise ConfigError(_means_nothing(rules, selector))
    return codes


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean "..."?)`` for the known word that comes closest, or nothing."""
    from rapidfuzz import fuzz, process, utils

    best = process.extractOne(word, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60)
    return f' (did you mean "{best[0]}"?)' if best else ""


def known_selectors(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Everything that `select` understands, for completion and messages."""
    # A family without rules yet is no mistake in a configuration that is shared by several versions.
    families = sorted({*FAMILIES, *(rule.family for rule in rules)})
    return (
        "all",
        *(severity.label for severity in Severity),
        *dict.fromkeys(name for category in Category for name in (_dimension(category), category.value)),
        *families,
        *(FAMILIES[letters].replace(" ", "-") for letters in families if letters in FAMILIES),
        *(rule.code for rule in rules),
        *(rule.name for rule in rules),
    )


def _normal(selector: str) -> str:
    return "-".join(selector.lower().replace("_", " ").split())


def _understood(rules: Sequence[Rule]) -> frozenset[str]:
    return frozenset(name.lower() for name in known_selectors(rules))


def _means_nothing(rules: Sequence[Rule], selector: str) -> str:
    near = did_you_mean(selector, known_selectors(rules))
    return f'no rule, family, category or severity "{selector}"{near}; `mtqa rules` lists them'


def unknown(rules: Sequence[Rule], selectors: Iterable[str]) -> Iterator[str]:
    """What to say of each selector that means nothing, with what comes close."""
    known = _understood(rules)
    for selector in selectors:
        if _normal(selector) not in known:
            yield _means_nothing(rules, selector)


def reach(rule: Rule, selector: str) -> Reach:
    """How exactly a selector points at a rule; NONE when it does not."""
    return _reach(rule, frozenset({_normal(selector)}))


def _selectors(rules: Sequence[Rule], option: str, selectors: Iterable[str]) -> frozenset[str]:
    chosen = [part.strip() for text in selectors for part in text.split(",") if part.strip()]
    if not chosen:
        return frozenset()
    for problem in unknown(rules, chosen):
        raise ConfigError(f"{option}: {problem}")
    return frozenset(map(_normal, chosen))


def _dimension(category: Category) -> str:
    return category.value.partition("/")[0] + "/"


def _reach(rule: Rule, selectors: frozenset[str]) -> Reach:
    if not selectors.isdisjoint((rule.code.lower(), rule.name)):
        return Reach.RULE
    if not selectors.isdisjoint((rule.family.lower(), _normal(FAMILIES.get(rule.family, rule.family)))):
        return Reach.FAMILY
    if not selectors.isdisjoint((rule.category.value, _dimension(rule.category))):
        return Reach.CATEGORY
    if rule.severity.label in selectors:
        return Reach.SEVERITY
    return Reach.ALL if "all" in selectors else Reach.NONE


def _takes_part(rule: Rule, wanted: frozenset[str], unwanted: frozenset[str], *, preview: bool) -> bool:
    selected = _reach(rule, wanted) if wanted else Reach.ALL
    if selected <= _reach(rule, unwanted):
        return False
    return preview or rule.status is Status.STABLE or selected is Reach.RULE
