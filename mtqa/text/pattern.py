"""Regular expressions that are compiled when they are first used.

Compiling costs more than a whole story's check; most patterns never meet a text that needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A regular expression of the module ``re``, compiled at its first use."""

    __slots__ = ("_compiled", "flags", "source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled."""
        if self._compiled is None:
            self._compiled = re.compile(self.source, self.flags)
        return self._compiled

    @property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """As ``re.Pattern.finditer(text, start, end)``."""
        return self.compiled.finditer

    @property
    def findall(self) -> Callable[..., list[str]]:
        """As ``re.Pattern.findall(text, start, end)``."""
        return self.compiled.findall

    @property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """As ``re.Pattern.match(text, start, end)``."""
        return self.compiled.match

    @property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """As ``re.Pattern.fullmatch(text, start, end)``."""
        return self.compiled.fullmatch

    @property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """As ``re.Pattern.search(text, start, end)``."""
        return self.compiled.search

    @property
    def sub(self) -> Callable[..., str]:
        """As ``re.Pattern.sub(replacement, text)``."""
        return self.compiled.sub

    def __repr__(self) -> str:
        return f"Pattern({self.source!r})"
