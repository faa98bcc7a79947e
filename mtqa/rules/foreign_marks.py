"""Punctuation of other scripts in English sentences."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

#: Marks of other scripts and the English mark for each; empty where English has no such mark.
#: Source: Unicode code charts (CJK Symbols, Halfwidth and Fullwidth Forms, Arabic, Devanagari, Armenian).
_CLOSING = {
    "，": ",", "、": ",", "。": ".", "．": ".", "｡": ".", "､": ",", "：": ":", "；": ";", "？": "?", "！": "!",
    "）": ")", "］": "]",
    "》": "", "】": "", "〕": "", "」": "”", "』": "”", "〉": "", "・": "", "〜": "", "～": "",
    "،": ",", "؛": ";", "؟": "?", "۔": ".", "।": ".", "॥": ".", "։": ".",
}  # fmt: skip
_OPENING = {
    "（": "(", "［": "[", "《": "", "【": "", "〔": "", "「": "“", "『": "“", "〈": "", "※": "", "⇒": "",
}  # fmt: skip
_MARKS = "".join(_CLOSING) + "".join(_OPENING)
_FOREIGN = Pattern(f"[{_MARKS}]")
#: Marks that an English sentence may end or go on with before the foreign one.
_ENGLISH_MARKS = frozenset(")]%.!?”’\"'")


def _is_english(character: str) -> bool:
    """Whether a character belongs to an English (or other Latin) word or figure, or to its marks."""
    if character in _ENGLISH_MARKS:
        return True
    return character.isalnum() and (character < "\u0370" or "\u1e00" <= character <= "\u1eff")


def _neighbour(text: str, start: int, step: int) -> str:
    """The nearest character from ``start`` on that is neither white space nor foreign mark, at most three away."""
    for index in range(start, start + 3 * step, step):
        if not 0 <= index < len(text) or text[index] == "\n":
            return ""
        if not text[index].isspace() and text[index] not in _MARKS:
            return text[index]
    return ""


@rule(
    "PUN06",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The port[[，]]which opened in May[[，]] is closed.", fixed="The port, which opened in May, is closed."),
    Bad("He met the mayor of Lyon[[。]]", fixed="He met the mayor of Lyon."),
    Bad("The law[[（]]SOSMA[[）]]and the court", fixed="The law (SOSMA) and the court"),
    Bad("He came[[،]] but why[[؟]]", fixed="He came, but why?"),
    Bad("The case was closed[[।]]", fixed="The case was closed."),
    Bad("She read the novel [[《]]Dream of the Wall[[》]]."),
    Bad("“You tire less after the bath[[」]]", fixed="“You tire less after the bath”"),
    Bad("He drank Coca[[・]]Cola. [[※]]Prices include tax."),
    Good("The slogan reads 我们，一起！ on the wall.", why="words of the other script around the marks"),
    Good("Sony（ソニー）said so.", why="the brackets hold words of their own script"),
    Good("قال، نعم", why="Arabic text"),
    Good("He wrote （＾＾） and left.", why="a face"),
    Good("He came, but why?", why="English marks"),
    screen=f"[{_MARKS}]",
    confidence=0.97,
)
def foreign_mark(document: Document) -> Iterator[Hit]:
    """A punctuation mark of another script stands in an English sentence.

    ## Why it matters
    It is a trace of the source text, looks wrong in Latin type, and is not found by searches.

    ## Known limits
    Spanish ¿ and ¡ are left alone, for English stories quote them.
    """
    text = document.text
    for match in _FOREIGN.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        after = text[end : end + 1]
        if mark in _OPENING:
            if not _is_english(_neighbour(text, end, 1)):
                continue
            english = _OPENING[mark]
            new = f" {english}" if text[start - 1 : start].isalnum() else english
        else:
            if not _is_english(_neighbour(text, start - 1, -1)):
                continue
            english = _CLOSING[mark]
            new = f"{english} " if after.isalnum() or after in ("“", "‘", "(") else english
        suggestion = Suggestion(new, safe=True) if english else None
        yield Hit(Span(start, end), f"The mark “{mark}” belongs to another script.", suggestion)
