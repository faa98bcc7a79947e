"""Glossaries as people write them: TOML in, data for `mtqa.rulebook.phrases` out.

    [rule]                             # once a file: the rule that all entries belong to
    code = "UNT04"
    name = "transliterated-word"
    ...
    [words]                            # lists that guards may name as "@iran"
    iran = ["Iran", "Iranian", "Tehran"]

    [entry.basij]                      # one word or phrase; its name is the id that findings carry
    find = ["Basij"]
    right = "mobilization"
    language = "fa"
    source = "why, or where it was seen"
    unless = ["@iran"]
    bad = ["The order of [[Basij => mobilization]] was signed."]
    good = [["The Basij patrolled Tehran.", "the Iranian militia"]]

How a phrase is written: see `mtqa.rulebook.phrase_syntax`.

`python -m mtqa.rulebook.glossary` writes `data/glossaries.json` from `data/*.glossary.toml`;
a test holds them together.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from typing import Any

from mtqa.model.errors import RuleError
from mtqa.model.mqm import Category, Severity
from mtqa.rulebook import DATA
from mtqa.rulebook.phrase_syntax import Phrase, PhraseError
from mtqa.rulebook.phrases import examples_of, glossary_rule
from mtqa.rulebook.rule import Example, Rule
from mtqa.text.languages import LANGUAGE_NAMES

INDEX = DATA / "glossaries.json"
SUFFIX = ".glossary.toml"

#: What each key of ``[rule]`` and ``[entry.ID]`` holds; the second set may be left out.
_RULE_KEYS: dict[str, type] = {
    "code": str, "name": str, "category": str, "severity": str, "message": str, "summary": str, "why": str,
    "limits": str, "bad": list, "good": list,
}  # fmt: skip
_RULE_MORE: dict[str, type] = {
    "confidence": float,
    "basis": str,
    "quotations": str,
    "mentions": str,
    "plain_lines": str,
}
_ENTRY_KEYS: dict[str, type] = {"find": list, "source": str, "bad": list, "good": list}
_WORD_LISTS = ("unless", "where")
_BESIDE = ("near", "after", "before", "not_after", "not_before")
_ENTRY_MORE: dict[str, type] = {
    "right": object, "language": str, "message": str, "severity": str, "confidence": float, "safe": bool, "case": str,
    **dict.fromkeys((*_WORD_LISTS, *_BESIDE), list),
}  # fmt: skip
_TYPE_NAMES = {str: "a text in quotation marks", list: "a list in [ ]", float: "a number", bool: "true or false"}

_START, _END = r"(?<![\w@#/\\.\-\u0300-\u036f])", r"(?![\w@/\\\-\u0300-\u036f]|\.\w)"
_PLACEHOLDER = re.compile(r"<\w+>")
_MOST_WORDINGS = 400


class _File:
    """One TOML file; its errors name file, table and key, and say what would be right."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleError(f"{name}: this is not TOML: {error}") from None
        for table in self.data:
            if table not in ("rule", "words", "entry"):
                raise self.error(table, "there is no such table; a glossary has [rule], [words] and [entry.ID]")

    def error(self, table: str, message: str) -> RuleError:
        return RuleError(f"{self.name}: {table}: {message}")

    def keys(self, table: str, values: object, needed: Mapping[str, type], more: Mapping[str, type]) -> dict[str, Any]:
        """The table's values, each of its type."""
        if not isinstance(values, dict):
            raise self.error(table, f"this must be a table; write [{table}] and its keys below")
        for key, value in values.items():
            expected = needed.get(key) or more.get(key)
            if expected is None:
                near = get_close_matches(key, [*needed, *more], n=1)
                hint = f"did you mean “{near[0]}”?" if near else f"keys are {', '.join([*needed, *more])}"
                raise self.error(table, f"there is no key “{key}” ({hint})")
            if expected is float and type(value) is int:
                continue
            if expected is not object and not isinstance(value, expected):
                raise self.error(table, f"“{key}” must be {_TYPE_NAMES[expected]}")
        for key in needed:
            if key not in values:
                raise self.error(table, f"“{key}” is missing")
        return values

    def texts(self, table: str, key: str, value: object, inside: tuple[str, ...] = ()) -> list[str]:
        """A list of texts, with the named lists of ``[words]`` put in for ``@name``."""
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise self.error(table, f"“{key}” must be a list of texts, and not empty")
        found: list[str] = []
        for item in value:
            if not item.startswith("@"):
                found.append(item)
            elif item in inside:
                raise self.error(table, f"“{key}” names the list “{item}”, which names itself")
            elif item[1:] in self.data.get("words", {}):
                found.extend(self.texts("words", item[1:], self.data["words"][item[1:]], (*inside, item)))
            else:
                raise self.error(table, f"“{key}” names the list “{item}”, which [words] does not have")
        return found

    def examples(self, table: str, values: Mapping[str, Any]) -> tuple[Example, ...]:
        """The examples of a table, the bad ones with at least one mark."""
        for text in self.texts(table, "bad", values["bad"]):
            if not re.search(r"\[\[.+?\]\]", text):
                raise self.error(table, f"the bad example “{text}” marks nothing; write [[wrong => right]]")
        for pair in values["good"]:
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)):
                raise self.error(table, 'a good example is a pair: ["The text.", "why it is right"]')
        return tuple(examples_of(values["bad"], values["good"]))


def _phrases(
    file: _File, table: str, key: str, value: object, *, exact: bool = False
) -> list[tuple[Phrase, list[str]]]:
    """The phrases of a list, the longest first, each with the wordings it stands for."""
    found = []
    for written in file.texts(table, key, value):
        try:
            phrase = Phrase(written, exact=exact)
            found.append((phrase, list(filter(None, phrase.wordings(_MOST_WORDINGS)))))
        except PhraseError as error:
            raise file.error(table, f"“{key}” {error}" if str(error)[0] != "“" else f"“{key}”: {error}") from None
    return sorted(found, key=lambda pair: -max(map(len, pair[1])))


def _alternatives(phrases: Iterable[Phrase]) -> str:
    return "|".join(phrase.pattern(number) for number, phrase in enumerate(phrases))


def _beside(key: str, phrases: Iterable[Phrase]) -> str:
    inner = re.sub(r"\?P<\w+>", "?:", _alternatives(phrases))
    if key.endswith("after"):
        return rf"(?<![\w-])(?:{inner})\s{{1,3}}$"
    if key.endswith("before"):
        return rf"(?:\s{{1,3}}|(?=[,;:]))(?:{inner})(?!\w)"
    return rf"(?<!\w)(?:{inner})(?!\w)"


def _guards(file: _File, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    guards: dict[str, Any] = {}
    for key in _WORD_LISTS:
        if key in values:
            phrases = _phrases(file, table, key, values[key])
            plain = [pair for pair in phrases if all(re.fullmatch(r"[^\W\d_]+", wording) for wording in pair[1])]
            rest = [pair[0] for pair in phrases if pair not in plain]
            words = sorted({wording.lower() for _, wordings in plain for wording in wordings})
            guards[key] = {"words": words, "pattern": _beside("near", rest) if rest else ""}
    for key in _BESIDE:
        if key in values:
            guards[key] = _beside(key, [phrase for phrase, _ in _phrases(file, table, key, values[key])])
    return guards


def _one_of(file: _File, table: str, values: Mapping[str, Any], key: str, allowed: Iterable[str]) -> None:
    options = list(allowed)
    if key in values and values[key] not in options:
        raise file.error(table, f"“{key}” is “{values[key]}”; it must be one of {', '.join(options)}")


def _right(file: _File, table: str, values: Mapping[str, Any]) -> list[str]:
    if "right" not in values:
        return []
    right = values["right"]
    return [right] if isinstance(right, str) else file.texts(table, "right", right)


def _entry(file: _File, name: str, values: object, message: str) -> tuple[dict[str, Any], list[str]]:
    """An entry as the check needs it, and its part of the rule's screen."""
    table = f"entry.{name}"
    data = file.keys(table, values, _ENTRY_KEYS, _ENTRY_MORE)
    _one_of(file, table, data, "severity", (severity.label for severity in Severity))
    _one_of(file, table, data, "language", LANGUAGE_NAMES)
    _one_of(file, table, data, "case", ("any", "exact"))
    file.examples(table, data)
    exact = data.get("case") == "exact"
    phrases = _phrases(file, table, "find", data["find"], exact=exact)
    wordings = [wording for _, found in phrases for wording in found]
    for wording in wordings:
        if not re.search(r"[^\W\d_]", _PLACEHOLDER.sub("", wording)):
            raise file.error(table, "“find” has a wording without a single letter of its own")
    entry: dict[str, Any] = {
        "id": name,
        "pattern": f"{_START}(?:{_alternatives(phrase for phrase, _ in phrases)}){_END}",
        "needs": [phrase.needs() for phrase, _ in phrases],
        "message": data.get("message", message),
        **{key: data[key] for key in ("severity", "confidence", "language", "safe") if key in data},
        **_guards(file, table, data),
    }
    if exact and all(wording == wording.lower() for wording in wordings):
        entry["in_small_letters"] = True
    if right := _right(file, table, data):
        entry["right"] = right
    elif "{right}" in entry["message"]:
        raise file.error(table, "“right” is missing, and the message quotes it; give “right” or a “message” of its own")
    return entry, [phrase.screen() for phrase, _ in phrases]


def compile_glossary(name: str, text: str) -> dict[str, Any]:
    """What the check needs of a glossary file.

    Raises:
        RuleError: naming file, table, key and what would be right.
    """
    file = _File(name, text)
    for table in ("rule", "entry"):
        if table not in file.data:
            raise file.error(table, f"the table [{table if table == 'rule' else 'entry.ID'}] is missing")
    rule = file.keys("rule", file.data["rule"], _RULE_KEYS, _RULE_MORE)
    _one_of(file, "rule", rule, "category", (category.value for category in Category))
    _one_of(file, "rule", rule, "severity", (severity.label for severity in Severity))
    for key in ("quotations", "mentions", "plain_lines"):
        _one_of(file, "rule", rule, key, ("checked", "skipped"))
    file.examples("rule", rule)
    made = [_entry(file, name, values, rule["message"]) for name, values in file.data["entry"].items()]
    screens = sorted({screen for _, parts in made for screen in parts})
    docs = f"{rule['summary']}\n\n## Why it matters\n{rule['why']}\n\n## Known limits\n{rule['limits']}"
    kept = {key: rule[key] for key in ("code", "name", "category", "severity", "bad", "good")}
    kept["confidence"] = float(rule.get("confidence", 0.9))
    kept["basis"] = rule.get("basis", "")
    kept |= {key: rule.get(key, "checked") for key in ("quotations", "mentions", "plain_lines")}
    compiled = {**kept, "docs": docs, "screen": "|".join(screens), "entries": [entry for entry, _ in made]}
    compiled["digest"] = blake2b(json.dumps(compiled, sort_keys=True).encode(), digest_size=4).hexdigest()
    return compiled


def read_glossary(path: Path) -> Rule:
    """The rule of a house file; registering it is the caller's business.

    Raises:
        RuleError: if the file is no glossary.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read as UTF-8 text: {error}") from None
    return replace(glossary_rule(compile_glossary(str(path), text)), house=True)


def entry_examples(path: Path) -> dict[str, tuple[Example, ...]]:
    """The examples of each entry of a glossary file, by the entry's name."""
    file = _File(path.name, path.read_text("utf-8"))
    return {name: file.examples(f"entry.{name}", values) for name, values in file.data["entry"].items()}


def index() -> str:
    """What `data/glossaries.json` must hold."""
    compiled = [compile_glossary(path.name, path.read_text("utf-8")) for path in sorted(DATA.glob(f"*{SUFFIX}"))]
    return json.dumps(compiled, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
