"""Stories whose defects are known: what a desk marks by hand, read with errors that say where they are.

A record is a JSON object::

    {"id": "...", "text": "...", "spans": [{"start": 10, "end": 14, "category": "...", "severity": "..."}]}

Offsets count code points of ``text``; ``category``, ``severity`` and ``needs`` (what finding it takes) are the desk's
own words and optional. A record with ``spans`` is *annotated*: every defect is marked, as far as somebody saw it. A
record without is *edited* copy, fit to print: every finding there is a false alarm unless it hits one of its
``known_defects`` (of the same shape as ``spans``), which are the newsroom's own slips.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.model.errors import ReadError
from mtqa.model.span import Span

#: Shown where a record does not say.
UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Mark:
    """A defect that somebody marked; ``needs`` is what finding it takes (characters, a word list, syntax ...)."""

    span: Span
    category: str = UNSAID
    severity: str = UNSAID
    needs: str = UNSAID


@dataclass(frozen=True, slots=True)
class Story:
    """A text with its marks; ``place`` is the file, with the line in a file of lines."""

    id: str
    text: str
    marks: tuple[Mark, ...]
    is_edited: bool
    place: str = ""

    @property
    def words(self) -> int:
        """Runs between white space."""
        return len(self.text.split())


def read(paths: Iterable[Path]) -> tuple[Story, ...]:
    """Stories from files and folders (their ``.json`` and ``.jsonl`` files, in the order of their names).

    A ``.json`` file holds one record or a list of them, a ``.jsonl`` file one a line.

    Raises:
        ReadError: for the first record that is not one, saying file, line and key; and when there is no story at all.
    """
    given = tuple(paths)
    stories = tuple(story for file in _files(given) for story in _stories(file))
    if not stories:
        where = ", ".join(str(path) for path in given)
        raise ReadError(f"{where}: no stories; give .jsonl or .json files of annotated stories, or folders of them")
    return stories


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are given and those of folders, each once."""
    seen: set[Path] = set()
    for path in paths:
        is_folder = path.is_dir()
        for file in sorted(one for one in path.iterdir() if one.suffix in {".json", ".jsonl"}) if is_folder else [path]:
            if (whole := file.resolve()) not in seen:
                seen.add(whole)
                yield file


def _stories(file: Path) -> Iterator[Story]:
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise ReadError(f"{file}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise ReadError(f"{file}: not UTF-8 at byte {error.start}; convert the file to UTF-8") from None
    if file.suffix == ".json":
        data = _parsed(text, str(file))
        if isinstance(data, list):
            yield from (_story(row, f"{file}, record {n}", f"{file.stem}:{n}") for n, row in enumerate(data, 1))
        else:
            yield _story(data, str(file), file.stem)
        return
    # Not splitlines(): U+2028 and its kin may stand inside JSON strings.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place = f"{file}:{number}"
            yield _story(_parsed(line, place), place, f"{file.stem}:{number}")


def _parsed(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f", line {error.lineno}" if error.lineno > 1 else ""
        raise ReadError(f"{place}: not JSON{line}, column {error.colno}: {error.msg}") from None
    except ValueError:  # more digits than Python turns into a number
        raise ReadError(f"{place}: not a record: a number has too many digits") from None
    except RecursionError:
        raise ReadError(f"{place}: not a record: nested too deeply") from None


def _story(data: object, place: str, name: str) -> Story:
    if not isinstance(data, dict):
        raise ReadError(f'{place}: a record is an object with "text", this is {_kind(data)}')
    text = data.get("text")
    if not isinstance(text, str):
        found = f"this is {_kind(text)}" if "text" in data else "it is missing" + _instead(data)
        raise ReadError(f'{place}: "text" must be the story, as a string; {found}')
    is_edited = data.get("spans") is None
    key = "known_defects" if is_edited else "spans"
    rows = [] if data.get(key) is None else data[key]
    if not isinstance(rows, list):
        raise ReadError(f'{place}: "{key}" must be a list of marks, this is {_kind(rows)}')
    marks = tuple(_mark(row, text, f'{place}: "{key}"[{n}]') for n, row in enumerate(rows))
    return Story(str(data.get("id", name)), text, marks, is_edited, place)


def _mark(data: object, text: str, place: str) -> Mark:
    if not isinstance(data, dict):
        raise ReadError(f'{place} must be an object with "start" and "end", this is {_kind(data)}')
    start, end = (_offset(data, key, place) for key in ("start", "end"))
    if not start <= end <= len(text):
        raise ReadError(
            f"{place} is {start} to {end}, which is no stretch of a text of {len(text)} characters;"
            ' offsets count code points of "text", "end" is one past the last'
        )
    quote = data.get("quote")
    if isinstance(quote, str) and quote != text[start:end]:
        raise ReadError(
            f'{place} says "quote": {json.dumps(quote, ensure_ascii=False)}, but characters {start} to {end} are'
            f" {json.dumps(text[start:end], ensure_ascii=False)}; mark it again, or count in code points"
        )
    labels = {key: str(data[key]) for key in ("category", "severity", "needs") if data.get(key) is not None}
    return Mark(Span(start, end), **labels)


def _offset(data: dict[str, Any], key: str, place: str) -> int:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        found = f"this is {json.dumps(value)}" if key in data else "it is missing"
        raise ReadError(f'{place}: "{key}" must be a whole number from 0; {found}')
    return value


def _instead(data: dict[str, Any]) -> str:
    longest = max(
        (key for key, value in data.items() if isinstance(value, str)), key=lambda k: len(data[k]), default=None
    )
    return f' (is it "{longest}"?)' if longest else ""


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
