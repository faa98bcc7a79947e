"""How inputs are to be read: what every front end does between bytes and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mtqa.engine.sidecar import attached
from mtqa.model.records import dataclass
from mtqa.model.unread import Unread
from mtqa.text.document import Document


@dataclass(frozen=True, slots=True)
class Reading:
    """As which format, in which language; None to find out."""

    form: str | None = None
    language: str | None = None

    def read(self, name: str, data: bytes, *, folder: str = "") -> Iterator[Document | Unread]:
        """The documents in ``data``, in its order, with what a sidecar says of them; and what of it could not be read.

        ``name`` is what the file is called in reports; ``folder`` is where that is relative to.

        Raises:
            ReadError: if nothing of it can be read.
        """
        from mtqa import readers

        yield from self._meant(attached(readers.read(data, name, format=self.form), name, folder=folder))

    def read_lines(self, name: str, data: bytes, form: str, *, first: int, offset: int) -> Iterator[Document | Unread]:
        """The documents in whole lines of a longer file: `mtqa.readers.read_lines`.

        Raises:
            ReadError: if the file's sidecar cannot be read.
        """
        from mtqa import readers

        records = readers.read_lines(data, name, format=form, first_line=first, offset=offset)
        yield from self._meant(attached(records, name))

    def _meant(self, records: Iterator[Document | Unread]) -> Iterator[Document | Unread]:
        for document in records:
            if self.language is not None and isinstance(document, Document):
                yield replace(document, language=self.language)
            else:
                yield document
