"""What the probe sees of a token, and that it stays what it is when it is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mtqa.fluency.language_model import Reading
from mtqa.fluency.probe import FILE, KINDS, LAYERS, Probe, kinds, looked_at
from tests.fluency import judges


def _kinds(text: str, *places: tuple[int, int]) -> list[dict[str, float]]:
    starts, ends = np.array(places).T
    rows = kinds(text, starts, ends)
    return [{name: float(value) for name, value in zip(KINDS, row, strict=True) if value} for row in rows]


def test_the_kind_of_a_token_is_told_by_its_last_character() -> None:
    text = "The zqxj’s 7!\n"
    the, begins, goes_on, figure, mark, space = _kinds(text, (0, 3), (3, 6), (6, 10), (10, 12), (12, 13), (13, 14))
    assert the == {"frequency": pytest.approx(8 / 7), "capital": 1.0, "letter": 1.0, "start": 1.0}
    assert begins == {"unknown": 1.0, "letter": 1.0, "start": 1.0}
    assert goes_on == {"unknown": 1.0, "letter": 1.0}
    assert (figure, mark, space) == ({"figure": 1.0}, {"mark": 1.0}, {"space": 1.0})


def test_a_word_with_a_clitic_is_as_frequent_as_without() -> None:
    (known,) = _kinds("They’re", (0, 7))
    assert known["frequency"] > 0.7


def test_no_tokens_have_no_kinds() -> None:
    assert kinds("", np.zeros(0, np.int64), np.zeros(0, np.int64)).shape == (0, len(KINDS))


def test_a_probe_that_was_kept_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "probe.npz"
    kept = judges.probe(seed=7)
    kept.write(file)
    again = Probe.read(file)
    reading = judges.knowing("blick").read("The blick of snow.", after="News.")
    assert again.damage(reading, "The blick of snow.").tolist() == kept.damage(reading, "The blick of snow.").tolist()
    assert again.facts == kept.facts
    assert len(again.name) == 8


def test_the_state_of_the_token_before_is_looked_at_and_before_the_first_that_of_the_opening() -> None:
    first, second = (np.full((3, 2), number, np.float32) for number in (1, 2))
    second[:, 0] = 5, 6, 7
    places = np.arange(3)
    reading = Reading(
        places, places, places + 1, dict(zip(LAYERS, (first, second), strict=True)), np.array([[8, 9]], np.float32)
    )
    *own, before = looked_at(reading)
    assert [one.tolist() for one in own] == [first.tolist(), second.tolist()]
    assert before.tolist() == [[8, 9], [5, 2], [6, 2]]


def test_a_state_far_from_all_others_says_no_more_than_a_far_one() -> None:
    far, farther = np.full((1, 6), 6.0, np.float32), np.full((1, 6), 6e6, np.float32)
    kind = np.zeros((1, len(KINDS)), np.float32)
    assert judges.probe().inputs(far, kind).tolist() == judges.probe().inputs(farther, kind).tolist()


def test_a_long_text_is_judged_in_parts_as_in_one() -> None:
    words = ["blick" if number % 7 == 0 else "snow" for number in range(5_000)]
    text = " ".join(words)
    damage = judges.probe().damage(judges.knowing("blick").read(text, after="News."), text)
    assert [round(float(one)) for one in damage] == [int(word == "blick") for word in words]


def test_the_probe_that_comes_with_mtqa_is_small_and_knows_its_model() -> None:
    assert FILE.stat().st_size < 1_000_000
    probe = Probe.read()
    assert (probe.facts["model"], probe.facts["width"]) == ("smollm2-135m", 576)
    assert probe.first.shape[0] == 3 * 576 + len(KINDS)
    for curve in ("alone", "in_story"):
        assert probe.facts[curve]["scores"] == sorted(probe.facts[curve]["scores"])
