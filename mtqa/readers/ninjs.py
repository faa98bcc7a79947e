"""ninjs, the IPTC's news in JSON, of versions 1 to 3: an item, a list of items, or one a line."""

from __future__ import annotations

import re

from mtqa.readers._base import File, Format, Records

_BEGINS = re.compile(r'\{\s*"|\[\s*\{\s*"')
#: Names that only news items have.
_NAMES = re.compile(
    r'"(?:body_\w+|description_\w+|bodies|headlines|descriptions|version_?created|pub_?status)"\s*:|"name"\s*:\s*"ninjs"',
    re.IGNORECASE,
)
#: What ninjs does not have at any level, and records of mtqa's own do.
_TEXT = re.compile(r'"text"\s*:')


def read(file: File) -> Records:
    """The items of the file, and those that belong to them.

    Raises:
        ReadError: if the file as a whole is no text.
    """
    from mtqa.readers._json_records import documents
    from mtqa.readers._ninjs_item import of_record

    return documents(file, of_record)


def recognises(file: File) -> bool:
    """Whether the file begins as JSON and has names that only ninjs has."""
    return bool(_BEGINS.match(file.head) and _NAMES.search(file.beginning) and not _TEXT.search(file.beginning))


FORMAT = Format(read, frozenset(), recognises)
