"""What is to become of a file: the gravest of what its stories deserve, and the report that says so."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.engine.checkers import Checkers
from mtqa.engine.reading import Reading
from mtqa.engine.search import NAME, folder_of, nearest
from mtqa.model.errors import ConfigError, ReadError
from mtqa.model.mqm import Severity
from mtqa.model.result import Result, Verdict
from mtqa.model.unread import Unread
from mtqa.render import report
from mtqa.text.document import Document

#: The verdict on a file of which nothing could be read.
UNREAD = "unread"
#: What is said of a file, gravest last.
VERDICTS = (*(verdict.value for verdict in Verdict), UNREAD)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a file, with its report and what it rests on.

    ``stories``: how many the file holds; ``findings``: how many by severity; ``crashes``: the rules that failed, with
    what they failed of. ``reason`` says why it could not be read, if so.
    """

    verdict: str
    report: bytes
    stories: int = 0
    words: int = 0
    findings: tuple[tuple[str, int], ...] = ()
    crashes: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    signature: str = ""


class Judge:
    """Judges the files of one folder, by its house files as they are now.

    ``checkers`` makes the checkers, from house files as they are at that moment; ``form`` is that of the reports.

    Raises:
        ConfigError: if a house file is not in order.
    """

    def __init__(self, folder: str, checkers: Callable[[], Checkers], reading: Reading, *, form: str) -> None:
        self._inside = os.path.join(folder, "story")
        self._make = checkers
        self._reading = reading
        self._form = form
        self._checkers = checkers()
        self._checker = self._checkers.of(self._inside)
        self._house = self._checkers.house(self._inside)
        self._stamps = self._stamped()

    @property
    def signature(self) -> str:
        """The conditions of the results."""
        return self._checker.signature()

    def refresh(self) -> bool:
        """Make the checker anew if house files have changed; whether they have.

        Raises:
            ConfigError: if what they say now is not in order; the checker remains what it was.
        """
        if self._stamps == self._stamped():
            return False
        made = self._make()
        checker, house = made.of(self._inside), made.house(self._inside)
        self._checkers, self._checker, self._house = made, checker, house
        self._stamps = self._stamped()
        return True

    def _stamped(self) -> list[tuple[str | None, int, int]]:
        """What changes when a house file appears, changes or goes."""
        files = [] if self._house is None else [str(path) for path in self._house.files]
        return [_stamped(path) for path in (nearest(folder_of(self._inside)), *files)]

    def why_not(self, path: str) -> str | None:
        """Why a file of the folder is no story, by the house: in words, or empty where it needs none."""
        if os.path.basename(path) == NAME:
            return ""
        if self._house is None:
            return None
        if self._house.is_part(Path(path)):
            return ""
        return f"{self._house.name} passes over it" if self._house.passes_over(Path(path)) else None

    def judge(self, name: str, data: bytes, *, folder: str) -> Judgement:
        """The judgement on a file that is called ``name`` and lies in ``folder``, with its sidecar if it has one."""
        try:
            return self._of(self._reading.read(name, data, folder=folder))
        except ReadError as error:
            return self.unread(name, str(error).removeprefix(f"{name}: "))
        except ConfigError:  # a format that does not exist
            raise
        except Exception as error:  # a reader's bug must not stop the feed
            return self.unread(name, f"a defect of mtqa: {type(error).__name__}: {error}")

    def unread(self, name: str, reason: str) -> Judgement:
        """The judgement on a file that cannot be read."""
        return Judgement(UNREAD, self._reported((), (Unread(name, name, 1, reason),)), reason=reason)

    def _of(self, records: Iterable[Document | Unread]) -> Judgement:
        results: list[Result] = []
        unread: list[Unread] = []
        for record in records:
            if isinstance(record, Unread):
                unread.append(record)
            else:
                results.append(self._checker.check(record))
        findings: Counter[Severity] = Counter()
        for result in results:
            findings.update(result.counts)
        return Judgement(
            self._verdict(results, unread),
            self._reported(results, unread),
            stories=len(results),
            words=sum(result.words for result in results),
            findings=tuple((severity.label, findings[severity]) for severity in reversed(Severity)),
            crashes=tuple((crash.code, crash.error) for result in results for crash in result.crashes),
            reason=unread[0].reason if unread else "",
            signature=results[0].signature if results else "",
        )

    def _verdict(self, results: Sequence[Result], unread: Sequence[Unread]) -> str:
        """The gravest; what could be read only in part is held, and so is what meets the house's ``fail-on``."""
        if not results:
            return UNREAD
        least = self._checker.profile.fail_on
        grave = [one for result in results for one in result.findings if not one.preview]
        if unread or (least is not None and any(one.severity.value >= least.value for one in grave)):
            return Verdict.HOLD.value
        return max((result.verdict.value for result in results), key=VERDICTS.index)

    def _reported(self, results: Sequence[Result], unread: Sequence[Unread]) -> bytes:
        form = report(self._form)
        parts = [form.begin(), *map(form.add, results), form.end(unread)]
        return "".join(parts).encode("utf-8", "backslashreplace")


def _stamped(path: str | None) -> tuple[str | None, int, int]:
    try:
        status = os.stat(path or "")
    except OSError:
        return path, 0, 0
    return path, status.st_mtime_ns, status.st_size
