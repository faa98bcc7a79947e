"""What shows only when stories are compared: copies of one report, furniture, spellings, first appearances."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.batch.report import wording
from mtqa.batch.report.charts.svg import element, text
from mtqa.batch.report.facts import Cluster, Copy, Facts, Listing
from mtqa.batch.report.page import markup
from mtqa.model.result import Verdict

#: Rows of a table that are shown.
_ROWS = 15


def across(facts: Facts, links: markup.Links) -> str:
    """Clusters with their least damaged copy, and the other tables."""
    found = facts.across
    note = wording.compared(found)
    if not found.clusters and not found.listings:
        return markup.section("across", "Across stories", note=text(note))
    return markup.section(
        "across", "Across stories", *_clusters(facts, links), *_listings(facts, links), note=text(note)
    )


def _clusters(facts: Facts, links: markup.Links) -> Iterator[str]:
    if facts.across.clusters:
        yield element("h3", "One report, several copies")
        yield element("p", text(wording.CLUSTERS), class_="note")
        yield from map(_cluster, facts.across.clusters)
        yield links.to("clusters")


def _cluster(cluster: Cluster) -> str:
    heads = [
        ("copy", "name"),
        ("verdict", "text"),
        ("points", ""),
        ("words", "wide"),
        ("published", "wide"),
        ("where", "place wide"),
    ]
    rows = [_copy(one, best=number == 0) for number, one in enumerate(cluster.copies)]
    left_out = cluster.size - len(cluster.copies)
    title = element(
        "h4",
        element("span", text(cluster.headline), class_="title"),
        f" {element('span', f'{cluster.size:,} copies', class_='quiet')}",
    )
    return element(
        "div",
        title,
        markup.table(heads, rows, class_="copies", caption=f"Copies of: {cluster.headline}"),
        element("p", f"{left_out:,} copies in between are not shown.", class_="data") if left_out else "",
        markup.listed([text(one) for one in cluster.disagreements], "disagree"),
        class_="cluster",
    )


def _copy(one: Copy, *, best: bool) -> str:
    least = f" {element('span', 'least damaged', class_='least')}" if best else ""
    return element(
        "tr",
        markup.row_head(f"{element('bdi', text(one.outlet or 'outlet not stated'))}{least}"),
        markup.cell(markup.verdict(Verdict(one.verdict)), "text"),
        markup.cell(wording.points(one.npt)),
        markup.cell(f"{one.words:,}", "wide"),
        markup.cell(wording.day(one.published) if one.published else "", "wide"),
        markup.cell(element("code", text(one.place)), "place wide"),
    )


def _listings(facts: Facts, links: markup.Links) -> Iterator[str]:
    for one in facts.across.listings:
        if one.rows:
            yield element("h3", wording.LISTINGS[one.name][0])
            yield element("p", text(wording.LISTINGS[one.name][1]), class_="note")
            yield _listing(one)
            if one.total > _ROWS:
                yield element("p", f"{one.total - _ROWS:,} more are in the data.", class_="data")
            yield links.to(one.name)


def _listing(one: Listing) -> str:
    kinds = [_kind(one, at) for at in range(len(one.columns))]
    heads = [(text(name), kind) for name, kind in zip(one.columns, kinds, strict=True)]
    rows = (
        element(
            "tr",
            *(
                markup.row_head(text(wording.value(value, column)))
                if at == 0
                else markup.cell(text(wording.value(value, column)), kinds[at])
                for at, (value, column) in enumerate(zip(row, one.columns, strict=True))
            ),
        )
        for row in one.rows[:_ROWS]
    )
    return markup.table(heads, rows, class_="listing unsorted", caption=wording.LISTINGS[one.name][0])


def _kind(one: Listing, at: int) -> str:
    """The class of a column: words stand at the left."""
    if at == 0:
        return "name"
    return "text" if any(isinstance(row[at], str) for row in one.rows) else ""
