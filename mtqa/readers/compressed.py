"""Single compressed files: gzip, bzip2, xz and zstd, and the tar archives in them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO, TYPE_CHECKING

from mtqa.model.errors import ReadError
from mtqa.readers._allowance import LARGEST, Allowance, in_megabytes
from mtqa.readers._base import File, Format, Records

if TYPE_CHECKING:
    from mtqa.readers._tarred import Stream

_CHUNK = 1 << 20
#: Where a tar archive says what it is.
_TAR, _TAR_AT = b"ustar", 257
#: Suffixes of packed archives, for that of the archive.
_ARCHIVES = frozenset({".tgz", ".tbz", ".tbz2", ".txz", ".tzst"})
_SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst"}) | _ARCHIVES


def _gzip(data: IO[bytes]) -> Stream:
    from gzip import GzipFile

    return GzipFile(fileobj=data)


def _bzip2(data: IO[bytes]) -> Stream:
    from bz2 import BZ2File

    return BZ2File(data)


def _xz(data: IO[bytes]) -> Stream:
    from lzma import LZMAFile

    return LZMAFile(data)


class _Zstd:
    """What comes out of zstd frames: the library's own stream does not notice that its end is missing."""

    #: So many bytes of input at once are at most 32 MB of output.
    _STEP = 1024

    def __init__(self, data: IO[bytes]) -> None:
        from zstandard import ZstdDecompressor

        self._data = data
        self._frames = ZstdDecompressor()
        self._frame = self._frames.decompressobj()
        self._begun = False
        self._out = b""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end.

        Raises:
            EOFError: if the end is missing.
        """
        while not self._out:
            step = self._data.read(self._STEP)
            if not step:
                if self._begun:
                    raise EOFError
                return b""
            self._begun = True
            self._out = self._frame.decompress(step)
            if self._frame.eof:
                self._data.seek(-len(self._frame.unused_data), 1)
                self._frame = self._frames.decompressobj()
                self._begun = False
        chunk, self._out = self._out[:size], self._out[size:]
        return chunk


#: How packed files begin, and what unpacks them.
_SIGNATURES: dict[bytes, Callable[[IO[bytes]], Stream]] = {
    b"\x1f\x8b\x08": _gzip,
    b"BZh": _bzip2,
    b"\xfd7zXZ\0": _xz,
    b"\x28\xb5\x2f\xfd": _Zstd,
}


class _Unpacked:
    """What comes out of a packed file, counted; its errors are told as ours."""

    __slots__ = ("_ahead", "_allowance", "_path", "_stream")

    def __init__(self, stream: Stream, allowance: Allowance, path: str) -> None:
        self._stream = stream
        self._allowance = allowance
        self._path = path
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, or fewer at the end, which `read` gives again."""
        while len(self._ahead) < size and (chunk := self._next(size - len(self._ahead))):
            self._ahead += chunk
        return self._ahead

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes; none at the end.

        Raises:
            ReadError: if the file is damaged or cut off, or too much comes out of it.
        """
        if self._ahead:
            chunk, self._ahead = self._ahead[:size], self._ahead[size:]
            return chunk
        return self._next(size)

    def _next(self, size: int) -> bytes:
        try:
            chunk = self._stream.read(size)
        except EOFError as error:
            raise ReadError(f"{self._path}: the file is cut off; fetch it again") from error
        except MemoryError as error:
            raise ReadError(f"{self._path}: unpacking it takes more memory than there is") from error
        except Exception as error:
            if not _is_damage(error):
                raise
            raise ReadError(f"{self._path}: the file is damaged and cannot be unpacked; fetch it again") from error
        self._allowance.spend(len(chunk), self._path)
        return chunk

    def all(self) -> bytes:
        """Everything.

        Raises:
            ReadError: as `read`, and if it is more than memory should hold.
        """
        chunks: list[bytes] = []
        size = 0
        while chunk := self.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > LARGEST:
                most = in_megabytes(LARGEST)
                raise ReadError(f"{self._path}: it unpacks to more than {most}; unpack it and split it")
        return b"".join(chunks)


def _is_damage(error: Exception) -> bool:
    """Whether that is how the libraries say that the data is damaged."""
    library = type(error).__module__.partition(".")[0]
    return isinstance(error, (OSError, ValueError)) or library in {"zlib", "_lzma", "zstandard", "zstd"}


def read(file: File) -> Records:
    """The documents of what is packed in the file.

    Raises:
        ReadError: if it cannot be unpacked, or nothing in it can be read.
    """
    from mtqa.readers import read_file
    from mtqa.readers._members import sealed
    from mtqa.readers._tarred import read_stream

    begin = next((begin for signature, begin in _SIGNATURES.items() if file.data.startswith(signature)), None)
    if begin is None:
        raise ReadError(
            f"{file.path}: no file that gzip, bzip2, xz or zstd has packed; give it the suffix of what it is"
        )
    allowance = file.allowance.inside(file.path)
    try:
        stream = _Unpacked(begin(BytesIO(file.data)), allowance, file.path)
    except ImportError as error:
        raise ReadError(
            f"{file.path}: a zstd file is read with the package zstandard: pip install 'mtqa[zstd]'"
        ) from error
    if stream.peek(_TAR_AT + len(_TAR)).startswith(_TAR, _TAR_AT):
        packed = File(file.data, file.path, file.encoding, packing=allowance)
        yield from read_stream(stream, packed)
        return
    inside = File(stream.all(), file.path, file.encoding, _name_inside(file), allowance)
    yield from sealed(read_file(inside), file.path)


def _name_inside(file: File) -> str:
    """What the file was called before it was packed."""
    name, _, suffix = (file.name or file.path).rpartition(".")
    if f".{suffix.lower()}" in _ARCHIVES:
        return f"{name}.tar"
    return name if f".{suffix.lower()}" in _SUFFIXES else file.name or file.path


def _recognises(file: File) -> bool:
    return file.data.startswith(tuple(_SIGNATURES))


FORMAT = Format(read, _SUFFIXES, _recognises)
