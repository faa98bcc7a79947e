"""Verbs in a form that English has not: “tried to offensive”, “was happened”, “has traveled yesterday”."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.lexicon import is_word
from mtqa.text.pattern import Pattern, first_letters
from mtqa.text.verb_forms import FINITE_ONLY, IS_BASE_IN_ED
from mtqa.text.verbs import is_base_form, is_verb_before_noun

_SPACE = "[ \u00a0]"
#: What stands before "to" and an infinitive, and before no noun.
_ONLY_INFINITIVE = (
    "tried|tries|trying|wants?|wanted|decided|decides|refused|refuses|managed|manages|failed|intends|intended"
    "|hopes?|hoped|hoping|able|unable"
)
#: The same, and those that a noun may follow as well: "agreed to reduced fees".
_WANTS_INFINITIVE = (
    f"{_ONLY_INFINITIVE}|try|decide|refuse|manage|intend|planned|planning|threatened|threatens|attempted|attempts"
    "|agreed|agrees"
)
#: Endings of adjectives and nouns; verbs that end so are told by the list of verbs.
_NO_VERB = "ive|ion|ness|ity|al|ous|able|ible|ence|ance|ist|ism|ment|ary|ful|less|ship"
#: What may stand before a verb and makes another verb of it.
_PREFIX = Pattern(r"(?:re|de|dis|un|out|over|mis|pre|co|under)-?(?=[a-z]{3})")
_NO_INFINITIVE = Pattern(
    rf"(?<![\w’'-])(?P<span>(?:{_WANTS_INFINITIVE}){_SPACE}to{_SPACE}(?P<word>[a-z]{{2,24}}(?:{_NO_VERB})))(?![\w’'-])"
    rf"|(?<![\w’'-])(?P<past>(?:{_ONLY_INFINITIVE}){_SPACE}to{_SPACE}(?P<form>[a-z]{{2,24}}ed|{'|'.join(sorted(FINITE_ONLY))}))(?![\w’'-])"
)
#: What a verb can follow only with "-ing", and what shows that a verb and no noun follows.
_WANTS_ING = (
    "succeeded in|succeeds in|succeeding in|succeed in|capable of|incapable of|instead of|insisted on|insists on|"
    "responsible for|accused of|suspected of|afraid of|tired of|used for|aimed at|without"
)
_NO_GERUND = Pattern(
    first_letters(_WANTS_ING.split("|"), not_after=r"\w’'-") + rf"{_SPACE}(?P<base>[a-z]{{3,24}}){_SPACE}"
    rf"(?:the|an?|its|their|his|her|our|them|him)(?={_SPACE}(?!same\b|next\b|day\b|week\b|year\b|first\b)[a-z]|[.,;])"
)
_TO_TWICE = Pattern(r"(?<![\w’'-])to[ \u00a0]not[ \u00a0]to(?![\w’'-])")


@rule(
    "GRA11",
    Category.GRAMMAR,
    Severity.MAJOR,
    Bad("Two battalions [[tried to offensive]] near the town."),
    Bad("They [[refused to participation]], and nobody was [[able to investment]]."),
    Bad("The firm [[refused to commented]] on it, and the court was [[unable to decided]]."),
    Bad("They [[succeeded in reach]] the goal. It is [[capable of destroy]] a town."),
    Bad("He asked the public [[to not to]] speculate."),
    Good("He succeeded in reaching it, accused of murder a week ago, without let or hindrance.", why="nouns"),
    Good(
        "They tried to speed up, agreed to reduced fees, and were able to proceed.", why="infinitives; a noun follows"
    ),
    Good(
        "They tried to mention, question and finance it; they wanted to experience the signal.", why="verbs that end so"
    ),
    Good("He was able to total the sums, failed to position it and hoped to influence them.", why="verbs that end so"),
    Good(
        "They agreed to additional and, in order to be able to, to partial payments.",
        why="a noun follows",
        known_limit=True,
    ),
    Good("They tried to all-but-finish it, and wanted to physically leave.", why="a compound, an adverb"),
    Good("It intends to delist, failed to reposition and hopes to outdistance them.", why="verbs with a prefix"),
    screen=rf"\b(?:{_WANTS_INFINITIVE})[ \x{{A0}}]to[ \x{{A0}}]"
    rf"(?:[a-z]+(?:{_NO_VERB}|ed)|{'|'.join(sorted(FINITE_ONLY))})\b|\bto[ \x{{A0}}]not[ \x{{A0}}]to\b"
    rf"|\b(?:{_WANTS_ING})[ \x{{A0}}][a-z]*(?:[a-fh-z]|[a-mo-z]g|[a-hj-z]ng)[ \x{{A0}}]"
    r"(?:the|an?|its|their|his|her|our|them|him)\b",
    confidence=0.85,
    basis="no finding in 418,000 words of edited and human English; machine translation: 1 of 1 true",
)
def infinitive_that_is_none(document: Document) -> Iterator[Hit]:
    """After “tried to” or “wanted to” stands a noun, an adjective or a past form where an infinitive must come.

    ## Why it matters
    The verb is lost, and with it what was tried or wanted.

    ## Known limits
    Only past forms, and words whose ending is no verb's, are looked at.
    """
    for match in _NO_INFINITIVE.finditer(document.text):
        if match["past"]:
            if match["form"] not in IS_BASE_IN_ED:
                message = f"“{match['past']}” has the past form “{match['form']}” where the infinitive must stand."
                yield Hit(Span.of(match, "past"), message)
        elif not _is_infinitive(match["word"]) and is_word(match["word"]):
            yield Hit(Span.of(match, "span"), f"“{match['span']}” lacks a verb: “{match['word']}” is none.")
    for match in _NO_GERUND.finditer(document.text):
        if is_verb_before_noun(match["base"]):
            span = Span(match.start(), match.end("base"))
            yield Hit(span, f"“{document[span]}” has the infinitive where the form in “-ing” must stand.")
    for match in _TO_TWICE.finditer(document.text):
        yield Hit(Span.of(match), f"“{match[0]}” has “to” twice.")


def _is_infinitive(word: str) -> bool:
    prefix = _PREFIX.match(word)
    return is_base_form(word) or bool(prefix and is_base_form(word[prefix.end() :]))


_BE = "is|are|was|were|be|been|being|get|gets|got"
_HAPPENING = (
    "happened|occurred|died|existed|lasted|belonged|disappeared|appeared|arrived|participated|emerged|happen|occur|die"
)
_PASSIVE = Pattern(
    rf"(?<![\w’'-])(?:{_BE})(?:{_SPACE}(?:not|also|already|suddenly))?{_SPACE}(?:{_HAPPENING})(?![\w’'-])"
    rf"(?!{_SPACE}(?:at|in)(?:[.,;]|{_SPACE}(?:by|after|through|only|when|as)\b))"
)
#: How far back a clause is looked for, in code points.
_CLAUSE = 60
_MAY_BE_TWO_CLAUSES = Pattern(
    r"(?i)\b(?:all|what|whatever|everything|anything|nothing|how|who|whoever|that|which|where|wherever|as|than|when|if)\b"
)


@rule(
    "GRA14",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("The quake [[was happened]] at night. The strike [[is not occurred]] in the port."),
    Bad("Two men [[were died]] on the spot."),
    Good("What it was happened later. The man that he was died in the war.", why="two clauses"),
    Good("The decision was arrived at by chance. He was made to disappear.", why="a verb with its preposition"),
    Good("It happened. They have died. It was dead.", why="right as they are"),
    screen=rf"\b(?:{_BE})[ \x{{A0}}](?:(?:not|also|already|suddenly)[ \x{{A0}}])?(?:{_HAPPENING})\b",
    confidence=0.9,
    basis="judged when the rule was written",
)
def passive_of_happening(document: Document) -> Iterator[Hit]:
    """A verb that nobody can do to anybody, such as “happen” or “die”, stands in the passive.

    ## Why it matters
    Persian, Turkish and Russian have one form for both; in English the sentence stumbles, and “was died” may be read as
    “was killed”.

    ## Known limits
    “Was collapsed” and “was fallen” are left alone: they can be English.
    """
    for match in _PASSIVE.finditer(document.text):
        opening = document.sentence_at(match.start()).content.start
        if _MAY_BE_TWO_CLAUSES.search(document.text, max(opening, match.start() - _CLAUSE), match.start()):
            continue
        yield Hit(Span.of(match), f"“{match[0]}” makes a passive of a verb that has none.")


_PARTICIPLE = (
    r"[a-z]{2,20}ed|gone|come|seen|taken|given|made|held|met|left|won|lost|fallen|begun|become|sent|found|paid|told|"
    r"said|flown|written|spoken|shot|hit"
)
#: The time before which a perfect counts ("since", "until yesterday") stands between them in English.
_NO_LIMIT = (
    r"(?!(?:since|until|till|from|than|before|over|by|after|between|and|but|or|like|compared|as|that|which|who|for|only|"
    r"even|when|where|if|to[ \u00a0]have)\b)"
)
_PERFECT = Pattern(
    rf"(?<![\w’'-])(?P<before>[\w’]+){_SPACE}(?P<span>(?:has|have){_SPACE}(?:also{_SPACE}|already{_SPACE})?(?:{_PARTICIPLE}){_SPACE}"
    rf"(?:{_NO_LIMIT}[\w’'-]{{1,20}}{_SPACE}){{0,4}}"
    rf"(?:yesterday|(?:two|three|four|five|six|ten|\d{{1,2}}){_SPACE}(?:days|weeks|months|years){_SPACE}ago))(?![\w’'-])"
)
#: Before "have": it is no present perfect.
_NO_PERFECT = frozenset(
    "to would will could should may might must can cannot not shall ll d i we you wouldn’t couldn’t".split()
)


@rule(
    "GRA16",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("The minister [[has traveled to Muscat yesterday]]."),
    Bad("The firm [[has closed two plants three years ago]], he said."),
    Good("It has been closed since yesterday, and has grown more than three years ago.", why="a limit of time"),
    Good("It would have closed yesterday; he is said to have left two weeks ago.", why="no present perfect"),
    Good("He has said that yesterday was bad. It closed yesterday.", why="another clause; right as it is"),
    screen=r"\b(?:has|have)[ \x{A0}][a-z][^.,;:\n]*[ \x{A0}](?:yesterday|ago)\b",
    confidence=0.88,
    basis="judged when the rule was written",
)  # fmt: skip
def perfect_with_past_time(document: Document) -> Iterator[Hit]:
    """The present perfect (“has traveled”) stands with a time that is over (“yesterday”).

    ## Why it matters
    German, Persian, Hindi and French say so; in English the simple past belongs there.

    ## Known limits
    Only “yesterday” and “... ago”, at most four words behind the verb.
    """
    for match in _PERFECT.finditer(document.text):
        if match["before"].lower() not in _NO_PERFECT:
            message = f"“{match['span']}”: a time that is over goes with the simple past."
            yield Hit(Span.of(match, "span"), message)
