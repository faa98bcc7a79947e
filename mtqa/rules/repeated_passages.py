"""Repetition of passages: sentences and paragraphs that stand twice in a story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.options import Option
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.structure import Role

_MARKS = " \t\u00a0\"'“”‘’«»()[].,;:!?…–—-"
#: `Document.has_passage_twice` looks for no fewer words.
_FEWEST = 6
#: Longer paragraphs are no caption or sentence drawn out of the story.
_LONG = 25
#: No name with its office is longer, in code points; a sentence that stands a thousand times is asked a thousand times.
_NAME = 80


class Passages(NamedTuple):
    """What counts as a passage that stands twice; a short one may well be said again ("He denied it.")."""

    words: Annotated[int, Option("A passage of fewer words may stand twice.", least=_FEWEST)]


def _folded(document: Document, content: Span) -> str:
    return document[content].strip(_MARKS)


def _repeated_paragraphs(document: Document, least: int = _FEWEST) -> Iterator[tuple[int, int]]:
    """Indices of body paragraphs that stood before, each with the first that reads the same."""
    if not document.has_passage_twice:
        return
    first: dict[str, int] = {}
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.role is not Role.BODY or len(paragraph.content) < 4 * least:
            continue
        folded = _folded(document, paragraph.content)
        if folded.count(" ") + 1 < least:
            continue
        earlier = first.setdefault(folded, index)
        if earlier != index:
            yield index, earlier


def _is_drawn_out(document: Document, content: Span) -> bool:
    """Whether a sentence stands with no more than a name, as a quotation drawn out of the story does."""
    paragraph = document.paragraph_at(content.start).content
    if paragraph.start != content.start or paragraph.end - content.end > _NAME:
        return False
    rest = document.text[content.end : paragraph.end]
    return bool(rest.strip()) and len(rest.split()) <= 4 and rest[-1] not in ".!?"


def _opening(document: Document, content: Span) -> str:
    words = document[content].split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")


def _ends_with_stop(document: Document, content: Span) -> bool:
    return document.text[content.start : content.end].rstrip().endswith((".", "!", "?", "”", '"'))


@rule(
    "REP07",
    Category.ADDITION,
    Severity.MAJOR,
    Bad(
        "The dam broke in the night after days of rain.\n\nNobody was hurt.\n\n"
        "[[The dam broke in the night after days of rain.]]\n\nHelp is on the way."
    ),
    Bad(
        "Rescuers reached the village at dawn on Monday.\n\n"
        "[[Rescuers reached the village at dawn on Monday.]]\n\nThey found nobody."
    ),
    Good(
        "A dam breaks in the night after rain\n\nA dam breaks in the night after rain.", why="a headline and the story"
    ),
    Good("He denied it.\n\nShe denied it.\n\nHe denied it.", why="a short paragraph"),
    Good("The dam broke in the night after rain.\n\nThe dam broke in the night after snow.", why="not the same"),
    scope="document",
    confidence=0.95,
    basis="edited news: no finding in 125,000 words",
    certain="the same words stand twice, letter for letter",
    options=Passages(words=6),
)
def paragraph_twice(document: Document, options: Passages) -> Iterator[Hit]:
    """A paragraph stands twice in the story.

    ## Why it matters
    It was pasted twice, and readers see at once that nobody looked at the page.

    ## Known limits
    Paragraphs of fewer than six words (option ``words``), headlines and captions are not looked at; both copies must
    be the same but for marks at their ends. Where only one has a full stop, the other may be a caption: a minor slip.
    """
    for index, earlier in _repeated_paragraphs(document, options.words):
        content = document.paragraphs[index].content
        where = "just before" if index == earlier + 1 else f"{index - earlier} paragraphs before"
        is_caption = _ends_with_stop(document, content) != _ends_with_stop(
            document, document.paragraphs[earlier].content
        )
        severity = None if len(document[content].split()) >= _LONG and not is_caption else Severity.MINOR
        yield Hit(content, f"The paragraph “{_opening(document, content)}” stands {where} already.", severity=severity)


@rule(
    "REP08",
    Category.ADDITION,
    Severity.MINOR,
    Bad(
        "The minister said the road would open in May. [[The minister said the road would open in May.]] Work began.",
    ),
    Bad(
        "Talks on the new border crossing went on until midnight. Nobody spoke.\n\n"
        "At the hotel it was quiet. [[Talks on the new border crossing went on until midnight.]] No date was set.",
    ),
    Good("He denied it. She denied it. He denied it.", why="short sentences"),
    Good(
        "“We shall go on until every road in the valley is open.”\n\nHe said: “We shall go on until every road in the "
        "valley is open.” And he did.",
        why="a quotation drawn out of the story",
    ),
    Good(
        "We shall go on until every road is open. Anna Weiss\n\nWe shall go on until every road is open. So be it.",
        why="the same, with the speaker's name",
    ),
    Good(
        "The road to the valley opens in May this year\n\nThe road to the valley opens in May this year. So he said.",
        why="a headline",
    ),
    scope="document",
    confidence=0.95,
    basis="edited news: no finding in 125,000 words",
    certain="the same words stand twice, letter for letter",
    options=Passages(words=8),
)
def sentence_twice(document: Document, options: Passages) -> Iterator[Hit]:
    """A sentence stands twice in the story.

    ## Why it matters
    One of the two was pasted or translated in the wrong place, and what belongs there may be missing.

    ## Known limits
    Sentences of fewer than eight words (option ``words``), quotations, headlines and captions are not looked at.
    """
    if not document.has_passage_twice:
        return
    again = {index for index, _ in _repeated_paragraphs(document)}
    first: dict[str, Span] = {}
    for sentence in document.sentences:
        if len(sentence.content) < 4 * options.words or sentence.paragraph in again:
            continue
        folded = _folded(document, sentence.content)
        if folded.count(" ") + 1 < options.words:
            continue
        earlier = first.setdefault(folded, sentence.content)
        if earlier is sentence.content or document.paragraphs[sentence.paragraph].role is not Role.BODY:
            continue
        if document.paragraph_at(earlier.start).role is not Role.BODY:
            continue
        if (
            document.in_quotation(sentence.content)
            or document.in_quotation(earlier)
            or _is_drawn_out(document, earlier)
        ):
            continue
        message = f"The sentence “{_opening(document, sentence.content)}” stands in the story already."
        yield Hit(sentence.content, message)
