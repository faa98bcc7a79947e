"""What each rule has been seen to do on real text, and what follows from it: preview or stable.

The figures come from ``mtqa eval --write-evidence`` and stand in ``data/evidence.json``. Nobody declares a rule stable:
it is, when the criteria of `is_proven` hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from functools import cache

from mtqa.model.records import dataclass
from mtqa.rulebook import DATA

#: So many words of edited news must have been examined before silence on them means anything.
EDITED_WORDS = 50_000
#: One false alarm in so many words of edited news is the most that a stable rule may give ...
WORDS_PER_ALARM = 20_000
#: ... or, for a rule that only informs and never counts, one finding in so many.
WORDS_PER_NOTE = 2_000
#: So many findings on annotated text make a precision worth the name, and this is the least it may be.
FINDINGS = 3
PRECISION = 0.85

#: Raised when the file's fields change their meaning.
FORMAT = 1

FILE = DATA / "evidence.json"


@dataclass(frozen=True, slots=True)
class RuleEvidence:
    """One rule's findings on text whose defects are known.

    ``findings`` on annotated stories, and on the slips that edited ones are known to have; ``confirmed`` of them on a
    marked defect or a slip; ``alarms``: other findings on edited stories.
    """

    findings: int = 0
    confirmed: int = 0
    alarms: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.confirmed <= self.findings and self.alarms >= 0):
            raise ValueError(f"not evidence: {self.confirmed} of {self.findings} confirmed, {self.alarms} alarms")

    @property
    def precision(self) -> float | None:
        """Share of the findings on annotated stories that were confirmed, None where there were none."""
        return self.confirmed / self.findings if self.findings else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measurement of all rules: when, on what, with what result.

    ``data`` names the data sets. A rule that ``rules`` does not hold was not measured.
    """

    date: str = ""
    data: tuple[str, ...] = ()
    annotated_words: int = 0
    edited_words: int = 0
    rules: Mapping[str, RuleEvidence] = field(default_factory=dict)

    def alarm_rate(self, code: str) -> float | None:
        """False alarms of a rule per 1,000 words of edited news, None where none were examined."""
        measured = self.rules.get(code)
        return 1000 * measured.alarms / self.edited_words if measured and self.edited_words else None


def is_proven(code: str, evidence: Evidence, *, certain: bool = False, informs: bool = False) -> bool:
    """Whether a rule is stable; if not, it is in preview.

    It is when at least `EDITED_WORDS` words of edited news were examined, it gave at most one alarm in
    `WORDS_PER_ALARM` of them, and one of these holds:

    * it made at least `FINDINGS` findings on annotated stories, with a precision of at least `PRECISION`;
    * it made fewer, every one was confirmed, and it gave no alarm at all (many defects are rare);
    * ``certain``: the characters themselves are the defect, as with a leaked placeholder; all its findings, if any,
      were confirmed, and it gave no alarm at all.

    A rule that only ``informs`` (severity neutral) claims no defect, so nothing can confirm it: for it, at most one
    finding in `WORDS_PER_NOTE` words of edited news is enough.
    """
    measured = evidence.rules.get(code)
    if measured is None or evidence.edited_words < EDITED_WORDS:
        return False
    if informs:
        return measured.alarms * WORDS_PER_NOTE <= evidence.edited_words
    if measured.alarms * WORDS_PER_ALARM > evidence.edited_words:
        return False
    if measured.findings >= FINDINGS:
        return measured.confirmed >= PRECISION * measured.findings
    flawless = measured.confirmed == measured.findings and not measured.alarms
    return flawless and (certain or measured.findings > 0)


@cache
def measured() -> Evidence:
    """The evidence that comes with mtqa, read once; empty where nothing was measured yet."""
    return loads(FILE.read_text("utf-8")) if FILE.exists() else Evidence()


def loads(text: str) -> Evidence:
    """Evidence from the form that `dumps` gives.

    Raises:
        ValueError: if it is of another format, or the figures contradict each other.
    """
    data = json.loads(text)
    if data["format"] != FORMAT:
        raise ValueError(f"evidence of format {data['format']}, this version reads {FORMAT}")
    rules = {code: RuleEvidence(**counts) for code, counts in data["rules"].items()}
    return Evidence(data["date"], tuple(data["data"]), data["annotated_words"], data["edited_words"], rules)


def dumps(evidence: Evidence) -> str:
    """JSON with one line a rule, so that a change of the figures is read easily in a review."""
    head = {
        "format": FORMAT,
        "date": evidence.date,
        "data": list(evidence.data),
        "annotated_words": evidence.annotated_words,
        "edited_words": evidence.edited_words,
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    rules = [
        f"    {json.dumps(code)}: "
        + json.dumps({"findings": rule.findings, "confirmed": rule.confirmed, "alarms": rule.alarms})
        for code, rule in sorted(evidence.rules.items())
    ]
    return "\n".join(["{", *lines, '  "rules": {', ",\n".join(rules), "  }", "}"]) + "\n"
