"""House style: names that the desk spells in one way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import Annotated, NamedTuple

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.options import Option
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.given_names import GIVEN_NAMES
from mtqa.text.pattern import Pattern

_CAPITALISED = Pattern(r"(?<![\w@#/\\.])[^\W\d_a-z][\w’'-]{1,40}(?![\w@/\\]|\.\w)")
_POSSESSIVE = Pattern(r"(?:['’]s|['’])$")
#: Words of names that are compared must have so many letters, and so many for two letters to differ.
_SHORTEST, _LONG = 5, 8
#: A word that so many words of names are like is like no one of them.
_MOST_ALIKE = 5
#: A word of a name alone, such as a surname, says less: it must be longer.
_ALONE = 6
#: Words that stand before a name and, at the start of a sentence, with a capital.
_BEFORE_NAMES = frozenset("after and as at before but by for from if in on since to until when while with".split())
#: What makes a plural, an adjective or another person of a name.
_ENDINGS = frozenset("s es n an ian ean i in ine a e er ish ese ov ova ev eva ism ist ite ists ians ans".split())


class NameList:
    """The names of a house as it spells them, each with the spellings that it does not want."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self.names = dict(names)

    def __repr__(self) -> str:
        digest = blake2b(repr(self.names).encode("utf-8", "replace"), digest_size=4).hexdigest()
        return f"NameList({len(self.names)}, {digest})"

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all names as they are preferred."""
        return frozenset(word for name in self.names for word in name.split())

    @cached_property
    def by_word(self) -> dict[str, list[tuple[str, ...]]]:
        """The preferred names, as words, by each word worth comparing."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in self.names:
            words = tuple(name.split())
            for word in words:
                if len(word) >= _SHORTEST and word[0].isupper():
                    found[word].append(words)
        return found

    @cached_property
    def by_initial(self) -> dict[str, list[str]]:
        """The words of `by_word` by their first letters."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.by_word:
            found[word[0]].append(word)
        return found

    @cached_property
    def variants(self) -> dict[str, list[tuple[str, str]]]:
        """Unwanted spellings with what is preferred, by the longest of their words in lower case."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, variants in self.names.items():
            for variant in variants:
                anchor = max(re.findall(r"[^\W\d_]+", variant.lower()), key=len, default="")
                found[anchor].append((variant, name))
        return found

    def trusted(self, document: Document) -> Iterator[Span]:
        """Where words of preferred names stand, with capitals."""
        for match in _CAPITALISED.finditer(document.text):
            bare = _POSSESSIVE.sub("", match[0])
            if bare in self.words or any(part in self.words for part in bare.split("-")):
                yield Span.of(match)


class HouseNames(NamedTuple):
    """The names of a house, and how near to one a word must come."""

    names: NameList
    edits: Annotated[
        int, Option("Letters in which a variant may differ; two count in words of eight or more.", least=0, most=2)
    ] = 1


_EXAMPLES = HouseNames(
    names=NameList(
        {
            "Volodymyr Zelenskyy": (),
            "Kyiv": ("Kiev",),
            "Recep Tayyip Erdoğan": (),
            "Mario Rossini": (),
            "Kazakhstan": (),
        }
    )
)


@rule(
    "STY05",
    Category.INCONSISTENT_TERM,
    Severity.MINOR,
    Bad("Volodymyr [[Zelensky]] spoke in [[Kiev]].", fixed="Volodymyr Zelenskyy spoke in Kyiv."),
    Bad("[[Volodimyr]] Zelenskyy’s visit began.", fixed="Volodymyr Zelenskyy’s visit began."),
    Bad(
        "Volodymyr Zelenskyy spoke. [[Zelensky]]’s aides listened.",
        fixed="Volodymyr Zelenskyy spoke. Zelenskyy’s aides listened.",
    ),
    Bad("Recep Tayyip [[Erdogan]] agreed.", fixed="Recep Tayyip Erdoğan agreed."),
    Bad("The president of [[Kazakstan]] left.", fixed="The president of Kazakhstan left."),
    Good("Volodymyr Zelenskyy’s wife left Kyiv.", why="as the house has them"),
    Good("Anna Zelensky lives in Ohio.", why="another given name: another person"),
    Good("Maria Rossini is no relation of Mario Rossini.", why="two people"),
    Good("A Kazakhstani official spoke.", why="an adjective"),
    Good("Chicken kiev is a dish.", why="a word in small letters"),
    Good("See Kiev.example and @Kiev.", why="addresses"),
    confidence=0.9,
    basis="the desk answers for its names; two people of nearly one name exist",
    options=_EXAMPLES,
    awaits='names = ["names.txt"]',
)
def name_spelt_otherwise(document: Document, options: HouseNames) -> Iterator[Hit]:
    """A name is spelt otherwise than the house spells it.

    ## Why it matters
    Readers search for a name as it was spelt yesterday; agencies and engines each transliterate in their own way.

    ## Known limits
    Spellings that the names file lists are found wherever they stand. Others are when they differ from a name by one
    letter (option ``edits``), begin alike, and the rest of the name stands beside them, or, for a surname alone,
    elsewhere in the story; a name of one word must have six letters.
    """
    yield from _listed(document, options.names)
    if options.edits:
        yield from _near(document, options)


def _listed(document: Document, names: NameList) -> Iterator[Hit]:
    for anchor in sorted(document.vocabulary & names.variants.keys()):
        for variant, preferred in names.variants[anchor]:
            words = r"[ \u00a0]\s?".join(map(re.escape, variant.split()))
            pattern = re.compile(rf"(?<![\w@#/\\.-]){words}(?![\w@/\\-]|\.\w)")
            for match in pattern.finditer(document.text):
                start = match.start() - preferred.find(variant)
                if variant not in preferred or document.text[start : start + len(preferred)] != preferred:
                    yield _hit(Span.of(match), match[0], preferred)


#: A capitalised word without its possessive ending, and where it stands.
_Word = tuple[str, Span]


def _near(document: Document, options: HouseNames) -> Iterator[Hit]:
    words = [_word(match) for match in _CAPITALISED.finditer(document.text)]
    present = {text for text, _ in words}
    listed = {
        part for variants in options.names.variants.values() for variant, _ in variants for part in variant.split()
    }
    near = {
        text: found
        for text in sorted(present - options.names.words - listed)
        if len(text) >= _SHORTEST - 1 and (found := _alike(text, options))
    }
    for index, (text, span) in enumerate(words):
        for preferred in near.get(text, ()):
            if _is_meant(document, words, index, options.names.by_word[preferred], preferred):
                yield _hit(span, text, preferred)
                break


def _word(match: re.Match[str]) -> _Word:
    text = _POSSESSIVE.sub("", match[0])
    return text, Span(match.start(), match.start() + len(text))


def _alike(text: str, options: HouseNames) -> tuple[str, ...]:
    """The words of names that ``text`` may be a slip for."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    known = options.names.by_initial.get(text[0], ())
    edits = options.edits if len(text) >= _LONG else 1
    near = extract(text, known, scorer=OSA.distance, score_cutoff=edits, limit=_MOST_ALIKE)
    return tuple(word for word, apart, _ in near if not _is_ending(word, text) and (apart < 2 or len(word) >= _LONG))


def _is_ending(one: str, other: str) -> bool:
    """Whether two words differ as a name and its plural, its adjective or its feminine form do."""
    if one[:-1] == other[:-1] and {one[-1], other[-1]} <= set("aoei"):
        return True
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and longer[len(shorter) :] in _ENDINGS


def _is_meant(
    document: Document, words: Sequence[_Word], index: int, names: Iterable[tuple[str, ...]], preferred: str
) -> bool:
    """Whether the word at ``index`` stands for ``preferred``: with the rest of one of its ``names``, or alone."""
    alone = len(preferred) >= _ALONE and _stands_alone(document, words, index)
    for name in names:
        if len(name) == 1:
            is_meant = alone and words[index][0] not in GIVEN_NAMES
        else:
            is_surname = alone and preferred == name[-1] and " ".join(name) in document.text
            is_meant = is_surname or _has_rest(document, words, index, name, name.index(preferred))
        if is_meant:
            return True
    return False


def _has_rest(document: Document, words: Sequence[_Word], index: int, name: tuple[str, ...], place: int) -> bool:
    """Whether the other words of ``name`` stand around the word at ``index``, which is that at ``place`` of it."""
    first = index - place
    if first < 0 or first + len(name) > len(words):
        return False
    around = words[first : first + len(name)]
    same = all(word[0] == part for at, (word, part) in enumerate(zip(around, name, strict=True)) if at != place)
    return same and all(_joined(document, left, right) for left, right in pairwise(around))


def _joined(document: Document, left: _Word, right: _Word) -> bool:
    return document.text[left[1].end : right[1].start].isspace()


def _stands_alone(document: Document, words: Sequence[_Word], index: int) -> bool:
    """Whether no other capitalised word, which would make another name of it, stands right beside."""
    before = index > 0 and _joined(document, words[index - 1], words[index])
    if before and words[index - 1][0].lower() in _BEFORE_NAMES:
        before = False
    after = index + 1 < len(words) and _joined(document, words[index], words[index + 1])
    return not before and not after


def _hit(span: Span, found: str, preferred: str) -> Hit:
    return Hit(span, f"The house spells “{found}” as “{preferred}”.", Suggestion(preferred))
