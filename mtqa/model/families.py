"""The families of rules: what the first three letters of a code stand for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Letters to words, in the order in which reports show families.
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "SEN": "sentences",
        "FLU": "fluency",
        "UNT": "untranslated",
        "TER": "terms and calques",
        "NAM": "names",
        "NUM": "numbers and dates",
        "QUO": "quotation marks",
        "PUN": "punctuation",
        "GRA": "grammar",
        "REP": "repetition",
        "WIR": "wire and web furniture",
        "ENC": "characters and encoding",
        "SRC": "against the source",
        "REF": "against a reference",
        "STY": "house style",
    }
)


def family_name(letters: str) -> str:
    """The family in words; the letters themselves for a family that only a house file knows."""
    return FAMILIES.get(letters, letters)


def family_rank(letters: str) -> int:
    """Where the family stands in reports; unknown ones come last."""
    return next((rank for rank, known in enumerate(FAMILIES) if known == letters), len(FAMILIES))
