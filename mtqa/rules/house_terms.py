"""House style: terms of a desk's glossary, written otherwise or not kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.rulebook.terms import Terms
from mtqa.text.document import Document

if TYPE_CHECKING:
    from mtqa.rulebook.term_matching import Match

_AWAITS = 'glossary = ["terms.csv"]'
_EXAMPLES = Terms(
    (
        ("illegal alien(s)", "undocumented migrant(s)", "forbidden", "", "style book, 3.1"),
        ("collateral damage", "", "forbidden", "", ""),
        ("Gaza", "Gaza Strip", "forbidden", "", ""),
        ("Majles", "parliament", "required", "fa", ""),
        ("House of Federation", "Federation Council", "required", "", ""),
        ("duma", "State Duma", "required", "", ""),
        ("Совет Федерации", "Federation Council", "required", "ru", ""),
        ("Der Spiegel", "", "do-not-translate", "de", ""),
        ("YouTube", "", "do-not-translate", "", ""),
        ("Al-Jazeera", "", "do-not-translate", "", ""),
    )
)


@rule(
    "STY01",
    Category.HOUSE_STYLE,
    Severity.MINOR,
    Bad("Police held 40 [[illegal aliens]].", fixed="Police held 40 undocumented migrants."),
    Bad("[[Illegal alien]] held at the border.", fixed="Undocumented migrant held at the border."),
    Bad("The army spoke of [[collateral damage]]."),
    Good("“They are illegal aliens,” he said.", why="somebody's words"),
    Good("People in the Gaza Strip fled.", why="part of the right wording"),
    Good("See illegal-alien.example and #collateral damage-free.", why="addresses and compounds"),
    quotations=Inside.SKIPPED,
    confidence=0.95,
    basis="the desk answers for its glossary",
    options=_EXAMPLES,
    awaits=_AWAITS,
)
def forbidden_term(document: Document, terms: Terms) -> Iterator[Hit]:
    """A word stands here that the house does not use.

    ## Why it matters
    The desk has decided so; the note in its glossary says why.

    ## Known limits
    A term in small letters is found in any case, one with a capital as it stands; endings only where the glossary gives
    them, as in ``alien(s)``. Quotations are left alone.
    """
    for match in terms.matches(document, "forbidden"):
        right = match.right
        told = (
            f"The house writes “{right}”, not “{match.found}”" if right else f"The house does not use “{match.found}”"
        )
        yield _hit(match, told, right)


@rule(
    "STY02",
    Category.WRONG_TERM,
    Severity.MINOR,
    Bad("The [[House of Federation]] agreed.", fixed="The Federation Council agreed."),
    Bad("The [[Majles]] met on Monday.", fixed="The parliament met on Monday."),
    Bad("The [[duma]] voted.", fixed="The State Duma voted."),
    Good("The Federation Council agreed.", why="the right wording"),
    Good("The State Duma voted.", why="part of the right wording"),
    Good("He said: “The House of Federation agreed.”", why="somebody's words"),
    quotations=Inside.SKIPPED,
    confidence=0.95,
    basis="the desk answers for its glossary",
    options=_EXAMPLES,
    awaits=_AWAITS,
)
def term_written_otherwise(document: Document, terms: Terms) -> Iterator[Hit]:
    """A term is not written as the house's glossary requires.

    ## Why it matters
    One thing has one name on the page, today and in the archive; the desk has decided which.

    ## Known limits
    Only the wrong wordings that the glossary lists, in small letters in any case, with a capital as they stand.
    """
    for match in terms.matches(document, "required"):
        yield _hit(match, f"“{match.found}” must be written “{match.right}”", match.right)


@rule(
    "STY03",
    Category.WRONG_TERM,
    Severity.MINOR,
    Bad("The weekly [[Der spiegel]] wrote so.", fixed="The weekly Der Spiegel wrote so."),
    Bad("A video on [[Youtube]] shows it.", fixed="A video on YouTube shows it."),
    Bad("[[Al Jazeera]] reported it.", fixed="Al-Jazeera reported it."),
    Good("Der Spiegel and YouTube were first.", why="as they must stand"),
    Good("DER SPIEGEL: NO DEAL", why="a line in capitals"),
    Good("See youtube.com and @YouTube.", why="an address"),
    confidence=0.9,
    basis="the desk answers for its glossary",
    options=_EXAMPLES,
    awaits=_AWAITS,
)
def altered_term(document: Document, terms: Terms) -> Iterator[Hit]:
    """A name or term that must stand as it is was altered.

    ## Why it matters
    The glossary says that it is not to be translated or adapted: readers know it, and search for it, as it is.

    ## Known limits
    Other capitals, a hyphen for a space and lost accents are seen; a translation of the term is, where the glossary
    lists it as a wrong wording of its own.
    """
    for match in terms.altered(document):
        yield _hit(match, f"“{match.found}” must stand as it is: “{match.right}”", match.right)


@rule(
    "STY04",
    Category.OMISSION,
    Severity.MINOR,
    Bad(
        "The upper house approved the law.[[]] It takes effect in May.",
        context={"source": "Совет Федерации одобрил закон. Он вступит в силу в мае.", "source_language": "ru"},
    ),
    Bad(
        "The mirror reported it first.[[]]",
        context={"source": "Der Spiegel berichtete zuerst.", "source_language": "de"},
    ),
    Good(
        "The Federation Council’s vote came late.",
        why="the required term is there",
        context={"source": "Совет Федерации голосовал поздно.", "source_language": "ru"},
    ),
    Good("The upper house approved the law.", why="there is no source text"),
    Good(
        "The upper house approved the law.",
        why="a term of another language",
        context={"source": "Совет Федерации одобрил закон.", "source_language": "bg"},
    ),
    scope="document",
    confidence=0.8,
    basis="a pronoun may stand for the term, and a paragraph may have been cut",
    options=_EXAMPLES,
    awaits=_AWAITS,
)
def required_term_missing(document: Document, terms: Terms) -> Iterator[Hit]:
    """The source text has a term of the house's glossary, and the story nowhere has the wording it requires.

    ## Why it matters
    The term was translated otherwise, or left out.

    ## Known limits
    Needs the source text. The term must stand there as the glossary has it, without other endings. What is missing
    has no place: where both texts have equally many paragraphs the finding is behind the paragraph's first sentence,
    else behind the story's.
    """
    places: dict[tuple[int, int], list[Match]] = {}
    for match in terms.missing(document):
        places.setdefault(match.place, []).append(match)
    for matches in places.values():
        found, right = (
            "” and “".join(words) for words in zip(*((one.found, one.right) for one in matches), strict=True)
        )
        yield _hit(matches[0], f"The source says “{found}”, and the story nowhere says “{right}”", "")


def _hit(match: Match, told: str, right: str) -> Hit:
    note = f" ({match.term.note.rstrip('.')})" if match.term.note else ""
    evidence: dict[str, str | int | float | bool] = {"term": match.term.term}
    return Hit(Span(*match.place), f"{told}{note}.", Suggestion(right) if right else None, evidence=evidence)
