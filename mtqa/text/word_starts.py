"""Where the words of a text begin: found when somebody asks, for few rules do, and of few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

#: So many words are passed at once.
_STRIDE = 64
#: A stretch of so many characters a word most often has the words that are sought.
_LONG = 12


class WordStarts(Sequence[int]):
    """Offsets of the words, runs between white space, of a ``text`` that has ``count`` of them."""

    def __init__(self, text: str, count: int) -> None:
        self._text = text
        self._count = count
        self._passed = [0]  # where the words numbered 0, 64, 128 ... begin, or the white space before them

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        strides, words = divmod(index, _STRIDE)
        while len(self._passed) <= strides:
            self._passed.append(self._after(_STRIDE, self._passed[-1]))
        return self._after(words, self._passed[strides])

    def _after(self, words: int, start: int) -> int:
        """Where the word begins that so many other words stand before, from ``start`` on."""
        reach = _LONG * (words + 1)
        while True:
            stretch = self._text[start : start + reach]
            parts = stretch.split(None, words)
            if len(parts) > words:
                return start + len(stretch) - len(parts[words])
            reach *= 2
