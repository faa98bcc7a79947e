"""What a paragraph is in a story, told by its shape and place: headline, byline, caption, list line, subheading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Role

#: Looked up once: until Python 3.12 a member of an enumeration costs ten times what a name does.
_BODY = Role.BODY
#: Longest headline, subheading, byline and dateline, in characters.
_HEADLINE, _SUBHEADING, _BYLINE, _DATELINE = 200, 90, 160, 90
_AGENCY = (
    r"(?:AP|The Associated Press|Associated Press|Reuters|REUTERS|AFP|Agence France-Presse|UPI|DPA|dpa|dpa-AFX|ANSA|EFE"
    r"|Kyodo(?: News)?|Xinhua|TASS|Tass|ITAR-TASS|RIA(?: Novosti)?|Interfax|Ukrinform|Yonhap|IRNA|PTI|ANI|IANS"
    r"|Bloomberg|CNBC|Fox News|VOA|RFE/RL|MarketWatch|JTA|CNA|ANP|Belga|APA|PA|CP|AAP|AA|Anadolu(?: Agency)?|TNS"
    r"|NPR|SANA|WAFA|Sputnik|Al Jazeera|(?:BBC|CNN|CBS|NBC|ABC)[\w ]{0,16}"
    r"|GLOBE NEWSWIRE|PRNewswire|Business Wire|BUSINESS WIRE)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_PLACE = r"[A-Z][^\W\d_’'-]{0,20}(?:\.[A-Z])?\.?(?:[ ’'/-][A-Za-z][\w’'-]{0,20}\.?){0,4}"
_DATE = rf"{_MONTH} \d{{1,2}}(?:, \d{{4}})?"
_DASH = r"[ \u00a0]{0,3}(?:[-–—]{1,2}|:)[ \u00a0]{1,3}"
# "HANOI, Vietnam (AP) — ", "TOKYO, Oct. 25 (Kyodo) --", "July 8 (Bloomberg) --", "Hong Kong (CNN Business) "
_WITH_AGENCY = Pattern(
    rf"(?:{_DATE}|{_PLACE}(?:, ?(?:{_PLACE}|{_DATE})){{0,3}})? ?\((?:"
    rf"{_AGENCY}(?:[/,&;][^()]{{1,40}})?\)(?:{_DASH}|[ \u00a0](?=[\"“‘A-Z]))"
    r"|[A-Z][^()]{1,40}\)[ ]{0,2}(?:[-–—]{1,2})[ ]{1,2})",
)
# "VIENNA — ", "ROBBINSVILLE, N.J. — ", "WASHINGTON, Jan. 5 - "
_IN_CAPITALS = Pattern(
    r"[A-Z][A-Z’'.-]{1,24}(?: [A-Z][A-Z’'.-]{0,24}){0,3}(?:/[A-Z][A-Z’' -]{1,24})?"
    rf"(?:, ?(?:{_PLACE}|{_DATE})){{0,2}}[ \u00a0]{{0,3}}[-–—]{{1,2}}[ \u00a0]{{1,3}}(?=\S)",
)
_NAMES = r"(?:[A-Z][\w.’'-]{0,25}|and|AND|&|of|for|in|the|at|de|van|von|der|al|bin|el|ul|/|\||[-–—])"
_BYLINE_BY = Pattern(rf"\(?(?:By|BY|Story by|Text by|Words by|From)[: ]{{1,2}}{_NAMES}(?:,? {_NAMES}){{0,14}}\)?")
_BYLINE_CREDITS = Pattern(
    r"[\[(]?(?:Additional )?(?:Reporting|Writing|Editing|Compiled|Edited|Written|Translated|Translation|Reported"
    r"|Interview|Production|Research|Text)(?: and (?:writing|editing|reporting|additional reporting))? by[: ]",
    re.IGNORECASE,
)
_BYLINE_AGENCY = Pattern(
    rf"[A-Z][\w.’'-]{{1,25}}(?: [A-Z][\w.’'-]{{0,25}}){{1,3}},? (?:[|/–—-] )?{_AGENCY}(?: [A-Z][a-z]+){{0,2}}",
)
_CAPTION = Pattern(
    r"[\[(]?(?:File |Archive |Stock )?"
    r"(?:Photo|Image|Picture|Pic|Video|Graphic|Illustration|Photograph|Screenshot|Map|Caption)s?"
    r"(?:[\])]|(?: (?:by|via|courtesy(?: of)?|credit|source|caption))?[:/]"
    r"|,? (?:by|courtesy|credit|caption|source|via)\b)"
    r"|[\[(]?FILE(?: PHOTO)?\b ?[-–—:]|\(?AP Photo\b|File photo\b|Media caption\b",
    re.IGNORECASE,
)
_CAPTION_END = Pattern(
    r"\((?:AP Photo|Photo|Image|Picture|Credit|File)\b[^()]{0,80}\)\.?$"
    r"|(?:via|/) ?(?:Getty Images|Shutterstock|AFP|REUTERS)\)?\.?$",
)
_LIST_ITEM = Pattern(r"(?:[-–*+•·▪●◦‣►■□✓➤][ \t\u00a0]+|\(?\d{1,3}[.)][ \t\u00a0]+|\(?[a-z][)][ \t])\S")
_SCORE = Pattern(r"[A-Z][^.!?]{0,80}?\b\d{1,3}[-–:]\d{1,3}\b[^.!?]{0,60}$")
_NO_LETTER = Pattern(r"[\W_]+")
_STOP_INSIDE = Pattern(r"[^\W\d_]{3}\.[\"”’)]?\s+[\"“‘]?[A-Z]")


def dateline(text: str, content: Span) -> Span | None:
    """The place, day and agency that a paragraph opens with, up to its first sentence."""
    start = content.start
    end = min(content.end, start + _DATELINE)
    match = None
    if text.find("(", start, end) >= 0:
        match = _WITH_AGENCY.match(text, start, end)
    if match is None and text[start + 1 : start + 2].isupper():
        match = _IN_CAPITALS.match(text, start, end)
    return Span.of(match) if match else None


def roles_of(text: str, spans: Sequence[Span], known: Sequence[Role | None]) -> list[Role]:
    """The role of each paragraph, whose content stands at one of ``spans``; what is ``known`` of it stands."""
    contents = [text[span.start : span.end] if span.end - span.start <= _LONGEST else "" for span in spans]
    roles = [role or _role_alone(content) for role, content in zip(known, contents, strict=True)]
    if len(spans) > 1 and Role.HEADLINE not in known:
        _find_headlines(known, contents, roles)
    _find_short_lines(known, contents, roles)
    return roles


#: Letters of the words that title case leaves small, and the share of longer ones that it sets in capitals.
_SMALL_WORD, _CAPITALS = 4, 0.85
#: Where "by" stands at the latest in credits; by how much a headline's repetition may be longer.
_CREDIT, _SLACK = 48, 8
#: So many characters at their ends show that two lines do not say the same.
_ENDING = 12
#: Words of a question that stands as a subheading; shorter and longer ones are mostly somebody's words.
_QUESTION = range(3, 7)
#: No role but body text is longer.
_LONGEST = 600


def _role_alone(content: str) -> Role:
    """What a paragraph is by its own shape."""
    if not content:
        return _BODY
    first = content[0]
    if first in _LIST_SIGNS or first.isdigit():
        if _LIST_ITEM.match(content):
            return Role.LIST_ITEM
    elif (
        content[:_CAPTION_LETTERS] in _CAPTION_BEGINNINGS
        and content[:_CAPTION_WORD].lower().startswith(_CAPTION_WORDS)
        and _CAPTION.match(content)
    ):
        return Role.CAPTION
    if first in _BYLINE_SIGNS and _is_byline(content):
        return Role.BYLINE
    if content.endswith(_CAPTION_ENDS) and _CAPTION_END.search(content[-100:]):
        return Role.CAPTION
    return _BODY


_LIST_SIGNS = frozenset("-–*+•·▪●◦‣►■□✓➤(abcdefgh")
#: How a caption may begin, in lower case, and how long the longest of these is.
_CAPTION_WORDS = tuple(
    bracket + word
    for bracket in ("", "(", "[")
    for word in "file archive stock photo image pic video graphic illustration screenshot map caption ap media".split()
)
_CAPTION_WORD = max(map(len, _CAPTION_WORDS))
#: The first letters of these, in any case, tell most paragraphs at once.
_CAPTION_LETTERS = 2
_CAPTION_BEGINNINGS = frozenset(
    first + second
    for word in _CAPTION_WORDS
    for first in (word[0], word[0].upper())
    for second in (word[1], word[1].upper())
)
#: How a line must end for `_CAPTION_END` to find something.
_CAPTION_ENDS = tuple(last + stop for last in (")", "Images", "Shutterstock", "AFP", "REUTERS") for stop in ("", "."))
_BY = (
    "By",
    "BY",
    "(By",
    "(BY",
    "Story by",
    "Text by",
    "Words by",
    "From",
    "(Story by",
    "(Text by",
    "(Words by",
    "(From",
)
#: More words than a name, an agency and a place have.
_BYLINE_WORDS = 16
_BYLINE_SIGNS = frozenset("([ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _is_byline(content: str) -> bool:
    if " by" in content[:_CREDIT] and _BYLINE_CREDITS.match(content):
        return True
    if len(content) > _BYLINE:
        return False
    if content.startswith(_BY) and _BYLINE_BY.fullmatch(content):
        return True
    return content.count(" ") < _BYLINE_WORDS and _BYLINE_AGENCY.fullmatch(content) is not None


def _key(content: str) -> str:
    return _NO_LETTER.sub("", content).casefold()


def _find_headlines(known: Sequence[Role | None], contents: Sequence[str], roles: list[Role]) -> None:
    """Mark the first paragraph, and the one after it where that says the same."""
    if roles[0] is not Role.BODY or known[0] is not None:
        return
    first, second = contents[0], contents[1]
    repeated = (
        0 < len(second) <= len(first) + _SLACK <= 2 * _HEADLINE
        and not first.endswith(".")
        and _is_repeated(first, second)
    )
    if repeated or _looks_like_headline(first):
        roles[0] = Role.HEADLINE
        if repeated and known[1] is None:
            roles[1] = Role.HEADLINE


def _is_repeated(first: str, second: str) -> bool:
    one, other = _key(first[-_ENDING:]), _key(second[-_ENDING:])
    if not (one.endswith(other) or other.endswith(one)):
        return False  # as nearly always
    one, other = _key(first), _key(second)
    return bool(other) and one.endswith(other) and len(other) * 2 > len(one)


def _looks_like_headline(content: str) -> bool:
    if not 0 < len(content) <= _HEADLINE or content[-1] in ",;:…-–—_":
        return False
    if content[-1] == ".":
        return _is_in_title_case(content)
    if content[-1] in "\"”’'»)" and content[-2:-1] in {".", ",", "…"}:
        return False
    return not _has_stop_inside(content)


def _has_stop_inside(content: str) -> bool:
    """Whether a sentence ends in the middle."""
    return "." in content and _STOP_INSIDE.search(content) is not None


def _is_in_title_case(content: str) -> bool:
    """Whether nearly every long word has a capital, as many papers set their headlines."""
    words = [word for word in content.split() if len(word) > _SMALL_WORD and word[0].isalpha()]
    return len(words) >= _SMALL_WORD and sum(word[0].isupper() for word in words) >= _CAPITALS * len(words)


def _find_short_lines(known: Sequence[Role | None], contents: Sequence[str], roles: list[Role]) -> None:
    """Mark subheadings: short, without a stop, between other paragraphs; three and more in a row are a list."""
    short = [
        index
        for index, content in enumerate(contents)
        if 0 < len(content) <= _SUBHEADING
        and roles[index] is _BODY
        and known[index] is None
        and _is_short_line(content)
    ]
    for _, together in groupby(enumerate(short), lambda numbered: numbered[1] - numbered[0]):
        run = [index for _, index in together]
        for index in run:
            if len(run) > 2 or _SCORE.match(contents[index]):
                roles[index] = Role.LIST_ITEM
            elif index > 0 and run[-1] + 1 < len(contents):
                roles[index] = Role.SUBHEADING


def _is_short_line(content: str) -> bool:
    if content[-1] in '.,;:!…-–—"”»':
        return False
    if content[-1] == "?":
        return content.isupper() or len(content.split()) in _QUESTION
    first = content.lstrip("\"“‘'«([")[:1]
    return not first.islower() and not _has_stop_inside(content)
