"""Compile the glossaries and language packs that come with mtqa: `python -m mtqa.rulebook.compile`.

Writes what `mtqa.rulebook.shipped` reads, from `*.glossary.toml` and `packs/*.toml`; a test holds them together. An
entry's name is unique within its rule, wherever it stands. A digest of the other data goes with them, for signatures:
taking it when mtqa starts would mean reading five megabytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from mtqa.model.errors import RuleError
from mtqa.rulebook import DATA
from mtqa.rulebook.glossary import compile_glossary, compile_pack, digest
from mtqa.rulebook.phrases import EntryData, GlossaryData, keys_of_entries
from mtqa.rulebook.shipped import ENTRIES, RULES, CompiledRule
from mtqa.text import lexicon


def glossary_files() -> list[Path]:
    """A file a rule."""
    return sorted(DATA.glob("*.glossary.toml"))


def pack_files() -> list[Path]:
    """A file a language."""
    return sorted((DATA / "packs").glob("*.toml"))


def data_files() -> list[Path]:
    """What rules read besides: lists of words and verbs, the gazetteer, ways to spell."""
    words = Path(lexicon.__file__).with_name("data").glob("*.txt")
    return sorted(
        [*(path for path in words if "LICENSE" not in path.name), *DATA.glob("gazetteer.*"), DATA / "spelling.toml"],
        key=lambda path: path.name,
    )


def digest_of(files: Iterable[Path]) -> str:
    """Eight hexadecimal digits that change when a file does."""
    whole = blake2b(digest_size=4)
    for path in files:
        whole.update(blake2b(path.read_bytes()).digest())
    return whole.hexdigest()


def _read() -> tuple[dict[str, GlossaryData], dict[str, list[EntryData]]]:
    rules: dict[str, GlossaryData] = {}
    entries: dict[str, list[EntryData]] = {}
    seen: dict[tuple[str, str], str] = {}

    def add(file: Path, code: str, found: list[EntryData]) -> None:
        for entry in found:
            other = seen.setdefault((code, entry["id"]), file.name)
            if other != file.name:
                raise RuleError(f"{file.name}: {code}.{entry['id']}: {other} has an entry of that name; choose another")
        entries.setdefault(code, []).extend(found)

    for file in glossary_files():
        rule, found = compile_glossary(file.name, file.read_text("utf-8"))
        rules[rule["code"]] = rule
        add(file, rule["code"], found)
    messages = {code: rule["message"] for code, rule in rules.items()}
    for file in pack_files():
        for code, found in compile_pack(file.name, file.read_text("utf-8"), messages).items():
            add(file, code, found)
    return rules, entries


def compiled() -> tuple[str, str]:
    """What the two files must hold.

    Raises:
        RuleError: naming the TOML file, table, key and what would be right.
    """
    rules, entries = _read()
    made: list[CompiledRule] = []
    lines: list[str] = []
    for code, rule in rules.items():
        found = entries[code]
        made.append({"rule": rule, "digest": digest(rule, found), "first": len(lines), "count": len(found)})
        lines.extend(_line(entry) for entry in found)
    keys = keys_of_entries(entries[code] for code in rules)
    rows = ",\n".join(map(_dumps, made))
    return (
        f'{{"data":"{digest_of(data_files())}","rules":[\n{rows}\n],"words":{{\n{_rows(keys["words"])}\n}},"pairs":{{\n{_rows(keys["pairs"])}\n}}}}\n',
        "".join(lines),
    )


def _line(entry: EntryData) -> str:
    """Without its keys, which are in the index."""
    return _dumps({name: value for name, value in entry.items() if name != "keys"}) + "\n"


def _rows(keys: Mapping[str, object]) -> str:
    return ",\n".join(f"{_dumps(key)}:{_dumps(value)}" for key, value in sorted(keys.items()))


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    for path, text in zip((RULES, ENTRIES), compiled(), strict=True):
        path.write_text(text, encoding="utf-8")
