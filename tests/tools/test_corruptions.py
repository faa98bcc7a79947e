"""Each way of damaging a sentence damages it, says where, and does so again for the same seed."""

from __future__ import annotations

from random import Random

import pytest

from tools.corruptions import (
    DAMAGES,
    Damage,
    Material,
    Words,
    break_relative,
    corrupt,
    cut_in_two,
    lose_verb,
    put_verb_last,
    take_wrong_forms,
    take_wrong_senses,
    words_of,
)

SENTENCES = (
    "The minister who resigned on Tuesday said that he had been told of the plans by his deputy, and they agreed.",
    "Several hundred people gathered in front of the parliament because the prices of bread had risen again.",
    "When the rain stopped, firefighters returned to the harbour and searched the burning ships for survivors.",
    "She has written four books about the history of the region, which are taught at schools in the capital.",
)
MATERIAL = Material(SENTENCES * 2)
STORY = words_of(SENTENCES[0])


def _text(words: Words) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_way_changes_some_sentence_and_marks_where(damage: Damage) -> None:
    tried = [
        (words_of(text), damage(words_of(text), MATERIAL, Random(seed))) for seed in range(20) for text in SENTENCES
    ]
    changed = [(before, after) for before, after in tried if after is not None and _text(after) != _text(before)]
    assert len(changed) >= 10
    assert all(any(word.damaged for word in after) for _, after in changed)
    assert all(not word.damaged for before, _ in changed for word in before)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_sentence_too_short_for_it_is_left_alone(damage: Damage) -> None:
    after = damage(words_of("Rain."), MATERIAL, Random(1))
    assert after is None or _text(after) == "Rain."


def test_the_same_seed_damages_alike() -> None:
    once, again = (
        [corrupt(text, MATERIAL, random) for random in [Random(5)] for text in SENTENCES * 10] for _ in range(2)
    )
    assert once == again
    assert [words for words in once if words] != []


def test_a_lost_verb_is_a_verb() -> None:
    lost = {
        word.text
        for seed in range(30)
        for word in STORY
        if word not in (_bare(lose_verb(STORY, MATERIAL, Random(seed))))
    }
    assert lost <= {"resigned", "said", "had", "been", "told", "agreed."}
    assert "said" in lost


def _bare(words: Words | None) -> Words:
    return [type(word)(word.text) for word in words or STORY]


def test_a_verb_put_last_stands_before_the_mark() -> None:
    texts = {_text(put_verb_last(STORY, MATERIAL, Random(seed)) or []) for seed in range(20)}
    assert any(" had, " in text or " been, " in text or " told, " in text for text in texts)


def test_a_cut_sentence_has_a_stop_more() -> None:
    assert _text(cut_in_two(STORY, MATERIAL, Random(3)) or []).count(".") > SENTENCES[0].count(".")


def test_a_wrong_sense_has_the_ending_of_the_right_word() -> None:
    for seed in range(20):
        new = take_wrong_senses(STORY, MATERIAL, Random(seed)) or STORY
        for before, after in zip(STORY, new, strict=True):
            assert not after.damaged or after.bare.endswith("s") == before.bare.endswith("s")


def test_a_wrong_form_is_a_word_of_english() -> None:
    forms = {
        word.bare
        for seed in range(20)
        for word in take_wrong_forms(STORY, MATERIAL, Random(seed)) or []
        if word.damaged
    }
    assert "resigning" in forms
    assert not forms & {"resigneded", "agreeded", "tueds"}


def test_a_relative_clause_loses_its_pronoun_or_what_follows_it() -> None:
    texts = {_text(break_relative(STORY, MATERIAL, Random(seed)) or []) for seed in range(20)}
    assert any(text.startswith("The minister resigned on") for text in texts)
    assert any(text.startswith("The minister who on Tuesday") for text in texts)
