"""Which stories of an archive are nearly alike, by their sketches, without comparing each with each.

Sketches are cut into bands of two values; only stories that share a whole band are compared (locality-sensitive
hashing; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3). That finds 998 of 1,000 pairs of texts
with a similarity of 0.3, 93 of 100 with 0.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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
_WAITING = 1 << 21
#: What stands for a time that is not known; it is near to any.
_UNKNOWN = -(1 << 62)


class Sketches:
    """The sketches of all stories that have one, in a file, in the order of their publication and number."""

    def __init__(self, archive: Archive) -> None:
        import numpy as np

        ((count,),) = archive.ask("SELECT count(*) FROM traces WHERE minhash IS NOT NULL").fetchall()
        self.stories = np.empty(count, np.int64)
        self._times = np.empty(count, np.int64)
        self.values = _on_disk(archive.scratch / "sketches", count)
        start = 0
        for batch in archive.batches(
            "SELECT t.story, t.minhash, epoch(s.published)::BIGINT AS time "
            "FROM traces t JOIN stories s USING (story) WHERE t.minhash IS NOT NULL"
        ):
            rows = slice(start, start + len(batch))
            self.stories[rows] = batch.column("story").to_numpy()
            self._times[rows] = batch.column("time").fill_null(_UNKNOWN).to_numpy()
            self.values[rows] = batch.column("minhash").flatten().to_numpy().reshape(-1, PERMUTATIONS)
            start += len(batch)
        self.stories, self._times, self.values = self.stories[:start], self._times[:start], self.values[:start]
        self._order = np.lexsort((self.stories, self._times))

    def similar(self, threshold: float) -> tuple[ndarray, ndarray]:
        """Pairs of places of stories that are so alike, each once."""
        import numpy as np

        least = int(np.ceil(threshold * PERMUTATIONS))
        count = max(len(self.stories), 1)
        found, waiting = np.empty(0, np.int64), 0
        fresh: list[ndarray] = []
        for band in range(0, PERMUTATIONS, _BAND):
            for one, other in self._sharing(band):
                alike = (self.values[one] == self.values[other]).sum(axis=1) >= least
                fresh.append(one[alike].astype(np.int64) * count + other[alike])
                waiting += len(fresh[-1])
            if waiting > _WAITING:
                found, fresh, waiting = _each_once([found, *fresh]), [], 0
        found = _each_once([found, *fresh])
        return found // count, found % count

    def _sharing(self, band: int) -> Iterator[tuple[ndarray, ndarray]]:
        """Pairs of places of stories that share a band and may be near in time."""
        import numpy as np

        first, second = (np.ascontiguousarray(self.values[:, band + at])[self._order] for at in range(_BAND))
        keys = first.astype(np.int64) << 32 | second.view(np.uint32)
        by_key = np.argsort(keys, kind="stable")
        keys, places = keys[by_key], self._order[by_key]
        for ahead in range(1, min(_NEXT, len(keys) - 1) + 1):
            at = np.flatnonzero(keys[ahead:] == keys[:-ahead])
            if not len(at):
                return
            for start in range(0, len(at), _PAIRS):
                part = at[start : start + _PAIRS]
                one, other = places[part], places[part + ahead]
                near = self._times[other] - self._times[one] <= _APART
                near |= self._times[one] == _UNKNOWN
                yield np.minimum(one, other)[near], np.maximum(one, other)[near]

    def similarity(self, place: int, others: ndarray) -> ndarray:
        """How alike one story and others are, 0 to 1."""
        shares: ndarray = (self.values[others] == self.values[place]).mean(axis=1)
        return shares


def _on_disk(path: Path, count: int) -> ndarray:
    """An array in a file: the system keeps of it in memory what it has room for."""
    import numpy as np

    if not count:
        return np.empty((0, PERMUTATIONS), np.int32)
    return np.asarray(np.memmap(path, np.int32, "w+", shape=(count, PERMUTATIONS)))


def _each_once(parts: list[ndarray]) -> ndarray:
    """The numbers of all parts, sorted, each once. NumPy's own `unique` takes ten times as long with millions."""
    import numpy as np

    numbers = np.sort(np.concatenate(parts))
    keep = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=keep[1:])
    once: ndarray = numbers[keep]
    return once
