"""Thousands and millions counted as another language counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.calendar import MONTH_NAMES
from mtqa.text.document import Document
from mtqa.text.figures import FIGURE, SCALES, value, written
from mtqa.text.pattern import Pattern

_LARGE = r"million|billion|trillion"
#: Chinese, Japanese and Korean have words for ten thousand and for a hundred million (in Chinese wan and yi), which
#: come out as two; Spanish and Portuguese say a thousand millions for a billion; many have a plural after a figure.
_PILED_UP = Pattern(
    rf"(?P<figure>\d(?<![\w.,-]\d)(?:\d{{0,3}}(?:,\d{{3}}){{0,3}}(?:[.,]\d{{1,2}})?))[ \u00a0](?:"
    rf"(?P<plural>(?:{_LARGE})s(?:[ \u00a0]of)?)"
    rf"|(?P<two>(?:ten|hundred)[ \u00a0](?:thousand|{_LARGE}))s?"
    rf"|(?P<parts>(?:{_LARGE})[ \u00a0]\d{{1,3}}[ \u00a0](?:a[ \u00a0])?(?:thousand|million)"
    r"(?:[ \u00a0]\d{1,3}(?![.,]\d))?)"
    r")\b(?![-‑])"
)
_WORDS = Pattern(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|a|hundred|several)[ \u00a0](?P<large>thousand[ \u00a0]millions?)\b"
)
_IS_EXPLAINED = Pattern(r"\b(?:b|tr)illion\b")
_WORD_BEFORE = Pattern(r"\b([A-Z][a-z]+)\.?[ \u00a0]\Z")


def _may_be_two_numbers(text: str, match: re.Match[str]) -> bool:
    """Whether "2022 hundred thousand" or "May 3 ten thousand" may be a date and a number."""
    figure = match["figure"]
    is_year = len(figure) == 4 and figure.startswith(("19", "20"))
    before = _WORD_BEFORE.search(text, max(0, match.start() - 15), match.start())
    return is_year or (before is not None and before[1].lower() in MONTH_NAMES)


def _worth(figure: str, words: list[str]) -> float | None:
    """What a figure and the scale words and figures behind it are worth."""
    total, last = 0.0, value(figure)
    if last is None:
        return None
    for word in words:
        if word[0].isdigit():
            total, last = total + last, float(word)
        else:
            last *= 10 if word == "ten" else SCALES[word]
    return total + last


@rule(
    "NUM15",
    Category.NUMBER_FORMAT,
    Severity.MINOR,
    Bad("The fund holds [[3 billions]] and lent [[40 millions of]] euros.",
        fixed="The fund holds 3 billion and lent 40 million euros."),
    Bad("The bridge cost [[1.5 hundred million]] yuan.", fixed="The bridge cost 150 million yuan."),
    Bad("Some [[120 ten thousand]] passengers came.", fixed="Some 1.2 million passengers came."),
    Bad("Sales of [[2 million 350 thousand]] tons fell.", fixed="Sales of 2.35 million tons fell."),
    Bad("It paid [[5 million 143 a thousand 312]] dollars.", fixed="It paid 5,143,312 dollars."),
    Bad("It owes [[ten thousand million]] pesos.", fixed="It owes ten billion pesos."),
    Good("Millions fled; a hundred million people and ten thousand soldiers stayed.", why="words without a figure"),
    Good("In 2022 ten thousand people came, on May 3 hundred thousand more.", why="a date and a number"),
    Good("They gave 20 ten thousand-dollar grants and 3 million-dollar homes.", why="compounds"),
    Good("A billion, which is a thousand million, is much.", why="the word is explained"),
    Good("He won $3 million and 400 thousand more came.", why="two sums"),
    screen=r"\d[ \x{a0}](?:(?:m|b|tr)illions|(?:ten|hundred)[ \x{a0}](?:thousand|(?:m|b|tr)illion)"
    r"|(?:m|b|tr)illion[ \x{a0}]\d)|[a-z][ \x{a0}]thousand[ \x{a0}]million",
    confidence=0.95,
    basis="edited news: no finding in 140,000 words",
)  # fmt: skip
def scale_words_piled_up(document: Document) -> Iterator[Hit]:
    """A large number is put together as another language does it.

    ## Why it matters
    Readers must do sums to know what is meant, and the engine itself often got the noughts wrong.

    ## Known limits
    "25 thousand" has a rule of its own. A figure that may be a year or a day is left alone.
    """
    text = document.text
    for match in _PILED_UP.finditer(text):
        kind = match.lastgroup or ""
        if kind == "two" and _may_be_two_numbers(text, match):
            continue
        if kind == "plural":
            right = f"{match['figure']} {match[kind].split()[0][:-1]}"
        elif (worth := _worth(match["figure"], match[kind].replace(" a ", " ").split())) is not None:
            right = written(worth)
        else:
            continue
        yield Hit(Span.of(match), f"“{match[0]}” is written {right} in English.", Suggestion(right))
    for match in _WORDS.finditer(text):
        if _IS_EXPLAINED.search(text, max(0, match.start() - 30), match.end() + 30):
            continue
        right = f"{match[0].split()[0]} billion"
        yield Hit(Span.of(match), f"“{match[0]}” is {right} in English.", Suggestion(right))


#: Where lakh and crore are at home, and what shows that a story is about there.
_SOUTH_ASIAN = frozenset((
    "india", "indian", "indians", "bharat", "delhi", "mumbai", "kolkata", "chennai", "bengaluru", "bangalore",
    "hyderabad", "ahmedabad", "pune", "lucknow", "jaipur", "goa", "kerala", "gujarat", "bihar", "assam", "punjab",
    "telangana", "tamil", "maharashtra", "pradesh", "rajasthan", "bengal", "odisha", "karnataka", "jharkhand",
    "haryana", "kashmir", "srinagar", "rupee", "rupees", "rs", "inr", "modi", "bjp", "hindi", "urdu", "pakistan",
    "pakistani", "pakistanis", "islamabad", "karachi", "lahore", "peshawar", "sindh", "balochistan", "bangladesh",
    "bangladeshi", "bangladeshis", "dhaka", "chittagong", "taka", "nepal", "nepali", "nepalese", "kathmandu",
    "bhutan", "sri", "lanka", "lankan", "colombo", "myanmar", "burma", "burmese", "yangon", "kyat", "kyats",
    "maldives",
))  # fmt: skip
_INDIAN = Pattern(
    rf"(?:(?P<figure>{FIGURE})[ \u00a0-]?)?\b(?P<unit>lakhs?[ \u00a0]crores?|lakhs?|crores?)\b"
    r"|\d(?<![\w.,/:-]\d)\d?(?P<groups>(?:,\d\d){1,3},\d{3})(?![\w,]|\.\d)"
)
_UNITS = {"lakh": 100_000, "crore": 10_000_000}


@rule(
    "NUM16",
    Category.UNTRANSLATED,
    Severity.MAJOR,
    Bad("Some [[6.4 lakh]] houses in Ankara were checked.", fixed="Some 640,000 houses in Ankara were checked."),
    Bad("The Kenyan bank lost [[2 crore]] shillings.", fixed="The Kenyan bank lost 20 million shillings."),
    Bad("The quake left [[lakhs]] of Turks homeless."),
    Bad("Some [[12,50,000]] voters in Peru stayed away.", fixed="Some 1,250,000 voters in Peru stayed away."),
    Good("India gave 6.4 lakh doses and 12,50,000 rupees.", why="a story from South Asia"),
    Good("The film earned Rs 2 crore.", why="rupees"),
    Good("Lakh Bazaar is a street in Shimla; the Creede lode is rich.", why="a name"),
    Good("Take 12,50 or 12,500,000 of them.", why="other groups"),
    screen=r"\b(?:lakh|crore)s?\b|\d,\d\d,\d{3}",
    confidence=0.95,
    basis="edited news: no finding in 140,000 words; machine translation: 1 of 1 true",
)  # fmt: skip
def counted_in_lakhs(document: Document) -> Iterator[Hit]:
    """A number is counted in lakhs or crores, or grouped as in India, though the story is not from South Asia.

    ## Why it matters
    A lakh is 100,000 and a crore 10 million; readers elsewhere do not know, and engines trained on Indian news put
    them into stories from anywhere.

    ## Known limits
    A story that names a place, a currency or a people of South Asia is left alone.
    """
    if "₹" in document.characters or not document.vocabulary.isdisjoint(_SOUTH_ASIAN):
        return
    for match in _INDIAN.finditer(document.text):
        span = Span.of(match)
        if match["groups"]:
            right = f"{int(match[0].replace(',', '')):,}"
            yield Hit(span, f"“{match[0]}” is written {right} in English.", Suggestion(right), Severity.MINOR)
        elif (worth := value(match["figure"] or "..")) is None:
            yield Hit(span, f"Readers outside South Asia do not know what “{match[0]}” means.")
        else:
            for unit in match["unit"].split():
                worth *= _UNITS[unit.rstrip("s")]
            right = written(worth)
            yield Hit(span, f"“{match[0]}” is {right}.", Suggestion(right))


_SHORTENED = Pattern(
    r"\d(?<![\w.,-]\d)[\d.,]{0,14}[ \u00a0]?"
    r"(?P<word>[Mm]ln|[Bb]ln|[Tt]rln|[Mm]lrd|[Mm]ld|[Mm]rd|[Mm]io|[Tt]ys|[Tt]hsd)\b\.?"
)
_ENDS_A_SENTENCE = Pattern(r"[”\"’)]*(?:\s+[A-Z“\"‘]|\s*\Z)")
_LONG = {
    "mln": "million", "mio": "million", "bln": "billion", "mlrd": "billion", "mld": "billion", "mrd": "billion",
    "trln": "trillion", "tys": "thousand", "thsd": "thousand",
}  # fmt: skip
#: Market reports of the agencies had "mln" and "bln" until some years ago, beside these.
_MARKET_REPORTS = frozenset(("bbl", "bpd", "cts", "dlr", "dlrs", "pct", "qtr", "shr"))


@rule(
    "NUM29",
    Category.NUMBER_FORMAT,
    Severity.MINOR,
    Bad("The loan is [[5 mln]] euros, the debt [[3.2 mlrd]].",
        fixed="The loan is 5 million euros, the debt 3.2 billion."),
    Bad("The plant made [[120 tys.]] cars.", fixed="The plant made 120 thousand cars."),
    Good("The loan is 5 million euros, 3.2bn pounds, $4m.", why="English abbreviations"),
    Good("Net 2.4 mln dlrs vs 1.1 mln; revs 8 pct up.", why="a market report of old"),
    Good("The MLN of Uruguay; Mio has 5 friends.", why="a party; a name"),
    screen=r"\d[ \x{a0}]?(?:[MmBb]ln|[Tt]rln|[Mm]lr?d|[Mm]rd|[Mm]io|[Tt]ys|[Tt]hsd)",
    confidence=0.93,
    basis="edited news: no finding in 140,000 words but market reports of 1987, which are told apart",
)  # fmt: skip
def shortened_scale_word(document: Document) -> Iterator[Hit]:
    """A million or a billion is shortened as another language does it.

    ## Why it matters
    English readers do not know "mlrd" or "tys.", and take "bln" for a slip.

    ## Known limits
    Market reports with "dlrs" and "pct" are left alone: agencies wrote "mln" in them.
    """
    for match in _SHORTENED.finditer(document.text):
        if not document.vocabulary.isdisjoint(_MARKET_REPORTS):
            return
        ends = match[0].endswith(".") and _ENDS_A_SENTENCE.match(document.text, match.end())
        span = Span(match.start(), match.end() - bool(ends))
        figure = match[0][: match.start("word") - match.start()].rstrip(" \u00a0")
        right = f"{figure} {_LONG[match['word'].lower()]}"
        yield Hit(span, f"“{document[span]}” is written {right} in English.", Suggestion(right))
