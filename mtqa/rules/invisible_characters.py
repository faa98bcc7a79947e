"""Encoding: characters that nobody sees, or that only some devices can show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern
from mtqa.text.stretches import gathered, shortened

#: Never needed in English text: zero-width space and joiners, word joiner, byte order mark, soft hyphen, fillers, tags.
_INVISIBLE_CLASS = (
    "\u00ad\u034f\u115f\u1160\u180b-\u180e\u200b-\u200d\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0001-\U000e01ef"
)
_INVISIBLE = Pattern(f"[{_INVISIBLE_CLASS}]+")
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}


def _is_plain(character: str) -> bool:
    """Whether a neighbour gives an invisible character nothing to do: white space, Latin letters, Western marks."""
    if character in ("©", "®"):  # signs that may be shown as emoji
        return False
    return character < "\u0370" or "\u1e00" <= character <= "\u1eff" or "\u2010" <= character <= "\u2027"


def _useless(text: str) -> Iterator[Span]:
    """Invisible characters that shape no letter of another script and belong to no emoji."""
    for match in _INVISIBLE.finditer(text):
        start, end = match.span()
        start += start == 0 and text[0] == "\ufeff"
        around = (text[start - 1 : start], text[end : end + 1])
        if start < end and all(_is_plain(each) for each in around):
            yield Span(start, end)


@rule(
    "ENC05",
    Category.ENCODING,
    Severity.MINOR,
    Bad("The game of[[\u200b\u200b]] speed", fixed="The game of speed"),
    Bad("The govern[[\u00ad]]ment fell.", fixed="The government fell."),
    Bad("It came from[[\ufeff]] Kyiv.", fixed="It came from Kyiv."),
    Good("\ufeffThe talks began.", why="a byte order mark at the very start"),
    Good("A family 👩\u200d👩\u200d👧, a heart ❤\ufe0f, ©\ufe0f and a key 1\ufe0f\u20e3", why="emoji sequences"),
    Good("The Persian word می\u200cخواهم and the Hindi क्\u200dष", why="joiners that shape letters"),
    Good("The Khmer សួស្តី\u200bលោក", why="spaces that break lines in scripts without spaces"),
    screen=f"[{_INVISIBLE_CLASS}]",
    confidence=0.97,
)
def invisible_character(document: Document) -> Iterator[Hit]:
    """An invisible character stands in the text.

    ## Why it matters
    Searches miss the word, lines break in odd places, and some devices show a box.

    ## Known limits
    Beside letters of other scripts and in emoji, where such characters have work to do, they are left alone.
    """
    text = document.text
    for span in gathered(_useless(text), text):
        name = _NAMES.get(text[span.start], "character")
        yield Hit(
            span,
            f"An invisible {name} stands in the text.",
            Suggestion(_INVISIBLE.sub("", document[span]), safe=True),
        )


_DIRECTION_CLASS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_DIRECTION = Pattern(f"[{_DIRECTION_CLASS}]+")
#: Letters written from right to left, beside which direction marks have work to do.
_RIGHT_TO_LEFT = Pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")
_NEAR = 60


@rule(
    "ENC06",
    Category.ENCODING,
    Severity.MINOR,
    Bad("The fund[[\u200f]] is empty.", fixed="The fund is empty."),
    Bad("[[\u202a]]Call 555 1234[[\u202c]] now.", fixed="Call 555 1234 now."),
    Good("The word \u2067سلام\u2069 means peace.", why="isolates around Arabic"),
    Good("He wrote שלום\u200e and left.", why="a mark beside Hebrew"),
    screen=f"[{_DIRECTION_CLASS}]",
    confidence=0.96,
    certain="readers cannot see these characters, and English needs none of them",
)
def direction_control(document: Document) -> Iterator[Hit]:
    """An invisible mark of writing direction stands where nothing is written from right to left.

    ## Why it matters
    It can turn the order of letters and figures round on some screens, and hides words from searches.

    ## Known limits
    Within 60 characters of Arabic or Hebrew letters such marks are left alone.
    """
    text = document.text
    lone = (
        Span.of(match)
        for match in _DIRECTION.finditer(text)
        if not _RIGHT_TO_LEFT.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR)
    )
    for span in gathered(lone, text):
        new = Suggestion(_DIRECTION.sub("", document[span]), safe=True)
        yield Hit(span, "An invisible mark of writing direction stands in the text.", new)


_CONTROL_CLASS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufff9-\ufffb"
_CONTROL = Pattern(f"[{_CONTROL_CLASS}]+")


@rule(
    "ENC07",
    Category.ENCODING,
    Severity.MINOR,
    Bad("The talks[[\x1a]] ended.", fixed="The talks ended."),
    Bad("The talks [[\x02]]ended.", fixed="The talks ended."),
    Bad("The talks ended.[[\x0b]]Nobody spoke."),
    Good("The talks\tended.\r\nNobody spoke.\n", why="tabs and line ends"),
    Good("The talks ended\u2009– nobody spoke.", why="a thin space"),
    screen=f"[{_CONTROL_CLASS}]",
    confidence=0.98,
    certain="the character is a command, not text",
)
def control_character(document: Document) -> Iterator[Hit]:
    """A control character stands in the text.

    ## Why it matters
    It is a remnant of another system; publishing systems stop at it or show a box.

    ## Known limits
    Tabs and line ends are left alone.
    """
    text = document.text
    for span in gathered((Span.of(match) for match in _CONTROL.finditer(text)), text):
        between = text[span.start - 1 : span.start].isspace() or text[span.end : span.end + 1].isspace()
        new = Suggestion(_CONTROL.sub("", document[span]), safe=True) if between else None
        yield Hit(span, "A control character stands in the text.", new)


_COMBINING = "\u0300-\u034e\u0350-\u036f"
_STRAY_COMBINING = Pattern(rf"(?:(?<=[\s\"“”‘’(.,;:!?])|\A)[{_COMBINING}]+|(?<=[{_COMBINING}]{{3}})[{_COMBINING}]+")


@rule(
    "ENC08",
    Category.ENCODING,
    Severity.MINOR,
    Bad("The caf [[\u0301]]of the town"),
    Bad("He wrote “[[\u0308]]uber”."),
    Good("The cafe\u0301 in Zu\u0308rich, Росси\u0301я and Vie\u0323\u0302t Nam", why="accents on their letters"),
    Good("The sign ◌\u0301 is an accent.", why="an accent on the circle that shows accents"),
    screen=rf"(?:[\s\p{{Zs}}\"“”‘’(.,;:!?]|\A)[{_COMBINING}]|[{_COMBINING}]{{4}}",
    confidence=0.95,
    certain="no letter carries this accent",
)
def stray_accent(document: Document) -> Iterator[Hit]:
    """An accent stands on no letter.

    ## Why it matters
    It shows as a dot or a stroke over the neighbouring word; the letter it belongs to was lost or is elsewhere.

    ## Known limits
    Accents on the wrong letter are not seen.
    """
    text = document.text
    for span in gathered((Span.of(match) for match in _STRAY_COMBINING.finditer(text)), text):
        yield Hit(span, "An accent stands here without a letter under it.")


#: Private-use characters that common fonts have made signs of.
#: Source: Microsoft Symbol and Wingdings, as word processors write them.
_PRIVATE_SIGNS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0e0": "→", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-"}
_PRIVATE = Pattern("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")


@rule(
    "ENC09",
    Category.ENCODING,
    Severity.MINOR,
    Bad("[[\uf0b7]] The first demand", fixed="• The first demand"),
    Bad("The phone [[\ue123]] and the watch"),
    Good("• The first demand ▪ ✓", why="signs that every font has"),
    Good("The 中文 and the 😀", why="other scripts and emoji"),
    screen="[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]",
    confidence=0.97,
    certain="no standard gives this character a meaning",
)
def private_character(document: Document) -> Iterator[Hit]:
    """A character that only one font knows stands in the text.

    ## Why it matters
    Other devices show a box or another sign.

    ## Known limits
    What the sign should be is known for a few list marks alone.
    """
    text = document.text
    for span in gathered((Span.of(match) for match in _PRIVATE.finditer(text)), text):
        sign = _PRIVATE_SIGNS.get(document[span])
        new = Suggestion(sign, safe=True) if sign else None
        yield Hit(span, "A character that only one font can show stands here.", new)


_WIDE = Pattern("[０-９Ａ-Ｚａ-ｚ％＄＆＋＝＃＠]+")
_EAST_ASIAN = Pattern("[\u2e80-\u9fff\uac00-\ud7af\uff66-\uff9d]")


@rule(
    "ENC10",
    Category.ENCODING,
    Severity.MINOR,
    Bad("The broadcaster [[ＮＨＫ]] said [[２５]] died.", fixed="The broadcaster NHK said 25 died."),
    Bad("It rose by [[１０％]].", fixed="It rose by 10%."),
    Good("The sign read ＮＨＫ放送 there.", why="wide letters in a Japanese word"),
    Good("The broadcaster NHK said 25 died.", why="ordinary letters"),
    screen="[０-９Ａ-Ｚａ-ｚ％＄＆＋＝＃＠]",
    confidence=0.97,
    certain="English letters are not written at full width",
)
def wide_letter(document: Document) -> Iterator[Hit]:
    """Letters or figures are written as wide East Asian characters.

    ## Why it matters
    They look spaced out in English type and are not found by searches.

    ## Known limits
    Beside Chinese, Japanese or Korean characters they are left alone.
    """
    text = document.text
    for match in _WIDE.finditer(text):
        if _EAST_ASIAN.match(text, match.end()) or _EAST_ASIAN.match(text, max(0, match.start() - 1)):
            continue
        new = unicodedata.normalize("NFKC", match[0])
        message = f"The characters “{shortened(match[0])}” are wide East Asian ones."
        yield Hit(Span.of(match), message, Suggestion(new, safe=True))


_LIGATURE = Pattern("[\ufb00-\ufb06]")


@rule(
    "ENC11",
    Category.ENCODING,
    Severity.NEUTRAL,
    Bad("The [[ﬁ]]rst [[ﬂ]]ight", fixed="The first flight"),
    Bad("An o[[ﬃ]]ce", fixed="An office"),
    Good("The first flight, Æsop and Œuvre", why="letters, and ligatures that are letters"),
    Good("The ﬤ sign", why="another presentation form"),
    screen="[\ufb00-\ufb06]",
    confidence=0.97,
)
def ligature_character(document: Document) -> Iterator[Hit]:
    """A ligature is written as one character.

    ## Why it matters
    The text was copied from a printed page; searches for the word miss it.

    ## Known limits
    None known.
    """
    for match in _LIGATURE.finditer(document.text):
        new = unicodedata.normalize("NFKC", match[0])
        yield Hit(Span.of(match), f"The letters “{new}” are one character, “{match[0]}”.", Suggestion(new, safe=True))


#: Endings of words that are no words themselves.
_BOUND = (
    "ment|ments|tion|tions|tional|sion|sions|ing|ness|ity|ities|ance|ence|ances|ences|ously|ively|ically|"
    "ture|tures|cial|tial|tive|tives|ters|ders|lic|gress|ernment|formation|cally|lished|tary|nated|nating|"
    "dential|tional|mation|nomic|ister|isters|ident|ation|ations|eral|ical"
)
_BROKEN_WORD = Pattern(rf"(?<![\w-])(?P<head>[A-Za-z][a-z]{{1,20}})- (?P<tail>{_BOUND})(?=[\s.,;:!?”\"’')]|\Z)")


@rule(
    "ENC12",
    Category.SPELLING,
    Severity.MINOR,
    Bad("The [[govern- ment]] fell.", fixed="The government fell."),
    Bad("Much [[informa- tion]] was lost.", fixed="Much information was lost."),
    Good("It is a pre- and post-war matter.", why="a suspended hyphen"),
    Good("He wore masks- and just in time.", why="a hyphen as a dash"),
    Good("A first- mental and then bodily decline", why="a word of its own after a dash"),
    screen=rf"[a-z]- (?:{_BOUND})(?:[^\w]|\z)",
    confidence=0.93,
)
def word_broken_at_line_end(document: Document) -> Iterator[Hit]:
    """A word is still divided as it was at the end of a printed line.

    ## Why it matters
    Readers stumble, and searches miss the word.

    ## Known limits
    Only words whose second part is no word itself are reported.
    """
    for match in _BROKEN_WORD.finditer(document.text):
        word = match["head"] + match["tail"]
        message = f"The word “{word}” is divided as at the end of a line."
        yield Hit(Span.of(match), message, Suggestion(word))
