"""Terms: an abbreviation with one of its own words after it."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_DOUBLED = Pattern(
    r"(?<![\w.&/-])(?P<short>[A-Z]{1,4}(?:P(?= party)|A(?= agency)|C(?= commission)|O(?= organi[sz]ation)|U(?= union)"
    r"|F(?= front)|B(?= bureau))) (?P<noun>party|agency|commission|organi[sz]ation|union|front|bureau)(?![\w’'-])"
)
#: Abbreviations whose last letter stands for another word than the one that follows.
_OTHERWISE = {
    "VIP": "a party for very important persons",
    "MVP": "a party for the most valuable player",
    "LP": "a limited partnership; a record",
    "EP": "a record; the European Parliament",
    "IP": "intellectual property",
    "GOP": "GOP party officials is common in American copy",
    "RSVP": "a party to reply to",
    "PA": "a press agency",
    "LA": "Los Angeles",
    "USA": "a country",
    "DC": "the capital",
    "EC": "the European Communities had a commission",
    "BC": "a Canadian province",
}


@rule(
    "TER02",
    Category.UNIDIOMATIC,
    Severity.MINOR,
    Bad("She left the [[SLPP party]] in June.", fixed="She left the SLPP in June."),
    Bad("The [[NDLEA agency]] seized the goods.", fixed="The NDLEA seized the goods."),
    Bad("Members of the [[INEC commission]] resigned.", fixed="Members of the INEC resigned."),
    Good("A VIP party was held at the hotel.", why="another party"),
    Good("The CDU party conference met in Leipzig.", why="the letter stands for another word"),
    Good("GOP party officials met.", why="common in American copy"),
    Good("His PIN number and the ATM machine were hacked.", why="common in edited English"),
    Good("An EC commission spokesman spoke.", why="a commission of the European Communities"),
    Good("The PSOE party won.", why="the last letter is another word's"),
    Good("The SLPP party’s leader and the SLPP party-goers left.", why="an attribute"),
    screen=r"[A-Z][PACOUFB] (?:party|agency|commission|organi[sz]ation|union|front|bureau)",
    confidence=0.88,
    basis="no hit on 65,000 words of edited news",
)
def doubled_last_word(document: Document) -> Iterator[Hit]:
    """An abbreviation is followed by the word that its last letter stands for.

    ## Why it matters
    The translator spelt out what the source left short, and nobody saw that the abbreviation had said it.

    ## Known limits
    Parties, agencies, commissions, organisations, unions, fronts and bureaus only; ATM machines and PIN numbers are
    left to the house's style.
    """
    for match in _DOUBLED.finditer(document.text):
        short = match["short"]
        if short not in _OTHERWISE:
            message = f"The last letter of “{short}” stands for “{match['noun']}” already."
            yield Hit(Span.of(match), message, Suggestion(short), evidence={"abbreviation": short})
