"""A finding keeps its fingerprint while its words and neighbours stay, and loses it with them."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtqa
from mtqa.engine.fingerprint import Fingerprints
from mtqa.model.finding import Finding
from mtqa.model.span import Span
from mtqa.text.document import Document
from tests.fragments import SPACED_TEXTS

TEXT = "The talks had ended well. . Nobody from the north spoke to the press."
STORIES = Path(__file__).parents[2] / "fixtures" / "stories"
TEXTS = [one.text for path in sorted(STORIES.iterdir()) for one in mtqa.read(path) if isinstance(one, mtqa.Document)]


def _of(text: str, quote: str = ". .", code: str = "XAA01") -> str:
    start = text.index(quote)
    return Fingerprints(Document(text)).of(code, Span(start, start + len(quote)))


def test_edits_elsewhere_do_not_change_it() -> None:
    assert _of(TEXT) == _of("A new first paragraph.\n\n" + TEXT + " And a new end.")
    assert _of(TEXT) == _of(TEXT.replace("The talks", "These  talks"))


def test_line_breaks_and_case_do_not_change_it() -> None:
    wrapped = (
        "By Monday evening the press had been told that the talks had  ENDED\r\nwell. . Nobody from the north spoke"
    )
    assert _of(wrapped) == _of(TEXT)


def test_a_mark_mended_beside_it_does_not_change_it() -> None:
    assert _of(TEXT) == _of(TEXT.replace("ended well", "“ended ,” well")) == _of(TEXT.replace("Nobody", ". Nobody —"))


def test_other_words_another_rule_or_other_neighbours_do() -> None:
    values = {
        _of(TEXT),
        _of(TEXT, code="XAA02"),
        _of(TEXT, "well. ."),
        _of(TEXT.replace("Nobody", "Somebody")),
        _of(TEXT.replace("from", "in")),
        _of(TEXT.replace("ended", "gone")),
    }
    assert len(values) == 6


def test_paragraphs_before_and_after_do_not_matter() -> None:
    moved = [f"{TEXT}\n\nThe rain stopped.", f"The rain stopped.\n\n{TEXT}", f"It rained.\n{TEXT}\nThe rain stopped."]
    assert {_of(text) for text in moved} == {_of(TEXT)}


def test_the_same_words_twice_have_two_fingerprints_wherever_they_stand() -> None:
    prints = Fingerprints(Document("a b c X d e f\n\na b c X d e f"))
    first, second = prints.of("XAA01", Span(6, 7)), prints.of("XAA01", Span(21, 22))
    assert first != second
    longer = Fingerprints(Document("New.\n\na b c X d e f\n\nMore.\n\na b c X d e f"))
    assert [longer.of("XAA01", Span(12, 13)), longer.of("XAA01", Span(34, 35))] == [first, second]


def test_long_neighbours_and_much_space_between_are_seen_whole() -> None:
    long = "pneumono" * 30
    assert _of(f"{long} {long}a. . {long} end") != _of(f"{long} {long}b. . {long} end")
    assert _of(f"one two{' ' * 300}three. . four") == _of("one two three. . four")


def test_lone_surrogates_do_not_break_it() -> None:
    assert len(_of("Bad \ud800 text. . Here.")) == 16


@settings(max_examples=150)
@given(SPACED_TEXTS, SPACED_TEXTS, st.data())
def test_what_stands_in_other_paragraphs_never_matters(before: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, len(TEXT)))
    alone = Fingerprints(Document(TEXT)).of("XAA01", Span(start, end))
    document = Document(f"{before}\n\n{TEXT}\n\n{after}")
    # Text of all kinds around may make lines wrapped ones, so that the paragraph is another: then nothing is promised.
    shift = len(before) + 2
    if document.paragraph_at(shift).content == Span(shift, shift + len(TEXT)):
        assert Fingerprints(document).of("XAA01", Span(shift + start, shift + end)) == alone


def _edited(text: str, findings: tuple[Finding, ...], chance: random.Random) -> str:
    """One word that is in no finding goes, comes or is replaced."""
    words = [
        word
        for word in re.finditer(r"\S+", text)
        if not any(f.span.start <= word.end() and word.start() <= f.span.end for f in findings)
    ]
    word = chance.choice(words)
    new = chance.choice(["", "harbour", f"{word[0]} again"])
    return text[: word.start()] + new + text[word.end() :]


def _mended(text: str, findings: tuple[Finding, ...], chance: random.Random) -> str:
    """One finding is mended."""
    finding = chance.choice([finding for finding in findings if finding.suggestion])
    assert finding.suggestion
    return text[: finding.span.start] + finding.suggestion.text + text[finding.span.end :]


def _moved(text: str, _findings: tuple[Finding, ...], chance: random.Random) -> str:
    """One paragraph stands elsewhere; the first, which may be the headline, stays."""
    first, *paragraphs = text.split("\n\n")
    paragraphs.insert(chance.randrange(len(paragraphs)), paragraphs.pop(chance.randrange(len(paragraphs))))
    return "\n\n".join([first, *paragraphs])


def _with_other_line_ends(text: str, _findings: tuple[Finding, ...], chance: random.Random) -> str:
    return text.replace("\n", chance.choice(["\r\n", "\r"]))


def _reflowed(text: str, _findings: tuple[Finding, ...], chance: random.Random) -> str:
    """Lines of other lengths, as a mail program wraps them."""
    width = chance.randrange(64, 80)
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and len(line) + len(word) >= width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines += [line, ""]
    return "\n".join(lines)


Edit = Callable[[str, tuple[Finding, ...], random.Random], str]


@pytest.mark.parametrize(
    ("edit", "share"),
    [(_edited, 0.98), (_mended, 0.98), (_moved, 0.98), (_with_other_line_ends, 0.99), (_reflowed, 0.97)],
)
def test_most_findings_keep_their_fingerprints_when_a_story_is_edited(edit: Edit, share: float) -> None:
    """Of the findings that are made before and after an edit, so many are known again."""
    chance = random.Random(20)  # noqa: S311 - the same edits every time
    made = known = 0
    for text in TEXTS * 8:
        before = mtqa.check(text).findings
        if not any(finding.suggestion for finding in before):
            continue
        after = mtqa.check(edit(text, before, chance)).findings
        # White space inside a finding may differ.
        both = _words(before) & _words(after)
        made += both.total()
        again = {finding.fingerprint for finding in before} & {finding.fingerprint for finding in after}
        known += min(len(again), both.total())
    assert made > 300
    assert known >= share * made, f"{known} of {made}"


def _words(findings: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    return Counter((finding.code, " ".join(finding.quote.split())) for finding in findings)
