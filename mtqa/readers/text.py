"""Plain text: the whole file is one story."""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.text.document import Document
from mtqa.text.source_map import SourceMap


def read(file: File) -> Records:
    r"""The file's text as it is; line ends are kept, but for those of old Macintoshes.

    Where ``\r`` alone ends the lines of a file, its text has ``\n`` in that place: rules know both other line ends.
    """
    decoded = file.decoded
    written = decoded.text
    is_of_macintosh = "\r" in written and "\n" not in written
    yield Document(
        written.replace("\r", "\n") if is_of_macintosh else written,
        id=file.path,
        path=file.path,
        file_text=written if is_of_macintosh else None,
        origin=SourceMap.later(lambda: _of_macintosh(written)) if is_of_macintosh else None,
        file_offset=decoded.offset,
        encoding=decoded.encoding,
    )


def _of_macintosh(written: str) -> SourceMap:
    made = SourceMap(escape=lambda text: text.replace("\n", "\r"))
    made.copy_but(0, len(written), ((at, at + 1) for at, character in enumerate(written) if character == "\r"))
    return made


FORMAT = Format(read, suffixes=frozenset({".txt", ".text"}))
