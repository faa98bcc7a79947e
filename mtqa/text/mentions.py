"""Words that are spoken of rather than used: quoted as words, named, explained.

An edited story may well print a foreign word; it then sets it off or says what it means.
"""

from __future__ import annotations

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern

#: What opens a term that is quoted or set off.
_MARKS = frozenset("\"“„«'‘*_")
#: Something of each way to name a term: no other words are looked at any further.
_NAMING = "called dubbed named term titled known refer word phrase slogan concept expression".split()
#: How far, in code points, marks and explaining words are looked for.
_REACH = 60
#: A quotation of more words is speech, not a term.
_TERM_WORDS = 6

_OPENED = Pattern(r"(?:^|[\s(\[—–-])[\"“„«'‘*_]([^\"“”„«»‘’*_\n]*)$")
_CLOSED = Pattern(r"[^\"“”„«»‘’*_\n]*?(?<!\s)(?=[\"”“»'’*_])")
_NAMED = Pattern(
    r"(?<![\w-])(?:called|dubbed|named|termed|nicknamed|titled|known(?: locally)? as|refer(?:red)? to as|(?:the|a) "
    r"(?:term|word|phrase|slogan|concept|expression)|word for [\w ]{1,30})[\s:,]+(?:(?:the|a|an|of) )?$",
    2,
)
_EXPLAINED = Pattern(
    r",?\s*(?:\((?=[^)\n]{0,80}[A-Za-z])|[,–—-]+ ?(?:or|meaning|which means|literally|that is|i\.e\.|short for)\b)"
    r"|, (?:an?|the|men|women|people|officials|members|those) "
    r"(?![^,.\n]{0,60}\b(?:said|says|told|adds|added|is|are|was|were|has|have|had|will)\b)[^,.\n]{3,60}[,.]"
)


def is_term_in_quotes(text: str, span: Span) -> bool:
    """Whether ``span`` stands in quotation marks or between asterisks or underscores, with few other words."""
    before = text[max(0, span.start - _REACH) : span.start]
    opened = None if _MARKS.isdisjoint(before) else _OPENED.search(before)
    if opened is None:
        return False
    closed = _CLOSED.match(text, span.end, min(len(text), span.end + _REACH))
    if not closed:
        return False
    return len(f"{opened[1]}{text[span.start : span.end]}{closed[0]}".split()) <= _TERM_WORDS


def is_mention(text: str, span: Span) -> bool:
    """Whether the words of ``span`` are quoted as a term, given in brackets, called or named, or explained after."""
    if is_term_in_quotes(text, span) or text[span.start - 1 : span.start] + text[span.end : span.end + 1] == "()":
        return True
    before = text[max(0, span.start - _REACH) : span.start]
    lowered = before.lower()
    if any(word in lowered for word in _NAMING) and _NAMED.search(before):
        return True
    return _EXPLAINED.match(text, span.end) is not None
