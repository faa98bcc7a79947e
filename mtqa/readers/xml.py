"""XML of any kind: read as the news format that its root element shows, refused where it shows none.

Files come here that are called ``.xml`` or begin with ``<?xml``, whose root stands too far down to be seen at once, and
drawings and data of no known name whose first element says that it is XML.
"""

from __future__ import annotations

import re
from importlib import import_module

from mtqa.model.errors import ReadError
from mtqa.readers._base import File, Format, Records
from mtqa.readers._xml_root import before_root, root
from mtqa.text.pattern import Pattern

#: Where the roots of news formats begin, after whatever a broken server wrote before them.
_ROOTS = Pattern(r"<(?:rss|rdf:RDF|feed|NewsML|nitf|newsMessage|newsItem|html)[\s>]", re.IGNORECASE)
_WITHIN = 65536
#: What declares a namespace in an element.
_NAMESPACE = Pattern(r"\sxmlns[\s=:]")
#: As much of the file shows what its root is.
_HEAD = 4000


def _known_root(text: str) -> str:
    """The file from the first root of a news format on."""
    found = _ROOTS.search(text, 0, _WITHIN)
    return text[found.start() :][:_HEAD] if found else ""


def _recognised(beginning: str) -> str | None:
    """The format of XML that begins so."""
    from mtqa import readers

    name = readers.recognised(File(beginning.encode("utf-8", "replace"), "")) if beginning else None
    return None if name == "xml" else name


def read(file: File) -> Records:
    """What the reader of the format gives that the root element belongs to.

    Raises:
        ReadError: if there is none.
    """
    text = file.decoded.text
    beginning = text[max(before_root(text), 0) :][:_HEAD]
    name = _recognised(beginning) or _recognised(_known_root(text))
    if name is not None:
        found: Format = import_module(f"mtqa.readers.{name}").FORMAT
        return found.read(file)
    element = root(beginning)[0]
    fact = f"an XML file whose root is <{element}>" if element else "an XML file without a root element"
    raise ReadError(
        f"{file.path}: {fact}, which is no news format that mtqa knows; "
        "with --input-format text it is checked as it is, markup and all"
    )


def _recognises(file: File) -> bool:
    return file.head.startswith("<?xml")


def _resembles(file: File) -> bool:
    """Whether the file's first element has a document type, or a namespace, of its own: SVG, KML, RDF ..."""
    _, attributes = root(file.head)
    return "<!DOCTYPE" in file.head[: before_root(file.head) + 1] or bool(_NAMESPACE.search(attributes))


FORMAT = Format(read, frozenset({".xml"}), _recognises, _resembles)
