"""Texts made comparable: small letters, letters without their accents."""

from __future__ import annotations

from unicodedata import combining, normalize


def in_lower_case(text: str) -> str:
    """``text`` in lower case, character by character, so that offsets stay: "İ", which would be two, stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def without_accents(text: str) -> str:
    """``text`` with compatibility characters and accents taken apart, and the accents left out."""
    return "".join(character for character in normalize("NFKD", text) if not combining(character))
