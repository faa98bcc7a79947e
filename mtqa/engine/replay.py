"""The examples of a desk's own phrase rules, tried as the tests of mtqa try those of its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mtqa.engine.mending import applied
from mtqa.engine.screening import Screening
from mtqa.model.span import Span
from mtqa.rulebook.glossary import entry_examples, read_glossary
from mtqa.rulebook.rule import Bad, Example, Good, Hit, Rule
from mtqa.rulebook.toml_places import Places
from mtqa.text.document import Document


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a file's examples showed: its rule, how many examples there are, and what goes wrong, a line each."""

    rule: Rule
    examples: int
    mistakes: tuple[str, ...]


def replay(path: Path, name: str) -> Replayed:
    """Try all the examples of a file of phrase rules; messages call it ``name``.

    Raises:
        RuleError: if the file is none.
    """
    rule = read_glossary(path)
    text = path.read_text("utf-8-sig")
    places = Places(text)
    tables: dict[str, Iterable[Example]] = {"rule": rule.examples, **entry_examples(name, text)}
    mistakes = [
        f"{name}:{_line(places, table, example)}: {table}: {message}"
        for table, examples in tables.items()
        for example in examples
        for message in _mistakes(rule, example)
    ]
    return Replayed(rule, sum(len(tuple(examples)) for examples in tables.values()), tuple(mistakes))


def _line(places: Places, table: str, example: Example) -> int:
    key, words = ("good", example.text) if isinstance(example, Good) else ("bad", example.marked.partition("[[")[0])
    return places.line(*table.split(".", 1), key, value=words)


def _mistakes(rule: Rule, example: Example) -> Iterator[str]:
    hits = _hits(rule, example.text)
    found = tuple(hit.span for hit in hits)
    if isinstance(example, Good):
        if found:
            yield f"“{example.text}” is right ({example.why}), and yet {_quoted(example.text, found)} is flagged"
    elif found != example.spans:
        wanted = _quoted(example.text, example.spans)
        yield f"in “{example.text}” {wanted} is to be flagged, and {_quoted(example.text, found)} is"
    else:
        yield from _not_mended(rule, example, hits)


def _not_mended(rule: Rule, example: Bad, hits: Iterable[Hit]) -> Iterator[str]:
    mended = applied(example.text, [(hit.span, hit.suggestion.text) for hit in hits if hit.suggestion])
    if example.fixed is None and mended != example.text:
        yield f"“{example.text}” becomes “{mended}”, which the example does not say; write [[wrong => right]]"
    elif example.fixed is not None and mended != example.fixed:
        yield f"“{example.text}” is to become “{example.fixed}”, and becomes “{mended}”"
    elif example.fixed is not None and (again := tuple(hit.span for hit in _hits(rule, mended))):
        yield f"“{mended}”, which should be right, has {_quoted(mended, again)} flagged again"


def _hits(rule: Rule, text: str) -> list[Hit]:
    """Hits as a run gets them: screened first."""
    document = Document(text)
    if not Screening([rule]).candidates(document):
        return []
    return sorted(rule.hits(document), key=lambda hit: hit.span)


def _quoted(text: str, spans: Iterable[Span]) -> str:
    return " and ".join(f"“{text[span.start : span.end]}”" for span in spans) or "nothing"
