"""Pieces between two full stops that are no sentences: without a verb, or with a verb that has no subject."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.lexicon import is_word
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Role, Sentence
from mtqa.text.verbs import has_frequent_verb, may_have_rare_verb

_FINITE = "Is|Are|Was|Were|Has|Does|Did"
_BEFORE_BE = "Will|Would|Can|Could|Must|Should|Have|Had|May|Might"
_NOT_SUBJECT = (
    "that|this|these|those|it|he|she|there|the|they|we|you|anyone|anybody|everyone|everybody|someone|somebody|any|all"
    "|his|her|its|their|our|your|my|an?"
)
_VERB_FIRST = Pattern(
    rf"(?P<verb>(?:{_FINITE})(?=[ \xA0](?!(?:{_NOT_SUBJECT})\b)[a-z])"
    rf"|(?:{_BEFORE_BE})(?:[ \xA0]not)?[ \xA0]be(?:en)?(?=[ \xA0][a-z]))"
)
_FIRST_VERBS = tuple(f"{_FINITE}|{_BEFORE_BE}".split("|"))
_SHORTEST = 6
#: After these an unknown word is a noun; elsewhere it may be a misspelt verb.
_COUNTS = frozenset(
    "the a an no his her its their our two three four five six seven eight nine ten many several".split()
)


@rule(
    "SEN12",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("The town is small. [[Is]] expected to grow by a third in the next ten years."),
    Bad("[[Was]] one of the few women in the council of the town."),
    Bad("[[Will be]] discussed with the mayor in the course of the week."),
    Bad("Nobody was told. [[Should be]] noted that the bridge is closed."),
    Good("Is the town expected to grow? Are people ready to pay for it?", why="questions"),
    Good("Is it late? Was that all. Are the roads closed. Has he gone.", why="questions that lost their mark"),
    Good("Were it not for the rain, all would be well. Had they been told, they would have left.", why="conditions"),
    Good("Will Smith was there. May be late. Is over.", why="a name, and notes"),
    Good("“Was born in a small town in the north,” the card says.", why="somebody's words"),
    screen=rf"(?:\A|\n|[^A-Za-z0-9\s,])[\s\x{{A0}}]*(?:(?:{_FINITE})[ \x{{A0}}][a-z]"
    rf"|(?:{_BEFORE_BE})(?:[ \x{{A0}}]not)?[ \x{{A0}}]be)",
    confidence=0.85,
    basis="none in 65,000 words of edited news, 2 in 353,000 words of human translations, notes without a subject; "
    "synthetic defects 12 of 12, machine translation 1 of 1",
    quotations=Inside.SKIPPED,
)
def sentence_without_subject(document: Document) -> Iterator[Hit]:
    """A statement begins with its verb: who or what it is about is missing.

    ## Why it matters
    Readers take it for a question, and then do not learn of whom the story speaks.

    ## Known limits
    Only forms of “be”, “have” and “do” that open a sentence are looked at; notes in a private voice (“Was late.”) are
    reported where they have six words or more.
    """
    text = document.text
    for sentence in document.sentences:
        content = sentence.content
        if not text.startswith(_FIRST_VERBS, content.start):
            continue
        match = _VERB_FIRST.match(text, content.start)
        if match is None or not _is_statement(document, content):
            continue
        if len(document[content].split()) >= _SHORTEST:
            yield Hit(Span.of(match, "verb"), f"“{match['verb']} …” opens a statement that has no subject.")


def _is_statement(document: Document, content: Span) -> bool:
    """Whether it ends with one full stop and stands in the body of the story."""
    text = document.text
    if text[content.end - 1] != "." or text.endswith("..", 0, content.end):
        return False
    return document.paragraph_at(content.start).role is Role.BODY


#: Marks of captions, lists, scores, measures and asides, where no verb need stand.
_NO_PROSE = Pattern(r"[:;<>#()|?!@–—…•*=/&%№°“”\"«»]| - |\d[x×х]\d|\.[A-Za-z]")
#: "On Tuesday, ...": after it a clause must come.
_TIME = Pattern(
    r"(?:But |And )?(?:On (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:In|Since|Until|By) (?:1[89]|20)\d\d"
    r"|At the (?:beginning|end|start|turn|time)|In the (?:beginning|end|meantime|evening|morning|afternoon)"
    r"|Yesterday|Currently|Recently|Previously|Earlier|Subsequently|Today)\b[^,]{0,60}, \w"
)
#: Words that only a clause has: a subject, or what opens a clause.
_CLAUSE = Pattern(r".* (?:he|she|we|they|who|which|whose|because(?! of))\b")
#: "The French not sicker than elsewhere": a statement without "are".
_DENIED = Pattern(
    r"(?:The|This|These|His|Her|Their|Our) [^,]{3,80} not (?!only|just|even|necessarily|quite|so|for|too|always|yet"
    r"|unlike|to\b|\w+(?:ed|en|wn|ing)\b)"
)
#: "1990s after the collapse": what stood before the figure is lost.
_BARE_YEARS = Pattern(r"(?:1[89]|20)\d\ds? (?:after|in|of|with|from|by|for|before|and)\b")
#: Any of these says that the piece is no caption, no heading and no afterthought.
_CUES = (_TIME, _CLAUSE, _DENIED, _BARE_YEARS)
#: How a deliberate afterthought begins: "To wake beside him." "Young, bold and full of hope."
_MOOD = Pattern(
    r"To |[a-z]|\w+,|(?:Not|No|Nothing|Nobody|Never|Always|And|Or|Hence|Perhaps|Maybe|Just|Only|Even|Especially)\b"
)
#: Prepositions that hardly open a sentence without a comma: what they belong to stands before the full stop.
_CONTINUING = Pattern(r"(?P<word>Of|From|With|By|Into|Against|Between|Among|Through|Than|Or|Nor)\b")
_STOP_BEFORE = Pattern(r"(?<=[\w%)])\.[ \xA0]\Z")
#: With more pieces than this in so many sentences they are the style of the text.
_PIECES, _SENTENCES = 2, 12


@rule(
    "SEN13",
    Category.UNINTELLIGIBLE,
    Severity.MINOR,
    Bad("The town is calm. [[But now also nine new complaints in the council of the region.]] Nobody spoke."),
    Bad("[[At the beginning of November, the town with no bridge and no road.]] It was late."),
    Bad("[[The farmers of the region not richer than elsewhere in the country.]] It was late."),
    Bad("[[The people of the town which already for the sixth year.]] Nobody was told."),
    Bad("They left the town. [[1990s after the collapse of the union.]] Nobody was told."),
    Bad(
        "The army was short of tanks[[. Of]] the newest kind in the whole region.",
        fixed="The army was short of tanks of the newest kind in the whole region.",
    ),
    Good("The town is calm. Not so the council. A word about the weather.", why="deliberate fragments are short"),
    Good("From left: the mayor of the town, the bishop and the son of the founder.", why="a caption"),
    Good("“Nothing but snow on the roads of the north in May.” He was right.", why="somebody's words"),
    Good("The banks of the north trade in notes of the south.", why="a verb that is a noun too"),
    Good("It was hot. Drink two glasses of warm water instead of ice.", why="an order"),
    Good("The mayor estabilishes in the town a house of culture.", why="a verb is misspelt"),
    Good("The mayor at the opening of the new bridge over the river.\n\nNobody spoke.", why="a caption"),
    Good("He was afraid. To wake in a house of the town. Young, bold and full of hope for all.", why="a mood"),
    Good(
        "Warm coat with two big pockets. Light and soft boots for all weather. Fine hat of the best wool there is. "
        "Big bag with a good and long handle. Thin gloves for cold days in the north.",
        why="fragments are the style of the text",
    ),
    confidence=0.85,
    basis="418,000 words of edited and human English: 1 finding, a slip of its translator; machine translation and "
    "synthetic defects: 8 of 10 true, the two false ones orders, left alone since",
    quotations=Inside.SKIPPED,
)
def sentence_without_verb(document: Document) -> Iterator[Hit]:
    """A piece between two full stops has no verb, so it says nothing of what it names.

    ## Why it matters
    It is the rest of a sentence that was cut in two, or the verb was lost in translation.

    ## Known limits
    Only pieces of six words or more without a word that may be a verb are reported; one that has the form of a verb
    and is none (“the man wanted in Spain”) hides them. A piece with a paragraph of its own may be a caption: it must
    have words that only a clause has. Texts whose style such pieces are, are left alone.
    """
    pieces = [sentence for sentence in document.sentences if _is_verbless(document, sentence)]
    if not pieces or len(pieces) > _PIECES + len(document.sentences) // _SENTENCES:
        return
    for sentence in pieces:
        content = sentence.content
        words = document[content]
        if not _is_prose(words):
            continue
        if any(cue.match(words) for cue in _CUES):
            yield Hit(content, _MESSAGE.format(_opening(words)), severity=Severity.MAJOR)
        elif content.start != document.paragraphs[sentence.paragraph].content.start and not _MOOD.match(words):
            yield _cut(document, content, words)


_MESSAGE = "“{} …” has no verb: it is half a sentence, or the verb is lost."


def _opening(words: str) -> str:
    return " ".join(words.split()[:4])


def _is_verbless(document: Document, sentence: Sentence) -> bool:
    content = sentence.content
    words = document[content]
    return (
        words.endswith(".")
        and len(words) > _SHORTEST * 2
        and not has_frequent_verb(words)
        and _is_statement(document, content)
        and not document.in_quotation(content)
        and not may_have_rare_verb(words)
    )


def _is_prose(words: str) -> bool:
    """Whether a piece has words enough, mostly small ones that lists of English know, and no mark of another use."""
    parts = words[:-1].replace(",", "").split()
    small = [part for part in parts if part[0].islower()]
    if len(parts) < _SHORTEST or 2 * len(small) < len(parts) or _NO_PROSE.search(words):
        return False
    pairs = zip(["", *parts], parts, strict=False)
    return all(before in _COUNTS or is_word(part) for before, part in pairs if part.isalpha() and part.islower())


def _cut(document: Document, content: Span, words: str) -> Hit:
    """The finding, with the two pieces joined where the first word says that they are one."""
    going_on = _CONTINUING.match(words)
    before = _STOP_BEFORE.search(document.text, max(0, content.start - 4), content.start)
    if going_on is None or before is None or "," in words:
        return Hit(content, _MESSAGE.format(_opening(words)))
    word = going_on["word"]
    span = Span(before.start(), content.start + len(word))
    message = f"“{_opening(words)} …” belongs to the sentence before; the full stop cuts them apart."
    return Hit(span, message, Suggestion(f" {word.lower()}"))
