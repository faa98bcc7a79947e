"""The root element of a file, which tells one format of XML from another, without reading more than is needed."""

from __future__ import annotations

import re
from functools import lru_cache

from mtqa.text.pattern import Pattern

#: Definitions between the brackets of a DOCTYPE; brackets in quotations and comments do not count.
DEFINITIONS = r"""(?:[^\]"'<]++|"[^"]*+"|'[^']*+'|<!--(?>.*?-->)|<)*+\]\s*+>"""
_ROOT = Pattern(
    r"""\s*+(?:<\?[^>]*+>\s*+|<!--(?>.*?-->)\s*+|<!(?!--)(?:[^<>\["']++|"[^"]*+"|'[^']*+')*+(?:\["""
    + DEFINITIONS
    + r"""|>)\s*+)*+"""
    r"""<([^\W\d][^\s<>/"'=]*+)([^<>]*+)""",
    re.DOTALL,
)


@lru_cache(maxsize=4)
def root(head: str) -> tuple[str, str]:
    """Local name, in lower case, and attributes of the element that ``head`` begins with; empty if it is none."""
    found = _ROOT.match(head) if head.startswith("<") else None
    return (found[1].rpartition(":")[2].lower(), found[2]) if found else ("", "")


def before_root(text: str) -> int:
    """Where the first element begins if only comments and declarations stand before it, else -1."""
    found = _ROOT.match(text)
    return found.start(1) - 1 if found else -1
