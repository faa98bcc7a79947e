"""Quotation marks used in two ways in one story."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.excerpt import words_after
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Quotation, QuoteStyle

_CURLY = frozenset("“”")


@rule(
    "QUO11",
    Category.INCONSISTENT_STYLE,
    Severity.NEUTRAL,
    Bad('US sees [["]]strongest sign" of split\n\nHe said “yes,” and she said “no.” It is “over.”'),
    Bad('He said "yes," and she said "no." It is [[“]]over,” they say.'),
    Good("He said “yes,” and she said “no.”", why="one form throughout"),
    Good('He said "yes" and is 6’2" tall, don’t you know.', why="apostrophes and inches are no quotation marks"),
    Good("He said \"yes\" and ''no''.", why="both straight"),
    screen="[“”]",
    confidence=0.95,
    scope="document",
)
def mixed_straight_and_curly_marks(document: Document) -> Iterator[Hit]:
    """The story has straight and curly quotation marks, which shows that it was put together from several texts.

    ## Why it matters
    Readers hardly notice, but where the form changes a sentence was often pasted in; look there for other faults.

    ## Known limits
    The rarer form is reported once, at its first mark.
    """
    if '"' not in document.text:
        return
    marks = [mark for mark in document.quotations.marks if mark.style is QuoteStyle.DOUBLE]
    curly = [mark for mark in marks if document[mark.span] in _CURLY]
    straight = [mark for mark in marks if document[mark.span] == '"']
    if curly and straight:
        rarer, form = (straight, "straight") if len(straight) <= len(curly) else (curly, "curly")
        words = words_after(document.text, rarer[0].span.end) or "this"
        message = f"The quotation mark at “{words}” is {form}, unlike most others in the story."
        yield Hit(rarer[0].span, message)


#: What a fragment woven into a sentence follows: a word, with no comma or colon that introduces speech.
_WOVEN = Pattern(r"[^\W\d_][’']?[ \u00a0]\Z")
_BREAK_INSIDE = Pattern(r"[.!?][”\"’')]*\s")
#: A stop that belongs to the word before it.
_ABBREVIATED = Pattern(r"(?:\b(?:etc|Inc|Corp|Co|Ltd|Jr|Sr|a\.m|p\.m)|\.[A-Z])\Z")
#: How many words a fragment has at most.
_FRAGMENT = 12
#: How often the other placement must be there for each of the rarer one.
_MAJORITY = 2


def _stop(document: Document, quotation: Quotation) -> Span | None:
    """The full stop and the mark at the end of a fragment that ends its sentence; None for other quotations."""
    text, closing = document.text, quotation.closing
    if closing is None or quotation.opening.style is not QuoteStyle.DOUBLE or quotation.depth:
        return None
    start, end = closing.span.start, closing.span.end
    if "." not in text[start - 1 : end + 1] or text[start:end] not in '"”':
        return None
    if text[start - 1 : start] == "." and not _ABBREVIATED.search(text, max(start - 5, 0), start - 1):
        if text[start - 3 : start] == "...":
            return None
        span = Span(start - 1, end)
    elif text[end : end + 1] == "." and text[end : end + 3] != "...":
        span = Span(start, end + 1)
    else:
        return None
    opening = quotation.opening.span
    words = text[opening.end : span.start]
    is_woven = _WOVEN.search(text, max(opening.start - 4, 0), opening.start) is not None
    if not is_woven or text[span.end : span.end + 1].strip():
        return None
    return None if len(words.split()) > _FRAGMENT or _BREAK_INSIDE.search(words) else span


@rule(
    "QUO12",
    Category.INCONSISTENT_STYLE,
    Severity.MINOR,
    Bad("He called it “false.” She called it “true.” They want it “over.” It was “late[[”.]]"),
    Bad('It is a sign of "low cost". We call it "quality". Others call it "luck[[."]]\n\nNobody minds.'),
    Good("He called it “false.” She called it “true.” It was “late.”", why="inside throughout"),
    Good("He called it “false”. She called it “true”. It was “late”.", why="outside throughout"),
    Good(
        "He called it “false”. She called it “true”. He said: “It is late.” Then: “We go.”",
        why="whole sentences keep theirs",
    ),
    Good("He called it “false”. She called it “true.”", why="no form is the rarer one"),
    Good(
        "It was “false”. It was “true”. He sold “cars, vans, etc.” We saw “so much...” It was “late”.",
        why="other stops",
    ),
    screen=r"[\"”]\.",
    confidence=0.85,
    scope="document",
)
def full_stop_inside_and_outside_marks(document: Document) -> Iterator[Hit]:
    """The full stop stands now inside, now outside the closing quotation mark, at the end of the same kind of phrase.

    ## Why it matters
    American style sets it inside, British style outside; a story that does both was edited by nobody.

    ## Known limits
    Only short phrases woven into a sentence are compared; the rarer placement is reported, if the other one stands
    at least twice as often.
    """
    inside: list[Span] = []
    outside: list[Span] = []
    for quotation in document.quotations.pairs:
        span = _stop(document, quotation)
        if span:
            (inside if document.text[span.start] == "." else outside).append(span)
    rarer, more = sorted((inside, outside), key=len)
    if rarer and len(more) >= _MAJORITY * len(rarer):
        way = "inside" if rarer is inside else "outside"
        other = "outside" if rarer is inside else "inside"
        for span in rarer:
            yield Hit(span, f"The full stop stands {way} the quotation mark here, {other} elsewhere in the story.")
