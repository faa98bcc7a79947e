"""Which code page a text is in that is no UTF-8: what it says, and what its bytes say.

Such a text is English, with names and quotations in another alphabet. General detectors look for the language
of the whole text, which here is always English; the few other bytes decide. charset-normalizer 3.4 gives the
right text for 4 of 14 such samples. So each candidate is judged by what it makes of those bytes: letters of one
alphabet in a word, capitals where capitals stand, quotation marks that face their words.
"""

from __future__ import annotations

import codecs
import re

#: A declaration in HTML or XML, within the first bytes.
_DECLARED = re.compile(
    rb"""(?:charset|<\?xml[^>]{0,80}\sencoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
#: Labels that a file may declare; anything else Python knows (rot13, punycode) is no encoding of a story.
_LABEL = re.compile(
    r"(?:windows|cp|iso|latin|koi8|mac|gb|big5|shift|sjis|euc|utf-?(?:8|16|32)|us-ascii|ascii|hz|johab|tis)[\w.:-]*"
)
#: The web reads these as Windows-1252, their superset. Source: WHATWG Encoding, https://encoding.spec.whatwg.org/
_WEB = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "iso8859-9": "windows-1254"}

#: Candidates; of equals the first is taken.
_CANDIDATES = (
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1256",
    "windows-1253",
    "windows-1255",
    "koi8-r",
    "mac-roman",
)

#: How many stretches with bytes beyond ASCII are looked at, and how much of a stretch's neighbours.
_STRETCHES = 400
_STRETCH = re.compile(rb"[\x20-\x7e]{0,2}[A-Za-z]{0,20}[\x80-\xff][A-Za-z\x80-\xff]{0,40}[\x20-\x7e]{0,2}")

_WORD = re.compile(r"[^\W\d_]+")
_NATURAL_CASE = re.compile(r"[^a-zà-öø-ÿа-яёα-ω]{1,2}[^A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω]*|[^A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω]+|[^a-zà-öø-ÿа-яёα-ω]+")
#: First letters beyond ASCII of each alphabet, by code point.
_ALPHABETS = (
    (0x250, "Latin"),
    (0x370, "other"),
    (0x400, "Greek"),
    (0x530, "Cyrillic"),
    (0x590, "other"),
    (0x600, "Hebrew"),
)
#: The letters that make up most of a text in each alphabet; others count half.
_COMMON = frozenset("éèáàäãåçêëíïñóôöõøúüßœšžčćłńśęąźоеаинтсрвлкмдпуاليمنورتبةدسعفقαοιετσνηυρπκμויהלאמרתבשנ")

_OPENING, _CLOSING, _EITHER = "“‘„", "”", "«»’"
#: Marks that stand anywhere but in a word.
_FREE = frozenset("–—…•€£©®™°§½¼¾²³·\u00a0\u00ad")


def _alphabet(character: str) -> str:
    code = ord(character)
    name = next((name for limit, name in _ALPHABETS if code < limit), "other")
    return "Arabic" if name == "other" and 0x600 <= code < 0x700 else name


def _word_value(word: str) -> float:
    """How natural a word is that has letters beyond ASCII, by the letter."""
    beyond = [letter for letter in word if letter > "\x7f"]
    alphabets = {_alphabet(letter) for letter in word}
    if len(alphabets) > 1 or "other" in alphabets or not _NATURAL_CASE.fullmatch(word):
        return -len(beyond)
    if len(word) == 1 and word not in "àÀ":
        return -0.5
    worth = 1.0
    if alphabets == {"Latin"} and 2 * len(beyond) > len(word):
        if len(beyond) > 4:  # no Latin spelling has so many accents and so few plain letters
            return -len(beyond)
        worth = 0.3
    return sum(worth if letter.lower() in _COMMON else worth / 2 for letter in beyond)


def _mark_value(before: str, mark: str, after: str) -> float:
    """How natural a mark beyond ASCII is between its neighbours."""
    if mark in _OPENING:
        return 1.0 if not before.isalnum() and not after.isspace() else -1.0
    if mark in _CLOSING:
        return 1.0 if not before.isspace() and not after.isalnum() else -1.0
    if mark in _EITHER:
        return 1.0 if not before.isspace() or after.isalnum() else -1.0
    if mark in _FREE:
        return 0.5 if mark in "–—\u00a0\u00ad" or not (before.isalpha() and after.isalpha()) else -1.0
    return -1.0


def _value(text: str) -> float:
    words = [match for match in _WORD.finditer(text) if not match[0].isascii()]
    value = sum(_word_value(match[0]) for match in words)
    for index, character in enumerate(text):
        if character > "\x7f" and not character.isalpha():
            before = text[index - 1] if index else " "
            after = text[index + 1] if index + 1 < len(text) else " "
            value += _mark_value(before, character, after)
    return value


def likeliest(data: bytes) -> str | None:
    """The code page that makes most sense of the bytes beyond ASCII; None if none can be in the right."""
    stretches = []
    for match in _STRETCH.finditer(data):
        stretches.append(match[0])
        if len(stretches) == _STRETCHES:
            break
    sample = b"\n".join(stretches)
    best: tuple[float, str] | None = None
    for name in _CANDIDATES:
        try:
            value = _value(sample.decode(name))
            if best is None or value > best[0]:
                data.decode(name)
                best = (value, name)
        except UnicodeDecodeError:
            continue
    return best[1] if best else None


def declared(data: bytes) -> str | None:
    """The encoding that the file says it is in, where it is one that files are in."""
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    if not found:
        return None
    label = found[1].decode("ascii", "replace").lower()
    if not _LABEL.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return _WEB.get(name, name).replace("cp125", "windows-125")
