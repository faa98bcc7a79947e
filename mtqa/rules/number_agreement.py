"""One and many: verbs and nouns that do not fit the number beside them."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_SPACE = "[ \u00a0]"
#: Plurals that are no names, titles or sums, and that nobody counts as one thing ("three weeks is long").
_MANY = (
    "people|men|women|children|soldiers|civilians|officers|officials|residents|citizens|workers|employees|students|"
    "teachers|doctors|patients|victims|refugees|migrants|prisoners|protesters|demonstrators|voters|experts|analysts|"
    "passengers|journalists|reporters|militants|fighters|terrorists|policemen|ministers|lawmakers|lawyers|farmers|"
    "schools|hospitals|houses|buildings|bridges|roads|streets|villages|shops|factories|companies|vehicles|cars|trains|"
    "ships|missiles|rockets|drones|prices|elections|negotiations|restrictions|measures|services|authorities|countries"
)
_BEFORE = (
    r"The|These|Those|Many|Several|Some|Most|All|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Dozens of|Hundreds of"
    r"|Thousands of|[2-9]|[1-9]\d{1,2}"
)
_AGREES = {"was": "were", "is": "are", "has": "have"}
_SINGULAR_VERB = Pattern(
    rf"(?:(?<=[.!?]{_SPACE})|(?<=\n)|\A)(?P<subject>(?:{_BEFORE}){_SPACE}(?:{_MANY})){_SPACE}(?P<verb>(?P<one>{'|'.join(_AGREES)})(?P<not>n[’']t)?)"
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
    Good("The number of the people was small. One of the soldiers was hurt.", why="another noun is the subject"),
    Good("Two people is the limit, and ten people is too many. Two cars is a crowd.", why="a number as one thing"),
    Good("The Times was late. The United States is large. The Simpsons has ended.", why="names"),
    Good("Five minutes was enough, and ten dollars is much.", why="a span of time, a sum"),
    Good("“The schools was closed,” he said.", why="somebody’s own words"),
    screen=rf"(?:{_MANY})[ \x{{A0}}](?:was|is|has)",
    confidence=0.9,
    basis="judged when the rule was written",
    quotations=Inside.SKIPPED,
)  # fmt: skip
def plural_with_singular_verb(document: Document) -> Iterator[Hit]:
    """A subject in the plural has the verb of one.

    ## Why it matters
    It is a slip that every reader sees; sometimes the noun should be one, and the figure is wrong.

    ## Known limits
    Only subjects of two words that open their sentence are looked at: “one of the soldiers was” is right.
    """
    for match in _SINGULAR_VERB.finditer(document.text):
        right = _AGREES[match["one"]] + (match["not"] or "")
        message = f"“{match['subject']}” is more than one: {right}, not “{match['verb']}”."
        yield Hit(Span.of(match, "verb"), message, Suggestion(right))


_SPAN = "day|week|month|year|hour|minute"
_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
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
    Good("It is a 6 month, 10 week course; he got a term of 6 month hard labour.", why="compounds"),
    Good("On April 1 days of rain began. He came in 1 day. After 21 days it ended.", why="a date; right as they are"),
    Good("The 10-year-olds are 10 years old; a 10-year-old boy.", why="right as they are"),
    screen=rf"(?:\d|{_WORDS})[ \x{{A0}}](?:{_SPAN})[.;), ]|\b1[ \x{{A0}}](?:{_SPAN})s\b"
    r"|\d[-‑](?:year|month|week|day)s[-‑]old",
    confidence=0.9,
    basis="judged when the rule was written",
    quotations=Inside.SKIPPED,
)  # fmt: skip
def noun_does_not_fit_figure(document: Document) -> Iterator[Hit]:
    """A noun is in the singular after two or more, in the plural after one, or in the plural within a compound.

    ## Why it matters
    Many languages count so; in English the reader wonders which of the two is wrong, the figure or the noun.

    ## Known limits
    Only spans of time are looked at, and where a compound (“a six month term”) cannot stand.
    """
    for match in _AFTER_FIGURE.finditer(document.text):
        if match["few"]:
            span, right = Span.of(match, "few"), f"{match['few']}s"
        elif match["single"]:
            span, right = Span.of(match, "single"), match["single"][:-1]
        else:
            span, right = Span.of(match, "age"), match["age"].replace(match["years"], match["years"][:-1])
        yield Hit(span, f"“{document[span]}” is {right} in English.", Suggestion(right, safe=match["age"] is not None))
