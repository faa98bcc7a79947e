"""How quotation marks are paired.

Marks are read by paragraph. Three witnesses say which way a mark faces: its place, the shape of its glyph, and
whether a quotation of its style stands open; where place and shape contradict each other the third decides. A single
mark counts only in a pair, for all others are apostrophes. A quotation may run on over paragraphs: as
newspapers do it, each paragraph opening with a mark; or, where every sentence has a paragraph of its own,
with no mark at all until the closing one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.text.pattern import Pattern
from mtqa.text.quotation_places import (
    GLYPHS,
    is_elision,
    is_feet_and_inches,
    is_soft_closing,
    place,
    plain_mark,
)
from mtqa.text.structure import Facing, Paragraph, QuotationMark, QuoteStyle, Role

_OPENING = Facing.OPENING
_CLOSING = Facing.CLOSING
_DOUBLE = QuoteStyle.DOUBLE
_SINGLE = QuoteStyle.SINGLE
_STYLES = tuple(QuoteStyle)
_START = attrgetter("span.start")

#: How far a quotation may run on over paragraphs that do not open with a mark: paragraphs, and characters from mark to
#: mark; more where every sentence has a paragraph of its own.
_RUN_ON = (4, 1_500)
_RUN_ON_BY_SENTENCE = (14, 3_000)
#: The end of a sentence inside a paragraph, and the share of paragraphs with one that still counts as a sentence each.
_INNER_BREAK = Pattern(r"[.!?](?<=[^\W\d_]{3}.)[\"”’')]{0,2} [\"“‘']{0,2}[A-Z]")
_FEW_INNER_BREAKS = 0.25
#: How far from its opening a single mark that may be an apostrophe ("workers' pay") is taken for the closing one.
_SOFT_REACH = 80
#: How far apart two marks stand at most that have changed sides: from" soldier "to.
_TURNED_REACH = 40


class Candidate:
    """A glyph that may be a quotation mark, while its paragraph is read."""

    __slots__ = ("end", "facing", "mark", "place", "shape", "soft", "start", "style")

    def __init__(self, start: int, end: int, style: QuoteStyle, shape: Facing | None, place: Facing | None) -> None:
        self.start = start
        self.end = end
        self.style = style
        self.shape = shape
        self.place = place
        #: None as long as it is not known to be a mark.
        self.facing: Facing | None = None
        #: For a single opening mark: the closing one, if nothing better comes.
        self.soft: Candidate | None = None
        self.mark: QuotationMark | None = None

    def accept(self, facing: Facing) -> QuotationMark:
        """It is a mark, and faces that way, unless it is known to face the other way."""
        if self.mark is None:
            self.facing = facing
            self.mark = QuotationMark(Span(self.start, self.end), self.style, facing, self.shape)
        return self.mark


def _candidates(text: str, starts: Iterable[int], low: int, high: int) -> list[Candidate]:
    """Glyphs that may be marks in a paragraph, which begin at ``starts``; two equal single ones in a row are one."""
    found: list[Candidate] = []
    for start in starts:
        end = start + 1
        glyph = text[start]
        style, shape = GLYPHS[glyph]
        if style is _SINGLE and found:
            last = found[-1]
            if last.end == start and last.style is _SINGLE and text[last.start] == glyph:
                last.style = _DOUBLE
                last.end = end
                last.place = place(text, last.start, end, low, high)
                continue
        found.append(Candidate(start, end, style, shape, place(text, start, end, low, high)))
    return found


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An opening mark whose paragraph, the one of that index, leaves it open; ``end`` bounds it should it be lost."""

    opening: Candidate
    end: int
    paragraph: int


class Pairing:
    """Pairs the marks of a text; after `read`, ``marks``, ``found``, ``unpaired`` and ``doubtful`` hold the outcome."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.marks: list[QuotationMark] = []
        self.unpaired: list[QuotationMark] = []
        self.doubtful: set[int] = set()
        #: Start, opening mark, closing mark, end, continues.
        self.found: list[tuple[int, QuotationMark, QuotationMark | None, int, bool]] = []
        self.stack: list[Candidate] = []
        #: How many of each style stand open.
        self.open: dict[QuoteStyle, int] = dict.fromkeys(_STYLES, 0)
        #: Opening marks of earlier paragraphs that wait for their closing ones; the last one was opened last.
        self.pending: list[_Waiting] = []
        #: A single opening mark that its paragraph leaves open, where every sentence has a paragraph of its own.
        self.pending_single: _Waiting | None = None
        self._by_sentence: bool | None = None

    @property
    def by_sentence(self) -> bool:
        """Whether the layout gives every sentence a paragraph of its own."""
        if self._by_sentence is None:
            contents = [paragraph.content for paragraph in self.paragraphs]
            broken = sum(_INNER_BREAK.search(self.text, span.start, span.end) is not None for span in contents)
            self._by_sentence = broken <= _FEW_INNER_BREAKS * len(contents)
        return self._by_sentence

    def read(self, starts: Sequence[int]) -> None:
        """Read all paragraphs; at ``starts`` stand the glyphs that may be marks."""
        done = 0
        for index, paragraph in enumerate(self.paragraphs):
            if done == len(starts) and not self.pending:
                break
            low, high = paragraph.content.start, paragraph.content.end
            first, done = done, bisect_left(starts, high, done)
            if self.pending and self._is_out_of_reach(paragraph, index):
                self._lapse()
            if self.pending_single and index - self.pending_single.paragraph > _RUN_ON_BY_SENTENCE[0]:
                self.pending_single = None
            if first == done:
                continue
            inside = starts[first:done]
            if not self.pending and self.pending_single is None and self._pair_in_turn(inside, low, high):
                continue
            candidates = _candidates(self.text, inside, low, high)
            self._paragraph(candidates, index)
            self._end(candidates, index)
            self.marks.extend(candidate.mark for candidate in candidates if candidate.mark)
        self._lapse()
        self.marks.sort(key=_START)

    def _pair_in_turn(self, starts: Iterable[int], low: int, high: int) -> bool:
        """Pair a paragraph's double marks if they open and close in turn and no other is there, as nearly always.

        Returns whether it was so. Nothing waits to be closed; `_paragraph` would find the same at four times the cost.
        """
        text = self.text
        found: list[tuple[int, Facing, Facing | None]] = []
        needed = _OPENING
        for start in starts:
            before = text[start - 1] if start > low else ""
            beyond = text[start + 1 : start + 3] if start + 1 < high else ""
            mark = plain_mark(before, text[start], beyond)
            if mark is None:
                return False
            facing, shape = mark
            if facing is None:
                continue
            if facing is not needed:
                return False
            found.append((start, facing, shape))
            needed = _CLOSING if needed is _OPENING else _OPENING
        if needed is _CLOSING:
            return False
        marks = [QuotationMark(Span(start, start + 1), _DOUBLE, facing, shape) for start, facing, shape in found]
        self.marks.extend(marks)
        for opening, closing in zip(marks[::2], marks[1::2], strict=True):
            self.found.append((opening.span.start, opening, closing, closing.span.end, False))
        return True

    def _paragraph(self, candidates: list[Candidate], index: int) -> None:
        opened = self.open
        for number, candidate in enumerate(candidates):
            style = candidate.style
            if style is _SINGLE:
                self._single(candidate)
                continue
            waiting = opened[style] > 0 or self._waits(style)
            if style is _DOUBLE and self._is_prime(candidate, candidates, number, waiting=waiting):
                continue
            facing = _facing(candidate, waiting=waiting)
            if facing is _CLOSING and not waiting and self._is_turned(candidate, candidates, number):
                facing = _OPENING
            if facing is _OPENING:
                if self.pending and self._waits(style):
                    self._open_again(candidate, index)
                self._settle()
                candidate.facing = _OPENING
                self.stack.append(candidate)
                opened[style] += 1
            else:
                self._close(candidate, index)

    def _is_prime(self, candidate: Candidate, candidates: list[Candidate], number: int, *, waiting: bool) -> bool:
        """Whether it stands for inches or seconds: after a figure, where nothing is to be closed."""
        if not self.text[candidate.start - 1 : candidate.start].isnumeric():
            return not waiting and candidate.place is None and self._stands_off_a_figure(candidate)
        if candidate.shape is _OPENING:
            return False
        if not waiting or is_feet_and_inches(self.text, candidate.start):
            return True
        if self.text[candidate.end : candidate.end + 1] != " " or not self.stack:
            return False
        later = candidates[number + 1] if number + 1 < len(candidates) else None
        return (
            later is not None
            and later.style is _DOUBLE
            and later.place is _CLOSING
            and not self.text[later.start - 1].isnumeric()
        )

    def _stands_off_a_figure(self, candidate: Candidate) -> bool:
        before = self.text[max(candidate.start - 2, 0) : candidate.start]
        return before[:1].isnumeric() and before[-1:] == " "

    def _is_turned(self, candidate: Candidate, candidates: list[Candidate], number: int) -> bool:
        """Whether a straight mark that stands as if it closed must open, for nothing is open there.

        It does after a comma or colon where the next mark closes: said," We know that". And it does where the two next
        to each other have changed their sides of the space, and no mark would be left over: changed from" soldier "to.
        The second one of these is then known to close.
        """
        if candidate.shape or number + 1 >= len(candidates):
            return False
        later = candidates[number + 1]
        if later.style is not candidate.style or later.shape:
            return False
        text = self.text
        if text[candidate.start - 1] in ",:":
            return later.place is _CLOSING
        between = text[candidate.end : min(later.start, candidate.end + _TURNED_REACH)]
        if (
            later.place is not _OPENING
            or later.start - candidate.end > _TURNED_REACH
            or not text[candidate.start - 1].isalnum()
            or not (between.startswith(" ") and between.endswith(" ") and between.strip())
            or any(stop in between for stop in ".!?,;:")
            or (len(candidates) - number) % 2
        ):
            return False
        later.place = _CLOSING
        return True

    def _waits(self, style: QuoteStyle) -> bool:
        return bool(self.pending) and self.pending[-1].opening.style is style

    def _open_again(self, candidate: Candidate, index: int) -> None:
        """A mark opens while an earlier paragraph's waits: by the newspaper rule, or nested, or that one is lost."""
        if not self.by_sentence:
            self._lapse()
        elif candidate.start == self.paragraphs[index].content.start:
            waiting = self.pending.pop()
            self._lapse()
            self._add(waiting.opening, None, self.paragraphs[index - 1].content.end, continues=True)

    def _single(self, candidate: Candidate) -> None:
        """Take a single mark that opens on trial; close with one only what is open on top."""
        if candidate.place is _OPENING:
            if candidate.shape is not _CLOSING and not is_elision(self.text, candidate.end):
                self._settle()
                if self.stack and self.stack[-1].style is _SINGLE:
                    self.stack.pop()
                self.stack.append(candidate)
                self.pending_single = None
        elif candidate.place is not _CLOSING:
            return
        elif self.pending_single and not self.stack and not self.pending and self.text[candidate.start - 1] in ".,!?":
            opening = self.pending_single.opening
            self.pending_single = None
            self._pair(opening, candidate)
            if opening.mark:
                self.marks.append(opening.mark)
        elif self.stack and self.stack[-1].style is _SINGLE:
            opening = self.stack[-1]
            if not is_soft_closing(self.text, candidate.start, candidate.end):
                self.stack.pop()
                self._pair(opening, candidate)
            elif opening.soft is None and candidate.start - opening.end <= _SOFT_REACH:
                opening.soft = candidate

    def _settle(self) -> None:
        """Decide on the single marks on top of the stack: a pair with what may close them, or apostrophes."""
        while self.stack and self.stack[-1].style is _SINGLE and self.stack[-1].soft:
            opening = self.stack.pop()
            if opening.soft:
                self._pair(opening, opening.soft)

    def _close(self, candidate: Candidate, index: int) -> None:
        style = candidate.style
        if not self.open[style]:
            mark = candidate.accept(_CLOSING)
            if self._waits(style):
                while self.stack:  # what was opened since then ends with it
                    self._give_up(self.stack.pop(), candidate.start, index)
                self._add(self.pending.pop().opening, candidate, candidate.end)
                self.pending_single = None
            else:
                self.unpaired.append(mark)
                self.doubtful.add(index)
            return
        while True:
            opening = self.stack.pop()
            if opening.style is style:
                self.open[style] -= 1
                self._pair(opening, candidate)
                return
            self._give_up(opening, candidate.start, index)

    def _give_up(self, opening: Candidate, end: int, index: int) -> None:
        """What stood open where an outer quotation closes: a single mark has its soft partner or is an apostrophe."""
        if opening.style is not _SINGLE:
            self.open[opening.style] -= 1
            self._lose(opening, end, index)
        elif opening.soft:
            self._pair(opening, opening.soft)

    def _pair(self, opening: Candidate, closing: Candidate) -> None:
        self._add(opening, closing, closing.end)

    def _add(self, opening: Candidate, closing: Candidate | None, end: int, *, continues: bool = False) -> None:
        last = closing.accept(_CLOSING) if closing else None
        self.found.append((opening.start, opening.accept(_OPENING), last, end, continues))

    def _lose(self, opening: Candidate, end: int, index: int) -> None:
        """An opening mark that nothing closes; its quotation is taken to end at ``end``."""
        self.unpaired.append(opening.accept(_OPENING))
        self.doubtful.add(index)
        if self.text[opening.end : min(end, opening.end + 20)].strip(" .,;:"):
            self._add(opening, None, end)

    def _end(self, candidates: list[Candidate], index: int) -> None:
        """Settle what the paragraph leaves open."""
        stack, self.stack = self.stack, []
        if not stack:
            return
        self.open = dict.fromkeys(_STYLES, 0)
        high = self.paragraphs[index].content.end
        text = self.text
        left = []
        for opening in stack:
            if opening.style is not _SINGLE:
                left.append(opening)
            elif opening.soft:
                self._pair(opening, opening.soft)
            elif not left and opening.start == self.paragraphs[index].content.start and self._goes_on(opening, index):
                left.append(opening)
            elif not left and self.by_sentence and self._begins_speech(opening, index):
                self.pending_single = _Waiting(opening, high, index)
        # Between two letters and with no partner: no mark at all.
        left = [o for o in left if not (text[o.start - 1 : o.start].isalpha() and text[o.end : o.end + 1].isalpha())]
        if not left:
            return
        last = left.pop()
        starts: dict[QuoteStyle, list[int]] = {style: [] for style in _STYLES}
        for candidate in candidates:
            if candidate.facing is _OPENING:
                starts[candidate.style].append(candidate.start)
        for opening in left:
            end = _next(starts[opening.style], opening.start, high)
            if len(left) == 1 and opening.style is last.style and self.by_sentence:
                opening.accept(_OPENING)
                self.pending.append(_Waiting(opening, end, index))
            else:
                self._lose(opening, end, index)
        self._leave_open(last, _next(starts[last.style], last.start, high), index)

    def _leave_open(self, last: Candidate, end: int, index: int) -> None:
        """The last mark that the paragraph leaves open: it runs on, waits for its closing mark, or is lost.

        ``end`` is where its quotation is taken to end if it is lost.
        """
        high = self.paragraphs[index].content.end
        if not self.text[last.end : min(high, last.end + 20)].strip(" .,;:"):
            self._lose(last, high, index)
        elif end == high and self._goes_on(last, index):
            self._add(last, None, high, continues=True)
        else:
            last.accept(_OPENING)
            self.pending.append(_Waiting(last, end, index))

    def _begins_speech(self, opening: Candidate, index: int) -> bool:
        """Whether it stands at the start of the paragraph or after a colon."""
        low = self.paragraphs[index].content.start
        return opening.start == low or self.text[max(opening.start - 2, low) : opening.start] == ": "

    def _goes_on(self, opening: Candidate, index: int) -> bool:
        """Whether the next paragraph opens with a mark of the same style."""
        if index + 1 >= len(self.paragraphs):
            return False
        content = self.paragraphs[index + 1].content
        style, shape = GLYPHS.get(self.text[content.start : content.start + 1], (None, None))
        if style is _SINGLE and self.text[content.start] == self.text[content.start + 1 : content.start + 2]:
            style = _DOUBLE
        elif style is _SINGLE and is_elision(self.text, content.start + 1):
            return False
        return style is opening.style and shape is not _CLOSING

    def _is_out_of_reach(self, paragraph: Paragraph, index: int) -> bool:
        """Whether the mark that waits longest is too far away to be closed in this paragraph."""
        waiting = self.pending[0]
        paragraphs, characters = _RUN_ON_BY_SENTENCE if self.by_sentence else _RUN_ON
        return (
            index - waiting.paragraph > paragraphs
            or paragraph.content.start - waiting.opening.start > characters
            or (not self.by_sentence and paragraph.role in (Role.HEADLINE, Role.SUBHEADING))
        )

    def _lapse(self) -> None:
        """Nothing closes the marks that wait."""
        for waiting in self.pending:
            self._lose(waiting.opening, waiting.end, waiting.paragraph)
        self.pending.clear()


def _facing(candidate: Candidate, *, waiting: bool) -> Facing:
    """Which way a mark faces by its place, its shape and the pairing, which decides where those two do not."""
    needed = _CLOSING if waiting else _OPENING
    if candidate.place is None:
        return candidate.shape or needed
    if candidate.shape is None or candidate.shape is candidate.place:
        return candidate.place
    return needed


def _next(starts: list[int], after: int, otherwise: int) -> int:
    index = bisect_right(starts, after)
    return starts[index] if index < len(starts) else otherwise
