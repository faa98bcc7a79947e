"""Zip archives: every story in them, archives in them included."""

from __future__ import annotations

from mtqa.model.errors import ReadError
from mtqa.readers._base import File, Format, Records
from mtqa.readers._zipped import Kind, kind_of, opened, unpack

#: What people know other files by that are zip archives inside, and what to do.
_OFFICE = {
    Kind.WORKBOOK: ("an Excel workbook", "save the sheet as CSV UTF-8"),
    Kind.SLIDES: ("a PowerPoint presentation", "save its text as .docx or .txt"),
    Kind.OPEN_DOCUMENT: ("an OpenDocument file", "save it as .docx"),
}


def read(file: File) -> Records:
    """The documents of the members, in the archive's order.

    Raises:
        ReadError: if the archive is cut off or damaged, or is a file of another kind.
    """
    from mtqa.readers._members import Members

    if (kind := kind_of(file.data)) in _OFFICE:
        what, way_out = _OFFICE[kind]
        raise ReadError(f"{file.path}: {what}, which mtqa does not read; {way_out}")
    archive = opened(file.data, file.path)
    members = Members(file)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if not infos:
        raise ReadError(f"{file.path}: the archive holds no files")
    for number, info in enumerate(infos):
        path = members.path(info.filename, alone=len(infos) == 1)
        if path is None:
            continue
        outcome = members.too_large(path, info.file_size)
        if outcome is None:
            try:
                data = unpack(archive, info, path=path, allowance=members.allowance)
            except ReadError as error:
                outcome = members.refused(path, str(error))
            else:
                yield from members.read(path, data, info.filename)
        if outcome is not None:
            yield outcome
        if members.allowance.is_spent:
            yield from members.rest(len(infos) - number - 1, "too much would be unpacked")
            break
    yield from members.others()


def _recognises(file: File) -> bool:
    return kind_of(file.data) not in {Kind.NONE, Kind.DOCUMENT}


FORMAT = Format(read, frozenset({".zip"}), _recognises)
