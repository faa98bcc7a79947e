"""Zip archives as such: what kind a file is whose format is built on them, and how a member is unpacked."""

from __future__ import annotations

from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING

from mtqa.model.errors import ReadError
from mtqa.readers._allowance import Allowance
from mtqa.readers._base import ZIP_SIGNATURES

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

#: Where the table of contents is said to be, at the end of the file: its mark, its fixed size, the longest comment.
_END, _END_SIZE, _COMMENT = b"PK\x05\x06", 22, 65535
#: The same for archives above 4 GB or 65,535 members, where the other says so.
_WIDE_END, _SAID_ELSEWHERE = b"PK\x06\x06", 0xFFFFFFFF
#: A longer table of contents would fill the memory: some 100,000 members.
_LONGEST_TABLE = 16 << 20
_ENCRYPTED = 0x1


class Kind(Enum):
    """What a file is that may be a zip archive."""

    NONE = "no zip archive"
    ARCHIVE = "an archive"
    DOCUMENT = "a Word document"
    WORKBOOK = "an Excel workbook"
    SLIDES = "a PowerPoint presentation"
    OPEN_DOCUMENT = "an OpenDocument file"


#: The folder that only one kind of office document has.
_FOLDERS = ((b"word/", Kind.DOCUMENT), (b"xl/", Kind.WORKBOOK), (b"ppt/", Kind.SLIDES))


#: What to do with files that mtqa does not read.
WAYS_OUT = {
    Kind.WORKBOOK: "save the sheet as CSV UTF-8",
    Kind.SLIDES: "save its text as .docx or .txt",
    Kind.OPEN_DOCUMENT: "save it as .docx",
}


def _table(data: bytes) -> bytes:
    """The table of contents; empty where it is missing."""
    at = data.rfind(_END, max(0, len(data) - _END_SIZE - _COMMENT))
    if at < 0 or at + _END_SIZE > len(data):
        return b""
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if size == _SAID_ELSEWHERE and (wide := data.rfind(_WIDE_END, max(0, at - _END_SIZE - _COMMENT), at)) >= 0:
        size, at = int.from_bytes(data[wide + 40 : wide + 48], "little"), wide
    return data[max(0, at - size) : at]


def kind_of(data: bytes) -> Kind:
    """What a file is, by its table of contents, or by its beginning where that is cut off."""
    if not data.startswith(ZIP_SIGNATURES):
        return Kind.NONE
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:128]:
        return Kind.OPEN_DOCUMENT
    table = _table(data) or data[:4096]
    if b"[Content_Types].xml" in table:
        return next((kind for folder, kind in _FOLDERS if folder in table), Kind.ARCHIVE)
    return Kind.ARCHIVE


def opened(data: bytes, path: str) -> ZipFile:
    """The archive that ``data`` is.

    Raises:
        ReadError: if it is cut off or damaged, or has more members than anybody packs.
    """
    from struct import error as StructError  # noqa: N812 - the module's name for it says nothing
    from zipfile import BadZipFile, ZipFile

    if len(_table(data)) > _LONGEST_TABLE:
        raise ReadError(
            f"{path}: the archive has more members than mtqa unpacks at once; unpack it and name the folder"
        )
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, StructError, ValueError, OverflowError, NotImplementedError, OSError) as error:
        raise ReadError(
            f"{path}: the zip archive is cut off or damaged: there is no table of contents at its end; "
            "fetch it again, or pack it again"
        ) from error


def unpack(archive: ZipFile, info: ZipInfo, *, path: str, allowance: Allowance) -> bytes:
    """The content of a member; ``path`` is what it is called.

    Raises:
        ReadError: if it is encrypted, damaged, packed in an unknown way, or part of a bomb.
    """
    from lzma import LZMAError
    from zipfile import BadZipFile
    from zlib import error as ZlibError  # noqa: N812

    if info.flag_bits & _ENCRYPTED:
        raise ReadError(f"{path}: it is encrypted; unpack the archive with its password and name the files")
    allowance.spend(info.file_size, path)
    try:
        with archive.open(info) as member:
            data = member.read(info.file_size)
            if len(data) == info.file_size and not member.read(1):  # reading on compares the checksum
                return data
    except NotImplementedError as error:
        raise ReadError(f"{path}: it is packed in a way that mtqa does not know; unpack the archive first") from error
    except (BadZipFile, ZlibError, LZMAError, EOFError, OSError, RuntimeError, ValueError, MemoryError) as error:
        raise ReadError(f"{path}: it is damaged or cut off in the archive; fetch it again, or pack it again") from error
    raise ReadError(f"{path}: it is damaged: the archive promises {info.file_size:,} bytes and holds {len(data):,}")
