"""The watch itself: in which order things are done, so that a kill at any moment loses, doubles and halves nothing.

1. A complete story is renamed into a folder of its own in ``INCOMING/.mtqa-watch/work``. From there on the feed cannot
   replace it, and what lies there is in hand.
2. It is checked; the report is written beside it, and story and report are brought to the disk.
3. The decision goes into the journal. Up to here, whoever starts again checks the story anew; from here on nobody does.
4. Report, then story, are renamed into the folder that was decided on (`delivery`), and the journal says so.
"""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass
from typing import Protocol

from mtqa.engine.sidecar import SUFFIX
from mtqa.model.errors import ConfigError
from mtqa.model.result import Verdict
from mtqa.watch import lock
from mtqa.watch.arrivals import Arrival, Arrivals, Look, Stamp, stamp
from mtqa.watch.clock import REAL, Clock
from mtqa.watch.delivery import Delivery, Work, free_name
from mtqa.watch.events import Decided, Story, Taken
from mtqa.watch.files import is_being_written, read_synced, sync_folder, write_synced
from mtqa.watch.hook import Hook
from mtqa.watch.journal import Journal
from mtqa.watch.judging import UNREAD, Judge, Judgement
from mtqa.watch.log import Log, time_of
from mtqa.watch.metrics import Metrics
from mtqa.watch.settings import Folders, Policy

#: The folder in the watched one that holds the journal and the stories in hand.
OWN = ".mtqa-watch"
#: So many stories in hand that cannot be finished: then no more are taken.
_MOST_STUCK = 16
#: So many stories are worked off before the folder is looked through again.
_MOST_A_ROUND = 500
#: So much that is said once is remembered.
_MOST_SAID = 10_000
#: The first pause before something is tried again, in seconds; each is twice the one before, up to the longest.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


class Stopping(Protocol):
    """Whether somebody asked to stop."""

    asked: bool


@dataclass(slots=True)
class _Stuck:
    """A story in hand: when to go on with it, what its file was like, and whether the journal knows of it.

    ``beside``: whether a sidecar may be there for it; one that came too late may not be complete.
    """

    due: float
    pause: float
    stamp: Stamp | None = None
    beside: bool = True
    is_noted: bool = False


@dataclass(slots=True)
class Outcome:
    """What a run came to: how many files could not be read, rules failed, and files could not be taken or finished."""

    unread: int = 0
    crashes: int = 0
    stuck: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """What a round leaves: how many files that are not complete yet, and whether there are more than it could do."""

    growing: int
    more: bool


class Watcher:
    """A watcher of one folder, which is locked as long as it lives.

    Raises:
        ConfigError: if somebody else watches it, or its journal is damaged.
    """

    def __init__(  # noqa: PLR0913 - what a watcher works with
        self,
        folders: Folders,
        judge: Judge,
        policy: Policy,
        *,
        log: Log,
        metrics: Metrics,
        clock: Clock = REAL,
    ) -> None:
        own = os.path.join(folders.incoming, OWN)
        self._root = os.path.join(own, "work")
        try:
            os.makedirs(self._root, mode=0o700, exist_ok=True)
            self._lock = lock.acquire(os.path.join(own, "lock"), folders.incoming)
            self.journal = _journal(own, self._lock)
        except OSError as error:
            raise ConfigError(f"{own}: the watcher cannot work here: {error}") from error
        self._folders = folders
        self._judge = judge
        self._policy = policy
        self._log = log
        self._metrics = metrics
        self._clock = clock
        self.hook: Hook | None = None
        self.outcome = Outcome()
        self._arrivals = Arrivals(
            folders.incoming,
            policy.settle,
            why_not=self._why_not,
            ticks=clock.ticks,
            now=clock.now,
            skip=policy.skip,
        )
        self._delivery = Delivery(self._root, self.journal, self._at)
        self._stuck: dict[str, _Stuck] = {}
        self._refused = 0
        self._said: set[tuple[str, str]] = set()
        if self.journal.torn:
            log.warning("torn-line", bytes=len(self.journal.torn))

    def close(self) -> None:
        """Let go of the folder."""
        if self.hook is not None:
            self.hook.close()
        self.journal.close()
        os.close(self._lock)

    def recover(self) -> None:
        """Take in hand what another watcher had in hand when it ended."""
        stories = {story.id: story for story in self.journal.open_stories()}
        for story in stories.values():
            if story.done and self.hook is not None:
                self.hook.add(story)
        names = os.listdir(self._root)
        inside = {name for name in names if os.path.isdir(os.path.join(self._root, name))}
        reports = {name.removesuffix(".report") for name in names} - inside
        in_hand = {identity for identity, story in stories.items() if not story.done and story.decided is not None}
        for identity in sorted(inside | in_hand):
            self._stuck[identity] = _Stuck(self._clock.ticks(), _FIRST_PAUSE)
        for identity in reports - in_hand:
            Work(self._root, identity).clear()
        if self._stuck:
            self._log.info("recovered", files=len(self._stuck))

    def round(self, stop: Stopping) -> Left:
        """Go on with what is in hand, then work off what is complete, oldest first, up to a number; what is left."""
        self._refresh()
        self._refused = 0
        for identity in [one for one, stuck in self._stuck.items() if stuck.due <= self._clock.ticks()]:
            if stop.asked:
                break
            self._go_on(identity)
        try:
            self.journal.roll()
            look = self._arrivals.look()
        except OSError as error:  # the folder is gone, or the file server is away
            self._once("error", "trouble", doing="looking through the folder", reason=str(error))
            self._metrics.add("troubles_total")
            return Left(0, more=False)
        self._metrics.set("last_look_time_seconds", self._clock.now())
        self._metrics.set("passed_over", len(look.passed_over))
        for name, reason in look.passed_over.items():
            self._once("warning", "passed-over", name=name, reason=reason)
        number = 0
        for arrival in look.complete[:_MOST_A_ROUND]:
            if stop.asked or len(self._stuck) >= _MOST_STUCK:
                break
            self._tell_of_waiting(look, number)
            self._handle(arrival)
            number += 1
        self._tell_of_waiting(look, number)
        self.outcome.stuck = len(self._stuck) + self._refused
        self._metrics.set("stuck", self.outcome.stuck)
        return Left(len(look.growing), more=number == _MOST_A_ROUND)

    def _tell_of_waiting(self, look: Look, number: int) -> None:
        """Set the figures for when so many stories of a look have been handled."""
        first = [*look.complete[number : number + 1], *look.growing]
        age = self._clock.now() - min((arrival.since for arrival in first), default=self._clock.now())
        self._metrics.set("queue", len(look.complete) - number)
        self._metrics.set("growing", len(look.growing))
        self._metrics.set("oldest_waiting_seconds", max(0.0, age))

    def _refresh(self) -> None:
        try:
            if self._judge.refresh():
                self._log.info("configuration", outcome="read anew")
        except ConfigError as error:
            self._once("error", "configuration", outcome="what was in force remains", reason=str(error))

    def _why_not(self, path: str) -> str | None:
        if not path.endswith(os.sep):
            return self._judge.why_not(path)
        results = (self._folders.passed, self._folders.hold, self._folders.unread)
        return "" if path.rstrip(os.sep) in results else "a folder; it takes a watcher of its own"

    def _once(self, level: str, event: str, **fields: str) -> None:
        """Say something, but only the first time."""
        key = event, repr(fields)
        if len(self._said) > _MOST_SAID:
            self._said.clear()
        if key not in self._said:
            self._said.add(key)
            (self._log.error if level == "error" else self._log.warning)(event, **fields)

    def _handle(self, arrival: Arrival) -> None:
        identity = self._take(arrival)
        if identity is not None:
            self._stuck[identity] = _Stuck(self._clock.ticks(), _FIRST_PAUSE, arrival.stamp, arrival.beside)
            self._go_on(identity)

    def _take(self, arrival: Arrival) -> str | None:
        """Take a story out of the folder; its id, or None if it is not to be had."""
        path = os.path.join(self._folders.incoming, arrival.name)
        if is_being_written(path):
            self._once("warning", "still-open", name=arrival.name)
            return None
        identity = os.urandom(8).hex()
        work = Work(self._root, identity)
        try:
            os.mkdir(work.folder)
            try:
                os.rename(path, work.story(arrival.name))
            except OSError:
                os.rmdir(work.folder)
                raise
        except OSError as error:
            if not os.path.lexists(path):  # the feed has taken it back
                return None
            self._refused += 1
            self._metrics.add("troubles_total")
            self._once("error", "trouble", name=arrival.name, doing="taking it out of the folder", reason=str(error))
            return None
        return identity

    def _take_sidecar(self, name: str, work: Work) -> bool:
        """Take along what lies beside a story; whether there is something."""
        try:
            os.rename(os.path.join(self._folders.incoming, name + SUFFIX), work.sidecar(name))
        except OSError as error:
            if error.errno not in {errno.ENOENT, errno.ENAMETOOLONG}:
                raise
            return os.path.lexists(work.sidecar(name))
        return True

    def _go_on(self, identity: str) -> None:
        """Do what is left to do with a story in hand; if that is not possible now, put it off."""
        try:
            if self._finish(self.journal.story(identity)):
                del self._stuck[identity]
        except OSError as error:
            stuck = self._stuck[identity]
            stuck.due = self._clock.ticks() + stuck.pause
            self._metrics.add("troubles_total")
            doing = "finishing what is in hand"
            self._log.error("trouble", id=identity, doing=doing, reason=str(error), again_after=stuck.pause)
            stuck.pause = min(2 * stuck.pause, _LONGEST_PAUSE)

    def _finish(self, story: Story) -> bool:
        """Decide and deliver; whether that is done."""
        if story.decided is None:
            name = Work(self._root, story.id).holds()
            if name is None:  # the other watcher died before it had taken anything
                Work(self._root, story.id).clear()
                return True
            if not self._decide(story.id, name):
                return False
            story = self.journal.story(story.id)
        self._delivery.deliver(story)
        self._log_story(story)
        if self.hook is not None and story.tells:
            self.hook.add(story)
        return True

    def _decide(self, identity: str, name: str) -> bool:
        """Check a story and journal what is to become of it; whether it could be decided now."""
        work = Work(self._root, identity)
        path = work.story(name)
        stuck = self._stuck[identity]
        before = stamp(path)
        if (stuck.stamp is not None and before != stuck.stamp) or is_being_written(path):
            return self._look_again(stuck, before)
        sidecar = stuck.beside and self._take_sidecar(name, work)
        takes = self.journal.story(identity).takes
        if not stuck.is_noted:
            self.journal.add(Taken(identity, self._at(), name), synced=False)
            stuck.is_noted = True
            takes += 1
        started = self._clock.ticks()
        judgement, digest = self._judged(name, path, takes)
        if stamp(path) != before:
            return self._look_again(stuck, stamp(path))
        self._metrics.took("check_seconds", self._clock.ticks() - started)
        write_synced(work.report, judgement.report)
        sync_folder(work.folder)
        sync_folder(self._root)
        self.journal.add(self._decision(identity, name, judgement, digest=digest, sidecar=sidecar))
        self._count(judgement, name)
        return True

    def _judged(self, name: str, path: str, takes: int) -> tuple[Judgement, str]:
        """The judgement on a file, and its SHA-256 if it was read."""
        if takes > self._policy.attempts:
            times = f"{takes - 1} times"
            reason = f"the watcher was killed {times} while it checked this file; it may need too much memory"
            return self._judge.unread(name, reason), ""
        size = os.stat(path).st_size
        if size > self._policy.most:
            reason = f"{size:,} bytes; no more than {self._policy.most:,} are read (--max-size)"
            return self._judge.unread(name, reason), ""
        try:
            data = read_synced(path)
        except PermissionError as error:
            return self._judge.unread(name, f"{error.strerror}: the watcher may not read this file"), ""
        return self._judge.judge(name, data, folder=os.path.dirname(path)), hashlib.sha256(data).hexdigest()

    def _decision(self, identity: str, name: str, judgement: Judgement, *, digest: str, sidecar: bool) -> Decided:
        folder = self._folder_for(judgement.verdict)
        return Decided(
            id=identity,
            at=self._at(),
            name=name,
            verdict=judgement.verdict,
            folder=folder,
            target=free_name(name, folder, self._policy.report, identity),
            report=self._policy.report,
            sidecar=sidecar,
            digest=digest,
            stories=judgement.stories,
            words=judgement.words,
            findings=dict(judgement.findings),
            reason=judgement.reason,
            signature=judgement.signature,
            tells=self._policy.tells and folder == self._folders.hold,
        )

    def _folder_for(self, verdict: str) -> str:
        if verdict == UNREAD:
            return self._folders.unread
        passes = verdict == Verdict.PASS.value or (verdict == Verdict.REVISE.value and self._policy.passes_revise)
        return self._folders.passed if passes else self._folders.hold

    def _look_again(self, stuck: _Stuck, now: Stamp) -> bool:
        stuck.stamp = now
        stuck.due = self._clock.ticks() + max(self._policy.settle, _FIRST_PAUSE)
        return False

    def _count(self, judgement: Judgement, name: str) -> None:
        self._metrics.add("files_total", label=f'verdict="{judgement.verdict}"')
        self._metrics.add("stories_total", judgement.stories)
        self._metrics.add("words_total", judgement.words)
        for severity, number in judgement.findings:
            self._metrics.add("findings_total", number, label=f'severity="{severity}"')
        self.outcome.unread += judgement.verdict == UNREAD
        self.outcome.crashes += len(judgement.crashes)
        for code, error in judgement.crashes:
            self._metrics.add("rule_crashes_total")
            self._log.error("rule-crash", name=name, rule=code, error=error)

    def _log_story(self, story: Story) -> None:
        decided = story.decided
        assert decided is not None  # noqa: S101 - it has just been delivered
        tell = self._log.warning if decided.verdict == UNREAD else self._log.info
        tell(
            "story",
            id=story.id,
            name=decided.name,
            verdict=decided.verdict,
            to=os.path.join(decided.folder, story.target),
            stories=decided.stories,
            words=decided.words,
            **decided.findings,
            reason=decided.reason,
        )

    def _at(self) -> str:
        return time_of(self._clock.now())


def _journal(folder: str, locked: int) -> Journal:
    try:
        return Journal(folder)
    except (ConfigError, OSError):
        os.close(locked)
        raise
