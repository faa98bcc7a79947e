"""What a report says in words and figures: the same on the page, in Markdown and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from mtqa.batch.report.facts import Across, Dimension, Facts, FoundThere, Group, Story, rules_hashes
from mtqa.batch.report.periods import label
from mtqa.batch.report.tally import FEW, Interval, Tally, wilson
from mtqa.model.result import Verdict
from mtqa.render.wording import count
from mtqa.text.languages import language_name

if TYPE_CHECKING:
    from mtqa.batch.report.comparison import Comparison

#: Kinds of failure in words.
KINDS = {
    "unread": "could not be read",
    "crashed": "mtqa failed on it",
    "slow": "took too long",
    "died": "ended the process that checked it",
}
NOT_CLEAN = (
    "Nothing found is not clean: whether stories say what their sources say, and whether they are true, "
    "was not checked."
)
#: Dimensions as headings, one of their groups, and a group of which the record says nothing.
HEADINGS = {
    "outlet": "Outlets",
    "language": "Languages translated from",
    "engine": "Translation engines",
    "feed": "Feeds",
}
ONE = {"outlet": "outlet", "language": "language", "engine": "engine", "feed": "feed"}
MANY = {"outlet": "outlets", "language": "languages", "engine": "engines", "feed": "feeds"}
#: So much is shown of what stands before and after a finding, and of very long words.
_AROUND, _QUOTE = 60, 160
#: What the figures mean; said once, at the end.
METHOD = (
    "Penalty points are an MQM-style automatic penalty: 25 for a critical finding, 5 for a major one, 1 for a "
    "minor one, "
    "none for what is neutral or found by a rule in preview. A group's penalty is all its points for each 1,000 of all "
    "its words.",
    "An interval says where the figure would be had we more stories of the same kind, in 95 of 100 such cases; "
    "it takes "
    "stories, not words, as the unit (linearised ratio, logarithmic scale). Copies of one report make it look "
    "surer than "
    "it is; what strikes says by how much for the whole run, where its stories were compared with each other.",
    f"A group of fewer than {FEW} stories is drawn hollow and not ranked.",
    "Groups differ in more than their name: an outlet that takes the worst feed has the worst copy. Filters show one "
    "with the other held fixed.",
)
GUESSED = (
    "No record says what its story was translated from, so this is what the texts read like. A language gives itself "
    "away by defects: stories with a guess are worse than others by the way they are found."
)


def stories(number: int) -> str:
    """``1 story``, ``1,012 stories``."""
    return f"{number:,} {'story' if number == 1 else 'stories'}"


def percent(share: float) -> str:
    """``12 %``, ``4.1 %``, ``< 0.1 %``, never broken at the space; 0 and 100 only where it is exactly that."""
    value = 100 * share
    if 0 < value < 0.05:
        return "<\u00a00.1\u00a0%"
    if 99.5 <= value < 100:
        return f"{min(value, 99.9):.1f}\u00a0%"
    return f"{value:.1f}\u00a0%" if 0 < value < 9.95 else f"{value:.0f}\u00a0%"


def points(npt: float) -> str:
    """A penalty: ``7.3``, ``24.1``, ``132``."""
    return f"{npt:,.0f}" if npt >= 99.95 else f"{npt:.1f}"


def between(interval: Interval | None) -> str:
    """``18.2 to 31.9``; empty where nothing can be said."""
    return f"{points(interval.low)} to {points(interval.high)}" if interval else ""


def named(group: Group, dimension: str) -> str:
    """What a group is called."""
    if group.name is None:
        return "not stated"
    return language(group.name) if dimension == "language" else group.name


def language(code: str) -> str:
    """A language's name, and its code where that says more."""
    name = language_name(code)
    return name if "-" not in code or name == code else f"{name} ({code})"


def others(dimension: Dimension) -> str:
    """What the groups are called that are not told apart."""
    number = dimension.others_number
    return f"{number:,} other {(ONE if number == 1 else MANY)[dimension.name]}"


def lead(whole: Tally) -> str:
    """What all comes to, in a sentence."""
    if not whole.stories:
        return "No story was checked."
    parts = {verdict: f"{whole.number(verdict):,} ({percent(whole.share(verdict))})" for verdict in Verdict}
    return (
        f"Of {stories(whole.stories)}, {parts[Verdict.HOLD]} should not run as they are and "
        f"{parts[Verdict.REVISE]} need "
        f"mending; in {parts[Verdict.PASS]} nothing was found that should stop them."
    )


def tally_told(tally: Tally) -> str:
    """A group's figures in a sentence, for tooltips and for whoever has the page read aloud."""
    if not tally.stories:
        return "no stories"
    verdicts = ", ".join(
        f"{verdict.value} {percent(tally.share(verdict))} ({tally.number(verdict):,})" for verdict in reversed(Verdict)
    )
    interval = f" ({between(tally.interval)})" if tally.interval else ""
    return f"{stories(tally.stories)}; {verdicts}; {points(tally.npt)} points per 1,000 words{interval}"


def when(story: Story) -> str:
    """The day of publication; empty where it is not known."""
    return day(story.published) if story.published else ""


def highlights(facts: Facts) -> Iterator[str]:
    """What strikes first, a sentence each: only what the figures make sure."""
    whole = facts.whole
    if not whole.stories:
        return
    interval = f" (95 % interval {between(whole.interval)}{_of_reports(facts)})" if whole.interval else ""
    held = wilson(whole.held, whole.stories)
    yield (
        f"The run has {points(whole.npt)} penalty points per 1,000 words{interval}, and "
        f"{percent(whole.share(Verdict.HOLD))} "
        f"of its stories are held ({percent(held.low)} to {percent(held.high)})."
    )
    for name in ("outlet", "language", "engine", "feed"):
        found = facts.dimension(name)
        if found.is_telling and not found.guessed and (worst := _surely_worst(found, whole)):
            yield _worst(worst, found, whole)
    if facts.timeline.periods:
        worst_period = max(facts.timeline.periods, key=lambda one: _surely(one.tally))
        if not worst_period.tally.is_few and _surely(worst_period.tally) > whole.npt:
            when_ = label(worst_period.first, facts.timeline.unit)
            yield (
                f"The worst {facts.timeline.unit.value} is {'the ' if when_.startswith('week') else ''}{when_}: "
                f"{points(worst_period.tally.npt)} points ({between(worst_period.tally.interval)}) in "
                f"{stories(worst_period.tally.stories)}."
            )
    costly = max(facts.rules, key=lambda rule: rule.points, default=None)
    if costly and costly.points and whole.points:
        yield (
            f"The rule that costs most is {costly.code} {costly.name}: {percent(costly.points / whole.points)} of all "
            f"points, in {percent(costly.stories / whole.stories)} of stories."
        )


def _of_reports(facts: Facts) -> str:
    """What of the whole's interval is left when copies of one report are taken together, where that differs."""
    reports = between(facts.by_report)
    return "" if reports in {"", between(facts.whole.interval)} else f"; {reports} with copies of a report as one"


def _surely(tally: Tally) -> float:
    return interval.low if (interval := tally.interval) and not tally.is_few else 0.0


def _surely_worst(dimension: Dimension, whole: Tally) -> Group | None:
    """The group of the highest penalty that is surely above that of the whole run."""
    known = [one for one in dimension.shown if one.name is not None and _surely(one.tally) > whole.npt]
    return max(known, key=lambda one: _surely(one.tally), default=None)


def _worst(group: Group, dimension: Dimension, whole: Tally) -> str:
    tally = group.tally
    return (
        f"The worst {ONE[dimension.name]} is {named(group, dimension.name)}: {points(tally.npt)} points "
        f"({between(tally.interval)}), {tally.npt / whole.npt:.1f} times the run’s; it has "
        f"{percent(tally.stories / whole.stories)} of the stories and {percent(tally.points / whole.points)} of "
        "the points."
    )


def totals(facts: Facts) -> str:
    """How many stories, words, findings and failures."""
    parts = [stories(facts.whole.stories), count(facts.whole.words, "word"), count(facts.findings, "finding")]
    return ", ".join(parts)


def shortened(words: str, most: int) -> str:
    """Words of at most so many characters."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def title(story: Story) -> str:
    """What a story is called."""
    return shortened(story.headline, 160) if story.headline else shortened(story.id, 80)


def place(story: Story) -> str:
    """Where a story is found."""
    line = f":{story.line}" if story.line is not None else ""
    return f"{story.path}{line}" + ("" if story.id in ("", story.path) else f" · {story.id}")


def context(found: FoundThere) -> tuple[str, str, str]:
    """A finding's words, and what of its surroundings is shown before and after them."""
    before, after = found.before.rpartition("\n")[2], found.after.partition("\n")[0]
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:].partition(' ')[2] or before[-_AROUND:]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0] or after[:_AROUND]}…"
    return before, shortened(found.quote, _QUOTE), after


def warnings(facts: Facts) -> Iterator[str]:
    """What speaks against taking the figures for the whole archive."""
    if facts.state.finished is False:
        told = f" {facts.state.note}" if facts.state.note else ""
        yield f"This run is not finished.{told} These are the figures so far; the same `mtqa batch` command goes on."
    elif facts.state.finished is None:
        yield "There is no manifest in the folder: whether the run was finished is not known."
    for one in facts.damaged:
        yield f"{one.path} could not be read and is left out: {one.reason}"
    if len(rules_hashes(facts.signatures)) > 1:
        yield (
            f"The stories were checked by {len(rules_hashes(facts.signatures))} different sets of rules: outlets "
            "and weeks "
            "may differ for that reason alone. A run with one set of rules can be compared."
        )
    for crash in facts.crashes:
        yield f"Rule {crash.reason} – it failed on {stories(crash.number)}, of which it says nothing ({crash.place})."


#: Tables of what comparing stories gave: heading, and what the reader looks at.
LISTINGS = {
    "furniture": (
        "Lines that are an outlet's furniture",
        "Lines that recur over many stories of one outlet: menus, advertising, signatures. Take them off where "
        "the copy "
        "comes in.",
    ),
    "spellings": (
        "Names that are spelt in several ways",
        "The spelling that most stories have, and what others write.",
    ),
    "appearances": (
        "When a term came in",
        "Words that should not stand in English news, with the story that had them first: from there they spread.",
    ),
}
CLUSTERS = (
    "Copies of one report, those first whose copies differ most in damage. The least damaged copy is the one to "
    "run or to "
    "mend the others by; names and numbers on which copies disagree should be looked up."
)


def compared(across: Across) -> str:
    """How many copies there are, or that stories were not compared."""
    if len(across.missing) == _ACROSS:
        return (
            "Stories were not compared with each other in this run: which are copies of one report, what is "
            "furniture and "
            "how names are spelt is not known."
        )
    parts = []
    if "clusters" not in across.missing:
        number = across.clusters_number
        parts.append(
            f"{stories(across.copies_number)} {'is a copy' if across.copies_number == 1 else 'are copies'} of "
            f"{number:,} {'report' if number == 1 else 'reports'}."
        )
    if across.missing:
        parts.append(f"Not there: {', '.join(across.missing)}.")
    return " ".join(parts)


_ACROSS = 6


def day(when_: date) -> str:
    """``3 March 2025``."""
    return f"{when_.day} {when_:%B %Y}"


def value(what: str | float | date | None, column: str) -> str:
    """A cell of a table of what comparing stories gave."""
    if what is None:
        return "not known" if column in {"first seen", "last seen"} else "not stated"
    if isinstance(what, date):
        return day(what)
    if isinstance(what, float):
        return percent(what)
    return f"{what:,}" if isinstance(what, int) else shortened(what, 200)


def changed(found: Comparison) -> Iterator[str]:
    """What has changed, in sentences; first what speaks against comparing at all."""
    if not found.same_rules:
        yield (
            f"The runs were checked by different sets of rules ({found.older}: {found.signature}). Where stories "
            "are the "
            "same, what changed is what the rules say of them."
        )
    if found.undone:
        yield f"Of {found.older}, some files could not be read: {'; '.join(found.undone)}"
    rewritten = f", {found.rewritten:,} of them with another text" if found.rewritten else ""
    if found.only_here or found.only_there or rewritten:
        yield (
            f"The runs do not hold the same stories: {found.in_both:,} are in both{rewritten}, "
            f"{found.only_here:,} only "
            f"here, {found.only_there:,} only in {found.older}."
        )


def change_lead(found: Comparison) -> str:
    """The change of the whole, in a sentence."""
    of = f"Of the {stories(found.in_both)} in both runs" if found.paired else "Of all stories of each run"
    before, after = found.whole.before, found.whole.after
    verdicts = ", ".join(
        f"{verdict.value} {percent(before.share(verdict))} → {percent(after.share(verdict))}"
        for verdict in reversed(Verdict)
    )
    sure = "" if found.whole.is_sure else ", which may be chance" if found.whole.difference else ""
    return (
        f"{of}: {verdicts}; {points(before.npt)} → {points(after.npt)} penalty points per 1,000 words "
        f"({signed(found.whole.difference)}{sure})."
    )


def signed(difference: float) -> str:
    """A difference with its sign: ``+3.2``, ``−0.4``, ``0``."""
    shown = points(abs(difference))
    return shown if float(shown.replace(",", "")) == 0 else f"{'+' if difference > 0 else '−'}{shown}"


def rate(findings: int, words: int) -> str:
    """Findings in 10,000 words."""
    return f"{10_000 * findings / words:.2f}" if words else ""
