"""The hook: signed as the standard says, tried until it is taken, never in the way."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from mtqa.model.errors import ConfigError
from mtqa.watch.clock import Clock
from mtqa.watch.events import Told, Untold
from mtqa.watch.hook import Endpoint, Hook, Patience, key_of, signature
from mtqa.watch.log import Log
from mtqa.watch.watcher import Watcher
from tests.watch.places import BAD, GOOD, NO_WAIT, Going, Place

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
QUICK = Patience(first=0.01, most=0.02)


class Receiver:
    """An HTTP server that answers with the statuses it is given, then with 204; it keeps what it got."""

    def __init__(self, *statuses: int) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        left = list(statuses)
        got = self.got

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(left.pop(0) if left else 204)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/held"

    def close(self) -> None:
        """End."""
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, replace(NO_WAIT, tells=True))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    one = Receiver(503, 500)
    yield one
    one.close()


def watching(place: Place, url: str, patience: Patience = QUICK, clock: Clock | None = None) -> Watcher:
    one = place.watcher()
    clock = clock or place.clock
    log = Log(place.log, "json", clock.now)
    endpoint = Endpoint(url, key_of(SECRET, "test"))
    one.hook = Hook(endpoint, one.journal, log, place.metrics, clock=clock, patience=patience)
    return one


def test_the_signature_is_that_of_the_standard() -> None:
    """The worked example that the libraries of Standard Webhooks share."""
    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "test")
    signed = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_call_is_tried_again_until_it_is_taken(place: Place, receiver: Receiver) -> None:
    place.drop("bad.txt", BAD)
    place.drop("good.txt", GOOD)
    one = watching(place, receiver.url)
    one.round(Going())
    assert one.hook is not None
    assert one.hook.drain(10) == 0
    one.close()
    bodies = [body for _, body in receiver.got]
    assert len(bodies) == 3
    assert len(set(bodies)) == 1
    message = json.loads(bodies[0])
    held = place.folder("hold") / "bad.txt"
    assert (message["type"], message["data"]["path"], message["data"]["report"]) == (
        "story.held",
        str(held),
        f"{held}.mtqa.json",
    )
    assert [line["outcome"] for line in place.logged("hook")] == ["failed", "failed", "sent"]
    assert len([event for event in place.events() if isinstance(event, Told)]) == 1


def test_a_receiver_can_verify_what_it_gets(place: Place, receiver: Receiver) -> None:
    place.drop("bad.txt", BAD)
    one = watching(place, receiver.url)
    one.round(Going())
    assert one.hook is not None
    one.hook.drain(10)
    one.close()
    for headers, body in receiver.got:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        digest = hmac.digest(base64.b64decode(SECRET.removeprefix("whsec_")), signed, "sha256")
        assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
        assert headers["content-type"] == "application/json"
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_a_restart_still_calls(place: Place, receiver: Receiver) -> None:
    place.drop("bad.txt", BAD)
    place.work_off()  # without a hook, as if it had been killed before it could call
    assert receiver.got == []
    one = watching(place, receiver.url)
    one.recover()
    assert one.hook is not None
    assert one.hook.drain(10) == 0
    one.close()
    assert json.loads(receiver.got[-1][1])["data"]["name"] == "bad.txt"
    later = watching(place, receiver.url)
    later.recover()
    assert later.hook is not None
    assert later.hook.drain(1) == 0
    later.close()
    assert len(receiver.got) == 3


@pytest.mark.parametrize("status", [301, 400, 404, 500])
def test_nothing_but_success_is_taken_for_it_and_no_address_is_followed(place: Place, status: int) -> None:
    receiver = Receiver(*[status] * 3)
    place.drop("bad.txt", BAD)
    one = watching(place, receiver.url, Patience(first=0.01, most=60.0))
    one.round(Going())
    assert one.hook is not None
    assert one.hook.drain(2) == 1
    one.close()
    receiver.close()
    assert [line["reason"] for line in place.logged("hook")][:2] == [f"HTTP {status}"] * 2
    assert place.names("hold") == ["bad.txt", "bad.txt.mtqa.json"]


def test_a_hook_that_nobody_answers_does_not_stop_the_watch(place: Place) -> None:
    receiver = Receiver()
    receiver.close()
    one = watching(place, receiver.url)
    for number in range(3):
        place.drop(f"{number}.txt", BAD)
        one.round(Going())
    assert one.hook is not None
    assert one.hook.drain(1) == 3
    one.close()
    assert len(place.names("hold")) == 6
    assert 'hook_calls_total{outcome="failed"}' in place.metrics.text()


def test_a_call_is_given_up_after_a_day(place: Place) -> None:
    receiver = Receiver(*[503] * 9)
    place.drop("bad.txt", BAD)
    one = watching(place, receiver.url, replace(QUICK, all=86_400.0), Clock(now=lambda: place.clock.now() + 86_401))
    one.round(Going())
    assert one.hook is not None
    assert one.hook.drain(100) == 0
    one.close()
    receiver.close()
    (last,) = [event for event in place.events() if isinstance(event, Untold)]
    assert last.reason == "HTTP 503"
    assert len(receiver.got) == QUICK.least + 1
    assert place.watcher().journal.open_stories() == ()


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "not base64!", "secret"])
def test_a_secret_that_is_none_is_refused(secret: str) -> None:
    with pytest.raises(ConfigError, match=r"secret.txt: the secret of --on-hold is 24 or more random bytes in base64"):
        key_of(secret, "secret.txt")


@pytest.mark.parametrize(
    "url", ["", "desk.example", "file:///etc/passwd", "http://", "https://[", "http://a:99999/", "ftp://a"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="is no address that begins with http:// or https://"):
        Endpoint(url, b"")


def test_pauses_grow_to_a_limit() -> None:
    patience = Patience(first=1.0, most=300.0)
    assert [patience.pause(attempts) for attempts in (1, 2, 3, 9, 10, 10_000)] == [1, 2, 4, 256, 300, 300]
