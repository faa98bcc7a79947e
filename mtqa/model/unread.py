"""What could not be read, so that nothing is lost in silence."""

from __future__ import annotations

from typing import Final

from mtqa.model.records import dataclass

#: Why what stands in a folder is not read although it is there.
LINKED: Final = "a link to a folder, which is not followed; name it to have it read"
NO_FILE: Final = "a pipe, a socket or a device, which nothing is read from"


@dataclass(frozen=True, slots=True)
class Unread:
    """A record of a file that could not be read; the file's other records are.

    ``id`` is the record's own name where it gives one, else its number; ``line`` is the line of the file, from 1,
    where it begins. ``reason`` says what is wrong and what would be right.
    """

    path: str
    id: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"
