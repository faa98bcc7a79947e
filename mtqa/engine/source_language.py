"""Which language a text was translated from: what its traces tell, weighed.

A trace is a finding that knows its language: a word left in it, a phrase, a title or a figure as it puts them. One
trace is a coincidence, so at least two different ones are asked for, of some weight together, and most of the weight
on one side. The thresholds were set on 170 machine-translated stories whose source language is known and on edited
news, where no language may be named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from mtqa.model.finding import Finding
from mtqa.model.records import dataclass
from mtqa.model.source_language import SourceLanguage, Trace
from mtqa.text.document import Document
from mtqa.text.languages import primary_language

#: How much a finding of each rule says about the language; fillers are much alike in all of them.
_WEIGHTS = {
    "UNT02": 2.0, "UNT03": 4.0, "UNT04": 2.0, "TER01": 1.5, "TER03": 2.0, "NAM03": 1.5, "NUM30": 1.5, "TER06": 0.25,
}  # fmt: skip
#: Left words rather than phrasing: they survive the next translation, phrasing is the last one's.
_WORDS = frozenset({"UNT02", "UNT04"})
#: Scripts that only one newspaper language has, and what words in them weigh.
_SCRIPTS = {
    "Hebrew": "he", "Greek": "el", "Georgian": "ka", "Armenian": "hy", "Thai": "th", "Korean": "ko", "Japanese": "ja",
}  # fmt: skip
_SCRIPT_WEIGHT = 3.0
#: Languages so near to each other that many traces of one may be the other's.
_KIN = tuple(
    frozenset(family.split())
    for family in ("ru uk be", "es pt gl ca it fr", "hi ur", "id ms", "tr az", "hr sr bs", "cs sk", "de nl", "da no sv")
)
#: The least weight of what is named, alone or two together, and of each; the least number of different traces of each.
_ENOUGH, _ALSO, _LEAST = 4.0, 3.0, 2
#: The share of all weight that the named languages have together.
_SHARE = 0.6
#: A relative with so much of the weight of the likeliest is named beside it.
_NEAR = 0.5


@dataclass(slots=True)
class _Family:
    """The traces of a language and its kin; ``weights`` by language."""

    traces: list[Trace] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)

    def add(self, trace: Trace, weight: float) -> None:
        self.traces.append(trace)
        self.weights[trace.language] = self.weights.get(trace.language, 0.0) + weight

    @property
    def weight(self) -> float:
        return sum(self.weights.values())

    @property
    def share_of_words(self) -> float:
        return sum(trace.code in _WORDS for trace in self.traces) / len(self.traces)

    @property
    def languages(self) -> tuple[str, ...]:
        """The likeliest first, and its relatives that come near it."""
        ranked = sorted(self.weights, key=lambda language: (-self.weights[language], language))
        return tuple(language for language in ranked if self.weights[language] >= _NEAR * self.weights[ranked[0]])


def source_language(document: Document, findings: Iterable[Finding]) -> SourceLanguage | None:
    """The language a text was translated from; None where the evidence is weak. What is declared wins."""
    if document.source_language:
        return SourceLanguage((primary_language(document.source_language),), declared=True)
    families = _families(findings)
    strong = sorted(
        (family for family in families if family.weight >= _ALSO and len(family.traces) >= _LEAST),
        key=lambda family: -family.weight,
    )[:2]
    weights = [family.weight for family in strong]
    if sum(weights) < _ENOUGH or sum(weights) < _SHARE * sum(family.weight for family in families):
        return None
    first, *others = sorted(strong, key=lambda family: -family.share_of_words)
    return SourceLanguage(
        languages=first.languages,
        through=tuple(family.languages[0] for family in others),
        traces=tuple(trace for family in (first, *others) for trace in family.traces),
    )


def _families(findings: Iterable[Finding]) -> list[_Family]:
    families: list[_Family] = []
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        weighed = _weighed(finding)
        if weighed is None:
            continue
        trace, weight = weighed
        words, entry = trace.quote.lower(), str(finding.evidence.get("entry", ""))
        same = {(trace.language, words), (trace.language, entry or words)}
        if not seen.isdisjoint(same):
            continue
        seen |= same
        family = next((known for known in families if _are_kin(next(iter(known.weights)), trace.language)), None)
        if family is None:
            family = _Family()
            families.append(family)
        family.add(trace, weight)
    return families


def _weighed(finding: Finding) -> tuple[Trace, float] | None:
    language, script = finding.evidence.get("language"), finding.evidence.get("script")
    if isinstance(language, str) and finding.code in _WEIGHTS:
        return Trace(primary_language(language), finding.code, finding.quote), _WEIGHTS[finding.code]
    if isinstance(script, str) and script in _SCRIPTS:
        return Trace(_SCRIPTS[script], finding.code, finding.quote), _SCRIPT_WEIGHT
    return None


def _are_kin(one: str, other: str) -> bool:
    return one == other or any(one in family and other in family for family in _KIN)
