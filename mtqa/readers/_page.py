"""The document of a page: what of it is read, and what the page says of it."""

from __future__ import annotations

from mtqa.model.dismissal import Dismissal
from mtqa.model.errors import ReadError
from mtqa.readers._base import File
from mtqa.readers._extract import Extract
from mtqa.readers._html_text import HtmlText
from mtqa.readers._metadata import language
from mtqa.text.document import Document
from mtqa.text.structure import Role


def page_document(
    file: File,
    page: HtmlText,
    extract: Extract,
    dismissals: tuple[Dismissal, ...] = (),
    *,
    notes: tuple[str, ...] = (),
) -> Document:
    """What stands in ``extract``, which is all of the page or a part of it.

    ``dismissals`` are what the page's comments say of it; ``notes`` were made when it was read.

    Raises:
        ReadError: if that is no text.
    """
    decoded, text = file.decoded, extract.text
    if not text.strip():
        raise ReadError(f"{file.path}: the page has no text outside navigation, scripts and hidden parts")
    headline = next((text[span.start : span.end] for span, role in extract.roles if role is Role.HEADLINE), "")
    return Document(
        text,
        id=file.path,
        path=file.path,
        language=language(page.language, text),
        names=page.said.keywords,
        roles=extract.roles,
        file_text=decoded.text,
        origin=extract.source_map,
        file_offset=decoded.offset,
        encoding=decoded.encoding,
        dismissals=dismissals,
        metadata=page.said.metadata(page.language, headline),
        notes=notes,
    )
