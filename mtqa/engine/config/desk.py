"""What a desk adds: its spelling, its glossaries, its names and its own phrase rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from glob import glob
from pathlib import Path

from mtqa.engine.config.settings import Settings
from mtqa.engine.config.source import Origin, failed, is_file, shown
from mtqa.engine.config.term_files import read_names, read_terms
from mtqa.engine.exemptions import Finder
from mtqa.model.errors import ConfigError, RuleError
from mtqa.model.span import Span
from mtqa.rulebook.glossary import read_glossary
from mtqa.rulebook.rule import Rule
from mtqa.rulebook.term_matching import Term
from mtqa.rulebook.terms import Kind, Terms
from mtqa.rules.house_names import HouseNames, NameList, name_spelt_otherwise
from mtqa.rules.house_spelling import Spelling, spelling_of_the_other_variety
from mtqa.rules.house_terms import altered_term, forbidden_term, required_term_missing, term_written_otherwise
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_WORD = Pattern(r"[^\W\d_]+")
#: The rules that a glossary wakes, and for which kinds of terms.
_OF_TERMS: tuple[tuple[Rule, tuple[Kind, ...]], ...] = (
    (forbidden_term, ("forbidden",)),
    (term_written_otherwise, ("required",)),
    (altered_term, ("do-not-translate",)),
    (required_term_missing, ("required", "do-not-translate")),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Shipped rules, those that awaited the house's word awake, and the desk's own.

    ``trusted`` finds what the house calls right. ``files`` were read for it, ``content`` is what they hold; ``phrases``
    are those of phrase rules, as people name them.
    """

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
        reading = _Reading(settings)
        awake = {rule.code: rule for rule in (*reading.of_terms(), *reading.of_names(), *reading.of_spelling())}
        rules = {rule.code: awake.get(rule.code, rule) for rule in shipped}
        phrases = reading.of_phrases(rules)
        if reading.problems:
            raise failed(reading.problems)
        return cls(
            rules=tuple(rules[code] for code in sorted(rules)),
            trusted=reading.trusted(),
            files=tuple(reading.files),
            content=tuple(path.read_bytes() for path in reading.files),
            phrases=tuple(map(_relative, phrases)),
        )


class _Reading:
    """The files that settings name, read one after the other, with what is wrong with them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.files: list[Path] = []
        self.problems: list[str] = []
        self.names = NameList({})
        self._right_words: frozenset[str] = frozenset()

    def trusted(self) -> Finder | None:
        """What finds the words that the house calls right: of its names, and of what its glossary wants or keeps."""
        names, words = self.names, self._right_words
        if not names.names and not words:
            return None

        def find(document: Document) -> Iterator[Span]:
            yield from names.trusted(document)
            if not words.isdisjoint(document.vocabulary):
                yield from (Span.of(one) for one in _WORD.finditer(document.text) if one[0].lower() in words)

        return find

    def of_terms(self) -> Iterator[Rule]:
        """The rules that the glossaries wake."""
        found: list[Term] = []
        for path, _ in self._named("glossary"):
            try:
                found += read_terms(path)
            except ConfigError as error:
                self.problems.append(str(error))
        terms = Terms(found)
        right = (term.right or ("" if term.kind == "forbidden" else term.term) for term in found)
        self._right_words = frozenset(word.lower() for wording in right for word in _WORD.findall(wording))
        for rule, kinds in _OF_TERMS:
            if chosen := terms.of(*kinds):
                yield replace(rule, options=chosen, awaits="", house=True)

    def of_names(self) -> Iterator[Rule]:
        """The rule that the names wake."""
        found: dict[str, tuple[str, ...]] = {}
        for path, _ in self._named("names"):
            try:
                found |= read_names(path)
            except ConfigError as error:
                self.problems.append(str(error))
        if found:
            self.names = NameList(found)
            yield replace(name_spelt_otherwise, options=HouseNames(names=self.names), awaits="", house=True)

    def of_spelling(self) -> Iterator[Rule]:
        """The rule that a variety of English wakes."""
        variety = self._settings.value("spelling")
        if variety != "any":
            yield replace(spelling_of_the_other_variety, options=Spelling(variety), awaits="", house=True)

    def of_phrases(self, rules: dict[str, Rule]) -> list[Path]:
        """Add the desk's own rules to ``rules``; gives their files."""
        found = []
        for path, origin in self._named("phrases"):
            found.append(path)
            try:
                rule = read_glossary(path)
            except RuleError as error:
                self.problems.append(str(error).replace(str(path), shown(path)))
                continue
            if rule.code in rules or any(rule.name == one.name for one in rules.values()):
                self.problems.append(_declared_twice(rule, path, origin))
            rules[rule.code] = rule
        return found

    def _named(self, key: str) -> Iterator[tuple[Path, Origin]]:
        """The files that a key names, each once; those that are not there become problems."""
        seen: set[Path] = set()
        for text, origin in self._settings.texts(key):
            folder = origin.source.folder
            found = [folder / text]
            if any(sign in text for sign in "*?["):
                found = [Path(name) for name in sorted(glob(str(folder / text), recursive=True))]
            there = [path for path in found if is_file(path)]
            if not there:
                way_out = f"it is sought from {shown(folder / '_').removesuffix('_') or 'the current folder'}"
                self.problems.append(origin.problem(f'there is no file "{text}"; {way_out}'))
            for path in there:
                if path.resolve() not in seen:
                    seen.add(path.resolve())
                    self.files.append(path)
                    yield path, origin


def _relative(path: Path) -> Path:
    return Path(shown(path))


def _declared_twice(rule: Rule, path: Path, origin: Origin) -> str:
    return (
        f"{shown(path)} (named by {origin}): [rule]: there is another rule {rule.code} or “{rule.name}”; "
        "a desk's own rules have codes STY50 to STY99 and names of their own"
    )
