"""Text that a report must hold back until its end, compressed: a tenth of the memory, so that long runs stay small."""

from __future__ import annotations

import zlib


class Held:
    """Pieces of text in order. Lone surrogates come back as they went in."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(1)
        self._parts: list[bytes] = []

    def add(self, text: str) -> None:
        """Append a piece."""
        if part := self._compressor.compress(text.encode("utf-8", "surrogatepass")):
            self._parts.append(part)

    def text(self) -> str:
        """All of it; nothing can be added afterwards."""
        self._parts.append(self._compressor.flush())
        return zlib.decompress(b"".join(self._parts)).decode("utf-8", "surrogatepass")
