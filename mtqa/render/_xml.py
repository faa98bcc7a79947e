"""Text in XML 1.0, which has no control characters and no halves of characters."""

from __future__ import annotations

import re

from mtqa.render.visible import escape

#: What is no Char of XML 1.0: https://www.w3.org/TR/xml/#charsets.
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)


def attribute(text: str) -> str:
    """Text between quotation marks; what XML has no character for is named: ``<U+0000>``."""
    return _NO_CHARACTER.sub(lambda found: escape(found[0]), text).translate(_MARKUP)


def content(text: str) -> str:
    """Text between tags; its lines stay lines."""
    return attribute(text).replace("&#10;", "\n").replace("&#9;", "\t")
