"""House style: American spellings in a British house, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Literal, NamedTuple

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook import DATA
from mtqa.rulebook.options import Option
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

Variety = Literal["british", "american"]

_OTHER = {"british": "American", "american": "British"}
_WORD = Pattern(r"(?<![\w@#/\\.’'])[^\W\d_]{4,30}(?![\w@/\\]|(?:-\w{1,30}){0,4}[./]\w|[’'][^\W\d_]{3})")
_NEXT = Pattern(r"[ \u00a0][^\W\d_]")
#: With a capital, a party or a bay as often as not, at the start of a sentence too.
_NAMES = frozenset({"labor", "labour", "harbor", "harbour"})
_OPENING = "\"“‘'([«„ \t\u00a0"


class Spelling(NamedTuple):
    """Which English a house writes."""

    variety: Variety = "british"
    ize: Annotated[bool, Option("Whether a British house writes organize and realize, as Oxford does.")] = False


@rule(
    "STY06",
    Category.HOUSE_STYLE,
    Severity.MINOR,
    Bad(
        "The [[center]] of the town was quiet, and so was the [[harbor]].",
        fixed="The centre of the town was quiet, and so was the harbour.",
    ),
    Bad("[[Organizers]] [[canceled]] the march.", fixed="Organisers cancelled the march."),
    Bad("They [[analyzed]] his [[behavior]] in the [[theater]].", fixed="They analysed his behaviour in the theatre."),
    Good("The World Trade Center and the Department of Defense are names.", why="names of institutions"),
    Good("The Labor Party won in Australia; Pearl Harbor is in Hawaii.", why="names"),
    Good("“My favorite color is gray,” she said.", why="somebody's words"),
    Good("The parking meter took his license to practice and a check.", why="words that British copy has too"),
    Good("See favorite-color.com/center and #color.", why="addresses and tags"),
    Good("He seized the prize of a size.", why="words that end so in both"),
    Good("Labor Day Center Opens", why="a headline in capitals"),
    Good("Labor won the vote. Harbor and Center lost.", why="names that open a sentence"),
    confidence=0.95,
    basis="the pairs are spelling alone; names and quotations are left alone",
    quotations=Inside.SKIPPED,
    options=Spelling(),
    awaits='spelling = "british" or spelling = "american"',
)
def spelling_of_the_other_variety(document: Document, options: Spelling) -> Iterator[Hit]:
    """A word is spelt as the other side of the Atlantic spells it.

    ## Why it matters
    Agencies, translation engines and correspondents mix British and American spelling; a page that does looks unedited.

    ## Known limits
    Only words whose two spellings mean the same. Words with a capital are taken for names, save at the start of a
    sentence; quotations are left alone, and what a machine spelt is not told from what the writer did.
    """
    table = right_spellings(options.variety, ize=options.ize)
    if document.vocabulary.isdisjoint(table):
        return
    other = _OTHER[options.variety]
    for match in _WORD.finditer(document.text):
        right = table.get(match[0].lower())
        if right is None or not (match[0].islower() or _opens_plain_sentence(document, match.span())):
            continue
        right = right.capitalize() if match[0][0].isupper() else right
        yield Hit(Span.of(match), f"“{match[0]}” is {other} spelling; the house writes “{right}”.", Suggestion(right))


def _opens_plain_sentence(document: Document, place: tuple[int, int]) -> bool:
    """Whether a word has its capital from the place: it opens a sentence, and the next word has none."""
    start, end = place
    text = document.text
    word, following = text[start:end], _NEXT.match(text, end)
    if not word[1:].islower() or word.lower() in _NAMES or following is None or not following[0][1].islower():
        return False
    content = document.sentence_at(start).content
    return not text[content.start : start].strip(_OPENING)


@cache
def right_spellings(variety: Variety, *, ize: bool = False) -> Mapping[str, str]:
    """The house's spelling of each word that it does not spell so; ``ize``: -ize is right in British copy."""
    import tomllib

    data = tomllib.loads((DATA / "spelling.toml").read_text("utf-8"))
    groups = ["both", variety]
    if variety == "american" or not ize:
        groups.append("ise")
    table: dict[str, str] = {}
    for group in groups:
        for part in data.get(group, ()):
            for line in part["words"].split("\n"):
                table.update(_pairs(line.split(), data["endings"], variety))
    return table


def _pairs(line: list[str], endings: Mapping[str, str], variety: Variety) -> Iterator[tuple[str, str]]:
    """A line's words in the wrong spelling with the right one: two stems and the endings they take."""
    if not line:
        return
    british, american, *written = line
    for ending in (part for one in written for part in (endings[one[1:]].split() if one[0] == "@" else [one])):
        suffix = "" if ending == "-" else ending
        pair = british + suffix, american + suffix
        yield pair if variety == "american" else (pair[1], pair[0])
