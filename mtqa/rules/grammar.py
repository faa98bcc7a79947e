"""Articles, prepositions and nouns that cannot stand as they do."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.articles import article_before
from mtqa.text.document import Document
from mtqa.text.function_words import english
from mtqa.text.lexicon import is_word
from mtqa.text.pattern import Pattern
from mtqa.text.peoples import PEOPLES

_ALONE = r"(?<![\w’'.&/-])"
_SPACE = "[ \u00a0]"
#: Begins with the letter, not with a look-behind, so that the search can skip to it.
_ARTICLE = Pattern(
    rf"(?P<article>[aA](?<![\w’'.&/-][aA])n?){_SPACE}"
    r"(?P<word>\d{1,4}(?:,\d{3})*(?![\d,.])|[A-Za-z]+(?![\w’'/&]|\.\w|-\W))"
)
_OPENS_SENTENCE = Pattern(rf"(?:(?<=[.!?]{_SPACE})|(?<=[\n“\"])|\A)")
#: Function words that an article may well stand before.
_AFTER_ARTICLE = frozenset({"only", "other", "one", "own", "two", "first", "last", "new", "such"})


@rule(
    "GRA01",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("He gave [[a]] interesting talk to [[an]] young crowd.", fixed="He gave an interesting talk to a young crowd."),
    Bad("It is [[an]] university with [[an]] European name.", fixed="It is a university with a European name."),
    Bad("It lasted half [[a]] hour on [[a]] unusual day.", fixed="It lasted half an hour on an unusual day."),
    Bad("They saw [[a]] 8-year-old boy and [[an]] 5-year-old girl.",
        fixed="They saw an 8-year-old boy and a 5-year-old girl."),
    Bad("[[A]] Iranian drone and [[an]] UN truck burned.", fixed="An Iranian drone and a UN truck burned."),
    Good("An honest heir took an hour, a one-off, a euro, a ewe and a unique user.", why="the sound counts"),
    Good("It was an historic day and a historic hotel; an herb, a herb.", why="both are used"),
    Good("A NATO base, a NASA probe, an FBI man, an MP, a LED lamp, an SMS, an RAF base, an X-ray.", why="acronyms"),
    Good("It cost an 11,000th of it, an 8% cut, an 1,800-mile trip, a 100-year wait.", why="figures"),
    Good("He has hepatitis A and vitamin A in stock. Plan A or B? Group A is done.", why="the letter"),
    Good("An Jing met an Mbeki aide in an Nvidia shop.", why="a name; names spoken with a vowel"),
    Good("Later Ms. A interviewed Mr. A about it.", why="a letter for a name"),
    Good("They danced a otra parte and wrote mRNA, an mRNA vaccine.", why="another language; mixed letters"),
    Good("It is a and b; it is an is of a.", why="words named"),
    screen=r"\b[aA][ \x{A0}](?:[aiAI][a-z]|[eE][^uU]|[oO](?:[^n]|n(?:[^ce]|e[ri]|c[^e]))|8|11|18"
    r"|[hH](?:our|ono|ones|eir)"
    r"|[uU](?:[a-ce-mo-rt-z]|n(?:[^i]|i[^bcflopqtvx]))|[AEFHILMNORS](?:[^a-z]|$))"
    r"|\b[aA]n[ \x{A0}](?:[b-df-gj-np-tv-wyzB-DF-GJ-NP-TV-WYZ][a-z]"
    r"|[hH](?:[a-df-np-z]|e(?:[^i]|ig)|o[^un]|ou[^r]|on(?:[^eo]|e[^s]))"
    r"|[eE][uw]|[oO]n[ce]|[uU](?:[bgksy]|nan|ni(?:[^dmn]|$)|r[aeinou]|t[aeio]|ig)|[BCDGKPTUVW][A-Z]"
    r"|[02-79]|1(?:[^18]|[18]\d|$))",
    confidence=0.95,
    basis="456,000 words of edited and human English: 9 findings, all slips, none false; "
    "machine translation: 2 of 2 true, synthetic defects 43 of 43",
)  # fmt: skip
def wrong_article(document: Document) -> Iterator[Hit]:
    """“A” stands before a vowel sound, or “an” before a consonant.

    ## Why it matters
    It is a slip that every reader sees, and often a sign that a word was exchanged or dropped.

    ## Known limits
    Words that are spoken in two ways, names that no English list has, and acronyms that may be read as words are left
    alone.
    """
    for match in _ARTICLE.finditer(document.text):
        article, word = match["article"], match["word"]
        if article[0] == "A" and not _opens_sentence(document, match.start()):
            continue
        right = article_before(word)
        if right is None or right == article.lower() or not _is_sure(article, word):
            continue
        span = Span.of(match, "article")
        written = right.capitalize() if article[0] == "A" else right
        yield Hit(
            span, f"Before “{word}” the article is {right}, not “{article}”.", Suggestion(written, safe=right == "an")
        )


def _opens_sentence(document: Document, start: int) -> bool:
    """Whether a capital is that of a sentence or a quotation; after "Ms." it is a letter that stands for a name."""
    if _OPENS_SENTENCE.match(document.text, start) is None:
        return False
    return document.text[start - 1 : start] in ("“", '"') or document.sentence_at(start).content.start == start


def _is_sure(article: str, word: str) -> bool:
    """Whether ``word`` is an English word that an article may stand before, or a figure or known acronym."""
    if not word[1:].islower():
        return article[0] == "a"
    lower = word.lower()
    if word[0].isupper():
        return word in PEOPLES or (article == "a" and is_word(lower) and lower not in english())
    return is_word(lower) and (lower not in english() or lower in _AFTER_ARTICLE)


#: Auxiliaries, conjunctions and other pronouns after an article are for `noun_missing_after_article`.
_NEVER_AFTER_ARTICLE = "went|came|took|gave|became|knew|began|wrote|him|at"
_LOST_NOUN = rf"(?:[Tt]he[ \xA0](?:he|had|{_NEVER_AFTER_ARTICLE})|an?[ \xA0](?:{_NEVER_AFTER_ARTICLE}))"
_NO_NOUN = Pattern(rf"{_ALONE}{_LOST_NOUN}(?![\w’'\"”,;:./&)-])(?:{_SPACE}(?P<after>\w+))?")
#: A compound that lost its hyphens, or words about words, goes on so: "the at risk group", "the he or she".
_COMPOUND = frozenset(
    "risk home or and word question sign large least most best worst once first last times time present all sea "
    "night address field said he day".split()
)


@rule(
    "GRA04",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("On reaching home, [[the came]] to know of it."),
    Bad("By then [[the had]] received no word of it."),
    Bad("They asked [[the him]] to leave, and [[a went]] was heard."),
    Good("The at risk group met the at-home crowd.", why="compounds"),
    Good("It was the at times bitter, at first hesitant debate, the at best weak one.", why="a phrase"),
    Good("The he or she question, and the went, came and took of it.", why="words about words"),
    Good("It is a he, the saw is a tool, a me problem, the us and them game.", why="words used as nouns"),
    screen=rf"\b{_LOST_NOUN}\b",
    confidence=0.9,
    basis="456,000 words of edited and human English: 2 findings, both slips; "
    "machine translation: 3 of 3 true, synthetic defects 3 of 3",
)
def article_without_noun(document: Document) -> Iterator[Hit]:
    """An article stands before a verb or a pronoun: the noun between them is lost.

    ## Why it matters
    The sentence does not say whom or what it is about.

    ## Known limits
    Only verbs and pronouns that are never nouns are looked at.
    """
    for match in _NO_NOUN.finditer(document.text):
        if (match["after"] or "").lower() not in _COMPOUND:
            end = match.start("after") - 1 if match["after"] else match.end()
            span = Span(match.start(), end)
            yield Hit(
                span, f"“{document[span]}” cannot stand together: a noun is missing, or the article is one too many."
            )


_DETERMINER = "the|a|an|his|her|their|its|this|these|those|our"
_TWO = rf"(?:at|on|in|by|for|from|with|into)[ \xA0]of[ \xA0](?:{_DETERMINER})|of[ \xA0]to[ \xA0](?:{_DETERMINER})"
_PREPOSITIONS = Pattern(
    rf"(?<![\w’'-])(?P<before>\w+){_SPACE}(?P<two>(?:at|on|in|by|for|from|with|into){_SPACE}of|of{_SPACE}to)"
    rf"(?={_SPACE}(?:{_DETERMINER})\b)"
)
#: Verbs and nouns whose particle "of" may follow: "the handing in of the keys", "what he dreamt of to the end".
_TAKES_OF = frozenset(
    "thought think dream dreamt dreamed heard hear spoken speak spoke talk talked know known conceived made sort kind "
    "swearing look".split()
)


@rule(
    "GRA05",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("It was built [[at of]] the largest yards."),
    Bad("The bill is [[on of]] the most important this year."),
    Bad("A guard was killed in front [[in of]] the queen."),
    Bad("He won it as a result [[of to]] the bonus."),
    Good(
        "The handing in of the keys and the switching on of the lights.",
        why="a noun made from a verb with its particle",
    ),
    Good("It was more than he dreamt of to the end.", why="a verb with its preposition"),
    Good("The plug-in of the firm, the build-up of the force.", why="compounds"),
    Good("It was dealt with at a later date and spoken of by the people.", why="verbs with their prepositions"),
    screen=rf"\b(?:{_TWO})\b",
    confidence=0.9,
    basis="456,000 words of edited and human English: 1 finding, a slip; "
    "machine translation: 1 of 1 true, synthetic defects 2 of 2",
)
def prepositions_collide(document: Document) -> Iterator[Hit]:
    """Two prepositions meet that cannot: one is wrong, or a word between them is lost.

    ## Why it matters
    Readers must guess what belongs to what; often “one of” has lost a letter.

    ## Known limits
    Only pairs with “of” are looked at: most other pairs are a verb with its particle (“dealt with at a meeting”).
    """
    for match in _PREPOSITIONS.finditer(document.text):
        before = match["before"].lower()
        if before.endswith("ing") or before in _TAKES_OF:
            continue
        yield Hit(
            Span.of(match, "two"),
            f"“{match['two']}” cannot stand together: one of the two is wrong or a word is missing.",
        )


#: Nouns that have no plural, with what stands for it. "Damages", "researches" and "evidences" are words.
_UNCOUNTED = {
    "advices": "advice",
    "aircrafts": "aircraft",
    "ammunitions": "ammunition",
    "baggages": "baggage",
    "equipments": "equipment",
    "furnitures": "furniture",
    "homeworks": "homework",
    "informations": "information",
    "knowledges": "knowledge",
    "legislations": "legislation",
    "luggages": "luggage",
    "machineries": "machinery",
    "offsprings": "offspring",
    "personnels": "personnel",
    "softwares": "software",
    "spacecrafts": "spacecraft",
    "weaponries": "weaponry",
}
_UNCOUNTED_SOURCE = "|".join([f"[{noun[0].upper()}{noun[0]}]{noun[1:]}" for noun in _UNCOUNTED])
_PLURAL = Pattern(rf"(?<![\w’'@#/.-])(?:{_UNCOUNTED_SOURCE})(?![\w’'/@-]|\.\w)")


@rule(
    "GRA08",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("Four [[aircrafts]] landed.", fixed="Four aircraft landed."),
    Bad("They gave [[informations]] and [[advices]].", fixed="They gave information and advice."),
    Bad("[[Equipments]] were sent.", fixed="Equipment were sent."),
    Good("The aircraft’s crew had information.", why="right as they are"),
    Good("He claimed damages, published his researches and evidences care.", why="plurals and verbs"),
    Good("Write to info@informations.example or www.aircrafts.example.", why="addresses"),
    screen=rf"\b(?:{_UNCOUNTED_SOURCE})",
    confidence=0.9,
    basis="456,000 words of edited and human English: 7 findings, all slips of translators; "
    "none in 151,000 words of machine translation",
)
def plural_of_uncounted_noun(document: Document) -> Iterator[Hit]:
    """A noun that has no plural has one.

    ## Why it matters
    The other language has a plural there; in English it is a slip that every reader sees.

    ## Known limits
    Canadian courts have “informations” (charges); the numeral or verb beside the noun may need a change too.
    """
    for match in _PLURAL.finditer(document.text):
        right = _UNCOUNTED[match[0].lower()]
        written = right.capitalize() if match[0][0].isupper() else right
        yield Hit(Span.of(match), f"“{match[0]}” has no plural in English: {right}.", Suggestion(written))
