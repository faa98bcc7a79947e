"""Stories with their findings in context."""

from __future__ import annotations

from collections.abc import Mapping

from mtqa.batch.report import wording
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.facts import Facts, FoundThere, Story
from mtqa.batch.report.page import markup
from mtqa.batch.report.periods import begin
from mtqa.model.result import Verdict
from mtqa.render.wording import PREVIEW, count


def stories(facts: Facts, links: markup.Links) -> str:
    """The worst, the most typical, and the worst of every outlet."""
    if not facts.worst and not facts.typical:
        return markup.section("stories", "Stories", note="No story has a penalty.")
    shown = {story.key for story in facts.worst}
    blocks = [
        element("h3", "The worst"),
        *(_story(story, _keys(story, facts), folded=number > 1) for number, story in enumerate(facts.worst)),
    ]
    if facts.typical:
        blocks += [
            element("h3", "Typical of what is stopped"),
            *(_story(story, _keys(story, facts)) for story in facts.typical),
        ]
    if others := [story for story in facts.of_outlets if story.key not in shown]:
        blocks += [element("h3", "The worst of each outlet"), *(_story(story, _keys(story, facts)) for story in others)]
    note = (
        "Findings in their context, the gravest of each story. Copies of one report are shown once. Typical "
        "stories are "
        "those in the middle of all that have the same verdict."
    )
    return markup.section("stories", "Stories", *blocks, note=note, data=links.to("stories"))


def _keys(story: Story, facts: Facts) -> dict[str, str | float | None]:
    """The numbers of the story's groups and of its period, by which the page's filters find it."""
    keys: dict[str, str | float | None] = {}
    names = {"outlet": story.outlet, "language": story.language, "engine": story.engine, "feed": story.feed}
    for one in facts.dimensions:
        shown = [group.name for group in one.shown]
        keys[f"data_{one.name}"] = shown.index(names[one.name]) if names[one.name] in shown else len(shown)
    if story.published and facts.timeline.periods:
        first = begin(story.published.date(), facts.timeline.unit)
        keys["data_period"] = next((at for at, one in enumerate(facts.timeline.periods) if one.first == first), None)
    return keys


def _story(story: Story, keys: Mapping[str, str | float | None], *, folded: bool = True) -> str:
    facts = (
        story.outlet,
        wording.when(story),
        f"from {wording.language(story.language)}" if story.language else "",
        story.engine,
        count(story.words, "word"),
    )
    summary = element(
        "summary",
        markup.verdict(story.verdict),
        element("span", element("b", wording.points(story.npt)), " points", class_="npt"),
        element("span", text(wording.title(story)), class_="title", dir="auto"),
        element("span", " · ".join(element("bdi", text(one)) for one in facts if one), class_="facts"),
    )
    more = story.findings_number - len(story.findings)
    return element(
        "details",
        summary,
        element("p", element("code", text(wording.place(story))), class_="place"),
        element("ol", *map(_finding, story.findings), class_="found"),
        element("p", f"{count(more, 'further finding')} not shown.", class_="note") if more > 0 else "",
        class_="story",
        open=None if folded else "open",
        data_verdict=list(reversed(Verdict)).index(story.verdict),
        **keys,
    )


def _finding(found: FoundThere) -> str:
    before, words, after = wording.context(found)
    context = f"{text(before)}{element('mark', text(words) or '‸', class_=found.severity.label)}{text(after)}"
    preview = element("span", text(PREVIEW), class_="preview") if found.preview else ""
    return element(
        "li",
        element("p", context, class_="context", dir="auto"),
        element(
            "p",
            markup.severity(found.severity),
            f" {text(found.message)} ",
            element("code", text(found.code)),
            f" {preview}",
            class_="message",
        ),
    )
