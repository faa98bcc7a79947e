"""Figures for Prometheus, read by Prometheus's own parser, and the log."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest
from prometheus_client.parser import text_string_to_metric_families

from mtqa.model.errors import ConfigError
from mtqa.watch.log import Log
from mtqa.watch.metrics import Metrics
from mtqa.watch.server import serve
from mtqa.watch.settings import Policy
from tests.watch.places import BAD, BINARY, GOOD, Going, Hands, Place


def figures(text: str) -> dict[str, float]:
    """Each figure by its name and labels, as Prometheus reads it."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(sample.labels.values())
            found[sample.name.removeprefix("mtqa_watch_") + (labels and f" {labels}")] = sample.value
    return found


def test_every_figure_is_there_from_the_start() -> None:
    found = figures(Metrics(5.0).text())
    assert found.pop("start_time_seconds") == 5
    assert found.pop("info 0.1.0") == 1
    assert set(found.values()) == {0}
    assert {"files_total pass", "files_total unread", "findings_total critical", "check_seconds_count"} < set(found)


def test_figures_say_what_happened_and_what_waits(tmp_path: Path) -> None:
    hands = Hands()
    place = Place(tmp_path, Policy(settle=3.0), clock=hands.clock())
    for name, data in (("good.txt", GOOD), ("bad.txt", BAD), ("picture.jpg", BINARY)):
        place.drop(name, data)
    hands.seconds = place.incoming.stat().st_mtime
    one = place.watcher()
    one.round(Going())
    found = figures(place.metrics.text())
    assert (found["growing"], found["queue"], found["files_total pass"]) == (3, 0, 0)
    hands.seconds += 60
    place.drop("late.txt")
    (place.incoming / "folder").mkdir()
    one.round(Going())
    found = figures(place.metrics.text())
    counts = {name: found[f"files_total {name}"] for name in ("pass", "revise", "hold", "unread")}
    assert counts == {"pass": 1, "revise": 0, "hold": 1, "unread": 1}
    assert (found["growing"], found["queue"], found["passed_over"], found["stuck"]) == (1, 0, 1, 0)
    assert found["stories_total"] == 2
    assert found["words_total"] == len(GOOD.split()) + len(BAD.split())
    assert found["check_seconds_count"] == 3
    assert found["findings_total critical"] >= 1
    assert 50 < found["oldest_waiting_seconds"] < 70
    hands.seconds += 3
    one.round(Going())
    assert figures(place.metrics.text())["oldest_waiting_seconds"] == 0


def test_figures_are_served_on_this_machine_only() -> None:
    metrics = Metrics(5.0)
    server = serve(metrics, 0)
    host, port = server.server_address[:2]
    assert host == "127.0.0.1"
    opener = build_opener(ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert answer.read().decode() == metrics.text()
    with pytest.raises(HTTPError) as missing:
        opener.open(f"http://127.0.0.1:{port}/", timeout=10)
    missing.value.close()
    assert missing.value.code == 404
    with pytest.raises(ConfigError, match=f"--metrics-port: port {port} cannot be had"):
        serve(metrics, int(port))
    server.shutdown()
    server.server_close()


def test_a_line_of_the_log_is_json_whatever_the_name() -> None:
    stream = io.StringIO()
    Log(stream, "json", lambda: 0.5).info("story", name='a "b"\n\udce9\u202e.txt', words=3)
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00.500Z",
        "level": "info",
        "event": "story",
        "name": 'a "b"\n\udce9\u202e.txt',
        "words": 3,
    }
    assert line.isascii()


def test_a_line_for_people_shows_what_cannot_be_seen() -> None:
    stream = io.StringIO()
    Log(stream, "text", lambda: 0.5).warning("story", name="two words\n\udce9\u202e.txt", reason="", words=0)
    assert stream.getvalue() == (
        '1970-01-01T00:00:00.500Z warning story name="two words\\n<U+DCE9><U+202E>.txt" words=0\n'
    )


def test_a_log_that_nobody_reads_stops_nothing() -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    Log(Full(), "json", lambda: 0.0).error("trouble")


def test_the_guide_names_every_figure_and_every_event() -> None:
    root = Path(__file__).parents[2]
    guide = (root / "docs" / "watching.md").read_text("utf-8")
    described = {family.name for family in text_string_to_metric_families(Metrics(0.0).text())}
    named = {name.removesuffix("_total").removesuffix("_sum") for name in re.findall(r"\bmtqa_watch_\w+", guide)}
    assert named == described
    source = "".join(
        path.read_text("utf-8")
        for path in (*(root / "mtqa" / "watch").glob("*.py"), root / "mtqa" / "cli" / "watch.py")
    )
    said = set(re.findall(r"""(?:log\.(?:info|warning|error)\(|_once\("\w+", |\btell\(\s*)"([a-z-]+)\"""", source))
    table = guide.partition("| event | level | |")[2].partition("## Figures")[0]
    assert said == set(re.findall(r"`([a-z-]+)`", table))
