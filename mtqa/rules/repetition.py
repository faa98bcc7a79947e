"""Repetition of words: a word or phrase that stands twice, and function words that can never meet."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.doubled_names import follows_a_name, is_somebody, is_surname
from mtqa.text.doubling import (
    ABSTRACT_NOUN,
    AFTER_A_PAIR,
    ARTICLES,
    BINOMIAL,
    EMPHATIC,
    ENDS_A_NAME,
    FUNCTION,
    IMPOSSIBLE_AFTER_ARTICLE,
    LONG_ADJECTIVE,
    MEETING,
    NEVER_DOUBLED_NAMES,
    OPENS_A_COMPOUND,
    PARTICLES,
    POSSESSIVES,
    POSSIBLE_BEFORE,
    PREPOSITIONS,
    REDUPLICATED,
    TAKES_A_NOUN,
    TAKES_A_PARTICLE,
)
from mtqa.text.folding import bounds
from mtqa.text.pattern import Pattern, first_letters

#: So many times in a row are no slip of the pen but an engine that runs in circles.
_LOOP_OF_WORDS = 4
_LOOP_OF_PHRASES = 3
#: A short phrase said less often, with marks between, may be a chant.
_CHANT = 6
#: Phrases that long are a slip also where a light mark stands between the two.
_LONG_PHRASE = 4
_LIGHT = frozenset({"", ",", "”", "“", '"', "”,", ",”"})


def _span(document: Document, first: int, last: int) -> Span:
    """Words ``first`` to ``last`` of the document, without the marks around them."""
    starts, words = document.word_starts, document.words
    return Span(starts[first] + bounds(words[first])[0], starts[last] + bounds(words[last])[1])


def _is_unbroken(document: Document, first: int, last: int) -> bool:
    """Whether no mark stands between the words ``first`` to ``last``, and no end of a paragraph."""
    words = document.words
    ends = all(bounds(word)[1] == len(word) for word in words[first:last])
    starts = all(bounds(word)[0] == 0 for word in words[first + 1 : last + 1])
    return ends and starts and _is_in_one_paragraph(document, _span(document, first, last))


def _is_in_one_paragraph(document: Document, span: Span) -> bool:
    return document.paragraph_at(span.start).span.end >= span.end


def _is_word(folded: str) -> bool:
    return folded.replace("’", "").replace("'", "").isalpha()


def _may_stand_twice(document: Document, index: int) -> bool:
    """Whether the word at ``index``, which comes again, may be a name, a cry, an idiom or where two clauses meet."""
    folded = document.folded_words[index]
    if not _is_word(folded) or folded in EMPHATIC or folded in REDUPLICATED or folded in MEETING:
        return True
    if folded in PARTICLES and index and document.folded_words[index - 1] in TAKES_A_PARTICLE:
        return True
    left, right = document[_span(document, index, index)], document[_span(document, index + 1, index + 1)]
    if left[0].islower():
        return right != left or (len(folded) == 1 and folded != "a")
    if right[0].islower():
        return folded not in FUNCTION and not (folded in ENDS_A_NAME and follows_a_name(document, index))
    if left.isupper():
        return True
    return folded not in NEVER_DOUBLED_NAMES and not is_surname(document, index)


@rule(
    "REP01",
    Category.ADDITION,
    Severity.MINOR,
    Bad("Ministers spoke of [[the the]] harvest.", fixed="Ministers spoke of the harvest."),
    Bad("The bridge was closed, officials [[said said]].", fixed="The bridge was closed, officials said."),
    Bad("[[The the]] vote is on Monday.", fixed="The vote is on Monday."),
    Bad("It was the [[Queen Queen]] who opened the hall.", fixed="It was the Queen who opened the hall."),
    Bad("The Severance [[Hospital hospital]] was closed.", fixed="The Severance Hospital was closed."),
    Bad("Sergei Ryabkov was late. [[Ryabkov Ryabkov]] said so.", fixed="Sergei Ryabkov was late. Ryabkov said so."),
    Good("He had had enough of all that that day.", why="two clauses meet"),
    Good("Jomar Sirhan Sirhan was tried, and Sirhan Sirhan stayed.", why="a name doubled throughout"),
    Good("A Bank bank holiday; the Hospital hospital staff left.", why="no name before the word"),
    Good("It was very very cold in the hall.", why="emphasis"),
    Good("They flew to Bora Bora and heard Duran Duran.", why="names"),
    Good("“It was a great day day,” she said.", why="speech"),
    Good("Hurrah! Hurrah! They were home. Home was far.", why="two cries; two sentences"),
    Good("He came in in March and gave her her book.", why="a verb with its particle; two objects"),
    Good("He spoke of Boutros Boutros-Ghali.", why="a name that goes on"),
    Good("The score was 3 3 at the break.", why="figures"),
    Good("It was the first FIRST competition.", why="a word and an acronym"),
    Good("A day at the fair\n\nFair weather is expected.", why="a headline and the story"),
    confidence=0.97,
    basis="edited news: 3 findings in 125,000 words, all true; machine translation: 9 of 9 true, synthetic 70 of 70",
)
def word_twice(document: Document) -> Iterator[Hit]:
    """The same word stands twice in a row.

    ## Why it matters
    Readers stumble over it, and it shows that nobody read the text.

    ## Known limits
    Names ("Bora Bora"), cries, emphasis and words where two clauses meet ("had had", "that that") are left alone, so
    are figures. In quotations only articles, prepositions and conjunctions are looked at.
    """
    for run in document.echoes.runs:
        if run.lag != 1 or run.copies >= _LOOP_OF_WORDS or _may_stand_twice(document, run.first):
            continue
        last = run.first + run.length
        span = _span(document, run.first, last)
        is_function = document.folded_words[last] in FUNCTION
        if not _is_unbroken(document, run.first, last) or (not is_function and document.in_quotation(span)):
            continue
        once = document[_span(document, run.first, run.first)]
        yield Hit(span, f"The word “{once}” stands twice in a row.", Suggestion(once, safe=is_function))


def _pairs() -> list[str]:
    """The table of impossible pairs as expressions that both `re` and RE2 read."""
    pairs = [f"{first}[ \u00a0](?:{'|'.join(sorted(then))})" for first, then in IMPOSSIBLE_AFTER_ARTICLE.items()]
    pairs.append(
        f"the[ \u00a0](?:{'|'.join(sorted(PREPOSITIONS))})[ \u00a0](?:{'|'.join(sorted(ARTICLES | POSSESSIVES))})"
    )
    return [*pairs, *(pair[0].upper() + pair[1:] for pair in pairs if not pair.startswith("a["))]


_IMPOSSIBLE = _pairs()
_MEET = Pattern(first_letters(_IMPOSSIBLE, not_after=r"\w’'.&/-") + r"\b(?![’'&/-]|\.\w)(?:[ \u00a0](?P<after>\w+))?")


@rule(
    "REP02",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("The minister spoke [[the of]] new rules."),
    Bad("Polls say this: [[the in the]] days that remained nobody slept."),
    Bad("They stayed up to watch [[the a]] crowded final."),
    Bad("It was [[a the]] will of the court."),
    Bad("They cut [[the this]] year’s budget; [[its another]] merit is the price."),
    Bad("Glass broke under [[every my]] step."),
    Good("She wore the and sign as a brooch, and the in crowd and the of-age came.", why="words named; compounds"),
    Good("A of the alphabet, Schedule A and Hepatitis A are not meant.", why="the letter"),
    Good("The a cappella group and the A team won.", why="foreign words; a letter"),
    Good("They flew to the In Salah field.", why="a name"),
    Good("He never wrote the “of” that was missing.", why="a word quoted"),
    Good("It was the on the ground report that counted.", why="a compound that lost its hyphens"),
    Good("Its was a hard life, and theirs is the glory.", why="pronouns that stand alone"),
    screen=rf"\b(?:{'|'.join(_IMPOSSIBLE)})\b",
    confidence=0.97,
    basis="edited news: 1 finding in 125,000 words, a true slip; machine translation: 41 of 41 true",
)
def impossible_words_together(document: Document) -> Iterator[Hit]:
    """Two function words meet that can never meet in English, so a word is missing or the order is lost.

    ## Why it matters
    The sentence cannot be read as it stands; something the source said is gone.

    ## Known limits
    Only pairs that begin with an article, a possessive or "every" are looked at.
    """
    for match in _MEET.finditer(document.text):
        words = match[0].lower().split()
        after = (match["after"] or "").lower()
        found = words[:-1] if match["after"] else words
        if after in POSSIBLE_BEFORE.get((found[0], found[1]), ()) or (len(found) == 3 and after in OPENS_A_COMPOUND):
            continue
        end = match.start("after") - 1 if match["after"] else match.end()
        span = Span(match.start(), end)
        is_light = found[0] in POSSESSIVES or found[1] in ARTICLES
        yield Hit(
            span,
            f"“{document[span]}” cannot stand together: a word is missing or one is too many.",
            severity=Severity.MINOR if is_light else None,
        )


@rule(
    "REP03",
    Category.ADDITION,
    Severity.MINOR,
    Bad("He stood [[in the square in the square]] and waited.", fixed="He stood in the square and waited."),
    Bad(
        "They visited [[the north and the south, the north and the south]].",
        fixed="They visited the north and the south.",
    ),
    Bad("It may [[happen early happen early]] next week.", fixed="It may happen early next week."),
    Bad("In May [[President Yoon President Yoon]] left.", fixed="In May President Yoon left."),
    Bad("Captain Rohit Sharma won. [[Rohit Sharma Rohit Sharma]] was glad.",
        fixed="Captain Rohit Sharma won. Rohit Sharma was glad."),
    Good("It grew more and more and more expensive.", why="a comparative"),
    Good("For half her life - half her life! - she wrote.", why="emphasis"),
    Good("He flew to New York New York.", why="a name"),
    Good("The rich beat the citizens, the citizens beat the poor.", why="two clauses"),
    Good("A storm hits the coast\n\nA storm hits the coast of Wales.", why="a headline and the story"),
    Good("“I know what I know what I know,” he sang.", why="speech"),
    Good("He came again and again, day after day after day; what will be will be.", why="idioms"),
    Good("It ended 1 0 1 0 in the table.", why="figures"),
    Good("Floors for foreign arrival, domestic arrival, domestic departure.", why="an enumeration"),
    confidence=0.95,
    basis="edited news: 1 finding in 125,000 words, a true slip; machine translation: 2 of 2 true",
)  # fmt: skip
def phrase_twice(document: Document) -> Iterator[Hit]:
    """The same phrase stands twice in a row.

    ## Why it matters
    It is the beginning of a translation engine's loop, or a piece pasted twice; something else may be missing in its
    place.

    ## Known limits
    Phrases of two and three words are looked at only where no mark stands between them, longer ones also after a comma.
    """
    for run in document.echoes.runs:
        if run.lag == 1 or run.copies >= _LOOP_OF_PHRASES:
            continue
        first = _span(document, run.first, run.first + run.lag - 1)
        second = _span(document, run.first + run.lag, run.first + 2 * run.lag - 1)
        span = Span(first.start, second.end)
        once = document[first]
        if once[1:] != document[second][1:] or not _is_in_one_paragraph(document, span):
            continue
        if not _is_slip(document, run.first, run.lag) or document.in_quotation(first):
            continue
        joint = document.text[first.end : second.start]
        is_long = run.lag >= _LONG_PHRASE
        if _is_unbroken(document, run.first, run.first + 2 * run.lag - 1) or (is_long and joint.strip() in _LIGHT):
            yield Hit(span, f"The words “{_short(once)}” stand twice in a row.", Suggestion(once))


#: Two words that follow upon themselves are an idiom or two clauses, if one of them is one of these.
_IN_IDIOMS = BINOMIAL | FUNCTION | EMPHATIC | MEETING | {"after", "before"}


def _is_slip(document: Document, first: int, count: int) -> bool:
    """Whether a phrase that follows upon itself is neither name nor idiom nor figures."""
    folded = document.folded_words[first : first + count]
    if any(any(character.isdigit() for character in word) for word in folded):
        return False
    if not any(word[:1].islower() for word in document.words[first : first + count]):
        return is_somebody(document, first, count)
    return count > 2 or not any(word in _IN_IDIOMS for word in folded)


def _short(text: str) -> str:
    """``text`` for a message: long ones lose their middle."""
    words = text.split()
    return text if len(words) <= 8 else f"{' '.join(words[:4])} … {' '.join(words[-3:])}"


@rule(
    "REP04",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad(
        "He said [[the war in the north, the war in the north, the war in the north]].",
        fixed="He said the war in the north.",
    ),
    Bad("They met in [[Brussels Brussels Brussels Brussels]].", fixed="They met in Brussels."),
    Bad(
        "It is [[said to be said to be said to be said to be]] new.",
        fixed="It is said to be new.",
    ),
    Good("It rained more and more and more and more.", why="a comparative"),
    Good("The crowd sang la la la la la.", why="a song"),
    Good("“Four more years, four more years, four more years,” they shouted.", why="a chant in quotation marks"),
    Good("The table showed 0 0 0 0 0 and 1-0 1-0 1-0 1-0.", why="figures"),
    Good("He won gold, gold and gold again.", why="an enumeration"),
    Good("Yes we can, yes we can, yes we can.", why="a chant"),
    confidence=0.98,
    basis="edited news: no finding in 125,000 words; synthetic loops: 85 found, all true",
)
def loop(document: Document) -> Iterator[Hit]:
    """A word or phrase stands three times or oftener in a row: a translation engine ran in circles.

    ## Why it matters
    What the source said in this place is lost, however long the loop is.

    ## Known limits
    A phrase inside which four words come back is missed. Chants and choruses in quotation marks are left alone.
    """
    for run in document.echoes.runs:
        if run.copies < (_LOOP_OF_WORDS if run.lag == 1 else _LOOP_OF_PHRASES):
            continue
        first = _span(document, run.first, run.first + run.lag - 1)
        span = Span(first.start, _span(document, run.first, run.first + run.lag * run.copies - 1).end)
        if not _is_in_one_paragraph(document, span) or document.in_quotation(span):
            continue
        folded = document.folded_words[run.first]
        if run.lag == 1 and (not _is_word(folded) or folded in REDUPLICATED or folded in EMPHATIC):
            continue
        if run.lag > 1 and not _is_slip(document, run.first, run.lag):
            continue
        is_short = 1 < run.lag < _LONG_PHRASE and run.copies < _CHANT
        if is_short and not _is_unbroken(document, run.first, run.first + run.lag * run.copies - 1):
            continue
        once = document[first]
        yield Hit(span, f"“{_short(once)}” stands here {run.copies} times in a row.", Suggestion(once))


@rule(
    "REP05",
    Category.MISTRANSLATION,
    Severity.MINOR,
    Bad("If there is [[a defect or a defect]] in the shirt, we take it back.", known_limit=True),
    Bad(
        "If there is a [[defect or defect]] in the shirt, we take it back.",
        fixed="If there is a defect in the shirt, we take it back.",
    ),
    Bad("They asked for [[security and security]].", fixed="They asked for security."),
    Bad("The region needs [[financial and financial]] support.", fixed="The region needs financial support."),
    Bad("It was done with [[care and care]].", fixed="It was done with care."),
    Good("It grew bigger and bigger, more and more, again and again.", why="comparatives and idioms"),
    Good("They waited and waited for years and years.", why="emphasis"),
    Good("The farm sells livestock and livestock products.", why="a compound"),
    Good("They are countries or countries related to France.", why="the second one is qualified"),
    Good("There was trade between state and state.", why="one and another"),
    Good("He spoke of security, and security is dear.", why="two clauses"),
    Good("She drew a cabin and a cabin of logs.", why="the second one is qualified"),
    confidence=0.95,
    basis="edited news: no finding in 125,000 words; machine translation: 18 of 18 true",
)
def same_word_joined(document: Document) -> Iterator[Hit]:
    """A word is joined to itself by "and" or "or", because two words of the source became one.

    ## Why it matters
    The source named two things; one of them is lost.

    ## Known limits
    Idioms and emphasis ("again and again", "years and years", "waited and waited") are left alone, and so are pairs
    whose second half is qualified ("livestock and livestock products").
    """
    folded = document.folded_words
    for index in document.echoes.next_but_one:
        word, joiner = folded[index], folded[index + 1]
        if joiner not in {"and", "or"} or len(word) < 4 or not _is_word(word) or word in BINOMIAL or word in EMPHATIC:
            continue
        if not document.words[index + 2][0].islower() or not _is_unbroken(document, index, index + 2):
            continue
        if _is_lost_pair(document, index):
            span = _span(document, index, index + 2)
            once = document[_span(document, index, index)]
            message = f"“{document[span]}” says the same word twice; the source may have had two."
            yield Hit(span, message, Suggestion(once))


def _is_lost_pair(document: Document, index: int) -> bool:
    """Whether "X and X" at ``index`` is neither emphasis nor the beginning of "X and X products"."""
    folded = document.folded_words
    word = folded[index]
    if word.endswith(("er", "ed", "ing")):
        return False
    if word.endswith(LONG_ADJECTIVE):
        return True
    ends = bounds(document.words[index + 2])[1] < len(document.words[index + 2]) or index + 3 == len(folded)
    after = "" if ends else folded[index + 3]
    if after and after not in AFTER_A_PAIR:
        return False
    before = folded[index - 1] if index else ""
    return folded[index + 1] == "or" or word.endswith(ABSTRACT_NOUN) or before in TAKES_A_NOUN


_IN_BRACKETS = Pattern(r"\((?<=[ \u00a0]\()([^()\n]{4,80})\)")


@rule(
    "REP06",
    Category.ADDITION,
    Severity.MINOR,
    Bad("The mayor, [[Anna Weiss (Anna Weiss)]], resigned.", fixed="The mayor, Anna Weiss, resigned."),
    Bad("They build [[solar parks (solar parks)]] there.", fixed="They build solar parks there."),
    Bad("It is called “[[Harvest Moon” (Harvest Moon)]].", fixed="It is called “Harvest Moon”.", known_limit=True),
    Good("The World Health Organization (WHO) met.", why="an abbreviation"),
    Good("It was hot (very hot) in Rome (Lazio).", why="an explanation"),
    Good("The log (a log) burned.", why="a correction"),
    Good("They drove to Mainz (Mainz) and Pisa (Pisa).", why="a town and the district of its name"),
    screen=r"\w[ \x{a0}]\(\w",
    confidence=0.97,
    basis="edited news: no finding in 125,000 words; machine translation: 5 of 5 true",
)
def said_again_in_brackets(document: Document) -> Iterator[Hit]:
    """Brackets repeat the words in front of them.

    ## Why it matters
    The source gave a name in two scripts or a term in two languages; in English both came out alike.

    ## Known limits
    Only words that are exactly alike are found, and no single name: a town may lie in the district of its name.
    """
    text = document.text
    for match in _IN_BRACKETS.finditer(text):
        said = match[1]
        start = match.start() - 1 - len(said)
        if start < 0 or not text.startswith(said, start) or (start and text[start - 1].isalnum()):
            continue
        if " " in said.strip() or said.islower():
            yield Hit(Span(start, match.end()), f"The brackets repeat “{said}”.", Suggestion(said))
