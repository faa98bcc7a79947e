"""Sentences that are no sentences: a verb or a main clause is missing, as verb forms show it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.lexicon import is_word
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Role, Sentence
from mtqa.text.verbs import finite_verbs, firsts_of_verbs, is_one_verb, may_have_verb

_NUMBERS = "One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|A|Some|Several"
_LATER = rf"(?:{_NUMBERS}|\d{{1,3}})[ ](?:\w{{1,12}}[ ]){{0,2}}(?:later|ago)"
_CONNECTIVES = (
    "According to|In particular|In addition|On the other hand|As a result|Meanwhile|However|Therefore|Nevertheless"
    "|Moreover|Furthermore"
)
#: What stands in front of a clause, set off by a comma, and makes readers wait for it.
_ADJUNCT = rf"(?:{_CONNECTIVES}|(?:But|And) (?:above all|from|since)|{_LATER}|In (?:19|20)\d\d)"
_WAITING = Pattern(rf"(?P<adjunct>{_ADJUNCT})\b[^,\n]{{0,120}},[ \u00a0]")
_WAITING_BEGINS = (*_CONNECTIVES.split("|"), "But ", "And ", "In 19", "In 20", *_NUMBERS.split("|"), *"0123456789")
_NO_PROSE = Pattern(r"[:;<>#()|?!@–—…•*=/]| - ")
_SHORTEST = 8
#: For screens: what stands before the first word of a sentence.
_AT_START = r"(?:\A|\n|[^A-Za-z0-9\s,])[\s\x{A0}]*"


def _sentences(
    document: Document, beginnings: tuple[str, ...], openings: Pattern
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Sentences of the body that end with a full stop and open as the pattern says, in one of its ``beginnings``."""
    text = document.text
    for sentence in document.sentences:
        content = sentence.content
        if not text.startswith(beginnings, content.start):
            continue
        opening = openings.match(text, content.start, content.end)
        if opening is None or text[content.end - 1] != "." or text.endswith("..", 0, content.end):
            continue
        if document.paragraphs[sentence.paragraph].role is Role.BODY:
            yield sentence, opening


@rule(
    "SEN07",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("[[According to the forecast for the next three days, Lagos and more rainy weather.]]"),
    Bad("[[In particular, the snow on the roads in the mountains of the north.]] Nobody drove."),
    Bad("[[Nine years later, the first public library in the history of the town.]]"),
    Good(
        "According to the forecast for the next three days, Lagos expects more rain.", why="a verb that is a noun too"
    ),
    Good("In particular, the roads in the north are full of snow this week.", why="an auxiliary"),
    Good("However, the banks trade in the notes of many other banks.", why="a noun that is a verb here"),
    Good("However, the banks of the north trade in the notes of many others.", why="the same, far from its subject"),
    Good("However, not for long. Meanwhile, a word about Reno.", why="deliberate fragments are short"),
    Good("According to the paper, from left: Ann Doe, Jane Roe and the son of John Doe.", why="a caption"),
    Good("Ms. Doe (According to the list, the first of the seven sisters of Reno).", why="brackets"),
    screen=(
        _AT_START + r"(?:According to|In particular|In addition|On the other hand"
        r"|(?:But|And) (?:above all|from|since)|As a result|Meanwhile|However|Therefore|Nevertheless|Moreover"
        r"|Furthermore"
        r"|In (?:19|20)[0-9][0-9]|[0-9A-Z][^\s,]*[ \x{A0}](?:[^\s,]+[ \x{A0}])?(?:[^\s,]+[ \x{A0}])?(?:later|ago))\b"
    ),
    confidence=0.9,
    basis="none in 418,000 words of edited and human English; machine translation and synthetic defects: 9 of 9 true",
    quotations=Inside.SKIPPED,
)
def clause_without_verb(document: Document) -> Iterator[Hit]:
    """A sentence opens with words that lead up to a clause, and no verb comes.

    ## Why it matters
    Readers learn of whom something was to be said, and not what: the verb was lost in translation.

    ## Known limits
    Only sentences of eight words or more that open with such words and have no word that may be a verb are reported.
    """
    for sentence, opening in _sentences(document, _WAITING_BEGINS, _WAITING):
        content = sentence.content
        words = document[content]
        if len(words.split()) < _SHORTEST or _NO_PROSE.search(words) or may_have_verb(document.text, content):
            continue
        yield Hit(content, f"“{opening['adjunct']} …” leads up to a clause, but the sentence has no verb.")


_CONJUNCTIONS = "Although|Though|Whereas|While|Even though|Because|If|When|Unless|Even if|So that|No matter|That"
_CONCEDING = Pattern(
    r"(?P<word>Although|Though|Whereas|While(?! \w{2,20}ing\b)|Even though|Because(?! of\b)|If|When|Unless"
    r"|Even if|So that|No matter(?=[ \u00a0](?:how|what|who|where|when|which)\b)"
    r"|That(?= (?:he|she|they|we|it|the|his|her|their)\b))[ \u00a0]"
)
_MAIN_CLAUSE = Pattern(r"[,:;–—?!()]| - ")
#: Fragments with these are a voice of their own more often than with "although".
_COMMON = frozenset(("Because", "If", "When", "So that"))
#: The verb after such a word is that of a clause inside the clause: "the illness they are seeing".
_INNER_SUBJECT = Pattern(
    r"\b(?:he|she|they|we|I|you|it|who|which|that|there)[ \u00a0](?:(?:also|never|still|often|now|not)[ \u00a0])?\Z",
)
_BEFORE_VERB = 16


@rule(
    "SEN08",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("[[Although]] the talks of the two sides began in the month of May."),
    Bad("[[While]] the port and the railway are in the hands of the army. Nobody was told."),
    Bad("[[Whereas]] the ministers have not been able to meet."),
    Bad("The vote was late. [[Because]] the decision to close the port of the town is a mistake."),
    Bad("The vote was late. [[That]] he spoke of the price of the houses they are building."),
    Bad("The vote was late. [[No matter]] how cheap they can buy the houses of the town."),
    Good(
        "No matter what they say, the talks are over. It was late, no matter how you look at it.", why="a main clause"
    ),
    Good("Although the talks began in May, nothing came of them.", why="the main clause follows"),
    Good("Although the talks began in May nothing came of them.", why="the main clause follows without a comma"),
    Good("While walking home he met the mayor of the town.", why="no clause of its own"),
    Good(
        "While the mayor slept. Though not for long. Because he could. If only.", why="short fragments are deliberate"
    ),
    Good("“Although the talks of the two sides began in the month of May.”", why="somebody's words"),
    Good(
        "That he spoke of the price of houses is true. That means the talks are over.", why="a subject, and a pronoun"
    ),
    Good("I miss you. When I wake up in the house that you love so much.", why="a letter"),
    screen=_AT_START + rf"(?:{_CONJUNCTIONS})[ \x{{A0}}]",
    confidence=0.9,
    basis="none in 65,000 words of edited news, 2 in 353,000 of human translations, both deliberate; machine "
    "translation: 3 of 3 true",
    quotations=Inside.SKIPPED,
)
def subordinate_clause_alone(document: Document) -> Iterator[Hit]:
    """A clause with "although", "because" or "that" stands alone: the clause that it belongs to is missing.

    ## Why it matters
    Readers wait for the other half of the thought; it was lost, or stands in the sentence before or after.

    ## Known limits
    A sentence with a comma, or with a second word that may be a verb, is taken for complete. With "because", "if" and
    "when" only texts without "I" and "you" outside quotations are looked at: letters and diaries write so.
    """
    for sentence, opening in _sentences(document, tuple(_CONJUNCTIONS.split("|")), _CONCEDING):
        content, word = sentence.content, opening["word"]
        words = document[content]
        if len(words.split()) < _SHORTEST or _MAIN_CLAUSE.search(words):
            continue
        if not _is_one_clause(document.text, Span(opening.end(), content.end), word):
            continue
        if word in _COMMON and document.once(_is_personal):
            continue
        message = f"“{word}” opens a clause that stands alone: the clause that it belongs to is missing."
        yield Hit(Span.of(opening, "word"), message)


def _is_one_clause(text: str, clause: Span, word: str) -> bool:
    """Whether what follows "although" has one verb; "that" may have clauses inside, told by their subjects."""
    verbs = finite_verbs(text, clause)
    if not verbs:
        return False
    if word != "That":
        return is_one_verb(text, verbs)
    firsts = firsts_of_verbs(text, verbs)
    return all(
        _INNER_SUBJECT.search(text, max(clause.start - 1, one.start - _BEFORE_VERB), one.start) for one in firsts
    )


#: Who tells "I" and "you" writes letters, diaries and advertisements.
_PERSONAL = Pattern(r"(?<![\w’'])(?:I|[Mm]y|me|[Yy]ou|[Yy]our)(?![\w-])")


def _is_personal(document: Document) -> bool:
    return any(not document.in_quotation(Span.of(match)) for match in _PERSONAL.finditer(document.text))


_SAYING = (
    "Adding|Noting|Stressing|Explaining|Indicating|Emphasising|Emphasizing|Pointing out|Claiming|Stating|Warning"
    "|Confirming|Revealing|Insisting|Asserting|Affirming|Declaring|Announcing|Recalling|Underlining|Underscoring|Highlighting"
    "|Reiterating"
)
_SUBJECT = "he|she|it|they|we|there|this|these|his|her|their|its|both|many|most|some"
_CONTINUING = Pattern(
    rf"(?P<word>(?:{_SAYING}) that|Especially (?:since|because|given that)(?= (?:{_SUBJECT})\b)"
    r"|As well as (?:in|on|at|for|from|to|of|by|with)"
    r"|Including)[ \u00a0]",
)
_BEFORE = Pattern(r"(?<=[\w%)])\.[ \u00a0]\Z")


@rule(
    "SEN09",
    Category.UNINTELLIGIBLE,
    Severity.MINOR,
    Bad(
        "The army left the town[[. Noting that]] the bridge is open again.",
        fixed="The army left the town, noting that the bridge is open again.",
    ),
    Bad(
        "The critics are many[[. Especially since]] both of them have armies of their own.",
        fixed="The critics are many, especially since both of them have armies of their own.",
    ),
    Bad("The critics are many. . [[Especially since]] both of them have armies of their own."),
    Bad("[[Recalling that]] the town was the scene of a battle."),
    Bad(
        "They met in the city[[. As well as in]] the villages of the north.",
        fixed="They met in the city, as well as in the villages of the north.",
    ),
    Good("Noting that the bridge is open again, he went home.", why="the main clause follows"),
    Good("Including the driver, seven people were in the car.", why="the main clause follows"),
    Good("Including interest in the sum is a mistake of theirs.", why="the subject of the sentence"),
    Good("He said: “They left. Especially since both of them have armies of their own.”", why="somebody's words"),
    Good("Stressing that it was late he left.", why="a main clause without a comma"),
    screen=rf"\b(?:(?:{_SAYING}) that|Especially (?:since|because|given)|As well as|Including)[ \x{{A0}}]",
    confidence=0.9,
    basis="2 hits in 456,000 words of human English, slips of translators; 3 in 155,000 of translations, all defects",
    quotations=Inside.SKIPPED,
)
def continuation_stands_alone(document: Document) -> Iterator[Hit]:
    """Words that only go on with a sentence stand alone, as one of their own.

    ## Why it matters
    Who is noting, what it is included in, is in the sentence before, or nowhere.

    ## Known limits
    A piece with a word that may be the verb of a main clause is taken for a sentence.
    """
    text = document.text
    for sentence, opening in _sentences(
        document, (*_SAYING.split("|"), "Especially", "As well as", "Including"), _CONTINUING
    ):
        content, word = sentence.content, opening["word"]
        words = document[content]
        if (
            len(words.split()) < _SHORTEST - 1
            or _NO_PROSE.search(words)
            or _has_main_clause(document, sentence, opening)
        ):
            continue
        before = _BEFORE.search(text, max(0, content.start - 4), content.start)
        if before is None:
            yield Hit(Span.of(opening, "word"), f"“{word} …” goes on with a sentence, but stands alone.")
            continue
        span = Span(before.start(), opening.end("word"))
        message = f"“{word} …” belongs to the sentence before; the full stop cuts them apart."
        yield Hit(span, message, Suggestion(f", {word[0].lower()}{word[1:]}"))


def _has_main_clause(document: Document, sentence: Sentence, opening: re.Match[str]) -> bool:
    """Whether a word may be the verb of a main clause; the clause that the opening itself wants has one of its own."""
    word, content = opening["word"], sentence.content
    verbs = finite_verbs(document.text, Span(opening.end(), content.end))
    if word.startswith("Especially"):
        return "," in document[content]
    if word.startswith(("As well", "Including")):
        return bool(verbs)
    return not is_one_verb(document.text, verbs)


#: The look-behind stands after the first letter, so that `re` can jump from one to the next.
_RELATIVE = Pattern(
    r"(?P<word>w(?<=[ \u00a0]w)(?:hich|hose|ho))[ \u00a0](?!to\b|else\b|not\b)"
    r"(?P<rest>[\w ’'\u00a0-]{4,200})\.(?=\s|\Z)",
)
#: What stands before "which" where it asks, or is part of a number: "he did not say which horse", "most of which new".
_VERBLESS_AFTER = Pattern(
    r"\b(?:say|says|said|tell|tells|told|know|knows|knew|ask|asks|asked|decide|decided|sure|clear|matter|regardless of"
    r"|and|or|see|saw|choose|chose|guess|wonder|depending on|about|as to|learn|learned|just|exactly"
    r"|(?<!result )(?<!because )of|\d)\Z",
)
_BEFORE_RELATIVE = 20
#: Words of the clauses that are looked at.
_WORDS = 2, 20


@rule(
    "SEN11",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("The mayor opened a bridge, [[which]] for the sixth year with the people of the town."),
    Bad("Seven people died as a result of [[which]] the evening paper."),
    Bad("They spoke with the man [[whose]] the door of the house."),
    Good("The mayor opened a bridge which leads to the town.", why="a verb"),
    Good("The mayor opened a bridge which the banks of the north trade in.", why="a verb that is a noun too"),
    Good("Nine people came, most of which from the north of the country.", why="a part of a number needs no verb"),
    Good("He did not say which of the three roads. They asked who in the office.", why="a question cut short"),
    Good("They do not know who to trust in this matter.", why="an infinitive"),
    Good("They gave a sample to those who purchase them.", why="a verb that is a noun too, right after “who”"),
    Good("It costs nine euros, which incldues the meal.", why="the verb is misspelt"),
    Good("He spoke to the man who would be king. “Which way home.”", why="a verb, and somebody's words"),
    confidence=0.9,
    basis="none in 418,000 words of edited and human English; machine translation and synthetic defects: 4 of 5 true, "
    "the false one left alone since",
    quotations=Inside.SKIPPED,
)
def relative_clause_without_verb(document: Document) -> Iterator[Hit]:
    """A clause with "which" or "who" runs to the full stop without a verb.

    ## Why it matters
    What was to be said of the person or thing is missing.

    ## Known limits
    Clauses with a comma or another mark inside, or with a word that may be a verb or that no list of English has, are
    left alone.
    """
    text = document.text
    for match in _RELATIVE.finditer(text):
        clause = Span(match.end("word"), match.end("rest"))
        if may_have_verb(text, clause) or not (_WORDS[0] <= len(match["rest"].split()) <= _WORDS[1]):
            continue
        before = match.start() - 1
        if _VERBLESS_AFTER.search(text, max(0, before - _BEFORE_RELATIVE), before):
            continue
        if not _are_words(match["rest"]):
            continue
        word = match["word"]
        yield Hit(Span.of(match, "word"), f"“{word}” opens a clause that has no verb before the full stop.")


def _are_words(text: str) -> bool:
    """Whether all words in small letters are known: an unknown one may be a misspelt verb."""
    return all(is_word(word) for word in text.split() if word.isalpha() and word.islower())
