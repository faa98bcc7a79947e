"""Pages and their articles: as pages say, as their elements mark it, or as is found out; or all of a page."""

from __future__ import annotations

import builtins
import json
import re
from typing import Any

import pytest

from mtqa.model.errors import ReadError
from mtqa.model.span import Span
from mtqa.readers import format_of, read
from mtqa.text.document import Document
from mtqa.text.structure import Role
from tests.growth import grows_linearly

_FIRST = "The old ferry sank off Bergen on Monday, and the shipowner said that nobody on board had been hurt."
_SECOND = "Divers will look at the wreck on Friday, the coast guard told reporters in the harbour of the city."
_NOISE = "Subscribe to our letter and get the news of the day every morning before anybody else has read them."
_STORY_TEXT = f"{_FIRST}\n\n“No,” he said.\n\n{_SECOND}"
_TEXT = f"Ferry sinks\n\n{_STORY_TEXT}"


def _page(story: str, head: str = "") -> str:
    return (
        f"<html lang=en><head>{head}</head><body><h1>Ferry sinks</h1><p>{_NOISE}</p>{story}<div><p>{_NOISE}</p>"
        "<p>More stories</p></div></body></html>"
    )


_STORY = f"<p>{_FIRST}</p><p>&ldquo;No,&rdquo; he <b>said</b>.</p><p>{_SECOND}</p>"
_BODY = f"{_FIRST} “No,” he said. {_SECOND}"


def _script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _only(page: str, form: str = "article") -> Document:
    (document,) = read(page.encode(), "page.html", format=form)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("form", ["article", "html"])
@pytest.mark.parametrize(
    "page",
    [
        _page(_STORY, _script({"@type": "NewsArticle", "articleBody": _BODY})),
        _page(_STORY, _script({"@graph": [{"@type": "WebPage"}, {"articleBody": _BODY}]})),
        _page(f"<article>{_STORY}</article>"),
        _page(f"<main>{_STORY}</main>"),
        _page(f"<article>x</article><main>{_STORY}</main><article>y</article>"),
        _page(f"<article><p>x</p><div itemprop='articleBody'><div>{_STORY}</div></div></article>"),
        _page(f"<article>{_STORY}</article>", "<script type='application/ld+json'>{broken</script>"),
    ],
)  # fmt: skip
def test_what_the_page_calls_its_article_is_read_and_the_headline(page: str, form: str) -> None:
    document = _only(page, form)
    assert document.text == _TEXT
    assert [(document[span], role) for span, role in document.roles] == [("Ferry sinks", Role.HEADLINE)]
    start = document.text.index("“No,” he said")
    at = document.source_map.to_origin(Span(start, start + 13))
    assert document.in_file[at.start : at.end] == "&ldquo;No,&rdquo; he <b>said"
    assert document.in_file == page
    (note,) = document.notes
    assert re.fullmatch(
        r"Of the page only the article was checked, 43 of \d\d words; `--input-format page` checks all of it\.", note
    )


def test_a_note_is_made_only_where_something_is_left_out() -> None:
    page = f"<html><body><article><h1>Ferry sinks</h1>{_STORY}</article></body></html>"
    assert _only(page).notes == _only(page, "html").notes == _only(page, "page").notes == ()


@pytest.mark.parametrize(
    "page",
    [
        _page(_STORY),
        _page(f"<article><h2>Ferry</h2><p>{_FIRST}</p></article><div>{_STORY}<p>{_NOISE}</p></div>"),
        _page(_STORY, _script({"articleBody": f"{_FIRST} {'The rest is for readers who pay. ' * 2}"})),
    ],
    ids=["nothing said", "a teaser", "the beginning"],
)
def test_all_of_a_page_is_read_where_it_does_not_say_what_most_of_its_prose_is(page: str) -> None:
    document = _only(page, "html")
    assert document.text == _only(page, "page").text
    assert _NOISE in document.text
    assert _SECOND in document.text
    assert document.notes == ()


def test_all_of_a_page_is_read_if_one_asks() -> None:
    page = _page(f"<article>{_STORY}</article>")
    assert _only(page, "page").text == f"Ferry sinks\n\n{_NOISE}\n\n{_STORY_TEXT}\n\n{_NOISE}\n\nMore stories"


@pytest.mark.parametrize("form", ["article", "html", "page"])
def test_what_comments_say_of_a_paragraph_holds_for_it_wherever_it_stands(form: str) -> None:
    allowed = "<!-- mtqa: allow NUM01 -- as it is -->"
    story = f"<p>{_FIRST}</p><p>&ldquo;No,&rdquo; he <b>said</b>.</p>{allowed}<p>{_SECOND}</p>"
    page = _page(f"<article>{story}</article><div>{allowed}<p>x</p></div>")
    document = _only(page, form)
    meant = [document[dismissal.span] for dismissal in document.dismissals if dismissal.span is not None]
    assert meant == ([_SECOND, "x"] if form == "page" else [_SECOND])


@pytest.mark.parametrize("form", ["article", "html"])
def test_a_page_that_only_a_script_shows_is_read_from_its_linked_data(form: str) -> None:
    body = f"{_FIRST}\n\n\u201cNo,\u201d he said. {_SECOND}"
    page = _page("<div id=app></div>", _script({"articleBody": body}))
    document = _only(page, form)
    assert document.text == body
    at = document.source_map.to_origin(Span(body.index("\u201c"), body.index("he said")))
    assert document.in_file[at.start : at.end] == "\\u201cNo,\\u201d "
    assert document.notes == (
        "The page shows its text only by a script: what was checked is the text in its linked data.",
    )


def test_what_no_page_says_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    monkeypatch.setattr(trafilatura, "extract", lambda _, **__: f"{_FIRST}\n“No,” he said.\n{_SECOND}")
    assert _only(_page(f"<div>{_STORY}</div>")).text == _TEXT
    monkeypatch.setattr(trafilatura, "extract", lambda _, **__: None)
    with pytest.raises(ReadError, match="no article was found in the page; `--input-format page` reads all of it"):
        _only(_page(_STORY))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "trafilatura":
            raise ImportError(name)
        return imported(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ReadError, match=r"^page\.html: the page does not say .* `pip install 'mtqa\[article\]'`"):
        _only(_page(_STORY))


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="the page has no text outside navigation"):
        _only("<html><article><nav>Home</nav></article></html>")


def test_nothing_is_sought_out_unless_one_asks() -> None:
    assert format_of(_page(f"<article>{_STORY}</article>").encode(), "page.html") == "html"


@pytest.mark.parametrize("form", ["article", "html"])
@pytest.mark.parametrize(
    "part", ["<article>x", "<p>y</p>", "<script type='application/ld+json'>{", "<p itemprop=articleBody>"]
)
def test_time_grows_with_size(part: str, form: str) -> None:
    page = _page(f"<article>{_STORY}</article>", _script({"articleBody": _BODY}))

    def work(size: int) -> Any:
        data = (page + part * (size // len(part))).encode()
        return lambda: list(read(data, "page.html", format=form))

    assert grows_linearly(work, 20_000, limit=3)
