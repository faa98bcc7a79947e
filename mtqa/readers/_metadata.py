"""What files say about themselves: dates, languages and names, believed only where they can be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import islice

from mtqa.text.pattern import Pattern

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)|(\d{4})(\d\d)(\d\d)(?!\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
#: Function words that make up about a third of any English text, and next to nothing of any other.
_ENGLISH = frozenset(
    "the of and to in a that is was for said on with as it by from has had his at be not are have he".split()
)
_ENGLISH_SHARE = 0.12
#: How many words are looked at.
_WORDS = 400
#: The fields that give people, places and organisations; ninjs has the singular.
PEOPLE = ("people", "person", "persons")
PLACES = ("places", "place", "locations")
ORGANISATIONS = ("organisations", "organisation", "organizations", "organization")
_KEYWORDS = ("keywords", "tags")
SUBJECTS = ("subjects", *_KEYWORDS)
NAME_FIELDS = (*PEOPLE, *PLACES, *ORGANISATIONS, *_KEYWORDS)
_TIME = re.compile(r"[T ]?\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$")
_CONTROLS = re.compile(r"[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_VALUE = 300
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MAIL_DATE = Pattern(
    r"\b(\d{1,2})[ -](?i:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})[ -](\d{4}|\d\d)\b"
    r"(?:\s{1,9}(\d\d?):(\d\d)(?::(\d\d))?(?:\s{0,9}([+-]\d{4})\b)?)?"
)
_URGENCIES = frozenset("123456789")
_BETWEEN = re.compile(r"[,;|\n]")
#: Longer ones are sentences; more of them are a mistake.
_LONGEST, _MOST = 100, 500


def day(value: object) -> date | None:
    """The day that an ISO 8601 date or time begins with; None for anything else."""
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    year, month, of_month = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def moment(value: object) -> date | None:
    """The time that an ISO 8601 text states, or else its day; None for anything else."""
    stated = day(value)
    if stated is None or not isinstance(value, str) or not _TIME.search(value):
        return stated
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return stated


def time_of_mail(value: str) -> date | None:
    """The time, or the day, of RFC 822 (``Thu, 05 Sep 2002 00:00:01 GMT``) or ISO 8601; None for anything else."""
    found = _MAIL_DATE.search(value)
    if not found:
        return moment(value)
    of_month, month, year, hour, minute, second, zone = found.groups()
    number = _MONTHS.find(month[:3].lower()) // 3 + 1
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 68 else 2000)
    try:
        written = date(full, number, int(of_month))
        if hour is None:
            return written
        offset = timedelta(hours=int(zone[:3]), minutes=int(f"{zone[0]}{zone[3:]}")) if zone else timedelta()
        return datetime(full, number, int(of_month), int(hour), int(minute), int(second or 0), tzinfo=timezone(offset))
    except ValueError:
        return None


def stated(value: object) -> str:
    """``value`` as one line; empty for what is neither text nor number, cut where it is no longer a field's value."""
    if isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST_VALUE:
        return " ".join(value.split())
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    try:
        return " ".join(_CONTROLS.sub(" ", str(value)[: 2 * _LONGEST_VALUE]).split())[:_LONGEST_VALUE]
    except ValueError:  # a number of more digits than Python converts
        return ""


def language_tag(value: object) -> str:
    """A BCP 47 tag; empty for anything else."""
    tag = stated(value)
    return tag if _LANGUAGE.fullmatch(tag) else ""


def listed(*values: object) -> tuple[str, ...]:
    """What is named in ``values``, as `names` reads them, each once and in order."""
    if not values:
        return ()
    found = dict.fromkeys(name for written in _names(values) if 1 < len(name := stated(written)) <= _LONGEST)
    return tuple(islice(found, _MOST))


def urgency(value: object) -> int | None:
    """An urgency or priority of 1 to 9; None for anything else."""
    digits = stated(value)
    return int(digits) if digits in _URGENCIES else None


def names(*values: object) -> frozenset[str]:
    """The names in ``values``: texts with commas between names, lists of texts, or of objects with a name."""
    found: set[str] = set()
    for written in _names(values):
        name = " ".join(written.strip(" \t\r[]\"'").split())
        if 1 < len(name) <= _LONGEST and len(found) < _MOST:
            found.add(name)
    return frozenset(found)


def _names(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield from _BETWEEN.split(value)
        elif isinstance(value, dict):
            yield from (value[key] for key in ("name", "title") if isinstance(value.get(key), str))
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, str):
                    yield item
                elif isinstance(item, dict):
                    yield from _names([item])


def language(declared: str | None, text: str) -> str:
    """The language of ``text``: as declared, but English where it plainly is.

    Templates of sites in other languages are kept round translated stories, and say the wrong thing.
    """
    if declared is None or not _LANGUAGE.fullmatch(declared.strip()):
        return "en"
    declared = declared.strip().replace("_", "-")
    if declared.lower().split("-")[0] == "en":
        return declared
    words = text[: 20 * _WORDS].lower().split()[:_WORDS]
    english = sum(word in _ENGLISH for word in words)
    return "en" if english >= max(1, _ENGLISH_SHARE * len(words)) else declared
