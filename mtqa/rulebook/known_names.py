"""The gazetteer at work: forms of known names that are not as English newsrooms write them.

The files are written by people (`mtqa.rulebook.gazetteer` reads them); what is needed to check a text is generated from
them: one file of words, of which a text must have one, and one of entries, of which only those are read that have
such a word.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache, cached_property
from typing import Any

from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.rulebook import DATA
from mtqa.text.document import Document
from mtqa.text.folding import in_lower_case
from mtqa.text.pattern import Pattern

#: Names of the generated files.
ANCHORS, ENTRIES = "gazetteer.txt", "gazetteer.jsonl"

_LETTERS = Pattern(r"[^\W\d_]+")
#: Characters that bind what stands before, or after, to the name, so that it is a part of something else.
_BOUND_BEFORE = frozenset("-@#/._\\&'’")
_BOUND_AFTER = frozenset("@_/\\&")
#: From so many letters on, words in capitals are words.
_NO_ABBREVIATION = 6


class Kind(IntEnum):
    """What has the name."""

    PLACE = 0
    PERSON = 1
    ORGANISATION = 2


class Fault(IntEnum):
    """What is wrong with a form of a name."""

    SPELLING = 0
    TRANSLATED = 1
    FORMER = 2


def letters(text: str) -> list[str]:
    """The words of ``text`` as `Document.vocabulary` has them: "İ", which two characters are in lower case, stays."""
    return _LETTERS.findall(in_lower_case(text))


@dataclass(frozen=True)
class Form:
    """One form that is reported, where there are words ``where`` only in stories with one; ``instead`` is right."""

    text: str
    where: tuple[str, ...]
    instead: str

    @cached_property
    def letters(self) -> Sequence[str]:
        """The words of the form in lower case."""
        return letters(self.text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A name. ``right``: all its right forms, the usual one first; ``styles``: who asks for which.

    ``languages`` are codes of languages whose engines misspell it; ``changed`` is the year of a change of name; stories
    with a word of ``unless`` are left alone, and so is what stands in one of the longer names ``right_in``.
    """

    name: str
    kind: Kind
    right: Sequence[str]
    styles: dict[str, str]
    languages: str
    changed: int
    unless: Sequence[str]
    right_in: Sequence[str]
    forms: Sequence[Sequence[Form]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form of a name stands."""

    entry: Entry
    form: Form
    span: Span


class KnownNames:
    """The generated files, each read when it is first needed."""

    def __init__(self) -> None:
        self._made: dict[int, Entry] = {}
        self._read: dict[str, Sequence[tuple[int, int]]] = {}

    @cached_property
    def _index(self) -> list[str]:
        """A line of words for each fault, and one of right words; then, sorted, a line for each of the former."""
        return (DATA / ANCHORS).read_text("utf-8").splitlines()

    @cached_property
    def anchors(self) -> tuple[frozenset[str], ...]:
        """For each fault, words of which a text must have one."""
        return tuple(frozenset(self._index[fault].split()) for fault in Fault)

    @cached_property
    def right_words(self) -> frozenset[str]:
        """Words of right names, in lower case."""
        return frozenset(self._index[len(Fault)].split())

    @cached_property
    def _data(self) -> bytes:
        """A line of guards, then a line for each entry, which is named by the byte where it begins."""
        return (DATA / ENTRIES).read_bytes()

    @cached_property
    def _guards(self) -> list[list[str]]:
        guards: list[list[str]] = self._line(0)
        return guards

    def _line(self, start: int) -> Any:
        return json.loads(self._data[start : self._data.index(b"\n", start)])

    def _forms(self, fault: Fault, word: str) -> Sequence[tuple[int, int]]:
        """Where the entries begin, and numbers of their forms, that are looked for at ``word``."""
        key = f"{fault:d}{word} "
        if key not in self._read:
            line = self._index[bisect_left(self._index, key, len(Fault) + 1)]
            pairs = (pair.split(".") for pair in line.split(" ")[1:])
            self._read[key] = [(int(start), int(which)) for start, which in pairs]
        return self._read[key]

    def __iter__(self) -> Iterator[Entry]:
        """All entries."""
        start = self._data.index(b"\n") + 1
        while start < len(self._data):
            yield self._entry(start)
            start = self._data.index(b"\n", start) + 1

    def _entry(self, start: int) -> Entry:
        if start not in self._made:
            self._made[start] = self._make(self._line(start))
        return self._made[start]

    def _make(self, data: list[Any]) -> Entry:
        name, kind, right, styles, languages, changed, unless, right_in, forms = data
        guards = self._guards
        return Entry(
            name,
            Kind(kind),
            right,
            styles,
            languages,
            changed,
            guards[unless],
            right_in,
            tuple(
                tuple(Form(text, tuple(guards[where]), instead) for text, where, instead in group) for group in forms
            ),
        )

    def places(self, document: Document, fault: Fault) -> Iterator[Place]:
        """Where forms with that fault stand as names of their own, entry by entry."""
        vocabulary = document.vocabulary
        found = self.anchors[fault] & vocabulary
        if not found:
            return
        for start, which in sorted(pair for word in found for pair in self._forms(fault, word)):
            entry = self._entry(start)
            form = entry.forms[fault][which]
            if not vocabulary.issuperset(form.letters) or has_one(document, entry.unless):
                continue
            if not form.where or has_one(document, form.where):
                for span in _spans(document.text, form.text):
                    if not _in_longer(document.text, span, entry.right_in):
                        yield Place(entry, form, span)


@cache
def known_names() -> KnownNames:
    """The one gazetteer of the package."""
    return KnownNames()


def has_one(document: Document, words: Sequence[str]) -> bool:
    """Whether the document has one of ``words``, which are in lower case; longer ones are looked for as they are."""
    return any(
        word in document.vocabulary
        if word.isalpha()
        else document.vocabulary.issuperset(letters(word)) and word in document.lowered
        for word in words
    )


def stands(text: str, form: str) -> bool:
    """Whether ``form`` stands in ``text`` as a name of its own."""
    start = text.find(form)
    while start >= 0 and not _stands_alone(text, start, start + len(form)):
        start = text.find(form, start + len(form))
    return start >= 0


def _spans(text: str, form: str) -> Iterator[Span]:
    """Where ``form`` stands with its capitals, or in capitals throughout, and is not a part of a longer word.

    A short form in capitals may be an abbreviation.
    """
    for wording in dict.fromkeys((form, form.upper() if len(form) >= _NO_ABBREVIATION else form)):
        start = text.find(wording)
        while start >= 0:
            end = start + len(wording)
            if _stands_alone(text, start, end):
                yield Span(start, end)
            start = text.find(wording, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after, second = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    if before.isalnum() or (before in _BOUND_BEFORE and before):
        return False
    if after.isalnum() or (after in _BOUND_AFTER and after):
        return False
    if after == "-":
        return second.islower()
    if after in ("'", "’"):
        return not second.isalpha() or (second in "sS" and not text[end + 2 : end + 3].isalpha())
    return not (after == "." and second.isalnum())


def _in_longer(text: str, span: Span, longer: Sequence[str]) -> bool:
    """Whether ``span`` lies in one of the phrases ``longer``."""
    for phrase in longer:
        reach = len(phrase)
        found = text.find(phrase, max(0, span.start - reach), span.end + reach)
        if 0 <= found <= span.start and span.end <= found + reach:
            return True
    return False
