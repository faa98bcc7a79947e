"""Times of day that no clock shows, or as another language tells them."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_HALF = r"[ap]\.?[ \u00a0]?m\b\.?"


def _english(hour: int, minute: int) -> str:
    """A time of day as AP writes it: "2:30 p.m.", "noon", "midnight"."""
    if minute == 0 and hour % 12 == 0:
        return "noon" if hour == 12 else "midnight"
    return f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {'p' if 12 <= hour < 24 else 'a'}.m."


_CLOCK = Pattern(
    r"(?<![\d.,:–-])(?P<hour>1[3-9]|2[0-4])(?:[:.](?P<minute>[0-5]\d))?[ \u00a0]?"
    rf"(?P<half>{_HALF}|o['’`]clock\b)"
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
        right = _english(hour, int(match["minute"] or 0))
        morning = match["half"].startswith("a")
        span = Span.of(match)
        yield Hit(span, f"“{match[0]}” is no English time.", None if morning else Suggestion(right))


#: What only stands behind a time of day.
_IS_TIME = (
    rf"(?:{_HALF}|GMT\b|UTC\b|local[ \u00a0]time\b|hours\b|E[SD]T\b|CES?T\b|BST\b|o['’`]clock\b|"
    r"[A-Z][a-z]+[ \u00a0]time\b)"
)
_NO_TIME = Pattern(
    r"(?P<time>(?P<hour>\d(?<![\w.,:/–-]\d)\d?):(?P<minute>\d\d))(?![\d:]|[-–/]\d|\.\d)(?:[ \u00a0]?(?P<sure>"
    + _IS_TIME
    + r"))?"
)
_AT = Pattern(r"\b(?:[Aa]t|[Uu]ntil|[Tt]ill)[ \u00a0]\Z")
#: After these a figure with a colon is a length of time, a ratio or a verse.
_NO_CLOCK_AFTER = Pattern(
    r"[ \u00a0](?:into|of|in|mark|minutes?|seconds?|left|pace|odds|ratio|split|on|lead|remaining)\b"
)


@rule(
    "NUM23",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    Bad("The siren sounded at [[25:70]] local time."),
    Bad("Polls close at [[7:75]] p.m. and count until [[24:30]] GMT."),
    Bad("The train left at [[14:65]], they said, and came at [[25:70]]."),
    Good("It began at 00:30, at 23:59 local time, at 24:00 and at 7:15 p.m.", why="times"),
    Good("He scored at 14:75 into the game, led 98:85, ran 25:70 and split it 60:40.", why="lengths, scores, shares"),
    Good("Read Genesis 2:64 and Psalm 119:75; the disc ends at 3:80:20.", why="verses; more than two parts"),
    screen=r"(?:2[4-9]|[3-9]\d):\d\d|\d:[6-9]\d",
    confidence=0.95,
    basis="edited news: no finding in 140,000 words",
)
def impossible_time(document: Document) -> Iterator[Hit]:
    """There is no such time of day.

    ## Why it matters
    The story gives a wrong time.

    ## Known limits
    Only times after "at" and "until", or before "p.m.", "GMT", "local time" and the like, are looked at.
    """
    text = document.text
    for match in _NO_TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"])
        if minute < 60 and (hour < 24 or (hour, minute) == (24, 0)):
            continue
        if not match["sure"]:
            is_clock = 0 < hour < (30 if minute > 59 else 24) and _AT.search(
                text, max(0, match.start() - 7), match.start()
            )
            if not is_clock or _NO_CLOCK_AFTER.match(text, match.end()):
                continue
        yield Hit(Span(match.start(), match.end("time")), f"There is no time of day “{match['time']}”.")


_S = r"[ \u00a0]"
_AT_WORDS = "[Aa]t|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Ss]ince|[Aa]round|[Bb]efore|[Aa]fter"
_AT_OR_UNTIL = Pattern(rf"\b(?:{_AT_WORDS}){_S}\Z")
_AT_OR_OF = Pattern(rf"\b(?:{_AT_WORDS}|[Oo]f|[Tt]o){_S}\Z")
#: "Held at 18 hours": what begins is no length of time.
_BEGINS_AT = Pattern(
    r"\b(?:held|begins?|began|starts?|started|opens?|opened|arrived?|happened|occurred|place|scheduled|met|resumed?)"
    r"[ \u00a0](?:\w{1,12}[ \u00a0]){0,2}at[ \u00a0]\Z"
)
_WHEN = (
    rf"(?={_S}(?:on{_S}[A-Z]|local|GMT|in{_S}the|yesterday|today|tomorrow|[A-Z][a-z]+{_S}time|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
)
_ENDS = rf"(?=[,.;:)](?!\d)|[ \t]*(?:[\r\n]|\Z)|{_S}(?:on|local|in the|and|until|till|to|when|the|GMT|for|from)\b)"
#: How a time is told, what must stand before it, and whether it may be a length of time as well.
_COUNTED = (
    (Pattern(r"(?P<hour>24):(?P<minute>00)(?![:\d]|[ \u00a0]?(?:min|sec|hour))"), _AT_OR_OF, False),
    (
        Pattern(rf"(?P<hour>\d\d?){_S}hours?(?:,|{_S}and)?{_S}(?P<minute>\d\d?){_S}min(?:utes?)?\b{_WHEN}"),
        _AT_OR_UNTIL,
        True,
    ),
    (Pattern(rf"(?P<hour>1[3-9]|2[0-3]){_S}hours(?P<minute>){_WHEN}"), _AT_OR_UNTIL, True),
    (
        Pattern(rf"(?P<hour>1[3-9]|2[0-3]){_S}hours(?P<minute>)\b(?!{_S}(?:a|an|of|per|and|each|\d)\b)"),
        _BEGINS_AT,
        False,
    ),
    (Pattern(rf"(?P<hour>\d\d?){_S}?h{_S}?(?P<minute>\d\d)\b{_ENDS}"), _AT_OR_UNTIL, False),
    (Pattern(rf"(?P<hour>\d\d?)h(?P<minute>)(?=[,.;)](?!\d)|{_S}(?:in the|local|to)\b)"), _AT_OR_UNTIL, False),
)
_DURATION = Pattern(
    r"\b(?:capped|clocked|estimated|finished|fixed|fly|flying|in|kept|lasted|limited|longest|put|ran|record|run|set|stands|"
    r"stood|time|timed|took|work|works)\b[^.;]{0,30}\Z"
)


@rule(
    "NUM24",
    Category.DATE_FORMAT,
    Severity.MINOR,
    Bad("The vote begins at [[14 hours 30 minutes]] on Sunday.", fixed="The vote begins at 2:30 p.m. on Sunday."),
    Bad("The cut is planned from [[21 hours]] local time.", fixed="The cut is planned from 9 p.m. local time."),
    Bad(
        "The rally is held at [[18 hours]], from [[8h]] to noon there is a fair.",
        fixed="The rally is held at 6 p.m., from 8 a.m. to noon there is a fair.",
    ),
    Bad("They met at [[9h30]] and talked until [[24:00]].", fixed="They met at 9:30 a.m. and talked until midnight."),
    Good("It runs 24 hours, from 6 hours to 2 hours less, at 15 hours a day.", why="lengths of time"),
    Good("She ran at 2h30 marathon pace, from 15 hours to 18 hours on Monday.", why="lengths of time"),
    Good("The flight was put at 18 hours 50 minutes on Monday.", why="a length of time"),
    Good("The race of 24:00 minutes began at 15:00 and at 1500 hours.", why="a length; English times"),
    screen=r"[ \x{a0}]24:00|\d[ \x{a0}]hours?(?:,|[ \x{a0}]and)?[ \x{a0}]\d+[ \x{a0}]min"
    r"|(?:1[3-9]|2[0-3])[ \x{a0}]hours|\d[ \x{a0}]?h(?:[ \x{a0}]?\d\d|[,.;) \x{a0}])",
    confidence=0.9,
    basis="edited news: no finding in 140,000 words; machine translation: 13 of 13 true",
)
def time_told_in_hours(document: Document) -> Iterator[Hit]:
    """A time of day is told as a number of hours, or as 24:00.

    ## Why it matters
    "At 14 hours" is a length of time in English, and midnight is called midnight.

    ## Known limits
    Hours without minutes are looked at only before a day or a place ("at 21 hours local time") and after what begins
    ("held at 21 hours").
    """
    text = document.text
    seen: set[int] = set()
    for pattern, begins, may_last in _COUNTED:
        for match in pattern.finditer(text):
            start, hour, minute = match.start(), int(match["hour"]), int(match["minute"] or 0)
            if start in seen or hour > 24 or minute > 59 or not begins.search(text, max(0, start - 45), start):
                continue
            if may_last and _DURATION.search(text, max(0, start - 40), start):
                continue
            seen.add(start)
            right = _english(hour, minute)
            yield Hit(Span.of(match), f"“{match[0]}” is {right} in English news.", Suggestion(right))
