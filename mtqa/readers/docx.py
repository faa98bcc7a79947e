"""Word documents (.docx): the story as it stands when all tracked changes are accepted.

Headings, captions and lists keep their roles, tables and text boxes are read in their place, footnotes and endnotes
after the story; comments, headers, footers and hidden text are not read. A place is a paragraph's number, as one line,
and a character in it.
"""

from __future__ import annotations

from mtqa.model.errors import ReadError
from mtqa.readers._base import ZIP_SIGNATURES, File, Format, Records

#: How a document begins that is encrypted with a password, and what then stands in it.
_OLD, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


def read(file: File) -> Records:
    """One document.

    Raises:
        ReadError: if the file is damaged, encrypted or no Word document, or holds no text.
    """
    from mtqa.readers._word import document

    if _is_encrypted(file.data):
        raise ReadError(f"{file.path}: an office document with a password; save it without one")
    yield document(file)


def _is_encrypted(data: bytes) -> bool:
    return data.startswith(_OLD) and _ENCRYPTED in data


def _recognises(file: File) -> bool:
    if not file.data.startswith(ZIP_SIGNATURES):
        return _is_encrypted(file.data)
    from mtqa.readers._zipped import Kind, kind_of

    return kind_of(file.data) is Kind.DOCUMENT


FORMAT = Format(read, frozenset({".docx", ".docm"}), _recognises)
