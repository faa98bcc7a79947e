"""Which indefinite article a word, a figure or an acronym takes: a matter of its first sound, not its first letter.

Compiled by hand from usage guides ("a" before the sounds /j/ and /w/, "an" before a silent h). What dictionaries
pronounce in two ways ("herb", "historic", "LED") has no entry: either article is right.
"""

from __future__ import annotations

from typing import Literal

from mtqa.text.pattern import Pattern

Article = Literal["a", "an"]

#: Begins with a vowel letter, but with the sound of "you" or "one".
_GLIDE = Pattern(
    r"eu|ewe|one(?!rous|iro)|once|ubiq|ugand|ukr|ukul|unan[iy]m|uni(?:$|[bcflopqtvx]|s(?:$|[eo]))|ur(?:a[nl]|e|in|o|u)|"
    r"us(?:$|[aeu]|ing)|ut[aeio]|uy|uig"
)
#: Begins with a consonant letter, but with a vowel sound.
_SILENT = Pattern(r"hour|hono(?!l)|hones|heir")
#: Spoken in two ways, or begins with an h in a syllable without stress, where "an" is an old custom.
_EITHER = Pattern(
    r"u[ds]|uk|ul[ay]|un$|unidi|urd|uz|oua|oui|io|ia|y[^aeiou]|x|herb|herm|hom|hono|hol|hist|hotel|habit|hyst|hero|hered|"
    r"hallu|hellen|human|humb|humil|hungar|horr|horiz|hiat|hilar|hisp|hyp|har[aem]|hex|hawai|hydr|hier|heter"
)
#: How words begin with two consonants that are spoken as they are written; "Mbeki" and "Nvidia" are not among them.
_ONSETS = frozenset(
    "bl br ch cl cr cy dr dw dy fl fr gh gl gn gr gy hy jy kh kl kn kr ky ly my ny ph pl pr ps py rh ry sc sh sk "
    "sl sm sn sp sq st sw sy th tr tw ty wh wr zh".split()
)
_VOWELS = frozenset("aeiou")

#: Acronyms that everybody reads letter by letter.
_LETTERS = frozenset(
    "AFP AK AP API ATM EU EV FBI FSB FDA FM F HIV HR IAEA IDF IMF IQ IRGC IT LGBT LGBTQ LNG MEP MI MP MPs MRI MSF "
    "NBA NFL NGO NHL NHS NPR OECD OSCE RPG SBU SMS SPD SUV S UK UN US UAE BBC BMW CDC CDU CEO CIA CNN DNA DVD GDP "
    "GP GPS KGB PC PCR PDF PR TV UFO USB VAT VIP WTO".split()
)
_SPOKEN_WITH_VOWEL = frozenset("AEFHILMNORSX")


def article_before(word: str) -> Article | None:
    """The article before ``word``, whatever a hyphen joins to it; None where it may be either or is not known."""
    if word.isdigit() or "," in word:
        return _before_figure(word)
    if word in _LETTERS:
        return "an" if word[0] in _SPOKEN_WITH_VOWEL else "a"
    lower = word.lower()
    is_word = len(word) > 1 and word[1:] == lower[1:] and lower.isascii() and lower.isalpha()
    return _before_word(lower) if is_word else None


def _before_word(word: str) -> Article | None:
    if _SILENT.match(word):
        return "an"
    if _GLIDE.match(word):
        return "a"
    if _EITHER.match(word):
        return None
    if word[0] in _VOWELS:
        return "an"
    return "a" if word[1] in _VOWELS or word[:2] in _ONSETS else None


def _before_figure(figure: str) -> Article | None:
    """Eight, eleven and eighteen begin with a vowel, and so do their thousands; 1,100 is read in two ways."""
    head, *thousands = figure.split(",")
    if not thousands and len(head) == 4 and head.startswith(("11", "18")):
        return None
    if thousands and head == "1" and thousands[0][:1] in "18":
        return None
    if len(head) > 4:
        return None
    return "an" if head.startswith("8") or head in {"11", "18"} else "a"
