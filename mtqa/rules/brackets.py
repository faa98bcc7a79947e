"""Punctuation: brackets that lack a partner, hold a space or stick to a word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_BRACKET = Pattern(r"[()\[\]]")
_PARTNER = {")": "(", "]": "["}
#: What makes a closing bracket part of an enumeration ("a)", "12.)", "iv)"), and any bracket part of a face.
_ITEM = Pattern(r"(?:\A|[^\w(\[])(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.’']?\Z")
_FACE = Pattern(r"(?:\A|[\s.!?])[:;=8xX]['’]?[-o^]?[()\[\]]*\Z")
_INTERVAL = Pattern(r"[(\[][ ]?[-−]?\d[\d.,; −∞-]{0,30}[)\]]")
#: The furthest that a bracket's partner may be away, in characters: credits run over several lines.
_REACH = 2000
#: With more lone brackets than this, a text is no prose.
_PROSE = 50


def _needs_partner(text: str, at: int) -> bool:
    """Whether the bracket at ``at`` is ordinary: no part of a face, of an enumeration or of a run such as "))"."""
    before = text[max(0, at - 8) : at]
    if _FACE.search(before) or text[at] in (text[at - 1 : at], text[at + 1 : at + 2]):
        return False
    return text[at] not in ")]" or not _ITEM.search(before)


def _unpaired(text: str) -> Iterator[int]:
    """Places of the brackets without a partner. A bracket that needs none may still be another's partner."""
    open_at: dict[str, list[int]] = {"(": [], "[": []}
    #: Pairs that an enumeration's bracket has closed, perhaps wrongly: "(we want: a) bread b) peace)".
    lent = {"(": 0, "[": 0}
    for match in _BRACKET.finditer(text):
        at, mark = match.start(), match[0]
        if mark in open_at:
            open_at[mark].append(at)
            continue
        partner = _PARTNER[mark]
        ordinary = _needs_partner(text, at)
        if open_at[partner] and at - open_at[partner][-1] <= _REACH:
            open_at[partner].pop()
            lent[partner] += not ordinary
        elif ordinary and lent[partner]:
            lent[partner] -= 1
        elif ordinary:
            yield at
    yield from (at for places in open_at.values() for at in places if _needs_partner(text, at))


@rule(
    "PUN12",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The fund [[(]]set up in May is empty."),
    Bad("The fund, set up in May[[)]] is empty."),
    Bad("“They [[(]]the rebels are gone.”\n\nShe (his wife) agreed."),
    Good("We ask for: a) bread, 2) work and iv) peace.", why="enumerations"),
    Good("We ask (and want: a) bread b) peace) for more.", why="enumerations inside brackets"),
    Good("Great :) and sad :-( and ;) but fine))", why="faces"),
    Good("(Reporting by Ana Silva;\n\nEditing by Ben Cole)", why="a credit over two lines"),
    Good("The range [0, 1) is open on the right.", why="an interval"),
    Good("He wrote a note (a short one (in red) he says).", why="nested brackets"),
    screen=r"[()\[\]]",
    confidence=0.9,
)
def unbalanced_bracket(document: Document) -> Iterator[Hit]:
    """A bracket opens and never closes, or closes what was never opened.

    ## Why it matters
    Readers cannot tell where the aside ends; often a part of the sentence was lost.

    ## Known limits
    An opening and a closing bracket of different asides hide each other within 2,000 characters.
    """
    text = document.text
    if all(text.count(left) == text.count(right) for right, left in _PARTNER.items()):
        return
    unpaired = list(islice(_unpaired(text), _PROSE + 1))
    if len(unpaired) > _PROSE:
        return
    intervals = [match.span() for match in _INTERVAL.finditer(text)]
    for at in unpaired:
        if not any(start <= at < end for start, end in intervals):
            yield Hit(Span(at, at + 1), f"The bracket “{text[at]}” has no partner.")


_ASIDE = Pattern(r"(?P<open>[(\[])(?P<inside>[^()\[\]\n]{1,300})(?P<close>[)\]])")


@rule(
    "PUN13",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The agency [[( ]]Nafdac) agreed.", fixed="The agency (Nafdac) agreed."),
    Bad(
        "The agency (Nafdac[[ )]] agreed, as did the union [[[ ]]NUPENG].",
        fixed="The agency (Nafdac) agreed, as did the union [NUPENG].",
    ),
    Bad("It has [[( ]]1[[ )]] flow and [[( ]]2[[ )]] speed.", fixed="It has (1) flow and (2) speed."),
    Good("Tick the box [ ] or [x] or [ x ].", why="boxes to tick"),
    Good("See you : ) and then ( : again", why="faces"),
    Good("He left (for good).", why="an ordinary aside"),
    Good("if (x > ( y )", why="a formula", known_limit=True),
    screen=r"[(\[][ \x{A0}]|[ \x{A0}][)\]]",
    confidence=0.95,
)
def space_inside_bracket(document: Document) -> Iterator[Hit]:
    """A space stands inside a bracket, beside its mark.

    ## Why it matters
    English sets no space there: it is a trace of the engine's tokens or of a lost word.

    ## Known limits
    Formulas and program code set spaces there on purpose.
    """
    for match in _ASIDE.finditer(document.text):
        inside = match["inside"]
        words = inside.strip(" \u00a0")
        if not any(character.isalnum() for character in words) or (match["open"] == "[" and len(words) == 1):
            continue
        start, end = match.span("inside")
        before, after = len(inside) - len(inside.lstrip(" \u00a0")), len(inside) - len(inside.rstrip(" \u00a0"))
        if before:
            message = f"A space stands after the opening bracket “{match['open']}”."
            yield Hit(Span(start - 1, start + before), message, Suggestion(match["open"], safe=True))
        if after:
            message = f"A space stands before the closing bracket “{match['close']}”."
            yield Hit(Span(end - after, end + 1), message, Suggestion(match["close"], safe=True))


_ENDS_IN_WORD = Pattern(r"(?:\A|[\s“\"‘(—–-])[A-Za-z]?[a-z]{2,30}\Z")
#: What stands in a bracket that belongs to the word before it: an ending, a numeral, a sign of trade.
_ENDING = Pattern(r"[a-z'’/-]{1,6}|[IVX]{1,5}|[A-Z]|TM|SM|\d{1,3}")
_NAMING = Pattern(r"\s?[A-Z]|[^\s]+\s|(?:19|20)\d\d\Z")
_ABBREVIATION = Pattern(r"[^()]*\b[A-Z]{2,}\Z|[^()]*\w\s[\w\s]*")
_WORD_AFTER = Pattern(r"[A-Za-z][a-z]+(?=[\s,.;])")


@rule(
    "PUN14",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The exchange bank[[(]]Sinobank) fell.", fixed="The exchange bank (Sinobank) fell."),
    Bad("The authority[[(]]see the note below) fell.", fixed="The authority (see the note below) fell."),
    Bad("The act (SOMA[[)]]and the court", fixed="The act (SOMA) and the court"),
    Good(
        "The minute(s), child(ren) and (un)likely or (s)he and (Neo)liberal.", why="endings and beginnings in brackets"
    ),
    Good("Copper(II), a 401(k), Intel(R), section 772(f), H(1)N1", why="numerals, paragraphs, signs of trade"),
    Good("Call print(Hello) at https://x.org/Foo_(bar)baz or [him](Site)", why="code and addresses", known_limit=True),
    Good("See https://x.org/Foo(Bar)baz now.", why="an address"),
    Good("He left (for good) and stayed.", why="an ordinary aside"),
    screen=r"[a-z]\(|\)[A-Za-z]",
    confidence=0.93,
)
def missing_space_at_bracket(document: Document) -> Iterator[Hit]:
    """A bracket sticks to the word outside it.

    ## Why it matters
    Two words run together; searches and speech software read them as one.

    ## Known limits
    Short endings in small letters and numerals are left alone, for they may belong to the word.
    """
    text = document.text
    for match in _ASIDE.finditer(text):
        start, end = match.span()
        inside = match["inside"]
        if match["open"] != "(" or match["close"] != ")":
            continue
        if (
            not _ENDING.fullmatch(inside)
            and _NAMING.match(inside)
            and _ENDS_IN_WORD.search(text, max(0, start - 32), start)
        ):
            yield Hit(Span(start, start + 1), "A space is missing before the bracket “(”.", Suggestion(" (", safe=True))
        after = _WORD_AFTER.match(text, end)
        if after and not _ENDING.fullmatch(inside) and _ABBREVIATION.match(inside):
            message = f"A space is missing between the bracket “)” and “{after[0]}”."
            yield Hit(Span(end - 1, end), message, Suggestion(") ", safe=True))
