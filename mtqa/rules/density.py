"""Terms: phrases of translated text that are nothing alone and too many together."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.rulebook.shipped import shipped_glossary
from mtqa.text.document import Document

#: The rules whose phrases are counted: those that English does not have, each of which counts as two, and fillers.
_CODES = ("TER01", "TER06")
_WEIGHT = 2
#: So many different phrases must stand in the text, and their weight be so much in 1,000 words. In 167 edited stories
#: no three were seen; human translations reach 12 in 1,000 words, where they follow their source too closely.
_DIFFERENT, _RATE = 3, 6.0
#: A shorter text counts as one of so many words, lest two sentences make a rate.
_SHORTEST = 150
#: So many phrases are quoted.
_QUOTED = 4


@rule(
    "TER05",
    Category.UNIDIOMATIC,
    Severity.MINOR,
    Bad(
        "It became known that the plant will close on the background of growing protests. [[It should be noted that]] "
        "300 people work there.",
    ),
    Bad(
        "The plant will close. According to his words[[]], 300 people work there. It became known that two lines stand "
        "still on the background of growing protests.",
    ),
    Good("It should be noted that the plant will close, and 300 people work there.", why="one filler"),
    Good(
        "It should be noted that the plant will close. It should be noted that talks go on. It should be noted that "
        "it rains.",
        why="one filler three times: a style, and a bad one",
    ),
    scope="document",
    confidence=0.95,
    basis="no hit in 167 edited stories",
)
def translated_style(document: Document) -> Iterator[Hit]:
    """Phrases that give a translation away stand close together.

    ## Why it matters
    Each of them may pass. Together they tell the reader that nobody wrote this text, and tire him.

    ## Known limits
    Only phrases that the rules for carried-over phrases and fillers know. The place shown is the first filler,
    or, where there is none, that after the first phrase, which has a finding of its own.
    """
    phrases, fillers = (document.once(shipped_glossary(code).matches) for code in _CODES)
    found = sorted((*phrases, *fillers), key=lambda pair: pair[1].start())
    if len({entry.id for entry, _ in found}) < _DIFFERENT:
        return
    rate = 1000 * (_WEIGHT * len(phrases) + len(fillers)) / max(len(document.words), _SHORTEST)
    if rate < _RATE:
        return
    quotes = list(dict.fromkeys(match[0].lower() for _, match in found))
    shown = ", ".join(f"“{quote}”" for quote in quotes[:_QUOTED])
    more = f" and {len(quotes) - _QUOTED} more" if len(quotes) > _QUOTED else ""
    after = found[0][1].end()
    yield Hit(
        Span.of(fillers[0][1]) if fillers else Span(after, after),
        f"The story has {len(found)} phrases that give a translation away: {shown}{more}.",
        evidence={"places": " ".join(f"{match.start()}-{match.end()}" for _, match in found), "rate": round(rate, 1)},
    )
