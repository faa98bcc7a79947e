"""Calendars other than the Gregorian: how their years are counted, their months, and where news uses them.

Source: E. M. Reingold and N. Dershowitz, Calendrical Calculations, 4th edition. A Solar Hijri year (Iran,
Afghanistan) begins in March; a Hijri one has 354.37 days and the first began in July 622; a Buddhist one (Thailand,
Laos, Cambodia) is 543 ahead; year 1 of the Republic (Taiwan) and of Juche (North Korea) is 1912; Reiwa began in 2019,
Heisei in 1989, Showa in 1926.
"""

from __future__ import annotations

from mtqa.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Era:
    """A count of years: its year ``n`` begins ``n`` times ``length`` Gregorian years after ``zero``.

    ``years`` are those that are reported when they are named.
    """

    name: str
    zero: float
    years: range
    length: float = 1.0

    def gregorian(self, year: int) -> str:
        """The Gregorian year, or the two in which the year falls ("2022-23")."""
        begins = self.zero + self.length * year
        whole = int(begins)
        return str(whole) if begins - whole < 0.05 else f"{whole}-{(whole + 1) % 100:02d}"


SOLAR_HIJRI = Era("Solar Hijri", 621.22, range(1300, 1450))
HIJRI = Era("Hijri", 621.5774, range(1300, 1500), 0.970224)
BUDDHIST = Era("Buddhist", -543, range(2400, 2600))
REPUBLIC = Era("Minguo", 1911, range(38, 150))
JUCHE = Era("Juche", 1911, range(85, 150))
#: Eras of Japan that news of today lives in; Meiji and Taisho belong to history.
JAPANESE = (Era("Reiwa", 2018, range(1, 40)), Era("Heisei", 1988, range(1, 32)), Era("Showa", 1925, range(1, 65)))

SOLAR_HIJRI_MONTHS = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman",
    "Esfand", "Hamal", "Sawr", "Saur", "Jawza", "Saratan", "Sunbula", "Mizan", "Aqrab", "Qaws", "Jadi", "Dalw",
)  # fmt: skip
HIJRI_MONTHS = (
    "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Awwal", "Jumada al-Thani", "Jumada al-Ula",
    "Jumada al-Akhirah", "Rajab", "Sha'ban", "Sha’ban", "Shaban", "Shaaban", "Ramadan", "Shawwal", "Dhu al-Qadah",
    "Dhul-Qadah", "Dhu al-Hijjah", "Dhul-Hijjah", "Dhul Hijjah",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bare:
    """An era whose recent ``years`` news gives without a name ("in 1401") in stories about ``places``."""

    era: Era
    years: range
    places: frozenset[str]


BARE = (
    Bare(SOLAR_HIJRI, range(1370, 1410), frozenset((
        "afghan", "afghanistan", "afghans", "iran", "iranian", "iranians", "isfahan", "kabul", "kandahar", "khamenei",
        "mashhad", "shiraz", "tabriz", "taliban", "tehran",
    ))),
    Bare(BUDDHIST, range(2520, 2575), frozenset((
        "baht", "bangkok", "cambodia", "cambodian", "lao", "laos", "thai", "thailand", "vientiane",
    ))),
)  # fmt: skip
#: Words of stories about such a new year, which explain it.
NEW_YEARS = frozenset(("calendar", "calendars", "newroz", "norooz", "norouz", "nowruz", "nauruz", "songkran"))
#: Words that show a story to be about history or the far future, where such a year may be a Gregorian one.
OTHER_TIMES = frozenset((
    "archaeological", "archaeologists", "caliph", "centuries", "century", "climate", "dynasty", "emissions", "hafez",
    "khan", "medieval", "mongol", "mongols", "ottoman", "poet", "poetry", "poets", "projected", "projections", "sultan",
    "sultanate", "tamerlane", "timur", "timurid", "warming",
))  # fmt: skip
