"""English words: which there are, how frequent they are, which of them a slip may have meant.

The words are those of `data/lexicon.txt`; `data/lexicon.toml` says where they come from. Nothing is read before
the first question.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Literal

from mtqa.model.records import dataclass
from mtqa.text.loanwords import loanwords

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: How many letters the words of a block of the lexicon share.
_PREFIX = 3
#: Length of an entry in the lexicon's index: the shared letters and a place of seven digits.
_ENTRY = _PREFIX + 7
_AMERICAN, _BRITISH, _NAME = b"a", b"b", b"n"

Spelling = Literal["American", "British"]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """``frequent``: the words looked for first; ``index``: where each block of ``data`` begins, after ``base``.

    ``found`` remembers where blocks are; there are 17,576 at most.
    """

    frequent: frozenset[str]
    index: bytes
    data: mmap
    base: int
    found: dict[bytes, tuple[int, int]]

    def head(self, word: str) -> bytes:
        """The frequency and the mark of the line that has the word; nothing if none has."""
        if not (word.isascii() and word.isalpha()):
            return b""
        letters = word.encode()
        start, end = self._block(letters)
        at = self.data.find(b" %b " % letters[_PREFIX:], start, end)
        if at < 0:
            return b""
        line = max(start, self.data.rfind(b"\n", start, at) + 1)
        return self.data[line : line + 2]

    def rests(self, prefix: str) -> frozenset[str]:
        """How the words go on that begin with ``prefix`` and are no names."""
        if not prefix.isascii():
            return frozenset()
        start, end = self._block(prefix.encode())
        lines = self.data[start:end].decode("ascii").splitlines()
        return frozenset(rest for line in lines if line[1] != _NAME.decode() for rest in line.split(" ")[1:-1])

    def _block(self, word: bytes) -> tuple[int, int]:
        """Where the block that would hold ``word`` begins and ends."""
        found = self.found.get(word[:_PREFIX])
        if found is None:
            found = self.found[word[:_PREFIX]] = self._find_block(word[:_PREFIX].ljust(_PREFIX, b"_"))
        return found

    def _find_block(self, prefix: bytes) -> tuple[int, int]:
        entry = bisect_left(range(len(self.index) // _ENTRY), prefix, key=self._prefix)
        return (self._start(entry), self._start(entry + 1)) if self._prefix(entry) == prefix else (0, 0)

    def _prefix(self, entry: int) -> bytes:
        return self.index[entry * _ENTRY : entry * _ENTRY + _PREFIX]

    def _start(self, entry: int) -> int:
        """Where the block of the index's entry begins; the end of all for the one after the last."""
        digits = self.index[entry * _ENTRY + _PREFIX : (entry + 1) * _ENTRY]
        return self.base + int(digits) if digits else len(self.data)


@cache
def _lexicon() -> _Lexicon:
    with Path(__file__).with_name("data").joinpath("lexicon.txt").open("rb") as file:
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
    frequent, index = data.readline(), data.readline()
    return _Lexicon(frozenset(frequent.decode("ascii").split()), index.rstrip(), data, data.tell(), {})


def frequent_words() -> frozenset[str]:
    """The 14,000 most frequent words: those of a Zipf frequency above 3.5. Most of any text is among them."""
    return _lexicon().frequent


def is_word(word: str) -> bool:
    """Whether ``word``, in lower case, is a word of English, an inflected or a borrowed one too; names are none."""
    lexicon = _lexicon()
    if word in lexicon.frequent:
        return True
    head = lexicon.head(word)
    return not head.endswith(_NAME) if head else not word.isascii() and word in loanwords()


def is_name(word: str) -> bool:
    """Whether ``word``, in lower case, is a name that lists of English words have, and no other word."""
    return _lexicon().head(word).endswith(_NAME)


def frequency(word: str) -> int:
    """How frequent ``word``, in lower case, is in English books: Zipf's scale, rounded.

    7 for "the", 5 for hundreds of words, 3 for thousands of usual ones, 1 for rare ones, 0 for those that only the
    largest dictionaries have, -1 for what is no word. The scale is the decimal logarithm of the number of uses in
    a thousand million words (van Heuven et al. 2014).
    """
    head = _lexicon().head(word)
    return int(head[:1]) if head and not head.endswith(_NAME) else -1


def spelling(word: str) -> Spelling | None:
    """The English that alone spells ``word``, in lower case, like this; None for words that all spell so."""
    mark = _lexicon().head(word)[1:]
    return "American" if mark == _AMERICAN else "British" if mark == _BRITISH else None


def near(word: str) -> tuple[str, ...]:
    """Words that ``word`` is one slip away from, the most frequent first.

    A slip leaves out a letter, adds one, takes a wrong one, or swaps two neighbours (Damerau 1964). Where it touches
    the first three letters, only frequent words are found.
    """
    found = frequent_words().intersection(_one_slip_away(word, _PREFIX))
    start, rest = word[:_PREFIX], word[_PREFIX:]
    found |= {start + other for other in _lexicon().rests(start).intersection(_one_slip_away(rest, len(rest)))}
    return tuple(sorted(found - {word}, key=lambda other: (-frequency(other), other)))


def _one_slip_away(word: str, last: int) -> set[str]:
    """Strings that are ``word`` but for one slip, at its letter ``last`` or before."""
    parts = [(word[:at], word[at:]) for at in range(last + 1)]
    slips = {before + after[1:] for before, after in parts if after}
    slips.update(before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1)
    for before, after in parts:
        rest = after[1:]
        slips.update([before + letter + rest for letter in _LETTERS])
        slips.update([before + letter + after for letter in _LETTERS])
    return slips
