"""Run rules over documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from traceback import format_exc

from mtqa.engine.abundance import SOUGHT, listed
from mtqa.engine.closeness import closeness
from mtqa.engine.fingerprint import Fingerprints
from mtqa.engine.overlap import Candidate, without_overlaps
from mtqa.engine.profile import DEFAULT, Profile
from mtqa.engine.score import score, verdict
from mtqa.engine.screening import Screening
from mtqa.engine.signature import signature
from mtqa.model.finding import Finding
from mtqa.model.result import Crash, Result, Skipped
from mtqa.rulebook.rule import Rule, Status
from mtqa.text.document import Document


class Checker:
    """Rules and a profile, made ready once and used for any number of documents."""

    def __init__(self, rules: Sequence[Rule], profile: Profile = DEFAULT) -> None:
        self.rules = tuple(rules)
        self.profile = profile
        self._screening = Screening(self.rules)
        self._signatures: dict[str, str] = {}

    def signature(self, language: str = "en") -> str:
        """The conditions of this checker's results."""
        if language not in self._signatures:
            self._signatures[language] = signature(self.rules, self.profile, language)
        return self._signatures[language]

    @cached_property
    def _proven(self) -> frozenset[str]:
        return frozenset(rule.code for rule in self.rules if rule.status is Status.STABLE)

    def check(self, document: Document) -> Result:
        """Findings in text order, score and verdict; a rule that fails is reported and the rest goes on."""
        candidates: list[Candidate] = []
        crashes: list[Crash] = []
        stopped: set[str] = set()
        most = None if self.profile.listed is None else SOUGHT
        language = _primary(document.language)
        for rule in self._screening.candidates(document.text):
            if language not in rule.languages:
                continue
            try:
                found = list(islice(self._admitted(rule, document), most))
            except Exception as error:  # a rule's bug must not cost the other rules' findings
                crashes.append(Crash(rule.code, f"{type(error).__name__}: {error}", format_exc()))
            else:
                candidates.extend(found)
                if len(found) == most:
                    stopped.add(rule.code)
        kept = without_overlaps(candidates)
        severities = [severity for rule, _, severity in kept if rule.code in self._proven]
        shown, unlisted = listed(kept, self.profile.listed, frozenset(stopped))
        words = len(document.words)
        scored = score(severities, words, self.profile)
        headline = document.headline
        return Result(
            id=document.id,
            path=document.path,
            text=document.text,
            language=document.language,
            signature=self.signature(document.language),
            words=words,
            verdict=verdict(severities, scored, words, self.profile),
            score=scored,
            findings=_findings(document, shown, self._proven),
            crashes=tuple(crashes),
            skipped=_skipped(document),
            reference=None if document.reference is None else closeness(document.text, document.reference),
            headline=document[headline.content] if headline else None,
            encoding=document.encoding,
            unlisted=unlisted,
        )

    def _admitted(self, rule: Rule, document: Document) -> Iterator[Candidate]:
        for hit in rule.hits(document):
            severity = hit.severity or rule.severity
            if self.profile.admits(severity, rule.confidence if hit.confidence is None else hit.confidence):
                yield rule, hit, severity


def _findings(document: Document, candidates: Sequence[Candidate], proven: frozenset[str]) -> tuple[Finding, ...]:
    fingerprints = Fingerprints(document)
    return tuple(
        _finding(document, candidate, fingerprints, preview=candidate[0].code not in proven) for candidate in candidates
    )


def _finding(document: Document, candidate: Candidate, fingerprints: Fingerprints, *, preview: bool) -> Finding:
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
        fingerprint=fingerprints.of(rule.code, hit.span),
        line=at.line,
        column=at.column,
        suggestion=hit.suggestion,
        evidence=hit.evidence,
        preview=preview,
    )


def _primary(language: str) -> str:
    """The language of a BCP 47 tag without region and script; English where nothing is declared."""
    return language.replace("_", "-").split("-")[0].lower() or "en"


def _skipped(document: Document) -> tuple[Skipped, ...]:
    skipped = []
    if _primary(document.language) != "en":
        skipped.append(Skipped("text", f"the rules are for English, the text is declared {document.language}"))
    if document.source is None:
        skipped.append(Skipped("meaning", "there is no source text to compare with"))
    skipped.append(Skipped("facts", "nothing outside the text is known"))
    skipped.append(Skipped("fluency", "garbled wording made of ordinary words needs a reader"))
    return tuple(skipped)
