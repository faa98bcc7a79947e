"""Which sentences are judged, which are reported, and what is said of them; with a model that knows a few words."""

from __future__ import annotations

import pytest

from mtqa.fluency.judging import LEVELS, Curve, Judging, in_story, judged
from mtqa.model.errors import ConfigError
from mtqa.model.span import Span
from mtqa.text.document import Document
from mtqa.text.judgement import Judgement
from tests.fluency.judges import KnowingModel, knowing, probe

GARBLED = "The mayor zug the blick of snow on Friday."


def _sentences(text: str) -> list[str]:
    document = Document(text)
    return [document[span] for span in judged(document)]


def _judgements(text: str, *strange: str, share: float = LEVELS["default"]) -> list[Judgement]:
    return list(Judging(knowing(*strange), share, probe())(Document(text)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Rain stopped play again today", "a sentence without an end"),
        ("Not so fast, please.", "too short"),
        ("Nadal beat Federer 6-4, 3-6, 7-5, 6-4 in Paris.", "a score"),
        ("Anna Berg, Carl Dorn, Eva Falk, Gert Holm and Ida Jung.", "a list of names"),
        ("• The council met on Tuesday in the old town.", "a list"),
        ("Photo: The council met on Tuesday in the old town.", "a caption"),
    ],
)
def test_what_is_written_by_other_laws_is_not_judged(text: str, why: str) -> None:
    assert _sentences(text) == [], why


def test_a_headline_is_not_judged_and_its_story_is() -> None:
    text = "Council meets after the long rain\n\nThe council met on Tuesday in the old town. Nobody came to see it."
    assert _sentences(text) == ["The council met on Tuesday in the old town.", "Nobody came to see it."]


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    assert _sentences("KYIV, Ukraine (AP) — The council met on Tuesday.") == ["The council met on Tuesday."]


def test_a_sentence_that_comes_back_is_judged_once() -> None:
    once = "The council met on Tuesday in the old town."
    assert _sentences(f"{once} It was late by then. {once.replace('The', 'THE')}") == [once, "It was late by then."]


def test_a_garbled_sentence_is_reported_with_its_passage_and_words() -> None:
    text = f"The council met on Tuesday. {GARBLED} Nobody came to see it."
    (found,) = _judgements(text, "zug", "blick")
    assert text[found.sentence.start : found.sentence.end] == GARBLED
    assert text[found.passages[0].start : found.passages[0].end] == "zug the blick"
    assert [text[span.start : span.end] for span in found.unlikely] == ["zug", "blick"]


@pytest.mark.parametrize(
    ("strange", "passages"),
    [
        (("zug",), ["The mayor zug of"]),
        (("tak",), ["since the tak."]),
        (("zug", "blick"), ["zug of the blick"]),
        (("mayor", "tak"), ["The mayor zug", "since the tak."]),
    ],
    ids=["words around it", "no words beyond the sentence", "long enough by itself", "what lies apart is not"],
)
def test_a_passage_is_long_enough_to_tell_something(strange: tuple[str, ...], passages: list[str]) -> None:
    text = "It rained. The mayor zug of the blick of snow on Friday and nobody has seen it since the tak. It snowed."
    (found,) = _judgements(text, *strange, share=0.4)
    assert [text[span.start : span.end] for span in found.passages] == passages


def test_a_story_that_reads_is_left_alone() -> None:
    assert _judgements(f"The council met on Tuesday. {GARBLED}", "absent") == []


def test_rarity_is_rounded_and_confidence_goes_with_it() -> None:
    (found,) = _judgements(GARBLED, "zug", "blick")
    (graver,) = _judgements(GARBLED, "zug", "the", "blick", "of", "snow")
    assert (found.one_in, found.confidence) == (280, 0.82)
    assert graver.one_in > found.one_in
    assert graver.confidence > found.confidence


@pytest.mark.parametrize(("level", "reported"), [("default", 0), ("thorough", 1)])
def test_the_level_decides_how_rare_a_sentence_must_be(level: str, reported: int) -> None:
    assert len(_judgements(GARBLED, "zug", share=LEVELS[level])) == reported


def test_names_and_figures_are_never_called_unlikely() -> None:
    (found,) = _judgements("The mayor of Zug blick 33 of snow on Friday.", "Zug", "blick", "33")
    assert len(found.unlikely) == 1


def test_only_passages_that_are_reported_are_explained() -> None:
    model = knowing("zug", "blick")
    list(Judging(model, LEVELS["default"], probe())(Document(f"The council met on Tuesday. {GARBLED}")))
    assert isinstance(model, KnowingModel)
    assert model.explained == ["zug the blick"]


def test_scores_are_given_of_every_sentence_that_is_judged() -> None:
    text = f"The council met on Tuesday. {GARBLED}"
    low, high = Judging(knowing("zug", "blick"), 0.5, probe()).scores(Document(text))
    assert (low.sentence, high.sentence) == (Span(0, 27), Span(28, len(text)))
    assert low.score < high.score
    assert low.one_in < high.one_in


def test_a_sentence_counts_as_worse_where_the_others_of_its_story_are_bad() -> None:
    others = " ".join(f"The {word} zug blick the council of the town." for word in ("old", "new", "main", "last"))
    alone, among = (_judgements(text, "zug", "blick")[-1] for text in (GARBLED, f"{others} {GARBLED}"))
    assert among.one_in > 2 * alone.one_in
    assert in_story([-3.0], -3.5) == [-3.0]
    assert in_story([-3.0, -1.5, -4.5], -3.0) == pytest.approx([-3.0, -1.8, -4.2])
    assert in_story([], -3.0) == []


def test_an_empty_text_and_one_of_white_space_have_nothing_to_judge() -> None:
    assert _judgements("") == []
    assert _judgements(" \n\n ") == []


def test_a_probe_of_another_model_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"fitted on tiny .* nothing of knowing.*tools/fluency_probe"):
        Judging(knowing(), fitted=probe(model="tiny"))


def test_what_stands_beyond_the_longest_text_is_not_read() -> None:
    filling = "Snow fell on the town. " * 10_000
    assert _judgements(f"{filling}\n\n{GARBLED}", "zug", "blick") == []
    assert len(_judgements(f"{filling[: len(filling) // 2]}\n\n{GARBLED}", "zug", "blick")) == 1


def test_nothing_rarer_is_claimed_than_was_counted() -> None:
    words = "zug blick ruk tak muk lak pok rem".split()
    (found,) = _judgements(f"The {' '.join(words)} {' '.join(words)}.", *words)
    assert found.one_in == 10_000


@pytest.mark.parametrize(("place", "value"), [(-9, 1), (0, 1), (1, 2), (2, 3), (3, 7), (4, 11)])
def test_a_curve_is_straight_between_its_points_and_beyond_the_last(place: float, value: float) -> None:
    assert Curve((0, 2, 3), (1, 3, 7))(place) == value


def test_a_judge_says_what_its_judgements_depend_on() -> None:
    assert repr(Judging(knowing(), 0.02, probe())) == "Judging(knowing, none, 0.02, probe test)"
