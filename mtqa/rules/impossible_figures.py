"""Figures that cannot be as they stand: ranges that run down, shares above the whole, ages beyond life."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.figures import value
from mtqa.text.pattern import Pattern

_FIGURE = r"\d(?<![\w.,:/+$€£¥–-]\d)\d{0,2}(?:,\d{3})?(?:\.\d{1,2})?"
_SECOND = r"\d{1,3}(?:,\d{3})?(?:\.\d{1,2})?"
_DASH = r"[ \u00a0]?[-–—‑][ \u00a0]?"
_PERCENT = r"(?:[ \u00a0]?%|[ \u00a0]per[ \u00a0]?cent\b(?! points?))"
_COUNTED = (
    r"(?:people|persons|men|women|children|soldiers|troops|victims|civilians|refugees|migrants|students|workers|"
    r"fighters|protesters|demonstrators|houses|homes|buildings|vehicles|km|kilomet(?:er|re)s|miles|met(?:er|re)s|"
    r"kilograms|kg|tons|tonnes|hectares|acres|days|weeks|months)\b"
)
_RANGES = (
    Pattern(
        rf"(?P<first>{_FIGURE}){_PERCENT}?(?:{_DASH}|[ \u00a0]to[ \u00a0](?<=(?P<to>to)[ \u00a0]))"
        rf"(?P<second>{_SECOND}){_PERCENT}"
    ),
    Pattern(
        rf"(?P<first>\d(?<=[a-z] \d)\d{{0,2}}(?:,\d{{3}})?(?:\.\d{{1,2}})?){_DASH}"
        rf"(?P<second>{_SECOND})[ \u00a0]{_COUNTED}"
    ),
    Pattern(
        rf"(?P<between>[Bb]etween)[ \u00a0](?P<first>{_FIGURE}){_PERCENT}?[ \u00a0]and[ \u00a0]"
        rf"(?P<second>{_SECOND})(?:{_PERCENT}|[ \u00a0]{_COUNTED})"
    ),
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_NO_YEAR = r"(?![\w/–-]|[.,]\d|[ \u00a0]?(?:B\.?C|m\b|met|feet|ft|km|miles|hours|GMT|UTC|points|rpm|k?cal|people|tons))"
_YEARS = (
    Pattern(rf"(?P<first>(?:1[5-9]|20)(?<![\w.,:/$€£#–-]\d\d)\d\d){_DASH}(?P<second>{_YEAR}){_NO_YEAR}"),
    Pattern(rf"(?P<between>[Bb]etween)[ \u00a0](?P<first>{_YEAR})[ \u00a0]and[ \u00a0](?P<second>{_YEAR}){_NO_YEAR}"),
)
_BEFORE_YEARS = Pattern(r"(?:\(|\b(?:[Ii]n|[Ff]rom|[Dd]uring|of|[Tt]he|years?|period|seasons?)[ \u00a0])\Z")
_HEDGE = Pattern(r"\b(?:[Aa]bout|[Aa]round|[Aa]pproximately|[Rr]oughly|[Ss]ome|[Nn]early|[Ee]stimated)[ \u00a0]\Z")
_BEFORE_CHRIST = Pattern(r"\bB\.?C")
#: What is between two figures of which the greater may come first.
_APART = Pattern(r"\b(?:difference|gap|distance|choose|choice|split|divided|toss-up|ratio|distinguish\w*)[ \u00a0]\Z")
#: In sentences with these words two shares stand against each other ("won by 52-38 percent").
_RIVALS = frozenset((
    "ahead", "back", "backed", "backs", "prefer", "against", "approve", "ballot", "beat", "beats", "defeated",
    "disapprove", "election", "favor", "favour", "lead", "leading", "leads", "led", "majority", "margin", "oppose",
    "opposed", "passed", "poll", "polled", "polling", "polls", "ratio", "referendum", "respondents", "score", "split",
    "support", "supported", "survey", "trailed", "trails", "versus", "victory", "vote", "voted", "voters", "votes",
    "vs", "win", "wins", "won",
))  # fmt: skip


_WORD = Pattern(r"[a-z]+")
#: A sentence is looked at this far to both sides: garbled text has some without an end.
_FAR = 200


#: In stories with these words two shares with a dash between them are those of two sides ("women back her 54-39").
_POLLS = frozenset(("poll", "polled", "polling", "polls", "pollster", "pollsters", "referendum", "survey", "surveys"))


def _sentence_words(document: Document, offset: int) -> frozenset[str]:
    sentence = document.sentence_at(offset).content
    start, end = max(sentence.start, offset - _FAR), min(sentence.end, offset + _FAR)
    return frozenset(_WORD.findall(document.lowered, start, end))


def _is_range(document: Document, match: re.Match[str]) -> bool:
    """Whether two figures in falling order are meant as a range."""
    before = document.text[max(0, match.start() - 20) : match.start()]
    if "between" in match.re.groupindex:
        return not _APART.search(before)
    is_share = "to" in match.re.groupindex
    if is_share and not _HEDGE.search(before) and (match["to"] or not document.vocabulary.isdisjoint(_POLLS)):
        return False
    if not is_share and len(match["first"]) != len(match["second"]):
        return False  # "150-60 km" is short for 150 to 160
    return _sentence_words(document, match.start()).isdisjoint(_RIVALS)


@rule(
    "NUM17",
    Category.MISTRANSLATION,
    Severity.MINOR,
    Bad("The reserves of the country lost [[50-5%]] in value."),
    Bad("About [[60 to 50 percent]] of patients feel tired."),
    Bad("[[Between 40 and 30 people]] were hurt, and some [[90-70 homes]] burned."),
    Bad("He ruled in the years [[1998-1989]] and wrote much [[between 2011 and 2004]]."),
    Good("They cut the rate from 50 to 5 percent, by 50%-70%.", why="a change; a range that runs up"),
    Good("The poll gave him a 52-38 percent lead; they voted 52%-48% to leave.", why="two sides of a vote"),
    Good("The gap between 40 and 30 percent is wide; choose between 90 and 60 days.", why="two figures apart"),
    Good("Rovers won 3-2, call 555-1200, flight 1998-1989 left, John 12-3.", why="a score, numbers, a verse"),
    Good("It lasted from 1989-1998, the war of 1100-1050 BC longer; it rises 2040-1600 metres.", why="years; heights"),
    Good("The Boeing 737-800 flew 150-60 km.", why="a model; a shortened figure"),
    screen=r"\d[ \x{a0}]?(?:%|per[ \x{a0}]?cent)?[ \x{a0}]?(?:[-–—‑]|to)[ \x{a0}]?\d[\d.,]*[ \x{a0}]?(?:%|per)"
    r"|[a-z] \d[\d.,]*[ \x{a0}]?[-–—‑][ \x{a0}]?\d[\d.,]*[ \x{a0}][acdfhkmprstvw][a-z]"
    r"|etween[ \x{a0}]\d[\d.,]*(?:[ \x{a0}]?%|[ \x{a0}]per[ \x{a0}]?cent)?[ \x{a0}]and[ \x{a0}]\d"
    r"|[12]\d\d\d[ \x{a0}]?[-–—‑][ \x{a0}]?[12]\d\d\d",
    confidence=0.93,
    basis="edited news: no finding in 140,000 words; machine translation: 1 of 1 true",
)  # fmt: skip
def range_that_runs_down(document: Document) -> Iterator[Hit]:
    """A range begins with the greater figure or the later year.

    ## Why it matters
    Readers cannot tell whether a range or a fall is meant, and often one of the two figures is wrong. Languages
    that are written from right to left turn ranges round.

    ## Known limits
    Changes ("from 50 to 5 percent"), scores and the shares of two sides are left alone.
    """
    text = document.text
    for match in (match for pattern in _RANGES for match in pattern.finditer(text)):
        first, second = value(match["first"]), value(match["second"])
        if first is None or second is None or first <= second or not _is_range(document, match):
            continue
        yield Hit(Span.of(match), f"“{match[0]}” begins with the greater figure.")
    for match in (match for pattern in _YEARS for match in pattern.finditer(text)):
        if match["first"] <= match["second"] or _BEFORE_CHRIST.search(
            text, max(0, match.start() - 60), match.end() + 60
        ):
            continue
        before = text[max(0, match.start() - 20) : match.start()]
        is_between = "between" in match.re.groupindex
        if (is_between and _APART.search(before)) or not (is_between or _BEFORE_YEARS.search(before)):
            continue
        yield Hit(Span.of(match), f"“{match[0]}” begins with the later year.", severity=Severity.MAJOR)


_WHOLE = (
    r"(?:population|people|voters|respondents|residents|inhabitants|households|women|men|children|patients|students|"
    r"citizens|adults|pupils|deputies|lawmakers|schools|hospitals|territory|electorate)"
)
_SHARES = (
    Pattern(
        rf"(?P<share>\d(?<![\w.,$€£-]\d)\d{{2,3}}(?:\.\d{{1,2}})?){_PERCENT}[ \u00a0]of[ \u00a0]"
        r"(?:all[ \u00a0]|the[ \u00a0]|its[ \u00a0]|their[ \u00a0]|our[ \u00a0]){0,2}"
        rf"(?:[a-z]{{3,15}}[ \u00a0])?{_WHOLE}\b"
        r"(?![-'’]|[ \u00a0](?:growth|target|density|quota|average|level|capacity|median|needs|demand|size))"
    ),
    Pattern(
        r"\b(?:[Tt]urnout|[Ll]iteracy rate|[Uu]nemployment(?: rate)?|[Hh]umidity|[Ee]mployment rate|[Pp]overty rate)"
        r"[ \u00a0](?:of|was|is|at|hit|reached|stood at|stands at)[ \u00a0]"
        rf"(?P<share>\d{{3,4}}(?:\.\d{{1,2}})?){_PERCENT}"
        r"(?! (?:higher|lower|above|below|more|less|up|of)\b)"
    ),
)
#: Where a share may exceed the whole: more than one a head, or somebody wonders at it.
_MAY_EXCEED = frozenset((
    "capacity", "cards", "census", "dose", "doses", "enough", "equal", "equivalent", "error", "errors", "exceed",
    "exceeded", "exceeding", "exceeds", "fraud", "falsification", "falsified", "impossible", "irregularities",
    "lines", "mistake", "mobile", "penetration", "phone", "phones", "rigged", "rigging", "shots", "subscribers",
    "subscriptions", "vaccine", "vaccines", "vaccinated", "average", "salary", "income", "wages", "size", "times",
))  # fmt: skip
_REMAINING = Pattern(rf"\b(?:remaining|other)[ \u00a0](?P<share>\d{{1,2}}(?:\.\d{{1,2}})?){_PERCENT}")
_PART = Pattern(rf"(?P<share>\d(?<![\w.,$€£-]\d)\d?(?:\.\d{{1,2}})?){_PERCENT}")
_IS_CHANGE = Pattern(
    r"\b(?:by|from|to|than|up|down|rose|fell|grew|gained|lost|increased?|decreased?|dropped|climbed|another|inflation"
    r"|growth|tax|rate|interest)(?:[ \u00a0](?:of|about|some|nearly|almost|just|over))?[ \u00a0]\Z"
)


#: How many parts of a whole are looked at: all sums of them are tried.
_MOST_PARTS = 6


def _overfull(document: Document, match: re.Match[str]) -> bool:
    """Whether the shares before "the remaining 50 percent" and that one exceed the whole, whichever belong to it."""
    text, rest = document.text, float(match["share"])
    start = max(document.sentence_at(match.start()).span.start, match.start() - _FAR)
    parts = [
        float(part["share"])
        for part in _PART.finditer(text, start, match.start())
        if not _IS_CHANGE.search(text, max(start, part.start() - 25), part.start())
    ][-_MOST_PARTS:]
    sums = {sum(some) for size in range(len(parts) + 1) for some in combinations(parts, size)}
    return sum(parts) + rest > 105 and not any(98 <= one + rest <= 102 for one in sums)


@rule(
    "NUM18",
    Category.MISTRANSLATION,
    Severity.MINOR,
    Bad("The disease has reached [[130 percent of the population]]."),
    Bad("[[Turnout was 150%]] in the north."),
    Bad("Some 60 percent stayed, 30 percent left, and the [[remaining 50 percent]] died."),
    Good("Sales grew by 150 percent, to 120 percent of the average and 140% of people’s incomes.", why="no shares"),
    Good(
        "It ordered doses for 300 percent of the population; 120% of adults have mobile phones.", why="several a head"
    ),
    Good("Unemployment was 105 percent higher, at 120 percent of those a year ago.", why="a comparison"),
    Good("Turnout was 146%, a fraud that nobody hid.", why="somebody wonders at it"),
    Good(
        "Some 40 percent were women, 30 percent of them widows, and the other 60 percent men.", why="a part of a part"
    ),
    Good("Prices rose by 50 percent; 45 percent pay, the remaining 55 percent do not.", why="a change"),
    screen=r"\d\d\d(?:\.\d+)?(?:[ \x{a0}]?%|[ \x{a0}]per[ \x{a0}]?cent)[ \x{a0}]of[ \x{a0}]"
    r"|(?:urnout|iteracy rate|mployment(?: rate)?|umidity|overty rate)[ \x{a0}](?:of|was|is|at|hit|reached|stood at|"
    r"stands at)[ \x{a0}]\d\d\d|(?:remaining|other)[ \x{a0}]\d",
    confidence=0.85,
    quotations=Inside.SKIPPED,
    basis="edited news: no finding in 140,000 words",
)
def share_above_the_whole(document: Document) -> Iterator[Hit]:
    """A share of a whole is greater than the whole, or the parts add up to more.

    ## Why it matters
    One of the figures is wrong, or they are shares of different things; readers can make nothing of either.

    ## Known limits
    Parts are added up only before "the remaining 50 percent"; lists of shares may overlap.
    """
    text = document.text
    for match in (match for pattern in _SHARES for match in pattern.finditer(text)):
        if float(match["share"]) > 100 and _sentence_words(document, match.start()).isdisjoint(_MAY_EXCEED):
            yield Hit(Span.of(match), f"“{match[0]}” is more than the whole.")
    for match in _REMAINING.finditer(text):
        if _overfull(document, match):
            yield Hit(Span.of(match), f"With “{match[0]}” the shares in this sentence add up to more than the whole.")


#: The oldest person whose age is proven lived 122 years and 164 days (Gerontology Research Group: J. Calment).
_OLDEST = 125
_PERSON = r"(?:man|woman|boy|girl|grandmother|grandfather|pensioner|suspect|driver|politician|actress|farmer|teacher)"
#: What shows that the person is meant, not "a 130-year-old girls’ school" or "a 200-year-old man-made lake".
_ENDS = (
    r"(?=[,.;:)]|[ \u00a0](?:who|whose|was|is|has|had|from|in|on|at|and|with|died|said|told|did|to|of|by|as|after)\b"
    r"|[ \t]*(?:[\r\n]|\Z))"
)
_YEARS_OLD = Pattern(rf"(?P<age>\d(?<![\w.,$€£-]\d)\d{{0,2}},?\d{{2,3}})[- ]years?[- ]old[ \u00a0]{_PERSON}\b{_ENDS}")
#: The rare letters first: the search then jumps from one to the next.
_AGED = Pattern(
    r"ge(?:d|[ \u00a0]of)[ \u00a0](?P<age>\d{3,4})\b"
    r"(?![.,]\d|[-–/]|[ \u00a0](?:to|and|years|days|weeks|months|hours))"
)
_AT_THE_AGE = Pattern(r"\b[Aa](?:ged|t the age of)[ \u00a0]\Z")
#: In stories about these, somebody may be thousands of years old.
_TIMELESS = frozenset((
    "abraham", "alien", "ancient", "archaeological", "archaeologist", "archaeologists", "archeologists", "bible",
    "biblical", "bog", "bone", "bones", "buried", "burial", "centuries", "dna", "elf", "fictional", "fossil",
    "fossils", "ghost", "grave", "iceman", "immortal", "legend", "longevity", "methuselah", "mummified", "mummy",
    "museum", "mythical", "neanderthal", "noah", "oldest", "prehistoric", "prophet", "remains", "sculpture", "shark",
    "skeleton", "skull", "statue", "tomb", "tortoise", "tree", "turtle", "vampire", "whisky", "wizard",
))  # fmt: skip
_BIRTH_YEAR = r"(?:1[5-9]\d\d|20[0-2]\d)"
_BORN = Pattern(rf"born\b[^.;\n]{{0,60}}?\b({_BIRTH_YEAR})\b")
_THEN_DIED = Pattern(r"([^;\n]{0,80}?)\bdied\b")
_IN_YEAR = Pattern(rf"[^;\n]{{0,60}}?\b({_BIRTH_YEAR})\b")
_AT_AGE = Pattern(r"[^.;\n]{0,30}?\b((?:aged|at (?:the )?age(?: of)?)[ \u00a0](\d{1,3}))\b")
_RELATIVES = frozenset((
    "father", "mother", "brother", "sister", "son", "daughter", "wife", "husband", "his", "her", "whose", "their",
    "who", "grandfather", "grandmother", "uncle", "aunt", "twin", "predecessor", "successor", "friend",
))  # fmt: skip


def _ages(document: Document) -> Iterator[tuple[Span, int]]:
    """Where a text says how old somebody is, and how old."""
    text, words = document.text, document.vocabulary
    for match in _YEARS_OLD.finditer(text) if "old" in words else ():
        yield Span.of(match), int(match["age"].replace(",", ""))
    for match in _AGED.finditer(text) if "aged" in words or "age" in words else ():
        begins = _AT_THE_AGE.search(text, max(0, match.start() - 12), match.start("age"))
        if begins:
            yield Span(begins.start(), match.end()), int(match["age"])


@rule(
    "NUM19",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    Bad("A [[2,000-year-old man]] was arrested in Lagos."),
    Bad("The driver, [[aged 340]], was unhurt."),
    Bad("She was born in 1920 and died in 2001 [[at the age of 60]]."),
    Good("A 122-year-old woman, aged 18 to 64, of the 2,500-year-old monarchy.", why="ages that have been"),
    Good("A 200-year-old man-made lake and a 128-year-old student paper.", why="things"),
    Good("Police managed 340 cases, an average of 175 a day.", why="other words that end in the same way"),
    Good("The 5,300-year-old man is in a museum; cheese aged 400 days is sold.", why="an old find; days"),
    Good("She was born in 1920 and died in 2001, aged 80.", why="before her birthday"),
    Good("She was born in 1950, and her son died in 2001 at the age of 20.", why="somebody else"),
    screen=r"\d\d\d[- ]years?[- ]old[ \x{a0}][a-z]|(?:aged|age of)[ \x{a0}]\d\d\d|\bborn\b",
    confidence=0.92,
    basis="edited news: no finding in 140,000 words",
)
def impossible_age(document: Document) -> Iterator[Hit]:
    """Somebody is older than people get, or the age at death does not fit the years of birth and death.

    ## Why it matters
    The figure is wrong, and readers know it.

    ## Known limits
    Stories about mummies, legends and records of old age are left alone; birth and death must stand in one sentence.
    """
    text = document.text
    for span, years_old in _ages(document):
        if years_old > _OLDEST:
            if not document.vocabulary.isdisjoint(_TIMELESS):
                break
            yield Hit(span, f"Nobody is as old as “{document[span]}” says.")
    if not {"born", "died"} <= document.vocabulary:
        return
    for born in _BORN.finditer(text):
        # One search after the other: in one pattern they would be tried in every combination.
        died = _THEN_DIED.match(text, born.end())
        year = died and _IN_YEAR.match(text, died.end())
        age = year and _AT_AGE.match(text, year.end())
        if not (died and year and age) or not _RELATIVES.isdisjoint(_WORD.findall(died[1].lower())):
            continue
        years = int(year[1]) - int(born[1])
        if int(age[2]) not in {years, years - 1}:
            message = f"From {born[1]} to {year[1]} is {years} years, which does not fit “{age[1]}”."
            yield Hit(Span(age.start(1), age.end(1)), message)
