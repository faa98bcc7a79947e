"""Punctuation: full stops, commas and their like that are stray, doubled, at odds or from another script."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.excerpt import words_before
from mtqa.text.pattern import Pattern

#: A full stop that no ellipsis, ticker (".DJI"), path or figure (".5") begins with.
_LONE = r"(?![.\w/\\])(?![ \u00a0]{1,3}\.)"
#: Literal first: the search then jumps from stop to stop; what stands before is looked at afterwards.
_STRAY_STOP = Pattern(rf"\.(?<=[ \u00a0]\.){_LONE}")
_END_BEFORE = Pattern(
    r"(?:(?P<end>[.!?…][”\"’')\]]|(?<=[\w”\"’')\]%])\.|[?!])|(?<=[\w”\"’')\]%])[ \u00a0](?P<apart>\.))[ \u00a0]{1,5}\Z"
)
_GOES_ON = Pattern(r"[ \u00a0]{1,3}[a-z]")
_REACH = 8


@rule(
    "PUN01",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The talks ended[[. .]] Nobody spoke.", fixed="The talks ended. Nobody spoke."),
    Bad("It was a sign of anger[[. .]]", fixed="It was a sign of anger."),
    Bad(
        "“We saw no sign of quarrel[[. .]] Partition,” he said.",
        fixed="“We saw no sign of quarrel. Partition,” he said.",
    ),
    Bad("Who fired first[[? .]] No one knows.", fixed="Who fired first? No one knows."),
    Bad("“The bridge is closed[[.” .]]", fixed="“The bridge is closed.”"),
    Bad("No talks before the sanctions end[[ . .]]", fixed="No talks before the sanctions end."),
    Bad("The pact must be revived[[ . .]] and the army must return to it."),
    Good("He paused . . . and left. He paused. . . . and left.", why="a spaced ellipsis of three"),
    Good("He was never seen again. . . . His wife moved away.", why="a spaced ellipsis of four, after the stop"),
    Good("The Dow fell. .DJI lost 2 percent.", why="a ticker"),
    Good("Rovers won 2-0. ... United host City on Sunday.", why="dots between sports notes"),
    Good("Foreword. . . . . . . . 3", why="leaders in a table of contents"),
    Good("He batted .300. .250 is usual.", why="decimals without a nought"),
    Good("They sell pens, paper, etc. Shops close at six.", why="an abbreviation at the end of a sentence"),
    screen=r"[.?!][”\"’')\]]?[ \x{A0}]+\.",
    confidence=0.98,
)
def stray_full_stop(document: Document) -> Iterator[Hit]:
    """A full stop stands alone after the sentence has ended.

    ## Why it matters
    It shows readers that nobody looked at the text, and often marks a place where words were lost.

    ## Known limits
    A stop that stands alone at the start of a line is reported as a mark at the start of a line.
    """
    text = document.text
    for stop in _STRAY_STOP.finditer(text):
        before = _END_BEFORE.search(text, max(0, stop.start() - _REACH), stop.start())
        if before:
            words = words_before(text, before.end("end") if before["end"] else before.start()).rstrip(".")
            message = f"A stray full stop stands after “{words}”."
            goes_on = before["apart"] and _GOES_ON.match(text, stop.end())
            mended = None if goes_on else Suggestion(before["end"] or ".", safe=True)
            yield Hit(Span(before.start(), stop.end()), message, mended)


#: Abbreviations that end sentences: with the sentence's own stop after theirs, a doubled stop is a matter of taste.
_ABBREVIATIONS = frozenset((
    "al", "approx", "ave", "blvd", "bros", "co", "corp", "dept", "dr", "esq", "est", "etc", "ft", "govt", "ibid",
    "inc", "jr", "lb", "ltd", "mr", "mrs", "oz", "plc", "prof", "sr", "st", "vol", "vs",
))  # fmt: skip
_TWO_STOPS = Pattern(
    r"\.\.(?<=[\w)\]”\"’%]\.\.)(?![.\w/\\])(?=(?P<end>[”\"’')\]]*\s*?(?:[\r\n]|\Z))|[”\"’')\]]*\s+(?P<next>\S))"
)
_WORD_BEFORE = Pattern(r"[\w.]*\Z")


@rule(
    "PUN02",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad(
        "The drug is not allowed to be[[..]]\n\nIt was banned.",
        fixed="The drug is not allowed to be.\n\nIt was banned.",
    ),
    Bad("The minister resigned[[..]] His deputy took over.", fixed="The minister resigned. His deputy took over."),
    Bad("The road was closed[[..]] and then opened."),
    Good("He waited... then left.", why="an ellipsis"),
    Good("They sell pens, paper, etc..", why="an abbreviation before the stop of the sentence"),
    Good("It left the U.S.. Others stayed.", why="an abbreviation before the stop of the sentence"),
    Good("Open ../images or C:\\..\\temp.", why="paths"),
    Good("Introduction .. 3\nScope.. 5", why="leaders in a table of contents"),
    Good("“Oh well.. so be it,” she wrote.", why="a two-dot ellipsis in a quoted message"),
    Good("The range is 1..10 here.", why="a range"),
    screen=r"[\w)\]”\"’%\x{80}-\x{10FFFF}]\.\.(?:[”\"’')\]\s\p{Zs}]|\z)",
    confidence=0.95,
    quotations=Inside.SKIPPED,
)
def doubled_full_stop(document: Document) -> Iterator[Hit]:
    """Two full stops stand where one belongs.

    ## Why it matters
    Two dots are neither a full stop nor an ellipsis; readers see a slip, and sometimes words were lost between them.

    ## Known limits
    Quoted messages, where two dots are often an ellipsis, and stops after abbreviations are left alone.
    """
    text = document.text
    for match in _TWO_STOPS.finditer(text):
        word = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
        before = word[0] if word else ""
        following = match["next"] or ""
        if "." in before or len(before) == 1 or before.lower() in _ABBREVIATIONS or following.isdigit():
            continue
        ends = match["end"] is not None or following.isupper() or following in '“‘"('
        yield Hit(Span.of(match), "Two full stops “..” stand in a row.", Suggestion(".", safe=True) if ends else None)


_TWO_COMMAS = Pattern(r"([,;])(?<=[\w)\]”\"’'%][,;])([ \u00a0]?)\1(?=[ \u00a0”\"’')\]])(?![ \u00a0]?\1)")
_COMMA_BEFORE_AND_AFTER = Pattern(r",”(?P<again>,)(?<=\w,”,)(?= (?!(?:and|or|nor)\b)[a-z])")


@rule(
    "PUN03",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("In the capital[[,,]] shops stayed shut.", fixed="In the capital, shops stayed shut."),
    Bad("The governor[[, ,]] has left.", fixed="The governor, has left."),
    Bad("Two were hurt[[;;]] one died.", fixed="Two were hurt; one died."),
    Bad("“We have agreed,”[[,]] he said.", fixed="“We have agreed,” he said."),
    Good("Strike out “however,”, or “so,”, “thus,” too.", why="commas that are quoted as such"),
    Good("“We have agreed”, he said.", why="the comma outside, as in Britain"),
    Good("He said: ,,Nein“ and left.", why="two commas as a low quotation mark"),
    Good("id,name,,city,,", why="empty fields"),
    Good("Really?? He wrote it twice!!", why="emphatic doubling"),
    Good("for (;;) { wait; }", why="code"),
    screen=r"[\w)\]”\"’'%\x{80}-\x{10FFFF}](?:,[ \x{A0}]?,|;[ \x{A0}]?;|,”,)",
    confidence=0.97,
)
def doubled_mark(document: Document) -> Iterator[Hit]:
    """A comma or semicolon stands twice.

    ## Why it matters
    It often marks a place where the engine lost a word or joined two halves of a sentence.

    ## Known limits
    Two commas without a space after them are left alone: they may be fields of a table or a foreign quotation mark.
    """
    for match in _TWO_COMMAS.finditer(document.text):
        message = f"The mark “{match[1]}” stands twice."
        yield Hit(Span.of(match), message, Suggestion(match[1], safe=not match[2]))
    for match in _COMMA_BEFORE_AND_AFTER.finditer(document.text):
        message = "A comma stands before the closing quotation mark and again after it."
        yield Hit(Span.of(match, "again"), message, Suggestion("", safe=True))


_AFTER_MARKS = r"(?=[”\"’]*(?:(?P<end>\s*?(?:[\r\n]|\Z))|[ \u00a0]+(?P<next>\S)))"
_CLASH = Pattern(
    r"(?P<first>[,;:])(?<=[^\W_][,;:])[ \u00a0]?(?!(?P=first))(?P<second>[.,;:?!])(?![.,;:?!])" + _AFTER_MARKS
)
#: Endings that no abbreviation has, so that the stop after them ends a sentence.
_WHOLE_WORD = (
    r"[a-z]{2}(?:ed|ing|ions?|ly|ments?|ness|ies|ity|ous|ive|ers|ates?|ism|ence|ance|ary|ory|ful|less|able|ible|"
    r"ship|hood)"
)
_STOP_CLASH = Pattern(r"(?P<first>\.)(?P<second>[,;:])(?<=[a-z]..)" + _AFTER_MARKS)
_ENDS_IN_WHOLE_WORD = Pattern(rf"(?:\A|[^\w.])[a-z]*{_WHOLE_WORD}\Z")


def _without_clash(first: str, second: str, *, ends: bool, last: bool) -> Suggestion | None:
    """What should stand there; where a capital letter follows that may be a name's, an editor decides."""
    if second in "?!":
        return Suggestion(second, safe=True) if ends else None
    if "." not in (first, second):
        return None
    if ends:
        return Suggestion(".", safe=last)
    return Suggestion(",") if "," in (first, second) else None


@rule(
    "PUN04",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("He left the party[[,.]] Nobody followed.", fixed="He left the party. Nobody followed."),
    Bad("The vote failed[[,.]]", fixed="The vote failed."),
    Bad("The vote has ended[[.,]] but nobody has won.", fixed="The vote has ended, but nobody has won."),
    Bad("Is it true[[,?]] Nobody knows.", fixed="Is it true? Nobody knows."),
    Bad("He fell[[,!]] and rose."),
    Bad("He named three[[:,]] Ana, Ben and Cem."),
    Good("She lives in Portland, Ore., with her son.", why="an abbreviation before a comma"),
    Good("Acme Co., Ltd.; Foo Inc.: both closed.", why="abbreviations before other marks"),
    Good("It sells tea, coffee, etc., at the port.", why="an abbreviation before a comma"),
    Good("See you there, :) he wrote ;, no", why="a face, and a mark after a space"),
    Good("It rose 3, .5 more than before.", why="a decimal"),
    Good("He said, “... and so on.”", why="an ellipsis"),
    Good("He stopped, ... then went on.", why="an ellipsis after a comma"),
    screen=r"[^\W_](?:[,;:][ \x{A0}]?[.,;:?!]|\.[,;:])|[^\x00-\x7F](?:[,;:][ \x{A0}]?[.,;:?!]|\.[,;:])",
    confidence=0.96,
)
def clashing_marks(document: Document) -> Iterator[Hit]:
    """Two different marks stand where only one can.

    ## Why it matters
    Readers cannot tell whether the sentence ends or goes on; often two versions of a sentence were mixed.

    ## Known limits
    A stop before a comma is reported only after words whose ending no abbreviation has.
    """
    text = document.text
    for pattern in (_CLASH, _STOP_CLASH):
        for match in pattern.finditer(text):
            if pattern is _STOP_CLASH and not _ENDS_IN_WHOLE_WORD.search(
                text, max(0, match.start() - 25), match.start()
            ):
                continue
            last = match["end"] is not None
            ends = last or match["next"].isupper()
            message = f"The marks “{text[match.start() : match.end()]}” contradict each other."
            yield Hit(Span.of(match), message, _without_clash(match["first"], match["second"], ends=ends, last=last))


_LEADING_MARK = Pattern(
    r"(?:\A|\n)[ \t\u00a0]*"
    r"(?P<mark>,(?=[ \u00a0]*[^\W\d_])|;(?=[ \u00a0]+\w)|\.(?:[ \u00a0]+(?=[^\W_])|(?=[ \t]*(?:[\r\n]|\Z))))"
)


@rule(
    "PUN05",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The army withdrew\n\n[[,]] he said on Monday."),
    Bad("The army withdrew.\n\n[[. ]]The minister left.", fixed="The army withdrew.\n\nThe minister left."),
    Bad("The army withdrew.\n\n[[.]]\n\nThe minister left.", fixed="The army withdrew.\n\n\n\nThe minister left."),
    Good("The list:\n\n.NET developers\n.5 percent", why="a name and a decimal that begin with a dot"),
    Good("He waited.\n\n... and waited.", why="an ellipsis"),
    Good("He waited.\n\n. . .\n\nThen he left.", why="dots between sections"),
    Good("Sie sagte:\n,,Nein“", why="two commas as a low quotation mark"),
    Good("Index:\n.DJI 2 percent", why="a ticker"),
    screen=r"(?:\A|\n)[ \t\x{A0}]*[,;.]",
    confidence=0.95,
)
def mark_at_line_start(document: Document) -> Iterator[Hit]:
    """A line begins with a comma, semicolon or full stop.

    ## Why it matters
    What stood before the mark was lost or ended up in another paragraph.

    ## Known limits
    Closing brackets and question marks at the start of a line are left alone: lists and chats use them.
    """
    for match in _LEADING_MARK.finditer(document.text):
        mark = match["mark"][0]
        message = f"The line begins with “{mark}”; what belongs before it stands elsewhere or is missing."
        yield Hit(Span.of(match, "mark"), message, Suggestion("") if mark == "." else None)


#: A comma (or the mark that ends the quoted words), then a dash, then who speaks: how Russian or Polish set speech.
_DASH_BEFORE_SPEAKER = Pattern(
    r"(?P<end>[,?!][”\"’']?|[”\"][,.])(?P<dash>[ \u00a0][—–-]{1,2}[ \u00a0]?|[—–][ \u00a0]?)"
    r"(?=(?:(?:he|she|they|the|[A-Z]\w{1,20}|[a-z]{3,20}[’']s|message|statement) ){0,4}"
    r"(?:said|says|added|noted|stressed|wrote|explained|replied|asked|concluded|emphasized|told)\b)"
)


@rule(
    "PUN17",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("“We will stay,”[[ - ]]said the head of the bank.", fixed="“We will stay,” said the head of the bank."),
    Bad('Prices fall from 4%,"[[ -]]said the bank.', fixed='Prices fall from 4%," said the bank.'),
    Bad("“Who needs it?”[[ — ]]he asked.", fixed="“Who needs it?” he asked."),
    Bad("We will stay,[[ – ]]Anna Lee said.", fixed="We will stay, Anna Lee said."),
    Bad('"The bridge is down[[". - ]]he wrote.', fixed='"The bridge is down," he wrote.'),
    Bad("“The bridge is down[[”, – ]]the ministry’s statement says.",
        fixed="“The bridge is down,” the ministry’s statement says."),
    Good("The plan — he said — is dead - and gone.", why="a dash as house style"),
    Good("The plan, he said - and she agreed - is dead.", why="a comma elsewhere"),
    Good("Who came? – The minister and his wife, - 5 in all.", why="a dash before an answer and a figure"),
    screen=r"(?:[,?!][”\"’']?|[”\"][,.])(?:[ \x{A0}][—–-]|[—–])",
    confidence=0.96,
)  # fmt: skip
def dash_before_speaker(document: Document) -> Iterator[Hit]:
    """A dash stands between quoted words and the person who says them.

    ## Why it matters
    That is how Russian, Ukrainian or Polish set speech; in English the comma does it alone.

    ## Known limits
    Only a few verbs of saying are known.
    """
    for match in _DASH_BEFORE_SPEAKER.finditer(document.text):
        message = f"English sets no dash “{match['dash'].strip()}” between quoted words and their speaker."
        end = match["end"]
        if end[0] in '”"':  # the stop outside becomes the comma inside
            yield Hit(Span.of(match), message, Suggestion(f",{end[0]} "))
        else:
            yield Hit(Span.of(match, "dash"), message, Suggestion(" ", safe=True))


_LOUD_ELLIPSIS = Pattern(r"(?:\.\.\.|…)!+(?=[ \u00a0”\"’']|[\r\n]|\Z)(?<!\.\.\.\.!)")
_MESSAGE = Pattern(r"[@#]\w")


@rule(
    "PUN20",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("Offices are about to vanish[[...!]] So it seems.", fixed="Offices are about to vanish! So it seems."),
    Bad("A great revival[[…!]]", fixed="A great revival!"),
    Good("He waited ... and shouted! Really...? Yes!", why="an ellipsis elsewhere, or before a question mark"),
    Good("“So happy...! #win @ann,” she wrote.", why="a quoted message"),
    Good("It never stops.... And then!", why="a stop and an ellipsis"),
    screen=r"(?:\.\.\.|…)!",
    confidence=0.85,
)
def exclamation_after_ellipsis(document: Document) -> Iterator[Hit]:
    """An exclamation mark follows an ellipsis.

    ## Why it matters
    Japanese and Chinese headlines end so; English news does not, and readers cannot tell the tone.

    ## Known limits
    Lines with accounts or hashtags are taken for quoted messages and left alone.
    """
    text = document.text
    for match in _LOUD_ELLIPSIS.finditer(text):
        near = text[max(0, match.start() - 200) : match.end() + 200]
        if not _MESSAGE.search(near):
            message = f"English news does not end a sentence with “{match[0]}”."
            yield Hit(Span.of(match), message, Suggestion("!"))
