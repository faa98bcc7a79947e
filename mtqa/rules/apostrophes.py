"""Punctuation: apostrophes with a capital or an impossible ending after them."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from string import ascii_letters

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.excerpt import words_before
from mtqa.text.pattern import Pattern

_CAPITAL = Pattern(r"['’](?P<ending>S|T|R[Ee]|V[Ee]|L[Ll])(?=[\s.,;:?!”\")]|\Z)")


@rule(
    "PUN15",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The agency[['S]] chief left.", fixed="The agency's chief left."),
    Bad("We don[[’T]] know who they[[’Re]].", fixed="We don’t know who they’re."),
    Good("THE AGENCY'S CHIEF LEFT", why="a line in capitals"),
    Good("Yu'E Bao, Ma'T and O'S. are names", why="names"),
    Good("NATO'S chief and the A'S beat them", why="capitals before the apostrophe"),
    Good("He wrote 'Stay' and 'S' on it.", why="quotation marks"),
    screen=r"[a-z]{2}['’](?:S|T|R[Ee]|V[Ee]|L[Ll])(?:[^\w]|\z)",
    confidence=0.98,
)
def capital_after_apostrophe(document: Document) -> Iterator[Hit]:
    """A capital follows the apostrophe of a word in small letters.

    ## Why it matters
    It shows that a program put capitals into a headline or a name without reading it.

    ## Known limits
    Words of fewer than three letters before the apostrophe are left alone, for they may be names.
    """
    text = document.text
    for match in _CAPITAL.finditer(text):
        before = text[max(0, match.start() - 3) : match.start()]
        if len(before) == 3 and before[1:].islower() and before.isalpha():
            word = words_before(text, match.end(), 1)
            message = f"A capital stands after the apostrophe in “{word}”."
            yield Hit(Span.of(match), message, Suggestion(match[0].lower(), safe=True))


_ENDING = Pattern(r"['’](?P<ending>m|re|ve|ll|t(?<=[Ll][Nn].t))(?=[\s.,;:?!”\")]|\Z)")
_LONGEST = 30
#: Endings and the words that never take them (case aside).
_NEVER = {
    "m": frozenset(("he", "she", "it", "they", "we", "you", "there", "that", "this")),
    "re": frozenset(("he", "she", "it", "i", "their", "this")),
    "ve": frozenset(("he", "she", "their")),
    "ll": frozenset(("their", "his")),
    "t": frozenset(("willn",)),
}


def _word_before(text: str, end: int) -> str:
    """The word of plain letters that ends there; nothing where it is part of a longer one."""
    before = text[max(0, end - _LONGEST - 1) : end]
    rest = before.rstrip(ascii_letters)
    is_part = rest[-1:].isalnum() or rest[-1:] == "_" or len(before) - len(rest) > _LONGEST
    return "" if is_part else before[len(rest) :]


def _is_impossible(word: str, ending: str) -> bool:
    """Whether English never contracts so; "'m" follows "I" alone, but for short forms of address ("ma'm")."""
    return word in _NEVER[ending] or (ending == "m" and len(word) > 3 and word != "madam")


@rule(
    "PUN16",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("[[He'm]] sorry to have gone.", fixed=None),
    Bad("She [[seem’m]] sorry and [[it’re]] late."),
    Bad("He [[willn't]] come, [[she've]] said."),
    Good("I'm sorry they're late; you've won and he'll lose.", why="contractions that exist"),
    Good("Yes, ma’m; yes'm, he told 'm.", why="forms of address and dialect"),
    Good("“They’m coming,” said the man from Devon.", why="dialect in quoted speech"),
    Good("It's theirs, and they'd've known.", why="doubled contractions"),
    screen=r"(?:[A-Za-z]{2}['’]m|(?i:\bi|he|it|their|this)['’]re|(?i:he|their)['’]ve|(?i:their|his)['’]ll|(?i:willn)['’]t)"
    r"(?:[^\w]|\z)",
    confidence=0.95,
    quotations=Inside.SKIPPED,
)
def impossible_contraction(document: Document) -> Iterator[Hit]:
    """A pronoun or another word is contracted with a verb that cannot follow it.

    ## Why it matters
    The engine glued pieces of two phrases together; nobody can say what was meant.

    ## Known limits
    Dialect has some of these forms, so quoted speech is left alone.
    """
    text = document.text
    for match in _ENDING.finditer(text):
        word = _word_before(text, match.start())
        if word and _is_impossible(word.lower(), match["ending"]):
            span = Span(match.start() - len(word), match.end())
            yield Hit(span, f"English has no contraction “{document[span]}”.")


_ACCENT = Pattern(r"[`´′](?P<ending>s|t|re|ve|ll|d|m)(?=[\s.,;:?!”\")]|\Z)")
#: A backtick that is no apostrophe: it begins or ends a piece of code.
_BACKTICK = Pattern(r"(?<![A-Za-z])`|`(?![a-z])")


@rule(
    "PUN18",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("They don[[`]]t know it[[`]]s over, it[[´]]s true.", fixed="They don't know it's over, it's true."),
    Bad("Russia[[´]]s army isn’t there.", fixed="Russia’s army isn’t there."),
    Good("Run `cat` or `less`s twin.", why="code between backticks"),
    Good("The Qur`an, Luk`yanivka and Ka´aba", why="marks in transliterated names"),
    Good("A pole of 5′ and one of 12′ 3″", why="feet"),
    screen=r"[A-Za-z][`´′](?:s|t|re|ve|ll|d|m)(?:[^\w]|\z)",
    confidence=0.97,
)
def accent_for_apostrophe(document: Document) -> Iterator[Hit]:
    """An accent or a backtick stands where an apostrophe belongs.

    ## Why it matters
    It looks wrong in print, and spelling checks and searches do not know the word.

    ## Known limits
    Only contractions and possessives are reported, and nothing near code between backticks.
    """
    text = document.text
    for match in _ACCENT.finditer(text):
        start = match.start()
        if text[max(0, start - 2) : start].isalpha() and not _BACKTICK.search(text, max(0, start - 60), start + 60):
            apostrophe = "’" if "’" in text else "'"
            message = f"The mark “{match[0][0]}” is no apostrophe."
            yield Hit(Span(start, start + 1), message, Suggestion(apostrophe, safe=True))


_SPLIT_ENDING = Pattern(r"[ \u00a0](?P<ending>['’](?:[ \u00a0]?s|re|ll|ve)|n['’]t)(?=[ \u00a0][a-z(]|[.,;]|[\r\n]|\Z)")
_SPLIT_PLURAL = Pattern(
    r"[ \u00a0](?P<ending>['’])(?<=[a-z]{2}s..)(?=[ \u00a0][a-z]{3})(?! (?:cause|till?|cos|round|bout)\b)"
)
#: A mark that may open or close a quotation: no letter stands before it, nor the ending of a word after it.
_FREE_MARK = Pattern(r"(?<![^\W\d_])['‘’](?![ \u00a0]?(?:s|re|ll|ve)\b)")


@rule(
    "PUN19",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("It is the world[[ 's]] poorest state.", fixed="It is the world's poorest state."),
    Bad(
        "China[[ ’ s]] economy grew, the agency[[ ' s]] chief said.",
        fixed="China’s economy grew, the agency's chief said.",
    ),
    Bad(
        "The workers[[ ’]] union met. Investors[[ ’]] fear of China[[ ’ s]] growth is gone.",
        fixed="The workers’ union met. Investors’ fear of China’s growth is gone.",
    ),
    Bad("China[[ ’\u00a0s]] economy grew.", fixed="China’s economy grew."),
    Bad("They[[ ’re]] late and do[[ n’t]] care.", fixed="They’re late and don’t care."),
    Good("He was born in 's-Hertogenbosch and died in 's Gravenhage.", why="Dutch names"),
    Good("The letter 's' and the 're' of a scale", why="quotation marks"),
    Good("Rock 'n' roll of the '80s", why="letters left out"),
    Good("He wrote ‘ no more votes ’ and ' all the workers ' gone.", why="quotation marks with spaces"),
    Good("He called it 's pity' and 'll be back'.", why="quotation marks around words", known_limit=True),
    screen=r"[A-Za-z0-9][ \x{A0}](?:['’](?:[ \x{A0}]?s|re|ll|ve)|n['’]t)(?:[^\w]|\z)|s[ \x{A0}]['’][ \x{A0}]",
    confidence=0.96,
)
def space_before_apostrophe(document: Document) -> Iterator[Hit]:
    """A space splits a word from its apostrophe, or the apostrophe from its ending.

    ## Why it matters
    It is a trace of the pieces that an engine cuts words into.

    ## Known limits
    A quotation that begins with a single mark and the letter s may be taken for an ending. The apostrophe of a plural
    counts only where its sentence has no other single mark that may be a quotation mark.
    """
    text = document.text
    for match in _SPLIT_ENDING.finditer(text):
        if text[match.start() - 1 : match.start()].isalnum():
            yield _closed_up(match)
    for match in _SPLIT_PLURAL.finditer(text):
        sentence = document.sentence_at(match.start()).content
        free = _FREE_MARK.finditer(text, sentence.start, sentence.end)
        if all(_SPLIT_PLURAL.match(text, mark.start() - 1) for mark in free):
            yield _closed_up(match)


def _closed_up(match: Match[str]) -> Hit:
    """The ending without its blanks."""
    ending = match["ending"]
    closed = Suggestion("".join(ending.split()), safe=True)
    return Hit(Span.of(match), f"A space stands before “{ending}”.", closed)
