"""Punctuation: spaces before, after and between marks and words."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.calendar import MONTHS
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

#: Verbs after which a colon opens speech; elsewhere a spaced or tight colon may be a heading's, a table's or a time's.
_SAYING = (
    "said|says|added|adds|wrote|writes|asked|asks|replied|told|stated|stressed|explained|noted|continued|concluded"
)

#: The space is looked for behind the mark, so that `re` can jump from mark to mark.
_MARK_AFTER_SPACE = Pattern(
    r",(?<=[ \u00a0],)(?=[\s”\"’')\]]|\Z|[^\W\d_])"
    r"|\.(?<=[ \u00a0]\.)(?=[”\"]|[ \t]*(?:[\r\n]|\Z)|[ \u00a0][“‘\"]?[A-Z])"
    r"|;(?<=[ \u00a0];)(?=[\s”\"]|\Z)"
    r"|\?(?<=[ \u00a0]\?)(?=[”\"]|[ \t]*(?:[\r\n]|\Z))"
    r"|!(?<=[ \u00a0]!)(?=!{0,3}(?:[”\"]|[ \t]*(?:[\r\n]|\Z)))"
    r"|:(?<=[ \u00a0]:)(?=[ \u00a0][\w“\"‘])"
)
_MOST_SPACES = 3


def _alone(text: str, start: int, end: int) -> bool:
    """Whether no other spaced stop is near: several are separators of links."""
    return " . " not in text[max(0, start - 25) : start] and " . " not in text[end : end + 25]


_ENDS_IN_SAYING = Pattern(rf"\b(?:{_SAYING})\Z")


@rule(
    "PUN07",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("In Luxembourg[[ ,]] Serbia and Croatia it rained.", fixed="In Luxembourg, Serbia and Croatia it rained."),
    Bad("The talks ended[[ .]]", fixed="The talks ended."),
    Bad("The talks ended[[ .]] Nobody spoke.", fixed="The talks ended. Nobody spoke."),
    Bad("He came late[[ ,]]but he came.", fixed="He came late, but he came."),
    Bad(
        "What is fraud[[ ?]]\n\nNobody knows[[\u00a0;]] not even he.",
        fixed="What is fraud?\n\nNobody knows; not even he.",
    ),
    Bad("He was the best of the match[[ !]]!", fixed="He was the best of the match!!"),
    Bad("The minister said[[ :]] we will stay.", fixed="The minister said: we will stay."),
    Good("He waited ... then left . . . alone .", why="spaced ellipses", known_limit=True),
    Good("He waited ... then left . . . alone. . . .", why="spaced ellipses"),
    Good("Ordered people to stay . . .\n\nThen . . . she left.", why="spaced ellipses at the end of a line"),
    Good("He fell .5 short. The .DJI index fell; .NET rose.", why="decimals, tickers and names that begin with a dot"),
    Good("See you there :) he wrote ;-) to her .", why="faces", known_limit=True),
    Good("See you there :) he wrote ;-) to her.", why="faces"),
    Good("Germany : Spain 2 : 1", why="a score line"),
    Good("Home . News . Sport . Weather", why="stops as separators of links"),
    Good("In 1999 ,000 is missing", why="a mark that belongs to a figure"),
    Good("the plan ? which failed ? was his", why="a question mark in place of a lost dash"),
    screen=r"[\w)\]%\x{80}-\x{10FFFF}][ \x{A0}]{1,3}"
    r"(?:[,;:?!]|\.(?:[”\"]|[ \t]*(?:[\r\n]|\z)|[ \x{A0}][“‘\"]?[A-Z]))",
    confidence=0.96,
)
def space_before_mark(document: Document) -> Iterator[Hit]:
    """A space stands before a punctuation mark.

    ## Why it matters
    English sets no space there: it is a trace of the engine's tokens, of French typing, or of a lost word.

    ## Known limits
    Colons are reported only after a verb of saying, full stops in the middle of a line only before a capital.
    """
    text = document.text
    for match in _MARK_AFTER_SPACE.finditer(text):
        end, mark = match.end(), match[0]
        before = text[max(0, end - 1 - _MOST_SPACES) : end - 1]
        start = end - 1 - len(before) + len(before.rstrip(" \u00a0"))
        left = text[start - 1 : start]
        if not (left.isalnum() or left in (")", "]", "%")):
            continue
        if mark == "." and text[end : end + 1] == " " and not (left.islower() and _alone(text, start, end)):
            continue
        if mark == ":" and not _ENDS_IN_SAYING.search(text, max(0, start - 12), start):
            continue
        new = mark + " " if text[end : end + 1].isalpha() else mark
        yield Hit(Span(start, end), f"A space stands before “{mark}”.", Suggestion(new, safe=True))


#: Words that open a sentence and are no brand, first name or domain.
_OPENERS = (
    "The|This|That|These|Those|It|He|She|They|We|You|There|But|And|However|Meanwhile|According|Although|Despite|During|"
    "Their|His|Her|Its|Our|In|On|At|As|If|When|While|After|Before|For|From|With|By|Since|What|Who|Why|How|Where|"
    "Some|Many|Most|Both|Earlier|Also|Then|Such|Another|Nobody|No|Not|So|An|A|I"
)
_TIGHT_STOP = Pattern(rf"(?P<mark>[.?!])(?P<next>{_OPENERS})(?=[\s,])")
_PLAIN_WORD = Pattern(
    r"(?:\A|[\s“”\"(‘’-])(?:[A-Z][a-z]{3,30}|[a-z]{2,30}|[12]\d{3}|[\w%]{1,15}[)%]|[a-z]{2,30}[\"”])\Z"
)


@rule(
    "PUN08",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The dam broke at night[[.]]The town was warned.", fixed="The dam broke at night. The town was warned."),
    Bad("It began in 2019[[.]]It ended in May.", fixed="It began in 2019. It ended in May."),
    Bad("He called it “a fair price”[[.]]He left.", fixed="He called it “a fair price”. He left."),
    Bad("Prices fell for farmers[[.]]Traders were glad.", known_limit=True),
    Bad("Who broke it[[?]]The state is silent.", fixed="Who broke it? The state is silent."),
    Bad("He works for the fund (IMF)[[.]]He is French.", fixed="He works for the fund (IMF). He is French."),
    Good("He writes for Yahoo!News and Booking.com, in Node.js and ASP.NET Core.", why="names with marks inside"),
    Good("St.Petersburg and Ph.D holders e.g.The ones", why="abbreviations"),
    Good("Write to john.Smith or a@mail.The or shop.Com or report.Docx today.", why="addresses and files"),
    Good("Will.I.Am sang at the U.S.Open finals.", why="initials"),
    Good("They call java.util.List and os.Path there.", why="code"),
    screen=r"[a-z0-9)%\"”][.?!][A-Z]",
    confidence=0.96,
)
def missing_space_after_stop(document: Document) -> Iterator[Hit]:
    """A new sentence begins right after the stop, without a space.

    ## Why it matters
    Two sentences run together; sometimes a link or a caption has swallowed what stood between them.

    ## Known limits
    Only words that often open a sentence are known: "john.Smith" may be an account, "end.then" a domain.
    """
    text = document.text
    for match in _TIGHT_STOP.finditer(text):
        if _PLAIN_WORD.search(text, max(0, match.start() - 34), match.start()):
            message = f"A space is missing between “{match['mark']}” and “{match['next']}”."
            yield Hit(Span.of(match, "mark"), message, Suggestion(match["mark"] + " ", safe=True))


_MONTH = "|".join((*MONTHS, r"Jan\.", r"Feb\.", r"Aug\.", r"Sept\.", r"Oct\.", r"Nov\.", r"Dec\."))
_TIGHT_COMMA = Pattern(
    r"(?P<comma>[,;])(?:(?<=[a-z]{2}.)(?=[A-Za-z][a-z][a-z'’-]{0,30}(?:[.!?:]?[”\"’)]?(?:\s|\Z)|,\s))"
    r"|(?<=[12]\d{3},)(?=[a-z]{3,30}\s)"
    r"|(?<=\d,)(?=(?:19|20)\d\d(?!\d)))"
)
_BEFORE_TIGHT_COMMA = Pattern(
    rf"(?:\A|[\s“”\"(‘’-])(?:[A-Za-z]?[a-z]{{1,30}}|[12]\d{{3}}|(?P<date>(?:{_MONTH}) [0-3]?\d))\Z"
)
_TIGHT_COLON = Pattern(rf"\b(?:{_SAYING})(?P<colon>:)(?=[A-Za-z]+(?:['’][a-z]+)? )")


@rule(
    "PUN09",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The court said[[,]]the law is void.", fixed="The court said, the law is void."),
    Bad("In 2017[[,]]when the war ended", fixed="In 2017, when the war ended"),
    Bad("On March 5[[,]]2022 it fell.", fixed="On March 5, 2022 it fell."),
    Bad("Two fled[[;]]one was caught.", fixed="Two fled; one was caught."),
    Bad("He said[[:]]we will stay.", fixed="He said: we will stay."),
    Bad("He left Macau[[,]]however late.", fixed="He left Macau, however late."),
    Good("red,green,blue", why="a list of keys"),
    Good("About 1,5 million and 2,019 and 49,9 percent", why="figures"),
    Good("See http://site.org/a,b and the &amp;word", why="addresses and entities"),
    Good("The band Peter,Paul&Mary; f(x,y); a,b", why="names and formulas"),
    Good("The re:invent fair, said mailto:a@b.org", why="names with a colon"),
    Good("In the case Smith v. Jones, 2,2022 votes", why="figures without a month"),
    screen=r"[a-z0-9][,;:][A-Za-z12]",
    confidence=0.95,
)
def missing_space_after_comma(document: Document) -> Iterator[Hit]:
    """A word follows a comma, semicolon or colon without a space.

    ## Why it matters
    Two words stick together, searches and speech software read them as one.

    ## Known limits
    A colon is reported only after a verb of saying; lists of several words without spaces are left alone.
    """
    text = document.text
    for match in _TIGHT_COMMA.finditer(text):
        left = _BEFORE_TIGHT_COMMA.search(text, max(0, match.start() - 40), match.start())
        if left is None or (text[match.end()].isdigit() and left["date"] is None):
            continue
        mark = match["comma"]
        yield Hit(Span.of(match), f"A space is missing after “{mark}”.", Suggestion(mark + " ", safe=True))
    for match in _TIGHT_COLON.finditer(text):
        yield Hit(Span.of(match, "colon"), "A space is missing after “:”.", Suggestion(": ", safe=True))


#: First parts of compounds, and what may follow one whose second part comes later ("pre- and post-war") or a dash.
_PREFIXES = "anti|pro|non|pre|semi|multi|ultra|counter|inter|neo|pseudo|quasi|mid|ex|co|self|post|sub|trans|pan"
_SUSPENDED = (
    "and|or|to|nor|but|as|than|versus|vs|rather|through|if|even|not|only|then|in|of|on|at|for|"
    "the|a|an|he|she|it|who|which"
)
#: Second parts of compounds, and what follows where they are verbs after a dash ("the firm- based in Rome- said").
_SECOND = "backed|led|owned|term|style|related|based|born|occupied|controlled|speaking|sponsored|funded|level|wide"
_VERBAL = "by|in|at|on|to|for|from|upon|around|with|through|as|of|the|a|an|his|her|its|their|open|it|them|him|out|up"
_SPLIT_PREFIX = Pattern(rf"\b(?i:{_PREFIXES})(?P<gap>[ \u00a0]-|-[ \u00a0])(?=[A-Za-z0-9])(?!(?:{_SUSPENDED})\b)")
_SPLIT_SECOND = Pattern(rf"(?<=[A-Za-z])(?P<gap>[ \u00a0]-|-[ \u00a0])(?=(?:{_SECOND})\b(?![ \u00a0](?:{_VERBAL})\b))")
#: Compounds that no dash parts: first parts, and the second parts of each.
_COMPOUNDS = {
    first: frozenset(seconds.split())
    for firsts, seconds in (
        ("so", "called"),
        ("well", "known established respected informed"),
        ("high low", "risk level speed quality ranking profile income tech pressure altitude end"),
        ("long short medium mid", "term range distance lived haul"),
        ("large small full", "scale"),
        ("right left", "wing"),
        (
            "one two three four five six seven eight nine ten",
            "day week month year hour storey story member party state",
        ),
        ("world", "famous class renowned"),
        ("cross", "border strait"),
        ("self", "defense defence proclaimed styled employed sufficient driving"),
        ("vice", "president chairman premier"),
    )
    for first in firsts.split()
}
#: A hyphen between spaces; after the compound its noun, and no word that goes on with another clause.
_CLAUSE = (
    "one|two|three|is|was|are|were|has|had|will|would|he|she|we|they|and|or|but|after|before|when|if|that|not|said"
)
_SPACED_HYPHEN = Pattern(
    rf"(?P<gap>[ \u00a0]-[ \u00a0])(?P<second>[a-z]{{3,12}})(?=[ \u00a0](?!(?:{_VERBAL}|{_CLAUSE})\b)[a-z])"
)
_FIRST_PART = Pattern(r"(?<![\w-])[A-Za-z][a-z]{1,6}\Z")
_SPLIT_AGE = Pattern(r"(?<=\d-year)(?P<gap>[ \u00a0]-|-[ \u00a0])(?=olds?\b)")
#: A hyphen beside a space, and how far before and after it a compound is looked for, in characters.
_LOOSE_HYPHEN = Pattern(r"-(?:(?<=[ \u00a0]-)|(?=[ \u00a0]))")
_BEFORE_HYPHEN, _AFTER_HYPHEN = 10, 40


@rule(
    "PUN10",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("An anti[[ -]]Russian mood", fixed="An anti-Russian mood"),
    Bad("A pro[[- ]]Kremlin blog", fixed="A pro-Kremlin blog"),
    Bad("A state[[- ]]owned bank, an Iran[[ -]]backed group", fixed="A state-owned bank, an Iran-backed group"),
    Bad("Their 30-year[[ -]]old son", fixed="Their 30-year-old son"),
    Bad(
        "Eight high[[ - ]]risk zones of the so[[ - ]]called ring were left on a two[[ - ]]day march.",
        fixed="Eight high-risk zones of the so-called ring were left on a two-day march.",
    ),
    Good("It ended two - day one was lost. He flew high - risk, he said, was his trade.", why="a dash"),
    Good(
        "It hit pre- and post-war prices, micro- to medium-sized firms and mid- or long-term debt.",
        why="suspended hyphens",
    ),
    Good("The firm- based in Rome- said so.", why="a hyphen as a dash"),
    Good("The captain- led by doubt- gave up; their guide -led the way- too.", why="a hyphen as a dash"),
    Good("He is a golf pro - who knew?", why="a spaced hyphen as a dash"),
    Good("He wore odd masks- and just in time.", why="a hyphen as a dash"),
    screen=r"[A-Za-z](?: -|- |\x{A0}-|-\x{A0})[A-Za-z0-9]|[a-z][ \x{A0}]-[ \x{A0}][a-z]",
    confidence=0.95,
)
def split_compound(document: Document) -> Iterator[Hit]:
    """A space splits a compound at its hyphen.

    ## Why it matters
    The two halves read as separate words, or the hyphen as a dash.

    ## Known limits
    Only prefixes that seldom stand alone and a few second halves are known.
    """
    text = document.text
    for hyphen in _LOOSE_HYPHEN.finditer(text):
        for pattern in (_SPLIT_PREFIX, _SPLIT_SECOND, _SPLIT_AGE):
            if match := _around(hyphen, pattern):
                yield _joined_compound(match)
        spaced = _around(hyphen, _SPACED_HYPHEN)
        if spaced:
            first = _FIRST_PART.search(text, max(0, spaced.start() - 8), spaced.start())
            if first and spaced["second"] in _COMPOUNDS.get(first[0].lower(), ()):
                yield _joined_compound(spaced)


def _around(hyphen: Match[str], pattern: Pattern) -> Match[str] | None:
    """What a pattern finds whose gap has the hyphen in it."""
    start, end = max(0, hyphen.start() - _BEFORE_HYPHEN), hyphen.end() + _AFTER_HYPHEN
    found = pattern.finditer(hyphen.string, start, end)
    return next((match for match in found if hyphen.start() in range(*match.span("gap"))), None)


def _joined_compound(match: Match[str]) -> Hit:
    """A hyphen alone in the place of the gap."""
    return Hit(Span.of(match, "gap"), "A space stands beside the hyphen of a compound.", Suggestion("-", safe=True))


_DOUBLE_SPACE = Pattern(r"(?<=[\w,;])[ \u00a0]{2,20}(?=[^\W\d_])")
_GAP = Pattern(r"\S(?<![.!?:”\"])(?:[ \u00a0]{2}|\t)")


@rule(
    "PUN11",
    Category.PUNCTUATION,
    Severity.NEUTRAL,
    Bad("The minister[[  ]]resigned.", fixed="The minister resigned."),
    Bad("The minister,[[   ]]who is ill, left.", fixed="The minister, who is ill, left."),
    Good("He left.  She stayed.", why="two spaces between sentences, an old habit"),
    Good("Rovers  twelve  3\nUnited  eleven  4", why="columns"),
    Good("ROME  (AP)", why="a dateline"),
    screen=r"[\w,;\x{80}-\x{10FFFF}](?: |\x{A0}){2,}[A-Za-z\x{80}-\x{10FFFF}]",
    confidence=0.95,
)
def doubled_space(document: Document) -> Iterator[Hit]:
    """Two spaces stand between two words.

    ## Why it matters
    It hardly shows, but often marks a word or a link that was taken out; it is told once a story.

    ## Known limits
    Two spaces after a full stop are a habit of many desks and are left alone, as are columns.
    """
    text = document.text
    for match in _DOUBLE_SPACE.finditer(text):
        line = text[max(0, match.start() - 80) : match.start()].rpartition("\n")[2]
        rest = text[match.end() : match.end() + 80].partition("\n")[0]
        if _GAP.search(line) or _GAP.search(rest):
            continue
        yield Hit(Span.of(match), "More than one space stands between two words.", Suggestion(" ", safe=True))
        return
