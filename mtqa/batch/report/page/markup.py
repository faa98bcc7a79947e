"""Pieces that several sections of the page are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from mtqa.batch.report.charts.svg import element, text
from mtqa.model.mqm import Severity
from mtqa.model.result import Verdict
from mtqa.render.wording import SHAPES


class Links:
    """Where the files behind the charts are, as seen from the page; None when there are none."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder

    def to(self, name: str) -> str:
        """Links to the CSV and the Parquet file of that name; nothing when there are none."""
        if self._folder is None:
            return ""
        folder = f"{quote(self._folder)}/" if self._folder else ""
        links = (element("a", form, href=f"{folder}{name}.{suffix}") for form, suffix in _FORMS)
        return element("p", "Data: ", " · ".join(links), class_="data")


#: Said of what does not follow the filters.
ALL_STORIES = "All stories: there are too many combinations for these figures to follow the filters."
ALL_PERIODS = "All periods: these figures follow the other filters, not the choice of time."

_FORMS = (("CSV", "csv"), ("Parquet", "parquet"))


def section(
    identity: str, title: str, *content: str, note: str = "", data: str = "", knows_no_period: bool = False
) -> str:
    """A section with its heading, what it shows in a sentence or two, and its data."""
    said = element("p", note, class_="note") if note else ""
    heading = element("h2", text(title), id=f"{identity}-title")
    fixed = "" if not knows_no_period else element("p", ALL_PERIODS, class_="all-of-it")
    class_ = "knows-no-period" if knows_no_period else None
    return element(
        "section", heading, said, fixed, *content, data, id=identity, aria_labelledby=f"{identity}-title", class_=class_
    )


def table(heads: Iterable[tuple[str, str]], rows: Iterable[str], *, class_: str, caption: str) -> str:
    """A table that sorts: heads as markup with the class of their column, rows as markup."""
    cells = (element("th", head, scope="col", class_=column or None) for head, column in heads)
    return element(
        "div",
        element(
            "table",
            element("caption", text(caption)),
            element("thead", element("tr", *cells)),
            element("tbody", "\n".join(rows)),
            class_=class_,
        ),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=caption,
    )


def cell(content: str, class_: str = "", *, sort: str | float | None = None) -> str:
    """A cell; ``sort`` is what the column is sorted by where that is not what is written."""
    return element("td", content, class_=class_ or None, data_sort=sort)


def row_head(content: str, class_: str = "name") -> str:
    """The cell that names its row."""
    return element("th", content, scope="row", class_=class_)


def verdict(which: Verdict) -> str:
    """A verdict as a label."""
    return element("span", which.value, class_=f"chip {which.value}")


def severity(which: Severity) -> str:
    """A severity as its shape and word."""
    shape = element("span", SHAPES[which], aria_hidden="true")
    return element("span", f"{shape} {which.label}", class_=f"severity {which.label}")


def folded(summary: str, *content: str, class_: str | None = None) -> str:
    """Something that is seen when it is asked for."""
    return element("details", element("summary", summary), *content, class_=class_)


def listed(items: Sequence[str], class_: str | None = None) -> str:
    """A list of markup."""
    return element("ul", *(element("li", item) for item in items), class_=class_) if items else ""
