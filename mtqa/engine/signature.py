"""Signatures: the conditions of a result, in one line, as sacreBLEU prints them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from mtqa._version import __version__
from mtqa.engine.profile import Profile
from mtqa.rulebook.rule import Rule
from mtqa.rulebook.shipped import data_digest


def rule_set_hash(rules: Iterable[Rule]) -> str:
    """Eight hexadecimal digits that change when a rule joins, leaves, is declared differently or is proven.

    So they do when the words and names change that come with mtqa. Rules that wait for a house file do not count until
    one sets them to work.
    """
    digest = blake2b(data_digest().encode(), digest_size=4)
    for rule in rules:
        if rule.awaits:
            continue
        declared = (rule.severity.label, rule.category.value, rule.screen, rule.quotations.name, rule.options)
        weighed = (rule.status.value, rule.confidence, rule.silences, rule.gives_way)
        digest.update(repr((rule.code, declared, weighed)).encode())
    return digest.hexdigest()


def signature(rules: Iterable[Rule], profile: Profile, language: str = "en") -> str:
    """For example ``mtqa:0.1.0|rules:5f0c9a1e|profile:default|lang:en``; ``house:`` where house files are in force."""
    house = f"|house:{profile.house}" if profile.house else ""
    return f"mtqa:{__version__}|rules:{rule_set_hash(rules)}|profile:{profile.label}{house}|lang:{language}"
