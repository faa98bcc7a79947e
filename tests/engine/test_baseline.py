"""A baseline: only what is new is reported, whatever else happens to the stories."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.engine.baseline import Baseline, Entry, dumps, loads
from mtqa.engine.checker import Checker
from mtqa.model.errors import ConfigError
from mtqa.text.document import Document
from tests.engine.rules import word_rule
from tests.growth import grows_linearly

CHECKER = Checker([word_rule("XAA01", "alpha"), word_rule("XAB01", "beta")])
ONE = "It was alpha here.\n\nIt was beta there.\n\nThen alpha came again."


def _written(*stories: tuple[str, str]) -> Counter[Entry]:
    baseline = Baseline(accepts=False)
    for path, text in stories:
        CHECKER.check(Document(text, path=path), baseline)
    return baseline.written()


def _reported(baseline: Baseline, path: str, text: str, checker: Checker = CHECKER) -> list[str]:
    return [finding.quote for finding in checker.check(Document(text, path=path), baseline).findings]


def _known(entries: Counter[Entry]) -> Counter[tuple[str, str]]:
    return Counter((entry.path, entry.rule) for entry in entries.elements())


def test_only_what_is_new_is_reported_wherever_the_text_moves() -> None:
    old = _written(("a.txt", ONE))
    assert _reported(Baseline(old), "a.txt", ONE) == []
    moved = (
        "New first words.\n\nThen alpha came again.\n\nIt was alpha here.\n\nA new beta in it.\n\nIt was beta there."
    )
    assert _reported(Baseline(old), "a.txt", moved) == ["beta"]


def test_equal_findings_are_counted() -> None:
    old = _written(("a.txt", "alpha\n\nalpha"))
    assert _reported(Baseline(old), "a.txt", "alpha\n\nalpha") == []
    assert _reported(Baseline(old), "a.txt", "alpha\n\nalpha\n\nalpha") == ["alpha"]
    assert _reported(Baseline(old), "a.txt", "alpha") == []


def test_the_records_of_a_file_share_what_it_has() -> None:
    old = _written(("wire.jsonl", "alpha"), ("wire.jsonl", "alpha"))
    assert list(old.values()) == [2]
    baseline = Baseline(old)
    assert [_reported(baseline, "wire.jsonl", "alpha") for _ in range(3)] == [[], [], ["alpha"]]


def test_a_story_that_was_renamed_is_known_again() -> None:
    old = _written(("a.txt", ONE), ("b.txt", "A beta of its own."))
    there = {"b.txt", "new.txt"}
    baseline = Baseline(old, is_there=there.__contains__)
    assert _reported(baseline, "new.txt", ONE + " One more beta.") == ["beta"]
    assert _known(baseline.pruned()) == {("new.txt", "XAA01"): 2, ("new.txt", "XAB01"): 1, ("b.txt", "XAB01"): 1}


def test_a_copy_is_not_a_renamed_story() -> None:
    baseline = Baseline(_written(("a.txt", ONE)), is_there=lambda _: True)
    assert _reported(baseline, "copy.txt", ONE) == ["alpha", "beta", "alpha"]


def test_a_story_that_shares_little_is_not_a_renamed_one() -> None:
    many = "\n\n".join(f"Number {number} has alpha in it." for number in range(9))
    baseline = Baseline(_written(("a.txt", many)), is_there=lambda _: False)
    other = "Number 1 has alpha in it.\n\nHere beta is new.\n\nThere beta is not old."
    assert _reported(baseline, "other.txt", other) == ["alpha", "beta", "beta"]


def test_what_stands_in_very_many_stories_tells_of_none_which_it_is() -> None:
    gone = [(f"{number}.txt", "alpha") for number in range(101)]
    assert _reported(Baseline(_written(*gone[:100]), is_there=lambda _: False), "new.txt", "alpha") == []
    assert _reported(Baseline(_written(*gone), is_there=lambda _: False), "new.txt", "alpha") == ["alpha"]


def test_the_cost_of_stories_that_are_new_grows_linearly() -> None:
    line = "This line of alpha stands in all.\n\n"

    def work(size: int) -> Callable[[], object]:
        old = _written(*((f"{number}.txt", f"{line}Here {number} is beta.") for number in range(size)))

        def run() -> None:
            baseline = Baseline(old, is_there=lambda _: False)
            for number in range(size):
                CHECKER.check(Document(f"{line}There beta is {number}.", path=f"new-{number}.txt"), baseline)

        return run

    assert grows_linearly(work, 150)


def test_what_is_found_no_more_is_told_and_taken_out() -> None:
    baseline = Baseline(_written(("a.txt", ONE), ("b.txt", ONE)))
    _reported(baseline, "a.txt", "It was alpha here.")
    assert _known(baseline.stale) == {("a.txt", "XAB01"): 1, ("a.txt", "XAA01"): 1}
    assert _known(baseline.pruned()) == {("a.txt", "XAA01"): 1, ("b.txt", "XAA01"): 2, ("b.txt", "XAB01"): 1}


def test_what_was_not_looked_for_is_neither_told_nor_taken_out() -> None:
    old = _written(("a.txt", ONE))
    half = Baseline(old)
    _reported(half, "a.txt", "Nothing.", Checker([CHECKER.rules[0]]))
    assert _known(half.stale) == {("a.txt", "XAA01"): 2}
    assert _known(half.pruned()) == _known(half.written()) == {("a.txt", "XAB01"): 1}
    unread = Baseline(old)
    _reported(unread, "a.txt", "Nothing.")
    unread.unsure("a.txt")
    assert unread.stale == Counter()
    assert unread.written() == old


def test_writing_keeps_the_files_that_were_not_checked_while_they_are_there() -> None:
    baseline = Baseline(
        _written(("a.txt", ONE), ("b.txt", "beta"), ("gone.txt", "beta")), is_there={"b.txt"}.__contains__
    )
    _reported(baseline, "a.txt", "It was alpha here. It is beta now.")
    assert _known(baseline.written()) == {("a.txt", "XAA01"): 1, ("a.txt", "XAB01"): 1, ("b.txt", "XAB01"): 1}


def test_the_file_has_a_finding_a_line_in_order() -> None:
    text = dumps(_written(("b.txt", "alpha"), ("a.txt", "beta alpha")))
    assert [json.loads(line.strip().rstrip(","))["path"] for line in text.splitlines()[3:-2]] == [
        "a.txt",
        "a.txt",
        "b.txt",
    ]
    assert text.splitlines()[:3] == ["{", '  "mtqa-baseline": 1,', '  "findings": [']
    assert json.loads(text)["mtqa-baseline"] == 1
    assert dumps({}) == '{\n  "mtqa-baseline": 1,\n  "findings": []\n}\n'


@given(st.dictionaries(st.builds(Entry, st.text(), st.text(), st.text(), st.text()), st.integers(1, 9), max_size=5))
def test_what_is_written_is_read(entries: dict[Entry, int]) -> None:
    whole = {entry: number for entry, number in entries.items() if repr(entry).isprintable()}
    assert loads(dumps(whole), "b.json") == whole


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "b.json:1: this is no baseline, nor JSON"),
        ("\n[[", "b.json:2: this is no baseline, nor JSON: Expecting value; `mtqa check"),
        ("[" * 100_000, "b.json: this is no baseline: it is nested too deeply; `mtqa check"),
        ("[" + "1" * 5000, "b.json: this is no baseline: a number has too many digits; `mtqa check"),
        ("[]", 'b.json: this is no baseline: "mtqa-baseline" is missing; `mtqa check ... --write-baseline` makes one'),
        ('{"mtqa-baseline": 2}', "b.json: a baseline of version 2; this mtqa reads version 1"),
        ('{"mtqa-baseline": 1}', 'b.json: "findings" should be a list'),
        ('{"mtqa-baseline": 1, "findings": [1]}', "b.json: finding 1 should be an object"),
        ('{"mtqa-baseline": 1, "findings": [{"path": 1}]}', 'b.json: finding 1: "path" should be a string'),
        (
            '{"mtqa-baseline": 1, "findings": [{"path": "", "rule": "", "fingerprint": "", "count": 0}]}',
            'b.json: finding 1: "count" should be 1 or more',
        ),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        loads(text, "b.json")
    assert message in str(error.value)
