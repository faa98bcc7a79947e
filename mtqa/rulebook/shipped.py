"""The glossaries and language packs that come with mtqa, as `mtqa.rulebook.compile` leaves them.

`glossaries.json` has the rules, each with the words by which its entries are found; `phrases.jsonl` has an entry a
line, and is read when a text has one of these words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TypedDict, cast, overload

from mtqa.rulebook import DATA
from mtqa.rulebook.phrase_index import PhraseIndex
from mtqa.rulebook.phrases import EntryData, Glossary, GlossaryData, glossary_rule
from mtqa.rulebook.rule import Rule

RULES = DATA / "glossaries.json"
ENTRIES = DATA / "phrases.jsonl"


class CompiledRule(TypedDict):
    """A rule of `RULES`; its entries are ``count`` lines of `ENTRIES` from ``first`` on."""

    rule: GlossaryData
    digest: str
    first: int
    count: int


class CompiledRules(TypedDict):
    """What `RULES` holds: the rules, and the `Keys` of the phrases of all of them.

    ``data`` changes when one of the other files changes that rules read: words, verbs, names, spellings.
    """

    data: str
    rules: list[CompiledRule]
    words: dict[str, str]
    pairs: dict[str, str]


class _Lines:
    """A file of JSON lines, read at the first line that is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._path.read_bytes().splitlines()

    def entry(self, number: int) -> EntryData:
        return cast(EntryData, json.loads(self._lines[number]))


class _Entries(Sequence[EntryData]):
    """A stretch of the lines."""

    def __init__(self, lines: _Lines, first: int, count: int) -> None:
        self._lines = lines
        self._places = range(first, first + count)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> EntryData: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[EntryData]: ...

    def __getitem__(self, place: int | slice) -> EntryData | Sequence[EntryData]:
        if isinstance(place, slice):
            return [self._lines.entry(number) for number in self._places[place]]
        return self._lines.entry(self._places[place])


@cache
def compiled_rules() -> CompiledRules:
    """What `RULES` holds, read once."""
    return cast(CompiledRules, json.loads(RULES.read_text("utf-8")))


def data_digest() -> str:
    """What changes when the words, verbs, names or spellings change that come with mtqa."""
    return compiled_rules()["data"]


@cache
def _compiled() -> dict[str, tuple[GlossaryData, Glossary]]:
    lines = _Lines(ENTRIES)
    compiled = compiled_rules()
    index = PhraseIndex({"words": compiled["words"], "pairs": compiled["pairs"]})
    made = {}
    for number, data in enumerate(compiled["rules"]):
        entries = _Entries(lines, data["first"], data["count"])
        made[data["rule"]["code"]] = (
            data["rule"],
            Glossary(data["rule"], entries, data["digest"], index, number=number),
        )
    return made


def shipped_glossary(code: str) -> Glossary:
    """The entries of one rule, for rules that look at them together."""
    return _compiled()[code][1]


def shipped_rules() -> Iterator[Rule]:
    """A rule for each glossary; none is registered."""
    for data, glossary in _compiled().values():
        yield glossary_rule(data, glossary)
