"""Which rules can match a text at all: one pass over the text for all screens together.

RE2 runs every rule's screen as one automaton; `re` confirms afterwards, in the rule. Where google-re2 is
not installed, every rule runs on every text: slower, same findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtqa.rules._base import Rule

try:
    import re2
except ImportError:  # pragma: no cover - no wheel for this platform
    re2 = None

#: Memory for the automaton's states; RE2's default of 8 MB runs out with many Unicode classes.
_MEMORY = 64 << 20


def _automaton(screens: Sequence[str]) -> Any:
    """All screens as one `re2.Set`; None where there is no RE2 or where they are too many for its memory."""
    if re2 is None:
        return None
    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    options.log_errors = False
    automaton = re2.Set.SearchSet(options)
    # Always matches: should the automaton run out of memory it reports nothing, and this shows it.
    automaton.Add("")
    for screen in screens:
        automaton.Add(screen)
    try:
        automaton.Compile()
    except re2.error:
        return None
    return automaton


class Screening:
    """The screens of some rules, compiled."""

    __slots__ = ("_always", "_by_index", "_rules", "_set")

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._always = [index for index, rule in enumerate(rules) if rule.screen is None]
        self._by_index = [index for index, rule in enumerate(rules) if rule.screen is not None]
        self._set = _automaton([rule.screen for rule in rules if rule.screen is not None])

    def candidates(self, text: str) -> Sequence[Rule]:
        """Rules that may have something to say of ``text``, in their order."""
        if self._set is None:
            return self._rules
        matched: list[int] | None = self._set.Match(text.encode("utf-8", "replace"))
        if not matched:
            return self._rules
        wanted = {self._by_index[index - 1] for index in matched if index}
        wanted.update(self._always)
        return [self._rules[index] for index in sorted(wanted)]
