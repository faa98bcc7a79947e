"""What reports say in words: the same in the terminal, on the page and in print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mtqa.model.dismissal import Dismissal, Unused
from mtqa.model.families import family_rank
from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import SMALL_SAMPLE, Result, Unlisted, Verdict
from mtqa.model.source_language import SourceLanguage
from mtqa.text.languages import language_name

_ADVICE = {
    Verdict.PASS: "Nothing found that should stop this story.",
    Verdict.REVISE: "Mend the findings before publishing.",
    Verdict.HOLD: "Do not publish as it is: readers would be lost or misled.",
}
#: Said of a finding whose rule is in preview.
PREVIEW = "in preview, not counted in the score"
#: Said wherever little or nothing was found.
NOT_CLEAN = (
    "Nothing found is not clean: whether the story says what its source says, and whether it is true, was not checked."
)
#: What a change shows that leaves nothing of a line.
NOTHING = "(nothing)"
#: Gravest first, as reports list them.
SEVERITIES: tuple[Severity, ...] = tuple(reversed(Severity))

#: Never colour alone: each severity has its shape, too.
SHAPES = {Severity.CRITICAL: "■", Severity.MAJOR: "▲", Severity.MINOR: "●", Severity.NEUTRAL: "○"}


def count(number: int, noun: str) -> str:
    """``1 word``, ``2 words``, ``1,012 words``."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def label(result: Result) -> str:
    """What the document is called: its path, and its id where the path holds several."""
    if result.id in ("", result.path):
        return result.path
    return f"{result.path} · {result.id}"


def advice(result: Result) -> str:
    """What the verdict asks of an editor, and which of the findings it does not rest on."""
    unproven = sum(finding.preview and finding.severity is not Severity.NEUTRAL for finding in result.findings)
    if not unproven:
        return _ADVICE[result.verdict]
    are = "is" if unproven == 1 else "are"
    return f"{_ADVICE[result.verdict]} {count(unproven, 'finding')} in preview {are} shown but not weighed."


def score_line(result: Result) -> str:
    """The score, with its conditions, in one sentence."""
    score = result.score
    passes = "" if score.threshold is None else f", passes from {score.threshold:g}"
    penalty = f"MQM-style automatic penalty {score.npt:g} points per 1,000 words"
    if result.is_small_sample:
        return (
            f"Small sample ({count(result.words, 'word')}; a score needs {SMALL_SAMPLE}), so the counts decide. "
            f"Score {score.cqs:g}{passes}; {penalty}."
        )
    return f"Score {score.cqs:g} of 100{passes}; {penalty}."


def notes(result: Result) -> str:
    """What else is known of a document: what was noticed in reading, closeness to a reference, its source language."""
    sentences = list(result.notes)
    if result.encoding != "utf-8":
        sentences.append(f"Read as {result.encoding}, not UTF-8.")
    if (reference := result.reference) is not None:
        sentences.append(
            f"Against the reference: BLEU {reference.bleu:g} and chrF {reference.chrf:g} of 100, "
            f"TER {reference.ter:g} (0 is best)."
        )
    if (origin := result.source_language) is not None:
        sentences.append(translated_from(origin))
    return " ".join(sentences)


#: So many traces are quoted.
_QUOTED = 3


def translated_from(origin: SourceLanguage) -> str:
    """The source language, declared or guessed, and what the guess rests on."""
    languages = " or ".join(map(language_name, origin.languages))
    if origin.declared:
        return f"Translated from {languages}, as declared."
    through = f", perhaps through {language_name(origin.through[0])}" if origin.through else ""
    quotes = list(dict.fromkeys(trace.quote for trace in origin.traces))
    more = f" and {len(quotes) - _QUOTED} more" if len(quotes) > _QUOTED else ""
    traces = ", ".join(f"“{quote}”" for quote in quotes[:_QUOTED])
    return f"Reads like a translation from {languages}{through}: {traces}{more}."


def signatures(results: Iterable[Result]) -> tuple[str, ...]:
    """The conditions of the results, each once: ours, then sacreBLEU's where something was compared."""
    ours: dict[str, None] = {}
    theirs: dict[str, None] = {}
    for result in results:
        ours[result.signature] = None
        if result.reference is not None:
            theirs[f"sacreBLEU: {result.reference.signature}"] = None
    return (*ours, *theirs)


def not_checked(result: Result) -> str:
    """What this check did not look at, and why."""
    parts = [f"{skipped.what} ({skipped.reason})" for skipped in result.skipped]
    return f"Not checked: {', '.join(parts)}."


def unlisted_line(unlisted: Unlisted) -> str:
    """That a rule found more than is listed."""
    more = f"{unlisted.number:,} more places" if unlisted.exact else f"More than {unlisted.number:,} more places"
    return f"{more} of {unlisted.code} are not listed; they count as those do."


def dismissed(result: Result) -> str:
    """How many findings somebody lets stand; empty for none."""
    return f"{result.dismissed_count:,} dismissed" if result.dismissed_count else ""


def let_stand(dismissal: Dismissal) -> str:
    """Why a finding is dismissed, and where that is written."""
    reason = dismissal.reason.rstrip(".")
    why = f"{reason[:1].upper()}{reason[1:]}" if reason else "No reason is given"
    return f"{why} ({dismissal.place})."


def unused_line(unused: Unused) -> str:
    """That a dismissal does nothing, and why."""
    dismissal = unused.dismissal
    return f"{dismissal.place}: the dismissal of “{dismissal.what}” does nothing: {unused.reason}."


def crash_line(code: str, error: str) -> str:
    """A rule's failure, for whoever reads the report."""
    return f"Rule {code} failed and was left out: {error}"


def adds(why: str, message: str) -> bool:
    """Whether ``why`` tells a reader more than ``message`` has said already."""
    told = {word.strip(".,;:“”’'()") for word in message.lower().split()}
    new = {word.strip(".,;:“”’'()") for word in why.lower().split() if len(word) > 3} - told
    return len(new) >= 4


def by_family(findings: Iterable[Finding]) -> dict[str, dict[Severity, int]]:
    """Letters of a family to its counts by severity, gravest first."""
    families: dict[str, dict[Severity, int]] = {}
    for finding in findings:
        counts = families.setdefault(finding.family, dict.fromkeys(SEVERITIES, 0))
        counts[finding.severity] += 1
    return dict(sorted(families.items(), key=lambda item: (family_rank(item[0]), item[0])))


def total(results: Sequence[Result]) -> dict[Severity, int]:
    """Counts by severity over all results, gravest first."""
    return {severity: sum(result.counts[severity] for result in results) for severity in SEVERITIES}
