"""Where a text has the terms of a desk's glossary.

However long the glossary is, a text asks only for the terms one of whose words it has.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtqa.rulebook.phrase_syntax import Phrase
from mtqa.rulebook.terms import Kind
from mtqa.text.document import Document
from mtqa.text.folding import without_accents
from mtqa.text.pattern import Pattern

#: Where a term may begin and end: not inside a word, an address, a tag or a compound with a hyphen.
_START, _END = r"(?<![\w@#/\\.\-\u0300-\u036f])", r"(?![\w@/\\\-\u0300-\u036f]|\.\w)"
_LETTERS = Pattern(r"[^\W\d_]+")
_OPENING = "\"“‘'([«„ \t\u00a0"
_SIGNS = frozenset("()|<>")
_PLURAL = Pattern(r"\(([a-z]{1,3})\)$")
#: So many capitals may be an abbreviation; more are a line in capitals.
_ABBREVIATION = 5
#: Scripts without spaces between words: there a term may stand between letters.
_UNSPACED = Pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a glossary.

    ``term`` is a wording in the story or, where ``language`` is not English, in its source; ``right`` what must stand
    for it. The term is a phrase as `mtqa.rulebook.phrase_syntax` has it, unless it ``is_plain``; ``right`` may end in a
    plural such as ``(s)``. ``in_text``: whether a term of another language is sought in the story, too.
    """

    term: str
    right: str
    kind: Kind
    language: str = ""
    note: str = ""
    is_plain: bool = False
    in_text: bool = True

    @property
    def is_foreign(self) -> bool:
        """Whether the term is of another language than the story."""
        return self.language not in {"", "en"}


@dataclass(frozen=True, slots=True)
class Match:
    """A term found at a ``place`` of the story, as ``found`` there; ``right`` is what should stand there."""

    term: Term
    place: tuple[int, int]
    found: str
    right: str


class _Sought:
    """A term made ready: what a text must have at once, its pattern when a text has that."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self.is_plain = term.is_plain or not _SIGNS & set(term.term)

    @cached_property
    def needs(self) -> Sequence[Sequence[str]]:
        """Lists of words in lower case; a text with the term has one word of each."""
        if self.is_plain:
            return [[word] for word in _LETTERS.findall(self.term.term.lower())]
        return Phrase(self.term.term).needs()

    def may_stand_in(self, document: Document, folded: str) -> bool:
        """Whether the story may have the term; ``folded`` is its text as `_folded` gives it."""
        if any(document.vocabulary.isdisjoint(words) for words in self.needs):
            return False
        return not self.is_plain or _folded(self.term.term) in folded

    def may_be_altered(self, document: Document) -> bool:
        """Whether the story has all words of the term, with or without their accents."""
        words = _LETTERS.findall(self.term.term.lower())
        return all(not document.vocabulary.isdisjoint((word, without_accents(word))) for word in words)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """In small letters in any case, with a capital as it stands."""
        if self.is_plain:
            words = self.term.term.split()
            inner = r"\s{1,3}".join(_as_written(word) for word in words)
        else:
            inner = Phrase(self.term.term).pattern(0)
        return re.compile(f"{_START}(?:{inner}){_END}")

    @cached_property
    def loose(self) -> re.Pattern[str]:
        """The term in any case, with hyphens for spaces and spaces for hyphens, with and without its accents."""
        forms = dict.fromkeys((self.term.term, without_accents(self.term.term)))
        inner = "|".join(r"[ \u00a0-]".join(map(re.escape, re.split(r"[\s-]+", form))) for form in forms)
        return re.compile(f"{_START}(?i:{inner}){_END}")

    def right(self, document: Document, match: re.Match[str]) -> str:
        """What should stand there: its ending as the found one has it, its first letter as the place needs it."""
        right = self.term.right
        if ending := _PLURAL.search(right):
            has_ending = match[0].lower().endswith(ending[1]) and not self.term.term.lower().endswith(ending[1])
            right = right[: ending.start()] + (ending[1] if has_ending else "")
        if match[0].isupper() and len(match[0]) > _ABBREVIATION and not self.term.term.isupper():
            return right.upper()
        has_capital = match[0][0].isupper() and right[:1].islower()
        if has_capital and (self.term.term[0].islower() or _opens_sentence(document, match.start())):
            return right[0].upper() + right[1:]
        return right

    def is_part_of_right(self, text: str, match: re.Match[str]) -> bool:
        """Whether the match stands in what is right already ("Gaza" in "Gaza Strip")."""
        right, found = _PLURAL.sub("", self.term.right).lower(), match[0].lower()
        at = right.find(found)
        while at >= 0:
            start = match.start() - at
            if start >= 0 and text[start : start + len(right)].lower() == right:
                return True
            at = right.find(found, at + 1)
        return False


class Finder:
    """Terms, found by their rarest word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)

    @cached_property
    def _index(self) -> _Index:
        return _Index(_Sought(term) for term in self.terms if term.in_text or not term.is_foreign)

    @cached_property
    def _in_source(self) -> dict[str, list[Term]]:
        """The terms that a source may have, by their longest word; those without spaces by their first character."""
        found: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            if term.kind != "forbidden" and (term.is_foreign or term.kind == "do-not-translate"):
                words = [] if _UNSPACED.search(term.term) else _LETTERS.findall(term.term)
                found[max(words, key=len, default=term.term[0])].append(term)
        return found

    def matches(self, document: Document, kind: Kind) -> Iterator[Match]:
        """Where the story has a term of that kind; the longest at a place."""
        found = []
        for sought in self._index.in_text(document):
            if sought.term.kind == kind and sought.may_stand_in(document, document.once(_folded_text)):
                for match in sought.pattern.finditer(document.text):
                    right = sought.right(document, match)
                    if match[0] != right and not sought.is_part_of_right(document.text, match):
                        found.append(Match(sought.term, match.span(), match[0], right))
        yield from _apart(found)

    def altered(self, document: Document) -> Iterator[Match]:
        """Where the story has a term that must stand as it is, and does not."""
        found = []
        for sought in self._index.in_text(document):
            term = sought.term.term
            if sought.term.kind != "do-not-translate" or not sought.may_be_altered(document):
                continue
            for match in sought.loose.finditer(document.text):
                if match[0] != term and not _is_ordinary(match[0], term):
                    found.append(Match(sought.term, match.span(), match[0], term))
        yield from _apart(found)

    def missing(self, document: Document) -> Iterator[Match]:
        """Terms of the source for which the story does not have the right wording, at the nearest place there is."""
        if document.source is None:
            return
        language = (document.source_language or "").partition("-")[0].lower()
        present = {*document.source, *_LETTERS.findall(document.source)} & self._in_source.keys()
        found = []
        for term in (term for word in present for term in self._in_source[word]):
            if language and term.language and term.language.partition("-")[0].lower() != language:
                continue
            right = _PLURAL.sub("", term.right) or term.term
            at = _in_source(document.source, term.term)
            if at >= 0 and " ".join(right.lower().split()) not in document.lowered:
                found.append((at, term.term, Match(term, _counterpart(document, at), term.term, right)))
        yield from (match for *_, match in sorted(found, key=lambda one: one[:2]))


class _Index:
    """Terms by their anchors; those in other scripts by their first character."""

    def __init__(self, sought: Iterable[_Sought]) -> None:
        self._by_word: dict[str, list[_Sought]] = defaultdict(list)
        self._by_character: dict[str, list[_Sought]] = defaultdict(list)
        terms = list(sought)
        frequent = Counter(word for one in terms for words in one.needs for word in words)
        for one in terms:
            anchors = [] if _UNSPACED.search(one.term.term) else min(one.needs, key=_rareness(frequent), default=[])
            for anchor in {form for word in anchors for form in (word, without_accents(word))}:
                self._by_word[anchor].append(one)
            if not anchors:
                self._by_character[one.term.term[0]].append(one)

    def in_text(self, document: Document) -> list[_Sought]:
        """The terms that the text may have, each once, in the glossary's order of words."""
        found = [one for word in sorted(document.vocabulary & self._by_word.keys()) for one in self._by_word[word]]
        if self._by_character:
            present = sorted(character for character in self._by_character if character in document.text)
            found += [one for character in present for one in self._by_character[character]]
        return list(dict.fromkeys(found))


def _rareness(frequent: Counter[str]) -> Callable[[Sequence[str]], tuple[int, int]]:
    """What the rarest list of words is smallest in: how often the glossary has them, then how short they are."""
    return lambda words: (sum(frequent[word] for word in words), -min(map(len, words)))


def _as_written(word: str) -> str:
    escaped = re.escape(word).replace("'", "['’]").replace("’", "['’]")
    return f"(?i:{escaped})" if word == word.lower() and _LETTERS.search(word) else escaped


def _folded(text: str) -> str:
    """A text in lower case, with one space between words and one kind of apostrophe."""
    return " ".join(text.lower().replace("’", "'").split())


def _folded_text(document: Document) -> str:
    return _folded(document.text)


def _is_ordinary(found: str, term: str) -> bool:
    """Whether the difference to a term means nothing: a line in capitals, a sentence's first letter, a common word."""
    if found.isupper() or found[0].upper() + found[1:] == term[0].upper() + term[1:]:
        return True
    return len(term.split()) == 1 and found.islower() and term[1:].islower()


def _opens_sentence(document: Document, offset: int) -> bool:
    start = document.sentence_at(offset).content.start
    return not document.text[start:offset].strip(_OPENING)


def _apart(matches: Iterable[Match]) -> Iterator[Match]:
    """Matches that share no character, the longest where several begin at one place."""
    end = 0
    for match in sorted(matches, key=lambda one: (one.place[0], -one.place[1])):
        if match.place[0] >= end:
            end = match.place[1]
            yield match


def _in_source(source: str, term: str) -> int:
    """Where a source text has a term, as a word of its own; -1 where it has not."""
    at = source.find(term)
    while at >= 0:
        before, after = source[at - 1 : at], source[at + len(term) : at + len(term) + 1]
        if _UNSPACED.search(term) or not (before.isalpha() or after.isalpha()):
            return at
        at = source.find(term, at + 1)
    return -1


def _counterpart(document: Document, offset: int) -> tuple[int, int]:
    """Behind the first sentence of the paragraph that renders the source's at ``offset``, or of the story.

    A place without characters: what is wrong with the words of the sentence has its own findings.
    """
    source = Document(document.source or "")
    index = 0
    if len(source.paragraphs) == len(document.paragraphs):
        index = next((i for i, one in enumerate(source.paragraphs) if offset < one.span.end), 0)
    if not document.paragraphs:
        return 0, 0
    end = document.sentence_at(document.paragraphs[index].content.start).content.end
    return end, end
