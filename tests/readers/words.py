"""Word documents made in memory, for tests."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.readers.packing import zipped

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def paragraph(text: str, *, style: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    begin = f"<w:p><w:pPr>{named}{properties}</w:pPr>" if named or properties else "<w:p>"
    return f"{begin}{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def part(content: str, root: str = "document", namespace: str = _W) -> bytes:
    """A part of a package."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} xmlns:w="{namespace}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"{content}</w:{root}>"
    ).encode()


def word(body: str, namespace: str = _W, **parts: bytes) -> bytes:
    """A document; ``parts`` are others in its folder ``word/``."""
    named = {f"word/{name}.xml": data for name, data in parts.items()}
    content = part(f"<w:body>{body}</w:body>", namespace=namespace)
    return zipped({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": content, **named})
