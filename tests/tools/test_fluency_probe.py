"""From good sentences and edited stories to a probe, with a model that finds a few words strange."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from mtqa.fluency.judging import Judging
from mtqa.fluency.probe import Probe
from mtqa.text.document import Document
from tests.fluency.judges import knowing
from tools import fluency_probe as maker
from tools.corruptions import Material, Word, Words

#: A word that the model of these tests finds strange, and that damage puts in.
STRANGE = "blick"
SENTENCES = [
    f"The council of {town} met on {day} and the mayor said that the {thing} would be repaired before the winter."
    for town in ("Halden", "Moss", "Narvik", "Molde", "Horten")
    for day in ("Monday", "Tuesday", "Friday")
    for thing in ("bridge", "school", "harbour", "road", "station", "tower")
]


def _put_in(words: Words, _: Material, random: Random) -> Words:
    at = random.randrange(1, len(words))
    return [*words[:at], Word(STRANGE, True), Word(STRANGE, True), *words[at:]]


@pytest.fixture
def probe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A probe, made by the command from two files; what it said stands in a file beside it."""
    train, edited, to = tmp_path / "train.jsonl", tmp_path / "edited.jsonl", tmp_path / "probe.npz"
    rows = [
        {"kind": "good_mt" if number % 6 == 0 else "human", "set": "t", "doc": number // 2, "text": text}
        for number, text in enumerate(SENTENCES)
    ]
    train.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    # One edited sentence in nine has a strange word, fewer have more: the curve of rarity needs a tail.
    strange = [" ".join([STRANGE] * sum(number % every == 0 for every in (9, 18, 36, 72))) for number in range(90)]
    stories = [f"{text} It rained {words} on all the roofs." for text, words in zip(SENTENCES, strange, strict=True)]
    edited.write_text("".join(json.dumps({"text": story}) + "\n" for story in stories), "utf-8")
    monkeypatch.setattr(maker, "load", lambda: knowing(STRANGE))
    monkeypatch.setattr(maker, "STEP", 64)
    monkeypatch.setattr("tools.corruptions.DAMAGES", {_put_in: 1})
    maker.main([str(train), str(edited), "--cache", str(tmp_path / "cache"), "--to", str(to)])
    to.with_suffix(".txt").write_text(capsys.readouterr().out, "utf-8")
    return to


def test_a_probe_is_fitted_that_knows_damage(probe: Path) -> None:
    fitted = Probe.read(probe)
    assert fitted.facts["model"] == "knowing"
    judging = Judging(knowing(STRANGE), fitted=fitted)
    good, bad = judging.scores(Document(f"{SENTENCES[0]} The mayor {STRANGE} and {STRANGE} the council of the winter."))
    assert good.score < bad.score
    assert good.one_in < 5 < bad.one_in
    told = probe.with_suffix(".txt").read_text("utf-8")
    assert "alone: " in told
    assert "in texts: " in told


def test_what_was_read_is_not_read_again(probe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = probe.with_name("train.jsonl").read_text("utf-8").splitlines()
    made = [text for seed in maker.SEEDS for text in maker.texts(lines, Random(seed))]
    once = maker.read(knowing(), made, probe.with_name("cache"))
    assert set(once.text.tolist()) == set(range(len(made)))
    monkeypatch.setattr(maker, "_tokens", None)
    again = maker.read(knowing(), made, probe.with_name("cache"))
    assert np.array_equal(once.damaged, again.damaged)


def test_every_seed_damages_the_sentences_anew() -> None:
    lines = [json.dumps({"kind": "human", "set": "t", "doc": n // 3, "text": text}) for n, text in enumerate(SENTENCES)]
    one, other = ({text.text for text in maker.texts(lines, Random(seed))} for seed in maker.SEEDS[:2])
    assert one != other


def test_stumbles_are_where_the_damaged_words_stand() -> None:
    lines = [json.dumps({"kind": "human", "set": "t", "doc": n // 3, "text": text}) for n, text in enumerate(SENTENCES)]
    made = maker.texts(lines, Random(3))
    damaged = [text for text in made if any(text.damaged)]
    assert damaged
    for text in made:
        stumbling = [any(span.contains(stumble) for stumble in text.stumbles) for span in text.sentences]
        assert tuple(stumbling) == text.damaged


def test_rarity_goes_on_as_a_line_beyond_what_was_counted() -> None:
    counted = maker.rarity(np.random.default_rng(2).exponential(size=20_000).astype(np.float32))
    assert counted["one_in"][-1] == 10_000
    assert counted["scores"][-1] == pytest.approx(np.log(10_000), rel=0.05)
    assert counted["scores"] == sorted(counted["scores"])


def test_confidence_grows_with_rarity() -> None:
    found = maker.confidence(np.exp(np.random.default_rng(2).uniform(0, 9, 5_000)))
    assert found["confidence"] == sorted(found["confidence"])
    assert 0 < found["confidence"][0] < found["confidence"][-1] < 1


def test_the_area_is_how_often_a_bad_one_scores_higher() -> None:
    assert maker.area(np.array([2.0, 3.0]), np.array([1.0, 2.0])) == 0.875
