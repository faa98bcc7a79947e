"""Years and days of other calendars that were not converted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text import foreign_calendars as calendars
from mtqa.text.document import Document
from mtqa.text.foreign_calendars import Era
from mtqa.text.pattern import Pattern

_SOLAR = "|".join(calendars.SOLAR_HIJRI_MONTHS)
_LUNAR = "|".join(calendars.HIJRI_MONTHS)
#: What a month's name may begin with, for the screen.
_BEGINNINGS = "|".join(sorted({month[:3] for month in calendars.SOLAR_HIJRI_MONTHS}))
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?"
_FIRST_LETTERS = Pattern(r"[^\W\d_]+")


def _words(names: tuple[str, ...]) -> frozenset[str]:
    """The first words of names, as `Document.vocabulary` has them."""
    return frozenset(_FIRST_LETTERS.findall(name.lower())[0] for name in names)


_SOLAR_WORDS = _words(calendars.SOLAR_HIJRI_MONTHS)
#: Words of which a text must have one, the era, and how its years are named.
_NAMED: tuple[tuple[frozenset[str], Era, Pattern], ...] = (
    (_SOLAR_WORDS, calendars.SOLAR_HIJRI, Pattern(rf"{_DAY}\b(?:{_SOLAR}) (?P<year>\d{{4}})\b")),
    (
        frozenset(("sh", "h", "shamsi", "persian", "iranian")),
        calendars.SOLAR_HIJRI,
        Pattern(r"\b(?P<year>\d{4}) (?:SH\b|S\.H\.|Shamsi\b|in the (?:Persian|Iranian) calendar\b)"),
    ),
    (_words(calendars.HIJRI_MONTHS), calendars.HIJRI, Pattern(rf"{_DAY}\b(?:{_LUNAR}) (?P<year>\d{{4}})\b")),
    (
        frozenset(("ah", "h", "hijri", "islamic")),
        calendars.HIJRI,
        Pattern(r"\b(?P<year>\d{4}) (?:AH\b|A\.H\.|Hijri\b|in the (?:Islamic|Hijri) calendar\b)"),
    ),
    (
        frozenset(("be", "e", "buddhist")),
        calendars.BUDDHIST,
        Pattern(r"\b(?:B\.E\.|BE|Buddhist [Ee]ra) (?P<year>\d{4})\b"),
    ),
    (
        frozenset(("be", "e", "buddhist")),
        calendars.BUDDHIST,
        Pattern(r"\b(?P<year>\d{4}) (?:B\.E\.|BE\b|of the Buddhist [Ee]ra\b)"),
    ),
    (frozenset(("minguo",)), calendars.REPUBLIC, Pattern(r"Minguo (?P<year>\d{2,3})\b")),
    (
        frozenset(("republic",)),
        calendars.REPUBLIC,
        Pattern(r"\b(?P<year>\d{2,3})(?:st|nd|rd|th) year of the Republic(?: of China)?\b"),
    ),
    (frozenset(("juche",)), calendars.JUCHE, Pattern(r"Juche (?P<year>\d{2,3})\b")),
    *(
        (frozenset((era.name.lower(),)), era, Pattern(pattern.format(era.name)))
        for era in calendars.JAPANESE
        for pattern in (
            r"{0} (?P<year>\d{{1,2}})\b(?: year\b)?(?![.,-]\d|-[a-z])",
            r"\b(?P<year>\d{{1,2}})(?:st|nd|rd|th) year of (?:the )?{0}(?: [Ee]ra\b)?",
        )
    ),
)
_DAY_OF_MONTH = Pattern(
    rf"[Oo]n (?:the )?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_SOLAR}))\b(?! (?:[A-Z]|\d{{4}}))"
)
_BARE = Pattern(
    r"(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]he year) (?P<year>1[34]\d\d|25\d\d)\b"
    r"(?:(?<=year \d{4})|(?=[;:)?!]|,(?!\d)|\.(?!\d)|['’]s\b|[ \t]*(?:[\r\n]|\Z)"
    r"| (?:and|to|than|when|the|with|for|after|before|that|but|until|as|at|by|on|from|under|through|which|who|is|was|"
    r"were|he|she|they|it|has|had|will|because|due|alone|while|his|her|their)\b))"
)
_GREGORIAN = Pattern(r"\b(?:19|20)\d\d\b")
#: Emperors' stories explain the eras themselves.
_EXPLAINED_BY = frozenset(("abdication", "abdicate", "emperor", "enthronement", "naruhito", "akihito"))
_LONG_AGO = Pattern(r"\b(?:built|founded|constructed|erected|dating|dates|established|died|born|conquered|written) \Z")


def _is_explained(text: str, match: re.Match[str]) -> bool:
    """Whether a Gregorian year stands beside it."""
    start, end = match.span()
    before, after = text[max(0, start - 24) : start], text[end : end + 40]
    return bool(_GREGORIAN.search(before) or _GREGORIAN.search(after))


@rule(
    "NUM22",
    Category.DATE_FORMAT,
    Severity.MAJOR,
    Bad("Tehran built more homes [[in 1401]] than before; [[the year 1399]] saw few."),
    Bad("Prices in Bangkok rose [[in 2565]], the ministry said."),
    Bad("The law took effect on [[15 Shahrivar 1401]] and was changed on [[3 Mehr]]."),
    Bad("The plant opened in [[Reiwa 4]] and was planned in the [[30th year of Heisei]]."),
    Bad("It was founded in [[Minguo 98]]; the fast of [[Ramadan 1444]] was hot; [[B.E. 2565]] dry."),
    Good(
        "In 1401 the poets of Shiraz lived well in Iran; Kabul gave 1401, 300 and 1400 tents.", why="history; numbers"
    ),
    Good("Reiwa 4 (2022) began well, 1401, that is 2022-23, in Tehran not.", why="the year is explained"),
    Good("The Emperor of Japan gave his name to Heisei 1.", why="a story about eras"),
    Good("In 1401 a town burned; by 2565 seas will be higher.", why="no place with such years"),
    Good("In Iran, said Mehr, 1400 people marched; Muharram 10 is a day of grief.", why="an agency; a day"),
    Good("At Nowruz Iranians will greet the year 1403 with joy.", why="a story about a new year"),
    Good("Meiji 45 and 22 Bahman Street; the 15 Khordad Foundation.", why="history; names"),
    screen=r"[a-z] (?:1[34]|25)\d\d|1[34]\d\d (?:SH|S\.H|Sham|AH|A\.H|Hij|in the [PIH])"
    r"|(?:B\.E\.|BE|[Ee]ra) 2[45]\d\d|2[45]\d\d (?:B\.E|BE|of the B)|(?:Minguo|Juche|Reiwa|Heisei|Showa) \d"
    rf"|\d[a-z][a-z] year of|n (?:the )?\d\d?(?:[a-z][a-z])?(?: of)? (?:{_BEGINNINGS})",
    confidence=0.9,
    basis="edited news: no finding in 140,000 words",
)
def unconverted_year(document: Document) -> Iterator[Hit]:
    """A year or a day is given in another calendar, without the date that readers know.

    ## Why it matters
    Readers cannot tell when it was, or take 1401 for a year of the Middle Ages.

    ## Known limits
    A year without the name of its era is looked at only in stories about Iran, Afghanistan, Thailand, Laos and
    Cambodia that are not about history, and only where no Gregorian year stands beside it.
    """
    text = document.text
    vocabulary = document.vocabulary
    for words, era, pattern in _NAMED:
        for match in () if vocabulary.isdisjoint(words) else pattern.finditer(text):
            year = int(match["year"])
            if year not in era.years or _is_explained(text, match):
                continue
            if era in calendars.JAPANESE and not vocabulary.isdisjoint(_EXPLAINED_BY):
                continue
            message = f"“{match[0]}” is {era.gregorian(year)}; readers do not know the {era.name} calendar."
            yield Hit(Span.of(match), message)
    for match in () if vocabulary.isdisjoint(_SOLAR_WORDS) else _DAY_OF_MONTH.finditer(text):
        if not _is_explained(text, match):
            yield Hit(Span(match.start("day"), match.end("day")), f"Readers do not know which day “{match['day']}” is.")
    yield from _years_alone(document)


def _years_alone(document: Document) -> Iterator[Hit]:
    text = document.text
    found = [match for match in _BARE.finditer(text) if not _is_explained(text, match)]
    if not found or not document.vocabulary.isdisjoint(calendars.OTHER_TIMES | calendars.NEW_YEARS):
        return
    for bare in calendars.BARE:
        if document.vocabulary.isdisjoint(bare.places):
            continue
        for match in found:
            year = int(match["year"])
            if year in bare.years and not _LONG_AGO.search(text, max(0, match.start() - 30), match.start()):
                message = f"“{match['year']}” is {bare.era.gregorian(year)} in the calendar that readers know."
                yield Hit(Span.of(match), message)
