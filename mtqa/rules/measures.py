"""Quantities that are given twice and do not agree: two units of measure, two currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.figures import SCALES
from mtqa.text.measures import UNITS, Quantity, Unit, can_be_the_same, convert
from mtqa.text.pattern import Pattern

_QUANTITY = (
    r"(?P<minus>minus[ \u00a0]|[-−](?<![\w)][-−]))?"
    r"(?P<figure>\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,3})?|\d{1,6}(?:\.\d{1,3})?)"
    r"(?:[ \u00a0](?P<scale>thousand|million|billion))?[ \u00a0-]?(?:(?:degrees?|°|º)[ \u00a0]?)?"
    rf"(?P<unit>(?i:{'|'.join(unit.names for unit in UNITS)}))"
)
_SECOND = Pattern(
    r"\((?:about |around |some |nearly |almost |roughly |over |just over |just under |more than |up to |approx\.? |~)?"
    rf"{_QUANTITY}(?![\w²2])(?![ \u00a0,]{{1,2}}(?:and )?\d|[-–/])"
)
_FIRST = Pattern(
    rf"(?<![\w.,/$€£¥½¼¾⅓⅔–-]){_QUANTITY}"
    r"(?:[ \u00a0](?:long|wide|high|tall|deep|away|thick|north|south|east|west))?[ \u00a0]?\Z"
)
#: "6ft 2in", "5 to 10 acres", "10 by 5 miles": the figure is a part of what is meant.
_PART_BEFORE = Pattern(
    r"(?:\d[ \u00a0-]?(?:ft|feet|foot|['′’]|stone|st|lbs?|pounds?|m|km|kg)[ ,]{0,2}(?:and )?|\b(?:to|and|or|by|x) )\Z"
)


@cache
def _unit(name: str) -> Unit:
    return next(unit for unit in UNITS if re.fullmatch(unit.names, name, re.IGNORECASE))


def _quantity(match: re.Match[str]) -> Quantity:
    scale = SCALES[match["scale"]] if match["scale"] else 1
    return Quantity(match["figure"], _unit(match["unit"].replace("\u00a0", " ")), -scale if match["minus"] else scale)


@rule(
    "NUM20",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    Bad("The camp lies 10 km ([[62 miles]]) from the border."),
    Bad("It was 40 degrees Celsius ([[140 degrees Fahrenheit]]) at noon."),
    Bad("The parcel weighed 20 kg ([[9 pounds]]); the farm has 500 acres ([[1,200 hectares]])."),
    Good("The camp lies 300 km (180 miles) away, 10 km (5 miles) from the sea.", why="rounded figures"),
    Good("It warmed by 2 degrees Celsius (3.6 degrees Fahrenheit) to -10C (14F).", why="a difference; below zero"),
    Good("He is 6ft 2in (1.88m) or 6-feet, 2-inches (188 cm) tall and she 1.70m (5ft 7in).", why="feet and inches"),
    Good("They farm 5 to 10 acres (4 ha) and 5 million acres (2 million hectares).", why="a range; large figures"),
    Good("It sold 5m (3m last year) for $5m (4m pounds) at 60 mph (97 km per hour).", why="millions; speeds"),
    Good("A ton (2,240 pounds), 20 tons (18 tonnes) and 10 gallons (45 litres).", why="units that differ by country"),
    screen=r"\((?:[a-z~. ]+)?[-−]?\d[\d.,]*[ \x{a0}-]?(?:[a-zA-Z°º])",
    confidence=0.95,
    basis="edited news: no finding in 140,000 words, 10 conversions right",
)  # fmt: skip
def conversion_that_does_not_fit(document: Document) -> Iterator[Hit]:
    """A quantity is given in two units, and the two figures cannot both be true.

    ## Why it matters
    One of them is wrong, and readers who count in that unit are told something false.

    ## Known limits
    Only a conversion in brackets is looked at. Figures may be rounded by as much as 15 percent. Currencies
    cannot be checked without the rate of the day.
    """
    text = document.text
    for match in _SECOND.finditer(text):
        before = _FIRST.search(text, max(0, match.start() - 50), match.start())
        if before is None or _PART_BEFORE.search(text, max(0, before.start() - 14), before.start()):
            continue
        first, second = _quantity(before), _quantity(match)
        if first.unit.dimension != second.unit.dimension or first.unit == second.unit or can_be_the_same(first, second):
            continue
        span = Span(match.start("minus") if match["minus"] else match.start("figure"), match.end())
        right = f"{float(f'{convert(first, second.unit) / abs(second.scale):.2g}'):,g}"
        said = text[before.start() : before.end("unit")]
        yield Hit(span, f"“{said}” is about {right}, not “{document[span]}”.", evidence={"about": right})


#: Signs and codes of currencies with the names that belong to them, and all names a sum can have.
_NAMES_OF = {
    "$": ("dollar", "usd", "peso", "real", "reais"),
    "€": ("euro", "eur"),
    "£": ("pound", "gbp", "sterling", "lira"),
    "¥": ("yen", "yuan", "rmb", "renminbi", "jpy", "cny"),
    "₹": ("rupee", "inr"),
    "₽": ("ruble", "rouble", "rub"),
    "₺": ("lira", "try"),
    "₴": ("hryvnia", "uah"),
}
_TWO = Pattern(
    rf"(?P<sign>[{''.join(_NAMES_OF)}])[ \u00a0]?\d(?:[\d.,]{{0,14}}\d)?"
    r"(?:[ \u00a0](?:million|billion|trillion|thousand)|[ \u00a0]?(?:bn|m|k))?"
    r"(?:[ \u00a0][A-Z][a-z]{3,12}){0,2}[ \u00a0]"
    r"(?P<name>dollars|euros|pounds|yen|yuan|renminbi|rupees|rou?bles|shekels|hryvnias?|liras|francs|zlotys?|rials|"
    r"riyals|dinars|dirhams|baht|ringgit|naira|shillings|USD|EUR|GBP|JPY|CNY|RMB|INR|RUB|UAH)\b"
    r"(?![-‑/]|[ \u00a0]of\b)"
)


@rule(
    "NUM21",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    Bad("They paid [[$5 million euros]] for the ship."),
    Bad("A loaf costs [[€3 dollars]], or [[£40 Swiss francs]]."),
    Good("They paid $5 million (4.6 million euros) or €3, dollars being scarce.", why="two sums; a comma"),
    Good("He has $5 and ten euros, ¥500 yuan and £50 Egyptian pounds.", why="two sums; the right name"),
    Good("It sold $5 million yuan-denominated bonds and $8 pounds of butter.", why="a compound; a weight"),
    Good("A taco costs $50 pesos.", why="a sign that pesos have too"),
    screen=r"[$€£¥₹₽₺₴][ \x{a0}]?\d[\d.,]*[ \x{a0}]?(?:[a-z]+)?(?:[ \x{a0}][A-Z][a-z]+)*[ \x{a0}]?(?:dollars|euros|"
    r"pounds|yen|yuan|renminbi|rupees|rou?bles|shekels|hryvnia|liras|francs|zloty|rials|riyals|dinars|dirhams|baht|"
    r"ringgit|naira|shillings|USD|EUR|GBP|JPY|CNY|RMB|INR|RUB|UAH)",
    confidence=0.95,
    basis="edited news: no finding in 140,000 words",
    certain="one sum is in one currency",
)  # fmt: skip
def sum_in_two_currencies(document: Document) -> Iterator[Hit]:
    """One sum has the sign of one currency and the name of another.

    ## Why it matters
    Readers cannot know which is meant, and the difference may be a hundredfold.

    ## Known limits
    Sums that are given twice, in brackets, are not compared: that takes the rate of the day.
    """
    for match in _TWO.finditer(document.text):
        if not match["name"].lower().startswith(_NAMES_OF[match["sign"]]):
            yield Hit(Span.of(match), f"“{match[0]}” names two currencies.")


_DOLLARS = Pattern(
    r"\d(?<![\w.,/$€£¥+–-]\d)(?<!\d[ \u00a0]\d)(?P<rest>(?:[\d.,]{0,14}\d)?(?:[ \u00a0](?:million|billion|trillion))?)"
    r"[ \u00a0](?P<us>(?:US|U\.S\.)[ \u00a0])?(?:dollars|USD)\b(?![-‑]|[ \u00a0]and[ \u00a0]\d)"
)
_IN_A_ROW = Pattern(r"(?:\b(?:and|or|between|by|thousand|million)|\d to)[ \u00a0]\Z")


@rule(
    "NUM28",
    Category.HOUSE_STYLE,
    Severity.NEUTRAL,
    Bad("Trade is worth [[17 billion dollars]] a year.", fixed="Trade is worth $17 billion a year."),
    Bad("The prize is [[11,160,000 US dollars]].", fixed="The prize is US$11,160,000."),
    Bad("Oil rose to [[96 USD]] a barrel.", fixed="Oil rose to $96 a barrel."),
    Good("Trade is worth $17 billion, or 20 billion Hong Kong dollars.", why="another dollar"),
    Good("“I had 20 dollars and no job,” she said.", why="quoted speech"),
    Good("Oil costs between 38 and 40 dollars; he paid 3 dollars and 20 cents.", why="a range; dollars and cents"),
    Good("Millions of dollars went into ten-dollar shops and a 5 dollars-a-day tax.", why="no figure; a compound"),
    screen=r"\d(?:[ \x{a0}](?:m|b|tr)illion)?[ \x{a0}](?:(?:US|U\.S\.)[ \x{a0}])?(?:dollars|USD)",
    confidence=0.9,
    quotations=Inside.SKIPPED,
    basis="edited news: 2 in 140,000 words, both of 1987; human translations: 19 of 19 against agencies’ style",
)
def sum_with_dollars_spelt_out(document: Document) -> Iterator[Hit]:
    """A sum in figures has the word "dollars" where agencies write the sign.

    ## Why it matters
    It is no error, but where every sum is written so, the text was translated and not edited. Information only.

    ## Known limits
    Dollars only: houses differ on other currencies.
    """
    text = document.text
    for match in _DOLLARS.finditer(text):
        if _IN_A_ROW.search(text, max(0, match.start() - 10), match.start()):
            continue
        right = f"{'US' if match['us'] else ''}${match[0][0]}{match['rest']}"
        yield Hit(Span.of(match), f"“{match[0]}” is {right} in agencies’ style.", Suggestion(right))
