"""Which stories of an archive are nearly alike, by their sketches, without comparing each with each.

Sketches are cut into bands of two values; only stories that share a whole band are compared (locality-sensitive
hashing; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3). That finds 998 of 1,000 pairs of texts
with a similarity of 0.3, 93 of 100 with 0.2.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.batch.across.minhash import PERMUTATIONS

if TYPE_CHECKING:
    from numpy import ndarray

    from mtqa.batch.across.archive import Archive

_BAND = 2
#: A story is compared with so many of the next ones that share a band: the copies of one report share many bands.
_NEXT = 12
#: Copies of one report appear within so many seconds of each other, 30 days, where it is known when they appeared.
_APART = 30 * 24 * 3600
#: So many pairs are compared at once: what the processor's cache has room for.
_PAIRS = 1 << 12
#: So many pairs wait to be put with the others.
_WAITING = 1 << 20
#: What stands for a time that is not known; it is near to any.
_UNKNOWN = -(1 << 62)
#: Adds up the eight bytes of a word, in its highest.
_BYTES = 0x0101010101010101

_TIMES = "SELECT story, epoch(published)::BIGINT AS time FROM stories"
_SKETCHES = "SELECT story, minhash FROM traces WHERE minhash IS NOT NULL"


class Sketches:
    """The sketches of all stories that have one.

    In memory is a byte of each value, which tells most pairs that are not alike; the values themselves are in files,
    by story and by band.
    """

    def __init__(self, archive: Archive) -> None:
        import numpy as np

        ((count,),) = archive.ask("SELECT count(*) FROM traces WHERE minhash IS NOT NULL").fetchall()
        self.stories = np.empty(count, np.int64)
        self._bytes = np.empty((count, PERMUTATIONS), np.uint8)
        self._by_story, stories = _on_disk(archive.scratch / "sketches", (count, PERMUTATIONS), np.int32)
        self._by_band, bands = _on_disk(archive.scratch / "bands", (PERMUTATIONS // _BAND, count), np.int64)
        self._pages = [pages for pages in (stories, bands) if pages is not None]
        start = 0
        for batch in archive.batches(_SKETCHES):
            rows = slice(start, start + len(batch))
            values = batch.column("minhash").flatten().to_numpy().reshape(-1, PERMUTATIONS)
            self.stories[rows] = batch.column("story").to_numpy()
            self._bytes[rows] = (values.view(np.uint32) * np.uint32(0x9E3779B1)) >> np.uint32(24)
            self._by_story[rows] = values
            self._by_band[:, rows] = np.ascontiguousarray(values).view(np.int64).T
            start += len(batch)
            self._put_away()
        self._times = self._published(archive)
        self._order = np.lexsort((self.stories, self._times))

    def _published(self, archive: Archive) -> ndarray:
        """When the stories came out, in seconds."""
        import numpy as np

        known = [
            (batch.column("story").to_numpy(), batch.column("time").fill_null(_UNKNOWN).to_numpy())
            for batch in archive.batches(_TIMES)
        ]
        if not known:
            return np.full(len(self.stories), _UNKNOWN)
        stories, times = (np.concatenate(column) for column in zip(*known, strict=True))
        by_story = np.argsort(stories)
        found: ndarray = times[by_story[np.searchsorted(stories, self.stories, sorter=by_story)]]
        return found

    def _put_away(self) -> None:
        """Leave what of the files is in this process's memory to the system, which keeps what it has room for."""
        for pages in self._pages:
            if hasattr(pages, "madvise"):
                pages.madvise(mmap.MADV_DONTNEED)

    def similar(self, threshold: float) -> tuple[ndarray, ndarray]:
        """Pairs of places of stories that are so alike, each once."""
        import numpy as np

        least = int(np.ceil(threshold * PERMUTATIONS))
        count = max(len(self.stories), 1)
        found, waiting = np.empty(0, np.int64), 0
        fresh: list[ndarray] = []
        for band in range(PERMUTATIONS // _BAND):
            for one, other in self._sharing(band):
                # what is alike is so in these bytes too; of what is not, one value in 256 is by accident
                alike = _equal(self._bytes[one], self._bytes[other]) >= least
                fresh.append(one[alike].astype(np.int64) * count + other[alike])
                waiting += len(fresh[-1])
            if waiting > _WAITING:
                found, fresh, waiting = _each_once([found, *fresh]), [], 0
        found = _each_once([found, *fresh])
        one, other = found // count, found % count
        alike = np.empty(len(found), bool)
        for start in range(0, len(found), _PAIRS):
            part = slice(start, start + _PAIRS)
            alike[part] = (self._by_story[one[part]] == self._by_story[other[part]]).sum(axis=1) >= least
        self._put_away()
        return one[alike], other[alike]

    def _sharing(self, band: int) -> Iterator[tuple[ndarray, ndarray]]:
        """Pairs of places of stories that share a band and may be near in time."""
        import numpy as np

        keys = self._by_band[band][self._order]
        self._put_away()
        by_key = np.argsort(keys, kind="stable")
        keys, places = keys[by_key], self._order[by_key]
        at = np.arange(len(keys) - 1)
        for ahead in range(1, min(_NEXT, len(keys) - 1) + 1):
            at = at[: np.searchsorted(at, len(keys) - ahead)]
            at = at[keys[at + ahead] == keys[at]]  # whoever shares it with the next but one shares it with the next
            if not len(at):
                return
            for start in range(0, len(at), _PAIRS):
                part = at[start : start + _PAIRS]
                one, other = places[part], places[part + ahead]
                near = self._times[other] - self._times[one] <= _APART
                near |= self._times[one] == _UNKNOWN
                yield np.minimum(one, other)[near], np.maximum(one, other)[near]

    def values(self, places: Sequence[int]) -> ndarray:
        """The sketches of the stories at these places, a row each."""
        rows: ndarray = self._by_story[places]
        return rows


def similarity(sketch: ndarray, others: ndarray) -> ndarray:
    """How alike a story and others are, 0 to 1, by their sketches."""
    shares: ndarray = (others == sketch).sum(axis=1) / PERMUTATIONS
    return shares


def _equal(one: ndarray, other: ndarray) -> ndarray:
    """In how many bytes each row is equal to that of the other array: eight are added up in one step."""
    import numpy as np

    each: ndarray = (one == other).view(np.uint64).sum(axis=1)  # at most 16 in each byte
    return (each * np.uint64(_BYTES)) >> np.uint64(56)


def _on_disk(path: Path, shape: tuple[int, int], kind: Any) -> tuple[ndarray, mmap.mmap | None]:
    """An array in a file, and its pages, of which there are none if it is empty."""
    import numpy as np

    if not all(shape):
        return np.empty(shape, kind), None
    with path.open("w+b") as file:
        file.truncate(shape[0] * shape[1] * np.dtype(kind).itemsize)
        pages = mmap.mmap(file.fileno(), 0)
    return np.frombuffer(pages, kind).reshape(shape), pages


def _each_once(parts: list[ndarray]) -> ndarray:
    """The numbers of all parts, sorted, each once. NumPy's own `unique` takes ten times as long with millions."""
    import numpy as np

    numbers = np.sort(np.concatenate(parts))
    keep = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=keep[1:])
    once: ndarray = numbers[keep]
    return once
