"""What the files of a desk add: phrase rules of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.engine.config.settings import Settings
from mtqa.engine.config.source import Origin, failed, shown
from mtqa.engine.exemptions import Finder
from mtqa.model.errors import RuleError
from mtqa.rulebook.glossary import read_glossary
from mtqa.rulebook.rule import Rule


@dataclass(frozen=True, slots=True)
class Desk:
    """Shipped rules and the desk's own. ``files`` were read for it, ``content`` is what they hold."""

    rules: tuple[Rule, ...]
    trusted: Finder | None
    files: tuple[Path, ...]
    content: tuple[bytes, ...]
    phrases: tuple[Path, ...] = ()

    @classmethod
    def read(cls, settings: Settings, shipped: Sequence[Rule]) -> Desk:
        """Everything that the settings name.

        Raises:
            ConfigError: for every file that is not there or not in order.
        """
        problems: list[str] = []
        files: list[Path] = []
        rules = {rule.code: rule for rule in shipped}
        for path, origin in _files(settings, "phrases", problems):
            files.append(path)
            try:
                rule = read_glossary(path)
            except RuleError as error:
                said = str(error).replace(str(path), shown(path))
                problems.append(said if said.startswith(shown(path)) else f"{shown(path)}: [rule]: {said}")
                continue
            other = rules.get(rule.code)
            if other is not None or any(rule.name == one.name for one in rules.values()):
                problems.append(_declared_twice(rule, path, origin))
            rules[rule.code] = rule
        if problems:
            raise failed(problems)
        content = tuple(path.read_bytes() for path in files)
        paths = tuple(map(_relative, files))
        return cls(tuple(rules[code] for code in sorted(rules)), None, tuple(files), content, paths)


def _relative(path: Path) -> Path:
    return Path(shown(path))


def _declared_twice(rule: Rule, path: Path, origin: Origin) -> str:
    return (
        f"{shown(path)} (named by {origin}): [rule]: there is another rule {rule.code} or “{rule.name}”; "
        "a desk's own rules have codes STY50 to STY99 and names of their own"
    )


def _files(settings: Settings, key: str, problems: list[str]) -> Iterator[tuple[Path, Origin]]:
    """The files that a key names, each once; those that are not there become problems."""
    seen: set[Path] = set()
    for text, origin in settings.texts(key):
        folder = origin.source.folder
        found = sorted(folder.glob(text)) if any(sign in text for sign in "*?[") else [folder / text]
        there = [path for path in found if path.is_file()]
        if not there:
            problems.append(
                origin.problem(
                    f'there is no file "{text}" in {shown(folder)}; paths are relative to the file that names them'
                )
            )
        for path in there:
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield path, origin
