"""Quotation marks of the wrong form: facing the wrong way, doubled, empty, foreign, mixed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.excerpt import words_after, words_before
from mtqa.text.pattern import Pattern
from mtqa.text.quotation_places import is_opening_turned
from mtqa.text.structure import Facing, Quotation, QuotationMark, QuoteStyle

_RIGHT = {Facing.OPENING: "“", Facing.CLOSING: "”"}
_WAY = {Facing.OPENING: "opens", Facing.CLOSING: "closes"}


def _place(document: Document, mark: QuotationMark) -> str:
    """Where a mark stands: beside the words that it opens or closes, or beside others where its line has none."""
    before, after = words_before(document.text, mark.span.start), words_after(document.text, mark.span.end)
    if after and (mark.facing is Facing.OPENING or not before):
        return f"before “{after}”"
    return f"after “{before}”" if before else "that stands alone in its line"


@rule(
    "QUO07",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("“It gets even better![[“]] said the president.", fixed="“It gets even better!” said the president."),
    Bad("[[”]]We will stay,” he said.", fixed="“We will stay,” he said."),
    Bad('"It gets even better![[“]] said the president.', fixed='"It gets even better!” said the president.'),
    Bad("He spoke of [[”]]peace” and [[”]]order[[“]].", fixed="He spoke of “peace” and “order”."),
    Good("„Es ist vorbei“, sagte er. He said „no”.", why="marks of German, which another rule names"),
    Good("“It is over,” he said.", why="each mark faces its words"),
    Good("He is 5’11” tall and has a 12” record.", why="feet and inches"),
    Good("The ’90s were good, ’twas said.", why="apostrophes"),
    Good("“No,”“Yes,” they said.", why="two quotations without a space"),
    Good("It is over, ”he said.", why="a closing mark that lost its partner and its place"),
    screen=r"[“”]",
    confidence=0.97,
    basis="edited news: 0.4 in 10,000 words, all slips",
)
def quotation_mark_facing_wrong_way(document: Document) -> Iterator[Hit]:
    """A quotation mark faces the wrong way for its place.

    ## Why it matters
    A mark that opens where the quotation closes makes readers look for words that never come. It comes from languages
    whose closing mark has the shape of the English opening one, and from conversion.

    ## Known limits
    Only curly marks have a way to face. Swedish and Finnish put ” on both sides: then every opening mark is reported.
    """
    for quotation in document.quotations.pairs:
        if quotation.closing is None:
            continue
        for mark in (quotation.opening, quotation.closing):
            if mark.shape in (None, mark.facing) or document[mark.span] not in "“”":
                continue
            if mark is quotation.closing and document[quotation.opening.span] == "„":
                continue
            message = f"The quotation mark {_place(document, mark)} {_WAY[mark.facing]} but faces the other way."
            yield Hit(mark.span, message, Suggestion(_RIGHT[mark.facing], safe=True))


@rule(
    "QUO08",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad('He said [[""]]we will stay" and left.', fixed='He said "we will stay" and left.'),
    Bad('[[""]]We will stay,[[""]] he said.', fixed='"We will stay," he said.'),
    Bad("[[“”]]We will stay”, he said.", fixed="“We will stay”, he said."),
    Bad("“We will stay,[[””]] he said.", fixed="“We will stay,” he said."),
    Bad('[[“"]]We will stay,[["”]] he said.', fixed="“We will stay,” he said."),
    Good("“He told me ‘no,’” she said. \"'No,' he said.\"", why="a single mark inside a double one"),
    Good('"He called it "odd"" was her answer.', why="two quotations that end together"),
    Good('The field holds "" when it is empty.', why="nothing between two marks"),
    Good("“No.”“Yes.” It was over.", why="a quotation after another, without a space"),
    screen=r"[\"“”„‟＂]{2}",
    confidence=0.96,
    basis="edited news: 0.2 in 10,000 words, all slips",
)
def quotation_mark_doubled(document: Document) -> Iterator[Hit]:
    """Two double quotation marks stand where one belongs.

    ## Why it matters
    It is a trace of conversion, or of two texts joined, that every reader sees.

    ## Known limits
    Two marks that close two quotations at once are left alone.
    """
    view = document.quotations
    partner: dict[int, int] = {}
    for quotation in view.pairs:
        if quotation.closing:
            partner[quotation.opening.span.start] = quotation.closing.span.start
            partner[quotation.closing.span.start] = quotation.opening.span.start
    for quotation in view.pairs:
        if len(quotation.span) == 2 and is_opening_turned(document.text, quotation.span.start):
            words = words_after(document.text, quotation.span.end)
            yield Hit(quotation.span, f"The quotation mark before “{words}” stands twice.", Suggestion("“"))
    end = 0
    for left, right in pairwise(view.marks):
        first, second = left.span.start, right.span.start
        if (
            left.span.end != second
            or not left.style is right.style is QuoteStyle.DOUBLE
            or left.facing is not right.facing
        ):
            continue
        paired = first in partner and second in partner
        if (
            first < end
            or len(left.span) + len(right.span) != 2
            or (paired and abs(partner[first] - partner[second]) != 1)
        ):
            continue
        end = right.span.end
        curly = next((mark for mark in (left, right) if mark.shape), left)
        message = (
            f"The quotation mark {_place(document, right if left.facing is Facing.OPENING else left)} stands twice."
        )
        yield Hit(Span(first, end), message, Suggestion(document[curly.span], safe=paired))


#: Words that tell that the empty quotation is meant: an article about code or a form.
_ABOUT_CODE = Pattern(r"\b(?:string|character|field|empty|blank|code|quotes?|marks?|inches|syntax|tag|value)s?\b")


@rule(
    "QUO09",
    Category.OMISSION,
    Severity.MINOR,
    Bad("The minister called the plan [[“”]] and left."),
    Bad('The film [[" "]] opened on Friday.'),
    Good('An empty string is written "" in code.', why="the article is about code"),
    Good("He said “…” and left.", why="an ellipsis is something"),
    Good("“We will stay,” he said.", why="words between the marks"),
    screen=r"[\"“”„‟＂][ \x{A0}]{0,2}[\"“”„‟＂]|''|``|‘‘|’’",
    confidence=0.9,
)
def quotation_marks_round_nothing(document: Document) -> Iterator[Hit]:
    """Quotation marks stand round nothing.

    ## Why it matters
    A title, a name or somebody's words were lost there.

    ## Known limits
    Where the words around speak of strings, fields or characters, empty marks are taken as meant.
    """
    text = document.text
    for quotation in document.quotations.pairs:
        if quotation.closing is None or quotation.opening.style is not QuoteStyle.DOUBLE:
            continue
        span = quotation.span
        if document[quotation.content].strip() or len(span) > 4 or is_opening_turned(text, span.start):
            continue
        near = document.sentence_at(span.start).content
        if _ABOUT_CODE.search(text, max(near.start, span.start - 80), min(near.end, span.end + 80)) is None:
            before = words_before(text, span.start)
            where = f"after “{before}”" if before else f"before “{words_after(text, span.end)}”"
            yield Hit(span, f"Nothing stands between the quotation marks {where}.")


_FOREIGN = {
    "„": Facing.OPENING, "«": Facing.OPENING, "‹": Facing.OPENING, "「": Facing.OPENING, "『": Facing.OPENING,
    "»": Facing.CLOSING, "›": Facing.CLOSING, "」": Facing.CLOSING, "』": Facing.CLOSING,
}  # fmt: skip
_LATIN = Pattern(r"[A-Za-z]{2}")


@rule(
    "QUO10",
    Category.CONVENTIONS,
    Severity.MINOR,
    Bad("He said [[„]]we will stay[[“]] and left.", fixed="He said “we will stay” and left."),
    Bad("The paper [[«]]Izvestia[[»]] reported it.", fixed="The paper “Izvestia” reported it."),
    Bad("The paper [[« ]]Le Soir[[ »]] reported it.", fixed="The paper “Le Soir” reported it."),
    Bad("The film [[「]]Home[[」]] opened.", fixed="The film “Home” opened."),
    Bad('The paper [[„]]Bild[[”]] wrote "no" twice.', fixed='The paper "Bild" wrote "no" twice.'),
    Good("Er sagte: „Wir bleiben.“", why="a text in German", known_limit=True),
    Good("Read more » Next » Last", why="arrows of a web page"),
    Good("The sign read 「東京」 in red.", why="words of the script that the marks belong to"),
    Good("He said “we will stay” and left.", why="English marks"),
    screen=r"[„«‹»›「『]",
    confidence=0.95,
)
def foreign_quotation_marks(document: Document) -> Iterator[Hit]:
    """Quotation marks of another language stand in an English sentence.

    ## Why it matters
    They were carried over from the original; English sets “ ” or " ".

    ## Known limits
    The mark that opens counts, the one that closes comes as information, so that one quotation is one slip.
    """
    text = document.text
    straight = text.count('"') > text.count("“") + text.count("”")
    for quotation in document.quotations.pairs:
        opening, closing = quotation.opening, quotation.closing
        if (
            text[opening.span.start] not in "„«»‹›「『"
            or closing is None
            or _LATIN.search(text, *_ends(quotation)) is None
        ):
            continue
        spaced = text[opening.span.end].isspace() and text[closing.span.start - 1].isspace()
        first = Span(opening.span.start, opening.span.end + spaced)
        last = Span(closing.span.start - spaced, closing.span.end)
        words = words_after(text, first.end)
        message = f"The marks around “{words}” are those of another language."
        yield Hit(first, message, Suggestion('"' if straight else "“", safe=True))
        if document[closing.span] != '"':
            yield Hit(last, message, Suggestion('"' if straight else "”", safe=True), severity=Severity.NEUTRAL)


def _ends(quotation: Quotation) -> tuple[int, int]:
    return quotation.content.start, quotation.content.end
