"""One and many: verbs and nouns that do not fit the number beside them."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.lexicon import is_word
from mtqa.text.pattern import Pattern, first_letters

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


#: Plurals that are no names, titles or sums, and that nobody counts as one thing ("three weeks is long").
_MANY = (
    "people|men|women|children|soldiers|civilians|officers|officials|residents|citizens|workers|employees|students|"
    "teachers|doctors|victims|refugees|migrants|prisoners|protesters|demonstrators|voters|experts|analysts|"
    "passengers|journalists|reporters|militants|fighters|terrorists|policemen|ministers|lawmakers|lawyers|farmers|"
    "schools|hospitals|houses|buildings|bridges|roads|streets|villages|shops|factories|companies|vehicles|cars|trains|"
    "ships|missiles|rockets|drones|prices|elections|negotiations|restrictions|measures|services|authorities|countries|"
    "troops|forces|bodies|beds|patients|losses|costs|clashes|attacks|explosions|sanctions|talks|tents|shelters|weapons"
)
_BEFORE = (
    r"The|These|Those|Many|Several|Some|Most|All|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Dozens of|Hundreds of"
    r"|Thousands of|[2-9]|[1-9]\d{1,2}"
)
_WITHIN = "the|these|those|many|several|some|most|all|two|three|four|five|six|seven|eight|nine|ten|their|his|our"
_AGREES = {"was": "were", "is": "are", "has": "have"}
#: Any plural in "-s" behind "The", or "that the": whether it is one, the lexicon tells.
_OF_PLURAL = Pattern(rf"{_SPACE}(?P<verb>is|was|has)(?={_SPACE}(?!to\b|all\b|the\b|an?\b|enough\b|too\b)[a-z])")
_ANY_PLURAL = Pattern(
    rf"(?:{_START}(?:The|These|Those|Their|Our|His|Its)|\b(?:that|because|although|while|whereas){_SPACE}(?:the|these|those|their|its|his))"
    rf"{_SPACE}(?P<plural>(?!{_MANY})[a-z]{{3,20}}s)\Z"
)
_LONGEST_SUBJECT = 48
#: Words in "-s" that are no plurals, or the plural of one thing.
_NO_PLURALS = frozenset(
    "news series species headquarters means works barracks crossroads savings lens gas bus canvas atlas alias bias "
    "pancreas sports thanks premises odds remains whereabouts chaos cosmos ethos pathos customs proceeds sales "
    "rabies diabetes measles herpes mars".split()
)


def _is_plural(noun: str) -> bool:
    """Whether ``noun`` is the plural in "-s" of an English word, and nothing else."""
    if noun in _NO_PLURALS or noun.endswith(("ss", "us", "is", "ics")):
        return False
    return is_word(noun[:-1]) or (noun.endswith("ies") and is_word(f"{noun[:-3]}y")) or is_word(noun[:-2])


_THEY = Pattern(
    rf"{_START}(?P<subject>They)(?P<object>){_SPACE}(?P<verb>(?P<one>was|has)(?P<not>n[’']t)?)(?={_SPACE}(?!an?\b|the\b)[a-z])"
)
_SINGULAR_VERB = Pattern(
    rf"(?:{_START}(?P<subject>(?:{_BEFORE}){_SPACE}(?:{_MANY}))"
    rf"|\b(?:that|because|although|while|where|whereas){_SPACE}"
    rf"(?P<object>(?:{_WITHIN}|[2-9]|[1-9]\d{{1,2}}){_SPACE}(?:{_MANY}))){_SPACE}(?P<verb>(?P<one>{'|'.join(_AGREES)})(?P<not>n[’']t)?)"
    rf"(?={_SPACE}(?!the\b|a\b|an\b|enough\b|too\b|not the\b)[a-z])"
)


@rule(
    "GRA12",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("The schools [[was]] closed for a day.", fixed="The schools were closed for a day."),
    Bad("It was late. 7 people [[was]] injured. Several bridges [[has]] collapsed.",
        fixed="It was late. 7 people were injured. Several bridges have collapsed."),
    Bad("The authorities [[hasn’t]] answered.", fixed="The authorities haven’t answered."),
    Bad("The invoices [[was]] lost. They know that the pipelines [[has]] burst.",
        fixed="The invoices were lost. They know that the pipelines have burst."),
    Bad("The men fled. They [[was]] seen by a shepherd. They [[hasn’t]] returned.",
        fixed="The men fled. They were seen by a shepherd. They haven’t returned."),
    Good("The news is good. The series was long; the gas is out, and the odds was a word.", why="no plurals"),
    Good("The savings is a sum. He said that the headquarters was shut.", why="plurals of one thing"),
    Bad("He said that the beds [[is]] full, and that 7 people [[was]] hurt.",
        fixed="He said that the beds are full, and that 7 people were hurt."),
    Good("The number of the people was small. One of the soldiers was hurt.", why="another noun is the subject"),
    Good("Two people is the limit, and ten people is too many. Two cars is a crowd.", why="a number as one thing"),
    Good("The Times was late. The United States is large. The Simpsons has ended.", why="names"),
    Good("Five minutes was enough, and ten dollars is much.", why="a span of time, a sum"),
    Good("“The schools was closed,” he said.", why="somebody’s own words"),
    screen=rf"(?:{_MANY}|They)[ \x{{A0}}](?:was|is|has)"
    r"|(?:The|These|Those|Their|(?:that|because|although|while|whereas)[ \x{A0}](?:the|these|those|their|its|his))"
    r"[ \x{A0}][a-z]+s[ \x{A0}](?:was|is|has)[ \x{A0}][a-z]",
    confidence=0.9,
    basis="judged when the rule was written",
    quotations=Inside.SKIPPED,
)  # fmt: skip
def plural_with_singular_verb(document: Document) -> Iterator[Hit]:
    """A subject in the plural has the verb of one.

    ## Why it matters
    It is a slip that every reader sees; sometimes the noun should be one, and the figure is wrong.

    ## Known limits
    Only subjects of two words that open their sentence, or follow “that”, “because” or the like, are looked at: “one of
    the soldiers was” is right.
    """
    text = document.text
    for match in (*_SINGULAR_VERB.finditer(text), *_THEY.finditer(text)):
        right = _AGREES[match["one"]] + (match["not"] or "")
        subject = match["subject"] or match["object"]
        yield _other_verb(match, f"“{subject}” is more than one", right)
    for match in _OF_PLURAL.finditer(text):
        before = _ANY_PLURAL.search(text, max(0, match.start() - _LONGEST_SUBJECT), match.start())
        if before and _is_plural(before["plural"]):
            right = _AGREES[match["verb"]]
            yield _other_verb(match, f"“{before['plural']}” is more than one", right)


def _other_verb(match: Match[str], why: str, right: str) -> Hit:
    """``right`` in the place of the verb that ``match`` has."""
    return Hit(Span.of(match, "verb"), f"{why}: {right}, not “{match['verb']}”.", Suggestion(right))


_ONE = (
    "man|woman|person|child|boy|girl|soldier|civilian|policeman|officer|official|driver|worker|employee|student|teacher|"
    "house|building|car|vehicle|bridge|school|hospital|village|missile|rocket|drone|country|city|company|bus|plane|ship"
)
_PLURAL_VERB = Pattern(
    rf"(?:{_START}(?:One|Another|Each|Every|A|This|That)|\b(?:that|because|where){_SPACE}(?:one|another|each|every|a))"
    rf"{_SPACE}(?P<noun>{_ONE}){_SPACE}(?P<verb>have|were|are)(?![\w’'-])(?!{_SPACE}to\b)"
)
_AGREES_WITH_ONE = {"have": "has", "were": "was", "are": "is"}


@rule(
    "GRA15",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("One woman [[have]] died.", fixed="One woman has died."),
    Bad("They said that a bridge [[were]] closed. Each village [[are]] to pay.", known_limit=True),
    Bad("They said that a bridge [[were]] closed. Each village [[are]] paying.",
        fixed="They said that a bridge was closed. Each village is paying."),
    Good("If a man were king, and more than one person have died.", why="other moods, other words"),
    Good("The men are here. Every man has a house.", why="right as they are"),
    Good("“One woman have died,” he said.", why="somebody’s own words"),
    screen=rf"(?:[Oo]ne|[Aa]nother|[Ee]ach|[Ee]very|\b[Aa]|This|That)[ \x{{A0}}](?:{_ONE})"
    r"[ \x{A0}](?:have|were|are)\b",
    confidence=0.9,
    basis="judged when the rule was written",
    quotations=Inside.SKIPPED,
)  # fmt: skip
def singular_with_plural_verb(document: Document) -> Iterator[Hit]:
    """A subject in the singular has the verb of a plural.

    ## Why it matters
    It is a slip that every reader sees, and the figure may be wrong.

    ## Known limits
    Only a few nouns that open their clause; not before “to”.
    """
    for match in _PLURAL_VERB.finditer(document.text):
        right = _AGREES_WITH_ONE[match["verb"]]
        yield _other_verb(match, f"“{match['noun']}” is one", right)


_SPAN = "day|week|month|year|hour|minute"
_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
#: What is counted one by one, and seldom part of a compound that stands at the end of its phrase.
_THING = (
    "person|soldier|civilian|resident|citizen|worker|employee|student|teacher|doctor|victim|refugee|migrant|prisoner|"
    "protester|passenger|journalist|militant|fighter|terrorist|policeman|minister|lawmaker|child|woman|province|district|"
    "village|settlement|country|house|building|bridge|school|hospital|enterprise|company|vehicle|missile|rocket|drone|"
    "wicket|kilometer|kilometre|aftershock|household|journalist|participant|supporter|official|officer"
)
_COIN = "pound|dollar|rouble|ruble|rupee|peso|dinar|dirham|riyal|hryvnia"
_COINS = frozenset(_COIN.split("|"))
_MEN = (
    "businessmen|craftsmen|fishermen|gunmen|policemen|servicemen|spokesmen|statesmen|clergymen|firemen|lawmen|salesmen|"
    "sportsmen|tradesmen|workmen"
)
_FIGURE = rf"[2-9]|[1-9]\d|[1-9]\d\d|\d{{1,3}},\d{{3}}|{_WORDS}"
_GOING_ON = (
    r"(?:is|are|was|were|has|have|had|who|will|in|on|at|from|by|during|that|after|because"
    r"|died|killed|injured|wounded)\b"
)
#: What ends a phrase: a mark, or a word that no compound goes on with.
_ENDS = (
    rf"[.;](?!\w)|\)(?=[.,;:\r\n]|\Z)|,{_SPACE}(?:and|but|which|who){_SPACE}"
    rf"|{_SPACE}{_GOING_ON}"
)
_PLURALS = {"person": "people", "child": "children", "woman": "women", "policeman": "policemen", "hryvnia": "hryvnias"}
#: Before the figure: it belongs to what comes before, or the phrase is a compound after all ("the 5 person in charge").
_BELONGS_BEFORE = Pattern(
    r"(?:\b(?:an?|the|per|each|every|this|that|his|her|its|their|our|another|aged|number|no|level|grade|class|category|"
    r"tier|group|type|phase|stage|year|page|route|top|under|over|one|any|first|last|or|to)|[A-Z][\w’'.]*|[\d#])"
    r"[ \u00a0-]\Z"
)
_LONGEST_BEFORE = 24
_AFTER_SPACE = "^ \u00a0"
_COUNTED = Pattern(
    first_letters((*_THING.split("|"), *_COIN.split("|")), not_after=_AFTER_SPACE)
    + f"(?={_ENDS})|"
    + first_letters(_MEN.split("|"), not_after=_AFTER_SPACE)
    + rf"(?={_ENDS}|{_SPACE}(?:said|told|named|of|with|to)\b)"
)
_FIGURE_BEFORE = Pattern(
    rf"(?<![\w.,/:$€£-])(?P<figure>(?:{_FIGURE}|\d{{1,3}}[.]\d{{1,2}}(?={_SPACE}\w))(?:{_SPACE}(?:m|b|tr)illion)?|[Aa]n?){_SPACE}\Z"
)
#: "A 6 month, $3 million deal" and "his 6 month and 2 day term" are compounds; so is what an article opens further off.
_AFTER_FIGURE = Pattern(
    rf"(?<![\w.,/:$€£-])(?:"
    rf"(?:\b(?:for|in|after|within|than|last|least|about|nearly|almost|over|every|lasted|took|of){_SPACE})"
    rf"(?:(?P<few>(?:[2-9]|[1-9]\d{{1,2}}|{_WORDS}){_SPACE}(?:{_SPAN}))"
    rf"(?=[.;)]|,?{_SPACE}(?:and{_SPACE}(?:the|he|she|it|they)|ago|later|before|after)\b)"
    rf"|(?P<single>1{_SPACE}(?:{_SPAN})s)(?!\w))"
    rf"|(?P<age>\d{{1,3}}[-‑](?P<years>(?:year|month|week|day)s)[-‑]old)(?!\w))"
)


@rule(
    "GRA13",
    Category.GRAMMAR,
    Severity.MINOR,
    Bad("The wheat lasts for more than [[6 month]].", fixed="The wheat lasts for more than 6 months."),
    Bad("They left after [[two week]] and the town was calm. The last 3 years, in [[1 days]], were told.",
        fixed="They left after two weeks and the town was calm. The last 3 years, in 1 day, were told."),
    Bad("A [[10-years-old]] boy and a [[3-days-old]] calf were saved.",
        fixed="A 10-year-old boy and a 3-day-old calf were saved."),
    Bad("In all [[11 province]] were hit, and [[3 person]] died.",
        fixed="In all 11 provinces were hit, and 3 people died."),
    Bad("It costs [[60 billion pound]] in all. [[A craftsmen]] was there.",
        fixed="It costs 60 billion pounds in all. A craftsman was there."),
    Good("A 5 person jury, a 60 billion pound deal and the 27 country bloc met.", why="compounds"),
    Good("The Group 5 country was late; the number 2 official in the ministry left.", why="a rank, not a count"),
    Good("It is a 6 month, 10 week course; he got a term of 6 month hard labour.", why="compounds"),
    Good("On April 1 days of rain began. He came in 1 day. After 21 days it ended.", why="a date; right as they are"),
    Good("The 10-year-olds are 10 years old; a 10-year-old boy.", why="right as they are"),
    screen=rf"(?:\d|\b(?:{_WORDS}))[ \x{{A0}}](?:(?:{_SPAN})(?:[.;)]|,?[ \x{{A0}}](?:and|ago|later|before|after)\b)"
    rf"|(?:{_THING}|{_COIN})(?:[.;),]|[ \x{{A0}}]{_GOING_ON}))"
    rf"|illion[ \x{{A0}}](?:{_COIN})(?:[.;),]|[ \x{{A0}}]{_GOING_ON})"
    rf"|\b[Aa]n?[ \x{{A0}}](?:{_MEN})\b|\b1[ \x{{A0}}](?:{_SPAN})s\b"
    r"|\d[-‑](?:year|month|week|day)s[-‑]old",
    confidence=0.9,
    basis="judged when the rule was written",
)  # fmt: skip
def noun_does_not_fit_figure(document: Document) -> Iterator[Hit]:
    """A noun is in the singular after two or more, in the plural after one, or in the plural within a compound.

    ## Why it matters
    Many languages count so; in English the reader wonders which of the two is wrong, the figure or the noun.

    ## Known limits
    Only spans of time, sums and things that the news counts are looked at, and where a compound (“a six month term”)
    cannot stand.
    """
    for match in _AFTER_FIGURE.finditer(document.text):
        if match["few"]:
            span, right = Span.of(match, "few"), f"{match['few']}s"
        elif match["single"]:
            span, right = Span.of(match, "single"), match["single"][:-1]
        else:
            span, right = Span.of(match, "age"), match["age"].replace(match["years"], match["years"][:-1])
        yield Hit(span, f"“{document[span]}” is {right} in English.", Suggestion(right, safe=match["age"] is not None))
    for match in _COUNTED.finditer(document.text):
        before = _FIGURE_BEFORE.search(document.text, max(0, match.start() - _LONGEST_BEFORE), match.start())
        if before is None:
            continue
        is_one, figure = before["figure"][0] in "Aa", before["figure"]
        if is_one != match[0].endswith("men") or (
            not is_one
            and _BELONGS_BEFORE.search(document.text, max(0, before.start() - _LONGEST_BEFORE), before.start())
        ):
            continue
        if "illion" in figure and match[0] not in _COINS:
            continue
        right = f"{figure} {match[0][:-2]}an" if is_one else f"{figure} {_plural(match[0])}"
        span = Span(before.start(), match.end())
        yield Hit(span, f"“{document[span]}” is {right} in English.", Suggestion(right))


def _plural(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    return f"{noun[:-1]}ies" if noun.endswith(("ry", "ty", "ny")) else f"{noun}s"
