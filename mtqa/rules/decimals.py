"""Decimals that are cut in two, and what stands between a figure and its percent."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_SPACE = "[ \u00a0]"
#: What shows that the two figures are one.
_SHARE = r"%|per[ \u00a0]?cent\b|percentage\b"
_BROKEN = Pattern(
    rf"(?<![\w.,:/$€£-])\d{{1,3}}(?:\.{_SPACE}|{_SPACE}\.)\d{{1,2}}(?={_SPACE}?(?:{_SHARE})"
    rf"|{_SPACE}(?:million|billion|trillion|degrees)\b)"
)
#: In Persian the sign of decimals looks like a slash.
_SLASHED = Pattern(
    rf"(?<![\w.,:/$€£-])(?<!\d{_SPACE})(?P<whole>\d{{1,3}})/(?P<part>\d{{1,2}})(?={_SPACE}?(?:{_SHARE}))"
)
#: Fractions of English: "1/2 percent", "3/8 percent".
_FRACTIONS = frozenset((2, 3, 4, 8, 16, 32, 64))
_BEFORE_LIST = Pattern(r"(?:\b(?:No|Nos|[Cc]hapter|[Ss]ection|[Aa]rticle|[Pp]oint|[Pp]aragraph)s?\.?|^|\n)[ \u00a0]?\Z")
_LONGEST_BEFORE = 12


@rule(
    "NUM34",
    Category.NUMBER_FORMAT,
    Severity.MINOR,
    Bad("The economy grew by [[5. 5]]% and the heat by [[1 .2]] degrees.",
        fixed="The economy grew by 5.5% and the heat by 1.2 degrees."),
    Bad("It cost [[3. 2]] million euros.", fixed="It cost 3.2 million euros."),
    Bad("Prices rose by [[2/5]] percent and wages by [[12/7]]%.",
        fixed="Prices rose by 2.5 percent and wages by 12.7%."),
    Good("Rates rose by 1/2 percent, 3/8 percent and 9 1/16 percent.", why="fractions"),
    Good("It grew by 5.5% and 1.2 degrees.", why="right as it is"),
    Good("He was born in 1975. 20 percent of his pay went to her.", why="a year ends the sentence"),
    Good("See point 3. 5 percent of them left.\n\n4. 20 million people came.", why="the number of a point; of a list"),
    Good("They counted 24/7, on 9/11, and 50/50 percent bids.", why="a date; halves"),
    screen=r"\d(?:\.[ \x{A0}]|[ \x{A0}]\.|/)\d{1,2}[ \x{A0}]?(?:%|per|(?:m|b|tr)illion|degrees)",
    confidence=0.93,
    basis="judged when the rule was written",
)  # fmt: skip
def broken_decimal(document: Document) -> Iterator[Hit]:
    """A decimal is cut in two by a space, or has a slash for its point.

    ## Why it matters
    “5. 5%” reads as the end of one sentence and the beginning of another, “2/5 percent” as two fifths.

    ## Known limits
    Only before a share, a million or degrees. “1/2 percent” and other fractions of English are left alone.
    """
    text = document.text
    for match in _BROKEN.finditer(text):
        if not _BEFORE_LIST.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start()):
            right = match[0].replace(" ", "").replace("\u00a0", "")
            yield Hit(Span.of(match), f"“{match[0]}” is one figure: {right}.", Suggestion(right))
    for match in _SLASHED.finditer(text):
        whole, part = int(match["whole"]), int(match["part"])
        if part in _FRACTIONS or whole in (part, 1):
            continue
        right = f"{match['whole']}.{match['part']}"
        yield Hit(Span.of(match), f"“{match[0]}” with “percent” is {right}.", Suggestion(right))


_SPACED_PERCENT = Pattern(r"%(?<=\d[ \u00a0\u202f\u2009]%)(?![\w%])")


@rule(
    "NUM35",
    Category.NUMBER_FORMAT,
    Severity.MINOR,
    Bad("Some [[96 %]] of the work is done.", fixed="Some 96% of the work is done."),
    Bad("It fell to [[3.5\u00a0%]] in May.", fixed="It fell to 3.5% in May."),
    Good("Some 96% of the work is done, at 5 percent.", why="right as it is"),
    Good("The link is 5 %20 long.", why="a code"),
    screen=r"\d[ \x{A0}\x{202F}\x{2009}]%",
    confidence=0.9,
    basis="judged when the rule was written",
)
def space_before_percent(document: Document) -> Iterator[Hit]:
    """A space stands between a figure and its percent sign.

    ## Why it matters
    French, German and Russian set one, English newsrooms do not: it is a trace of the source.

    ## Known limits
    None known.
    """
    text = document.text
    for match in _SPACED_PERCENT.finditer(text):
        start = match.start() - 1
        while start and (text[start - 1].isdigit() or text[start - 1] in ".,"):
            start -= 1
        right = text[start : match.start() - 1] + "%"
        span = Span(start, match.end())
        yield Hit(
            span,
            f"“{document[span]}” has a space before the sign; English writes {right}.",
            Suggestion(right, safe=True),
        )
