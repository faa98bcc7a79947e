"""Words in small letters that are no English: what the rules about unknown words start from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.text.folding import bounds
from mtqa.text.lexicon import frequency, frequent_words, is_name, is_word
from mtqa.text.mentions import is_mention
from mtqa.text.pattern import Pattern
from mtqa.text.peoples import PEOPLES
from mtqa.text.word_formation import is_formed

#: Longer runs of letters are no words but keys, sounds and broken layout.
_LONGEST = 40
#: A word so short is only known if it is usual: the largest dictionaries have "ment" and "inf", too.
_SHORT, _USUAL = 4, 2
#: So many words are remembered: those of a day's stories.
_REMEMBERED = 1 << 16
#: Words with the marks around them that are not unknown, as they came up: most of a story's are among them.
_KNOWN: set[str] = set()
#: Where more than this share of the words is unknown, the text is no misspelt English but another language or noise.
_MOST_UNKNOWN = 0.06
_FEW = 3

#: "rakfisk, a fermented trout", "the rakfisk – fermented trout –".
_APPOSITION = Pattern(
    r",? (?:which|that) (?:is|are|was|were|means?)\b|,? ?[(–—]| - "
    r"|, (?:an?|the|its|his|her|their|our|one|some|those|what|whose) "
)
#: Marks of words that are not whole: "runnin’", "govern-".
_JOINING = frozenset("'’-\u00ad")
#: Marks between which no word is one of the sentence: addresses, file names, hashtags, code.
_OF_ADDRESS = frozenset("@#/\\_.=<>{}|~^*+0123456789")


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that neither the lexicon nor the ways of making words explain; ``index`` is its place among the words."""

    word: str
    index: int
    span: Span


def unknown_words(words: Sequence[str], text: str) -> Iterator[UnknownWord]:
    """The words in small letters, two letters long or longer, that nothing explains, in their order.

    ``words`` are the runs of ``text`` between white space.
    """
    unknown = {}
    for marked in set(words) - _KNOWN:
        if word := _unknown(marked):
            unknown[marked] = word
        elif len(marked) <= _LONGEST:
            _KNOWN.add(marked)
    if len(_KNOWN) > _REMEMBERED:
        _KNOWN.clear()
    at = 0
    for index, marked in enumerate(words if unknown else ()):
        if marked in unknown:
            start = _place(text, marked, at)
            at = start + len(marked)
            word, begin = unknown[marked], start + bounds(marked)[0]
            yield UnknownWord(word, index, Span(begin, begin + len(word)))


def _place(text: str, marked: str, at: int) -> int:
    """Where ``marked`` stands between white space, at or after ``at``."""
    start = text.index(marked, at)
    while text[max(start - 1, 0) : start].strip() or text[start + len(marked) : start + len(marked) + 1].strip():
        start = text.index(marked, start + 1)
    return start


def _unknown(marked: str) -> str:
    """The word in small letters between the marks around it, if nothing explains it."""
    start, end = bounds(marked)
    word = marked[start:end]
    if not (2 <= len(word) <= _LONGEST and word.isascii() and word.isalpha() and word.islower()):
        return ""
    if word in frequent_words() or not _OF_ADDRESS.isdisjoint(marked.rstrip(".*_").lstrip("*_")):
        return ""
    return "" if _is_explained(word) else word


@lru_cache(_REMEMBERED)
def _is_explained(word: str) -> bool:
    if len(word) <= _SHORT:
        return frequency(word) >= _USUAL
    return is_word(word) or (is_formed(word) and not _misses_a_double(word))


def _misses_a_double(word: str) -> bool:
    """Whether a letter too many or too few of two the same makes a frequent word: "comission", "threshhold"."""
    frequent = frequent_words()
    return any(
        word[:at] + letter + word[at:] in frequent
        or (word[at - 1 : at] == letter and word[:at] + word[at + 1 :] in frequent)
        for at, letter in enumerate(word)
    )


def doubtful_words(
    unknown: Sequence[UnknownWord], words: Sequence[str], folded: Sequence[str], text: str
) -> Iterator[UnknownWord]:
    """Those of the ``unknown`` that no name, explanation or quotation mark anywhere in the text accounts for.

    None where so many are unknown that the text is in another language, nor where nothing is capitalised, so that names
    cannot be told.
    """
    long = sum(len(found.word) > _SHORT for found in unknown)
    if not unknown or (long > _FEW and long > _MOST_UNKNOWN * len(words)):
        return
    if not any(word[:1].isupper() for word in words):
        return
    meant = _capitalised({found.word for found in unknown}, words, folded)
    meant |= {found.word for found in unknown if _is_meant(text, found, words)}
    yield from (found for found in unknown if found.word not in meant)


def _capitalised(sought: Iterable[str], words: Sequence[str], folded: Sequence[str]) -> set[str]:
    """Those of the words that stand in capitals, too, alone or as the owner of something."""
    forms = {form: word for word in sought for form in (word, f"{word}'s", f"{word}’s")}
    return {forms[form] for word, form in zip(words, folded, strict=True) if form in forms and form not in word}


def _is_meant(text: str, found: UnknownWord, words: Sequence[str]) -> bool:
    """Whether the word is clipped, cut by a hyphen, a name in small letters, explained, or belongs to a name beside."""
    beside = text[max(0, found.span.start - 1) : found.span.start] + text[found.span.end : found.span.end + 1]
    if (
        not _JOINING.isdisjoint(beside)
        or is_name(found.word)
        or is_mention(text, found.span)
        or _APPOSITION.match(text, found.span.end)
    ):
        return True
    before = words[found.index - 1] if found.index else ""
    after = words[found.index + 1] if found.index + 1 < len(words) else ""
    return before.endswith("-") or before in PEOPLES or _is_foreign_name(before) or _is_foreign_name(after)


def _is_foreign_name(word: str) -> bool:
    """Whether a word is capitalised and no word of English: what stands beside it may belong to the name."""
    letters = word[slice(*bounds(word))]
    return letters[:1].isupper() and letters[1:].islower() and not is_word(letters.lower())
