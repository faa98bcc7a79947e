"""Paragraphs and their roles.

A line is a paragraph, blank lines or not, unless the text is hard-wrapped prose (wire copy in lines of 72 to 80
columns): there only blank lines, indents and short last lines separate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern
from mtqa.text.roles import dateline, roles_of
from mtqa.text.structure import Paragraph, Role

#: Columns between which prose is hard-wrapped.
_NARROWEST, _WIDEST = 40, 120
#: The share of wrapped lines that go on in lower case; running prose has three quarters.
_GOING_ON = 0.4
#: What a line that was not filled must end with.
_ENDS = '.!?…:"”’)'
_WORD = Pattern(r"\S+")
#: Looked up once: until Python 3.12 a member of an enumeration costs ten times what a name does.
_BODY = Role.BODY


class _Line(NamedTuple):
    """A line that is not blank; ``start`` to ``end`` without its outer white space."""

    start: int
    end: int
    indent: int
    after_blank: bool


def paragraphs(text: str, roles: Sequence[tuple[Span, Role]] = ()) -> Iterator[Paragraph]:
    """Paragraphs that tile ``text``; ``roles`` are stretches whose role is known, and paragraphs end where they do.

    Their contents are never empty, but for the one paragraph of a text that is all white space. Stretches may
    be nested: the innermost counts.
    """
    contents: list[Span] = []
    known: list[Role | None] = []
    for begin, end, role in _stretches(len(text), roles):
        contents.extend(_contents(text, begin, end))
        known.extend([role] * (len(contents) - len(known)))
    if not contents:
        if text:
            yield Paragraph(Span(0, len(text)), Span(0, 0))
        return
    start = 0
    ends = [content.start for content in contents[1:]]
    ends.append(len(text))
    for content, role, end in zip(contents, roles_of(text, contents, known), ends, strict=True):
        yield Paragraph(Span(start, end), content, role, dateline(text, content) if role is _BODY else None)
        start = end


def _stretches(length: int, roles: Sequence[tuple[Span, Role]]) -> Iterator[tuple[int, int, Role | None]]:
    """The text, cut where known stretches start and end; each with the role of the innermost."""
    bounds = sorted({0, length, *(min(at, length) for span, _ in roles for at in (span.start, span.end))})
    waiting = sorted(roles, key=lambda known: (known[0].start, -known[0].end), reverse=True)
    around: list[tuple[Span, Role]] = []
    for start, end in pairwise(bounds):
        while waiting and waiting[-1][0].start <= start:
            around.append(waiting.pop())
        while around and around[-1][0].end <= start:
            around.pop()
        yield start, end, around[-1][1] if around else None


def _contents(text: str, start: int, end: int) -> Iterator[Span]:
    """The contents of the paragraphs of a stretch."""
    lines = text[start:end].splitlines(keepends=True)
    if (apart := _apart(lines, start)) is not None:
        yield from apart
        return
    groups = list(_groups(_lines(lines, start)))
    wrapped = [len(group) > 1 and _is_wrapped(text, group, 0) for group in groups]
    width = max((_width(group) for group, yes in zip(groups, wrapped, strict=True) if yes), default=0)
    for group, yes in zip(groups, wrapped, strict=True):
        if yes or (width and _is_wrapped(text, group, width)):
            yield from _unwrapped(text, group)
        else:
            yield from (Span(line.start, line.end) for line in group)


def _apart(lines: Iterable[str], start: int) -> list[Span] | None:
    """The contents of lines with a blank one between any two, as most texts are; None where a text is not so."""
    contents: list[Span] = []
    after_blank = True
    for line in lines:
        end = start + len(line)
        if line.isspace():
            after_blank = True
        elif after_blank:
            contents.append(Span(end - len(line.lstrip()), start + len(line.rstrip())))
            after_blank = False
        else:
            return None
        start = end
    return contents


def _lines(lines: Iterable[str], start: int) -> Iterator[_Line]:
    """The lines that are not blank; the first one begins at ``start``."""
    blank = True
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if indent == len(line):
            blank = True
        else:
            yield _Line(start + indent, start + len(line.rstrip()), indent, blank)
            blank = False
        start += len(line)


def _groups(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Runs of lines without a blank one between."""
    group: list[_Line] = []
    for line in lines:
        if line.after_blank and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _width(lines: Iterable[_Line]) -> int:
    """Columns of the longest line."""
    return max(line.end - line.start + line.indent for line in lines)


def _margin(lines: Iterable[_Line]) -> int:
    """Where the lines begin that are not indented."""
    return min(line.indent for line in lines)


def _first_word(text: str, line: _Line) -> int:
    word = _WORD.match(text, line.start, line.end)
    return word.end() - word.start() if word else 0


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word had no room."""
    return line.indent + line.end - line.start + 1 + _first_word(text, following) > width


def _is_wrapped(text: str, group: Sequence[_Line], width: int) -> bool:
    """Whether the lines are one flow of prose, broken where ``width`` (0: their own longest) was reached."""
    if len(group) == 1:
        return False
    longest = _width(group)
    if not _NARROWEST <= longest <= (width or _WIDEST):
        return False
    joints = going_on = 0
    margin = _margin(group)
    for line, following in pairwise(group):
        if following.indent > margin:
            continue  # a paragraph begins, whatever the line before ends with: it may be a headline
        if _is_full(text, line, following, width or longest):
            joints += 1
            going_on += text[following.start].islower()
        elif text[line.end - 1] not in _ENDS:
            return False
    return joints > 0 and (bool(width) or going_on >= _GOING_ON * joints) and (bool(width) or going_on > 0)


def _unwrapped(text: str, group: Sequence[_Line]) -> Iterator[Span]:
    """The paragraphs of wrapped lines: a new one after a short line and at an indent."""
    width, margin = _width(group), _margin(group)
    start = group[0].start
    for line, following in pairwise(group):
        if following.indent > margin or not _is_full(text, line, following, width):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, group[-1].end)
