r"""JSON: one story a line, or one object, or a list of them.

Fields: ``text``, and where known ``id``, ``source``, ``source_language``, ``reference``, ``language``,
``published``, names in ``people``, ``places``, ``organisations`` or ``keywords``, other fields of
`mtqa.model.metadata.Metadata`, and ``allow`` for findings that need not be reported; others are ignored. What Python
keeps as half a character (``"\ud800"`` alone) is read as U+FFFD, as on the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.readers._base import File, Format, Records
from mtqa.readers._fields import TEXT, WrongFieldError, document, name
from mtqa.readers._json_records import Record, WrongRecordError, documents, members, string_map
from mtqa.readers.ninjs import recognises as is_ninjs
from mtqa.text.document import Document
from mtqa.text.source_map import SourceMap

_BEGINS = re.compile(r'\{\s*"|\[\s*\{\s*"')


def _documents(record: Record) -> Iterator[Document]:
    found, text_at = members(record.source)
    try:
        made = document(
            found,
            number=record.number,
            path=record.path,
            line=record.position.line,
            file_text=record.source,
            origin=SourceMap.later(lambda: string_map(record.source, text_at, len(found[TEXT]))),
            file_position=record.position,
            file_offset=record.offset,
            encoding=record.encoding,
        )
    except WrongFieldError as error:
        raise WrongRecordError(str(error), name(found, record.number)) from error
    yield made


def read(file: File) -> Records:
    """The stories of the file, one by one; a record that is none is named, and the others go on.

    Raises:
        ReadError: if the file as a whole is no text.
    """
    return documents(file, _documents)


def _recognises(file: File) -> bool:
    return bool(_BEGINS.match(file.head)) and not is_ninjs(file)


FORMAT = Format(read, frozenset({".jsonl", ".ndjson", ".json"}), _recognises)
