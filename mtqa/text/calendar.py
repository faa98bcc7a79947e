"""Names of months and days, and what a calendar knows of a date."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Lower-case names and newsroom abbreviations of months, with their numbers.
MONTH_NAMES = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
#: The days of the months, in a leap year.
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: The Gregorian calendar was in use nearly everywhere from this year on.
_FIRST_YEAR = 1924


def is_date(day: int, month: int, year: int | None = None) -> bool:
    """Whether there is such a day (in some year, if none is given)."""
    if year is None:
        return 1 <= month <= 12 and 1 <= day <= _LONGEST[month - 1]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def weekday(day: int, month: int, year: int) -> str | None:
    """The day of the week of a date, None if there is no such date or it is too long ago to be sure."""
    return WEEKDAYS[date(year, month, day).weekday()] if year >= _FIRST_YEAR and is_date(day, month, year) else None


def nearest(day: int, month: int, to: date, within: timedelta) -> date | None:
    """The date of that day and month nearest ``to``, if it is not farther than ``within``."""
    dates = [date(year, month, day) for year in (to.year - 1, to.year, to.year + 1) if is_date(day, month, year)]
    found = min(dates, key=lambda one: abs(one - to), default=None)
    return found if found is not None and abs(found - to) <= within else None
