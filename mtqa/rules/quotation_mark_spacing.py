"""Quotation marks away from their words: before a stop, behind a space, or alone."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.excerpt import words_after, words_before
from mtqa.text.pattern import Pattern
from mtqa.text.quotation_places import DOUBLE_GLYPHS, is_lonely
from mtqa.text.structure import Facing, QuotationMark, QuoteStyle

_SPACE = " \u00a0\t\u2009\u202f"
_SPACES = frozenset(_SPACE)
#: An opening mark, by its shape, between a word and the stop of its sentence.
_BEFORE_STOP = Pattern(r"(?<=\w)[ \u00a0]?“([.,;:])[ \u00a0]{1,2}(?=\w)")


@rule(
    "QUO04",
    Category.PUNCTUATION,
    Severity.MAJOR,
    Bad(
        "He said that the mayor[[ “. ]]He seemed weak. It fails.”",
        fixed="He said that the mayor. “He seemed weak. It fails.”",
    ),
    Bad("The minister added[[ “, ]]we will stay”.", fixed="The minister added, “we will stay”."),
    Good("“... then we left,” he said. It was “. . . over.”", why="an ellipsis opens the quotation"),
    Good("The “.com” boom and the “.NET” years.", why="a name that begins with a stop"),
    Good("„So ist es“, sagte er.", why="the mark of German that closes looks like the English one that opens"),
    Good("He said “yes”. She said “no”.", why="closing marks before the stop"),
    screen=r"“[.,;:][ \x{A0}]{1,2}\w",
    confidence=0.97,
    basis="no hit on 65,000 words of edited news",
)
def quotation_opened_before_stop(document: Document) -> Iterator[Hit]:
    """An opening quotation mark stands before the stop of the sentence that it should follow.

    ## Why it matters
    The mark is torn from the words it opens: readers see a sentence that breaks off and a quotation that begins with a
    full stop, and often words were lost there.

    ## Known limits
    Only marks whose shape opens are seen; a straight mark in that place may as well close.
    """
    for match in _BEFORE_STOP.finditer(document.text):
        place = match.start() + match[0].index("“")
        quotation = document.quotations.innermost(place)
        if quotation is None or quotation.opening.span.start != place:
            continue
        words = words_after(document.text, match.end())
        message = f"The quotation mark before “{words}” stands on the wrong side of the “{match[1]}”."
        yield Hit(Span.of(match), message, Suggestion(f"{match[1]} “"))


@rule(
    "QUO05",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad('He asked for a "fair investigation[[ "]].', fixed='He asked for a "fair investigation".'),
    Bad("He said: [[“ ]]We will stay.”", fixed="He said: “We will stay.”"),
    Bad('The [[" ]]special operation[[ "]] goes on.', fixed='The "special operation" goes on.'),
    Bad('It changed from[[" ]]soldier[[ "]]to general.', fixed='It changed from "soldier" to general.'),
    Bad('He said,[[" ]]We know that".', fixed='He said, "We know that".'),
    Good("“We will stay,” he said. “Will you?”", why="marks at their words"),
    Good("“He told me ‘no.’ ” That was all.", why="a space between two marks in a row is typography"),
    Good("« Nous restons », he said.", why="French sets a space inside guillemets; another rule names them"),
    Good('He said "yes" and "no" and "perhaps".', why="spaces outside the marks"),
    Good('A 5 " pipe and a 12" record.', why="inches"),
    Good("“ ” was all he wrote.", why="nothing inside"),
    screen=DOUBLE_GLYPHS,
)
def space_inside_quotation_marks(document: Document) -> Iterator[Hit]:
    """A space stands between a quotation mark and the words inside.

    ## Why it matters
    Readers cannot see at once whether the mark opens or closes. It is a trace of the engine's tokens or of French.

    ## Known limits
    Guillemets are left alone: French sets a space inside them. Space between two marks in a row is typography.
    """
    text = document.text
    for quotation in document.quotations.pairs:
        opening, closing = quotation.opening, quotation.closing
        if not _has_space(text, opening.span.end) and not (closing and _has_space(text, closing.span.start - 1)):
            continue
        if opening.style is not QuoteStyle.DOUBLE or not document[quotation.content].strip():
            continue
        if closing is None and not _opens_paragraph(document, opening):
            continue
        after = _run(text, opening.span.end, 1)
        if after and text[after.end : after.end + 1].isalnum():
            message = f"A space stands between the opening quotation mark and “{words_after(text, after.end)}”."
            outer = " " if _sticks(text[max(opening.span.start - 1, 0) : opening.span.start]) else ""
            mended = Suggestion(outer + document[opening.span], safe=not outer)
            yield Hit(Span(opening.span.start, after.end), message, mended)
        before = _run(text, closing.span.start, -1) if closing else None
        if closing and before and _ends_word(text[before.start - 1]):
            message = f"A space stands between “{words_before(text, before.start)}” and the closing quotation mark."
            outer = " " if text[closing.span.end : closing.span.end + 1].isalnum() else ""
            mended = Suggestion(document[closing.span] + outer, safe=not outer)
            yield Hit(Span(before.start, closing.span.end), message, mended)


def _has_space(text: str, offset: int) -> bool:
    return text[offset : offset + 1] in _SPACES


def _sticks(character: str) -> bool:
    return character.isalnum() or character in tuple(",;:.!?)")


def _opens_paragraph(document: Document, mark: QuotationMark) -> bool:
    return document.paragraph_at(mark.span.start).content.start == mark.span.start


def _ends_word(character: str) -> bool:
    return character.isalnum() or character in ".,;:!?…)]%"


def _run(text: str, offset: int, step: int) -> Span | None:
    """The spaces from ``offset`` on, or before it; at most three, on one line."""
    end = offset
    while abs(end - offset) < 3 and 0 <= end - (step < 0) < len(text) and text[end - (step < 0)] in _SPACE:
        end += step
    return Span(min(offset, end), max(offset, end)) if end != offset else None


@rule(
    "QUO06",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("They go in the “right direction.”[[ “]]", fixed="They go in the “right direction.”"),
    Bad('The court called the plan[[ "]]\n\nNobody spoke.'),
    Bad('He left the train[[ "]] and went home.'),
    Bad("It was over.[[ ”]]"),
    Good("“We won.” “Did you?” she asked.", why="two quotations in a row"),
    Good('A 5 " pipe burst.', why="inches"),
    Good('" We will stay.', why="a space after an opening mark, which another rule names"),
    Good("“We will stay,” he said.", why="marks at their words"),
    screen=DOUBLE_GLYPHS,
    confidence=0.96,
)
def stray_quotation_mark(document: Document) -> Iterator[Hit]:
    """A quotation mark stands alone and has no partner.

    ## Why it matters
    It quotes nothing, and often marks the place where words were lost or a quotation was cut in two.

    ## Known limits
    A mark that has found some partner is taken for that one's, even where it stands alone.
    """
    text = document.text
    for mark in document.quotations.unpaired:
        if mark.style is not QuoteStyle.DOUBLE or not is_lonely(text, mark):
            continue
        if mark.facing is Facing.OPENING and _opens_paragraph(document, mark):
            continue
        span = _with_space(text, mark)
        before = words_before(text, span.start)
        if before[-1:].isdigit() or (not before and not words_after(text, span.end)):
            continue
        where = f"after “{before}”" if before else f"before “{words_after(text, span.end)}”"
        ends = text[mark.span.end : mark.span.end + 1] in ("", "\n", "\r")
        suggestion = Suggestion("") if ends and mark.shape is Facing.OPENING else None
        yield Hit(span, f"A quotation mark stands alone {where}.", suggestion)


def _with_space(text: str, mark: QuotationMark) -> Span:
    """The mark and the spaces on its left, so that none is left over when it goes."""
    before = _run(text, mark.span.start, -1)
    return Span(before.start if before else mark.span.start, mark.span.end)


#: A double mark between a word and a word; endings that are put to a quotation ("Never Trump”ers") come off.
_TIGHT = Pattern(
    r"[\"“”](?<=[^\W\d_]{2}[\"“”])(?=[^\W\d_]{2})"
    r"(?!(?:s|er|ers|ism|ist|ists|ed|ing|esque|ish|ness|like|style|ll|re|ve|th|nd|rd|st)(?![^\W\d_]))"
    r"|[\"“](?<=[a-z][,:;][\"“])(?=[A-Za-z])"
)


@rule(
    "QUO13",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad('It was a "Scan Eagle[["]]belonging to the army.', fixed='It was a "Scan Eagle" belonging to the army.'),
    Bad('He said:[["]]We do not wait.” They left.', fixed='He said: "We do not wait.” They left.'),
    Bad("It was a “special operation[[”]]of the army.", fixed="It was a “special operation” of the army."),
    Bad("They called it[[“]]special” and left.", fixed="They called it “special” and left."),
    Good("The “Never Trump”ers and the “birther”ism of old.", why="endings put to a quotation"),
    Good('A 12"record and 5\'6"tall men.', why="inches"),
    Good("He said: “We stay.” “No,” she said.", why="right as it is"),
    Good('<a href="x"class="y">', why="code"),
    screen=r"[^\W\d_]{2}[\"“”][^\W\d_]{2}|[a-z][,:;][\"“][A-Za-z]|\p{L}{2}[\"“”]\p{L}{2}",
    confidence=0.95,
    basis="judged when the rule was written",
)
def quotation_mark_without_space(document: Document) -> Iterator[Hit]:
    """A quotation mark sticks to the words on both its sides.

    ## Why it matters
    Readers cannot see at once whether the mark opens or closes.

    ## Known limits
    Only double marks between letters, and those after a comma or colon that open.
    """
    text = document.text
    tight = list(_TIGHT.finditer(text))
    marks = {mark.span.start: mark for mark in document.quotations.marks} if tight else {}
    for match in tight:
        start = match.start()
        mark = marks.get(start)
        if mark is None or mark.style is not QuoteStyle.DOUBLE:
            continue
        facing = mark.shape or mark.facing
        if text[start - 1] in ",:;" and facing is Facing.CLOSING:
            message = f"A space is missing after the quotation mark before “{words_after(text, match.end())}”."
            yield Hit(Span.of(match), message, Suggestion(match[0] + " "))
        elif facing is Facing.CLOSING:
            message = f"A space is missing between the quotation and “{words_after(text, match.end())}”."
            yield Hit(Span.of(match), message, Suggestion(match[0] + " "))
        else:
            message = f"A space is missing before the quotation “{words_after(text, match.end())} …”."
            yield Hit(Span.of(match), message, Suggestion(" " + match[0]))
