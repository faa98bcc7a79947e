"""The contract of every engine: a batch of stories goes in, a batch of results comes out, row for row.

::

    from mtqa.batch.contract import Settings, check_batch

    checked = check_batch(records, Settings(profile="archive"))

``records`` has the columns of `mtqa.batch.schema.RECORDS`, or those of them that are known, ``text`` at least; further
columns that JSON lines may have (``people``, ``keywords``, ``allow`` ...) are understood too. What comes out has the
schema `CHECKED`. Function and settings can be sent to other processes; each makes its checker once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from traceback import format_exc
from typing import Any

from mtqa.batch.across.traces import traces
from mtqa.batch.tables import Row, batch, checked, failed
from mtqa.engine.checkers import Checkers, Options
from mtqa.engine.work import unchecked
from mtqa.model.errors import MtqaError
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.readers import document_of
from mtqa.text.document import Document
from mtqa.text.position import Position

#: The profile that holds where neither a house file nor a setting says otherwise.
PROFILE = "archive"
#: So many stories are checked before the first of them is told of; more gain nothing.
TOGETHER = 32
#: Where a story is that nobody says the place of.
_NOWHERE = "<records>"
#: What ends a line, for what stands there where a row is shown as one.
_LINE_ENDS = str.maketrans("\r\n", "  ")


@dataclass(frozen=True, slots=True)
class Settings:
    """How stories are judged: as on the command line, in values that can be sent anywhere and compared.

    ``config`` is the path of a house file. ``search``: whether house files are sought upwards from each story.
    """

    profile: str | None = None
    config: str | None = None
    search: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool | None = None
    language: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Settings:
        """The settings in a mapping, such as one that was JSON.

        Raises:
            TypeError: if there is no such setting.
        """
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
        }
        return cls(**plain)

    def values(self) -> dict[str, Any]:
        """The settings as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Judged:
    """A story and what checking it came to."""

    story: Document
    result: Result


class StoryChecker:
    """Checks stories, and gives their rows.

    `row` does all of it for one story. Who has many does better to `judge` some and then `tell` of them: what the rules
    look up and what is looked up to tell of a story push each other out of a processor's caches, and stories taken in
    turns by both cost a fifth more. Where mtqa fails on a story, which is a defect of mtqa, the row says so.
    """

    def __init__(self, settings: Settings) -> None:
        asked = Options(settings.select, settings.ignore, settings.preview, profile=settings.profile)
        self._language = settings.language
        self.checkers = Checkers(asked, config=settings.config, search=settings.search, base=PROFILE)

    def row(self, story: Document) -> Row:
        """The row of a story.

        Raises:
            MtqaError: if the configuration is not in order.
        """
        judged = self.judge(story)
        return self.tell(judged) if isinstance(judged, Judged) else judged

    def judge(self, story: Document) -> Judged | Row:
        """Check a story; its row where that failed.

        Raises:
            MtqaError: if the configuration is not in order.
        """
        if self._language is not None:
            story = replace(story, language=self._language)
        try:
            return Judged(story, self.checkers.of(story.path).check(story))
        except MtqaError:
            raise
        except Exception as error:  # one story that mtqa fails on must not cost the others
            return failed(unchecked(story, error), "crashed", format_exc())

    def tell(self, judged: Judged) -> Row:
        """The row of a story that was checked."""
        try:
            return checked(judged.story, judged.result, traces(judged.story))
        except Exception as error:
            return failed(unchecked(judged.story, error), "crashed", format_exc())


@lru_cache(maxsize=4)
def kept_checker(settings: Settings) -> StoryChecker:
    """The checker for these settings, made once in a process."""
    return StoryChecker(settings)


def story_checker(settings: Settings) -> StoryChecker:
    """The checker for these settings, made once in a process, and anew where a house file has changed since."""
    if not kept_checker(settings).checkers.are_current:
        kept_checker.cache_clear()
    return kept_checker(settings)


def check_batch(records: Any, settings: Settings | Mapping[str, Any] = Settings()) -> Any:
    """The results of a batch of stories, row for row, as a batch of `CHECKED`.

    Raises:
        ConfigError: if the settings are not in order.
    """
    checker = story_checker(settings if isinstance(settings, Settings) else Settings.of(settings))
    return batch(_rows(records, checker))


def _rows(records: Any, checker: StoryChecker) -> Iterator[Row]:
    stories = _stories(records)
    while some := list(islice(stories, TOGETHER)):
        judged = [checker.judge(story) if isinstance(story, Document) else failed(story, "unread") for story in some]
        yield from (checker.tell(one) if isinstance(one, Judged) else one for one in judged)


def _stories(records: Any) -> Iterator[Document | Unread]:
    for values in records.to_pylist():
        fields = {name: value for name, value in values.items() if value is not None}
        path, line = fields.pop("path", _NOWHERE), fields.pop("line", None)
        if fields.get("id", "") == "":
            fields["id"] = str(line) if line is not None else _by_text(fields.get("text"))
        document = document_of(fields, path, line=line or 1)
        yield document if line is None or isinstance(document, Unread) else _as_row(document, line)


def _as_row(document: Document, line: int) -> Document:
    """The document as a row of a table: its place is the row's number, and a column in its text."""
    return replace(document, file_text=document.text.translate(_LINE_ENDS), file_position=Position(line, 1))


def _by_text(text: object) -> str:
    """A name for a story that has none."""
    return blake2b(str(text).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
