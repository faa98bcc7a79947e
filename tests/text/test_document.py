"""No view loses a character of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from string import ascii_letters, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.model.metadata import Metadata
from mtqa.model.span import Span
from mtqa.text.document import Document
from mtqa.text.structure import Paragraph, Role, Sentence
from tests.fragments import SPACED_TEXTS, TEXTS


def _tile(spans: Iterable[Span], length: int) -> bool:
    bounds = list(spans)
    joined = all(left.end == right.start and len(left) for left, right in pairwise(bounds))
    return joined and (bounds[0].start == 0 and bounds[-1].end == length if bounds else length == 0)


@settings(max_examples=300, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_views_tile_the_text(text: str) -> None:
    document = Document(text)
    assert _tile((p.span for p in document.paragraphs), len(text))
    assert _tile((s.span for s in document.sentences), len(text))
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


@settings(max_examples=300, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_contents_are_empty_only_in_a_text_of_white_space(text: str) -> None:
    document = Document(text)
    if text.strip():
        assert all(len(paragraph.content) for paragraph in document.paragraphs)
        assert all(len(sentence.content) for sentence in document.sentences)


@pytest.mark.parametrize("text", [" ", "\n\n", "\t\r\n\u2028\u00a0"])
def test_white_space_is_one_empty_body_paragraph(text: str) -> None:
    document = Document(text)
    assert document.paragraphs == (Paragraph(Span(0, len(text)), Span(0, 0), Role.BODY),)
    assert document.sentences == (Sentence(Span(0, len(text)), Span(0, 0), 0),)


def test_nothing_has_no_paragraphs() -> None:
    document = Document("")
    assert (document.paragraphs, document.sentences, document.tokens) == ((), (), ())


def _common(one: Span, other: Span) -> Span:
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))


@settings(max_examples=300, deadline=None)
@given(
    TEXTS | SPACED_TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(Role)), max_size=4)
)
def test_views_tile_the_text_whatever_roles_a_reader_gives(text: str, roles: list[tuple[int, int, Role]]) -> None:
    known = tuple((Span(min(a, b, len(text)), min(max(a, b), len(text))), role) for a, b, role in roles)
    document = Document(text, roles=known)
    assert _tile((p.span for p in document.paragraphs), len(text))
    for span, _ in known:
        for paragraph in document.paragraphs:
            assert span.contains(paragraph.content) or not len(_common(span, paragraph.content))


def test_what_the_metadata_says_is_known_of_the_document() -> None:
    said = Metadata(published=date(2024, 5, 2), translated_from="ru", people=("Ana Ferrer",), places=("Oslo",))
    document = Document("Talks ended.", names=frozenset({"Basij"}), metadata=said)
    assert (document.published, document.source_language) == (date(2024, 5, 2), "ru")
    assert document.names == {"Basij", "Ana Ferrer", "Oslo"}
    assert "ferrer" in document.trusted_names
    assert replace(document, source_language="uk").source_language == "uk"


@settings(max_examples=300, deadline=None)
@given(TEXTS | SPACED_TEXTS | st.sampled_from(["İstanbul", "ÉTÉ", "\ud800?", "K\u212a"]))
def test_letters_are_lowered_and_characters_known_as_if_read_one_by_one(text: str) -> None:
    document = Document(text)
    assert document.lowered == "".join(low if len(low := one.lower()) == 1 else one for one in text)
    assert document.characters == set(text).difference(ascii_letters, digits, " \t\n\r")
