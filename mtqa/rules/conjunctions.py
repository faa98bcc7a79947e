"""Grammar: a clause with “although” or “because” that is tied to the next one a second time."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern
from mtqa.text.verbs import may_have_verb

_SUBJECT = "he|she|it|they|we|I|there|the|his|her|their|its|this|these"
#: One comma alone: where there are more, “but” and “so” may belong to a clause inside.
_CLAUSE = r"[^.,;:?!()“”\"\n–—]{8,160}, "
_TWICE = Pattern(
    rf"(?:Although|Though|Even though) (?!not\b|small\b|only\b){_CLAUSE}(?P<again>but) (?:{_SUBJECT})\b"
    rf"|Because (?!of\b|if\b){_CLAUSE}(?P<so>so) (?:he|she|it|they|we|there)\b(?! (?:say|said|seems?|goes|went)\b)"
)


@rule(
    "GRA18",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad(
        "Although the rain was heavy on Monday, [[but ]]the match was played.",
        fixed="Although the rain was heavy on Monday, the match was played.",
    ),
    Bad(
        "It rained. Because the bridge was closed at noon, [[so ]]they had to turn back.",
        fixed="It rained. Because the bridge was closed at noon, they had to turn back.",
    ),
    Bad(
        "Even though the roads were open, [[but ]]there were no buses.",
        fixed="Even though the roads were open, there were no buses.",
    ),
    Good("Although he was tired, but not ill, he stayed.", why="an insertion"),
    Good("Although it rained, it was warm, but the match was put off.", why="a third clause"),
    Good("Although Ahmed Ali, but the mayor had left.", why="no clause, so nothing is tied"),
    Good("Because of the rain, many stayed at home, so they saw it there.", why="no clause"),
    Good("Because the king was late, so the story goes, they ate without him.", why="who says so"),
    Good("“Although it rained on Monday, but they played,” he said.", why="somebody’s own words"),
    screen=r"(?:[Tt]hough |Although )[^.\n]+, but |Because [^.\n]+, so ",
    confidence=0.9,
    basis="no finding in 483,000 words of human English",
    quotations=Inside.SKIPPED,
)
def conjunction_twice(document: Document) -> Iterator[Hit]:
    """After a clause with “although” stands “but”, or “so” after one with “because”.

    ## Why it matters
    Chinese, Persian and others tie both clauses; in English one tie is enough, and the second reads as a slip.

    ## Known limits
    Only where the clause opens its sentence and ends in the only comma before the second tie.
    """
    text = document.text
    for match in _TWICE.finditer(text):
        again = Span.of(match, "again" if match["again"] else "so")
        opens = document.sentence_at(match.start()).content.start == match.start()
        if opens and may_have_verb(text, Span(match.start(), again.start)):
            first = match[0].split(" ", 1)[0].lower()
            message = f"“{document[again]}” ties the clauses again, as “{first}” has done."
            yield Hit(Span(again.start, again.end + 1), message, Suggestion(""))
