"""Zip archives: every story in them, archives in them included."""

from __future__ import annotations

from mtqa.model.errors import ReadError
from mtqa.readers._base import ZIP_SIGNATURES, File, Format, Records


def read(file: File) -> Records:
    """The documents of the members, in the archive's order.

    Raises:
        ReadError: if the archive is cut off or damaged, or is a file of another kind.
    """
    from mtqa.readers._members import Members
    from mtqa.readers._zipped import WAYS_OUT, kind_of, opened, unpack

    if (kind := kind_of(file.data)) in WAYS_OUT:
        raise ReadError(f"{file.path}: {kind.value}, which mtqa does not read; {WAYS_OUT[kind]}")
    archive = opened(file.data, file.path)
    members = Members(file)
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
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
    if not file.data.startswith(ZIP_SIGNATURES):
        return False
    from mtqa.readers._zipped import Kind, kind_of

    return kind_of(file.data) is not Kind.DOCUMENT


FORMAT = Format(read, frozenset({".zip"}), _recognises)
