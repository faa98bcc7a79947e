"""HTML pages of which all is read that a browser shows, also what stands around the article."""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records


def read(file: File) -> Records:
    """One document: the page's text without navigation, scripts and what is hidden.

    Raises:
        ReadError: if the page shows no text.
    """
    from mtqa.readers._extract import Extract
    from mtqa.readers._html_text import HtmlText, escape
    from mtqa.readers._page import page_document

    html = file.decoded.text
    page = HtmlText(html, Extract(html, escape=escape))
    yield page_document(file, page, page.extract, page.extract.dismissals(file.path))


FORMAT = Format(read)
