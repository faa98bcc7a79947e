"""A finding's fingerprint: the same value while the words and their neighbours stay the same."""

from __future__ import annotations

from hashlib import blake2b

from mtqa.model.span import Span

#: How much context, in code points on either side, is looked at for neighbouring words, and how many count.
_REACH = 80
_NEIGHBOURS = 3


def _normal(text: str) -> list[str]:
    return text.casefold().split()


class Fingerprints:
    """Fingerprints of one document's findings; a repeated one gets a number of its own."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: dict[bytes, int] = {}

    def of(self, code: str, span: Span) -> str:
        """Sixteen hexadecimal digits from rule, words and neighbouring words; no line number."""
        before = _normal(self._text[max(0, span.start - _REACH) : span.start])[-_NEIGHBOURS:]
        after = _normal(self._text[span.end : span.end + _REACH])[:_NEIGHBOURS]
        words = _normal(self._text[span.start : span.end])
        key = "\x1f".join((code, " ".join(before), " ".join(words), " ".join(after))).encode("utf-8", "replace")
        count = self._seen.get(key, 0)
        self._seen[key] = count + 1
        if count:
            key += f"\x1f{count}".encode()
        return blake2b(key, digest_size=8).hexdigest()
