"""How much may come out of a compressed file before it is taken for a bomb."""

from __future__ import annotations

from mtqa.model.errors import ReadError

#: The largest single file that is unpacked, and the most that all of an archive's come to, in bytes.
LARGEST, MOST = 256 << 20, 8 << 30
#: Text shrinks to a third or a fifth, a log to a twentieth; bombs live on a thousandfold and more.
_RATIO = 200
#: What is unpacked whatever the ratio: a small file does no harm.
_ALWAYS = 64 << 20
#: Archives in archives in archives.
_DEEPEST = 4


def in_megabytes(size: int) -> str:
    """A size as people say it."""
    return f"{size / (1 << 20):,.0f} MB"


class Allowance:
    """What may still come out of one compressed file of ``packed`` bytes, the archives inside it included."""

    __slots__ = ("_depth", "_spent", "_total")

    def __init__(self, packed: int) -> None:
        self._total = min(MOST, max(_ALWAYS, _RATIO * packed))
        self._spent = [0]
        self._depth = 0

    def spend(self, size: int, path: str) -> None:
        """Count ``size`` bytes that came out of ``path``.

        Raises:
            ReadError: if that is more than text can have been.
        """
        self._spent[0] += size
        if self._spent[0] > self._total:
            raise ReadError(
                f"{path}: with it, more than {in_megabytes(self._total)} would be unpacked, which is too much for the "
                "file's size (a bomb?); if it is none, unpack it and name the files"
            )

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may come out."""
        return self._spent[0] > self._total

    def inside(self, path: str) -> Allowance:
        """The same allowance, for an archive inside ``path``.

        Raises:
            ReadError: if there is no end of archives in archives.
        """
        if self._depth == _DEEPEST:
            raise ReadError(f"{path}: archives are packed in archives {_DEEPEST} deep; unpack them and name the files")
        inner = Allowance(0)
        inner._total, inner._spent, inner._depth = self._total, self._spent, self._depth + 1
        return inner
