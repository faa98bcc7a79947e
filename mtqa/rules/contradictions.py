"""Numbers: what a story says twice, and not in the same way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, filterfalse

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.figures import FIGURE, SCALES, value
from mtqa.text.pattern import Pattern

# --- One figure, two units ----------------------------------------------------------------------------------------

#: What currencies and units are called; a "pound" or a "ton" may be several things and is left out.
_CURRENCIES = {
    "dollar": "dollar, dollars, USD, US dollar, US dollars",
    "euro": "euro, euros, EUR",
    "ruble": "ruble, rubles, rouble, roubles, RUB",
    "hryvnia": "hryvnia, hryvnias, UAH",
    "yuan": "yuan, renminbi, CNY, RMB",
    "yen": "yen, JPY",
    "won": "won, KRW",
    "rupee": "rupee, rupees, INR",
    "rial": "rial, rials, IRR",
    "toman": "toman, tomans",
    "riyal": "riyal, riyals, SAR",
    "lira": "lira, liras",
    "dinar": "dinar, dinars",
    "dirham": "dirham, dirhams",
    "naira": "naira",
    "real": "reais",
    "shekel": "shekel, shekels",
    "zloty": "zloty, zlotys",
}
_UNITS = {
    "kilometre": "kilometer, kilometers, kilometre, kilometres, km",
    "mile": "mile, miles",
    "metre": "meter, meters, metre, metres",
    "foot": "feet, foot",
    "hectare": "hectare, hectares",
    "acre": "acre, acres",
    "square kilometre": ", ".join(
        f"{square} {unit}"
        for square in ("square", "sq", "sq.")
        for unit in ("kilometer", "kilometers", "kilometre", "kilometres", "km")
    ),
    "square mile": "square mile, square miles, sq mile, sq miles, sq. mile, sq. miles",
}
#: The unit of each name, and the units whose names end in each word.
_UNIT_OF = {name: unit for unit, names in (_CURRENCIES | _UNITS).items() for name in names.split(", ")}
_UNITS_OF_WORD: defaultdict[str, set[str]] = defaultdict(set)
for _name, _unit in _UNIT_OF.items():
    _UNITS_OF_WORD[_name.rpartition(" ")[2].lower()].add(_unit)
_UNIT_WORDS = frozenset(_UNITS_OF_WORD)
_SIGNS = {"$": "dollar", "€": "euro", "₽": "ruble", "₴": "hryvnia", "₹": "rupee", "₺": "lira", "₩": "won"}
_FIGURE = Pattern(r"\d(?<![\w.,/£¥–-]\d)(?:[\d.,]{0,20}\d)?")
#: Figures, be they parts of something, and marks that may follow them.
_DIGITS = Pattern(r"\d[\d.,]{0,21}")
_NAMED = "|".join(map(re.escape, _UNIT_OF)).replace(r"\ ", r"[ \u00a0]")
_AFTER = Pattern(
    rf"(?:[ \u00a0](?P<scale>{'|'.join(SCALES)}))?"
    rf"(?:[ \u00a0-](?P<unit>{_NAMED})(?![\w-]|[ \u00a0](?:per|an|and)\b))?"
)
#: Figures of fewer digits, without the noughts that end them, come twice by chance.
_TELLING_DIGITS = 3
#: Smaller sums are prices, which shops set to the same figure in every currency.
_LEAST_SUM = 10_000
#: Sums so near to each other, in code points, are told apart on purpose: 1.25 million euros ($1.25 million).
_TOGETHER = 25


def _said_twice(document: Document) -> Iterator[re.Match[str]]:
    """Telling figures whose digits come again in another one, be it without the marks and noughts."""
    with_figures = " ".join(filterfalse(str.isalpha, document.words))
    counts = Counter(map(_telling, _DIGITS.findall(with_figures)))
    if not any(number > 1 and len(digits) >= _TELLING_DIGITS for digits, number in counts.items()):
        return
    for figure in _FIGURE.finditer(document.text):
        digits = _telling(figure[0])
        if counts[digits] > 1 and len(digits) >= _TELLING_DIGITS:
            yield figure


def _telling(figure: str) -> str:
    """The digits of a figure, without the noughts around them."""
    return figure.replace(",", "").replace(".", "").strip("0")


def _quantities(document: Document) -> Iterator[tuple[float, str, Span]]:
    """Amounts of money and measures that may stand there twice: what they are worth, their unit, and their place."""
    text = document.text
    for figure in _said_twice(document):
        sign = text[figure.start() - 1 : figure.start()]
        after = _AFTER.match(text, figure.end())
        amount = value(figure[0]) if re.fullmatch(FIGURE, figure[0]) else None
        if after is None or amount is None or (after["unit"] is not None) == (sign in _SIGNS):
            continue
        unit = _UNIT_OF[after["unit"].replace("\u00a0", " ")] if after["unit"] else _SIGNS[sign]
        amount *= SCALES.get(after["scale"] or "", 1)
        if unit in _UNITS or amount >= _LEAST_SUM:
            yield amount, unit, Span(figure.start() - (sign in _SIGNS), after.end())


#: Units that a translator may take for each other; currencies are so, any two of them but these.
_CONFUSED = ({"kilometre", "mile"}, {"metre", "foot"}, {"hectare", "acre"}, {"square kilometre", "square mile"})
_ONE_CURRENCY = ({"rial", "riyal"},)


def _may_be_confused(one: str, other: str) -> bool:
    if one in _CURRENCIES and other in _CURRENCIES:
        return one != other and {one, other} not in _ONE_CURRENCY
    return {one, other} in _CONFUSED


def _units(document: Document) -> set[str]:
    """Units that the text may have a figure with."""
    units = {_SIGNS[sign] for sign in _SIGNS if sign in document.characters}
    return units.union(*(_UNITS_OF_WORD[word] for word in _UNIT_WORDS & document.vocabulary))


@rule(
    "NUM31",
    Category.INCONSISTENT_TERM,
    Severity.MINOR,
    Bad("It cost 14.7 million rubles to build. Critics say two could be had for [[14.7 million dollars]]."),
    Bad("The wall is 137 kilometers long. Builders finished [[137 miles]] of it in a year."),
    Bad("They stole $385,000 from the bank. Police found none of the [[385,000 euros]]."),
    Good("It cost 14.7 million euros ($14.7 million at the time).", why="both at one place, on purpose"),
    Good("The phone costs $1,299 in America. It is 1,299 euros in Germany.", why="prices"),
    Good("They paid 5 million rubles. Rebuilding took 5 million dollars.", why="a round figure"),
    Good("He ran 137 miles. It weighs 137 kilograms and is 137 meters long.", why="units of different things"),
    Good("It cost 14.7 million rubles, and 14.7 million rubles is a lot.", why="the same sum"),
    Good("Exports fell to 14.7 million dollars; imports to 14.9 million euros.", why="two figures"),
    screen=r"(?i:dollar|euro|ro?uble|hryvnia|yuan|renminbi|\byen\b|\bwon\b|rupee|rial|toman|riyal|lira|dinar|dirham|"
    r"naira|reais|shekel|zloty|USD|EUR|RUB|mile|hectare|acre|feet|kilo|kg|[$€₽₴₹₺₩])",
    confidence=0.8,
    basis="no hit on 400,000 words of edited news and human translations",
    scope="document",
)  # fmt: skip
def figure_with_two_units(document: Document) -> Iterator[Hit]:
    """One figure has two currencies, or two units of measure, in one story.

    ## Why it matters
    The engine took one currency for another, or a headline was translated apart from its story; one of them is false.

    ## Known limits
    Only figures of three digits and more that are not round are compared, and of sums those above 10,000, because shops
    set the same price in several currencies. Pounds and tons, which are several things, are left out.
    """
    if not any(_may_be_confused(*units) for units in combinations(_units(document), 2)):
        return
    first: dict[float, tuple[str, Span]] = {}
    for amount, unit, span in _quantities(document):
        usual, place = first.setdefault(amount, (unit, span))
        if span.start - place.end >= _TOGETHER and _may_be_confused(usual, unit):
            yield Hit(
                span,
                f"“{document[span]}” is “{document[place]}” elsewhere in the story.",
                evidence={"elsewhere": document[place]},
            )


# --- One person, two ages -----------------------------------------------------------------------------------------

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]{1,25}(?:[ \u00a0][A-ZÀ-ÖØ-Þ][\w’'-]{1,25}){1,3}"
_AGE = Pattern(r",[ \u00a0](?:aged[ \u00a0])?(?P<age>\d{1,3})(?=[,.;)])(?!,\d)")
_NAME_BEFORE = Pattern(rf"(?<![\w’'-]){_NAME}$")
_OLD = Pattern(rf"-year-old[ \u00a0](?:[a-z]+[ \u00a0]){{0,2}}(?P<name>{_NAME})")
_OLD_AGE = Pattern(r"\b(?P<age>\d{1,3})$")
#: Words that begin a sentence, or stand before a name, and are no part of it.
_BEFORE_NAMES = frozenset("The A An And But In At On For With From When While As Mr Mrs Ms Dr Sir Then So Both".split())
#: Day of a month, not an age: "on Saturday, 14, ..." - and nobody is older than this.
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Chapter Section Article Page Figure Psalm Route Highway Apollo Boeing".split()
)
_OLDEST = 115
#: In code points.
_LONGEST_NAME, _LONGEST_WORD, _LONGEST_AGE = 110, 27, 4


def _ages(text: str) -> Mapping[str, list[tuple[int, Span]]]:
    """The ages that the story gives, by the full name of whoever is that old."""
    found: defaultdict[str, list[tuple[int, Span]]] = defaultdict(list)
    for name, match in _aged(text):
        words = name.replace("\u00a0", " ").split(" ")
        while words and words[0] in _BEFORE_NAMES:
            words = words[1:]
        if len(words) > 1 and _CALENDAR.isdisjoint(words) and 0 < int(match["age"]) <= _OLDEST:
            found[" ".join(words)].append((int(match["age"]), Span.of(match, "age")))
    return found


def _aged(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Names, with words that may stand before them, and where the age beside stands."""
    for match in _AGE.finditer(text):
        if not _last_word(text, match.start())[:1].isupper():
            continue
        name = _NAME_BEFORE.search(text, max(0, match.start() - _LONGEST_NAME), match.start())
        if name:
            yield name[0], match
    for old in _OLD.finditer(text):
        age = _OLD_AGE.search(text, max(0, old.start() - _LONGEST_AGE), old.start())
        if age:
            yield old["name"], age


def _last_word(text: str, end: int) -> str:
    return text[max(0, end - _LONGEST_WORD) : end].replace("\u00a0", " ").rpartition(" ")[2]


@rule(
    "NUM32",
    Category.INCONSISTENT_TERM,
    Severity.MAJOR,
    Bad("Maria Petrovskaya, 34, fled on Monday. A week later Maria Petrovskaya, [[43]], came back."),
    Bad("The court heard Idris Balogun, 51. Neighbours call the [[15]]-year-old Idris Balogun a quiet man."),
    Good("Maria Petrovskaya, 34, fled. Anton Petrovsky, 43, and Maria Petrovskaya, 34, came back.", why="one age each"),
    Good("Maria Petrovskaya, 34, fled. She was 12 when the war began.", why="an earlier age"),
    Good("The vote is on Saturday, 14, or on Sunday, 15. Maria Petrovskaya, 34, will vote.", why="days"),
    Good("Maria Petrovskaya, 34, turned 35 on Friday. Maria Petrovskaya, 35, laughed.", why="a birthday"),
    screen=r",[ \x{a0}](?:aged[ \x{a0}])?\d{1,3}[,.;)]|-year-old[ \x{a0}]",
    confidence=0.85,
    basis="no hit on 400,000 words of edited news and human translations",
    scope="document",
)
def two_ages(document: Document) -> Iterator[Hit]:
    """One person has two ages in one story.

    ## Why it matters
    Two digits have changed places, or two people have become one; either way something false is said of somebody.

    ## Known limits
    Only ages right beside the full name are compared. A year's difference passes: there may have been a birthday.
    """
    for name, ages in _ages(document.text).items():
        ages.sort(key=lambda found: found[1])
        first, _ = ages[0]
        for age, span in ages[1:]:
            if abs(age - first) > 1:
                yield Hit(
                    span,
                    f"{name} is “{age}” here and “{first}” elsewhere in the story.",
                    evidence={"elsewhere": first},
                )
