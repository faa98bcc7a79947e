"""Small rules to try the engine with; they are not part of mtqa."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Check, Hit, Rule
from mtqa.text.document import Document


def word_rule(code: str, word: str, severity: Severity = Severity.MINOR, **more: Any) -> Rule:
    """A rule that flags every occurrence of ``word``."""

    def check(document: Document) -> Iterator[Hit]:
        start = document.text.find(word)
        while start >= 0:
            yield Hit(Span(start, start + len(word)), f"“{word}” stands here.")
            start = document.text.find(word, start + len(word))

    more.setdefault("house", True)
    return Rule(code, f"{code}-{word}", Category.PUNCTUATION, severity, (), check, f"The text says {word}.", **more)


def broken_rule(code: str) -> Rule:
    """A rule that always raises."""

    def check(document: Document) -> Iterator[Hit]:
        yield Hit(Span(0, 1), "Never seen.")
        raise KeyError(document.text[:3])

    return Rule(code, f"{code}-broken", Category.GRAMMAR, Severity.CRITICAL, (), check, "It breaks.")


def made_rule(check: Check, code: str = "PUN98") -> Rule:
    """A rule with this check."""
    return Rule(
        code, f"{code}-made", Category.PUNCTUATION, Severity.MINOR, (), check, "It is made for a test.", house=True
    )
