"""Check stories whose defects are known, and count what was right, what was false and what was missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from math import sqrt
from typing import TypeVar

from mtqa.engine.checker import Checker
from mtqa.evaluation.gold import Mark, Story
from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Crash
from mtqa.model.span import Span
from mtqa.rulebook.evidence import Evidence, RuleEvidence
from mtqa.rulebook.rule import Rule
from mtqa.text.document import Document

#: A finding may be three times as long as the mark it confirms, and this many code points more: whoever flags the whole
#: article has found nothing.
_STRETCH = 3
_SLACK = 40
#: Normal quantile of a two-sided 95 % interval.
_Z = 1.959964
#: How many findings the declared confidence is worth when it is weighed against what was measured.
_PRIOR = 10

_T = TypeVar("_T")


class Judgement(Enum):
    """What became of a finding."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    ALARM = "alarm"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and what became of it: confirmed or not on an annotated story, alarm or true slip on an edited one."""

    story: Story
    finding: Finding
    judgement: Judgement

    @property
    def counts(self) -> bool:
        """Whether the finding claims a defect; neutral ones only inform."""
        return self.finding.severity is not Severity.NEUTRAL


@dataclass(frozen=True, slots=True)
class Sought:
    """A mark of an annotated story, and whether a finding hit it."""

    story: Story
    mark: Mark
    is_found: bool


@dataclass(frozen=True, slots=True)
class Proportion:
    """``part`` of ``whole``, with the interval that a small sample owes its reader."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """0 to 1, None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval, 95 %; 0 to 1 of nothing.

        Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
        """
        if not self.whole:
            return (0.0, 1.0)
        n, p, z = self.whole, self.part / self.whole, _Z
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (max(0.0, centre - half), min(1.0, centre + half))


@dataclass(frozen=True, slots=True)
class Tally:
    """Findings that have something in common: how many were confirmed, how many were alarms on edited copy."""

    label: str
    precision: Proportion
    alarms: int
    edited_words: int

    @property
    def alarm_rate(self) -> float | None:
        """Alarms per 1,000 words of edited copy, None where there was none."""
        return 1000 * self.alarms / self.edited_words if self.edited_words else None


@dataclass(frozen=True, slots=True)
class Recall:
    """Marks that have something in common, and how many of them were hit."""

    label: str
    found: Proportion


@dataclass(frozen=True, slots=True)
class Calibration:
    """Confidence as declared (mean over a rule's findings) beside the share that was confirmed."""

    label: str
    declared: float
    precision: Proportion

    @property
    def calibrated(self) -> float:
        """The confidence to declare: the measured share, drawn towards the declared one while findings are few."""
        return (self.precision.part + _PRIOR * self.declared) / (self.precision.whole + _PRIOR)

    @property
    def is_contradicted(self) -> bool:
        """Whether the declared confidence lies outside the interval of the measured share."""
        low, high = self.precision.interval
        return not low <= self.declared <= high


@dataclass(frozen=True)
class Evaluation:
    """All that was measured in one run; every figure is derived from ``judged`` and ``sought``.

    ``codes`` are those of the rules that took part.
    """

    signature: str
    codes: tuple[str, ...]
    stories: tuple[Story, ...]
    judged: tuple[Judged, ...]
    sought: tuple[Sought, ...]
    crashes: tuple[tuple[Story, Crash], ...] = ()

    def count(self, *, edited: bool) -> int:
        """How many stories there are of a kind."""
        return sum(story.is_edited is edited for story in self.stories)

    @cached_property
    def annotated_words(self) -> int:
        """Words of the annotated stories."""
        return sum(story.words for story in self.stories if not story.is_edited)

    @cached_property
    def edited_words(self) -> int:
        """Words of the edited stories."""
        return sum(story.words for story in self.stories if story.is_edited)

    @property
    def total(self) -> Tally:
        """All findings that count."""
        return self._tally("all", [judged for judged in self.judged if judged.counts])

    @property
    def recall(self) -> Recall:
        """All marks."""
        return _recall("all", self.sought)

    def tallies(self, key: Callable[[Finding], str]) -> tuple[Tally, ...]:
        """Findings that count, grouped by what ``key`` gives, in its order."""
        groups = _grouped((judged for judged in self.judged if judged.counts), lambda judged: key(judged.finding))
        return tuple(self._tally(label, group) for label, group in groups)

    def recalls(self, key: Callable[[Mark], str]) -> tuple[Recall, ...]:
        """Marks grouped by what ``key`` gives, in its order."""
        return tuple(_recall(label, group) for label, group in _grouped(self.sought, lambda sought: key(sought.mark)))

    @property
    def silent(self) -> tuple[str, ...]:
        """Codes of the rules that found nothing at all."""
        heard = {judged.finding.code for judged in self.judged}
        return tuple(code for code in self.codes if code not in heard)

    @property
    def calibrations(self) -> tuple[Calibration, ...]:
        """Declared and measured confidence of every rule that found something on an annotated story."""
        annotated = (judged for judged in self.judged if judged.counts and not judged.story.is_edited)
        return tuple(_calibration(label, group) for label, group in _grouped(annotated, lambda j: j.finding.code))

    def evidence(self, rules: Iterable[Rule], *, date: str, data: tuple[str, ...]) -> Evidence:
        """What these stories show of each rule, for `mtqa.rulebook.evidence`; the findings of neutral rules count too.

        A slip that the newsroom made and a rule found is a defect found: it counts as confirmed.
        """
        by_rule = defaultdict(list)
        for judged in self.judged:
            by_rule[judged.finding.code].append(judged)
        figures = {}
        for rule in rules:
            informs = rule.severity is Severity.NEUTRAL
            tally = self._tally(rule.code, [judged for judged in by_rule[rule.code] if informs or judged.counts])
            slips = sum(judged.judgement is Judgement.SLIP for judged in by_rule[rule.code])
            figures[rule.code] = RuleEvidence(tally.precision.whole + slips, tally.precision.part + slips, tally.alarms)
        return Evidence(date, data, self.annotated_words, self.edited_words, figures)

    def _tally(self, label: str, group: Iterable[Judged]) -> Tally:
        of = [judged.judgement for judged in group]
        confirmed = of.count(Judgement.CONFIRMED)
        precision = Proportion(confirmed, confirmed + of.count(Judgement.UNCONFIRMED))
        return Tally(label, precision, of.count(Judgement.ALARM), self.edited_words)


def evaluate(stories: Iterable[Story], checker: Checker) -> Evaluation:
    """Check every story and compare the findings with its marks."""
    kept = tuple(stories)
    judged: list[Judged] = []
    sought: list[Sought] = []
    crashes: list[tuple[Story, Crash]] = []
    for story in kept:
        result = checker.check(Document(story.text, id=story.id, path=story.place))
        judged.extend(_judged(story, finding) for finding in result.findings)
        crashes.extend((story, crash) for crash in result.crashes)
        if not story.is_edited:
            claims = [finding.span for finding in result.findings if finding.severity is not Severity.NEUTRAL]
            sought.extend(Sought(story, mark, any(is_hit(span, mark.span) for span in claims)) for mark in story.marks)
    codes = tuple(rule.code for rule in checker.rules)
    return Evaluation(checker.signature(), codes, kept, tuple(judged), tuple(sought), tuple(crashes))


def is_hit(finding: Span, mark: Span) -> bool:
    """Whether a finding hits a mark: they share a character, and the finding lies inside or is not much longer.

    An empty span (something is missing here) shares a character with what it stands in or beside.
    """
    if mark.contains(finding):
        return True
    touching = finding.overlaps(mark) or (not len(mark) and finding.contains(mark))
    return touching and len(finding) <= _STRETCH * len(mark) + _SLACK


def _judged(story: Story, finding: Finding) -> Judged:
    right = any(is_hit(finding.span, mark.span) for mark in story.marks)
    if story.is_edited:
        return Judged(story, finding, Judgement.SLIP if right else Judgement.ALARM)
    return Judged(story, finding, Judgement.CONFIRMED if right else Judgement.UNCONFIRMED)


def _grouped(items: Iterable[_T], key: Callable[[_T], str]) -> Iterator[tuple[str, list[_T]]]:
    groups: dict[str, list[_T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    yield from sorted(groups.items())


def _recall(label: str, group: Sequence[Sought]) -> Recall:
    return Recall(label, Proportion(sum(sought.is_found for sought in group), len(group)))


def _calibration(label: str, group: Sequence[Judged]) -> Calibration:
    declared = sum(judged.finding.confidence for judged in group) / len(group)
    confirmed = sum(judged.judgement is Judgement.CONFIRMED for judged in group)
    return Calibration(label, declared, Proportion(confirmed, len(group)))
