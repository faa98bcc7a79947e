"""Which sentences of a document do not read, and how rare in edited news a sentence is that reads as badly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mtqa.fluency.probe import Probe, probe
from mtqa.model.errors import ConfigError
from mtqa.model.span import Span
from mtqa.text.judgement import LONGEST, Judgement
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Role

if TYPE_CHECKING:
    from mtqa.fluency.arrays import Floats
    from mtqa.fluency.language_model import LanguageModel, Reading
    from mtqa.text.document import Document

#: What a text is read after: a model that has seen nothing yet finds every beginning strange.
PREAMBLE: Final = (
    "Officials said on Tuesday that the talks would continue later this week. The government has not yet commented, "
    "and a spokesman for the ministry declined to give details. Analysts expect a decision before the end of the "
    "month, according to people familiar with the matter.\n\n"
)
#: The shares of sentences of edited news that each level lets be reported.
LEVELS: Final = {"default": 0.005, "thorough": 0.02}
#: A sentence of fewer words is not judged; nor is one with figures in more than this share of them.
_FEWEST: Final = 5
_FIGURES: Final = 0.25
#: At least this share of its words begins with a small letter.
_SMALL: Final = 0.4
#: What is added to the number of tokens, so that a short sentence needs more to be conspicuous.
_PRIOR: Final = 5
#: Damage counts by the length to this power, as held-back sentences had it best: less a word hurts a long one.
_LENGTH: Final = 2 / 3
#: No sentence has less damage than this.
_LEAST_DAMAGE: Final = 0.01
#: What the other sentences of a story tell of one counts as if so many good ones stood beside them: few tell little.
_GOOD_BESIDE: Final = 3
#: A word with so much damage is where readers stumble; so many words between two of them belong to the passage.
_STUMBLE, _GAP = 0.2, 5
#: A passage is told of that has this share of the damage of the sentence's worst one.
_GRAVE: Final = 0.3
#: A passage of fewer words is told of with so many words before and after it: one word alone says little to an
#: editor, and often the mistake stands before the word that readers stumble over.
_TELLING, _BEFORE, _AFTER = 3, 2, 1
#: Where no word has so much, the passage holds this share of the sentence's damage.
_MOST: Final = 0.8
#: Words named as unlikely: so many at most, each with a surprisal of so many nats at least.
_NAMED, _UNLIKELY = 3, 7.0
#: Rarer than this is not claimed: no more edited sentences were seen.
_RAREST: Final = 10_000
#: Nor more confidence than this.
_SUREST: Final = 0.97
_WORD: Final = Pattern(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_RUN: Final = Pattern(r"\S+")
_ENDS: Final = frozenset(".?!…")
_CLOSING: Final = "\"”’'»)]"


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with its own score, higher for worse; of ``one_in`` of edited news one is as bad in its story."""

    sentence: Span
    score: float
    one_in: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A function known at some places, ``at`` ascending: straight between them, and as between the last two beyond."""

    at: tuple[float, ...]
    values: tuple[float, ...]

    def __call__(self, place: float) -> float:
        """Its value; before the first place the first one."""
        if place <= self.at[0]:
            return self.values[0]
        after = min(bisect_left(self.at, place), len(self.at) - 1)
        start, value = self.at[after - 1], self.values[after - 1]
        return value + (self.values[after] - value) * (place - start) / (self.at[after] - start)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare a story's sentences are in edited news, each by itself (``alone``) and together with its story.

    ``mean``: the mean score of edited news. Curves go from scores to the logarithm of one in so many sentences.
    """

    mean: float
    alone: Curve
    together: Curve

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Rarity:
        """Rarity as a probe's facts have it."""
        alone, together = (
            Curve(tuple(facts[name]["scores"]), tuple(map(log, facts[name]["one_in"])))
            for name in ("alone", "in_story")
        )
        return cls(facts["mean"], alone, together)

    def __call__(self, scores: Sequence[float]) -> list[float]:
        """The logarithms of the rarities of a story's sentences: the more others there are, the more they count."""
        others = len(scores) - 1
        share = others / (others + _GOOD_BESIDE) if scores else 0.0
        return [
            (1 - share) * self.alone(by_itself) + share * self.together(with_others)
            for by_itself, with_others in zip(scores, in_story(scores, self.mean), strict=True)
        ]


class Judging:
    """A judge of sentences: a language model, its probe, and the share of edited sentences that may be reported.

    Raises:
        ConfigError: if the probe was fitted on the states of another model.
    """

    def __init__(self, model: LanguageModel, share: float = LEVELS["default"], fitted: Probe | None = None) -> None:
        self._model = model
        self._probe = fitted or probe()
        self._share = share
        facts = self._probe.facts
        if (facts["model"], facts["width"]) != (model.name, model.width):
            raise ConfigError(
                f"fluency: the probe was fitted on {facts['model']} and says nothing of {model.name}; "
                "take that model, or fit a probe on yours with tools/fluency_probe.py"
            )
        self._rarity = Rarity.of(facts)
        self._confidence = Curve(tuple(map(log, facts["confident_at"])), tuple(facts["confidence"]))

    def __repr__(self) -> str:
        """What its judgements depend on, for the signature of results."""
        return f"Judging({self._model.name}, {self._model.backend}, {self._share:g}, probe {self._probe.name})"

    def __call__(self, document: Document) -> Iterator[Judgement]:
        """Judgements of the sentences that are rarer than the share, in text order."""
        reading = self._model.read(document.text[:LONGEST], after=PREAMBLE)
        damage = self._probe.damage(reading, document.text)
        for scored in self._scored(document, reading, damage):
            if scored.one_in * self._share >= 1:
                yield self._judgement(document.text, reading, damage, scored)

    def scores(self, document: Document) -> tuple[Scored, ...]:
        """All sentences that are judged, with their scores."""
        reading = self._model.read(document.text[:LONGEST], after=PREAMBLE)
        return self._scored(document, reading, self._probe.damage(reading, document.text))

    def _scored(self, document: Document, reading: Reading, damage: Floats) -> tuple[Scored, ...]:
        scores = scores_of(document, reading, damage)
        rarities = self._rarity(list(scores.values()))
        return tuple(
            Scored(span, score, exp(min(rarity, log(_RAREST))))
            for (span, score), rarity in zip(scores.items(), rarities, strict=True)
        )

    def _judgement(self, text: str, reading: Reading, damage: Floats, scored: Scored) -> Judgement:
        passages = _passages(text, scored.sentence, reading, damage)
        return Judgement(
            sentence=scored.sentence,
            passages=passages,
            one_in=_rounded(scored.one_in),
            confidence=round(min(self._confidence(log(scored.one_in)), _SUREST), 2),
            unlikely=self._unlikely(text, reading, scored.sentence, Span(passages[0].start, passages[-1].end)),
        )

    def _unlikely(self, text: str, reading: Reading, sentence: Span, where: Span) -> tuple[Span, ...]:
        """The words inside ``where`` that the model finds the least likely; no names, which are never likely."""
        told = self._model.explain(reading, where.start, where.end)
        found = []
        for match in _WORD.finditer(text, where.start, where.end):
            if match[0].islower() and match.start() > sentence.start:
                inside = (told.ends > match.start()) & (told.ends <= match.end())
                found.append((float(told.surprisal[inside].sum()), Span.of(match)))
        highest = sorted((one for one in found if one[0] >= _UNLIKELY), reverse=True)[:_NAMED]
        return tuple(sorted(span for _, span in highest))


def judged(document: Document) -> Iterator[Span]:
    """The sentences that are judged, without datelines; of those that come back, the first.

    Headlines, captions, bylines, subheadings and lists are written by other laws, and so are scores, short exclamations
    and what has no end.
    """
    seen = set()
    for sentence in document.sentences:
        paragraph = document.paragraphs[sentence.paragraph]
        if paragraph.role is not Role.BODY:
            continue
        start = sentence.content.start
        if paragraph.dateline is not None and start < paragraph.dateline.end:
            start = paragraph.dateline.end
        span = Span(min(start, sentence.content.end), sentence.content.end)
        if span.end > LONGEST:
            return
        words = document[span].split()
        if _is_prose(words) and (key := tuple(word.lower() for word in words)) not in seen:
            seen.add(key)
            yield span


def _is_prose(words: Sequence[str]) -> bool:
    if len(words) < _FEWEST or words[-1].rstrip(_CLOSING)[-1:] not in _ENDS:
        return False
    figures = sum(any(map(str.isdigit, word)) for word in words)
    small = sum(word[:1].islower() for word in words)
    return figures <= _FIGURES * len(words) and small >= _SMALL * len(words)


def tokens_of(reading: Reading, span: Span) -> slice:
    """The tokens whose last character stands in the span, but for the first, which nothing in it announces."""
    first, after = (int(at) for at in reading.ends.searchsorted((span.start + 1, span.end + 1)))
    return slice(min(first + 1, after), after)


def scores_of(document: Document, reading: Reading, damage: Floats) -> dict[Span, float]:
    """The sentences that are judged and what each scores by itself, in text order."""
    tokens = ((span, tokens_of(reading, span)) for span in judged(document))
    return {span: score_of(damage[its]) for span, its in tokens if its.start < its.stop}


def in_story(scores: Sequence[float], mean: float) -> list[float]:
    """Scores of a story's sentences with what the others say of each: a bad sentence is likelier in a bad story.

    To each is added how far the others lie above ``mean``, the mean score of edited news, on the average of them and
    some good ones (`_GOOD_BESIDE`): a mean that is shrunk, as empirical Bayes has it (Efron and Morris 1973).
    """
    above = sum(scores) - mean * len(scores)
    beside = len(scores) - 1 + _GOOD_BESIDE
    return [score + (above - (score - mean)) / beside for score in scores]


def score_of(damage: Floats) -> float:
    """A sentence's score by itself, from the damage at its tokens: the logarithm of their sum by length."""
    by_length = float(damage.sum(dtype=np.float64)) / (len(damage) + _PRIOR) ** _LENGTH
    return log(by_length + _LEAST_DAMAGE)


def _passages(text: str, sentence: Span, reading: Reading, damage: Floats) -> tuple[Span, ...]:
    """The parts of a sentence where readers stumble; else the fewest words that hold most of its damage."""
    words = [Span.of(match) for match in _RUN.finditer(text, sentence.start, sentence.end)]
    hurt = _damage_by_word(words, tokens_of(reading, sentence), reading, damage)
    runs: list[tuple[int, int]] = []
    for number in np.flatnonzero(hurt >= _STUMBLE).tolist():
        if runs and number - runs[-1][1] <= _GAP:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    sums = [float(hurt[first:after].sum()) for first, after in runs]
    grave = [run for run, total in zip(runs, sums, strict=True) if total >= _GRAVE * max(sums)]
    told = [_telling(run, len(words)) for run in grave or [_densest(hurt)]]
    return tuple(Span(words[first].start, words[after - 1].end) for first, after in told)


def _telling(passage: tuple[int, int], words: int) -> tuple[int, int]:
    """A passage of a sentence of ``words``, with some around it if it is short; `_GAP` keeps two of them apart."""
    first, after = passage
    return passage if after - first >= _TELLING else (max(0, first - _BEFORE), min(words, after + _AFTER))


def _damage_by_word(words: Sequence[Span], tokens: slice, reading: Reading, damage: Floats) -> Floats:
    """The highest damage of the tokens of each word."""
    places = np.searchsorted([word.end for word in words], reading.ends[tokens])
    by_word = np.zeros(len(words) + 1, np.float32)
    np.maximum.at(by_word, places, damage[tokens])
    return by_word[:-1]


def _densest(hurt: Floats) -> tuple[int, int]:
    """The fewest words in a row, from the first of the pair to before the second, that hold most of the damage."""
    before = np.concatenate([[0.0], np.cumsum(hurt, dtype=np.float64)])
    wanted, best, last = before[-1] * _MOST, (0, len(hurt)), 1
    for first in range(len(hurt)):
        last = max(last, first + 1)
        while last < len(hurt) and before[last] - before[first] < wanted:
            last += 1
        if before[last] - before[first] < wanted:
            break
        if last - first < best[1] - best[0]:
            best = (first, last)
    return best


def _rounded(number: float) -> int:
    """With two digits that count, or one from a thousand on: nobody knows it better."""
    digits = 10 ** max(0, len(str(int(number))) - 2)
    return int(round(number / digits) * digits)
