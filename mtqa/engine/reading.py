"""How inputs are to be read: what every front end does between bytes and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mtqa.engine.sidecar import attached
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

        for document in attached(readers.read(data, name, format=self.form), name, folder=folder):
            if self.language is not None and isinstance(document, Document):
                yield replace(document, language=self.language)
            else:
                yield document
