"""What an item says about itself, beside its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime

from mtqa.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an item says about itself; what it does not say is empty.

    ``id`` and ``version`` are the item's own; ``language`` is the BCP 47 tag that it declares, right or wrong, and
    ``translated_from`` that of the language it was translated from. ``published`` is when this version came out: a
    day, or a time where the item says so. ``feed`` is where it was received and ``engine`` what translated it, which
    people's own records of their copy say. ``urgency`` runs from 1, a flash, to 9, as IPTC has it. ``slug`` are the
    words that a desk knows the story by.
    """

    id: str = ""
    version: str = ""
    language: str = ""
    translated_from: str = ""
    headline: str = ""
    byline: str = ""
    dateline: str = ""
    provider: str = ""
    feed: str = ""
    engine: str = ""
    published: date | None = None
    urgency: int | None = None
    slug: str = ""
    subjects: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.urgency is not None and not 1 <= self.urgency <= 9:
            raise ValueError(f"an urgency is 1 to 9, not {self.urgency}")

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return next(self.stated(), None) is not None

    def stated(self) -> Iterator[tuple[str, str | int | date | tuple[str, ...]]]:
        """Names and values of the fields that say something, in order."""
        for one in fields(self):
            value = getattr(self, one.name)
            if value:
                yield one.name, value

    @property
    def day(self) -> date | None:
        """The day on which this version came out."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    @property
    def names(self) -> frozenset[str]:
        """The people, places and organisations that the item is about."""
        return frozenset((*self.people, *self.places, *self.organisations))


#: Of an item that says nothing.
NO_METADATA = Metadata()
