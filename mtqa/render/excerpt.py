"""The part of a line that shows a finding in its context."""

from __future__ import annotations

import unicodedata

from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.text.pattern import Pattern

#: Where a sentence begins, in the words before a finding.
_SENTENCE = Pattern(r"[.!?…][\"”’»)\]]*\s+(?=\S)")
_WORD = Pattern(r"(?<=\s)\S")
_WORD_END = Pattern(r"\S(?=\s)")
#: A sentence's start is too near to begin with when the reader would see less than this before the finding.
_ENOUGH = 24
#: What must not be parted from the character before it, besides combining marks.
_GLUED = frozenset("\u200d\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The finding's ``words`` with what stands ``before`` and ``after`` them on their line.

    ``cut_left`` and ``cut_right``: the line goes on there. ``rest``: the end of words too long to be shown
    in full; what lies between is left out.
    """

    before: str
    words: str
    after: str
    cut_left: bool = False
    cut_right: bool = False
    rest: str = ""

    @property
    def opening(self) -> str:
        """What stands for the part of the line that is left out before."""
        return "…" if self.cut_left else ""

    @property
    def ending(self) -> str:
        """What stands for the part of the line that is left out after; apart from a full stop."""
        return "" if not self.cut_right else " …" if self.after.endswith((".", "!", "?")) else "…"


def _is_joint(left: str, right: str) -> bool:
    """Whether a text can be cut here without parting a letter from its accent."""
    return not (right and (unicodedata.combining(right[0]) or right[0] in _GLUED or left.endswith("\u200d")))


def _last(text: str, length: int) -> str:
    """About the last ``length`` characters, from the start of a sentence, or else of a word."""
    if len(text) <= length:
        return text
    start = len(text) - length
    sentences = [m.end() for m in _SENTENCE.finditer(text, start) if len(text) - m.end() >= _ENOUGH]
    if sentences:
        return text[sentences[0] :]
    if word := _WORD.search(text, start):
        return text[word.start() :]
    while start < len(text) and not _is_joint(text[:start], text[start:]):
        start += 1
    return text[start:]


def _first(text: str, length: int) -> str:
    """About the first ``length`` characters, to the end of a word."""
    if len(text) <= length:
        return text
    if words := list(_WORD_END.finditer(text, 0, length + 1)):
        return text[: words[-1].end()]
    if text[:1].isspace():
        return ""
    end = max(length, 0)
    while end and not _is_joint(text[:end], text[end:]):
        end -= 1
    return text[:end]


def excerpt(text: str, span: Span, room: int) -> Excerpt:
    """About ``room`` characters around ``span``, from its own line alone, beginning and ending at words.

    Costs the same for a line of any length.
    """
    reach = room + 1
    left = text[max(0, span.start - reach) : span.start]
    left = left[max(left.rfind("\n"), left.rfind("\r")) + 1 :]
    right = text[span.end : span.end + reach].replace("\r", "\n").partition("\n")[0]
    words, rest = text[span.start : span.end], ""
    if len(words) > room:
        words, rest = _first(words[:reach], room * 2 // 3), _last(words[-reach:], room // 4)
    free = max(room - len(words) - len(rest), _ENOUGH)
    after = min(len(right), free * 2 // 5)
    before = min(len(left), free - after)
    after = min(len(right), free - before)
    shown_left, shown_right = _last(left, before), _first(right, after)
    return Excerpt(
        before=shown_left.lstrip() if shown_left == left else shown_left,
        words=words,
        after=shown_right.rstrip(),
        cut_left=len(shown_left) < len(left) and bool(left[: len(left) - len(shown_left)].strip()),
        cut_right=len(shown_right) < len(right) and bool(right[len(shown_right) :].strip()),
        rest=rest,
    )
