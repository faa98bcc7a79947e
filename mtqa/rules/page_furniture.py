"""Page furniture: lines of a web page that were copied with the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

#: Longer lines are the story's own.
_LONG_LINE = 30
#: The same in characters.
_LONGEST_LINE = 400

_ADVERTISING = Pattern(
    r"^[^\w\n]{0,12}"
    r"(?:advertisements?|advertising|advert|sponsored(?: content| post| links?)?|promoted content|paid content)"
    r"(?:[^\w\n]{1,8}(?:continue reading(?: below)?|scroll (?:down )?to continue(?: reading)?|story continues below"
    r"|article continues (?:below|after).{0,30}|skip advertisement|(?:please )?scroll.{0,30}))?[^\w\n]{0,12}$"
    r"|^[^\w\n]{0,12}(?:story|article) continues (?:below|after) (?:this )?advertisement[^\w\n]{0,12}$",
    re.IGNORECASE | re.MULTILINE,
)
#: The look-behinds stand after the first letter, so that `re` can jump from one to the next.
_GLUED = Pattern(r"(?:A(?<!\wA)(?:dvertisement|DVERTISEMENT)|S(?<!\wS)ponsored)(?=[A-Z][a-z])")


def _lines(text: str, pattern: Pattern) -> Iterator[re.Match[str]]:
    """Matches of ``pattern`` at the beginnings of lines, but for lines too long to be furniture."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start <= _LONGEST_LINE and (match := pattern.match(text, start)):
            yield match
        start = end + 1


def _line(match: re.Match[str]) -> Span:
    """A matched line without outer white space."""
    text = match[0]
    start = match.start() + len(text) - len(text.lstrip())
    return Span(start, max(start, match.start() + len(text.rstrip())))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + " …"


@rule(
    "WIR03",
    Category.LAYOUT,
    Severity.MINOR,
    Bad(
        "The bridge is closed.\n\n[[- Advertisement -]]\n\nIt opens in May.",
        fixed="The bridge is closed.\n\n\n\nIt opens in May.",
    ),
    Bad("The bridge is closed.\n[[ADVERTISEMENT]]\n", fixed="The bridge is closed.\n\n"),
    Bad("The bridge is closed.\n\n[[Advertisement - Continue reading below]]", fixed="The bridge is closed.\n\n"),
    Bad("[[Advertisement]]The bridge is closed.", fixed="The bridge is closed."),
    Good("The advertisement was withdrawn.\n\nIt was sponsored by a bank.", why="a story about advertising"),
    Good("Advertising in wartime\n\nIt is a hard trade.", why="a headline"),
    Good("Sponsored by the bank, the fair opened on Monday.", why="a sentence"),
    screen=r"(?i)advert|sponsored|(?:promoted|paid) content",
    confidence=0.99,
    basis="edited news: no finding in 125,000 words; the first story: 2 of 2 true",
)
def advertising_line(document: Document) -> Iterator[Hit]:
    """A line that marks an advertisement was copied with the story.

    ## Why it matters
    The advertisement is gone, its label is left: readers see that the page was copied unread.

    ## Known limits
    English labels only.
    """
    for match in (*_lines(document.text, _ADVERTISING), *_GLUED.finditer(document.text)):
        span = _line(match)
        yield Hit(span, f"“{document[span]}” marks an advertisement and is no part of the story.", Suggestion(""))


_LINK = Pattern(
    r"^[^\w\n]{0,8}"
    r"(?:(?:to )?read also|see also|watch also(?=[ \u00a0]?:)|also read|read (?:more|next|on)"
    r"|read (?:the )?(?:full|more) (?:story|article)(?: here)?"
    r"|more on this(?: story| topic)?|related(?: articles?| stories| news| posts?| topics?| content)"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|want to read)(?: this)?"
    r"|(?:it|this) may interest you|recommended for you|don['’]t miss"
    r"|continue reading|click here(?: to read more)?|on this topic|most read"
    r"|editors?['’]s? picks?|trending now|what to read next|also on (?:our site|this site))"
    r"(?:[ \u00a0]?[:»>|…–—-].*|[.… ]*)\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_RELATED = Pattern(
    r"^[^\w\n]{0,8}(?:RELATED|Related|READ|Read|ALSO|MORE)[ \u00a0]?[:|»][ \u00a0]?[^\n]{8,160}$", re.MULTILINE
)
#: In the middle of a paragraph, to the end of the sentence.
_LINK_INSIDE = Pattern(
    r"[RSWA](?<=[.!?”\"…] .)(?:(?<=R)ead (?:also|more)|(?<=R)EAD (?:ALSO|MORE)|(?<=S)ee also|(?<=W)atch also|"
    r"(?<=A)lso read|(?<=A)LSO READ)[ \u00a0]?:[ \u00a0]"
)
_GLUED_LINK = Pattern(r"R(?<!\wR)(?:ead [Mm]ore|ead [Aa]lso|EAD MORE|EAD ALSO|elated [Nn]ews)(?=[A-Z][a-z])")


@rule(
    "WIR04",
    Category.LAYOUT,
    Severity.MINOR,
    Bad(
        "The bridge is closed.\n\n[[Read also: Mayor resigns over bridge]]\n\nIt opens in May.",
        fixed="The bridge is closed.\n\n\n\nIt opens in May.",
    ),
    Bad("The bridge is closed.\n\n[[You may be interested in:]]\n", fixed="The bridge is closed.\n\n\n"),
    Bad("The bridge is closed.\n\n[[Watch also: The moment it fell]]\n", fixed="The bridge is closed.\n\n\n"),
    Bad("The bridge is closed.\n\n[[To read also: The mayor resigns]]\n", fixed="The bridge is closed.\n\n\n"),
    Bad(
        "The bridge is closed.\n\n[[See also]]\n\nIt opens in May.",
        fixed="The bridge is closed.\n\n\n\nIt opens in May.",
    ),
    Bad("The bridge is closed.\n\n[[It may interest you: The mayor resigns]]\n", fixed="The bridge is closed.\n\n\n"),
    Bad("The bridge is closed. [[Related news]]The mayor resigned.", fixed="The bridge is closed. The mayor resigned."),
    Bad("The bridge is closed. [[Read more]]The mayor resigned.", fixed="The bridge is closed. The mayor resigned."),
    Bad("It is shut. [[Read also: The mayor resigns.]] It opens in May.", fixed="It is shut.  It opens in May."),
    Good("Read more slowly, the teacher said, and you will see also what is left out.", why="a sentence"),
    Good("Watch: A fox in the stadium\n\nIt ran for an hour.", why="a headline"),
    Good("He asked what to read next: the bill or the budget.", why="a sentence"),
    Good("Related industries suffered too.", why="a sentence"),
    screen=r"(?i)(?:read|see|watch) also|also (?:read|on)|read (?:more|next|on|the|full)|more on this|related|you m|"
    r"interest you|recommended for|"
    r"n['’]t miss|continue reading|click here|on this topic|most read|picks?\b|trending now|what to read|"
    r"(?:READ|ALSO|MORE).?[:|»]",
    confidence=0.97,
    basis="edited news: no finding in 125,000 words; machine translation: 2 of 2 true",
)
def link_line(document: Document) -> Iterator[Hit]:
    """A line that leads to another story was copied with this one.

    ## Why it matters
    It interrupts the story, and the link is gone.

    ## Known limits
    English labels only, where one opens a line; a few also where one opens a sentence, with a colon.
    """
    seen = -1
    text = document.text
    lines = (*_lines(text, _LINK), *_lines(text, _RELATED), *_GLUED_LINK.finditer(text))
    for span in (*map(_line, lines), *_links_inside(document)):
        if len(document[span].split()) > _LONG_LINE or span.start == seen:
            continue
        seen = span.start
        yield Hit(span, f"“{_short(document[span])}” leads to another story.", Suggestion(""))


def _links_inside(document: Document) -> Iterator[Span]:
    """Labels in the middle of a paragraph, each with the rest of its sentence."""
    for match in _LINK_INSIDE.finditer(document.text):
        yield Span(match.start(), max(match.end(), document.sentence_at(match.end()).content.end))


_NETWORK = (
    r"(?:Telegram|Facebook|Twitter|Instagram|WhatsApp|YouTube|TikTok|Viber|Google News|LinkedIn|Threads|X\b"
    r"|social media|social networks)"
)
_PROMOTION = Pattern(
    r"(?:(?<=[.!?”\"] )|(?<=\n)|(?<=\A)|(?<=[-–—•*] ))(?:"
    rf"(?:Follow|Like|Find|Join|Read) us (?:also )?(?:on|in|at) (?:our )?{_NETWORK}"
    rf"|Subscribe to us (?:on|in|at) {_NETWORK}"
    rf"|To follow [^\n.]{{3,60}} on {_NETWORK},? click here"
    r"|Click for details(?=[.!]?(?:[\r\n]|\Z))|CLICK FOR DETAILS"
    r"|(?:(?:Copyright|COPYRIGHT)s? ?(?:©|ⓒ|\([cC]\))? ?[A-Z][\w.]{1,20}(?: [A-Z]\w{1,20}){0,2}[.,] )?"
    r"Unauthori[sz]ed (?:reproduction|copying|transmission|use)"
    r"(?: ?(?:,|/|and|or) ?(?:re)?(?:production|distribution|copying|use)){0,3}"
    r" (?:is |are )?(?:strictly )?(?:prohibited|forbidden)\.?"
    r"|(?:Subscribe to|Sign up (?:for|to)|Join|Follow|Download|Get) (?:our|the [A-Z]\w+|my) (?:[\w’'-]+ ){0,3}"
    r"(?:newsletters?|mailing list|(?:Telegram |YouTube |WhatsApp )?channel|WhatsApp group|app|push notifications)\b"
    r"|Share (?:this(?: (?:article|story|post|news|page))?|it|the (?:article|news|post)) "
    rf"(?:on|with|via|in) (?:{_NETWORK}|your friends)"
    rf"|Share on {_NETWORK}"
    r"|Click here (?:to|for)|Your e-?mail address will not be published|Required fields are marked"
    r"|Leave a (?:comment|reply)\b"
    r"|(?:This (?:web)?site|We) uses? cookies|By continuing to (?:use|browse)|Skip to (?:main )?content"
    r"|(?:Copyright ?)?(?:©|ⓒ|\([cC]\)) ?(?:19|20)\d\d"
    r"|(?<=\n)<?(?:Copyright ?)?(?:©|ⓒ|\([cC]\))[ \u00a0]?[A-Z][^\r\n.!?]{1,50}(?=[\r\n]|\Z)"
    r"|(?<=\n)(?:Subscribers only|Only for subscribers|For subscribers only"
    r"|This article is (?:reserved )?for (?:our )?subscribers)"
    r"(?=[.!]?(?:[\r\n]|\Z))"
    r"|(?:There (?:is|are) |It remains (?:you )?|You have )?\d{1,2}[ \u00a0]?% of this article (?:left )?to read"
    r"|To leave a comment|You must (?:be logged|log) in to|(?:You need|Please) (?:to )?(?:log|sign) in to"
    r"|If you (?:find|found|notice|noticed|spot|have found) an? (?:spelling )?(?:error|mistake|typo),? "
    r"(?:in the text,? )?(?:please|select|press|highlight|let us|notify|tell us|write)"
    r"|Scan the QR code|Please (?:see|click) \[?[Cc]lick here|Download the app (?:for|to)"
    r"|Click for (?:the )?(?:latest|more|details)"
    r"|Get (?:the (?:latest )?)?updates (?:of|on|from) (?:selected|the latest|our)"
    r"|All rights reserved|Please enable JavaScript"
    r"|Sign in to (?:comment|continue)|Save my name, e-?mail"
    r")"
)


@rule(
    "WIR05",
    Category.LAYOUT,
    Severity.MINOR,
    Bad("The bridge is closed. [[Subscribe to our newsletter.]]", fixed="The bridge is closed. "),
    Bad("The bridge is closed.\n\n[[Follow us on Telegram!]]\n", fixed="The bridge is closed.\n\n\n"),
    Bad("The bridge is closed.\n\n[[Subscribe to us in Telegram.]]\n", fixed="The bridge is closed.\n\n\n"),
    Bad("It is shut.\n\n[[To follow the news of the valley on Telegram click here]]", fixed="It is shut.\n\n"),
    Bad("It is shut.\n\n[[CLICK FOR DETAILS]]", fixed="It is shut.\n\n"),
    Bad("It is shut.\n\n[[Subscribers only]]", fixed="It is shut.\n\n"),
    Bad("It is shut.\n\n[[To leave a comment, you must log in.]]", fixed="It is shut.\n\n"),
    Bad("It is shut.\n\n[[©Valley News]]\n", fixed="It is shut.\n\n\n"),
    Good("The magazine is for subscribers only. If you find an error of law, appeal.", why="sentences of the story"),
    Bad("It is shut. [[Unauthorized reproduction and redistribution prohibited]]", fixed="It is shut. "),
    Bad("It is shut. [[Copyright Yonhap. Unauthorized copying prohibited.]] It opens.", fixed="It is shut.  It opens."),
    Bad("The bridge is closed.\n\n[[Your email address will not be published.]]", fixed="The bridge is closed.\n\n"),
    Bad("The bridge is closed.\n\n[[© 2022 Valley Herald. ]][[All rights reserved.]]", known_limit=True),
    Good("The party asked its members to follow us on Telegram no longer.", why="a sentence of the story"),
    Good("He wrote: “Follow us on Telegram.”", why="quoted"),
    Good("They subscribe to our view that all rights reserved by the states remain.", why="a sentence of the story"),
    screen=r"(?i)(?:follow|like|find|join|read) us|click for details|unauthori[sz]ed (?:rep|cop|tra|use)|"
    r"subscribe|sign up|(?:join|follow|download|get) (?:our|the|my)|"
    r"share |click here|e-?mail|required fields|leave a |cookies|by continuing|skip to|©|\(c\)|rights reserved|"
    r"javascript|(?:sign|log|logged) in to|subscribers|of this article|if you (?:f|n|s|have f)|qr code|click for|ⓒ|"
    r"get (?:the (?:latest )?)?updates",
    quotations=Inside.SKIPPED,
    confidence=0.97,
    basis="edited news: no finding in 125,000 words; machine translation: 1 of 1 true",
)
def site_promotion(document: Document) -> Iterator[Hit]:
    """The site where the story was found asks its readers for something.

    ## Why it matters
    "Our newsletter" is another house's newsletter.

    ## Known limits
    English phrases only, at the beginning of a sentence.
    """
    end = -1
    for match in _PROMOTION.finditer(document.text):
        span = document.sentence_at(match.start()).content
        span = Span(match.start(), max(span.end, match.end()))
        if span.start < end:
            continue
        end = span.end
        yield Hit(span, f"“{_short(document[span])}” speaks for the site it was copied from.", Suggestion(""))


#: Words that sites describe themselves with.
_SITE_WORDS = frozenset(
    "news worldwide world local latest breaking headlines updates tips tricks sports sport entertainment business "
    "technology tech weather politics lifestyle health finance videos online today national international daily "
    "magazine portal blog reviews football celebrity gossip jobs travel fashion music movies".split()
)
#: A site word that begins the second item of an enumeration, or a later one.
_NEXT_ITEM = rf"[,&|•] (?:{'|'.join(word.capitalize() for word in sorted(_SITE_WORDS))})\b"
_NEXT = Pattern(_NEXT_ITEM)
_LINKING = frozenset("in of and the for from on to with your a at &".split())
_WORD = Pattern(r"[\w’'-]+|&")
_TAGLINE_WORDS = 20
_LAST_PARAGRAPHS = 4


@rule(
    "WIR06",
    Category.LAYOUT,
    Severity.MINOR,
    Bad(
        "The bridge is closed.\n\n[[Global News, Local News in Bristol, Tips & Tricks]]",
        fixed="The bridge is closed.\n\n",
    ),
    Bad(
        "The bridge is closed.\n\n[[Latest News, Sports, Business and Weather from the Valley]]\n",
        fixed="The bridge is closed.\n\n\n",
    ),
    Good("The bridge is closed.\n\nShe works for Sports, Business and Weather.", why="a sentence"),
    Good(
        "Latest News, Sports, Business\n\nA\n\nB\n\nC\n\nD\n\nThe bridge is closed.", why="not at the end of the story"
    ),
    Good("The bridge is closed.\n\nAnna Weiss, Health Minister, Berlin", why="a speaker"),
    screen=_NEXT_ITEM,
    scope="document",
    confidence=0.95,
    basis="edited news: no finding in 125,000 words; the first story: 1 of 1 true",
)
def tagline(document: Document) -> Iterator[Hit]:
    """A site's description of itself stands at the end of the story.

    ## Why it matters
    It tells readers where the story was copied from.

    ## Known limits
    Only enumerations in capitals, in the last four paragraphs.
    """
    for paragraph in document.paragraphs[-_LAST_PARAGRAPHS:]:
        if paragraph.span.start == 0:
            continue
        text = document[paragraph.content]
        words = _WORD.findall(text) if len(text) < 200 else []
        if not 4 <= len(words) <= _TAGLINE_WORDS or text[-1] in '.!?”"' or sum(text.count(mark) for mark in ",|&•") < 2:
            continue
        if not _NEXT.search(text) or not all(word[0].isupper() or word in _LINKING for word in words):
            continue
        if sum(word.lower() in _SITE_WORDS for word in words) >= 3:
            message = f"“{_short(text)}” describes the site it was copied from."
            yield Hit(paragraph.content, message, Suggestion(""))


_CREDIT = Pattern(
    r"^[^\w\n]{0,4}"
    r"(?:sources?|via|photo|image|picture|photograph|video|illustration|graphic)(?: credit| courtesy)?s?"
    r"[ \u00a0]?[:/][ \u00a0]?[^\n]{2,80}$"
    r"|^[ \t]*\((?:additional )?(?:reporting|writing|editing|compiled|edited|written|translated|photo|image)"
    r"(?: and (?:writing|editing))? by [^()\n]{3,160}\)[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)


@rule(
    "WIR08",
    Category.LAYOUT,
    Severity.NEUTRAL,
    Bad("The bridge is closed.\n\n[[Source: Valley Herald]]"),
    Bad("The bridge is closed.\n\n[[(Reporting by Anna Weiss; Editing by Jo Bell)]]\n"),
    Bad("[[Photo: Valley Images]]\n\nThe bridge is closed."),
    Good(
        "The source: a man who knows the bridge well, and who spoke for more than an hour about all he had seen there.",
        why="a sentence",
    ),
    Good("He named his source: a clerk.", why="within a sentence"),
    Good("(The bridge is closed by order.)", why="brackets of the story"),
    screen=r"(?i)(?:\A|\n)[^\w\n]{0,4}(?:sources?|via|photo|image|picture|photograph|video|illustration|graphic)"
    r"(?: credit| courtesy)?s?[ \x{a0}]?[:/]|\((?:additional )?"
    r"(?:reporting|writing|editing|compiled|edited|written|translated|photo|image)(?: and (?:writing|editing))? by ",
    confidence=0.95,
    basis="the first story: 1 of 1 true",
)
def source_credit(document: Document) -> Iterator[Hit]:
    """The story names where it, or a picture, was taken from.

    ## Why it matters
    Somebody should know whether the house may use it, and whether the credit is still right.

    ## Known limits
    Only credits that stand on a line of their own.
    """
    for match in _lines(document.text, _CREDIT):
        span = _line(match)
        if len(document[span].split()) <= _LONG_LINE and not document[span].endswith((".”", '."')):
            yield Hit(span, f"“{_short(document[span])}” is a credit: see that it is right and wanted.")


_BUTTON = r"(?:share|tweet|pin(?: it)?|e-?mail|print|whatsapp|telegram|facebook|twitter|linkedin|reddit|copy link)"
_COUNTER = Pattern(
    r"^[^\w\n]{0,4}(?:"
    r"(?:\d{1,2}[ \u00a0]?(?:-[ \u00a0]?)?min(?:ute)?s?\.?[ \u00a0]read(?:ing)?|reading time:? .{1,20})"
    rf"|{_BUTTON}(?:[ \u00a0|•·]{{0,3}}(?:{_BUTTON}|\d{{1,6}})){{1,12}}"
    r"|\d{1,7}[ \u00a0](?:comments?|views|shares|likes)"
    r"|(?:views|comments|shares|likes)[ \u00a0]?:?[ \u00a0]\d[\d,.]*"
    r"|(?:published|posted|updated|last updated|last modified|modified)(?: on| at)?[ \u00a0]?:"
    r"[^\r\n]{0,20}\d[^\r\n]{0,30}"
    r"|\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d(?::\d\d)?[^\r\n]{0,80}"
    r")[^\w\n]{0,4}$",
    re.IGNORECASE | re.MULTILINE,
)


@rule(
    "WIR10",
    Category.LAYOUT,
    Severity.MINOR,
    Bad(
        "The bridge is closed\n\n[[2 min read]]\n\nThe bridge is closed for a year.",
        fixed="The bridge is closed\n\n\n\nThe bridge is closed for a year.",
    ),
    Bad("The bridge is closed\n[[Share 0 Tweet]]\nIt opens in May.", fixed="The bridge is closed\n\nIt opens in May."),
    Bad("[[Published: 12:30, 6 October 2022]]\n\nThe bridge is closed.", fixed="\n\nThe bridge is closed."),
    Bad("The bridge is closed.\n\n[[14 comments]]", fixed="The bridge is closed.\n\n"),
    Good("Print and share, he said.", why="a sentence"),
    Good("It drew 14 comments and 3,000 views.", why="a sentence"),
    Good("Saturday, July 4, 2015\n\nThe bridge is closed.", why="a dateline"),
    Good("Published: a new life of Keats", why="a headline"),
    screen=r"(?i)min(?:ute)?s?\.?.read|reading time|tweet|e-?mail|whatsapp|telegram|facebook|twitter|reddit|linkedin|"
    r"copy link|(?:pin(?: it)?|print)[ \x{a0}|•·]*(?:\d|pin|print)|share|\d.(?:comment|view|like)|"
    r"(?:views|comments|likes):?.?:?.?\d|(?:published|posted|updated|modified)(?: on| at)?.?:|"
    r"\d[ T]\d\d:\d\d",
    confidence=0.97,
    basis="edited news: no finding in 125,000 words; machine translation: 4 of 4 true",
)
def page_counter(document: Document) -> Iterator[Hit]:
    """Buttons, counters or time stamps of a web page were copied with the story.

    ## Why it matters
    They mean nothing in the story, and the time is another page's.

    ## Known limits
    Only where they fill a line of their own.
    """
    for match in _lines(document.text, _COUNTER):
        span = _line(match)
        yield Hit(span, f"“{_short(document[span])}” belongs to the page the story was copied from.", Suggestion(""))
