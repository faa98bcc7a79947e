"""Rules made of words and phrases: how a glossary looks at a text.

A glossary is one rule with many entries. Its entries are written in TOML (`mtqa.rulebook.glossary` reads them); those
that come with mtqa are kept compiled, because parsing TOML costs as much as checking forty stories. An entry is
looked at only where one of its words occurs, read and its pattern compiled only then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import TypedDict

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.phrase_index import Keys, PhraseIndex, Phrases, keys_of
from mtqa.rulebook.rule import Bad, Example, Good, Hit, Inside, Rule
from mtqa.text.articles import article_before
from mtqa.text.document import Document
from mtqa.text.folding import in_lower_case
from mtqa.text.languages import language_name
from mtqa.text.mentions import is_mention
from mtqa.text.pattern import Pattern

#: What ends a phrase for `re`; the rest is looked at when it matches, for large classes take long to compile.
_START, _END = r"(?<!\w)", r"(?!\w)"
#: Beside these a phrase is part of an address, a path or a compound.
_JOINS_BEFORE, _JOINS_AFTER = frozenset("@#/\\.-"), frozenset("@/\\-")
#: How far, in code points, a neighbouring word and a word of the same sentence are looked for.
_BESIDE = 60
_NEAR = 300
#: What a pattern looks at beyond its match, to see that a word ends there, and some room.
_BEYOND = 8
_PLACEHOLDER = Pattern(r"<(\w+)>")
#: Words of so few letters are looked for by a pattern.
_SHORT = 2
_OPENING = "\"“‘'([«„"


class WordsData(TypedDict):
    """Words a guard asks for: single ones in lower case, and a pattern for phrases, which may be empty.

    ``asks``: words in lower case of which a text with such a phrase has one; none where any text may have it.
    """

    words: list[str]
    pattern: str
    asks: list[str]


class EntryData(TypedDict, total=False):
    """An entry, compiled; what `Entry` says of its fields holds.

    Always there are the first six, but for ``keys`` where the index has them already.
    """

    id: str
    patterns: list[str]
    keys: list[list[str]]
    needs: list[list[list[str]]]
    reach: list[tuple[int, int]]
    length: list[int]
    exact: bool
    message: str
    right: list[str]
    each: list[str]
    safe: bool
    severity: str
    confidence: float
    language: str
    where: WordsData
    unless: WordsData
    near: str
    after: str
    before: str
    not_after: str
    not_before: str


class GlossaryData(TypedDict):
    """The rule that entries belong to, compiled. The last three are "checked" or "skipped"."""

    code: str
    name: str
    category: str
    severity: str
    message: str
    docs: str
    bad: list[str]
    good: list[list[str]]
    confidence: float
    basis: str
    quotations: str
    mentions: str
    plain_lines: str


class Words:
    """Words a guard asks for, anywhere in a text: single ones by look-up, phrases by a pattern."""

    __slots__ = ("_asks", "_pattern", "_plain")

    def __init__(self, words: Iterable[str], pattern: str, asks: Iterable[str]) -> None:
        self._plain = frozenset(words)
        self._pattern = Pattern(pattern) if pattern else None
        self._asks = frozenset(asks)

    def in_document(self, document: Document) -> bool:
        """Whether the document has one of them; `Document.once` keeps the answer, for many entries share a list."""
        if not self._plain.isdisjoint(document.vocabulary):
            return True
        return self._pattern is not None and self.may_be_in(document) and bool(self._pattern.search(document.text))

    def may_be_in(self, document: Document) -> bool:
        """Whether the words of the document allow for one of them."""
        if self._pattern is not None and not self._asks:
            return True
        known = document.vocabulary
        return not self._plain.isdisjoint(known) or not self._asks.isdisjoint(known)


@cache
def _words(words: tuple[str, ...], pattern: str, asks: tuple[str, ...]) -> Words:
    """The same `Words` for entries that ask for the same."""
    return Words(words, pattern, asks)


class Entry:
    """What one entry looks for, what it says, and where it holds its tongue.

    Many are made and few come to anything, so what the compiled form has is used as it is, and only when it is asked
    for. ``exact``: its phrases match only as they are written. ``needs``: for each phrase, lists of words, in lower
    case unless ``exact``, the rarest first; the text has one of each, or the phrase is not in it. ``reach``: for each
    phrase, how far a match begins before and ends after a word of the first list; ``length``: of how many of the runs
    that `Document.runs` has a match consists at most. ``right``: the right wordings; a single one is suggested.
    ``each``: for each phrase, what is right for it alone, or nothing. ``where`` and ``unless`` are words of the
    document, all other guards stand near a match.
    """

    def __init__(self, data: EntryData, message: str) -> None:
        self._data = data
        self.id = data["id"]
        self.message = data.get("message", message)

    @cached_property
    def severity(self) -> Severity | None:
        """The entry's own severity."""
        return Severity[self._data["severity"].upper()] if "severity" in self._data else None

    @property
    def confidence(self) -> float | None:
        """The entry's own confidence."""
        return self._data.get("confidence")

    @property
    def language(self) -> str | None:
        """ISO 639-1 code of the language that leaves this."""
        return self._data.get("language")

    @property
    def safe(self) -> bool:
        """Whether the suggestion may be taken unseen."""
        return self._data.get("safe", False)

    @cached_property
    def _patterns(self) -> list[Pattern]:
        return [Pattern(f"{_START}(?:{pattern}){_END}") for pattern in self._data["patterns"]]

    @cached_property
    def _where(self) -> Words | None:
        return self._words(self._data.get("where"))

    @cached_property
    def _unless(self) -> Words | None:
        return self._words(self._data.get("unless"))

    @staticmethod
    def _words(data: WordsData | None) -> Words | None:
        return data and _words(tuple(data["words"]), data["pattern"], tuple(data["asks"]))

    @cached_property
    def _guards(self) -> dict[str, Pattern]:
        """Patterns by the key they stand under."""
        data = self._data
        found = {
            "near": data.get("near"),
            "after": data.get("after"),
            "before": data.get("before"),
            "not_after": data.get("not_after"),
            "not_before": data.get("not_before"),
        }
        return {key: Pattern(pattern) for key, pattern in found.items() if pattern is not None}

    @cached_property
    def _sought(self) -> dict[int, tuple[frozenset[str], list[list[str]]]]:
        """What `_may_stand` asks for, by the phrase's number: all words of `needs`, and these, in lower case."""
        return {}

    def _may_stand(self, document: Document, number: int, places: Iterable[int]) -> bool:
        """Whether the words of a phrase stand about one of ``places`` among the runs, each of them a run of its own."""
        if number not in self._sought:
            needs = [list(map(in_lower_case, words)) for words in self._data["needs"][number]]
            self._sought[number] = frozenset(chain.from_iterable(needs)), needs
        words, needs = self._sought[number]
        reach = self._data["length"][number]
        for at in places:
            around = document.runs[max(0, at - reach + 1) : at + reach]
            if sum(map(words.__contains__, around)) >= len(needs) and not any(map(set(around).isdisjoint, needs)):
                return True
        return False

    def windows(self, document: Document, number: int) -> list[tuple[int, int]]:
        """Where the phrase of that number may stand: all its words are there, and near enough to each other."""
        first, *others = self._data["needs"][number]
        text, known = document.lowered, document.vocabulary
        if self._data.get("exact", False):
            text = document.text
            if not _has_all(text, others):
                return []
            standing: Iterable[str] = [word for word in first if word.lower() in known]
        elif any(map(known.isdisjoint, others)):
            return []
        else:
            standing = known.intersection(first)
        before, after = self._data["reach"][number]
        after += _BEYOND
        found = []
        for word in standing:
            for place in _places(text, word):
                start, end = max(0, place - before), place + after
                if _has_all(text[start:end], others):
                    found.append((start, min(len(text), end)))
        return found

    def matches(self, document: Document, phrases: Phrases) -> Iterator[re.Match[str]]:
        """Where these phrases stand, the longest at a place, if the story is about the right thing."""
        if self._where is not None and not self._where.may_be_in(document):
            return
        windows = {}
        for number, places in phrases.items():
            if (not places or self._may_stand(document, number, places)) and (found := self.windows(document, number)):
                windows[number] = found
        if not windows or not self.applies(document):
            return
        standing = [
            match
            for number, places in windows.items()
            for match in _matches_in(document.text, places, self._patterns[number])
            if _stands_free(document.text, *match.span())
        ]
        end = 0
        for match in sorted(standing, key=lambda match: (match.start(), -match.end())):
            if match.start() >= end:
                end = match.end()
                yield match

    def applies(self, document: Document) -> bool:
        """Whether the story is about what the entry is about."""
        if self._where is not None and not document.once(self._where.in_document):
            return False
        return self._unless is None or not document.once(self._unless.in_document)

    def is_guarded(self, document: Document, span: Span) -> bool:
        """Whether the words beside ``span`` say that it is right as it stands."""
        guards = self._guards
        if not guards:
            return False
        text = document.text
        left, right = max(0, span.start - _BESIDE), min(len(text), span.end + _BESIDE)
        if "after" in guards and not guards["after"].search(text, left, span.start):
            return True
        if "not_after" in guards and guards["not_after"].search(text, left, span.start):
            return True
        if "before" in guards and not guards["before"].match(text, span.end, right):
            return True
        if "not_before" in guards and guards["not_before"].match(text, span.end, right):
            return True
        return "near" in guards and not _is_near(document, span, guards["near"])

    def wordings(self, document: Document, match: re.Match[str]) -> tuple[str, ...]:
        """The right wordings for what was found, placeholders filled and the first letter as the place needs it."""
        capital = match[0][:1].isupper() and _opens_sentence(document, match.start())
        right = self._right(match)
        filled = [_PLACEHOLDER.sub(lambda name: _part(match, name[1]), text) if "<" in text else text for text in right]
        return tuple(text[:1].upper() + text[1:] if capital else text for text in filled)

    def _right(self, match: re.Match[str]) -> Sequence[str]:
        """The right wordings as they are written."""
        for own, pattern in zip(self._data.get("each", ()), self._patterns, strict=False):
            if own and pattern.source == match.re.pattern:
                return (own,)
        return self._data.get("right", ())


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether what is there is no part of an address, a compound or a word with combining accents."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if (
        before in _JOINS_BEFORE
        or after in _JOINS_AFTER
        or "\u0300" <= before <= "\u036f"
        or "\u0300" <= after <= "\u036f"
    ):
        return False
    return not (after == "." and text[end + 1 : end + 2].isalnum())


def _is_near(document: Document, span: Span, pattern: Pattern) -> bool:
    """Whether ``pattern`` stands in the same sentence, not too far from ``span``."""
    sentence = document.sentence_at(span.start).span
    left, right = max(sentence.start, span.start - _NEAR), min(sentence.end, span.end + _NEAR)
    return any(pattern.search(document.text, *part) for part in ((left, span.start), (span.end, right)))


def _part(match: re.Match[str], name: str) -> str:
    """What a placeholder stood for; ``Capitalised`` is all that was found, its words with capitals."""
    if name == "Capitalised":
        return re.sub(r"[^\W\d_]+", lambda word: word[0][0].upper() + word[0][1:], match[0])
    groups = match.groupdict()
    return next((value for key, value in groups.items() if value and key.rpartition("_")[0] == name), "")


def _opens_sentence(document: Document, offset: int) -> bool:
    start = document.sentence_at(offset).content.start
    return not document.text[start:offset].strip(_OPENING)


class Glossary:
    """The entries of one rule; ``digest`` changes when one of them does.

    ``entries`` are read one by one, when a text may have one of their phrases, as ``index`` says of the glossary of
    that ``number``.
    """

    def __init__(
        self, rule: GlossaryData, entries: Sequence[EntryData], digest: str, index: PhraseIndex, *, number: int = 0
    ) -> None:
        self.code = rule["code"]
        self.digest = digest
        self.skips_mentions = rule["mentions"] == "skipped"
        self.skips_plain_lines = rule["plain_lines"] == "skipped"
        self._message = rule["message"]
        self._data = entries
        self._entries: dict[int, Entry] = {}
        self._index = index
        self._number = number

    def __repr__(self) -> str:
        return f"Glossary({self.code}, {self.digest})"

    def _entry(self, place: int) -> Entry:
        if place not in self._entries:
            self._entries[place] = Entry(self._data[place], self._message)
        return self._entries[place]

    def hits(self, document: Document) -> Iterator[Hit]:
        """One hit for each place where an entry matches and nothing guards it; the longest wording at a place wins."""
        for entry, match in document.once(self.matches):
            yield _hit(document, entry, match)

    def matches(self, document: Document) -> tuple[tuple[Entry, re.Match[str]], ...]:
        """The same without what is said of them; `Document.once` keeps it for whoever asks again."""
        found = sorted(self._candidates(document), key=lambda pair: (pair[1].start(), -pair[1].end()))
        kept: list[tuple[Entry, re.Match[str]]] = []
        for entry, match in found:
            if not kept or match.start() >= kept[-1][1].end():
                kept.append((entry, match))
        return tuple(kept)

    def _candidates(self, document: Document) -> Iterator[tuple[Entry, re.Match[str]]]:
        phrases = document.once(self._index.phrases).get(self._number, {})
        for place, numbers in sorted(phrases.items()):
            entry = self._entry(place)
            for match in entry.matches(document, numbers):
                span = Span.of(match)
                if not self._is_left_alone(document, span) and not entry.is_guarded(document, span):
                    yield entry, match

    def _is_left_alone(self, document: Document, span: Span) -> bool:
        if self.skips_mentions and (is_mention(document.text, span) or _is_introduced(document, span)):
            return True
        return self.skips_plain_lines and _is_without_capitals(document.text, span)


def _has_all(text: str, needs: Iterable[Iterable[str]]) -> bool:
    """Whether one word of each of ``needs`` is in ``text``, be it in a longer one."""
    for words in needs:
        for word in words:  # no generators: this runs a hundred times a story
            if word in text:
                break
        else:
            return False
    return True


def _places(text: str, word: str) -> list[int]:
    """Where ``word`` stands alone: no letter beside letters, no figure beside figures."""
    if len(word) <= _SHORT and not word.isdigit():  # it stands in too many others
        return [match.start() for match in _alone(word).finditer(text)]
    continues = str.isdigit if word.isdigit() else str.isalpha
    places = []
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not continues(text[place - 1 : place]) and not continues(text[end : end + 1]):
            places.append(place)
        place = text.find(word, end)
    return places


@cache
def _alone(word: str) -> Pattern:
    letter = r"[^\W\d_]"
    return Pattern(rf"{re.escape(word)}(?!{letter})(?<!{letter}{re.escape(word)})")


def _matches_in(text: str, windows: Iterable[tuple[int, int]], pattern: Pattern) -> Iterator[re.Match[str]]:
    """Matches of ``pattern`` in ``windows``, which may overlap."""
    start = end = 0
    for left, right in sorted(windows):
        if left > end:
            yield from pattern.finditer(text, start, end)
            start = left
        end = max(end, right)
    yield from pattern.finditer(text, start, end)


def _is_introduced(document: Document, span: Span) -> bool:
    """Whether ``span`` is an abbreviation that the story gives in brackets after its full form."""
    word = document[span]
    return word.isupper() and f"({word})" in document.text


def _is_without_capitals(text: str, span: Span) -> bool:
    """Whether nothing around ``span`` is written with a capital: a web address, a chat, a style of headline."""
    left = max(text.rfind("\n", 0, span.start) + 1, span.start - _NEAR)
    end = text.find("\n", span.end, span.end + _NEAR)
    right = min(len(text), span.end + _NEAR) if end < 0 else end
    around = text[left : span.start] + text[span.end : right]
    return not any(character.isupper() for character in around)


def _hit(document: Document, entry: Entry, match: re.Match[str]) -> Hit:
    wordings = entry.wordings(document, match)
    evidence: dict[str, str | int | float | bool] = {"entry": entry.id}
    if entry.language:
        evidence["language"] = entry.language
    language = language_name(entry.language or "")
    return Hit(
        Span.of(match),
        entry.message.format(
            found=match[0],
            right="” or “".join(wordings),
            language=language,
            a_language=f"{article_before(language) or 'a'} {language}",
        ),
        Suggestion(wordings[0], safe=entry.safe) if len(wordings) == 1 else None,
        entry.severity,
        entry.confidence,
        evidence,
    )


def _check(document: Document, glossary: Glossary) -> Iterator[Hit]:
    return glossary.hits(document)


def keys_of_entries(glossaries: Iterable[Iterable[EntryData]]) -> Keys:
    """The index of the entries of ``glossaries``."""
    return keys_of([(entry["keys"], entry["needs"]) for entry in entries] for entries in glossaries)


def examples_of(bad: list[str], good: list[list[str]]) -> Iterator[Example]:
    """Examples as glossaries write them: ``[[wrong => right]]`` marks what is found and what is suggested."""
    for marked in bad:
        fixed = re.sub(r"\[\[(.*?)(?: => (.*?))?\]\]", lambda m: m[1] if m[2] is None else m[2], marked)
        yield Bad(re.sub(r"(\[\[.*?) => .*?(\]\])", r"\1\2", marked), fixed=fixed if " => " in marked else None)
    for text, why in good:
        yield Good(text, why=why)


def glossary_rule(data: GlossaryData, glossary: Glossary) -> Rule:
    """The rule that a glossary, as `mtqa.rulebook.glossary` compiles it, describes; it is not registered."""
    return Rule(
        code=data["code"],
        name=data["name"],
        category=Category(data["category"]),
        severity=Severity[data["severity"].upper()],
        examples=tuple(examples_of(data["bad"], data["good"])),
        check=_check,
        docs=data["docs"],
        confidence=data["confidence"],
        basis=data["basis"],
        quotations=Inside[data["quotations"].upper()],
        options=glossary,
    )
