"""Byte-level byte-pair encoding: a text into the tokens of a model, each with its place in code points.

Sources: the GPT-2 encoder (openai/gpt-2, src/encoder.py) for bytes, pieces and merges; that SmolLM splits digits one by
one is in ggml-org/llama.cpp, src/llama-vocab.cpp (``LLAMA_VOCAB_PRE_TYPE_SMOLLM``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from mtqa.fluency.arrays import Ints
from mtqa.fluency.gguf import Gguf
from mtqa.text.pattern import Pattern

#: White space as Unicode has it (the property White_Space), which is less than Python's ``\s``.
_SPACE: Final = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
#: A longer piece is cut, so that no text costs more than its length; no English word comes near.
LONGEST_PIECE: Final = 64
_MANY: Final = f"{{1,{LONGEST_PIECE - 1}}}"  # and a space before it
#: The pieces that are never joined. In ``word`` numerals that are no digits (½, Ⅳ) still stand among letters.
_PIECE: Final = Pattern(
    r"(?P<clitic>'(?:s|t|re|ve|m|ll|d))"
    rf"|(?P<word>\ ?[^\W\d_]{_MANY})|\d|\ ?(?:[^\w{_SPACE}]|_){_MANY}|(?P<space>[{_SPACE}]{_MANY})"
)
_ONE_SPACE: Final = Pattern(f"[{_SPACE}]")
#: Pieces remembered with their tokens; a story has a few hundred.
_REMEMBERED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: ``text[starts[i]:ends[i]]`` is what token ``i`` stands for, a space before it included.

    A character of which several tokens share the bytes belongs to each of them.
    """

    ids: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.ids)


class Tokenizer:
    """The tokens and merges of a model.

    ``opening`` is the token that stands before a text: what separated the documents that the model learnt from.

    Raises:
        ConfigError: if the model writes text in another way.
    """

    def __init__(self, model: Gguf) -> None:
        kind = model.setting("tokenizer.ggml.model", str), model.setting("tokenizer.ggml.pre", str, "")
        if kind != ("gpt2", "smollm"):
            found = " ".join(kind).strip()
            raise model.problem(f'its tokenizer is "{found}"', 'take a model with the tokenizer "gpt2 smollm"')
        tokens = model.setting("tokenizer.ggml.tokens", list)
        merges = model.setting("tokenizer.ggml.merges", list)
        self._ids = {token: number for number, token in enumerate(tokens)}
        self._ranks = {merge: number for number, merge in enumerate(merges)}
        self._unknown = model.setting("tokenizer.ggml.unknown_token_id", int, 0)
        self._letters = _letters_of_bytes()
        self._known: dict[str, tuple[tuple[int, int, int], ...]] = {}
        opening = self._ids.get("<|endoftext|>")
        self.opening = model.setting("tokenizer.ggml.bos_token_id", int) if opening is None else opening

    def encode(self, text: str) -> Tokens:
        """The tokens of a text; what looks like a control token is read as the characters that it is written with."""
        found = []
        for start, end in _pieces(text):
            found += [(number, start + first, start + last) for number, first, last in self._tokens(text[start:end])]
        columns = np.array(found, np.int64).reshape(-1, 3).T
        return Tokens(columns[0], columns[1], columns[2])

    def _tokens(self, piece: str) -> tuple[tuple[int, int, int], ...]:
        """The tokens of a piece: number, start and end in it."""
        known = self._known.get(piece)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[piece] = tuple(self._placed(piece))
        return known

    def _placed(self, piece: str) -> Iterator[tuple[int, int, int]]:
        data = [character.encode("utf-8", "replace") for character in piece]
        owner = [number for number, encoded in enumerate(data) for _ in encoded]
        at = 0
        for token in self._merged([self._letters[byte] for encoded in data for byte in encoded]):
            end = at + len(token)
            yield self._ids.get(token, self._unknown), owner[at], owner[end - 1] + 1
            at = end

    def _merged(self, parts: list[str]) -> list[str]:
        """Neighbours joined, those first that the model's makers found most often together."""
        never = len(self._ranks)
        while len(parts) > 1:
            ranks = [self._ranks.get(f"{one} {other}", never) for one, other in pairwise(parts)]
            best = min(ranks)
            if best == never:
                break
            at = ranks.index(best)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return parts


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces of a text begin and end; together they are the text."""
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:  # pragma: no cover - the alternatives are exhaustive
            raise AssertionError(f"no piece at {at}")
        end = piece.end()
        if piece.lastgroup == "space" and end - at > 1 and _goes_on(text, end):
            end -= 1
        if piece.lastgroup == "word" and not text[at:end].isascii():
            yield from _without_numerals(text, at, end)
        else:
            yield at, end
        at = end


def _goes_on(text: str, at: int) -> bool:
    """Whether what stands here takes the last space before it along: no numeral, nor more space, nor the text's end."""
    return at < len(text) and _ONE_SPACE.match(text, at) is None and not _is_numeral(text[at])


def _is_numeral(character: str) -> bool:
    return unicodedata.category(character).startswith("N")


def _without_numerals(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run of letters, with numerals in it as pieces of their own."""
    at = start
    for place in range(start, end):
        if _is_numeral(text[place]):
            if at < place:
                yield at, place
            yield place, place + 1
            at = place + 1
    if at < end:
        yield at, end


def _letters_of_bytes() -> tuple[str, ...]:
    """The visible character that stands for each byte in a vocabulary."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return tuple(chr(byte if byte in visible else next(others)) for byte in range(256))
