"""How agencies of other languages open and close their items: “[Seoul = Newsis]”, “(EFE).-”, “End of the message/”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_SPACE = "[ \u00a0]"
_MONTH = (
    "Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|"
    "Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?"
)
_NAME = r"[A-Z][\w’'-]{0,20}"
#: At the beginning of a line. Korean: "(Seoul = Yonhap News) Reporter Kim Min-su ="; Japanese: "[Tokyo, 3rd, Reuters]";
#: Spanish: "Caracas, Oct. 12 (EFE).-"; Russian: "MOSCOW, May 14 - RIA Novosti."
_DAY = rf"(?:(?:{_MONTH}){_SPACE}\d{{1,2}}|\d{{1,2}}{_SPACE}(?:of{_SPACE})?[A-Za-z]{{3,10}}\.?)"
_PLACE = rf"{_NAME}(?:{_SPACE}{_NAME}){{0,2}}"
_DATELINE = Pattern(
    rf"^(?:[\[(]{_PLACE}{_SPACE}?={_SPACE}?{_NAME}(?:{_SPACE}{_NAME}){{0,3}}[\])]"
    rf"(?:{_SPACE}?[Rr]eporters?{_SPACE}{_NAME}(?:{_SPACE}{_NAME}){{0,3}}{_SPACE}?=)?"
    rf"|\[{_NAME},?{_SPACE}(?:\d{{1,2}}(?:st|nd|rd|th)?,?{_SPACE})?(?:Reuters|AFP|AP|Kyodo|Jiji){_SPACE}?\]"
    rf"(?:{_SPACE}?[-–—])?"
    rf"|{_PLACE},{_SPACE}{_DAY}"
    rf"(?:{_SPACE}\({_PLACE}\){_SPACE}?\.{_SPACE}?[-–—]|{_SPACE}?[-–—]{_SPACE}?(?:RIA{_SPACE}Novosti|Interfax|TASS|Prime)\.))",
    re.MULTILINE,
)


@rule(
    "WIR13",
    Category.LAYOUT,
    Severity.MINOR,
    Bad("A bridge falls\n\n[[[Seoul = Newsis] Reporter Kim Min-su =]] The bridge fell at night."),
    Bad("A bridge falls\n\n[[(Busan = Yonhap News)]] The bridge fell at night."),
    Bad("A bridge falls\n\n[[Caracas, Oct. 12 (EFE).-]] The bridge fell at night."),
    Bad("A bridge falls\n\n[[MOSCOW, May 14 - RIA Novosti.]] The bridge fell at night."),
    Bad("A bridge falls\n\n[[[Tokyo, 3rd, Reuters] -]] The bridge fell at night."),
    Good("SEOUL, May 3 (Yonhap) -- The bridge fell. BERLIN (dpa) - It fell.", why="datelines of English services"),
    Good("MOSCOW, May 14. /TASS/. The bridge fell.", why="an English service’s dateline"),
    Good("(Note = the editor) [a = b] Let (x = y).", why="formulas"),
    screen=r"[\[(][A-Z][^\n\[\]()=]*=[ \x{A0}]?[A-Z]|(?:Reuters|AFP|AP|Kyodo|Jiji)[ \x{A0}]?\]"
    r"|\)[ \x{A0}]?\.[ \x{A0}]?[-–—]|\d[ \x{A0}]?[-–—][ \x{A0}]?(?:RIA[ \x{A0}]Novosti|Interfax|TASS|Prime)\.",
    confidence=0.95,
    basis="judged when the rule was written",
)
def foreign_dateline(document: Document) -> Iterator[Hit]:
    """The dateline is set as an agency sets it in another language.

    ## Why it matters
    It shows that the item was translated whole; your own dateline belongs there, with the agency in it.

    ## Known limits
    Only the forms of some Korean, Japanese, Spanish and Russian agencies.
    """
    for match in _DATELINE.finditer(document.text):
        yield Hit(Span.of(match), f"“{match[0]}” is the dateline of an agency in another language.")


_NAMES = rf"{_NAME}(?:(?:,?{_SPACE}|{_SPACE}and{_SPACE}){_NAME}){{0,5}}"
_PICTURES = r"\((?:[Pp]hotos?|[Vv]ideos?|[Ii]nfographics?)\)"
_SIGNER = r"Editor|Posted by|Posted By|Responsible [Ee]ditor|Proofread(?:er|ing)?(?: by)?|Published [Bb]y|Web [Ee]ditor"
_SIGNATURE = Pattern(
    r"^[ \t]{0,4}(?P<line>"
    rf"(?:The{_SPACE})?[Ee]nd{_SPACE}of{_SPACE}(?:the{_SPACE})?(?:message|item|news{_SPACE}item|text)[ ./]{{0,3}}"
    rf"|News{_SPACE}(?:code|ID|number) ?: ?\d{{3,12}}"
    r"|\((?:End|END|end|Fin|over)\)[ /.]{0,3}"
    rf"|(?:EFE{_SPACE}?)?[a-z]{{2,4}}(?:/[a-z]{{2,4}}){{1,5}}"
    rf"|{_PICTURES}(?:{_SPACE}?{_PICTURES}){{0,3}}"
    rf"|(?:{_SIGNER}) ?[:：]{_SPACE}?{_NAMES}"
    r"|[▲◎★■●▶◇▷△☞][^\r\n]{0,60}[\w.]{1,30}@[\w.]{3,30}"
    r"|dpa:\d{6}-\d{2}-\d{3,6}/\d"
    r")[ \t]{0,4}\r?$",
    re.MULTILINE,
)
#: Lines at the end of a story that are looked at, in code points.
_END = 600


@rule(
    "WIR14",
    Category.LAYOUT,
    Severity.MINOR,
    Bad("The bridge fell.\n\n[[The end of the message/]]", fixed="The bridge fell.\n\n"),
    Bad("The bridge fell.\n\n[[News code: 5718263]]\n", fixed="The bridge fell.\n\n\n"),
    Bad("The bridge fell.\n\n[[EFE rml/jrh/cav]]\n[[(photo) (video)]]", fixed="The bridge fell.\n\n\n"),
    Bad("The bridge fell.\n\n[[▲ Reporter Kim kim@news.example]]", fixed="The bridge fell.\n\n"),
    Bad("The bridge fell.\n\n[[Editor: Anna Weiss]]", fixed="The bridge fell.\n\n"),
    Good("Editor: Anna Weiss, who left, was asked to return.\n\nThe end of the message was lost.", why="sentences"),
    Good("The bridge fell, and/or sank.\n\nAnna Weiss", why="an author"),
    screen=r"(?i)end[ \x{A0}]of[ \x{A0}](?:the[ \x{A0}])?(?:message|item|news[ \x{A0}]item|text)[ ./]*(?:[\r\n]|\z)"
    r"|\n[ \t]*(?:news[ \x{A0}](?:code|id|number)|\((?:end|fin|over|photo|video|infographic)|dpa:\d"
    r"|(?:efe[ \x{A0}]?)?[a-z]{2,4}/[a-z]{2,4}|(?:posted|editor|responsible|proofread|published|web)[a-z \x{A0}]*[:：])"
    r"|[▲◎★■●▶◇▷△☞][^\n]*@",
    confidence=0.95,
    basis="judged when the rule was written",
    scope="document",
)  # fmt: skip
def agency_signature(document: Document) -> Iterator[Hit]:
    """A line with which an agency or a site signs its items stands under the story.

    ## Why it matters
    It means nothing to readers and shows that the item was taken over unread.

    ## Known limits
    Only at the end of the story, and only the marks of some agencies.
    """
    text = document.text
    for match in _SIGNATURE.finditer(text, max(0, len(text) - _END)):
        span = Span.of(match, "line")
        if match.start():
            yield Hit(span, f"“{match['line']}” is how the agency signs, and no part of the story.", Suggestion(""))
