"""Glossaries as desks keep them: TOML, CSV from a spreadsheet, TBX from a terminology system; and lists of names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args
from xml.parsers import expat

from mtqa.engine.config.source import shown, text_of
from mtqa.engine.selection import did_you_mean
from mtqa.model.errors import ConfigError
from mtqa.rulebook.phrase_syntax import Phrase, PhraseError
from mtqa.rulebook.term_matching import Term
from mtqa.rulebook.terms import Kind
from mtqa.rulebook.toml_places import Places, parsed

COLUMNS = ("term", "right", "kind", "language", "note")
_KINDS: tuple[Kind, ...] = get_args(Kind)
_DELIMITERS = ",;\t"


#: So many mistakes of one file are told at once.
_MOST_TOLD = 20


@lru_cache(maxsize=1)
def _places(text: str) -> Places:
    return Places(text)


@dataclass(slots=True)
class _Reading:
    """One file being read, and what is wrong with it."""

    path: Path
    text: str
    problems: list[str] = field(default_factory=list)
    #: Where each English term stands, and what is to become of it.
    told: dict[str, tuple[int, Kind, str]] = field(default_factory=dict)

    def wrong(self, line: int, key: str, message: str) -> None:
        self.problems.append(f"{shown(self.path)}:{line}: {key}: {message}")

    def contradicted(self, line: int, term: Term) -> None:
        """Tells when an earlier line says something else of an English term; the first would win unseen."""
        if term.language not in ("", "en"):
            return
        first, *before = self.told.setdefault(term.term, (line, term.kind, term.right))
        if before != [term.kind, term.right]:
            self.wrong(line, "term", f"line {first} says otherwise of “{term.term}”; keep one of the two")

    @property
    def places(self) -> Places:
        """Where the keys of a TOML file stand."""
        return _places(self.text)

    def checked(self) -> None:
        """That nothing is wrong.

        Raises:
            ConfigError: for what is; of a long list the first.
        """
        if self.problems:
            more = len(self.problems) - _MOST_TOLD
            rest = [f"{shown(self.path)}: and {more:,} mistakes more"] if more > 0 else []
            raise ConfigError("\n".join([*self.problems[:_MOST_TOLD], *rest]))


def read_terms(path: Path) -> tuple[Term, ...]:
    """The terms in a file: TOML, CSV or TBX, by its suffix.

    Raises:
        ConfigError: naming file, line, key and way out, for everything that is wrong with it.
    """
    readers = {".toml": _toml, ".csv": _csv, ".tsv": _csv, ".tbx": _tbx, ".xml": _tbx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ConfigError(f"{shown(path)}: glossary: a glossary ends in .toml, .csv, .tsv or .tbx")
    # The XML declaration says how XML is encoded; everything else is UTF-8.
    reading = _Reading(path, "" if reader is _tbx else text_of(path, shown(path)))
    terms = tuple(reader(reading))
    reading.checked()
    if not terms:
        raise ConfigError(
            f"{shown(path)}: glossary: the file holds no terms; docs/house-files.md shows how they are written"
        )
    return terms


#: What stands in no name, and is written where a colon is meant.
_NO_COLON = "=;\t"


def read_names(path: Path) -> dict[str, tuple[str, ...]]:
    """The names in a text file, each with the spellings that are not wanted.

    One a line: ``Kyiv: Kiev, Kyyiv``; # begins a comment.

    Raises:
        ConfigError: as `read_terms`.
    """
    reading = _Reading(path, text_of(path, shown(path)))
    names: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(reading.text.splitlines(), 1):
        written = line.partition("#")[0].strip()
        if not written:
            continue
        preferred, _, rest = (" ".join(part.split()) for part in written.partition(":"))
        variants = tuple(part.strip() for part in rest.split(",") if part.strip())
        if not any(character.isupper() for character in preferred):
            reading.wrong(number, preferred or "names", "a name begins with a capital; write it as it is to be spelt")
        elif any(mark in written for mark in _NO_COLON):
            reading.wrong(number, preferred, "a colon parts a name from its other spellings: Kyiv: Kiev, Kyyiv")
        elif preferred in variants:
            reading.wrong(number, preferred, "the name is among the spellings that are not wanted; take it out there")
        elif preferred in names:
            reading.wrong(number, preferred, "the name stands twice; put its other spellings into one line")
        names[preferred] = variants
        lines.setdefault(preferred, number)
    for preferred, variant in ((name, one) for name, variants in names.items() for one in variants):
        if variant != preferred and variant in names:
            told = f"line {lines[preferred]} does not want this spelling; keep one of the two"
            reading.wrong(lines[variant], variant, told)
    reading.checked()
    if not names:
        raise ConfigError(f"{shown(path)}: names: the file holds no names; write one a line")
    return names


def _toml(reading: _Reading) -> Iterator[Term]:
    name = shown(reading.path)
    try:
        data = parsed(name, reading.text)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    tables = data.get("term")
    for key in data:
        if key != "term":
            reading.wrong(
                reading.places.line(key), key, "there is no such key; a glossary is a list of [[term]] tables"
            )
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        if tables is not None:
            reading.wrong(reading.places.line("term"), "term", "write each term as a table: [[term]]")
        return
    for index, table in enumerate(tables):

        def line(key: str, index: int = index) -> int:
            return reading.places.line("term", index, key)

        for key, value in table.items():
            if key not in COLUMNS:
                near = did_you_mean(key, COLUMNS) or f"; keys are {', '.join(COLUMNS)}"
                reading.wrong(line(key), key, f"there is no such key{near}")
            elif not isinstance(value, str):
                reading.wrong(line(key), key, "this must be a text in quotation marks")
        yield from _term(reading, {key: str(table.get(key, "")) for key in COLUMNS}, line)


def _csv(reading: _Reading) -> Iterator[Term]:
    lines = reading.text.splitlines(keepends=True)
    header = lines[0] if lines else ""
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(rows, [])]
        for column in columns:
            if column not in COLUMNS:
                near = did_you_mean(column, COLUMNS) if column else ""
                reading.wrong(1, column or "header", f"there is no such column{near}; columns are {', '.join(COLUMNS)}")
        for needed in ("term", "kind"):
            if needed not in columns:
                reading.wrong(
                    1, needed, f"the column is missing; the first line names the columns: {','.join(COLUMNS)}"
                )
        reading.checked()
        for row in rows:
            number = rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(columns):
                way_out = f'a text with "{delimiter}" in it stands in quotation marks'
                reading.wrong(number, "row", f"there are {len(row)} cells and {len(columns)} columns; {way_out}")
                continue
            cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
            yield from _term(reading, {key: cells.get(key, "") for key in COLUMNS}, lambda _key, at=number: at)
    except csv.Error as error:
        reading.wrong(rows.line_num, "row", f"{error}; a quotation mark in a text is written twice")


def _term(reading: _Reading, cells: Mapping[str, str], line: Any) -> Iterator[Term]:
    """The term of a row, when nothing is wrong with it."""
    before = len(reading.problems)
    kind = cells["kind"].lower().replace("_", "-").replace(" ", "-")
    if not cells["term"]:
        reading.wrong(line("term"), "term", "the term is missing")
    if kind not in _KINDS:
        said = f"“{cells['kind']}” is none" if kind else "the kind is missing"
        reading.wrong(
            line("kind"), "kind", f"{said}{did_you_mean(kind, _KINDS) if kind else ''}; kinds are {', '.join(_KINDS)}"
        )
    elif kind == "required" and not cells["right"]:
        reading.wrong(line("right"), "right", f"a required term says what must be written for “{cells['term']}”")
    elif kind == "do-not-translate" and cells["right"] not in {"", cells["term"]}:
        reading.wrong(
            line("right"), "right", "what is not translated stands as it is; leave this empty, or make it required"
        )
    elif kind != "do-not-translate" and cells["right"] == cells["term"] and cells["term"]:
        reading.wrong(line("right"), "right", "what is right is the term itself; one of the two is misspelt")
    try:
        wordings = Phrase(cells["term"]).wordings(400)
        if not any(character.isalnum() for wording in wordings for character in wording) and cells["term"]:
            reading.wrong(line("term"), "term", f"“{cells['term']}” has neither a letter nor a figure")
    except PhraseError as error:
        said = str(error) if str(error).startswith("“") else f"“{cells['term']}” {error}"
        reading.wrong(line("term"), "term", said)
    if len(reading.problems) == before:
        right = "" if kind == "do-not-translate" else cells["right"]
        language = cells["language"].lower()
        term = Term(cells["term"], right, _KINDS[_KINDS.index(kind)], language, cells["note"])
        reading.contradicted(line("term"), term)
        yield term


@dataclass(slots=True)
class _Wording:
    """A term of a concept in one language."""

    language: str
    text: str = ""
    status: str = ""


#: TBX's administrative statuses, as the data categories of ISO 12620 name them, without what all of them end in.
_UNWANTED = ("deprecated", "superseded", "notrecommended")


class _Tbx:
    """TBX of 2008 (``termEntry``) and of 2019 (``conceptEntry``), read as it streams by.

    No entity is expanded and nothing outside the file is read: a file that declares entities is refused.
    """

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse
        self._language = ""
        self._note = ""
        self._text: list[str] | None = None
        self._status_of: str = ""
        self._wordings: list[_Wording] = []
        self._found: list[Term] = []
        self.entries = 0

    def read(self) -> list[Term]:
        """The terms.

        Raises:
            ConfigError: if it is no XML, or no TBX.
        """
        name = shown(self._reading.path)
        try:
            self._parser.Parse(self._reading.path.read_bytes(), True)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            raise ConfigError(f"{name}:{error.lineno}: glossary: this is not XML: {said}; export it anew") from None
        if not self.entries:
            raise ConfigError(f"{name}:1: glossary: there is no termEntry and no conceptEntry; is this TBX?")
        return self._found

    def _refuse(self, *_declaration: object) -> None:
        line = self._parser.CurrentLineNumber
        raise ConfigError(
            f"{shown(self._reading.path)}:{line}: glossary: the file declares an entity, which is not read; "
            "export it without, or write the character itself"
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local in {"termEntry", "conceptEntry"}:
            self.entries += 1
            self._wordings, self._note, self._language = [], "", ""
        elif local in {"langSet", "langSec"}:
            self._language = attributes.get("http://www.w3.org/XML/1998/namespace lang", "").partition("-")[0].lower()
        elif local in {"term", "note"}:
            self._text = []
        elif local == "administrativeStatus" or (
            local == "termNote" and attributes.get("type") in {"administrativeStatus", "normativeAuthorization"}
        ):
            self._status_of, self._text = local, []

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        text = " ".join("".join(self._text or ()).split())
        if local == "term":
            self._wordings.append(_Wording(self._language, text))
        elif local == self._status_of and self._wordings:
            self._wordings[-1].status = text.lower()
            self._status_of = ""
        elif local == "note" and not self._note:
            self._note = text
        elif local in {"termEntry", "conceptEntry"}:
            self._found += _of_concept(self._wordings, self._note)
        if local in {"term", "note", "termNote", "administrativeStatus"}:
            self._text = None


def _of_concept(wordings: Iterable[_Wording], note: str) -> Iterator[Term]:
    """The terms of one concept: its first English wording that is not unwanted is right.

    English wordings that are unwanted are forbidden; wordings of other languages require the right one; what is the
    same in another language is not to be translated.
    """
    given = [one for one in wordings if one.text]
    unwanted = [one for one in given if one.status.startswith(_UNWANTED)]
    kept = [one for one in given if one not in unwanted]
    english = sorted(
        (one for one in kept if one.language == "en"), key=lambda one: not one.status.startswith("preferred")
    )
    right = english[0].text if english else ""
    for one in unwanted:
        if one.language == "en":
            yield Term(one.text, right, "forbidden", note=note, is_plain=True)
    if not right:
        return
    for one in kept:
        if one.language in {"", "en"}:
            continue
        if one.text in {term.text for term in english}:
            if not right.islower():
                yield Term(one.text, "", "do-not-translate", one.language, note, is_plain=True)
            continue
        # A word of another language may be an English one as well ("once", "gift"); two words hardly are.
        is_telling = " " in one.text or not one.text.isascii()
        yield Term(one.text, right, "required", one.language, note, is_plain=True, in_text=is_telling)


def _tbx(reading: _Reading) -> Iterator[Term]:
    yield from _Tbx(reading).read()
