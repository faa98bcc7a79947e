"""The part of MQM, the error typology of the translation industry, that mtqa speaks.

Source: MQM Core and MQM Full typologies, https://themqm.org/error-types-2/typology/
"""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """MQM severity; the value is the penalty weight."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 5
    CRITICAL = 25

    @property
    def label(self) -> str:
        """The word used in reports, lower case."""
        return self.name.lower()


class Category(Enum):
    """MQM category as ``dimension/subtype``."""

    MISTRANSLATION = "accuracy/mistranslation"
    ADDITION = "accuracy/addition"
    OMISSION = "accuracy/omission"
    UNTRANSLATED = "accuracy/untranslated"
    WRONG_TERM = "terminology/wrong-term"
    INCONSISTENT_TERM = "terminology/inconsistent-use"
    GRAMMAR = "linguistic/grammar"
    PUNCTUATION = "linguistic/punctuation"
    SPELLING = "linguistic/spelling"
    UNINTELLIGIBLE = "linguistic/unintelligible"
    ENCODING = "linguistic/character-encoding"
    CONVENTIONS = "linguistic/textual-conventions"
    UNIDIOMATIC = "style/unidiomatic"
    INCONSISTENT_STYLE = "style/inconsistent"
    HOUSE_STYLE = "style/organizational"
    NUMBER_FORMAT = "locale/number-format"
    DATE_FORMAT = "locale/date-format"
    LAYOUT = "design/layout"
    MARKUP = "design/markup"
    TRUNCATION = "design/truncation"
