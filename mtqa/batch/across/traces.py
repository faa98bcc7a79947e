"""What comparing stories needs of one: taken in the worker, right after the story was checked.

It costs about a twentieth of checking the story, since words and runs are there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

from mtqa.batch.across.figures import figures
from mtqa.batch.across.minhash import hashes, minhash
from mtqa.batch.across.names import names
from mtqa.rulebook.shipped import compiled_rules
from mtqa.text.document import Document
from mtqa.text.lexicon import is_word
from mtqa.text.pattern import Pattern

#: The rule of words that engines leave untranslated.
_UNTRANSLATED = "UNT04"
#: Shorter words are abbreviations as often.
_SHORTEST_TERM = 4
#: Longer lines are the story's own, but for the notices at its end.
_SHORT, _NOTICE = 80, 300
#: Notices stand among so many paragraphs at the end.
_TAIL = 3
_MOST_LINES = 24
#: So many lines are remembered with their key: what is sought is what recurs.
_REMEMBERED = 1 << 10
_DIGITS = Pattern(r"\d+")
_LETTER = Pattern(r"[^\W\d_]")


def traces(document: Document) -> dict[str, Any]:
    """A row of `mtqa.batch.schema.TRACES`, but for the sketch: what that is made of is in its place."""
    return {
        "minhash": hashes(document.runs),
        "names": [{"name": name, "count": count} for name, count in names(document).items()],
        "figures": list(figures(document.text)),
        "lines": list(_lines(document)),
        "terms": sorted(document.vocabulary & _untranslated_words()),
    }


def sketched(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `traces` gave of some stories, as rows of `mtqa.batch.schema.TRACES`."""
    listed = list(rows)
    sketches = iter(minhash([row["minhash"] for row in listed if row["minhash"] is not None]))
    return [row if row["minhash"] is None else {**row, "minhash": next(sketches)} for row in listed]


@cache
def _untranslated_words() -> frozenset[str]:
    """Single words by which the language packs find what engines leave untranslated, and English has not."""
    compiled = compiled_rules()
    number = next(at for at, rule in enumerate(compiled["rules"]) if rule["rule"]["code"] == _UNTRANSLATED)
    found = (word for word, places in compiled["words"].items() if f" {number}." in f" {places}")
    return frozenset(word for word in found if len(word) >= _SHORTEST_TERM and not is_word(word))


def _lines(document: Document) -> Iterator[dict[str, Any]]:
    """Paragraphs that may be furniture: the short ones, and longer ones among the last."""
    last = len(document.paragraphs) - _TAIL
    kept = 0
    for number, paragraph in enumerate(document.paragraphs):
        start, end = paragraph.content.start, paragraph.content.end
        if not 0 < end - start <= (_NOTICE if number >= last else _SHORT) or kept == _MOST_LINES:
            continue
        text = document.text[start:end]
        if key := line_key(text):
            kept += 1
            yield {"hash": key, "start": start, "end": end, "text": text}


@lru_cache(_REMEMBERED)
def line_key(line: str) -> int:
    """63 bits that lines share which differ only in capitals, white space and figures; 0 for lines without letters."""
    if not _LETTER.search(line):
        return 0
    folded = " ".join(_DIGITS.sub("0", line.lower()).split())
    return int.from_bytes(blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
