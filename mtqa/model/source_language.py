"""Which language a text was translated from."""

from __future__ import annotations

from mtqa.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that a language left in the text; ``code``: of the rule that found them."""

    language: str
    code: str
    quote: str


@dataclass(frozen=True, slots=True)
class SourceLanguage:
    """The language that a text was translated from, as declared or as its traces tell.

    ``languages`` are ISO 639-1 codes, the likeliest first; more than one where they are too near to each other to be
    told apart. ``through``: languages that the text seems to have passed on its way. ``traces`` is the evidence, that
    for ``languages`` first, empty where the language is ``declared``.
    """

    languages: tuple[str, ...]
    through: tuple[str, ...] = ()
    declared: bool = False
    traces: tuple[Trace, ...] = ()

    def __post_init__(self) -> None:
        if not self.languages:
            raise ValueError("a source language without a language")
