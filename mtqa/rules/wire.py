"""What syndication leaves around a story: breadcrumbs, the headline twice, a site's name, an end cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

#: Sections of news sites, as they stand in breadcrumbs.
_SECTION = (
    r"(?:Home(?:page)?|Front ?[Pp]age|(?:Top|Latest|Breaking|World|Local|National|International|Foreign|US|UK) News|"
    r"News|World|Politics|Sports?|Business|Economy|Opinions?|Entertainment|Technology|Tech|Science|Health|Lifestyle|"
    r"Culture|Society|International|National|Local|Regional?|Europe|Asia|Africa|Middle East|Americas|USA?|UK|Russia|"
    r"Ukraine|War|Video|Latest|Top ?Stories|Headlines|Blog|Magazine|Analysis|Features?|Articles?)"
)
_ONE_SECTION = Pattern(_SECTION)
_FUSED = Pattern(
    rf"(?:{_SECTION}[/|>»›→\u00a0]{{0,2}}){{1,6}}"
    r"(?=[“\"‘']?(?:[A-Z][a-z]|A [a-z]|[UE]\.?[SKNU]\b|[A-Z]{2,}[ -])|\d)"
)
_PARTED = Pattern(
    rf"(?:{_SECTION}[ \u00a0]{{0,2}}[>»›→/|][ \u00a0]{{0,2}}){{1,6}}"
    rf"(?:{_SECTION}[ \u00a0]{{1,2}}[>»›→/|][ \u00a0]{{0,2}})?"
)
#: A line that is nothing but a path: it begins at the site's first page, or arrows part its items.
_ROOT = (
    r"(?:Home ?[Pp]age|Home|HOME(?: ?PAGE)?|Main(?: [Pp]age)?|MAIN(?: PAGE)?|Start ?[Pp]age|START PAGE|Front ?[Pp]age"
    r"|Cover)"
)
_ITEM = r"[A-Z][\w’'&.-]{0,20}(?:[ \u00a0][\w’'&.-]{1,20}){0,3}"
_PATH = Pattern(
    rf"(?:{_ROOT}(?:[ \u00a0]{{0,2}}[>»›→/|][ \u00a0]{{0,2}}{_ITEM}){{1,5}}"
    rf"|(?P<items>{_ITEM}(?:[ \u00a0]{{0,2}}[>»›→][ \u00a0]{{0,2}}{_ITEM}){{1,5}}))[ \u00a0>»›→/|]{{0,3}}(?=[\r\n]|\Z)",
    re.MULTILINE,
)
_ONE_ITEM = Pattern(_ITEM)
#: The longest path, and how many lines at the top of a page may be one.
_LONGEST_PATH, _TOP_LINES = 120, 4

_LETTERS = Pattern(r"[\w’']+")


def _letters(text: str) -> str:
    """``text`` for a comparison: lower case, letters and figures only, single spaces."""
    return " ".join(_LETTERS.findall(text.lower().replace("_", " ")))


#: The opening paragraphs among which the headline may come again.
_OPENING = 4
#: How much longer, marks apart, a headline's repetition may be, and how long at all, in characters.
_LONGER, _MARKS, _LONGEST = 1.2, 12, 300
#: How much of the headline must come again.
_SHORTER = 0.9
#: A headline that short may be the first words of the story.
_SHORTEST = 4
#: How alike two headlines must be, in per cent of their letters.
_ALIKE = 94


def _crumbs(document: Document, start: int) -> Span | None:
    """The breadcrumbs glued to a line that starts at ``start``."""
    text = document.text
    for pattern in (_PARTED, _FUSED):
        match = pattern.match(text, start)
        if match:
            return Span.of(match)
    return None


@rule(
    "WIR01",
    Category.ADDITION,
    Severity.MINOR,
    Bad(
        "A bridge falls in the valley at night\n\n[[A bridge falls in the valley at night]]\n\nNobody was hurt.",
        fixed="A bridge falls in the valley at night\n\n\n\nNobody was hurt.",
    ),
    Bad(
        '“Old” bridge falls in the valley\n\n[["Old" bridge falls in the valley]]\n\nNobody was hurt.',
        fixed="“Old” bridge falls in the valley\n\n\n\nNobody was hurt.",
    ),
    Bad(
        "HomeWorldA bridge falls in the valley\n\n[[A bridge falls in the valley]]\n\nNobody was hurt.",
        fixed="HomeWorldA bridge falls in the valley\n\n\n\nNobody was hurt.",
    ),
    Bad(
        "Hill-top cease-fire on-again off-again\n\n[[Hill top cease fire on again off again]]\n\nNobody was hurt.",
        fixed="Hill-top cease-fire on-again off-again\n\n\n\nNobody was hurt.",
    ),
    Good(
        "A bridge falls in the valley\n\nA bridge falls in the valley, and nobody was hurt.",
        why="the first sentence takes it up",
    ),
    Good("A bridge falls\n\nA bridge falls.\n\nNobody was hurt.", why="a few words"),
    Good("A bridge falls in the valley\n\nA house burns in the city\n\nNobody was hurt.", why="two headlines"),
    Good(
        "A bridge falls in the valley in 2021\n\nA bridge falls in the valley in 2022\n\nNobody was hurt.",
        why="other figures",
    ),
    scope="document",
    confidence=0.97,
    basis="edited news: no finding in 125,000 words; the first story: true",
)
def headline_twice(document: Document) -> Iterator[Hit]:
    """The headline stands twice.

    ## Why it matters
    It was copied from the page's title and again from the story; one is enough.

    ## Known limits
    Only the first four paragraphs are looked at, and headlines of four words or more.
    """
    contents = [paragraph.content for paragraph in document.paragraphs[:_OPENING]]
    alike = [content for content in contents[1:] if len(content) <= min(_LONGER * len(contents[0]) + _MARKS, _LONGEST)]
    if not alike:
        return
    crumbs = _crumbs(document, contents[0].start)
    first = _letters(document.text[crumbs.end if crumbs else contents[0].start : contents[0].end])
    if first.count(" ") + 1 < _SHORTEST:
        return
    for content in alike:
        if len(content) >= _SHORTER * len(first) and _is_the_same(first, _letters(document[content])):
            yield Hit(content, "The headline stands here for the second time.", Suggestion(""))


def _is_the_same(first: str, again: str) -> bool:
    if first == again:
        return True
    if abs(len(first) - len(again)) > (1 - _SHORTER) * len(first):
        return False
    from rapidfuzz import fuzz  # here: in most stories no other line is as long

    return fuzz.ratio(first, again, score_cutoff=_ALIKE) >= _ALIKE and _figures(first) == _figures(again)


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


@rule(
    "WIR02",
    Category.LAYOUT,
    Severity.MAJOR,
    Bad(
        "[[HomeWorld]]US envoys meet in the valley\n\nThey talked.",
        fixed="US envoys meet in the valley\n\nThey talked.",
    ),
    Bad("[[Home > News > ]]A bridge falls in the valley", fixed="A bridge falls in the valley"),
    Bad("[[HomeNewsLocal]]Bridge falls in the valley", fixed="Bridge falls in the valley"),
    Bad("[[Home > World > Middle East]]\n\nA bridge falls.", fixed="\n\nA bridge falls."),
    Bad("[[Main » Politics » World]]\nA bridge falls.", fixed="\nA bridge falls."),
    Good("Berlin > Paris\n\nThe train was late. Home / away: 2-1 to Rovers.", why="no sections; a line that goes on"),
    Bad(
        "[[Politics]]Mayor leaves his party at last\n\nMayor leaves his party at last\n\nHe gave no reason.",
        fixed="Mayor leaves his party at last\n\nMayor leaves his party at last\n\nHe gave no reason.",
    ),
    Good("HomePod sales fall\n\nThey fell.", why="a product"),
    Good("WorldCom and NewsCorp are names of firms.", why="firms"),
    Good("Home is where the heart is.", why="a word"),
    Good("Home News Local radio is heard here.", why="words apart"),
    Good("News/analysis: a bridge falls", why="one label"),
    screen=rf"{_SECTION}(?:[A-Z0-9“\"‘']|[ \x{{a0}}]{{0,2}}[>»›→/|])"
    rf"|(?:\A|\n){_ROOT}[ \x{{a0}}]{{0,2}}[>»›→/|]|(?:\A|\n)[A-Z][\w’'&. -]*[ \x{{a0}}]{{0,2}}[>»›→]",
    scope="document",
    confidence=0.98,
    basis="edited news: no finding in 125,000 words; the first story: true",
)
def glued_breadcrumb(document: Document) -> Iterator[Hit]:
    """A web page's path ("Home > World") is glued to the words of the story.

    ## Why it matters
    It is the first thing readers see, and it shows that the page was copied unread.

    ## Known limits
    Only the usual names of sections are known; a single one counts only where the headline comes again without it.
    """
    lines = [_letters(document[paragraph.content]) for paragraph in document.paragraphs[:_OPENING]]
    for path in _paths(document.text):
        yield Hit(path, f"“{document[path]}” is the path of a web page.", Suggestion(""))
    for paragraph in document.paragraphs:
        span = _crumbs(document, paragraph.content.start)
        if span is None or span.end >= paragraph.content.end or _is_path(document.text, span.start):
            continue
        crumbs = document[span]
        if len(_ONE_SECTION.findall(crumbs)) < 2:
            rest = _letters(document.text[span.end : paragraph.content.end])
            if paragraph.span.start or rest not in lines:
                continue
        yield Hit(span, f"“{crumbs.strip()}” is the path of a web page, glued to the story.", Suggestion(""))


def _is_path(text: str, start: int) -> bool:
    """Whether the line that begins at ``start`` is a path and nothing else."""
    path = _PATH.match(text, start, start + _LONGEST_PATH)
    if path is None or (path.end() < len(text) and text[path.end()] not in "\r\n"):
        return False
    return path["items"] is None or any(_ONE_SECTION.fullmatch(item) for item in _ONE_ITEM.findall(path["items"]))


def _paths(text: str) -> Iterator[Span]:
    """The lines at the top that are paths."""
    start = 0
    for _ in range(_TOP_LINES):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if start < end <= start + _LONGEST_PATH and _is_path(text, start):
            yield Span(start, start + len(text[start:end].rstrip()))
        start = end + 1
        while text[start : start + 1] in ("\r", "\n"):
            start += 1
        if start >= len(text):
            return


_SITE = Pattern(
    r"[ \u00a0](?:[-–—|»][ \u00a0]+|\|[ \u00a0]?)(?P<site>(?:[^\n|–—-]{0,40}[ \u00a0])?"
    r"(?:Yahoo!? ?[Nn]ews|[A-Z]\w*(?:[Nn]ews|[Nn]et)|News(?: (?:Agency|Network|Online|Website|Service|Portal|24))?|"
    r"Newspapers?|Shimbun|Network|[Ww]ebsite|Online|Xinhua|Radio|"
    r"(?:www\.)?[\w-]{2,30}\.(?:com|net|org|ru|ua|cn|co\.uk|info|news|tv|de|fr|in|pk|ng))(?:\.com)?)[.!]?$"
)
_PIPED = Pattern(r"[ \u00a0]\|[ \u00a0]?(?P<site>[A-Z][^\n|]{2,50})$")
#: A site's name with a hyphen only, as Chinese pages have it.
_GLUED_SITE = Pattern(r"(?<=[a-z”\"!?])[-–—](?P<site>(?:Xinhuanet|Xinhua|CGTN|CNN|chinanews)(?:\.com)?)[.!]?$")
_TAG_WORDS = 6


@rule(
    "WIR07",
    Category.LAYOUT,
    Severity.MINOR,
    Bad(
        "A bridge falls in the valley at night[[ - Valley News]]\n\nNobody was hurt.",
        fixed="A bridge falls in the valley at night\n\nNobody was hurt.",
    ),
    Bad(
        "A bridge falls in the valley at night[[ | The Valley Herald]]\n\nNobody was hurt.",
        fixed="A bridge falls in the valley at night\n\nNobody was hurt.",
    ),
    Bad("A bridge falls in the valley at night[[ - Yahoo! News]]", fixed="A bridge falls in the valley at night"),
    Bad(
        "A bridge falls in the valley at night[[ – Valley Newspapers.]]\n\nNobody was hurt.",
        fixed="A bridge falls in the valley at night\n\nNobody was hurt.",
    ),
    Bad("A bridge falls in the valley at night[[-Xinhuanet]]", fixed="A bridge falls in the valley at night"),
    Good("A bridge falls in the valley, seen by the makers of the ex-CNN", why="a compound"),
    Good("A bridge falls in the valley - British intelligence\n\nNobody was hurt.", why="who says so"),
    Good("A bridge falls in the valley - report\n\nNobody was hurt.", why="who says so"),
    Good("A bridge falls in the valley – live updates\n\nNobody was hurt.", why="the kind of page"),
    Good("A bridge fell - and that was good news.\n\nNobody was hurt.", why="a sentence"),
    Good("A bridge falls - bad news\n\nNobody was hurt.", why="a remark"),
    screen=r"(?:[Nn]ews|[Nn]et|News ?[A-Z]\w+|Newspapers?|Shimbun|Network|ebsite|Online|Xinhua|Radio|News 24|"
    r"\.(?:com|net|org|ru|ua|cn|uk|info|tv|de|fr|in|pk|ng))[.!]?\s*(?:\n|$)|[ \x{a0}]\|",
    scope="document",
    confidence=0.9,
    basis="edited news: 2 findings in 125,000 words, site names that a data set kept; machine translation: 51 of 51",
)
def site_name_in_headline(document: Document) -> Iterator[Hit]:
    """The name of a site stands behind the headline.

    ## Why it matters
    It is the title of somebody else's page.

    ## Known limits
    After a dash only names that end in "News", "Network", "Online", ".com" and the like; the rest may say who said so.
    """
    if not document.paragraphs:
        return
    content = document.paragraphs[0].content
    if len(content) > 250:
        return
    line = document[content]
    for pattern in (_SITE, _PIPED, _GLUED_SITE):
        match = pattern.search(line)
        if match and len(match["site"].split()) <= _TAG_WORDS and match.start() >= 15 and match["site"][0].isupper():
            span = Span(content.start + match.start(), content.end)
            yield Hit(span, f"“{match['site']}” is the name of a site and no part of the headline.", Suggestion(""))
            return


#: A story's last paragraph cannot end in one of these.
_WANTS_MORE = frozenset(
    "the a an of to and or but with from into at by for in on that which who whose because although while if than as "
    "their his its our my your is are was were be been has have had will would this these very".split()
)
_MORE = Pattern(
    r"[ \u00a0]?(?:\[?\+\d{2,6} (?:chars|characters)\]?|\[(?:…|\.\.\.|read more|more)\]|\(more\)"
    r"|(?:…|\.\.\.)[ \u00a0]?(?:(?:read|see) more|continue reading))[^\w\n]{0,6}$",
    re.IGNORECASE,
)
#: Lines of the page that may follow where the story breaks off.
_LAST = 4
_ENOUGH_WORDS = 8


@rule(
    "WIR09",
    Category.TRUNCATION,
    Severity.MAJOR,
    Bad("The bridge fell at night.\n\nThe mayor said on Monday that nobody had been hurt and that [[the]]"),
    Bad("The bridge fell at night.\n\nThe mayor said on Monday that nobody had been [[hurt,]]"),
    Bad("The bridge fell at night.\n\nThe mayor said that nobody was hurt…[[ +1432 chars]]"),
    Bad("The bridge fell at night.\n\nThe mayor said that nobody was hurt[[… read more]]\n\nShare"),
    Bad("The bridge fell at night.\n\nThe mayor said that nobody was hurt[[ (more)]]"),
    Good("The bridge fell at night.\n\nThe mayor said nobody was hurt.", why="a whole story"),
    Good("The bridge fell at night.\n\nHere is what they are up to", why="few words"),
    Good("The mayor whom a bridge in the valley nearly fell on, and what she is made of", why="a headline alone"),
    Good(
        "The bridge fell at night.\n\nAnna Weiss, who wrote this story from the valley, teaches in Bern",
        why="a note on the writer",
    ),
    Good("The bridge fell at night.\n\nThey waited for the word that never came ...", why="a pause"),
    scope="document",
    screen=r"(?i)(?:[\w,-]\s*$|\[\+\d|more|reading|…|\.\.\.)",
    confidence=0.97,
    basis="edited news: no finding in 125,000 words",
)
def end_cut_off(document: Document) -> Iterator[Hit]:
    """The story breaks off: its end was not copied.

    ## Why it matters
    Readers are left in the middle of a sentence.

    ## Known limits
    Only an end that wants more words, a comma or a mark such as "[+1234 chars]" shows it; a story cut after a sentence
    does not.
    """
    if len(document.paragraphs) < 2:
        return
    for paragraph in document.paragraphs[-_LAST:]:
        content = paragraph.content
        more = _MORE.search(document.text, max(content.start, content.end - 60), content.end)
        if more:
            yield Hit(Span(more.start(), content.end), "The story breaks off here.")
            return
    words = document.text[max(content.start, content.end - 400) : content.end].split()
    if len(words) < _ENOUGH_WORDS:
        return
    last = words[-1]
    if last.lower() in _WANTS_MORE or (last[-1] == "," and last[:-1].isalpha()):
        yield Hit(Span(content.end - len(last), content.end), f"The story breaks off after “{last}”.")
