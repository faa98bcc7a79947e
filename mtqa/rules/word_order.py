"""What fails at a glance: “information are”, “yesterday said the minister”, “tried to offensive”."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.lexicon import is_word
from mtqa.text.pattern import Pattern
from mtqa.text.verb_forms import FINITE_ONLY, IS_BASE_IN_ED
from mtqa.text.verbs import is_base_form

_SPACE = "[ \u00a0]"
_START = rf"(?:(?<=[.!?]{_SPACE})|(?<=\n)|\A)"
_NO_PLURAL = (
    "information|news|evidence|advice|research|equipment|furniture|homework|knowledge|progress|legislation|ammunition"
    "|infrastructure|luggage|software|weaponry|machinery"
)
_PLURAL = "are|have|were|aren[’']t|haven[’']t|weren[’']t"
#: Plural forms that are also what follows "demanded that": not looked at after "that".
_PLURAL_OR_BASE = "confirm|show|indicate|suggest|say|contain|include|come"
#: "Information from the front confirm": the nearest noun does not make the subject a plural.
_PHRASE = (
    rf"(?:(?:of|from|about|on|in|by|for){_SPACE}"
    r"(?:(?!(?:will|would|can|could|may|might|must|should|to|did|does|what|which|whose|who|how|where|that|and|or|but|if)\b)"
    rf"[\w’'-]{{1,20}}{_SPACE}){{1,4}})?"
)
_DISAGREEING = Pattern(
    rf"(?<![\w’'-])(?P<noun>{_NO_PLURAL}|{_NO_PLURAL.title()}){_SPACE}{_PHRASE}(?P<verb>{_PLURAL}|{_PLURAL_OR_BASE})(?![\w’'-])"
)
#: The noun opens its clause, with a determiner and an adjective at most: "sources of information are" is right.
_BEFORE_NOUN = Pattern(
    rf"(?:{_START}|\b(?P<that>that|because|although|while|whereas){_SPACE})"
    rf"(?:(?:[Tt]he|[Tt]his|[Aa]ll|[Nn]o|[Ss]ome|[Tt]heir|[Hh]is|[Oo]ur|[Ii]ts|[Ss]uch){_SPACE})?"
    rf"(?:(?!and\b|or\b|of\b|did\b|does\b|the\b)[a-z]{{2,20}}{_SPACE})?\Z"
)
_CLAUSE_START = 60


@rule(
    "GRA09",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("The [[information confirm]] the loss. He said that the latest [[news are]] good."),
    Bad("[[Information from the soldiers confirm]] that [[evidence of the attacks were]] found."),
    Bad("[[Evidence have]] been found. All [[equipment were]] lost."),
    Good("Sources of information confirm it. Pieces of evidence have been found.", why="another word is the subject"),
    Good("He demanded that information come at once. Did the news come? Does research show it?", why="a base form"),
    Good(
        "Weapons and equipment were lost. The news agencies say so. Fake News are a band.", why="two things; a compound"
    ),
    Good("Advice on what foods are best, and knowledge of how things are.", why="a clause inside the phrase"),
    Good("The information confirms the loss, and the news is good.", why="right as it is"),
    screen=rf"(?:{_NO_PLURAL}|{_NO_PLURAL.title()})[ \x{{A0}}](?:(?:of|from|about|on|in|by|for)[^,.:;\n]+[ \x{{A0}}])?"
    rf"(?:{_PLURAL}|{_PLURAL_OR_BASE})\b",
    confidence=0.9,
    basis="no finding in 418,000 words of edited and human English, nor in 321,000 of machine translation",
    quotations=Inside.SKIPPED,
)
def uncounted_noun_with_plural_verb(document: Document) -> Iterator[Hit]:
    """A noun that has no plural has the verb of one.

    ## Why it matters
    In the other language the word is a plural; in English it is a slip that every reader sees.

    ## Known limits
    Only where the noun opens its clause: elsewhere another word may be the subject.
    """
    for match in _DISAGREEING.finditer(document.text):
        before = _BEFORE_NOUN.search(document.text, max(0, match.start() - _CLAUSE_START), match.start())
        if before is None or (before["that"] and match["verb"] in _PLURAL_OR_BASE.split("|")):
            continue
        yield Hit(Span.of(match), f"“{match['noun']}” is a singular in English, “{match['verb']}” a plural.")


_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN = (
    rf"(?:Yesterday|Today|Tomorrow|Recently|Meanwhile|Subsequently|Later|Already|Earlier|Previously|Finally|Currently"
    rf"|However|Therefore|On {_DAY}|In (?:(?:19|20)\d\d|{_MONTH}))"
)
_VERB = (
    "said|announced|explained|told|decided|declared|stated|added|stressed|noted|emphasi[sz]ed|received|took|gave|wrote|wants"
    "|wanted|has|have|will|can|must|should|would"
)
_SUBJECT = "the|an?|his|her|their|its|our|this|these|he|she|they|we|it"
_INVERTED = Pattern(
    rf"(?P<when>{_WHEN}){_SPACE}(?P<verb>{_VERB}){_SPACE}(?:{_SUBJECT})(?={_SPACE}[A-Za-z])"
    rf"|Then{_SPACE}(?:will|would|must|should|can){_SPACE}be(?={_SPACE}[a-z])"
)


@rule(
    "GRA10",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("The town is calm. [[Yesterday said the]] minister that nobody would leave."),
    Bad("[[On Monday announced the]] club the end of the season."),
    Bad("[[Then will be]] discussed with him the state of the roads."),
    Bad("[[Currently has the]] region no hospital. [[In 2010 took the]] party the power."),
    Good(
        "Yesterday the minister said so. On Monday, said the club, the season ends.", why="right as they are; an aside"
    ),
    Good("“Nobody left.” Later said the minister: “They did.”", why="after a quotation"),
    Good("Tomorrow will be the day. In 2010 has-been acts came back.", why="the day is the subject; a compound"),
    Good(
        "Today has the feel of spring. However will they do it?",
        why="the day is the subject; a question",
        known_limit=True,
    ),
    screen=rf"(?:{_WHEN})[ \x{{A0}}](?:{_VERB})[ \x{{A0}}](?:{_SUBJECT})\b"
    r"|Then[ \x{A0}](?:will|would|must|should|can)[ \x{A0}]be\b",
    confidence=0.85,
    basis="no finding in 418,000 words of edited and human English; machine translation: 1 of 1 true",
    quotations=Inside.SKIPPED,
)
def verb_before_subject(document: Document) -> Iterator[Hit]:
    """After an adverb that opens the sentence stands the verb, and then the subject.

    ## Why it matters
    It is the word order of German, Dutch or Swedish; in English the reader takes the subject for the object.

    ## Known limits
    Only words of time are looked at; after “then”, “now” and “here” the order is English.
    """
    for match in _INVERTED.finditer(document.text):
        content = document.sentence_at(match.start()).content
        if content.start != match.start() or document.text[content.end - 1] == "?":
            continue
        opens = document.paragraph_at(match.start()).content.start == match.start()
        if opens or not _is_after_quotation(document, match.start()):
            span = Span.of(match)
            yield Hit(span, f"“{document[span]} …” has the verb before its subject.")


#: White space that may stand between a quotation and what follows it.
_GAP = 8


def _is_after_quotation(document: Document, start: int) -> bool:
    return document.text[max(0, start - _GAP) : start].rstrip()[-1:] in {"”", '"', "’", "»"}


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


@rule(
    "GRA11",
    Category.GRAMMAR,
    Severity.MAJOR,
    Bad("Two battalions [[tried to offensive]] near the town."),
    Bad("They [[refused to participation]], and nobody was [[able to investment]]."),
    Bad("The firm [[refused to commented]] on it, and the court was [[unable to decided]]."),
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
    rf"(?:[a-z]+(?:{_NO_VERB}|ed)|{'|'.join(sorted(FINITE_ONLY))})\b",
    confidence=0.85,
    basis="no finding in 418,000 words of edited and human English; machine translation: 1 of 1 true",
    quotations=Inside.SKIPPED,
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


def _is_infinitive(word: str) -> bool:
    prefix = _PREFIX.match(word)
    return is_base_form(word) or bool(prefix and is_base_form(word[prefix.end() :]))
