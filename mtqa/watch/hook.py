"""Calls of a webhook when a story is held: signed, tried again until they are taken, never in the way of the watch.

Messages and signature are those of Standard Webhooks (https://www.standardwebhooks.com), for which most languages
have a library. A message may come twice, with the same ``webhook-id``.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, Thread
from typing import TYPE_CHECKING

from mtqa.model.errors import ConfigError
from mtqa.watch.clock import REAL, Clock
from mtqa.watch.events import Story, Told, Untold
from mtqa.watch.log import Log, time_of
from mtqa.watch.metrics import Metrics

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

    from mtqa.watch.journal import Journal

#: The environment variable that holds the secret.
SECRET = "MTQA_HOOK_SECRET"  # noqa: S105 - the name of a variable
#: What a secret begins with, so that it is known for one; the rest is base64.
_PREFIX = "whsec_"
_SHORTEST_KEY = 24
_TIMEOUT = 10.0


def key_of(secret: str, source: str) -> bytes:
    """The key in a secret.

    Raises:
        ConfigError: if ``source`` holds none.
    """
    try:
        key = base64.b64decode(secret.strip().removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < _SHORTEST_KEY:
        raise ConfigError(
            f"{source}: the secret of --on-hold is {_SHORTEST_KEY} or more random bytes in base64; "
            'make one with: printf "whsec_%s\\n" "$(openssl rand -base64 32)"'
        )
    return key


def signature(key: bytes, identity: str, timestamp: int, body: bytes) -> str:
    """The header ``webhook-signature``: HMAC-SHA256 over id, time and body, in base64."""
    digest = hmac.digest(key, b".".join((identity.encode(), str(timestamp).encode(), body)), "sha256")
    return f"v1,{base64.b64encode(digest).decode()}"


def message(story: Story) -> bytes:
    """What is said of a story: the same at every attempt."""
    decided = story.decided
    assert decided is not None  # noqa: S101 - only what is decided is told
    path = os.path.join(decided.folder, story.target)
    data = {
        "id": story.id,
        "name": decided.name,
        "verdict": decided.verdict,
        "path": path,
        "report": path + decided.report,
        "stories": decided.stories,
        "words": decided.words,
        "findings": decided.findings,
        "reason": decided.reason,
        "signature": decided.signature,
        "sha256": decided.digest,
    }
    return json.dumps({"type": "story.held", "timestamp": decided.at, "data": data}).encode()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where messages go.

    Raises:
        ConfigError: if ``url`` is not one of http or https.
    """

    url: str
    key: bytes

    def __post_init__(self) -> None:
        from urllib.parse import urlsplit

        try:
            parts = urlsplit(self.url)
            right = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            right = False
        if not right:
            raise ConfigError(
                f"--on-hold: {self.url} is no address that begins with http:// or https:// and names a host"
            )

    def post(self, story: Story, now: float) -> str:
        """Send the message; gives an empty string, or why it was not taken."""
        from http.client import HTTPException
        from urllib.error import HTTPError
        from urllib.request import Request

        body = message(story)
        identity, timestamp = f"msg_{story.id}", int(now)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "mtqa",
            "webhook-id": identity,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(self.key, identity, timestamp, body),
        }
        request = Request(self.url, body, headers, method="POST")  # noqa: S310 - http and https only, see above
        try:
            with _opener().open(request, timeout=_TIMEOUT):
                return ""
        except HTTPError as error:
            error.close()
            return f"HTTP {error.code}"
        except (OSError, HTTPException, ValueError) as error:
            return f"{type(error).__name__}: {error}"


def _opener() -> OpenerDirector:
    """Opens addresses, without following to others: a message is for the address that was given."""
    from urllib.request import HTTPRedirectHandler, build_opener

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            """Follow nowhere."""

    return build_opener(Stay)


@dataclass(slots=True)
class _Waiting:
    due: float
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a call is tried: again after ``first`` seconds, then after twice that, at most after ``most``.

    It is given up when the decision is ``all`` seconds old, but not before ``least`` failures of this watcher.
    """

    first: float = 1.0
    most: float = 300.0
    all: float = 86_400.0
    least: int = 5

    def pause(self, attempts: int) -> float:
        """How long to wait after so many attempts."""
        return min(self.most, self.first * 2.0 ** min(attempts - 1, 30))


PATIENT = Patience()


class Hook:
    """Calls the endpoint for every story that is to be told, in a thread of its own.

    What has been told is journaled, so that a watcher that starts again goes on where another ended.
    """

    def __init__(  # noqa: PLR0913 - who is told, and how
        self,
        endpoint: Endpoint,
        journal: Journal,
        log: Log,
        metrics: Metrics,
        *,
        clock: Clock = REAL,
        patience: Patience = PATIENT,
    ) -> None:
        self._endpoint = endpoint
        self._journal = journal
        self._log = log
        self._metrics = metrics
        self._clock = clock
        self._patience = patience
        self._waiting: dict[str, _Waiting] = {}
        self._changed = Condition()
        self._ends = False
        self._thread = Thread(target=self._run, name="hook", daemon=True)
        self._thread.start()

    def add(self, story: Story) -> None:
        """Tell of a story, soon."""
        with self._changed:
            self._waiting[story.id] = _Waiting(self._clock.ticks())
            self._metrics.set("hook_pending", len(self._waiting))
            self._changed.notify_all()

    def drain(self, attempts: int, *, longest: float = _TIMEOUT) -> int:
        """Wait until every message has been taken, or been tried so often, or time is up; how many are left."""
        with self._changed:
            self._changed.wait_for(lambda: all(one.attempts >= attempts for one in self._waiting.values()), longest)
            return len(self._waiting)

    def close(self) -> None:
        """End, when the call in hand has ended; what is left stays in the journal."""
        with self._changed:
            self._ends = True
            self._changed.notify_all()
        self._thread.join(_TIMEOUT)

    def _run(self) -> None:
        while (identity := self._next()) is not None:
            reason = self._endpoint.post(self._journal.story(identity), self._clock.now())
            try:
                self._note(identity, reason)
            except OSError as error:
                self._log.error("trouble", id=identity, doing="journaling a call of the hook", reason=str(error))
                self._put_off(identity)

    def _next(self) -> str | None:
        """The message that is due, when one is; None at the end."""
        with self._changed:
            while not self._ends:
                first = min(self._waiting, key=lambda one: self._waiting[one].due, default=None)
                wait = None if first is None else self._waiting[first].due - self._clock.ticks()
                if first is not None and wait is not None and wait <= 0:
                    return first
                self._changed.wait(wait)
        return None

    def _note(self, identity: str, reason: str) -> None:
        waiting = self._waiting[identity]
        at = time_of(self._clock.now())
        if not reason:
            self._journal.add(Told(identity, at))
            self._forget(identity, "sent")
            self._log.info("hook", id=identity, outcome="sent", attempts=waiting.attempts + 1)
        elif self._is_hopeless(identity, waiting):
            self._journal.add(Untold(identity, at, reason))
            self._forget(identity, "given_up")
            self._log.error("hook", id=identity, outcome="given up", attempts=waiting.attempts + 1, reason=reason)
        else:
            self._metrics.add("hook_calls_total", label='outcome="failed"')
            pause = self._put_off(identity)
            self._log.warning("hook", id=identity, outcome="failed", reason=reason, again_after=pause)

    def _is_hopeless(self, identity: str, waiting: _Waiting) -> bool:
        decided = self._journal.story(identity).decided
        age = self._clock.now() - (0 if decided is None else datetime.fromisoformat(decided.at).timestamp())
        return age >= self._patience.all and waiting.attempts >= self._patience.least

    def _forget(self, identity: str, outcome: str) -> None:
        with self._changed:
            del self._waiting[identity]
            self._metrics.add("hook_calls_total", label=f'outcome="{outcome}"')
            self._metrics.set("hook_pending", len(self._waiting))
            self._changed.notify_all()

    def _put_off(self, identity: str) -> float:
        with self._changed:
            waiting = self._waiting[identity]
            waiting.attempts += 1
            pause = self._patience.pause(waiting.attempts)
            waiting.due = self._clock.ticks() + pause
            self._changed.notify_all()
        return pause
