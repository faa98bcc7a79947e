"""Plain text: the whole file is one story."""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.text.document import Document


def read(file: File) -> Records:
    """The file's text as it is; line ends are kept."""
    decoded = file.decoded
    yield Document(decoded.text, id=file.path, path=file.path, file_offset=decoded.offset, encoding=decoded.encoding)


FORMAT = Format(read, suffixes=frozenset({".txt", ".text"}))
