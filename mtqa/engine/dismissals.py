"""Findings that somebody has looked at and lets stand: taken out after the rules have run, and never lost.

It is done when overlaps are settled: what stands in the place of a dismissed finding stays as silent as before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.engine.overlap import Candidate
from mtqa.engine.selection import meant
from mtqa.model.dismissal import Dismissal, Means, Unused
from mtqa.model.errors import ConfigError
from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.rulebook.rule import Rule
from mtqa.rules import all_rules
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

if TYPE_CHECKING:
    from mtqa.engine.baseline import Baseline

_FINGERPRINT = Pattern(r"[0-9a-f]{16}")


def is_fingerprint(what: str) -> bool:
    """Whether that is the fingerprint of one finding, and not the name of a rule."""
    return bool(_FINGERPRINT.fullmatch(what))


@dataclass(frozen=True, slots=True)
class Parted:
    """Candidates that stand, those ``apart`` that are dismissed, and the story's dismissals that dismissed nothing.

    ``dismissals`` gives, for where a candidate begins, what dismissed it.
    """

    standing: Sequence[Candidate]
    apart: Sequence[Candidate] = ()
    dismissals: Mapping[int, Dismissal] = field(default_factory=dict)
    unused: tuple[Unused, ...] = ()

    @property
    def silenced(self) -> frozenset[str]:
        """The codes of rules all of whose candidates are dismissed."""
        return frozenset(rule.code for rule, _, _ in self.apart).difference(rule.code for rule, _, _ in self.standing)


class Dismissing:
    """Dismissals, understood as the rules have it: those that take part, and those that are ``known`` besides."""

    def __init__(self, running: Sequence[Rule], known: Sequence[Rule] = ()) -> None:
        self._running = tuple(running)
        self._others = tuple(known)
        self._meant: dict[str, frozenset[str] | str] = {}

    @cached_property
    def _known(self) -> tuple[Rule, ...]:
        """All rules: who allows one that does not take part today has not misspelt it."""
        known = {rule.code: rule for rule in (*(self._others or all_rules()), *self._running)}
        return tuple(known.values())

    @cached_property
    def _asleep(self) -> frozenset[str]:
        """The codes of rules that have nothing to say until a house file speaks."""
        return frozenset(rule.code for rule in self._known if rule.awaits and rule not in self._running)

    def meant(self, selector: str) -> frozenset[str]:
        """The codes of the rules that are meant.

        Raises:
            ConfigError: if there are none; the message says what comes close.
        """
        return meant(self._known, selector)

    def _codes(self, dismissal: Dismissal) -> frozenset[str] | str:
        """The codes of the rules that are meant; where there are none, the reason."""
        if dismissal.problem:
            return dismissal.problem
        what = dismissal.what
        if is_fingerprint(what):
            what = dismissal.rule if dismissal.rule in {rule.code for rule in self._known} else "all"
        if what not in self._meant:
            try:
                self._meant[what] = self.meant(what)
            except ConfigError as error:
                self._meant[what] = str(error)
        return self._meant[what]

    def part(
        self,
        document: Document,
        candidates: Sequence[Candidate],
        fingerprints: Mapping[int, str],
        *,
        sure: frozenset[str],
        baseline: Baseline | None = None,
    ) -> Parted:
        """Part the candidates, which are disjoint and in text order.

        ``fingerprints`` are theirs, by where they start. ``sure`` are the codes of the rules whose silence means that
        there is nothing: they have run to their end, and nothing of what they say is left out.
        """
        dismissed: dict[int, Dismissal] = {}
        unused: list[Unused] = []
        starts = [hit.span.start for _, hit, _ in candidates]
        by_fingerprint = {fingerprints[start]: start for start in starts}
        for dismissal in document.dismissals:
            codes = self._codes(dismissal)
            if isinstance(codes, str):
                unused.append(Unused(dismissal, codes))
                continue
            if is_fingerprint(dismissal.what):
                places = [by_fingerprint[dismissal.what]] if dismissal.what in by_fingerprint else []
            else:
                within = _within(candidates, starts, dismissal.span)
                places = [hit.span.start for rule, hit, _ in within if rule.code in codes]
            for place in places:
                dismissed.setdefault(place, dismissal)
            # An entry for all stories of a file need not do something in each.
            shared = dismissal.means is Means.SIDECAR and not dismissal.id and document.id not in {"", document.path}
            if not places and codes <= sure | self._asleep and not shared:
                unused.append(Unused(dismissal, _nothing(dismissal)))
        if baseline is not None:
            dismissed |= self._accepted(document, candidates, fingerprints, dismissed, sure, baseline)
        standing = [one for one in candidates if one[1].span.start not in dismissed]
        apart = [one for one in candidates if one[1].span.start in dismissed]
        return Parted(standing, apart, dismissed, tuple(unused))

    @staticmethod
    def _accepted(  # noqa: PLR0913, PLR0917 - what is known of one document
        document: Document,
        candidates: Sequence[Candidate],
        fingerprints: Mapping[int, str],
        dismissed: Mapping[int, Dismissal],
        sure: frozenset[str],
        baseline: Baseline,
    ) -> dict[int, Dismissal]:
        """What the baseline has of the rest, by where it starts."""
        left = [(rule.code, hit.span) for rule, hit, _ in candidates if hit.span.start not in dismissed]
        from mtqa.engine.baseline import Entry  # here: most runs have none

        found = [Entry(document.path, code, fingerprints[span.start], document[span]) for code, span in left]
        accepted = baseline.accept(document.path, found, sure)
        return {
            span.start: Dismissal(entry.fingerprint, "", Means.BASELINE, baseline.path, rule=code)
            for (code, span), entry in zip(left, found, strict=True)
            if entry.fingerprint in accepted
        }


def _within(candidates: Sequence[Candidate], starts: Sequence[int], span: Span | None) -> Sequence[Candidate]:
    """The candidates that stand, at least in part, in a stretch of the text; an empty one may stand at its ends."""
    if span is None:
        return candidates
    first = bisect_left(starts, span.start)
    while first and candidates[first - 1][1].span.end > span.start:
        first -= 1
    last = first
    while last < len(candidates) and (starts[last] < span.end or candidates[last][1].span == Span(span.end, span.end)):
        last += 1
    return candidates[first:last]


def _nothing(dismissal: Dismissal) -> str:
    if is_fingerprint(dismissal.what):
        return "the story has no such finding any more"
    return (
        "nothing of the kind is found in the story" if dismissal.span is None else "nothing of the kind is found there"
    )
