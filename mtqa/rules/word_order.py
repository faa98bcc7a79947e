"""Words in an order that English has not: “yesterday said the minister”."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_SPACE = "[ \u00a0]"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN = (
    rf"(?:Yesterday|Today|Tomorrow|Recently|Meanwhile|Subsequently|Later|Already|Earlier|Previously|Finally|Currently"
    rf"|However|Therefore|On {_DAY}|In (?:(?:19|20)\d\d|{_MONTH}))"
)
#: The same with a comma: "Among other things, has Trump ...".
_ADVERBIAL = (
    "In addition|Among other things|However|Meanwhile|Furthermore|Moreover|Nevertheless|Therefore|In the meantime"
    "|At the same time|In this way|On the other hand|As a result|For this reason|After that"
)
_HELPING = "(?:has|have|had|is|was|are|were|will|did)"
_VERB = (
    "said|announced|explained|told|decided|declared|stated|added|stressed|noted|emphasi[sz]ed|received|took|gave|wrote|wants"
    "|wanted|has|have|will|can|must|should|would"
)
_SUBJECT = "the|an?|his|her|their|its|our|this|these|he|she|they|we|it"
_INVERTED = Pattern(
    rf"(?P<when>{_WHEN}){_SPACE}(?P<verb>{_VERB}){_SPACE}(?:{_SUBJECT})(?={_SPACE}[A-Za-z])"
    rf"|(?:{_ADVERBIAL}|According{_SPACE}to{_SPACE}[A-Za-z ]{{3,40}}),{_SPACE}{_HELPING}{_SPACE}"
    rf"(?:the|his|her|their|its|he|she|they|it|(?!It\b|This\b|The\b)[A-Z][a-z]{{2,20}})(?={_SPACE}[A-Za-z])"
    rf"|Then{_SPACE}(?:will|would|must|should|can){_SPACE}be(?={_SPACE}[a-z])"
)


@rule(
    "GRA10",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("The town is calm. [[Yesterday said the]] minister that nobody would leave."),
    Bad("[[On Monday announced the]] club the end of the season."),
    Bad("[[Then will be]] discussed with him the state of the roads."),
    Bad("The town is calm. [[Among other things, has Weiss]] cast out the rules."),
    Bad("[[Currently has the]] region no hospital. [[In 2010 took the]] party the power."),
    Good(
        "Yesterday the minister said so. On Monday, said the club, the season ends.", why="right as they are; an aside"
    ),
    Good("“Nobody left.” Later said the minister: “They did.”", why="after a quotation"),
    Good("Tomorrow will be the day. In 2010 has-been acts came back.", why="the day is the subject; a compound"),
    Good(
        "Today has the feel of spring. However will they do it?",
        why="the day is the subject; a question",
        known_limit=True,
    ),
    screen=rf"(?:{_WHEN})[ \x{{A0}}](?:{_VERB})[ \x{{A0}}](?:{_SUBJECT})\b"
    rf"|(?:{_ADVERBIAL}|According[ \x{{A0}}]to[^,\n]+),[ \x{{A0}}]{_HELPING}[ \x{{A0}}](?:th|h|it|s|[A-Z])"
    r"|Then[ \x{A0}](?:will|would|must|should|can)[ \x{A0}]be\b",
    confidence=0.85,
    basis="no finding in 418,000 words of edited and human English; machine translation: 1 of 1 true",
)
def verb_before_subject(document: Document) -> Iterator[Hit]:
    """After an adverb that opens the sentence stands the verb, and then the subject.

    ## Why it matters
    It is the word order of German, Dutch or Swedish; in English the reader takes the subject for the object.

    ## Known limits
    Only words of time are looked at; after “then”, “now” and “here” the order is English.
    """
    for match in _INVERTED.finditer(document.text):
        content = document.sentence_at(match.start()).content
        if content.start != match.start() or document.text[content.end - 1] == "?":
            continue
        opens = document.paragraph_at(match.start()).content.start == match.start()
        if opens or not _is_after_quotation(document, match.start()):
            span = Span.of(match)
            yield Hit(span, f"“{document[span]} …” has the verb before its subject.")


#: White space that may stand between a quotation and what follows it.
_GAP = 8


def _is_after_quotation(document: Document, start: int) -> bool:
    return document.text[max(0, start - _GAP) : start].rstrip()[-1:] in {"”", '"', "’", "»"}
