"""Dates and times in the format of another language, and such as never were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.calendar import MONTH_NAMES, MONTHS, WEEKDAYS, is_date, nearest, weekday
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_MONTH = "|".join(MONTHS)
_SHORT = r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
_WEEKDAY = "|".join(WEEKDAYS)

_FOREIGN = Pattern(
    r"\d(?<![\w.,/-]\d)(?:"
    r"(?P<date>\d?\.\d{1,2}\.(?:19|20)\d\d)(?!\w|\.\d)"
    rf"|\d? of (?P<month>{_MONTH})\b(?!['’])"
    r"|(?P<year>\d{3} year)(?=[.,;:)]|$)"
    r")"
    rf"|(?P<early>{_MONTH}) (?P<day>\d{{1,2}}) of (?P<late>(?:19|20)\d\d)\b(?![-–]|,\d)"
)
_BEFORE_A_DAY = ("on ", "until ", "from ", "since ", "by ", "before ", "after ", "the ")
_BEFORE_A_VERSION = ("ersion ", "elease ", "uild ")
_BEFORE_A_YEAR = (" in ", "In ", "since ", "of ", "from ", "until ")


@rule(
    "NUM10",
    Category.DATE_FORMAT,
    Severity.MINOR,
    Bad("The law was signed on [[05.10.2022]].", fixed="The law was signed on October 5, 2022."),
    Bad("The fair opens on [[5 of May]].", fixed="The fair opens on May 5."),
    Bad("It began in [[2014 year]], he said.", fixed="It began in 2014, he said."),
    Bad("He was freed on [[March 5 of 2019]].", fixed="He was freed on March 5, 2019."),
    Good("It was signed on the 5th of May and on 5 May 2022.", why="English dates"),
    Good("In May of 2019 and on the March 5 of each year.", why="a month of a year; a day of any year"),
    Good("He lost the first 5 of May’s matches and 3 of March’s.", why="a number of matches"),
    Good("Version 10.2.2022 and the address 10.10.2020.1 are listed.", why="a version; an address"),
    Good("In 2014 year-end sales rose.", why="a compound"),
    screen=rf"\d\.\d{{1,2}}\.(?:19|20)\d\d|\d of (?:{_MONTH})|(?:19|20)\d\d year(?:[.,;:)]|\n?\z)"
    r"|[a-y] \d\d? of (?:19|20)\d\d",
    confidence=0.93,
    basis="edited news: no finding in 140,000 words; machine translation: 3 of 3 true",
)
def foreign_date(document: Document) -> Iterator[Hit]:
    """A date is written as another language writes it.

    ## Why it matters
    Readers in America and Britain read "05.10." as different days, and "in 2014 year" is no English.

    ## Known limits
    Dates with slashes are left alone: houses differ.
    """
    text = document.text
    for match in _FOREIGN.finditer(text):
        start, found = match.start(), match[0]
        before = text[max(0, start - 7) : start]
        if match["date"]:
            day, month, year = map(int, found.split("."))
            if not is_date(day, month) or before.endswith(_BEFORE_A_VERSION):
                continue
            right = f"{MONTHS[month - 1]} {day}, {year}"
        elif match["late"]:
            if not is_date(int(match["day"]), _month(match["early"])):
                continue
            right = f"{match['early']} {int(match['day'])}, {match['late']}"
        elif match["month"]:
            if not before.endswith(_BEFORE_A_DAY):
                continue
            right = f"{match['month']} {int(found.split()[0])}"
            start -= 4 * before.endswith("the ")
        else:
            right = found.split()[0]
            if not before.endswith(_BEFORE_A_YEAR) or not right.startswith(("19", "20")):
                continue
        span = Span(start, match.end())
        yield Hit(span, f"“{document[span]}” is written {right} in English.", Suggestion(right))


_ON = Pattern(
    r"(?:(?P<on>\b(?:[Oo]n|[Uu]ntil|[Bb]y|[Ff]rom|[Ss]ince|[Bb]efore|[Aa]fter|dated|ending|[Tt]he) )"
    rf"|\b(?:{_WEEKDAY}),? )\Z"
)
_DAY = r"(?P<d>[23]\d(?<![\w.,/-]\d\d)(?<!2[0-8]))"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_MAYBE_YEAR = rf"\b(?:,? {_YEAR}\b)?(?![-–]\d|,\d)"
_ENDS = r"(?![\w/-]|[.,]\d)"
#: One pattern a form: each is found by its first character, which is cheap.
_DATES = (
    Pattern(rf"(?P<m>{_MONTH}|{_SHORT}) {_DAY}(?:st|nd|rd|th)?{_MAYBE_YEAR}"),
    Pattern(rf"{_DAY}(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH}|{_SHORT}){_MAYBE_YEAR}"),
    Pattern(rf"{_DAY}[./](?P<m>\d{{1,2}})[./]{_YEAR}{_ENDS}"),
    Pattern(rf"(?P<m>\d(?<![\w.,/-]\d)\d?)/(?P<d>29|3\d)/{_YEAR}{_ENDS}"),
    Pattern(rf"(?P<y>[12]\d(?<![\w.,/-]\d\d)\d\d)-(?P<m>\d\d)-(?P<d>29|3\d){_ENDS}"),
)


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else MONTH_NAMES[word.rstrip(".").lower()]


@rule(
    "NUM11",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    Bad("The treaty ends on [[February 30]]."),
    Bad("He was born on [[31 June]] in Riga, on [[Monday, 31 November 1994]]."),
    Bad("The fire broke out on [[February 29, 2023]]."),
    Bad("Bids were due by [[31.06.2022]], [[11/31/2022]] and [[2022-02-30]]."),
    Good("In June 31 people died, in February 30 more.", why="a number of people after a month"),
    Good("They met on February 29, 2024 and on 31 May.", why="days that were"),
    Good("He won 31 June medals.", why="a number"),
    Good("They spoke of May 35th, as people there do.", why="a byword for June 4"),
    Good("The files 30/02/2022/7 and AB-2022-02-30 are shut; bids end on 12/31/2022.", why="file numbers; a day"),
    screen=r"(?:Apr|Jun|Sep|Nov)[a-z]*\.? 31|Feb[a-z]*\.? (?:29|3)|[a-z]\.? 3[2-9](?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|31(?:st|nd|rd|th)?(?: of)? (?:Apr|Jun|Sep|Nov)|(?:29|3\d)(?:st|nd|rd|th)?(?: of)? Feb"
    r"|3[2-9](?:st|nd|rd|th)?(?: of)? [JFMASOND][a-z.]+,? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-(?:29|3\d)"
    r"|(?:29|3\d)[./]\d\d?[./](?:19|20)\d\d|\d/(?:29|3\d)/(?:19|20)\d\d",
    confidence=0.97,
    basis="edited news: no finding in 140,000 words",
    certain="the calendar has no such day",
)
def date_that_never_was(document: Document) -> Iterator[Hit]:
    """There is no such day in the calendar.

    ## Why it matters
    The story gives a wrong date.

    ## Known limits
    Without a year or a word such as "on" in front, "June 31" may be thirty-one people in June and is left alone.
    """
    text = document.text
    for match in (match for pattern in _DATES for match in pattern.finditer(text)):
        start = match.start()
        day, month, year = int(match["d"]), _month(match["m"]), int(match["y"]) if match["y"] else None
        if not 1 <= month <= 12 or is_date(day, month, year):
            continue
        before = _ON.search(text, max(0, start - 12), start)
        if year is None and (before is None or day > 31):
            continue
        if before and not before["on"]:
            start = before.start()
        span = Span(start, match.end())
        yield Hit(span, f"There is no {MONTHS[month - 1]} {day}{f', {year}' if year else ''}.")


_WITH_WEEKDAY = Pattern(
    rf"\b(?P<weekday>{_WEEKDAY}),? (?:the )?"
    rf"(?:(?P<m1>{_MONTH}|{_SHORT}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_MONTH}|{_SHORT}))"
    r"\b(?:,? (?P<year>(?:19|20)\d\d)\b)?(?!,?(?: and| or| to|[ ]?[-–&/]) ?\d)"
)
#: A date without its year is that nearest to the day of publication, if it is not farther away.
_NEAR = timedelta(days=45)


@rule(
    "NUM12",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    Bad("The talks began on [[Monday, October 6, 2022]]."),
    Bad("The fair opens on [[Friday, 3 May 2023]], they said."),
    Bad("He spoke on [[Friday, October 6]].", context={"published": date(2022, 10, 8)}),
    Good("The talks began on Thursday, October 6, 2022.", why="it was a Thursday"),
    Good("He spoke on Friday, October 6.", why="no year is known"),
    Good(
        "They play on Monday and Tuesday, October 3 and 4, 2022.",
        why="two days and two dates",
    ),
    Good("It began on Saturday, July 4, 1776.", why="calendars differed"),
    screen=rf"(?:{_WEEKDAY}),? (?:the )?(?:{_MONTH}|{_SHORT}|\d)",
    confidence=0.97,
    basis="edited news: no finding in 140,000 words, 12 dates with weekday and year right",
    certain="the calendar says which weekday a date was",
)
def weekday_that_does_not_fit(document: Document) -> Iterator[Hit]:
    """The day of the week and the date do not fit together.

    ## Why it matters
    One of the two is wrong, and readers who were there know it.

    ## Known limits
    Where the date has no year, it is checked only if the day of publication is known and near.
    """
    for match in _WITH_WEEKDAY.finditer(document.text):
        month = _month(match["m1"] or match["m2"])
        day = int(match["d1"] or match["d2"])
        if match["year"]:
            year = int(match["year"])
        elif document.published and (found := nearest(day, month, document.published, _NEAR)):
            year = found.year
        else:
            continue
        right = weekday(day, month, year)
        if right and right != match["weekday"]:
            yield Hit(
                Span.of(match),
                f"{MONTHS[month - 1]} {day}, {year} was a {right}, not a {match['weekday']}.",
                evidence={"weekday": right},
            )


_CLOCK = Pattern(
    r"(?<![\d.,:–-])(?P<hour>1[3-9]|2[0-4])(?:[:.](?P<minute>[0-5]\d))?[ \u00a0]?"
    r"(?P<half>[ap]\.?[ \u00a0]?m\b\.?|o['’`]clock\b)"
)


@rule(
    "NUM13",
    Category.DATE_FORMAT,
    Severity.MINOR,
    Bad("The vote begins at [[18 o’clock]] sharp.", fixed="The vote begins at 6 p.m. sharp."),
    Bad("The siren sounded at [[15:30 p.m.]] on Monday.", fixed="The siren sounded at 3:30 p.m. on Monday."),
    Good("It begins at 11 o’clock, at 11:30 p.m. or at 18:00.", why="English times"),
    Good("He ran 1:15 a.m. laps and 14-15 amateurs came; 3.15 amps flowed.", why="other figures"),
    screen=r"(?:1[3-9]|2[0-4])(?:[:.]\d\d)?[ \x{a0}]?(?:[ap]\.?[ \x{a0}]?m|o['’`]clock)",
    confidence=0.97,
    basis="edited news: no finding in 140,000 words; machine translation: 1 of 1 true",
)
def clock_of_24_hours(document: Document) -> Iterator[Hit]:
    """An hour after noon is counted to 24 and has "o'clock" or "p.m." as well.

    ## Why it matters
    English counts to twelve with these words; readers stumble, and "13 a.m." leaves the hour open.

    ## Known limits
    Times without these words are left alone: "18:00" is some houses' style.
    """
    for match in _CLOCK.finditer(document.text):
        hour = int(match["hour"])
        minute = f":{match['minute']}" if match["minute"] and match["minute"] != "00" else ""
        right = f"{hour - 12}{minute} {'p' if hour < 24 else 'a'}.m."
        morning = match["half"].startswith("a")
        span = Span.of(match)
        yield Hit(span, f"“{match[0]}” is no English time.", None if morning else Suggestion(right))


_CENTURY = Pattern(
    r"\b(?:[Tt]he|[Oo]f|[Ii]n|[Ee]arly|[Ll]ate|mid)[ \u00a0-](?:"
    r"(?P<roman>X{0,2}(?:IX|IV|V?I{0,3}))(?:th|st)?(?=[ \u00a0][Cc]entur(?:y|ies)\b)"
    r"|(?P<plain>[12]?\d)(?=[ \u00a0]century\b(?! (?:break|stand|partnership))))"
)
_DIGITS = {"I": 1, "V": 5, "X": 10}


def _arabic(roman: str) -> int:
    values = [_DIGITS[letter] for letter in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@rule(
    "NUM14",
    Category.DATE_FORMAT,
    Severity.MINOR,
    Bad("It was built in the [[XIX]] century.", fixed="It was built in the 19th century."),
    Bad("The wars of the [[21]] century are short.", fixed="The wars of the 21st century are short."),
    Good("It was built in the 19th century.", why="right as it is"),
    Good("He made his 21 century and the 2 century stands.", why="cricket"),
    Good("They lived under Elizabeth II, century after century.", why="a queen"),
    Good("The X century club met.", why="a letter"),
    screen=r"(?:[XVI]|\d|th|st)[ \x{a0}][Cc]entur",
    confidence=0.97,
    basis="edited news: no finding in 140,000 words",
)
def foreign_century(document: Document) -> Iterator[Hit]:
    """A century is counted in Roman figures or without its ending.

    ## Why it matters
    English writes "the 19th century"; the other way shows the language of the source.

    ## Known limits
    Single letters ("the X century") are left alone.
    """
    for match in _CENTURY.finditer(document.text):
        kind = match.lastgroup or ""
        span = Span(match.start(kind), match.end())
        if kind == "roman" and len(match["roman"]) < 2:
            continue
        right = _ordinal(_arabic(match["roman"]) if kind == "roman" else int(match["plain"]))
        yield Hit(span, f"“{document[span]} century” is written {right} century in English.", Suggestion(right))
