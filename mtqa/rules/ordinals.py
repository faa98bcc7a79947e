"""Ordinals, centuries and fractions that English does not write so."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern


def _ordinal(figure: str) -> str:
    """A figure with its ending: "1st", "12th"."""
    teens = len(figure) > 1 and figure[-2] == "1"
    return figure + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(figure[-1], "th"))


_ORDINAL = Pattern(r"\d(?<![\w.,$€£-]\d)\d{0,5}(?:th|nd|rd)\b")


@rule(
    "NUM05",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("It was his [[21th]] goal.", fixed="It was his 21st goal."),
    Bad("The [[2th]] and the [[103th]] came.", fixed="The 2nd and the 103rd came."),
    Bad("The [[12nd]] floor burned.", fixed="The 12th floor burned."),
    Bad("He came [[3nd]].", fixed="He came 3rd."),
    Good("The 1st, 2nd, 3rd, 11th, 12th, 13th, 21st, 111th and 4th came.", why="right as they are"),
    Good("He weighs 12st and lost 4st.", why="stones, a weight"),
    screen=r"(?:^|[^1])[123]th|[014-9](?:nd|rd)|2rd|3nd|1[23](?:nd|rd)",
    confidence=0.98,
    basis="edited news: no finding in 140,000 words; human translations: 2 of 2 true",
    certain="English has no such ordinal",
)
def wrong_ordinal(document: Document) -> Iterator[Hit]:
    """A figure has the ending of another ordinal.

    ## Why it matters
    It is a slip that every reader sees.

    ## Known limits
    Wrong endings in "st" are left alone: "12st" is a weight.
    """
    for match in _ORDINAL.finditer(document.text):
        right = _ordinal(match[0][:-2])
        if right != match[0]:
            yield Hit(Span.of(match), f"“{match[0]}” should be {right}.", Suggestion(right, safe=True))


_ROMAN = r"X{0,2}(?:IX|IV|V?I{0,3})"
_ENDING = r"(?:[- \u00a0]?(?:th|st|nd|rd))"
_PLURAL = r"[ \u00a0][Cc]entur(?:y|ies)\b"
_CENTURY = Pattern(
    r"\b(?:[Tt]he|[Oo]f|[Ii]n|[Ee]arly|[Ll]ate|mid|to|and)[ \u00a0-](?:"
    rf"(?:(?P<first>(?=[XVI]{{2}}){_ROMAN}{_ENDING}?)"
    r"(?P<joint>[-–—]|[ \u00a0](?:and|to|or)[ \u00a0](?:the[ \u00a0])?))?"
    rf"(?P<roman>{_ROMAN}){_ENDING}?(?={_PLURAL})"
    r"|(?P<plain>[12]?\d(?:(?:-|[ \u00a0])(?:th|st|nd|rd))?)(?=[ \u00a0]century\b(?! (?:break|stand|partnership))))"
    r"|\b(?P<behind>century[ \u00a0](?P<last>(?=[XVI]{2})X{0,2}(?:IX|IV|V?I{0,3})))\b(?! ?[A-Z])"
)
#: Single letters may be a letter or "I", but not before these.
_DATED = Pattern(r"[ \u00a0][Cc]entury,?[ \u00a0](?:B\.?C|A\.?D)")
_DIGITS = {"I": 1, "V": 5, "X": 10}


def _arabic(roman: str) -> str:
    values = [_DIGITS[letter] for letter in roman if letter in _DIGITS]
    return str(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))


@rule(
    "NUM14",
    Category.DATE_FORMAT,
    Severity.MINOR,
    Bad("It was built in the [[XIX]] century.", fixed="It was built in the 19th century."),
    Bad("The wars of the [[21]] century are short.", fixed="The wars of the 21st century are short."),
    Bad("In the [[XVIII-XIX]] centuries and the [[20-th]] century it grew.",
        fixed="In the 18th and 19th centuries and the 20th century it grew."),
    Bad("A church of the [[V]] century BC, and a castle of [[century XIV]].",
        fixed="A church of the 5th century BC, and a castle of the 14th century."),
    Good("It was built in the 19th century.", why="right as it is"),
    Good("He made his 21 century and the 2 century stands.", why="cricket"),
    Good("They lived under Elizabeth II, century after century.", why="a queen"),
    Good("The X century club met.", why="a letter"),
    Good("In 2021 century-old oaks fell, and in the 20th Century II fund’s year.", why="a compound; a name"),
    screen=r"[XVI](?:[- \x{a0}]?(?:th|st|nd|rd))?[ \x{a0}][Cc]entur|\d(?:[- \x{a0}](?:th|st|nd|rd))?[ \x{a0}]century"
    r"|century[ \x{a0}][XVI]",
    confidence=0.97,
    basis="edited news: no finding in 140,000 words",
)  # fmt: skip
def foreign_century(document: Document) -> Iterator[Hit]:
    """A century is counted in Roman figures or without its ending.

    ## Why it matters
    English writes "the 19th century"; the other way shows the language of the source.

    ## Known limits
    Single letters ("the X century") are left alone, unless "BC" or "AD" follows.
    """
    text = document.text
    for match in _CENTURY.finditer(text):
        if match["behind"]:
            article = "" if text.endswith("the ", 0, match.start()) else "the "
            yield _written(Span.of(match), match["behind"], f"{article}{_ordinal(_arabic(match['last']))} century")
        elif match["plain"]:
            span = Span(match.start("plain"), match.end())
            right = _ordinal("".join(filter(str.isdigit, match["plain"])))
            yield _written(span, match["plain"], right)
        elif len(match["roman"]) > 1 or match["first"] or (match["roman"] and _DATED.match(text, match.end())):
            span = Span(match.start("first") if match["first"] else match.start("roman"), match.end())
            right = _ordinal(_arabic(match["roman"]))
            if match["first"]:
                joint = match["joint"].replace("—", " and ").replace("–", " and ").replace("-", " and ")
                right = f"{_ordinal(_arabic(match['first']))}{joint}{right}"
            yield _written(span, document[span], right)


def _written(span: Span, found: str, right: str) -> Hit:
    return Hit(span, f"“{found}” is written {right} in English, of centuries.", Suggestion(right))


_NUMBERS = "[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine"
_PARTS = "third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_LENGTHS = (
    r"(?:hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|minutes?|times|thousand|million|billion|percent|km|"
    r"kilomet\w+|miles?|met(?:er|re)s?|tons?|tonnes?)"
)
_FRACTION = Pattern(
    rf"\b(?P<few>(?:{_NUMBERS})[- ](?:{_PARTS}))(?= of (?:the|all|its|their|his|her|our|those|these)\b)"
    rf"|\b(?<!-)(?P<one>one[- ](?:{_PARTS}))s\b(?= of\b)"
    r"|(?P<bare>[1-9](?<![\w./-][1-9])/(?:[2-9]|10))(?:th|rd|nd)s?(?= of\b)"
    rf"|\b(?P<half>(?:one|ten|\d{{1,3}}|{_NUMBERS})(?: |-)and(?: |-))(?=half[ -]{_LENGTHS}\b)"
)


@rule(
    "NUM25",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("About [[two-third]] of the town burned.", fixed="About two-thirds of the town burned."),
    Bad("Only [[one-thirds]] of men and [[3/4th]] of women did.", fixed="Only one-third of men and 3/4 of women did."),
    Bad("It took [[two and half]] years.", fixed="It took two and a half years."),
    Good("Two-thirds of the town, one third of it, 3/4 of all; two and a half years.", why="right as they are"),
    Good("They won three third prizes, a two-third majority, five Fourth of July fairs.", why="no fractions"),
    Good("The 2/9th Battalion, eight and half of nine, one and half-hearted.", why="a unit; other words"),
    screen=rf"(?:{_NUMBERS})[- ][a-z]+[drh] of"
    r"|one[- ][a-z]+s of|/\d+(?:th|rd|nd)s? of|[ -]and[ -]half[ -][hdwmyctbpk]",
    confidence=0.95,
    basis="edited news: no finding in 140,000 words",
)  # fmt: skip
def wrong_fraction(document: Document) -> Iterator[Hit]:
    """A fraction has the wrong ending, or "a" is missing before "half".

    ## Why it matters
    It is a slip that every reader sees.

    ## Known limits
    "A two-third majority" is left alone: it is common in some countries.
    """
    for match in _FRACTION.finditer(document.text):
        kind = match.lastgroup or ""
        if kind == "half":
            span = Span(match.start(), match.end() + 4)
            right = f"{match[kind]}a{match[kind][-1]}half"
        else:
            span = Span.of(match)
            right = match[kind] + "s" * (kind == "few")
        yield Hit(span, f"“{document[span]}” should be {right}.", Suggestion(right, safe=True))
