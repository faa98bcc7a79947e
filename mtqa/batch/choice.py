"""Which stories of an archive are meant: a sample, those since a day, those that a condition holds for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import compress, islice
from typing import TYPE_CHECKING, Any

from mtqa.batch.tables import described
from mtqa.model.errors import ConfigError, NotInstalledError
from mtqa.model.unread import Unread
from mtqa.text.document import Document

if TYPE_CHECKING:
    from mtqa.batch.work import Done

#: So many stories are looked at together.
_BLOCK = 64
_HASHES = 1 << 63


@dataclass(frozen=True, slots=True)
class Choice:
    """``below``: stories whose hash is below it, of 63 bits; ``since``: those that came out then or later.

    Where ``since`` or ``where`` ask for what a story does not say, it is not meant.
    ``where`` is an expression of DuckDB on the columns of `mtqa.batch.schema.RECORDS`, but for the texts. ``last``:
    the number of the last unit, and how many of its stories there are to be.

    Raises:
        ConfigError: if the expression is none.
    """

    below: int = _HASHES
    since: date | None = None
    where: str = ""
    last: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.where:
            _where(self.where, described([]))

    def of(self, records: Iterator[Document | Unread], unit: int, done: Done) -> Iterator[Document | Unread]:
        """The records that are meant, and all that could not be read; those that are not meant are counted."""
        most = self.last[1] if self.last is not None and self.last[0] == unit else None
        while block := list(islice(records, _BLOCK)):
            meant = self._meant([one for one in block if isinstance(one, Document)])
            for one in block:
                if not isinstance(one, Document):
                    yield one
                elif id(one) in meant and done.chosen != most:
                    done.chosen += 1
                    yield one
                else:
                    done.passed_over += 1

    def _meant(self, stories: list[Document]) -> set[int]:
        if self.below < _HASHES:
            stories = [one for one in stories if story_hash(one) < self.below]
        if self.since is not None:
            stories = [one for one in stories if (came_out := day(one)) is not None and came_out >= self.since]
        if self.where and stories:
            stories = list(compress(stories, _where(self.where, described(stories))))
        return {id(one) for one in stories}


#: All stories.
EVERYTHING = Choice()


def story_hash(story: Document) -> int:
    """63 bits by which samples are drawn: the same in every run, and for whatever the text becomes."""
    name = f"{story.path}\0{story.id}\0{story.file_position.line}"
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def share(percent: float) -> int:
    """What the hashes of that many stories in a hundred are below."""
    return int(_HASHES * percent / 100)


def day(story: Document) -> date | None:
    """The day on which a story came out, in UTC where a zone is known; None where nothing is."""
    published = story.metadata.published or story.published
    if not isinstance(published, datetime):
        return published
    return (published.astimezone(UTC) if published.tzinfo is not None else published).date()


def _where(expression: str, stories: Any) -> list[bool]:
    """For which of the stories it holds."""
    try:
        import duckdb
    except ImportError as error:
        raise NotInstalledError("--where is asked of duckdb, which is missing: pip install 'mtqa[batch]'") from error
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("stories", stories)
        try:
            rows = connection.execute(f"SELECT coalesce(({expression})::boolean, false) FROM stories").fetchall()  # noqa: S608 - whoever runs mtqa asks
        except duckdb.Error as error:
            known = ", ".join(stories.schema.names)
            reason = str(error).partition("\n")[0]
            raise ConfigError(f"--where: {reason}; columns are {known}") from error
    return [holds for (holds,) in rows]
