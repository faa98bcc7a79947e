"""Markdown's inline markup with offsets, which markdown-it-py gives only for lines.

Two rules that match nothing watch its inline parser: one is asked at every step and notes where it stood when
tokens appeared, the other runs at the end and writes down what was noted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

#: The key of a token's ``meta`` under which its offset in the inline content stands.
AT = "mtqa.at"


@dataclass(slots=True)
class _Watch:
    """Where one run of the inline parser has been."""

    #: Where the parser stood at the last step, and where the text began that it held back then (-1: none).
    step: int = 0
    pending: int = -1
    #: Offsets of the tokens so far.
    offsets: list[int] = field(default_factory=list)

    def note(self, tokens: list[Token]) -> None:
        """Give the tokens that are new since the last step their offsets.

        Text that was held back comes first; a run of marks (``***``) comes as one token a mark.
        """
        at = self.step
        for index in range(len(self.offsets), len(tokens)):
            if self.pending >= 0:
                self.offsets.append(self.pending)
                self.pending = -1
            else:
                self.offsets.append(at)
                at += len(tokens[index].content) if tokens[index].type == "text" else 0


class _Watcher:
    def __init__(self) -> None:
        self._watches: dict[int, _Watch] = {}

    def step(self, state: StateInline, silent: bool) -> bool:
        """Before any rule of the parser: note where it stands."""
        if silent:
            return False
        watch = self._watches.get(id(state))
        if watch is None:
            watch = self._watches[id(state)] = _Watch()
        watch.note(state.tokens)
        watch.step = state.pos
        if not state.pending:
            watch.pending = -1
        elif watch.pending < 0:
            watch.pending = state.pos - len(state.pending)
        return False

    def finish(self, state: StateInline) -> None:
        """After the parser, before emphasis is paired: write down the offsets."""
        watch = self._watches.pop(id(state), None) or _Watch()
        watch.note(state.tokens)
        for token, at in zip(state.tokens, watch.offsets, strict=True):
            token.meta = {**token.meta, AT: at}


def watched(parser: MarkdownIt) -> MarkdownIt:
    """The parser, whose inline tokens have an offset from now on, and are never joined."""
    watcher = _Watcher()
    parser.inline.ruler.before("text", "watch", watcher.step)
    parser.inline.ruler2.before("balance_pairs", "watch", watcher.finish)
    parser.inline.ruler2.disable("fragments_join")
    parser.core.ruler.disable("text_join")
    return parser
