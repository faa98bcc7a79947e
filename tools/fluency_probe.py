"""Fit the fluency probe: ``python -m tools.fluency_probe TRAIN.jsonl EDITED.jsonl``.

TRAIN holds good sentences, one a line in the order of their documents: ``{"kind": "human" or "good_mt", "set", "doc",
"text"}``. They are damaged as `tools.corruptions` says, put together to texts, and read by the language model; once for
each of the seeds, every time with other damage. EDITED holds edited stories (``{"text"}``): how rare scores are is
counted there, and nothing else. One document in five of TRAIN is kept apart for the figures that are printed.

Reading takes a quarter of an hour of one core for a million words, which ask for 6 GB of memory, or twice that for a
moment; what was read is kept in ``--cache`` and used again. The same files, seeds and model give the same probe on the
same machine; another one rounds differently.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import log
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.fluency.judging import PREAMBLE, Rarity, in_story, score_of, scores_of, tokens_of
from mtqa.fluency.language_model import LanguageModel, Reading, load
from mtqa.fluency.probe import FILE, Probe, kinds, looked_at
from mtqa.model.span import Span
from mtqa.text.document import Document
from tools.corruptions import Material, Words, corrupt, words_of
from tools.network import Network, probability

if TYPE_CHECKING:
    from mtqa.fluency.arrays import Floats

SEEDS = (20, 22, 23)
#: Sentences of a text; one text in two is a single sentence, half of these are damaged.
LONGEST, ALONE = 24, 0.5
#: The share of sentences damaged in a text of several: most texts are good.
SHARES = (0, 0, 0, 0, 0.2, 0.2, 0.2, 0.5, 0.8)
BETWEEN = (" ", " ", " ", "\n\n", "\n\n", "\n")
_UNUSABLE = re.compile(r"https?:|[#@|]")
_MOST_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Text:
    """A text to learn from: its sentences, which of them are damaged, and where a reader stumbles."""

    text: str
    sentences: tuple[Span, ...]
    damaged: tuple[bool, ...]
    stumbles: tuple[Span, ...]
    human: bool
    held: bool


def texts(lines: Iterable[str], random: Random) -> list[Text]:
    """Texts made of a file's sentences, in an order that tells nothing."""
    documents: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for line in lines:
        row = json.loads(line)
        if len(row["text"]) <= _MOST_CHARACTERS and not _UNUSABLE.search(row["text"]):
            documents[row["kind"], row["set"], str(row["doc"])].append(row["text"])
    material = Material([sentence for sentences in documents.values() for sentence in sentences])
    made = []
    for (kind, origin, name), sentences in documents.items():
        held = sha256(f"{origin[:3]}{name}".encode()).digest()[0] % 5 == 0
        for start in range(0, len(sentences), LONGEST):
            part = sentences[start : start + LONGEST]
            alone = len(part) == 1 or random.random() < ALONE
            share = 0.5 if alone else random.choice(SHARES)
            for group in [[sentence] for sentence in part] if alone else [part]:
                wordings = [_wording(sentence, share, material, random) for sentence in group]
                made.append(_text(wordings, random.choice(BETWEEN), human=kind == "human", held=held))
    random.shuffle(made)
    return made


def _wording(sentence: str, share: float, material: Material, random: Random) -> Words:
    damaged = corrupt(sentence, material, random) if random.random() < share else None
    return damaged or words_of(sentence)


def _text(wordings: Sequence[Words], between: str, *, human: bool, held: bool) -> Text:
    text, sentences, stumbles = "", [], []
    for words in wordings:
        text += between if text else ""
        start = len(text)
        for number, word in enumerate(words):
            text += " " if number else ""
            if word.damaged:
                stumbles.append(Span(len(text), len(text) + len(word.text)))
            text += word.text
        sentences.append(Span(start, len(text)))
    damaged = tuple(any(word.damaged for word in words) for words in wordings)
    return Text(text, tuple(sentences), damaged, tuple(stumbles), human, held)


@dataclass(slots=True)
class Tokens:
    """All tokens that were read, in rows; ``text`` is the number of the text each belongs to."""

    states: Any
    kinds: Floats
    damaged: Floats
    starts: Any
    ends: Any
    text: Any


def read(model: LanguageModel, made: Sequence[Text], cache: Path) -> Tokens:
    """The tokens of the texts, kept in ``cache`` in parts of 200 texts."""
    parts = []
    for number in range(0, len(made), _PART):
        file = cache / f"{number:06}.npz"
        if not file.exists():
            part = [_tokens(model, number + at, text) for at, text in enumerate(made[number : number + _PART])]
            np.savez(file.with_suffix(".new.npz"), **_joined(part))
            file.with_suffix(".new.npz").rename(file)
            print(f"{number + len(part)} of {len(made)} texts read", flush=True)
        with np.load(file) as data:
            parts.append({name: data[name] for name in data.files})
    return Tokens(**_joined(parts))


_PART = 200


def _joined(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _tokens(model: LanguageModel, number: int, text: Text) -> dict[str, Any]:
    reading = model.read(text.text, after=PREAMBLE)
    first = np.searchsorted([span.start for span in text.stumbles], reading.ends, "left") - 1
    until = np.array([0, *(span.end for span in text.stumbles)])
    return {
        "states": np.concatenate(looked_at(reading), axis=1).astype(np.float16),
        "kinds": kinds(text.text, reading.starts, reading.ends),
        "damaged": (reading.ends <= until[first + 1]).astype(np.float32),
        "starts": reading.starts,
        "ends": reading.ends,
        "text": np.full(len(reading), number),
    }


#: Neurons; times that all tokens are seen; tokens a step; the first rate of learning.
INSIDE, TIMES, STEP, RATE = 96, 4, 1024, 1e-3
#: How many tokens tell the centre and scale of the states.
_SAMPLE = 60_000


def fit(tokens: Tokens, made: Sequence[Text], seed: int) -> Probe:
    """A probe without facts, from the texts that are not held back."""
    held = np.array([text.held for text in made])[tokens.text]
    learnt = np.flatnonzero(~held)
    random = np.random.default_rng(seed)
    sample = tokens.states[np.sort(random.choice(learnt, min(len(learnt), _SAMPLE), replace=False))].astype(np.float32)
    inputs = sample.shape[1] + tokens.kinds.shape[1]
    network = Network.new(inputs, INSIDE, 1, seed)
    centre, scale = (part.astype(np.float16).astype(np.float32) for part in (sample.mean(0), sample.std(0) + 1e-3))
    first, first_bias, second, second_bias = network.weights
    probe = Probe(centre, scale, first, first_bias, second, second_bias, facts={})
    steps = TIMES * (len(learnt) // STEP)
    for number in range(steps):
        at = number % (len(learnt) // STEP)
        if at == 0:
            order = random.permutation(learnt)
        rows = np.sort(order[at * STEP : (at + 1) * STEP])

        def slope(outputs: Floats, rows: Any = rows) -> Floats:
            return np.asarray((probability(outputs) - tokens.damaged[rows, None]) / len(rows), np.float32)

        states = tokens.states[rows].astype(np.float32)
        network.step(probe.inputs(states, tokens.kinds[rows]), slope, RATE * (1 - number / steps))
    first, first_bias, second, second_bias = network.weights
    return replace(probe, first=first, first_bias=first_bias, second=second, second_bias=second_bias)


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences of the texts that were held back: their scores, and what is known of each."""

    scores: Floats
    damaged: Any
    human: Any
    alone: Any


def held_back(probe: Probe, tokens: Tokens, made: Sequence[Text]) -> Sentences:
    """The sentences of the texts that the probe was not fitted on."""
    scores, known = [], []
    places = np.searchsorted(tokens.text, np.arange(len(made) + 1))
    for text, start, end in zip(made, places[:-1], places[1:], strict=True):
        if not text.held or start == end:
            continue
        states = tokens.states[start:end].astype(np.float32)
        reading = Reading(
            ids=np.zeros(end - start, np.int64),
            starts=tokens.starts[start:end],
            ends=tokens.ends[start:end],
            hidden={},
            opening=np.zeros(0, np.float32),
        )
        hurt = probe.probabilities([states], tokens.kinds[start:end])
        for span, damaged in zip(text.sentences, text.damaged, strict=True):
            inside = tokens_of(reading, span)
            if inside.stop - inside.start >= _LEAST_TOKENS:
                scores.append(score_of(hurt[inside]))
                known.append((damaged, text.human, len(text.sentences) == 1))
    return Sentences(np.array(scores), *np.array(known, int).T)


_LEAST_TOKENS = 6


#: The shares of edited sentences at which the curve of rarity is known; beyond the last it goes on as it went.
_KNOWN = (0.5, 0.2, 0.1, 0.05, 0.03, 0.02, 0.015, 0.01, 0.007, 0.005, 0.003)
#: One sentence in so many that a newsroom checks is garbled: what confidence is reckoned with.
_GARBLED = 0.05
_CONFIDENT_AT = (50, 100, 200, 400, 1_000)


def rarity(scores: Floats) -> dict[str, list[float]]:
    """The curve of how rare scores are: known where enough sentences are, a straight line's end beyond."""
    found = [float(np.quantile(scores, 1 - share)) for share in _KNOWN]
    beyond = _KNOWN.index(0.02)
    rarities = [-log(share) for share in _KNOWN]
    slope = np.polyfit(found[beyond:], rarities[beyond:], 1)[0]
    last = found[-1] + (log(_FURTHEST) - rarities[-1]) / float(slope)
    return {"scores": [*found, last], "one_in": [*(1 / share for share in _KNOWN), _FURTHEST]}


_FURTHEST = 10_000.0


def confidence(one_in: Floats) -> dict[str, list[float]]:
    """How likely a sentence that is so rare is garbled, where `_GARBLED` of all are; ``one_in``: of damaged ones.

    By Bayes' rule, from the share of damaged sentences found at each place, and between it and half of it.
    """
    sure = []
    for place in _CONFIDENT_AT:
        found = float(np.mean((one_in >= place) & (one_in < 2 * place)))
        sure.append(_GARBLED * found / (_GARBLED * found + (1 - _GARBLED) / (2 * place)))
    return {"confident_at": list(map(float, _CONFIDENT_AT)), "confidence": [round(one, 2) for one in sorted(sure)]}


def arguments(given: Sequence[str] | None = None) -> Namespace:
    """What the command line asks for."""
    parser = ArgumentParser(prog="python -m tools.fluency_probe", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("train", type=Path, metavar="TRAIN.jsonl", help="good sentences by documents")
    parser.add_argument(
        "edited", type=Path, metavar="EDITED.jsonl", help="edited stories, to count how rare scores are"
    )
    parser.add_argument("--cache", type=Path, default=Path("probe-cache"), help="a folder for what was read")
    parser.add_argument("--texts", type=int, default=20_000, help="how many of the texts to read, for each seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="of the damage; of the network the first")
    parser.add_argument("--to", type=Path, default=FILE, help="where the probe goes")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Fit, weigh, count, write, and say what came out."""
    asked = arguments(given)
    asked.cache.mkdir(parents=True, exist_ok=True)
    model = load()
    with asked.train.open(encoding="utf-8") as lines:
        good = list(lines)
    made = [text for seed in asked.seeds for text in texts(good, Random(seed))[: asked.texts]]  # noqa: S311
    tokens = read(model, made, asked.cache)
    probe = fit(tokens, made, asked.seeds[0])
    edited = edited_scores(model, probe, asked.edited)
    by_themselves = np.concatenate(edited)
    mean = float(by_themselves.mean())
    counted = {
        "mean": mean,
        "alone": rarity(by_themselves),
        "in_story": rarity(np.concatenate([in_story(scores, mean) for scores in edited])),
    }
    sentences = held_back(probe, tokens, made)
    alone = Rarity.of(counted).alone
    one_in = np.exp([alone(score) for score in sentences.scores])
    facts = {
        "model": model.name,
        "width": model.width,
        "seeds": list(asked.seeds),
        "train": sha256(asked.train.read_bytes()).hexdigest(),
        "edited": sha256(asked.edited.read_bytes()).hexdigest(),
        **counted,
        **confidence(one_in[sentences.damaged == 1]),
    }
    replace(probe, facts=facts).write(asked.to)
    seen = f"{len(tokens.text):,} tokens, {len(by_themselves):,} edited sentences"
    print(f"{asked.to}: {asked.to.stat().st_size:,} bytes, {seen}")
    for line in figures(sentences, one_in):
        print(line)


def edited_scores(model: LanguageModel, probe: Probe, file: Path) -> list[list[float]]:
    """The scores of all sentences of edited stories that are judged, by story, each by itself."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        document = Document(json.loads(line)["text"])
        reading = model.read(document.text, after=PREAMBLE)
        found.append(list(scores_of(document, reading, probe.damage(reading, document.text)).values()))
    return found


def figures(sentences: Sentences, one_in: Floats) -> Iterator[str]:
    """How well held-back sentences are told apart: in texts and alone."""
    for name, chosen in (("in texts", sentences.alone == 0), ("alone", sentences.alone == 1)):
        bad, good = chosen & (sentences.damaged == 1), chosen & (sentences.damaged == 0)
        machine = good & (sentences.human == 0)
        if not (bad.any() and good.any()):
            yield f"{name}: too few were held back"
            continue
        told = f"{bad.sum()} damaged, {good.sum()} good, {machine.sum()} of them by machines"
        yield f"{name}: {told}; area under the curve {area(sentences.scores[bad], sentences.scores[good]):.3f}"
        for share in (0.005, 0.01, 0.02):
            found = (_share(one_in[which] * share >= 1) for which in (bad, good, machine))
            yield f"  at {share:.1%} of edited: {', '.join(found)}"


def _share(reported: Any) -> str:
    return f"{reported.mean():.1%}" if len(reported) else "none"


def area(bad: Floats, good: Floats) -> float:
    """How often a bad one scores higher than a good one."""
    order = np.sort(good)
    below = (np.searchsorted(order, bad, "left") + np.searchsorted(order, bad, "right")) / 2
    return float(below.mean() / len(good))


if __name__ == "__main__":
    main(sys.argv[1:])
