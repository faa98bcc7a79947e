"""A finding's fingerprint: the same value while its words and their neighbours stay the same.

It is made of the rule, the words that are wrong, and the nearest words on either side in the same paragraph, without
capitals; of the neighbours, not the marks around them. So it holds when other places are edited or mended, when the
paragraph moves, when lines are wrapped or line ends changed; and it changes with the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from string import punctuation

from mtqa.model.span import Span
from mtqa.text.document import Document

#: How many neighbouring words count on either side. Two tell most places apart; a third would be one more that an edit
#: can hit.
NEIGHBOURS = 2
#: How far neighbours are looked for, in code points: farther where a step does not hold enough of them.
_REACHES = (32, 256, 2048)
#: What is no part of a neighbour.
_MARKS = punctuation + "“”‘’„«»‹›…–—―·•\ufffd"


class Fingerprints:
    """Fingerprints of one document's findings, asked for in the order of the text.

    Equal places, such as a line of advertising that stands twice, are numbered: each has a value of its own, and two of
    them give the same two values wherever they stand.
    """

    __slots__ = ("_document", "_seen", "_text")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self._seen: dict[str, int] = {}

    def of(self, code: str, span: Span) -> str:
        """Sixteen hexadecimal digits."""
        start, end = span.start, span.end
        words = " ".join(self._text[start:end].split())
        paragraph = self._document.paragraph_at(start).span
        before = self._before(paragraph.start, start)
        if end > paragraph.end:
            paragraph = self._document.paragraph_at(end - 1).span
        key = f"{code}\x1f{before}\x1f{words}\x1f{self._after(end, paragraph.end)}".casefold()
        count = self._seen.get(key, 0)
        self._seen[key] = count + 1
        if count:
            key = f"{key}\x1f{count}"
        return blake2b(key.encode("utf-8", "replace"), digest_size=8).hexdigest()

    def _before(self, start: int, end: int) -> str:
        """The last words of a stretch of the text, backwards."""
        for reach in _REACHES:
            at = end - reach
            if at <= start:
                return " ".join(_neighbours(reversed(self._text[start:end].split())))
            words = self._text[at:end].split()
            found = _neighbours(reversed(words[1:]))  # the first one may be cut
            if len(found) == NEIGHBOURS:
                return " ".join(found)
        return ""

    def _after(self, start: int, end: int) -> str:
        """The first words of a stretch of the text."""
        for reach in _REACHES:
            at = start + reach
            if at >= end:
                return " ".join(_neighbours(self._text[start:end].split()))
            words = self._text[start:at].split()
            found = _neighbours(words[:-1])  # the last one may be cut
            if len(found) == NEIGHBOURS:
                return " ".join(found)
        return ""


def _neighbours(words: Iterable[str]) -> list[str]:
    """The first of the words, without marks; what is nothing but marks is no word."""
    found: list[str] = []
    for marked in words:
        if word := marked.strip(_MARKS):
            found.append(word)
            if len(found) == NEIGHBOURS:
                break
    return found
