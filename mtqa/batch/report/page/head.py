"""The head of the page: what was checked, what came of it, and what speaks against trusting it."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.batch.report import wording
from mtqa.batch.report.charts.svg import element, percent, text
from mtqa.batch.report.facts import Facts
from mtqa.batch.report.page.markup import listed
from mtqa.batch.report.periods import label
from mtqa.batch.report.tally import Tally
from mtqa.model.result import Verdict
from mtqa.render.wording import count

#: A label stands in its piece of the bar from this share on.
_ROOM = 0.13
#: On a narrow page, from this one on.
_NARROW_ROOM = 0.3


def head(facts: Facts) -> str:
    """Title, the sentence that says it all, verdicts, figures, what was checked and what strikes."""
    whole = facts.whole
    return element(
        "header",
        element("p", "mtqa archive report", class_="kicker"),
        element("h1", text(facts.name)),
        element("p", text(wording.lead(whole)), class_="lead"),
        *(element("p", text(line), class_="warning", role="note") for line in wording.warnings(facts)),
        _verdicts(whole),
        _figures(facts),
        element("p", text(wording.NOT_CLEAN), class_="clean"),
        class_="head",
    )


def _verdicts(whole: Tally) -> str:
    """One bar for all stories."""
    if not whole.stories:
        return ""
    pieces = []
    left = 0.0
    for verdict in reversed(Verdict):
        share = whole.share(verdict)
        words = f"{verdict.value} {wording.percent(share)}"
        pieces.append(
            element(
                "svg",
                element("title", text(f"{verdict.value}: {whole.number(verdict):,} stories, {wording.percent(share)}")),
                element("rect", class_=verdict.value, width="100%", height="100%"),
                _words(words, verdict, share),
                x=percent(left), width=percent(share), height="100%",
            )
        )  # fmt: skip
        left += share
    bar = element(
        "svg", *pieces, class_="whole-bar", width="100%", height=40, role="img", aria_label=wording.lead(whole)
    )
    keys = (
        element(
            "li",
            _key(verdict),
            f" {verdict.value} ",
            element("b", wording.percent(whole.share(verdict)), data_figure=verdict.value),
            f" <span>{_MEANING[verdict]}</span>",
        )
        for verdict in reversed(Verdict)
    )  # fmt: skip
    return bar + element("ul", *keys, class_="keys")


def _words(words: str, verdict: Verdict, share: float) -> str:
    """The label of a piece of the bar, where there is room for it."""
    if share < _ROOM:
        return ""
    return element("text", words, x="10", y="60%", class_=verdict.value + (" wide" if share < _NARROW_ROOM else ""))


def _key(verdict: Verdict) -> str:
    square = element("rect", class_=verdict.value, width="100%", height="100%")
    return element("svg", square, class_="key", width=12, height=12, aria_hidden="true")


_MEANING = {
    Verdict.HOLD: "readers would be lost or misled",
    Verdict.REVISE: "should be mended first",
    Verdict.PASS: "nothing found that should stop it",
}


def _figures(facts: Facts) -> str:
    """The few numbers that are quoted."""
    whole = facts.whole
    figures = [
        ("stories", f"{whole.stories:,}", "stories checked", "stories"),
        ("words", f"{whole.words:,}", "words", "words"),
        ("npt", wording.points(whole.npt), "penalty points per 1,000 words", "points"),
        ("", f"{facts.findings:,}", "findings", "findings"),
        ("", f"{facts.failed:,}", "not read or not checked", "failed"),
    ]
    return element(
        "dl",
        *(
            element(
                "div",
                element("dt", text(named)),
                element("dd", text(figure), data_figure=key or None),
                class_=f"figure {class_}",
            )
            for key, figure, named, class_ in figures
        ),
        class_="figures",
    )


def glance(facts: Facts) -> str:
    """What strikes first."""
    sentences = [text(sentence) for sentence in wording.highlights(facts)]
    if not sentences:
        return ""
    return element(
        "section", element("h2", "At a glance", id="glance-title"), listed(sentences, "glance"), id="glance",
        aria_labelledby="glance-title",
    )  # fmt: skip


def checked(facts: Facts) -> Iterator[tuple[str, str]]:
    """When and how the run was made, as terms and what stands for them, in markup."""
    if facts.timeline.periods:
        first, last = facts.timeline.periods[0].first, facts.timeline.periods[-1].first
        unit = facts.timeline.unit
        yield "Published", text(f"{label(first, unit)} to {label(last, unit)}")
    if facts.timeline.undated:
        yield "Without a date", text(wording.stories(facts.timeline.undated))
    if facts.timeline.outside:
        yield (
            "Dated far away from all others",
            text(f"{wording.stories(facts.timeline.outside)}, not in the charts of time"),
        )
    yield (
        "Findings",
        text(
            f"{count(facts.findings, 'finding')}; {facts.in_preview:,} more are of rules in preview and not counted, "
            f"{facts.unlisted:,} more are counted and not listed"
        ),
    )
    codes = "<br>".join(
        f"{element('code', text(signature))} {element('span', wording.stories(number), class_='quiet')}"
        for signature, number in facts.signatures
    )
    yield "Signature" if len(facts.signatures) == 1 else "Signatures", codes
