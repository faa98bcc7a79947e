"""Results made by hand, so that renderers are tested without rules."""

from __future__ import annotations

import re
from dataclasses import replace

from mtqa.model.dismissal import Dismissal, Dismissed, Means, Unused
from mtqa.model.finding import Finding, Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.result import Crash, ReferenceScore, Result, Score, Skipped, Verdict
from mtqa.model.span import Span

_MARK = re.compile(r"\[\[(.*?)\|(\w+)(?:\|(.*?))?\]\]", re.DOTALL)
_NOT_CHECKED = (
    Skipped("meaning", "there is no source text to compare with"),
    Skipped("facts", "nothing outside is known"),
)


def result(
    marked: str, *, verdict: Verdict = Verdict.REVISE, path: str = "story.txt", crashes: tuple[Crash, ...] = ()
) -> Result:
    """A result whose findings are written into the text: ``[[words|severity]]``, ``[[words|severity|suggestion]]``."""
    text = ""
    findings: list[Finding] = []
    end = 0
    for number, match in enumerate(_MARK.finditer(marked), 1):
        text += marked[end : match.start()]
        end = match.end()
        words, label, new = match.groups()
        line = text.count("\n") + 1
        findings.append(
            Finding(
                code=f"PUN{number:02}",
                name=f"example-{number}",
                category=Category.PUNCTUATION,
                severity=Severity[label.upper()],
                confidence=0.9,
                span=Span(len(text), len(text) + len(words)),
                quote=words,
                message=f"“{words}” is example number {number}.",
                why="A mark stands where no newspaper would print one.",
                fingerprint=f"{number:016x}",
                line=line,
                column=len(text) - (text.rfind("\n") + 1) + 1,
                suggestion=None if new is None else Suggestion(new, safe=number % 2 == 1),
            )
        )
        text += words
    text += marked[end:]
    words_of_text = len(text.split())
    weight = sum(finding.severity.value for finding in findings)
    return Result(
        id=path,
        path=path,
        text=text,
        language="en",
        signature="mtqa:1.2.3|rules:00000000|profile:default|lang:en",
        words=words_of_text,
        verdict=verdict,
        score=Score(round(1000 * weight / words_of_text, 2), 90.0, 88.5, 95.0),
        findings=tuple(findings),
        crashes=crashes,
        skipped=_NOT_CHECKED,
        headline=text.split("\n")[0],
    )


COMPARED = ReferenceScore(34.2, 61.0, 48.3, "BLEU|version:2.4 · chrF2|version:2.4 · TER|version:2.4")

TALKS = """Talks end without a [[deel|minor|deal]]

GENEVA (AP) — The talks ended late on Thursday[[. .|minor|.]] Nobody spoke to the reporters who had waited in the \
rain since the early morning, and a spokesman for the delegation that arrived first said only that the \
[[Basij|major|mobilization]] \
would go on. The leader[[ of any bad news, and what he has achieved from his isolation has surpassed him at any other \
time|critical]].

A second round is planned for [[next|neutral]] week in Vienna.
"""

AWKWARD = """東京で[[会議|major|会談]]が開かれた。 The minister met 👩‍👩‍👧 and 😀 friends.

قال [[الوزير|minor]] إن المحادثات انتهت.

A zero[[\u200b|minor|]]width space, a tab\there, an escape \x1b[31mred\x1b[0m, half a character \ud800, a \
turn\u202e around.

Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft[[\u00a0|neutral| ]]\
Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft

The line breaks[[
|minor| ]]here<script>alert("&amp;")</script>.
"""


def _let_stand(story: Result) -> Result:
    """The story of the talks after somebody has looked at it: three findings stand, and one dismissal is misspelt."""
    dismissal = Dismissal("UNT04", "the militia itself is <meant>.", Means.SIDECAR, "talks.txt.mtqa.toml", 7)
    misspelt = Dismissal("UNT0<4>", "", Means.FIELD, "talks.jsonl")
    return replace(
        story,
        findings=tuple(finding for finding in story.findings if finding.quote != "Basij"),
        dismissed=tuple(Dismissed(finding, dismissal) for finding in story.findings if finding.quote == "Basij"),
        dismissed_beyond=2,
        unused=(Unused(misspelt, "nothing is called so"),),
    )


LET_STAND = _let_stand(result(TALKS))
