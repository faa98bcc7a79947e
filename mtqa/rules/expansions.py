"""Names: one abbreviation spelt out in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_SMALL = r"(?:of|the|and|for|in|on|to|de|du|des|la|le|für|der|und|&|against)"
_SHORT = Pattern(r"\(([A-Z]{3,8})\)")
#: Capitalised words, small ones between them, that end where an abbreviation in brackets begins.
_RUN = Pattern(
    rf"(?<![\w’'-])[A-Z][\w’'-]{{1,30}}(?:[ \u00a0](?:{_SMALL}[ \u00a0]){{0,2}}[A-Z][\w’'-]{{1,30}}){{1,8}}"
    r"[ \u00a0]$"
)
_ARTICLE = Pattern(r"\b[Tt]he[ \u00a0]")
_WORD = Pattern(r"[^\W\d_]+")
#: How far before the brackets the words may begin, in code points.
_REACH = 160
#: Words are the same where they begin alike: Organization and Organisation, Worker and Workers'.
_ALIKE = 4
#: At least this share of the words of two expansions must be the same, or they are two bodies.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class _Expansion:
    """What stands before an abbreviation; ``stems`` are the beginnings of its longer words, in order.

    ``is_spelt``: the first letters of its last words are the abbreviation, as they are not for a foreign one.
    """

    span: Span
    stems: tuple[str, ...]
    is_spelt: bool


@rule(
    "NAM06",
    Category.INCONSISTENT_TERM,
    Severity.MINOR,
    Bad(
        "The Union of Port Workers (UPW) refused. Later the [[Association of Harbour Port Workers]] (UPW) agreed.",
        fixed="The Union of Port Workers (UPW) refused. Later the Union of Port Workers (UPW) agreed.",
    ),
    Bad(
        "The State Bureau of Inquiry (DBRS) searched. On Friday the [[State Inquiry Bureau]] (DBRS) denied it.",
        fixed="The State Bureau of Inquiry (DBRS) searched. On Friday the State Bureau of Inquiry (DBRS) denied it.",
    ),
    Good("The World Health Organization (WHO) and the World Health Organisation (WHO) are one.", why="two spellings"),
    Good("The American Bar Forum (ABF) met the Australian Bar Forum (ABF).", why="two bodies, both spelt by it"),
    Good("The head of the Port Authority (PTA) left. The Port Authority (PTA) denied it.", why="the same words"),
    Good("The Port Authority of Genoa (PTA) left. The Port Authority (PTA) denied it.", why="the same words"),
    Good("The National Party (PNP) and the Popular League (PNP) met.", why="two bodies"),
    screen=r"\([A-Z][A-Z][A-Z]+\)",
    confidence=0.85,
    basis="none of 83 abbreviations in 350,000 words of news and translations is spelt out in two ways",
    scope="document",
)
def expanded_twice(document: Document) -> Iterator[Hit]:
    """One abbreviation is spelt out in two ways.

    ## Why it matters
    The reader takes one body for two; the engine translated its name anew.

    ## Known limits
    Only capitalised words right before the abbreviation in brackets, and only where half of the words are the same, in
    another order or with others among them. Two bodies whose names both begin with the letters are left alone.
    """
    by_short: dict[str, list[_Expansion]] = {}
    for match in _SHORT.finditer(document.text):
        expansion = _expansion(document.text, match.start(), match[1])
        if expansion is not None:
            by_short.setdefault(match[1], []).append(expansion)
    for short, expansions in by_short.items():
        right = next((expansion for expansion in expansions if expansion.is_spelt), expansions[0])
        for other in expansions:
            if _are_two_renderings(right, other):
                yield Hit(
                    other.span,
                    f"“{short}” is spelt out as “{document[right.span]}” elsewhere in the story.",
                    Suggestion(document[right.span]),
                    evidence={"abbreviation": short},
                )


def _expansion(text: str, end: int, short: str) -> _Expansion | None:
    left = max(0, end - _REACH)
    run = _RUN.search(text, left, end)
    if run is None:
        return None
    words = list(_WORD.finditer(text, run.start(), run.end()))
    capitalised = [word for word in words if word[0][0].isupper()]
    tail = capitalised[-len(short) :]
    is_spelt = "".join(word[0][0] for word in tail) == short
    start = tail[0].start() if is_spelt else _after_article(text, run.start(), run.end())
    stems = tuple(word[0][:_ALIKE].lower() for word in words if word.start() >= start and len(word[0]) >= _ALIKE)
    return _Expansion(Span(start, run.end() - 1), stems, is_spelt)


def _after_article(text: str, start: int, end: int) -> int:
    """Where the name begins in words such as "The Director of the State Bureau": after the last article."""
    articles = list(_ARTICLE.finditer(text, start, end))
    return articles[-1].end() if articles else start


def _are_two_renderings(right: _Expansion, other: _Expansion) -> bool:
    if right.stems == other.stems or (right.is_spelt and other.is_spelt):
        return False
    one, two = set(right.stems), set(other.stems)
    if one == two:
        return True
    return not (one <= two or two <= one) and len(one & two) >= _SAME * max(len(one), len(two))
