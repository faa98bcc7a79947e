"""Run rules over documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from mtqa.engine.abundance import SOUGHT, listed
from mtqa.engine.closeness import closeness
from mtqa.engine.dismissals import Dismissing, Parted
from mtqa.engine.fingerprint import Fingerprints
from mtqa.engine.fluency import NOT_ASKED
from mtqa.engine.overlap import Candidate, without_overlaps
from mtqa.engine.profile import DEFAULT, Profile
from mtqa.engine.score import score, verdict
from mtqa.engine.screening import Screening
from mtqa.engine.signature import signature
from mtqa.engine.source_language import source_language
from mtqa.model.dismissal import Dismissed
from mtqa.model.errors import MtqaError
from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.records import dataclass
from mtqa.model.result import Crash, Result, Skipped
from mtqa.rulebook.rule import Rule, Status
from mtqa.text.document import Document
from mtqa.text.judgement import LONGEST
from mtqa.text.languages import primary_language

if TYPE_CHECKING:
    from mtqa.engine.baseline import Baseline
    from mtqa.engine.exemptions import Exemptions


@dataclass(frozen=True, slots=True)
class _Found:
    """What one run of the rules gives; ``stopped`` are the codes of rules that may have found more."""

    candidates: Sequence[Candidate]
    crashes: tuple[Crash, ...]
    stopped: frozenset[str]


class Checker:
    """Rules and a profile, made ready once and used for any number of documents.

    Rules that await a house's word are not run; ``exemptions`` are what the house leaves alone. ``known``: all rules
    that a story may name besides, where they are more than those that come with mtqa. ``unchecked_fluency``: why
    fluency is not checked; None where it is.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        profile: Profile = DEFAULT,
        exemptions: Exemptions | None = None,
        known: Sequence[Rule] = (),
        unchecked_fluency: str | None = NOT_ASKED,
    ) -> None:
        self.rules = tuple(rule for rule in rules if not rule.awaits)
        self.profile = profile
        self._exemptions = exemptions
        self.unchecked_fluency = unchecked_fluency
        self._screening = Screening(self.rules)
        self._dismissing = Dismissing(self.rules, known)
        self._signatures: dict[str, str] = {}

    def signature(self, language: str = "en") -> str:
        """The conditions of this checker's results."""
        if language not in self._signatures:
            self._signatures[language] = signature(self.rules, self.profile, language)
        return self._signatures[language]

    def meant(self, selector: str) -> frozenset[str]:
        """The codes of the rules that a dismissal means.

        Raises:
            ConfigError: if it means nothing; the message says what comes close.
        """
        return self._dismissing.meant(selector)

    @cached_property
    def _proven(self) -> frozenset[str]:
        return frozenset(rule.code for rule in self.rules if rule.status is Status.STABLE)

    def check(self, document: Document, baseline: Baseline | None = None) -> Result:
        """Findings in text order, score and verdict; a rule that fails is reported and the rest goes on.

        What the document or the ``baseline`` dismisses is reported apart, and not counted.
        """
        language = primary_language(document.language) or "en"
        found = self._run(document, language)
        candidates = without_overlaps(found.candidates, document.text)
        fingerprints = _fingerprints(document, candidates)
        if document.dismissals or baseline is not None:
            sure = self._sure(language) - found.stopped - {crash.code for crash in found.crashes}
            parted = self._dismissing.part(document, candidates, fingerprints, sure=sure, baseline=baseline)
        else:
            parted = Parted(candidates)
        severities = [severity for rule, _, severity in parted.standing if rule.code in self._proven]
        shown, unlisted = listed(parted.standing, self.profile.listed, found.stopped - parted.silenced)
        apart, _ = listed(parted.apart, self.profile.listed, frozenset())
        findings = _findings(document, shown, fingerprints, self._proven)
        dismissed = _findings(document, apart, fingerprints, self._proven)
        words = len(document.words)
        scored = score(severities, words, self.profile)
        headline = document.headline
        return Result(
            id=document.id,
            path=document.path,
            text=document.text,
            language=document.language,
            signature=self.signature(document.language) + (baseline.signature if baseline is not None else ""),
            words=words,
            verdict=verdict(severities, scored, words, self.profile),
            score=scored,
            findings=findings,
            crashes=found.crashes,
            skipped=_skipped(document, self.unchecked_fluency),
            reference=None if document.reference is None else closeness(document.text, document.reference),
            headline=document[headline.content] if headline else None,
            encoding=document.encoding,
            unlisted=unlisted,
            source_language=source_language(document, (*findings, *dismissed)),
            dismissed=tuple(Dismissed(one, parted.dismissals[one.span.start]) for one in dismissed),
            dismissed_beyond=len(parted.apart) - len(dismissed),
            unused=parted.unused,
            metadata=document.metadata,
            notes=document.notes,
        )

    def _run(self, document: Document, language: str) -> _Found:
        """What the rules find; one that fails gives nothing and is named."""
        candidates: list[Candidate] = []
        crashes: list[Crash] = []
        stopped: set[str] = set()
        most = None if self.profile.listed is None else SOUGHT
        for rule in self._screening.candidates(document):
            if language not in rule.languages:
                continue
            try:
                found = list(islice(self._admitted(rule, document), most))
            except MtqaError:  # what the rule needs is damaged or missing: the message says what
                raise
            except Exception as error:  # a rule's bug must not cost the other rules' findings
                from traceback import format_exc

                crashes.append(Crash(rule.code, f"{type(error).__name__}: {error}", format_exc()))
            else:
                candidates.extend(found)
                if len(found) == most:
                    stopped.add(rule.code)
        if self._exemptions is not None:
            candidates = self._exemptions.without(document, candidates)
        return _Found(candidates, tuple(crashes), frozenset(stopped))

    def _sure(self, language: str) -> frozenset[str]:
        """The codes of the rules all of whose findings take part."""
        if not self.profile.admits(Severity.NEUTRAL, 0):
            return frozenset()
        return frozenset(rule.code for rule in self.rules if language in rule.languages)

    def _admitted(self, rule: Rule, document: Document) -> Iterator[Candidate]:
        for hit in rule.hits(document):
            severity = self.profile.severity(rule.code, rule.severity, hit.severity)
            if self.profile.admits(severity, rule.confidence if hit.confidence is None else hit.confidence):
                yield rule, hit, severity


def _fingerprints(document: Document, candidates: Sequence[Candidate]) -> dict[int, str]:
    """Fingerprints by where the candidates, which are disjoint, begin.

    They are made of all, before any is dismissed or left unlisted: equal ones are numbered.
    """
    fingerprints = Fingerprints(document)
    return {hit.span.start: fingerprints.of(rule.code, hit.span) for rule, hit, _ in candidates}


def _findings(
    document: Document, candidates: Sequence[Candidate], fingerprints: dict[int, str], proven: frozenset[str]
) -> tuple[Finding, ...]:
    return tuple(
        _finding(
            document,
            candidate,
            fingerprints[candidate[1].span.start],
            preview=candidate[0].code not in proven,
        )
        for candidate in candidates
    )


def _finding(document: Document, candidate: Candidate, fingerprint: str, *, preview: bool) -> Finding:
    rule, hit, severity = candidate
    at = document.place(hit.span)
    return Finding(
        code=rule.code,
        name=rule.name,
        category=rule.category,
        severity=severity,
        confidence=rule.confidence if hit.confidence is None else hit.confidence,
        span=hit.span,
        quote=document[hit.span],
        message=hit.message,
        why=rule.summary,
        fingerprint=fingerprint,
        line=at.line,
        column=at.column,
        suggestion=hit.suggestion,
        evidence=hit.evidence,
        preview=preview,
    )


def _skipped(document: Document, unchecked_fluency: str | None) -> tuple[Skipped, ...]:
    skipped = []
    if (primary_language(document.language) or "en") != "en":
        skipped.append(Skipped("text", f"the rules are for English, the text is declared {document.language}"))
    if document.source is None:
        skipped.append(Skipped("meaning", "there is no source text to compare with"))
    skipped.append(Skipped("facts", "nothing outside the text is known"))
    if unchecked_fluency is not None:
        skipped.append(Skipped("fluency", unchecked_fluency))
    elif len(document.text) > LONGEST:
        skipped.append(Skipped("fluency", f"beyond the first {LONGEST:,} characters, where reading takes minutes"))
    return tuple(skipped)
