"""Patterns that cost nothing until they are used.

Families declare dozens of patterns; compiling them all at import would take longer than checking a hundred
stories, and most patterns never meet a text that needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator


class Pattern:
    """A regular expression of the module ``re``, compiled at its first use.

    Its methods are those of ``re.Pattern``: stored, not passed on, for rules call them a thousand times a story.
    """

    __slots__ = ("compiled", "findall", "finditer", "flags", "fullmatch", "match", "search", "source", "sub")

    compiled: re.Pattern[str]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        """What is not there yet: the expression and its methods."""
        if name not in self.__slots__:
            raise AttributeError(name)
        compiled = self.compiled = re.compile(self.source, self.flags)
        self.finditer, self.findall, self.sub = compiled.finditer, compiled.findall, compiled.sub
        self.match, self.fullmatch, self.search = compiled.match, compiled.fullmatch, compiled.search
        return getattr(self, name)

    def __repr__(self) -> str:
        return f"Pattern({self.source!r})"


def first_letters(words: Iterable[str], *, not_after: str) -> str:
    """The expression for one of ``words`` with none of ``not_after``, the inside of a character class, before it.

    The words are expressions that begin with a letter as it is. The look-behind stands after that letter, so that `re`
    jumps from one to the next: a tenth of the steps.
    """
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    choices = (f"{letter}(?<![{not_after}].)(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return f"(?:{'|'.join(choices)})"
