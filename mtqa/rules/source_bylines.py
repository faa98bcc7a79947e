"""The source's own byline, left in brackets behind its dateline."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_NAME = r"[A-Z][\w'’-]{0,20}"
_OPENS = r"(?:The|This|On|In|At|A|An|After|It|He|She|They|According|As|For|With|When|During|Since|From)\b"
_BYLINE = Pattern(
    r"\((?:[Oo]ur )?(?:(?:[Tt]rainee|[Ii]ntern|[Cc]hief|[Ss]taff) )?"
    r"(?:[Rr]eporters?|[Cc]orrespondents?|REPORTERS?)(?: by)?:? "
    rf"{_NAME}(?:(?:, | and |, and | & | ){_NAME}){{0,9}}\)"
)
#: The bracket is lost: a surname and one or two more names, and then a sentence or the end of the line.
_OPEN_BYLINE = Pattern(
    rf"\((?:[Rr]eporters?|[Cc]orrespondents?):? (?!{_OPENS}){_NAME} (?!{_OPENS}){_NAME}(?: (?!{_OPENS}){_NAME})?"
    rf"(?= {_OPENS}|[ \t]*(?:[\r\n]|\Z))"
)


@rule(
    "WIR12",
    Category.LAYOUT,
    Severity.MINOR,
    Bad("HARBIN, May 3 [[(Reporter Li Ming)]] The bridge was closed at noon."),
    Bad("The bridge was closed. [[(Reporters Li Ming and Sun Tao)]]"),
    Bad("Harbin, May 3 [[(Correspondent Han Lu Wang Bin)]] – The bridge was closed."),
    Bad("HARBIN, May 3 [[(Reporter Zhang Li]] The bridge was closed at noon."),
    Good("HARBIN (Reuters) - The bridge was closed.", why="an agency’s dateline"),
    Good("(Reporting by Li Ming; Editing by Anna Weiss)", why="how English agencies sign"),
    Good("She (reporter Li Ming says) was late.", why="a remark"),
    Good("The award (Reporter of the Year) went to her.", why="a title"),
    screen=r"\((?:[OoTtIiCcSs][a-z]+ ){0,2}(?:[Rr]eporter|[Cc]orrespondent|REPORTER)",
    confidence=0.95,
    basis="no hit on 320,000 words of edited news; on 230,000 words of machine translation 40, all true",
)
def source_byline(document: Document) -> Iterator[Hit]:
    """The names of the source's reporters stand in brackets in the story.

    ## Why it matters
    Chinese agencies sign behind the dateline; the reader takes the brackets for a part of the first sentence.

    ## Known limits
    Only “reporter” and “correspondent” with names; photographers are credited so in English captions, too.
    """
    for match in _OPEN_BYLINE.finditer(document.text):
        message = f"“{match[0]}” is the byline of the source, with its bracket left open."
        yield Hit(Span.of(match), message)
    for match in _BYLINE.finditer(document.text):
        yield Hit(Span.of(match), f"“{match[0]}” is the byline of the source; put it where your bylines stand.")
