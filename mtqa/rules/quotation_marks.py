"""Quotation marks without a partner: left open, never opened, opened twice, or put where an apostrophe belongs."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.excerpt import words_after, words_before
from mtqa.text.pattern import Pattern
from mtqa.text.quotation_places import DOUBLE_GLYPHS, is_doubled, is_lonely, is_opening_turned
from mtqa.text.structure import Facing, QuotationMark, QuoteStyle

#: After a mark that closes nothing: the words that show that it did close a quotation and is no apostrophe.
_ATTRIBUTED = Pattern(
    r"[ \u00a0](?:said|says|told|tells|wrote|writes|added|adds|asked|asks|replied|cried|read|reads|according"
    r"|he|she|they|it|we|you|and|or|but|nor|as|by|in|on|at|of|for|from|to|with|when|while|which|who|that|is|are|was|were|has|had|have"
    r"|will|would|can|could|may|might|the|a|an)\b"
)
_FIGURE_OWNER = Pattern(r"(?<=\d)[\"”](?=s\b)")
_OWNER = Pattern(r"[^\W\d_]{2,}s\Z")


def _lost(document: Document, facing: Facing) -> Iterator[QuotationMark]:
    """Double marks without a partner that face that way and cling to a word.

    None in a text of one paragraph: it may be a piece of a story, and the partner stand in the next one.
    """
    if len(document.paragraphs) < 2:
        return
    for mark in document.quotations.unpaired:
        if mark.facing is facing and mark.style is QuoteStyle.DOUBLE and not is_lonely(document.text, mark):
            yield mark


def _is_apostrophe(document: Document, mark: QuotationMark) -> bool:
    """Whether an apostrophe belongs there: after an owner in the plural or in -s, before what is owned."""
    start, end = mark.span.start, mark.span.end
    text = document.text
    return (
        text[start:end] in '"”'
        and text[end : end + 1] in (" ", "\u00a0")
        and text[end + 1 : end + 2].isalpha()
        and _OWNER.search(text, max(start - 20, 0), start) is not None
        and _ATTRIBUTED.match(text, end) is None
    )


@rule(
    "QUO01",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("Peskov told the paper, [[“]]Opinions differ. We took another path.\n\nThe talks go on."),
    Bad('[["]]It is a mistake to say so. The party paid for it.\n\nAmong the claims was fraud.'),
    Bad("The article [[“]]The job of “manager” is gone and that is all.\n\nIt was read widely."),
    Bad("On July 4 came [[“]]Still ahead. “The end of the car” is a book.\n\nIt was read widely."),
    Good("“We will stay,” he said.\n\nNobody spoke.", why="closed"),
    Good(
        "“We will stay.\n\n“We will fight,” he said.", why="the next paragraph opens with a mark, as newspapers do it"
    ),
    Good("He said: “We will stay.\n\n“We will fight.\n\n“We will win.”", why="newspaper rule over three paragraphs"),
    Good('"We will stay.\n\nWe will fight," he said.', why="every sentence has a paragraph of its own"),
    Good('He is 6\'2" tall.\n\nShe plays a 12" record.', why="feet and inches"),
    Good("“We will stay and fight for it.", why="one paragraph alone may be a piece of a longer quotation"),
    Good("He said ‘no’ to the ’90s.\n\n‘Abd al-Rahman left.", why="single marks that are apostrophes"),
    Good("“He said ‘no,’ and left,” she told us.\n\nNobody spoke.", why="nested quotation"),
    Good("In the last line he said, “We will st", why="the text is cut off"),
    screen=DOUBLE_GLYPHS,
    confidence=0.95,
    basis="all of its findings on 65,000 words of edited news are slips of the newsroom",
)
def quotation_left_open(document: Document) -> Iterator[Hit]:
    """A quotation opens and is never closed.

    ## Why it matters
    Readers cannot tell where somebody's words end and the reporter's begin; with several sentences after the mark,
    the reporter's own words are put into somebody's mouth.

    ## Known limits
    Nothing is said where the next paragraph opens with a quotation mark, which is how newspapers carry a quotation on,
    nor of a text of one paragraph, nor of single quotation marks.
    """
    view = document.quotations
    for mark in _lost(document, Facing.OPENING):
        paragraph = document.paragraph_at(mark.span.start)
        if is_doubled(document.text, mark):
            continue
        quotation = view.innermost(mark.span.start)
        if quotation is None or (paragraph is document.paragraphs[-1] and _is_cut_off(document)):
            continue
        words = words_after(document.text, mark.span.end)
        if quotation.span.end < paragraph.content.end:
            yield Hit(mark.span, f"The quotation “{words} …” is opened and another one opens before it is closed.")
        elif document.sentence_at(mark.span.end).span.end < paragraph.content.end:
            message = f"The quotation that begins “{words} …” is never closed, so nobody can tell where it ends."
            yield Hit(mark.span, message, severity=Severity.MAJOR)
        else:
            yield Hit(mark.span, f"The quotation that begins “{words} …” is never closed.")


def _is_cut_off(document: Document) -> bool:
    content = document.paragraphs[-1].content
    return document.text[content.end - 1] not in ".!?…)"


@rule(
    "QUO02",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("“We were told so.” since then, concerns grew.[[”]]\n\nAnother official left."),
    Bad('The talks failed.\n\nThose things cannot be undone,[["]] Reeher said.'),
    Bad("The talks failed.\n\nHe wrote of guided rules and faults.[[”]] Nobody spoke."),
    Good("“We were told so,” he said.\n\nNobody spoke.", why="opened and closed"),
    Good("“”We were told so”, he said.\n\nNobody spoke.", why="opened twice, which another rule names"),
    Good('"We will stay.\n\nWe will fight.\n\nWe will win," he said.', why="opened three paragraphs earlier"),
    Good('He is 6\'2" tall.\n\nA 5" pipe burst; the 12" record sold.', why="feet and inches"),
    Good("We will stay,” he said.", why="one paragraph alone may be a piece of a longer quotation"),
    Good("The workers’ pay rose.\n\nThe bosses' cars did not.", why="apostrophes"),
    Good('Since Jobs" death it is rare.\n\nNobody spoke.', why="an apostrophe gone wrong, which another rule names"),
    screen=DOUBLE_GLYPHS,
    confidence=0.92,
    basis="all of its findings on 65,000 words of edited news are slips of the newsroom",
)
def quotation_never_opened(document: Document) -> Iterator[Hit]:
    """A quotation mark closes what no mark has opened.

    ## Why it matters
    Readers find out too late that they were reading somebody's words, and cannot tell since when.

    ## Known limits
    A mark in a text of one paragraph is left alone, and so is one that a mark some paragraphs earlier may have opened.
    """
    for mark in _lost(document, Facing.CLOSING):
        if is_doubled(document.text, mark) or _is_apostrophe(document, mark):
            continue
        words = words_before(document.text, mark.span.start)
        if words and not _is_opened_by_two(document, mark):
            yield Hit(mark.span, f"A quotation closes after “{words}”, but none was opened.")


#: How far before its end a quotation is looked for, in code points.
_LONGEST_QUOTATION = 2_000


def _is_opened_by_two(document: Document, mark: QuotationMark) -> bool:
    """Whether “” before a word opened what ``mark`` closes."""
    opening = document.paragraph_at(mark.span.start).content.start
    start = document.text.rfind("“", max(opening, mark.span.start - _LONGEST_QUOTATION), mark.span.start)
    return start >= 0 and is_opening_turned(document.text, start)


@rule(
    "QUO03",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad('Since Jobs[["]] death the film is rare.', fixed="Since Jobs' death the film is rare."),
    Bad('It’s the workers[["]] right to strike.', fixed="It’s the workers’ right to strike."),
    Bad('The budget of P.S. 36[["]]s board was cut.', fixed="The budget of P.S. 36's board was cut."),
    Good('The "workers" strike again.', why="a quotation"),
    Good('He said "these workers" and the bosses left.', why="a quotation that ends in -s"),
    Good('We lost two weeks" said Tom.', why="the opening mark is lost, not an apostrophe"),
    Good('They hold 12" records and 5" pipes.', why="inches"),
    Good("The workers' right to strike.", why="an apostrophe"),
    screen=r"s[\"”][ \x{A0}]|\d[\"”]s",
    confidence=0.95,
    basis="17 findings on 65,000 words of edited news, all true: the apostrophe became a quotation mark in conversion",
)
def quotation_mark_for_apostrophe(document: Document) -> Iterator[Hit]:
    """A quotation mark stands where an apostrophe belongs.

    ## Why it matters
    It reads as the end of a quotation that never began.

    ## Known limits
    Only owners that end in -s are seen, and only where no quotation stands open.
    """
    text = document.text
    apostrophe = "’" if "’" in text else "'"
    for mark in document.quotations.unpaired:
        if mark.facing is Facing.CLOSING and mark.style is QuoteStyle.DOUBLE and _is_apostrophe(document, mark):
            owner = text[max(mark.span.start - 20, 0) : mark.span.start].split()[-1]
            message = f"After “{owner}” stands a quotation mark where an apostrophe belongs."
            yield Hit(mark.span, message, Suggestion(apostrophe))
    figures = _FIGURE_OWNER.finditer(text) if '"s' in text or "”s" in text else ()
    for match in figures:
        if not document.quotations.touches(Span.of(match)):
            message = (
                f"After “{text[match.start() - 1 : match.start()]}” stands a quotation mark instead of an apostrophe."
            )
            yield Hit(Span.of(match), message, Suggestion(apostrophe))
