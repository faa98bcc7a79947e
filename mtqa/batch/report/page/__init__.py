"""The report as one page that fetches nothing: charts, tables, stories, and filters that work from what it carries.

The page can be read without its script and in print. It tells the browser to allow only its own style and script, by
their hashes; every word of a story or of a record goes through `mtqa.batch.report.charts.svg.text`.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from string import Template

from mtqa.batch.report import wording
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.comparison import Comparison
from mtqa.batch.report.facts import Facts
from mtqa.batch.report.page import changes, compared, failures, filters, groups, head, rules, scores, stories, time
from mtqa.batch.report.page.markup import Links

_DATA = Path(__file__).parents[1] / "data"


def page(facts: Facts, comparison: Comparison | None = None, *, data: str | None = None) -> str:
    """The page; ``data`` is the folder of the files behind the charts, as seen from the page."""
    links = Links(data)
    style, script = ((_DATA / name).read_text("utf-8") for name in ("page.css", "page.js"))
    changed = {"changes": ("What has changed", changes.changes(comparison, links))} if comparison else {}
    sections = {
        **changed,
        "time": ("Over time", time.over_time(facts, links)),
        "groups": ("Where it is bad", groups.groups(facts, links)),
        "rules": ("What is wrong", rules.rules(facts, links)),
        "scores": ("Scores", scores.scores(facts, links)),
        "stories": ("Stories", stories.stories(facts, links)),
        "across": ("Across stories", compared.across(facts, links)),
        "failures": ("Not checked", failures.failures(facts, links)),
    }
    if not facts.whole.stories:
        sections = {"failures": sections["failures"]}
    navigation = (element("li", element("a", title, href=f"#{name}")) for name, (title, _) in sections.items())
    return Template((_DATA / "page.html").read_text("utf-8")).substitute(
        title=text(f"mtqa archive report: {facts.name}"),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        head=head.head(facts),
        glance=head.glance(facts),
        nav=element("nav", element("ul", *navigation, class_="nav"), aria_label="Sections"),
        filters=filters.filters(facts),
        sections="\n".join(content for _, content in sections.values()),
        footer=_footer(facts),
        cube=facts.cube.replace("<", "\\u003c"),
    )


def _footer(facts: Facts) -> str:
    terms = (element("dt", term) + element("dd", meaning) for term, meaning in head.checked(facts))
    return "".join(
        (
            element("h2", "What was checked"),
            element("dl", *terms, class_="terms"),
            element("h2", "How to read the figures"),
            *(element("p", text(paragraph)) for paragraph in wording.METHOD),
            element("p", text(wording.NOT_CLEAN)),
        )
    )


def _hash(content: str) -> str:
    """A source expression of a content security policy."""
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()
