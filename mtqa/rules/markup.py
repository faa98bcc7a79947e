"""Encoding: entities, tags, shortcodes and placeholders of publishing systems left in the text."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern
from mtqa.text.share_codes import is_share_code
from mtqa.text.stretches import gathered, shortened

#: Entities that nobody writes by hand, also without their semicolon.
_COMMON = "nbsp|quot|rsquo|lsquo|rdquo|ldquo|mdash|ndash|hellip|apos|laquo|raquo"
_ENTITY = Pattern(
    r"(?:&(?:amp;){0,4}(?:#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|(?P<name>[A-Za-z][A-Za-z0-9]{1,30});"
    rf"|(?:{_COMMON})\b(?![;=\w]))){{1,20}}"
)
_IN_ADDRESS = Pattern(r"(?:://|www\.)\S{0,200}\Z")


def _unescaped(entities: str) -> str:
    """The characters that the entities stand for, however often they were escaped."""
    import html  # only here: texts hardly ever hold entities

    for _ in range(5):
        plain = html.unescape(entities)
        if plain == entities:
            break
        entities = plain
    return entities.replace("\u00a0", " ")


@rule(
    "ENC13",
    Category.MARKUP,
    Severity.MAJOR,
    Bad("The Smith [[&amp;]] Co shop", fixed="The Smith & Co shop"),
    Bad("They don[[&#8217;]]t know[[&nbsp;]]him.", fixed="They don’t know him."),
    Bad("He said [[&amp;quot;]]no[[&amp;quot;]].", fixed='He said "no".'),
    Bad("The talks[[&nbsp;&nbsp;]]ended[[&#x2026;]]", fixed="The talks  ended…"),
    Bad("The sign [[&lt;]] is less.", fixed="The sign < is less."),
    Good("AT&T and R&D; S&P 500 & Q&A; Johnson&Johnson;", why="names and abbreviations"),
    Good("See https://x.org/?a=1&copy=2&amp;b=3 now.", why="an address"),
    Good("Salt & pepper; bread", why="an ampersand as a word"),
    screen=rf"&(?:amp;)*(?:#\d{{2,7}};|#[xX][0-9a-fA-F]{{2,6}};|[A-Za-z][A-Za-z0-9]+;|(?:{_COMMON})\b)",
    confidence=0.98,
    certain="a code for a character, shown as the code",
)
def entity_left(document: Document) -> Iterator[Hit]:
    """An HTML entity stands in the text instead of its character.

    ## Why it matters
    Readers see code such as “&amp;” in the middle of a word.

    ## Known limits
    Inside addresses entities are left alone.
    """
    text = document.text
    for match in _ENTITY.finditer(text):
        plain = _unescaped(match[0])
        if plain == match[0] or _IN_ADDRESS.search(text, max(0, match.start() - 210), match.start()):
            continue
        meant = f"“{plain}”" if plain.strip() else "a space" if len(plain) == 1 else "spaces"
        message = f"The code “{shortened(match[0])}” stands for {meant}."
        # Angle brackets may be a tag's, which must not come alive unseen.
        yield Hit(Span.of(match), message, Suggestion(plain, safe=not {"<", ">"} & set(plain)))


_INLINE = "b|i|u|em|strong|a|span|font|small|sub|sup|big|mark|abbr|cite|strike|del|ins"
_BLOCK = (
    "p|br|hr|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|img|script|style|iframe|blockquote|figure|figcaption|"
    "center|section|article|aside|header|footer|nav|main|video|audio|source|picture|code|pre|embed|object|param|input|form|"
    "button|label|svg|path|noscript|link|meta|html|body|head|title|amp-[a-z-]{1,20}"
)
_TAG = Pattern(
    rf"<(?P<close>/)?(?i:(?P<inline>{_INLINE})|(?P<block>{_BLOCK}))(?:\s[^<>=\n]{{0,60}}=[^<>\n]{{0,400}})?\s?/?>"
    r"|</[A-Za-z][\w:.-]{0,30}>|<!--|-->|<!\[CDATA\[|\]\]>|<\?xml\b|<!DOCTYPE\b"
)
#: Tags of translation engines, which another rule reports.
_ENGINE_TAG = Pattern(r"</?(?:s|w|unk|pad|bos|eos)>", 2)
#: Tags in square brackets: with attributes, or closing ones, whose opening partners are then found by name.
_SHORTCODE = Pattern(
    r"\[(?:/(?P<closed>[A-Za-z][\w-]{0,30})|[A-Za-z][\w-]{1,30}(?:\s{1,3}[\w-]{1,30})?=[^\]\s][^\]\n]{0,400})\]"
    r"|\[\[[A-Za-z!][^\[\]\n]{0,120}\]\]"
)
_CODE = Pattern(
    r"\b(?:window|document|googletag|dataLayer|adsbygoogle)\.[A-Za-z]\w{0,40}(?:\.\w{1,40})?\s?[(=]"
    r"|\bfunction\s?\w{0,30}\(\w{0,30}\)\s?\{|@media\s?\([^)\n]{1,80}\)\s?\{|\{[^{}\n]{0,200}[a-z-]:\s?[^{};\n]{1,80};\s?\}"
)


def _markup(text: str) -> Iterator[tuple[Span, bool]]:
    """Tags and code, with whether taking them out joins no words."""
    for match in _TAG.finditer(text):
        if not _ENGINE_TAG.fullmatch(match[0]) and not is_share_code(text, match.start()):
            yield Span.of(match), match["inline"] is not None
    closed = set()
    for match in _SHORTCODE.finditer(text):
        if match["closed"]:
            closed.add(match["closed"])
        yield Span.of(match), False
    for name in sorted(closed)[:20]:
        for match in Pattern(rf"\[{name}\]").finditer(text):
            yield Span.of(match), False
    for match in _CODE.finditer(text):
        yield Span.of(match), False


@rule(
    "ENC14",
    Category.MARKUP,
    Severity.MAJOR,
    Bad("The [[<b>]]talks[[</b>]] ended.", fixed="The talks ended."),
    Bad('See [[<a href="https://x.org/a">]]the report[[</a>]].', fixed="See the report."),
    Bad("The talks ended.[[<br />]]Nobody spoke."),
    Bad('[[<p>[caption id="a1" width="300"]</p>]] A bridge [[[/caption]<br>]] at night'),
    Bad("The ad [[googletag.cmd.push(]]a) is here."),
    Bad("Nobody [[<EM>]]spoke[[</EM>]].", fixed="Nobody spoke."),
    Good("We <3 you, a < b and c > d, 5 <6> 7", why="signs of comparison and a heart"),
    Good("“[The center] holds,” he [sic] said [in Kyiv] [1] [i]n [s]he", why="words put into a quotation"),
    Good(
        "Mail <ann@site.org>, <a at site.org>, see <https://site.org>, **bold** or [text](https://a.org)",
        why="addresses, Markdown",
    ),
    Good("Du Pont <DD> rose, Easter Motors <EM>, too.", why="codes of shares"),
    Good("[Photo: AP] [Editor: Li] [Reuters/Ann Lee]", why="credits in brackets"),
    screen=(
        r"<[/!?A-Za-z]|-->|\]\]>|\[/[A-Za-z]|\[[A-Za-z][\w-]+(?:\s+[\w-]+=|=)|\[\[|"
        r"\b(?:window|document|googletag|dataLayer|adsbygoogle)\.|\bfunction|@media|\{"
    ),
    confidence=0.97,
    certain="a command for a page, shown to the reader",
)
def markup_left(document: Document) -> Iterator[Hit]:
    """Tags or program code of a web page stand in the text.

    ## Why it matters
    Readers see code; parts of the page may be missing or in the wrong place.

    ## Known limits
    Markdown is left alone: many desks write it.
    """
    text = document.text
    found = sorted(set(_markup(text)), key=lambda each: each[0])
    inline = {span for span, is_inline in found if is_inline}
    for span in gathered((each for each, _ in found), text):
        message = f"The code “{shortened(document[span])}” is left over from a web page."
        yield Hit(span, message, Suggestion("", safe=True) if span in inline else None)


_PLACEHOLDER = Pattern(
    r"\{\{[^{}\n]{1,80}\}\}|\$\{[^{}\n]{1,80}\}|(?<![\w%])%(?:\(\w{1,30}\)|\d\$)?[sdi@](?!\w)|%[A-Z][A-Z_]{2,30}%"
    r"|\{(?:\d{1,2}|[a-z]{1,20}_[a-z_]{1,30}|name|title|date|city|count|number|user|username|author|url|link|value)\}"
    r"|\[object Object\]|#(?:REF|VALUE|NAME|DIV/0|N/A)[!?]"
    r"|\[(?:INSERT|Insert|YOUR|Your)\s[^\]\n]{1,60}\]|\[(?:TK|TKTK|TBC|TBD|PLACEHOLDER|NAME|DATE|CITY|NUMBER)\]"
    r"|\b[Ll]orem ipsum\b"
)


@rule(
    "ENC15",
    Category.MARKUP,
    Severity.MAJOR,
    Bad("Dear [[{{first_name}}]], the talks ended."),
    Bad("He paid [[%s]] for [[%1$s]] of [[${count}]]."),
    Bad("By [[{author}]] on [[{0}]]."),
    Bad("[[Lorem ipsum]] dolor sit amet"),
    Bad("It cost [[#REF!]] dollars."),
    Good("It rose 5%, 100% sure, 30%-40% and 7 % in %-points", why="percentages"),
    Good("He paid $5 {or so} and $[sic] 100", why="brackets in a text"),
    Good("The [name withheld] man from [a city] said [insert sigh]", why="words put into a quotation"),
    Good("The [name withheld] man from [a city] said #NAME and #REF", why="words put into a quotation, and hashtags"),
    screen=(
        r"\{[{\da-z]|\$\{|%(?:\(|\d\$|[sdi@])|%[A-Z]{2}|\[object|#(?:REF|VALUE|NAME|DIV/0|N/A)[!?]|"
        r"\[(?:INSERT|Insert|YOUR|Your|TK|TBC|TBD|PLACEHOLDER|NAME|DATE|CITY|NUMBER)|[Ll]orem ipsum"
    ),
    confidence=0.96,
    certain="a slot for a text that was never filled",
)
def placeholder_left(document: Document) -> Iterator[Hit]:
    """A placeholder stands where a name, a figure or a text should have been filled in.

    ## Why it matters
    The words that matter are missing, and readers see the template.

    ## Known limits
    Single words in curly brackets are reported only where templates use them often.
    """
    for match in _PLACEHOLDER.finditer(document.text):
        yield Hit(Span.of(match), f"The placeholder “{shortened(match[0])}” was never filled in.")
