"""Characters that cannot be seen, made visible: zero-width, control and bidirectional ones, lone surrogates.

What a report shows can be trusted: nothing in a text reaches a terminal or a page as a command.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: Unicode categories of what has no glyph of its own: control, format, surrogate, unassigned, private, separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_JOINER = "\u200d"


def escape(character: str) -> str:
    """``<U+200B>`` for a zero-width space, and so on."""
    return f"<U+{ord(character):04X}>"


def is_unseen(character: str) -> bool:
    """Whether a character has no glyph of its own."""
    return unicodedata.category(character) in _UNSEEN


def _joins_emoji(text: str, index: int) -> bool:
    """Whether the joiner at ``index`` stands between two parts of one emoji, where it belongs."""
    before, after = text[max(0, index - 1) : index], text[index + 1 : index + 2]
    return bool(before and after) and (before == "\ufe0f" or ord(before) > 0x2190) and ord(after) > 0x2190


def shown(text: str, *, spaces: bool = False) -> Iterator[tuple[int, str, bool]]:
    """Each character's index, how it is shown, and whether that is an escape.

    Line ends become ``↵`` and tabs ``⇥``. ``spaces``: unusual spaces are escaped as well.
    """
    for index, character in enumerate(text):
        if character in "\r\n":
            yield index, "" if text[index : index + 2] == "\r\n" else "↵", True
        elif character == "\t":
            yield index, "⇥", True
        elif character.isascii():
            yield index, character if character.isprintable() else escape(character), not character.isprintable()
        elif character == _JOINER and _joins_emoji(text, index):
            yield index, character, False
        else:
            escaped = is_unseen(character) or (spaces and unicodedata.category(character) == "Zs")
            yield index, escape(character) if escaped else character, escaped


def visible(text: str, *, spaces: bool = False) -> str:
    """The text on one line, with everything in it to be seen."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(form for _, form, _ in shown(text, spaces=spaces))
