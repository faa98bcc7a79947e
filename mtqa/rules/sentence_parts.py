"""Sentences whose end is missing, as words of closed classes show it."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_WANTING_MORE = Pattern(
    r"[ \u00a0](?P<words>(?:the|an|every|their|whose|than|because|and|or|whereas|such as|due to|according to"
    r"|in order to|(?:of|to|in|on|by|for|with|from|and|or|is|was|not|such|like|as) a)"
    r"\.{1,2}(?!\.))(?=[”\"’]?(?:\s|\Z))",
)


@rule(
    "SEN05",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("The drugs were tested by [[the.]] Nobody was told."),
    Bad("This is a story that is [[not a.]]"),
    Bad("He left [[because..]] Nobody was told."),
    Bad("The minister spoke of peace [[and.]]\n\nNobody was told."),
    Bad("It was decided [[according to.]]"),
    Good("It is where they came from, what they live on and who they are.", why="prepositions and verbs may end one"),
    Good("He passed with Grade A. The vitamin was C. It was option a.", why="a letter"),
    Good("He waited for the... Then for a . . . and then for the…", why="a voice that trails off"),
    Good("He wrote “the.” and “and.”", why="words about words"),
    Good("It is for firms and/or. Net and Or. Yehuda", why="a slash, and names"),
    screen=r"[ \x{A0}](?:the|an?|every|their|whose|than|because|and|or|whereas|as|to)\.",
    confidence=0.95,
    basis="no alarm in 77,000 words of edited news; 4 hits in 158,000 words of translations, all defects",
    quotations=Inside.SKIPPED,
)
def sentence_ends_too_soon(document: Document) -> Iterator[Hit]:
    """A sentence ends with a word after which something must come.

    ## Why it matters
    What the sentence was about is missing, or stands somewhere else in the text.

    ## Known limits
    Only words that never end a sentence count; prepositions do ("where they came from").
    """
    for match in _WANTING_MORE.finditer(document.text):
        words = match["words"].rstrip(".")
        message = f"The sentence ends with “{words}”, and what must follow is missing."
        yield Hit(Span.of(match, "words"), message)
