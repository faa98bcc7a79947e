"""Glossaries and language packs as people write them: TOML in, data for `mtqa.rulebook.phrases` out.

A glossary is one rule with its entries:

    [rule]                             # the rule that all entries belong to
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

Where an entry has several words, each may say what is right for it: ``find = ["raion => district", "raions =>
districts"]``; ``right`` is then for the rest of them.

A language pack is all that a language leaves behind, for several of these rules:

    language = "ar"
    [words]
    gulf = ["Kuwait", "Doha"]

    [UNT04.muqawama]                   # the rule's code, then the entry's name
    find = ["muqawama"]
    ...

How a phrase is written: see `mtqa.rulebook.phrase_syntax`. What comes with mtqa is compiled by `mtqa.rulebook.shipped`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

from mtqa.model.errors import RuleError
from mtqa.model.mqm import Category, Severity
from mtqa.rulebook.phrase_index import PhraseIndex
from mtqa.rulebook.phrase_syntax import Phrase, PhraseError
from mtqa.rulebook.phrases import EntryData, Glossary, GlossaryData, examples_of, glossary_rule, keys_of_entries
from mtqa.rulebook.rule import Example, Rule
from mtqa.rulebook.toml_places import Places, parsed
from mtqa.text.folding import in_lower_case
from mtqa.text.languages import LANGUAGE_NAMES

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
#: Keys that the check needs as they are written.
_TOLD = ("message", "severity", "confidence", "language", "safe")
_TYPE_NAMES = {str: "a text in quotation marks", list: "a list in [ ]", float: "a number", bool: "true or false"}

_PLACEHOLDER = re.compile(r"<\w+>")
_MOST_WORDINGS = 400


class _File:
    """One TOML file; its errors name file, table and key, and say what would be right."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        try:
            self.data = parsed(name, text)
        except ValueError as error:
            raise RuleError(str(error)) from None
        self._text = text
        self._problems: list[str] = []

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Keep what is wrong for `settle`, so that the rest is looked at as well."""
        try:
            yield
        except RuleError as error:
            self._problems.append(str(error))

    def settle(self) -> None:
        """End the reading if anything was wrong.

        Raises:
            RuleError: with all of it, a line each.
        """
        if self._problems:
            raise RuleError("\n".join(self._problems))

    def tables(self, known: Iterable[str], hint: str) -> None:
        """That there is no table but ``known`` ones."""
        for table in self.data:
            with self.gathering():
                if table not in known:
                    raise self.error(table, f"there is no such table; {hint}")

    def error(self, table: str, message: str) -> RuleError:
        """What is wrong in a table; the first “key” in ``message`` that the table has is where."""
        path = table.split(".", 1)
        place = Places(self._text)
        key = next((one for one in re.findall(r"“([\w.-]+)”", message) if place.has(*path, one)), None)
        line = place.line(*path, *([key] if key else []))
        return RuleError(f"{self.name}:{line}: {table}: {message}")

    def entries(self, kind: str) -> Iterator[tuple[str, object]]:
        """The entries of a kind, such as ``entry`` or ``UNT04``, with their names."""
        values = self.data.get(kind, {})
        if not isinstance(values, dict):
            raise self.error(kind, f"this must be tables; write [{kind}.NAME] and the keys of an entry below")
        yield from values.items()

    def keys(self, table: str, values: object, needed: Mapping[str, type], more: Mapping[str, type]) -> dict[str, Any]:
        """The table's values, each of its type."""
        if not isinstance(values, dict):
            raise self.error(table, f"this must be a table; write [{table}] and its keys below")
        wrong = [str(self.error(table, message)) for message in _wrong(values, needed, more)]
        if wrong:
            raise RuleError("\n".join(wrong))
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


def _wrong(values: Mapping[str, object], needed: Mapping[str, type], more: Mapping[str, type]) -> Iterator[str]:
    """What is wrong with the keys of a table and the types of their values."""
    known = {**more, **needed}
    for key, value in values.items():
        expected = known.get(key)
        if expected is None:
            near = get_close_matches(key, [*needed, *more], n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"keys are {', '.join([*needed, *more])}"
            yield f"there is no key “{key}” ({hint})"
        elif not isinstance(value, expected) and not (expected is float and type(value) is int):
            yield f"“{key}” must be {_TYPE_NAMES[expected]}"
    if missing := [f"“{key}”" for key in needed if key not in values]:
        yield f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"


def _phrases(
    file: _File, table: str, key: str, written: Iterable[str], *, exact: bool = False
) -> list[tuple[Phrase, list[str]]]:
    """Phrases, each with the wordings it stands for."""
    found = []
    for text in written:
        try:
            phrase = Phrase(text, exact=exact)
            found.append((phrase, list(filter(None, phrase.wordings(_MOST_WORDINGS)))))
        except PhraseError as error:
            raise file.error(table, f"“{key}” {error}" if str(error)[0] != "“" else f"“{key}”: {error}") from None
    return found


def _length(pair: tuple[Phrase, list[str]]) -> int:
    """How long the longest wording of a phrase is: a longer phrase is tried before a shorter one."""
    return max(map(len, pair[1]))


def _longest_first(file: _File, table: str, key: str, value: object) -> list[tuple[Phrase, list[str]]]:
    """The phrases of a list."""
    return sorted(_phrases(file, table, key, file.texts(table, key, value)), key=_length, reverse=True)


def _sought(file: _File, table: str, value: object, *, exact: bool) -> list[tuple[Phrase, list[str], str]]:
    """The phrases of “find”, the longest first, each with its wordings and with what is right for it alone, if that.

    The last is written as in examples: ``raions => districts``.
    """
    written = [text.partition("=>") for text in file.texts(table, "find", value)]
    if any(arrow and not right.strip() for _, arrow, right in written):
        raise file.error(table, "“find” has a phrase with nothing after =>; write what is right for it, or no =>")
    phrases = _phrases(file, table, "find", [phrase for phrase, _, _ in written], exact=exact)
    found = [(*pair, right.strip()) for pair, (_, _, right) in zip(phrases, written, strict=True)]
    return sorted(found, key=lambda one: -_length(one[:2]))


def _beside(key: str, phrases: Iterable[Phrase]) -> str:
    inner = re.sub(r"\?P<\w+>", "?:", "|".join(phrase.pattern(0) for phrase in phrases))
    if key.endswith("after"):
        return rf"(?<![\w-])(?:{inner})\s{{1,3}}$"
    if key.endswith("before"):
        return rf"(?:\s{{1,3}}|(?=[,;:]))(?:{inner})(?!\w)"
    return rf"(?<!\w)(?:{inner})(?!\w)"


def _guards(file: _File, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    guards: dict[str, Any] = {}
    for key in _WORD_LISTS:
        if key in values:
            phrases = _longest_first(file, table, key, values[key])
            plain = [pair for pair in phrases if all(re.fullmatch(r"[^\W\d_]+", wording) for wording in pair[1])]
            rest = [pair[0] for pair in phrases if pair not in plain]
            words = sorted({wording.lower() for _, wordings in plain for wording in wordings})
            needs = [phrase.needs() for phrase in rest]
            asks = {in_lower_case(word) for lists in needs for word in lists[0]} if all(needs) else set()
            guards[key] = {"words": words, "pattern": _beside("near", rest) if rest else "", "asks": sorted(asks)}
    for key in _BESIDE:
        if key in values:
            guards[key] = _beside(key, [phrase for phrase, _ in _longest_first(file, table, key, values[key])])
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


def _entry(file: _File, table: str, values: object, message: str) -> EntryData:
    """An entry as the check needs it; ``message``: the rule's, for entries that have none of their own."""
    data = file.keys(table, values, _ENTRY_KEYS, _ENTRY_MORE)
    _one_of(file, table, data, "severity", (severity.label for severity in Severity))
    _one_of(file, table, data, "language", LANGUAGE_NAMES)
    _one_of(file, table, data, "case", ("any", "exact"))
    file.examples(table, data)
    exact = data.get("case") == "exact"
    sought = _sought(file, table, data["find"], exact=exact)
    phrases = [phrase for phrase, _, _ in sought]
    wordings = [wording for _, found, _ in sought for wording in found]
    for wording in wordings:
        if not re.search(r"[^\W\d_]", _PLACEHOLDER.sub("", wording)):
            raise file.error(table, "“find” has a wording without a single letter of its own")
    compiled: dict[str, Any] = {
        "id": table.partition(".")[2],
        "patterns": [phrase.pattern(number) for number, phrase in enumerate(phrases)],
        "keys": [phrase.keys() for phrase in phrases],
        "needs": [phrase.needs() for phrase in phrases],
        "reach": [phrase.reach() for phrase in phrases],
        "length": [phrase.length() for phrase in phrases],
        **{key: data[key] for key in _TOLD if key in data},
        **_guards(file, table, data),
    }
    entry = cast(EntryData, compiled)
    if exact:
        entry["exact"] = True
    each = [right for _, _, right in sought]
    if any(each):
        entry["each"] = each
    if right := _right(file, table, data):
        entry["right"] = right
    elif not all(each) and "{right}" in data.get("message", message):
        raise file.error(table, "“right” is missing, and the message quotes it; give “right” or a “message” of its own")
    return entry


def _rule(file: _File) -> dict[str, Any]:
    """The table ``[rule]``."""
    rule = file.keys("rule", file.data["rule"], _RULE_KEYS, _RULE_MORE)
    _one_of(file, "rule", rule, "category", (category.value for category in Category))
    _one_of(file, "rule", rule, "severity", (severity.label for severity in Severity))
    for key in ("quotations", "mentions", "plain_lines"):
        _one_of(file, "rule", rule, key, ("checked", "skipped"))
    file.examples("rule", rule)
    return rule


def compile_glossary(name: str, text: str) -> tuple[GlossaryData, list[EntryData]]:
    """What the check needs of a glossary: its rule and its entries, which may be none.

    Raises:
        RuleError: naming file, table, key and what would be right.
    """
    file = _File(name, text)
    file.tables(("rule", "words", "entry"), "a glossary has [rule], [words] and [entry.ID]")
    if "rule" not in file.data:
        raise file.error("rule", "the table [rule] is missing")
    rule: dict[str, Any] = {}
    with file.gathering():
        rule = _rule(file)
    entries = []
    for entry, values in file.entries("entry"):
        with file.gathering():
            entries.append(_entry(file, f"entry.{entry}", values, rule.get("message", "")))
    file.settle()
    compiled = {
        **{key: rule[key] for key in ("code", "name", "category", "severity", "message", "bad", "good")},
        "confidence": float(rule.get("confidence", 0.9)),
        "basis": rule.get("basis", ""),
        **{key: rule.get(key, "checked") for key in ("quotations", "mentions", "plain_lines")},
        "docs": f"{rule['summary']}\n\n## Why it matters\n{rule['why']}\n\n## Known limits\n{rule['limits']}",
    }
    return cast(GlossaryData, compiled), entries


def compile_pack(name: str, text: str, messages: Mapping[str, str]) -> dict[str, list[EntryData]]:
    """What the checks need of a language pack: entries by their rule's code; ``messages``: of the rules there are.

    Raises:
        RuleError: naming file, table, key and what would be right.
    """
    file = _File(name, text)
    language = file.data.get("language")
    if language not in LANGUAGE_NAMES:
        raise file.error("language", f'“{language}” is none; a pack begins with, say, language = "ar"')
    file.tables(("language", "words", *messages), f"a pack has language, [words] and entries of {', '.join(messages)}")
    found: dict[str, list[EntryData]] = {}
    for code in messages:
        for entry, values in file.entries(code):
            with file.gathering():
                compiled = _entry(file, f"{code}.{entry}", values, messages[code])
                found.setdefault(code, []).append({"language": language, **compiled})
    file.settle()
    return found


#: What follows from the patterns of an entry.
_FOLLOWS = frozenset(("keys", "length"))


def digest(data: GlossaryData, entries: Sequence[EntryData]) -> str:
    """Eight hexadecimal digits that change when anything of the rule or its entries does."""
    told = ({name: value for name, value in entry.items() if name not in _FOLLOWS} for entry in entries)
    return blake2b(json.dumps([data, *told], sort_keys=True).encode(), digest_size=4).hexdigest()


def read_glossary(path: Path) -> Rule:
    """The rule of a house file; registering it is the caller's business.

    Raises:
        RuleError: if the file is no glossary.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RuleError(f"{path}:{line}: this is not UTF-8; save the file as UTF-8 text") from None
    data, entries = compile_glossary(str(path), text)
    if not entries:
        raise RuleError(f"{path}: entry: the table [entry.ID] is missing")
    glossary = Glossary(data, entries, digest(data, entries), PhraseIndex(keys_of_entries([entries])))
    try:
        return replace(glossary_rule(data, glossary), house=True)
    except RuleError as error:
        raise _File(str(path), text).error("rule", str(error)) from None


def entry_examples(name: str, text: str) -> dict[str, tuple[Example, ...]]:
    """The examples of each entry of a glossary or pack, by table: ``entry.basij``, ``UNT04.muqawama``."""
    file = _File(name, text)
    return {
        f"{kind}.{name}": file.examples(f"{kind}.{name}", file.keys(f"{kind}.{name}", values, _ENTRY_KEYS, _ENTRY_MORE))
        for kind in file.data
        if kind not in ("language", "words", "rule")
        for name, values in file.entries(kind)
    }
