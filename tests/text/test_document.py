"""No view loses a character of the text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given, settings

from mtqa.model.span import Span
from mtqa.text.document import Document
from tests.fragments import SPACED_TEXTS, TEXTS


def _tile(spans: Iterable[Span], length: int) -> bool:
    bounds = list(spans)
    joined = all(left.end == right.start and len(left) for left, right in pairwise(bounds))
    return joined and (bounds[0].start == 0 and bounds[-1].end == length if bounds else length == 0)


@settings(max_examples=300, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_views_tile_the_text(text: str) -> None:
    document = Document(text)
    assert _tile((p.span for p in document.paragraphs), len(text)) or not text.strip()
    assert _tile((s.span for s in document.sentences), len(text)) or not text.strip()
    assert _tile((t.span for t in document.tokens), len(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_content_stands_in_its_span_and_sentences_in_their_paragraph(text: str) -> None:
    document = Document(text)
    for paragraph in document.paragraphs:
        assert paragraph.span.contains(paragraph.content)
        assert document[paragraph.content] == document[paragraph.span].strip()
    for sentence in document.sentences:
        assert document.paragraphs[sentence.paragraph].span.contains(sentence.span)
        assert document[sentence.content] == document[sentence.span].strip()
