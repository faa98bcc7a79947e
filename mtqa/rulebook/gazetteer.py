"""The gazetteer as people write it: TOML in, data for `mtqa.rulebook.known_names` out.

    [words]                             # lists that `where` and `unless` may name as "@ukraine"
    ukraine = ["Ukraine", "Kyiv"]

    [ukraine]                           # a section; what stands here holds for all its entries
    where = ["@ukraine"]
    from = "ru"
    "Lyman" = { wrong_here = ["Liman"], translated = ["Estuary"] }

An entry's key is the name as most English newsrooms write it. Its fields:

* ``also``: other forms that newsrooms use, never reported; ``ap``, ``bbc``, ``reuters``, ``guardian``: the form that a
  style book or newsroom asks for, likewise; ``historic``: forms that belong to the past or to few, likewise;
* ``surname``: what stands alone at later mentions, where it is not the last word (people only);
* ``wrong``: spellings that no English newsroom uses; ``wrong_here``: spellings that are wrong only in stories that have
  one of the words of ``where``;
* ``translated``: words that engines make of the name; they count in stories with a word of ``translated_where``, else
  of ``where``;
* ``former``: names given up in the year ``changed``, or spelt in another language until then; reported as information,
  in stories with a word of ``former_where`` where that is given;
* ``right_in``: longer names in which a wrong or former form is right; ``unless``: words of stories that are left alone;
* ``from``: codes of the languages whose engines write so; ``who``: who somebody is, for readers of the file.

`python -m mtqa.rulebook.gazetteer` writes `data/gazetteer.txt` and `data/gazetteer.jsonl` from
`data/gazetteer/*.toml`; a test holds them together.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import accumulate
from pathlib import Path
from typing import Any

from mtqa.model.errors import RuleError
from mtqa.rulebook import DATA
from mtqa.rulebook.known_names import ANCHORS, ENTRIES, Fault, Kind, letters
from mtqa.text.languages import LANGUAGE_NAMES
from mtqa.text.lexicon import frequency, is_name

FOLDER = DATA / "gazetteer"

_KINDS = {"places": Kind.PLACE, "people": Kind.PERSON, "organisations": Kind.ORGANISATION}
_STYLES = ("ap", "bbc", "reuters", "guardian")
_LISTS = (
    "also", "historic", "wrong", "wrong_here", "translated", "former", "right_in",
    "where", "unless", "translated_where", "former_where",
)  # fmt: skip
_TEXTS = (*_STYLES, "surname", "from", "who")
_SHARED = ("where", "unless", "from", "changed")
#: Words of fewer letters tell little; how often they and names count as occurring, on Zipf's scale.
_SHORTEST, _OFTEN, _SOMETIMES = 3, 8, 2
_NO_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")


class _File:
    """One file of the gazetteer; its errors name file, entry and field."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleError(f"{name}: this is not TOML: {error}") from None
        if name.removesuffix(".toml") not in _KINDS:
            raise RuleError(f"{name}: a file of the gazetteer is one of {', '.join(f'{kind}.toml' for kind in _KINDS)}")
        self.kind = _KINDS[name.removesuffix(".toml")]

    def error(self, entry: str, message: str) -> RuleError:
        return RuleError(f"{self.name}: {entry}: {message}")

    def entries(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Names with their fields, those of the section put in where the entry has none of its own."""
        for section, table in self.data.items():
            if section == "words":
                continue
            if not isinstance(table, dict):
                raise self.error(section, "this must be a section; write [name] above its entries")
            shared = {key: value for key, value in table.items() if not isinstance(value, dict)}
            for key in shared:
                if key not in _SHARED:
                    raise self.error(section, f"a section has no field “{key}”; it may have {', '.join(_SHARED)}")
            for name, fields in table.items():
                if isinstance(fields, dict):
                    yield name, self._checked(name, {**shared, **fields})

    def _checked(self, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        for key, value in fields.items():
            self._check_type(name, key, value)
        for code in fields.get("from", "").split():
            if code not in LANGUAGE_NAMES:
                raise self.error(name, f"“from” has “{code}”, which is no code of a language")
        if fields.get("former") and "changed" not in fields:
            raise self.error(name, "“changed” is missing: the year since which newsrooms write otherwise")
        for key, guard in (("wrong_here", "where"), ("translated", "translated_where")):
            if fields.get(key) and not fields.get(guard) and not fields.get("where"):
                raise self.error(name, f"“{key}” needs “{guard}”: words of the stories in which it is wrong")
        return fields

    def _check_type(self, name: str, key: str, value: object) -> None:
        if key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
                raise self.error(name, f"“{key}” must be a list of texts")
        elif key in _TEXTS:
            if not isinstance(value, str) or not value:
                raise self.error(name, f"“{key}” must be a text in quotation marks")
        elif key != "changed":
            near = get_close_matches(key, [*_LISTS, *_TEXTS, "changed"], n=1)
            hint = f" (did you mean “{near[0]}”?)" if near else ""
            raise self.error(name, f"there is no field “{key}”{hint}")
        elif type(value) is not int:
            raise self.error(name, "“changed” must be a year")

    def words(self, name: str, items: Sequence[str], inside: tuple[str, ...] = ()) -> list[str]:
        """``items`` with the named lists of ``[words]`` put in for "@name", in lower case."""
        found: set[str] = set()
        for item in items:
            if not item.startswith("@"):
                found.add(item.lower())
            elif item in inside or item[1:] not in self.data.get("words", {}):
                raise self.error(name, f"there is no list “{item}” in [words] that could be put in")
            else:
                found.update(self.words(name, self.data["words"][item[1:]], (*inside, item)))
        return sorted(found)


def _accepted(name: str, kind: Kind, fields: Mapping[str, Any]) -> list[str]:
    """All forms of the name that are right, the preferred one first."""
    surname = (
        [fields["surname"]]
        if "surname" in fields
        else [name.rsplit(" ", maxsplit=1)[-1]]
        if kind is Kind.PERSON
        else []
    )
    styles = [fields[style] for style in _STYLES if style in fields]
    return list(dict.fromkeys([name, *surname, *styles, *fields.get("also", ()), *fields.get("historic", ())]))


def _instead(variant: str, name: str, kind: Kind, fields: Mapping[str, Any]) -> str:
    """What belongs in the place of ``variant``: the surname for a surname, else the whole name."""
    if kind is not Kind.PERSON:
        return name
    surname: str = fields.get("surname", name.rsplit(" ", maxsplit=1)[-1])
    return surname if len(variant.split(" ")) == len(surname.split(" ")) else name


def _anchor(variant: str) -> str:
    """The word of ``variant`` to look for first: the one that English texts have least often, the longest of those."""
    return max(letters(variant), key=lambda word: (-_frequency(word), len(word)))


def _frequency(word: str) -> int:
    """How often news has ``word``: as English has it, but some words tell less and some names occur more."""
    if len(word) < _SHORTEST:
        return _OFTEN
    return _SOMETIMES if is_name(word) else frequency(word)


def _variants(file: _File, name: str, fields: Mapping[str, Any]) -> Iterator[tuple[Fault, str, bool, str]]:
    """Each form that is reported: its fault, the form, whether a guard is asked, and what belongs there."""
    for fault, key, guarded in (
        (Fault.SPELLING, "wrong", False),
        (Fault.SPELLING, "wrong_here", True),
        (Fault.TRANSLATED, "translated", True),
        (Fault.FORMER, "former", "former_where" in fields),
    ):
        for variant in fields.get(key, ()):
            if _NO_LATIN.search(variant) or not letters(variant):
                raise file.error(name, f"“{variant}” in “{key}” has letters that are not Latin, or none")
            yield fault, variant, guarded, _instead(variant, name, file.kind, fields)


def compile_gazetteer(texts: Mapping[str, str]) -> tuple[str, str]:
    """The contents of `data/gazetteer.txt` and `data/gazetteer.jsonl`, from files by their names.

    Raises:
        RuleError: naming file, entry and what would be right; also where a wrong form of one entry is a right one of
            another.
    """
    files = [_File(name, text) for name, text in sorted(texts.items())]
    entries = [(file, name, fields) for file in files for name, fields in file.entries()]
    right = {form for file, name, fields in entries for form in _accepted(name, file.kind, fields)}
    guards: dict[tuple[str, ...], int] = {(): 0}
    anchors: list[dict[str, list[tuple[int, int]]]] = [{} for _ in Fault]
    seen: dict[tuple[Fault, str], str] = {}
    lines = []
    for number, (file, name, fields) in enumerate(entries):

        def guard(items: Sequence[str], file: _File = file, name: str = name) -> int:
            return guards.setdefault(tuple(file.words(name, items)), len(guards))

        forms: list[list[Any]] = [[] for _ in Fault]
        for fault, variant, guarded, instead in _variants(file, name, fields):
            if variant in right:
                raise file.error(name, f"“{variant}” is a right form of this or another entry")
            if (fault, variant) in seen:
                raise file.error(name, f"“{variant}” stands at “{seen[fault, variant]}” already")
            seen[fault, variant] = name
            where = {Fault.TRANSLATED: "translated_where", Fault.FORMER: "former_where"}.get(fault, "where")
            forms[fault].append([variant, guard(fields.get(where) or fields["where"]) if guarded else 0, instead])
            anchors[fault].setdefault(_anchor(variant), []).append((number, len(forms[fault]) - 1))
        lines.append(
            [
                name,
                file.kind,
                _accepted(name, file.kind, fields),
                {style: fields[style] for style in _STYLES if style in fields},
                fields.get("from", ""),
                fields.get("changed", 0),
                guard(fields.get("unless", ())),
                fields.get("right_in", []),
                forms,
            ]
        )
    written = [_json([list(items) for items in guards]), *map(_json, lines)]
    starts = list(accumulate(len(line.encode()) for line in written))
    words = [" ".join(sorted(table)) for table in anchors]
    words.append(" ".join(sorted({word for form in right for word in letters(form) if len(word) >= _SHORTEST})))
    index = [
        f"{fault}{word} {' '.join(f'{starts[number]}.{which}' for number, which in table[word])}"
        for fault, table in enumerate(anchors)
        for word in sorted(table)
    ]
    return "\n".join([*words, *index, ""]), "".join(written)


def _json(value: object) -> str:
    """A line that holds ``value``."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def sources() -> dict[str, str]:
    """The files of the gazetteer, by name."""
    return {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.toml"))}


def write(folder: Path = DATA) -> None:
    """Write both generated files."""
    words, entries = compile_gazetteer(sources())
    (folder / ANCHORS).write_text(words, encoding="utf-8")
    (folder / ENTRIES).write_text(entries, encoding="utf-8")


if __name__ == "__main__":
    write()
