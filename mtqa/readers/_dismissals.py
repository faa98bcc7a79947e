"""What a file says of its own findings: ``<!-- mtqa: allow PUN01 -- why -->``, in JSON the field ``allow``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from mtqa.model.dismissal import Dismissal, Means
from mtqa.model.span import Span
from mtqa.text.pattern import Pattern
from mtqa.text.position import Lines

#: A comment to mtqa: what it says, and of what.
_COMMENT = Pattern(r"\s*mtqa(?:\s*:\s*([\w-]*)|\s+(allow[\w-]*))\s*(.*)", re.DOTALL)
#: What comes between the rules and the reason.
_REASON = Pattern(r":|--|–|—")
#: What readers write between paragraphs.
_BREAK = "\n\n"
_WORD = Pattern(r"\S")
_FIELDS = ("rule", "fingerprint", "reason")
#: More comments than that are no reader's work.
_MOST = 200
#: How much is shown of what cannot be understood.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Noted:
    """A comment, where in the file it stands and after how much text; ``between`` paragraphs, or inside one."""

    content: str
    origin: int
    at: int
    between: bool


class Comments:
    """The comments of one file that speak to mtqa, noted while it is read."""

    __slots__ = ("_ends", "_noted")

    def __init__(self) -> None:
        self._noted: list[_Noted] = []
        self._ends: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._noted)

    def note(self, content: str, *, origin: int, at: int, between: bool) -> int | None:
        """Keep a comment; its number, None if it is not for us."""
        if "mtqa" not in content or not _COMMENT.match(content) or len(self._noted) > _MOST:
            return None
        self._noted.append(_Noted(content, origin, at, between))
        return len(self._noted) - 1

    def cover(self, number: int, end: int) -> None:
        """Say that a comment is about all of the text up to ``end``: it stands before an element that ends there."""
        self._ends[number] = end

    def take(self, other: Comments, *, at: int, origin: Callable[[int], int]) -> None:
        """The comments of a part: after ``at`` characters of text, and where ``origin`` says."""
        first = len(self._noted)
        for noted in other._noted[: _MOST + 1 - first]:
            self._noted.append(replace(noted, at=noted.at + at, origin=origin(noted.origin)))
        self._ends |= {first + number: end + at for number, end in other._ends.items()}

    def dismissals(self, text: str, file_text: str, path: str) -> tuple[Dismissal, ...]:
        """What the comments say, when the text is complete."""
        lines = Lines(file_text)
        made: list[Dismissal] = []
        for number, noted in enumerate(self._noted):
            line = lines.position(noted.origin).line
            if number == _MOST:
                made.append(Dismissal("", path=path, line=line, problem=f"only {_MOST:,} comments of a file are read"))
                break
            span = self._span(text, number)
            made += _of_comment(noted.content, path=path, line=line, span=span)
        return tuple(made)

    def _span(self, text: str, number: int) -> Span:
        """The paragraph that a comment stands in, or else the paragraph or element that follows."""
        noted = self._noted[number]
        end = self._ends.get(number)
        if not noted.between:
            start = text.rfind(_BREAK, 0, noted.at)
            start = start + len(_BREAK) if start >= 0 else 0
        else:
            word = _WORD.search(text, noted.at)
            start = word.start() if word else len(text)
        if end is None:
            end = text.find(_BREAK, start)
        return Span(start, max(start, end if end >= 0 else len(text)))


def _of_comment(content: str, *, path: str, line: int, span: Span) -> Iterator[Dismissal]:
    said = _COMMENT.match(content)
    verb, rest = ((said[1] or said[2] or ""), said[3]) if said else ("", "")
    if verb not in {"allow", "allow-file"}:
        problem = f'a comment for mtqa says "allow" or "allow-file" and what, not "{_short(verb)}"'
        yield Dismissal(_short(content), path=path, line=line, problem=problem)
        return
    yield from _said(rest, Means.COMMENT, path=path, line=line, span=None if verb == "allow-file" else span)


def _said(text: str, means: Means, *, path: str, line: int, span: Span | None = None) -> Iterator[Dismissal]:
    """``PUN01, stray-full-stop -- the reason``: a dismissal for each that is named."""
    named, *reason = _REASON.compiled.split(text, maxsplit=1)
    why = " ".join(" ".join(reason).split())
    names = [" ".join(name.split()) for name in named.split(",") if name.strip()]
    if not names:
        problem = "it does not say which rule: a code, a name or a family"
        yield Dismissal("allow", why, means, path, line, span, problem=problem)
    for name in names:
        yield Dismissal(name, why, means, path, line, span)


def from_field(value: Any, *, path: str, line: int) -> tuple[Dismissal, ...]:
    """What the field ``allow`` of a JSON record says: a string, an object, or a list of them."""
    if value is None:
        return ()
    return tuple(_of_values(value if isinstance(value, list) else [value], path=path, line=line))


def _of_values(values: Iterable[Any], *, path: str, line: int) -> Iterator[Dismissal]:
    for value in values:
        if isinstance(value, str):
            yield from _said(value, Means.FIELD, path=path, line=line)
            continue
        fields = value if isinstance(value, dict) else {}
        rule, fingerprint, reason = (str(fields.get(name) or "") for name in _FIELDS)
        if (rule or fingerprint) and fields.keys() <= set(_FIELDS):
            yield Dismissal(fingerprint or rule, reason, Means.FIELD, path, line, rule=rule if fingerprint else "")
        else:
            problem = 'an entry of "allow" is a string such as "PUN01 -- why", or {"rule": "PUN01", "reason": "why"}'
            yield Dismissal(_short(str(value)), "", Means.FIELD, path, line, problem=problem)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
