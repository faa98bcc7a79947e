"""Safe suggestions taken: a file's bytes to the mended file's bytes, and what could not be mended, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mtqa.engine.checker import Checker
from mtqa.model.finding import Finding
from mtqa.model.result import Result
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.text.document import Document
from mtqa.text.source_map import SourceMap

#: One change can make another possible; a file that is not at rest after so many rounds is left as it then is.
_ROUNDS = 8

NOT_SAFE = "needs somebody to look at it"
IN_MARKUP = "the words are mixed with markup or written as entities"
UNENCODABLE = "the file's encoding does not have the characters"
UNWRITABLE = "the new words cannot stand there in a file of this format"
IN_UTF_8 = "these bytes are UTF-8 already, in a file that is not UTF-8 throughout"
SPOILS = "the changed file would not read as the changed text"

#: The documents of a file.
Read = Callable[[bytes], Iterable[Document | Unread]]


@dataclass(frozen=True, slots=True)
class Mended:
    """A file ``before`` and ``after``; ``made`` counts the changes.

    ``left``: suggestions that were not taken, and why; their lines and columns are those of the mended file.
    ``results``: what the last check of each document gave. ``encoding``: what the file, or its first record, is in.
    """

    before: bytes
    after: bytes
    encoding: str
    made: int
    left: tuple[tuple[Finding, str], ...]
    results: tuple[Result, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """For one document: changes of its text, the same as changes of its file, and what cannot be changed."""

    document: Document
    result: Result
    findings: tuple[Finding, ...]
    in_text: tuple[tuple[Span, str], ...]
    in_file: tuple[tuple[Span, str], ...]
    left: tuple[tuple[Finding, str], ...]

    @property
    def text(self) -> str:
        """The document's text as the changes should leave it."""
        return applied(self.document.text, self.in_text)


def applied(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """The text after disjoint changes, given in any order."""
    pieces: list[str] = []
    end = 0
    for span, new in sorted(changes):
        pieces += (text[end : span.start], new)
        end = span.end
    return "".join((*pieces, text[end:]))


def mend(data: bytes, *, read: Read, checker: Checker) -> Mended:
    """Take the safe suggestions of a file, round after round, until there are none.

    The mended bytes are read again, and kept only when they give the very texts that the changes should give:
    what is written is never more than the words that were meant.

    Raises:
        ReadError: if the file cannot be read.
    """
    after, made = data, 0
    left: list[tuple[Finding, str]] = []
    for last in (*[False] * (_ROUNDS - 1), True):
        documents, unread = _parted(read(after))
        plans = [_plan(document, checker.check(document)) for document in documents]
        left = [one for plan in plans for one in plan.left]
        number = sum(len(plan.findings) for plan in plans)
        if last or not number:
            break
        candidate = _changed(after, plans)
        if candidate is None or [one.text for one in _parted(read(candidate))[0]] != [plan.text for plan in plans]:
            left += [(finding, SPOILS) for plan in plans for finding in plan.findings]
            break
        after, made = candidate, made + number
    encoding = documents[0].encoding if documents else "utf-8"
    return Mended(data, after, encoding, made, tuple(left), tuple(plan.result for plan in plans), tuple(unread))


def _parted(read: Iterable[Document | Unread]) -> tuple[list[Document], list[Unread]]:
    documents: list[Document] = []
    unread: list[Unread] = []
    for one in read:
        if isinstance(one, Document):
            documents.append(one)
        else:
            unread.append(one)
    return documents, unread


def _plan(document: Document, result: Result) -> _Plan:
    findings: list[Finding] = []
    in_text: list[tuple[Span, str]] = []
    in_file: list[tuple[Span, str]] = []
    left: list[tuple[Finding, str]] = []
    for finding in result.findings:
        suggestion = finding.suggestion
        if suggestion is None:
            continue
        change = document.file_edit(finding.span, suggestion.text)
        span = finding.span
        if not suggestion.safe:
            left.append((finding, NOT_SAFE))
        elif change is None:
            left.append((finding, document.sealed or _obstacle(document.source_map, finding.span, suggestion.text)))
        elif _is_utf_8(document, change[0]):
            left.append((finding, IN_UTF_8))
        else:
            if not suggestion.text:
                span, change = _with_blank_line(document, finding.span, change)
            if in_text and span.start < in_text[-1][0].end:
                continue  # two paragraphs that go, and one blank line between them: the second waits for a round
            findings.append(finding)
            in_text.append((span, suggestion.text))
            in_file.append(change)
    return _Plan(document, result, tuple(findings), tuple(in_text), tuple(in_file), tuple(left))


def _obstacle(source_map: SourceMap, span: Span, text: str) -> str:
    """Why a change of the text is none of the file."""
    if not source_map.is_editable(span):
        return IN_MARKUP
    return UNWRITABLE if source_map.edit(span, text) is None else UNENCODABLE


def _is_utf_8(document: Document, in_file: Span) -> bool:
    """Whether bytes that were read in another encoding are UTF-8, which a change would take out of the file."""
    words = document.in_file[in_file.start : in_file.end]
    try:
        return len(words.encode(document.encoding).decode("utf-8")) < len(words)
    except UnicodeError:
        return False


def _with_blank_line(document: Document, span: Span, change: tuple[Span, str]) -> tuple[Span, tuple[Span, str]]:
    """What goes from the text and from the file with ``span``: a paragraph that goes wholly takes its blank line along.

    In the file the line stays where there is more than white space between two paragraphs: markup.
    """
    index = max(bisect_right(document.paragraphs, span.start, key=lambda one: one.span.start) - 1, 0)
    paragraph = document.paragraphs[index]
    if span != paragraph.content or len(document.paragraphs) == 1:
        return span, change
    if index + 1 < len(document.paragraphs):
        gone = Span(span.start, paragraph.span.end)
        following = document.source_map.to_origin(Span(gone.end, gone.end + 1)).start
        in_file = Span(change[0].start, max(following, change[0].end))
        between = Span(change[0].end, in_file.end)
    else:
        gone = Span(document.paragraphs[index - 1].content.end, span.end)
        preceding = document.source_map.to_origin(Span(gone.start - 1, gone.start)).end
        in_file = Span(min(preceding, change[0].start), change[0].end)
        between = Span(in_file.start, change[0].start)
    if edit := document.file_edit(gone, ""):
        return gone, edit
    blank = not document.in_file[between.start : between.end].strip()
    return gone, (in_file, "") if blank else change


def _changed(data: bytes, plans: Sequence[_Plan]) -> bytes | None:
    """The file after the changes; None where a document's record does not stand where it should."""
    pieces: list[bytes] = []
    end = 0
    for (start, record, encoding), changes in _by_record(plans):
        before = record.encode(encoding)
        if start < end or data[start : start + len(before)] != before:
            return None
        pieces += (data[end:start], applied(record, changes).encode(encoding))
        end = start + len(before)
    return b"".join((*pieces, data[end:]))


def _by_record(plans: Iterable[_Plan]) -> Iterator[tuple[tuple[int, str, str], list[tuple[Span, str]]]]:
    """Changes by the record of the file that they are made in: where it begins, what it is, and its encoding.

    A record may hold several documents: a page of entries, a story and those that belong to it.
    """
    changed = (plan for plan in plans if plan.in_file)
    for record, same in groupby(
        changed, lambda plan: (plan.document.file_offset, plan.document.in_file, plan.document.encoding)
    ):
        yield record, [change for plan in same for change in plan.in_file]
