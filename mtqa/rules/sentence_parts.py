"""Sentences whose end or whose nouns are missing, as words of closed classes show it."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern, first_letters

_NEVER_LAST = (
    "the|an|every|their|our|your|my|whose|than|because|and|or|whereas|although|despite|during|among|regarding|concerning"
    "|such as|due to|according to|in order to|(?:of|to|in|on|by|for|with|from|and|or|is|was|not|such|like|as) a"
)
_WANTING_MORE = Pattern(
    rf"[ \u00a0](?P<words>(?:{_NEVER_LAST})"
    r"\.{1,2}(?!\.))(?=[”\"’]?(?:\s|\Z))"
    r"|(?<=[a-z]),[ \u00a0](?P<but>but\.(?!\.))(?=[ \u00a0][A-Z]|[\r\n]|\Z)"
    r"|\b(?:is|was)[ \u00a0](?:expected|noted|reported|stressed|announced|believed)[ \u00a0]"
    r"(?P<that>that[ \u00a0]?\.(?!\.))(?=\s|\Z)",
)
#: The same before a comma; with a second comma soon after it is an aside ("the, by now, familiar face"), and "my, my"
#: an exclamation.
_ARTICLE_AND_COMMA = Pattern(
    r"(?<![Mm]y,)[ \u00a0](?P<words>(?:the|an?|every|their|our|your|my),)(?=[ \u00a0][A-Za-z]{2})"
    r"(?![^,;:.\n“”\"–—()]{1,60}[,–—)])"
)


@rule(
    "SEN05",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("The drugs were tested by [[the.]] Nobody was told."),
    Bad("This is a story that is [[not a.]]"),
    Bad("He left [[because..]] Nobody was told."),
    Bad("The minister spoke of peace [[and.]]\n\nNobody was told."),
    Bad("It was decided [[according to.]]"),
    Bad("The road to talks is open, [[but.]] The other side must come."),
    Bad("It is expected [[that .]]"),
    Good("He is anything but. It was all but. She said that. He added that.", why="words that may end a sentence"),
    Bad("When the ship receives [[the,]] it answers at once."),
    Bad("The talks went on [[despite.]] Nobody was told about [[our.]]"),
    Good("It is where they came from, what they live on and who they are.", why="prepositions and verbs may end one"),
    Good("He passed with Grade A. The vitamin was C. It was option a.", why="a letter"),
    Good("He waited for the... Then for a . . . and then for the…", why="a voice that trails off"),
    Good("He wrote “the.” and “and.”", why="words about words"),
    Good("It was the, by now, familiar face of a, frankly, weak man.", why="an aside"),
    Good("My, my, the air is thick with smoke.", why="an exclamation"),
    Good("Choose a, b or c. He took vitamin a, Bob took none.", why="a letter", known_limit=True),
    Good("It is for firms and/or. Net and Or. Yehuda", why="a slash, and names"),
    screen=r"[ \x{A0}](?:(?:whose|than|because|and|or|whereas|as|to|although|despite|during|among|regarding"
    r"|concerning)\."
    r"|(?:the|an?|every|their|our|your|my)[.,])|,[ \x{A0}]but\.|[a-z][ \x{A0}]that[ \x{A0}]?\.",
    confidence=0.95,
    basis="none in 418,000 words of edited and human English; machine translation and synthetic defects 14 of 14",
    quotations=Inside.SKIPPED,
)
def sentence_ends_too_soon(document: Document) -> Iterator[Hit]:
    """A sentence, or a part of it before a comma, ends with a word after which something must come.

    ## Why it matters
    What the sentence was about is missing, or stands somewhere else in the text.

    ## Known limits
    Only words that never end a sentence count; prepositions do ("where they came from").
    """
    for match in _WANTING_MORE.finditer(document.text):
        group = match.lastgroup or "words"
        words = match[group].rstrip(". \u00a0")
        message = f"The sentence ends with “{words}”, and what must follow is missing."
        yield Hit(Span.of(match, group), message)
    for match in _ARTICLE_AND_COMMA.finditer(document.text):
        words = match["words"].rstrip(",")
        yield Hit(Span.of(match, "words"), f"A comma follows “{words}”, and the noun that must follow is missing.")


_AFTER_ARTICLE = (
    "of|from|with|into|and|or|that|which|they|she|we|is|are|was|were|would|should|could|does|did|been"
    "|also|itself|himself|themselves|has|have|cannot|says|although|because|than"
)
#: A compound that lost its hyphens, or words about words, goes on so: "a would be killer", "the they or them".
_COMPOUND = (
    r"be\b(?![ \u00a0](?:[a-z]{3,20}ed|spent|made|held|given|taken|paid)\b)"
    "|(?:scratch|home|within|above|below|abroad|or)\\b"
)
_BEFORE_NOUN = ("The", "the", "an?", "their", "our", "your", "my", "every")
_BARE_ARTICLE = Pattern(
    r"(?P<words>" + first_letters(_BEFORE_NOUN, not_after=r"\w’'.&") + rf"[ \u00a0](?:{_AFTER_ARTICLE}))"
    rf"(?=[ \u00a0](?!{_COMPOUND})[a-zA-Z])",
)
#: "Their or the visitors' bags": owners joined by a word.
_ANOTHER_OWNER = Pattern(
    r"[ \u00a0](?:(?:his|her|its|their|our|your|my)\b"
    r"|(?:[\w-]{1,30}[ \u00a0]){0,3}[\w-]{1,30}(?:[’']s|s[’'])(?=[ \u00a0]))"
)


@rule(
    "SEN10",
    Category.OMISSION,
    Severity.MAJOR,
    Bad("He was received in the chamber of [[the of]] the parliament."),
    Bad("They handed [[the to]] case to the ministry.", known_limit=True),
    Bad("Lonely men and [[the and]] healing power of music are his themes."),
    Bad("Despite [[the that]] theme they went on."),
    Bad("Nobody knew whether the soldiers were [[their or]] the troops of the enemy."),
    Bad("Nobody knows why [[the is]] closed."),
    Bad("[[The itself]] was towed away. [[The also]] offered no help."),
    Bad("Not a cent from [[the would]] go there, and nobody looked at [[a that]] bridge."),
    Bad("Not a cent from [[the would]] be spent on it."),
    Good("A would be killer, a from scratch debate, the from abroad crowd.", why="compounds that lost their hyphens"),
    Good("The she or he question, and the should, would and could of it.", why="words about words"),
    Good("It is the to-do list, the in-house paper and the would-be king.", why="compounds"),
    Good("They went to Xi'an and Yan’an or Jing'an with friends.", why="names with an apostrophe"),
    Good("The Who and The That were in Group A and Group B.", why="names and letters"),
    Good("He asked about the “and” and the 'of' there.", why="words about words"),
    Good("The said rate and the has-beens; an also-ran.", why="legal words, compounds"),
    Good("They may not search your or third parties’ bags, our and their cars.", why="owners joined by a word"),
    Good("The haves and the have-nots met from a to z.", why="set phrases"),
    screen=rf"\b(?:{'|'.join(_BEFORE_NOUN)})[ \x{{A0}}](?:{_AFTER_ARTICLE})[ \x{{A0}}]",
    confidence=0.95,
    basis="418,000 words of edited and human English: 5 findings, all slips; machine translation and synthetic "
    "defects: 31 of 31",
    quotations=Inside.SKIPPED,
)
def noun_missing_after_article(document: Document) -> Iterator[Hit]:
    """An article or "their" stands before a word that it cannot stand before: the noun between them is missing.

    ## Why it matters
    Readers do not learn what is meant, or stumble over a word that was left behind when the sentence was turned around.

    ## Known limits
    Words that may stand there in some phrase ("the in crowd", "the to and fro") are left alone.
    """
    for match in _BARE_ARTICLE.finditer(document.text):
        if match["words"].endswith(("r or", "r and", "y or", "y and")) and _ANOTHER_OWNER.match(
            document.text, match.end()
        ):
            continue
        message = f"“{match['words']}”: a noun is missing between these words, or one of them is left over."
        yield Hit(Span.of(match, "words"), message)
