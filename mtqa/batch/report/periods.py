"""Periods of time: days, weeks, months or years, whichever shows a span at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

#: A chart has room for about so many periods.
_MOST = 80
_MONTHS = "January February March April May June July August September October November December".split()


class Unit(Enum):
    """A unit of time, as DuckDB's ``date_trunc`` knows it; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def days(self) -> float:
        """About how many days it has."""
        return {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30.4, Unit.YEAR: 365.25}[self]


def unit(first: date, last: date) -> Unit:
    """The smallest unit of which a span has few enough; years for any longer one."""
    span = (last - first).days + 1
    return next((one for one in Unit if span / one.days <= _MOST), Unit.YEAR)


def begin(day: date, of: Unit) -> date:
    """The first day of the period that the day is in."""
    if of is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    if of is Unit.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if of is Unit.YEAR else day


def periods(first: date, last: date, of: Unit) -> Iterator[date]:
    """The first days of all periods from that of ``first`` to that of ``last``."""
    day = begin(first, of)
    while day <= last:
        yield day
        day = begin(day + timedelta(days={Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}[of]), of)


def label(day: date, of: Unit) -> str:
    """``3 March 2025``, ``week of 3 March 2025``, ``March 2025``, ``2025``."""
    if of is Unit.YEAR:
        return str(day.year)
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    if of is Unit.MONTH:
        return month
    return f"week of {day.day} {month}" if of is Unit.WEEK else f"{day.day} {month}"


def short(day: date, of: Unit, *, year: bool) -> str:
    """A label for an axis: ``3 Mar``, ``Mar``, ``2025``; ``year`` adds the year."""
    if of is Unit.YEAR:
        return str(day.year)
    month = _MONTHS[day.month - 1][:3]
    text = f"{day.day} {month}" if of is Unit.DAY else month
    return f"{text} {day.year}" if year else text
