"""How a phrase of a glossary is written, and the patterns it stands for.

Words in lower case match in any case, words with a capital as they stand. ``(s)`` may be missing, ``(in|on)`` is
one of several, ``(-| )`` a hyphen or a space, ``<Name>`` one to three capitalised words, ``<number>`` a figure,
``<word>`` any word. A phrase becomes one pattern, never the list of its wordings: that list grows with the product
of its groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise, product
from math import fsum, log10

from mtqa.rulebook.phrase_index import AFTER, BEFORE, FIGURE
from mtqa.text.folding import in_lower_case
from mtqa.text.lexicon import frequency, is_name

#: Between two words: white space, one line end at most.
_GAP = r"\r?\s(?!\r?\n)[ \t]{0,2}"
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{0,30}"
PLACEHOLDERS = {
    "Name": rf"{_CAPITALISED}(?: {_CAPITALISED}){{0,2}}",
    "number": r"\d{1,4}(?:[.,]\d{1,3})?",
    "word": r"[^\W\d_]{1,30}",
}
#: The greatest length of what they match.
_LONGEST = {"Name": 95, "number": 8, "word": 30}
_LONGEST_GAP = 4
#: The greatest number of runs of letters and of figures in them.
_MOST_RUNS = {"Name": 48, "number": 2, "word": 1}
_PIECE = re.compile(r"(?P<space>\s+)|<(?P<placeholder>\w+)>|(?P<plain>[^()<>\s|]+)|(?P<bracket>[()|])")
_LETTERS = re.compile(r"[^\W\d_]+")
_PLACEHOLDER = re.compile(r"<\w+>")
#: What a text's vocabulary is made of: letters, or figures.
_RUNS = re.compile(r"[^\W\d_]+|\d+")
#: Words that news has far more often than books: days, months, and what comes with names.
_NEWS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december president minister government officials police reported according mr ms mrs "
    "us american america united states china chinese russia russian ukraine ukrainian iran israel europe european "
    "trump biden putin washington".split()
)
#: Letters that stand alone in nearly every text, as words and after apostrophes.
_LONE_LETTERS = frozenset("aist")
#: Zipf frequencies: of those, of names, of figures of one or two digits, of years, of letters, of unknown words.
_NEWS_USE, _NAME_USE, _FIGURE_USE, _YEAR_USE, _LETTER_USE, _RARE_USE = 5.7, 4.5, 6.0, 5.0, 5.8, 1.5
_LONE_LETTER_USE, _ANY_FIGURE_USE = 7.5, 7.0
#: Zipf's scale is the logarithm of the number in a billion words; words that stand together in some phrase do so thirty
#: times as often as chance has it, and each as often without the other at least.
_PER_BILLION, _TOGETHER, _APART = 9, 1.5, 0.5
#: What a key must save to be worth its place in the index, in a billion words.
_A_KEY = 300
#: More pairs than these are no help.
_MOST_PAIRS = 60
#: A figure begins and ends with a run of figures, and may have one run or two.
_FIGURES: list[str | None] = [FIGURE, None, FIGURE]
#: Runs, with the placeholders that they touch.
_PLACED_RUN = re.compile(r"(?:[^\W\d_]*<(?:word|Name)>[^\W\d_]*|\d*<number>\d*)|[^\W\d_]+|\d+")


class PhraseError(ValueError):
    """A phrase that is not written as phrases are."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Plain characters, white space, a placeholder, or a group: one of ``options``, each a list of pieces."""

    kind: str
    text: str = ""
    options: tuple[tuple[_Piece, ...], ...] = ()
    may_be_missing: bool = False


class _Parser:
    """Reads one phrase; groups may stand in groups."""

    def __init__(self, phrase: str) -> None:
        self._phrase = phrase
        self._tokens = list(_PIECE.finditer(phrase))
        self._next = 0
        if sum(len(token[0]) for token in self._tokens) != len(phrase):
            raise self._error()

    def read(self) -> tuple[_Piece, ...]:
        """The whole phrase."""
        (pieces,) = self._options(inside=False)
        return pieces

    def _error(self) -> PhraseError:
        return PhraseError(f"“{self._phrase}” has a bracket without its partner")

    def _options(self, *, inside: bool) -> list[tuple[_Piece, ...]]:
        """What stands between ``|``, to the end of the group or of the phrase."""
        options: list[list[_Piece]] = [[]]
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            kind, text = token.lastgroup or "", token[token.lastgroup or 0]
            if kind != "bracket":
                options[-1].append(self._piece(kind, text))
            elif text == "(":
                options[-1].append(self._group())
            elif not inside:
                raise self._error()
            elif text == "|":
                options.append([])
            else:
                return [_trimmed(option) for option in options]
        if inside:
            raise self._error()
        return [_trimmed(option) for option in options]

    def _group(self) -> _Piece:
        options = self._options(inside=True)
        missing = len(options) == 1 or () in options
        present = sorted((option for option in options if option), key=_length)
        return _Piece("group", options=tuple(present), may_be_missing=missing)

    @staticmethod
    def _piece(kind: str, text: str) -> _Piece:
        if kind == "placeholder" and text not in PLACEHOLDERS:
            known = ", ".join(f"<{name}>" for name in PLACEHOLDERS)
            raise PhraseError(f"has <{text}>; placeholders are {known}")
        return _Piece(kind, text)


def _trimmed(pieces: list[_Piece]) -> tuple[_Piece, ...]:
    """Without white space at the ends; an option that is nothing else, as in ``road(-| )block``, means it."""
    if len(pieces) == 1:
        return tuple(pieces)
    while pieces and pieces[-1].kind == "space":
        pieces.pop()
    while pieces and pieces[0].kind == "space":
        pieces.pop(0)
    return tuple(pieces)


def _length(pieces: tuple[_Piece, ...]) -> int:
    """For sorting: the longest option is tried first."""
    return -sum(len(piece.text) for piece in pieces)


class Phrase:
    """A phrase as written in a glossary; ``exact`` when its words match only as they stand.

    Raises:
        PhraseError: if it has an unknown placeholder or a bracket without its partner.
    """

    def __init__(self, written: str, *, exact: bool = False) -> None:
        self._exact = exact
        self._pieces = _Parser(" ".join(written.split())).read()

    def wordings(self, most: int) -> list[str]:
        """Every wording the phrase stands for, placeholders left in.

        Raises:
            PhraseError: if there are more than ``most``.
        """
        found = [""]
        for piece in self._pieces:
            options = list(_spelt(piece))
            if len(found) * len(options) > most:
                raise PhraseError(f"stands for more than {most} wordings; split the entry")
            found = [left + right for left, right in product(found, options)]
        return list(dict.fromkeys(" ".join(text.split()) for text in found))

    def pattern(self, number: int) -> str:
        """In the syntax of `re`; a placeholder is a group named after it, such as ``Name_3`` for ``number`` 3."""
        return _Writer(exact=self._exact, number=number).write(self._pieces)

    def needs(self) -> list[list[str]]:
        """Words of which a text must have one from each list, or the phrase cannot stand in it; the rarest list first.

        In lower case, or as written where the phrase is exact.
        """
        return [words for words, _, _ in self._parts()]

    def keys(self) -> list[str]:
        """Words, or words with their neighbours, of which a text has one where the phrase stands in it.

        In lower case, figures as `FIGURE`; of all such lists the one that fewest texts have anything of. "day of" is
        "day>of" and "the attic" is "attic<the": of two neighbours the rarer is looked for first.
        """
        lists = [[in_lower_case(word) for word in words] for words, _, _ in self._parts()]
        lists.extend(self._pairs())
        fewest = min((sorted(set(keys)) for keys in lists), key=_chance)
        return list(map(_key, fewest))

    def reach(self) -> tuple[int, int]:
        """How many code points a match begins at most before, and ends at most after, the start of a rarest word."""
        parts = self._parts()
        return parts[0][1:] if parts else (0, 0)

    def length(self) -> int:
        """How many runs of letters and of figures a match has at most."""
        return sum(map(_most_runs, self._pieces))

    def _parts(self) -> list[tuple[list[str], int, int]]:
        """The words of `needs`, with what `reach` would say of them."""
        parts = []
        total = sum(map(_most, self._pieces))
        before = 0
        for is_space, group in groupby(self._pieces, key=lambda piece: piece.kind == "space"):
            pieces = list(group)
            here = sum(map(_most, pieces))
            if not is_space and not (len(pieces) == 1 and pieces[0].may_be_missing):
                spelt = ("".join(parts) for parts in product(*map(list, map(_spelt, pieces))))
                words = sorted({_rarest_word(text if self._exact else text.lower()) for text in spelt})
                if "" not in words:
                    parts.append((words, before + here, total - before))
            before += here
        return sorted(parts, key=lambda part: _commonness(part[0]))

    def _pairs(self) -> Iterator[list[str]]:
        """Pairs of words or figures, inside of one part between spaces and over the space after one."""
        parts = [list(map(_runs, texts)) for texts in self._texts()]
        for place, part in enumerate(parts):
            if [] in part:  # it may be missing
                continue
            yield from _usable([min(_neighbours(runs), key=_pair_use, default=None) for runs in part])
            firsts: set[str | None] = set()
            for following in parts[place + 1 :]:
                firsts.update(runs[0] for runs in following if runs)
                if [] not in following:
                    lasts = {runs[-1] for runs in part}
                    if len(lasts) * len(firsts) <= _MOST_PAIRS:
                        yield from _usable([_pair(*both) for both in product(lasts, firsts)])
                    break

    def _texts(self) -> Iterator[list[str]]:
        """What stands between spaces: for each part its spellings, which may be empty."""
        for is_space, group in groupby(self._pieces, key=lambda piece: piece.kind == "space"):
            if not is_space:
                yield ["".join(spelt) for spelt in product(*map(list, map(_spelt, group)))]


def _runs(text: str) -> list[str | None]:
    """The runs of letters and figures in a spelling, in lower case: `FIGURE` for a figure, None for the unknown."""
    found: list[str | None] = []
    for run in _PLACED_RUN.findall(text):
        found.extend(_FIGURES if "<number>" in run else [None] if "<" in run else [in_lower_case(run)])
    return found


def _pair(first: str | None, second: str | None) -> str | None:
    return None if first is None or second is None or first == second == FIGURE else f"{first} {second}"


def _key(words: str) -> str:
    """A key of the index for a word or a pair."""
    first, _, second = words.partition(" ")
    if not second:
        return first
    is_first = second == FIGURE or (first != FIGURE and _use(first) <= _use(second))
    return f"{first}{AFTER}{second}" if is_first else f"{second}{BEFORE}{first}"


def _neighbours(runs: list[str | None]) -> list[str]:
    return [pair for both in pairwise(runs) if (pair := _pair(*both)) is not None]


def _usable(pairs: list[str | None]) -> Iterator[list[str]]:
    """``pairs``, if each of them is known."""
    known = [pair for pair in pairs if pair is not None]
    if len(known) == len(pairs):
        yield known


def _pair_use(pair: str) -> float:
    """How frequent two neighbours are, on Zipf's scale: as chance has it, and somewhat more often."""
    first, second = pair.split(" ")
    rarer, other = sorted((_use(first), _use(second)))
    return rarer + min(-_APART, other - _PER_BILLION + _TOGETHER)


def _chance(keys: list[str]) -> float:
    """How many of a billion places have one of ``keys``; many keys are worth a bit less.

    The sum is exact, so that every version of Python takes the same keys: since 3.12 `sum` rounds otherwise.
    """
    return fsum(10 ** (_pair_use(key) if " " in key else _use(key)) + _A_KEY for key in keys)


def _most(piece: _Piece) -> int:
    """The greatest length of what a piece matches."""
    if piece.kind == "group":
        return max(sum(map(_most, option)) for option in piece.options)
    return {"space": _LONGEST_GAP, "placeholder": _LONGEST[piece.text] if piece.kind == "placeholder" else 0}.get(
        piece.kind, len(piece.text)
    )


def _most_runs(piece: _Piece) -> int:
    """The greatest number of runs of letters and of figures in what a piece matches."""
    if piece.kind == "group":
        return max(sum(map(_most_runs, option)) for option in piece.options)
    return _MOST_RUNS[piece.text] if piece.kind == "placeholder" else len(_RUNS.findall(piece.text))


def _rarest_word(text: str) -> str:
    """The run of letters or figures in ``text`` that fewest texts have; the longest of equals."""
    return min(_RUNS.findall(_PLACEHOLDER.sub(" ", text)), key=lambda word: (_use(word), -len(word)), default="")


@cache
def _use(word: str) -> float:
    """How frequent ``word`` is in news, on Zipf's scale, as far as it matters here."""
    word = word.lower()
    if word == FIGURE:
        return _ANY_FIGURE_USE
    if word.isdigit():
        is_year = len(word) == len("2000") and word[:2] in ("19", "20")
        return _FIGURE_USE if len(word) <= len("20") else _YEAR_USE if is_year else _NAME_USE
    if word in _NEWS:
        return _NEWS_USE
    if len(word) == 1:
        return _LONE_LETTER_USE if word in _LONE_LETTERS else _LETTER_USE
    return max(frequency(word), _NAME_USE if is_name(word) else _RARE_USE)


def _commonness(words: list[str]) -> tuple[float, int]:
    """For sorting: by words that few texts have a phrase is found with the least trouble."""
    return round(log10(fsum(10 ** _use(word) for word in words)), 1), -min(map(len, words))


def _spelt(piece: _Piece) -> Iterator[str]:
    if piece.kind == "group":
        for option in piece.options:
            yield from map("".join, product(*map(list, map(_spelt, option))))
        if piece.may_be_missing:
            yield ""
    else:
        yield {"space": " ", "placeholder": f"<{piece.text}>"}.get(piece.kind, piece.text)


class _Writer:
    """Writes pieces as a regular expression."""

    def __init__(self, *, exact: bool, number: int) -> None:
        self._exact = exact
        self._number = number
        self._named: set[str] = set()

    def write(self, pieces: tuple[_Piece, ...] | list[_Piece]) -> str:
        """The expression; a missing group takes one of the spaces beside it along."""
        written: list[str] = []
        index = 0
        while index < len(pieces):
            piece = pieces[index]
            before = index == 0 or pieces[index - 1].kind == "space"
            after = index + 1 == len(pieces) or pieces[index + 1].kind == "space"
            index += 1
            if not (piece.may_be_missing and before and after):
                written.append(self._one(piece))
            elif index < len(pieces):
                written.append(f"(?:{self._options(piece)}{_GAP})?")
                index += 1
            elif written:
                written[-1] = f"(?:{_GAP}{self._options(piece)})?"
        return "".join(written)

    def _one(self, piece: _Piece) -> str:
        if piece.kind == "space":
            return _GAP
        if piece.kind == "placeholder":
            return self._placeholder(piece.text)
        if piece.kind == "group":
            return f"(?:{self._options(piece)})" + ("?" if piece.may_be_missing else "")
        return self._plain(piece.text)

    def _placeholder(self, name: str) -> str:
        """A group; where a placeholder stands twice in a phrase, the first is the one that wordings quote."""
        if name in self._named:
            return PLACEHOLDERS[name]
        self._named.add(name)
        return f"(?P<{name}_{self._number}>{PLACEHOLDERS[name]})"

    def _options(self, piece: _Piece) -> str:
        options = [self.write(option) for option in piece.options]
        return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"

    def _plain(self, text: str) -> str:
        escaped = re.sub(r"([\\.+*?()|\[\]{}^$#-])", r"\\\1", text).replace("'", "['’]")
        any_case = not self._exact and text == text.lower() and _LETTERS.search(text)
        return f"(?i:{escaped})" if any_case else escaped
