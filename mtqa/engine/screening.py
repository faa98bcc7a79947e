"""Which rules can match a text at all, found before any of them is run.

RE2 runs the screens of some families as one automaton; `re` confirms afterwards, in the rule. An automaton takes 20
microseconds for 450 words, however many screens are in it, so few automata are fast; but states multiply, and one for
all families would take far longer to warm up. What an automaton keeps in mind for a screen it looks up in memory for
every character: a screen that is one class of characters is therefore asked of the few different ones that a text has
besides letters and figures, and a rule that has something to say of nearly every text does without. Where google-re2 is
not installed, every rule runs on every text: slower, same findings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mtqa.rulebook.rule import Rule
from mtqa.text.document import USUAL_CHARACTERS, Document

try:
    import re2
except ImportError:  # pragma: no cover - no wheel for this platform
    re2 = None

#: Families that share an automaton, as measured: half the time of one for each family, and warm as soon. Figures beside
#: characters, or pages beside anything, multiply the states. Families that are not named have one for themselves.
_TOGETHER = {
    "UNT": "ENC", "REP": "NUM", "TER": "NUM", "QUO": "PUN", "SEN": "PUN", "GRA": "WIR", "NAM": "WIR",
}  # fmt: skip
#: Memory for an automaton's states; RE2's default of 8 MB runs out with many Unicode classes.
_MEMORY = 32 << 20
#: A screen that is one class of characters.
_CLASS = re.compile(r"\[(?:[^\]\\]|\\.)*\]")


def _automaton(screens: Sequence[str]) -> Any:
    """All screens as one `re2.Set`; None where they are too many for its memory."""
    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    options.log_errors = False
    automaton = re2.Set.SearchSet(options)
    # Matches every text, at its end alone: should the automaton run out of memory it reports nothing, and this shows
    # it. What matches everywhere would be reported at every character, which takes longer than all other screens.
    automaton.Add(r"\z")
    for screen in screens:
        automaton.Add(screen)
    try:
        automaton.Compile()
    except re2.error:
        return None
    return automaton


class _Group:
    """The screens of some families; ``indexes`` are the places of its rules among all rules."""

    __slots__ = ("automaton", "indexes")

    def __init__(self, rules: Sequence[Rule], indexes: Sequence[int]) -> None:
        self.indexes = indexes
        self.automaton = _automaton([rules[index].screen or "" for index in indexes])

    def candidates(self, text: bytes) -> Sequence[int]:
        """Places of the rules that may match; of all where the automaton cannot tell."""
        matched = self.automaton.Match(text) if self.automaton is not None else None
        if not matched:
            return self.indexes
        return [self.indexes[index - 1] for index in matched if index]


class Screening:
    """The screens of some rules, compiled."""

    __slots__ = ("_always", "_groups", "_of_characters", "_rules")

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._always: list[int] = []
        classes: list[int] = []
        screened: dict[str, list[int]] = {}
        for index, rule in enumerate(rules):
            if rule.screen is None or re2 is None:
                self._always.append(index)
            elif _CLASS.fullmatch(rule.screen):
                classes.append(index)
            else:
                screened.setdefault(_TOGETHER.get(rule.family, rule.family), []).append(index)
        self._groups = [_Group(self._rules, indexes) for indexes in screened.values()]
        self._of_characters = self._unusual(classes)

    def _unusual(self, indexes: Sequence[int]) -> _Group | None:
        """The group of screens for a class of characters; those for usual ones go to rules that always run."""
        if not indexes:
            return None
        group = _Group(self._rules, indexes)
        usual = set(group.candidates(USUAL_CHARACTERS.encode()))
        self._always += usual
        return self._unusual([index for index in indexes if index not in usual]) if usual else group

    def candidates(self, document: Document) -> list[Rule]:
        """Rules that may have something to say of a document, in their order."""
        text = document.utf8
        wanted = list(self._always)
        for group in self._groups:
            wanted.extend(group.candidates(text))
        if self._of_characters is not None:
            wanted.extend(self._of_characters.candidates("".join(document.characters).encode("utf-8", "replace")))
        return [self._rules[index] for index in sorted(wanted)]
