"""Documents and their results to rows, and rows to the tables of `mtqa.batch.schema`."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from hashlib import blake2b
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from mtqa.batch.across.traces import sketched
from mtqa.batch.schema import CHECKED, FAILURE, FAILURES, FINDING, FINDINGS, RECORDS, STORIES, TRACED, TRACES
from mtqa.model.finding import Finding
from mtqa.model.mqm import Severity
from mtqa.model.result import Result
from mtqa.model.unread import Unread
from mtqa.render.excerpt import excerpt
from mtqa.render.json import finding_record
from mtqa.text.document import Document

#: A row of `CHECKED`; what is missing is null.
Row = dict[str, Any]

#: The tables of an output folder, by the names of their folders.
TABLES = {"stories": STORIES, "findings": FINDINGS, "failures": FAILURES, "traces": TRACED}

#: The columns in which findings are counted: those in preview apart from the others.
_COUNTED = (*(severity.label for severity in Severity), "preview")
#: About so many characters stand around a finding's quote.
_ROOM = 240
#: Suffixes of files that hold many stories, and of those that are packed in another way.
_MANY = frozenset({
    *(".atom", ".csv", ".jsonl", ".ndjson", ".parquet", ".pq", ".rss", ".tab", ".tmx", ".tsv", ".warc", ".xlf"),
    ".xliff",
})  # fmt: skip
_PACKED = frozenset({".gz", ".zst", ".bz2", ".xz"})


def story_key(path: str, id: str, line: int | None, text: str) -> int:  # noqa: A002
    """63 bits that name a story in every run over the same stories."""
    named = "\0".join((path, id, str(line or ""), text, "")).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "big") >> 1


def checked(document: Document, result: Result, traces: Mapping[str, Any] | None) -> Row:
    """The row of a story that was checked."""
    said = document.metadata
    counts = dict.fromkeys(_COUNTED, 0)
    for finding in result.findings:
        counts["preview" if finding.preview else finding.severity.label] += 1
    line = document.file_position.line
    found = result.source_language
    return {
        "story": story_key(document.path, document.id, line, document.text),
        "path": document.path,
        "id": document.id,
        "line": line,
        "headline": result.headline or said.headline or None,
        "outlet": said.provider or None,
        "feed": said.feed or feed_of(document.path),
        "engine": said.engine or None,
        "language": document.language or None,
        "translated_from": said.translated_from or document.source_language or None,
        "source_language": found.languages[0] if found else None,
        "published": _time(said.published or document.published),
        "words": result.words,
        "verdict": result.verdict.value,
        "npt": result.score.npt,
        "rqs": result.score.rqs,
        "cqs": result.score.cqs,
        **counts,
        "unlisted": sum(one.number for one in result.unlisted),
        "crashes": [{"code": crash.code, "error": crash.error} for crash in result.crashes],
        "notes": list(result.notes),
        "signature": result.signature,
        "findings": [_finding(document.text, finding) for finding in result.findings],
        "traces": traces,
    }


def failed(what: Unread, kind: str, traceback: str | None = None) -> Row:
    """The row of what could not be read or checked; ``kind`` is one that `mtqa.batch.schema.FAILURE` has."""
    failure = {"kind": kind, "reason": what.reason, "traceback": traceback}
    return {"path": what.path, "id": what.id, "line": what.line, "failure": failure}


def described(stories: Iterable[Document]) -> Any:
    """What is known of stories before they are checked: a table with the columns of `RECORDS`, but for the texts."""
    rows = [
        {
            "path": story.path,
            "id": story.id,
            "line": story.file_position.line,
            "headline": story.metadata.headline or None,
            "language": story.language or None,
            "translated_from": story.metadata.translated_from or story.source_language or None,
            "outlet": story.metadata.provider or None,
            "feed": story.metadata.feed or feed_of(story.path),
            "engine": story.metadata.engine or None,
            "published": _time(story.metadata.published or story.published),
        }
        for story in stories
    ]
    kinds = pa.schema([field for field in RECORDS if field.name not in {"text", "source", "reference"}])
    return pa.Table.from_pylist([_whole(row) for row in rows], schema=kinds)


def batch(rows: Iterable[Row]) -> Any:
    """The rows as a batch of `CHECKED`; halves of characters, which Arrow refuses, become U+FFFD."""
    listed = list(rows)
    traces = iter(sketched(row["traces"] for row in listed if row.get("traces") is not None))
    ready = [row if row.get("traces") is None else {**row, "traces": next(traces)} for row in listed]
    try:
        return _batch(ready)
    except UnicodeEncodeError:
        return _batch([_whole(row) for row in ready])


def parts(checked: Any) -> dict[str, Any]:
    """The tables that a batch of `CHECKED` amounts to, a batch each, by the names of `TABLES`."""
    stories, failures = _parted(checked, "failure")
    _, traced = _parted(stories, "traces")
    return {
        "stories": stories.select(STORIES.names),
        "findings": _findings(stories),
        "failures": _of(FAILURES, failures, "path", "id", "line", *_fields(failures.column("failure"), FAILURE)),
        "traces": _of(TRACED, traced, "story", *_fields(traced.column("traces"), TRACES)),
    }


def feed_of(path: str) -> str:
    """Where a story came from, if nothing says so: the file that holds it among others, or else its folder."""
    name, suffix = posixpath.splitext(path.replace("\\", "/"))
    if suffix.lower() in _PACKED:
        suffix = posixpath.splitext(name)[1]
    return path if suffix.lower() in _MANY else posixpath.dirname(path) or "."


def _finding(text: str, finding: Finding) -> Row:
    around = excerpt(text, finding.span, _ROOM)
    return {
        **finding_record(finding),
        "before": around.opening + around.before or None,
        "after": around.after + around.ending or None,
        "evidence": json.dumps(dict(finding.evidence), ensure_ascii=False) if finding.evidence else None,
    }


def _time(published: date | None) -> datetime | None:
    """In UTC; a day begins at midnight, and a time without a zone is taken for UTC."""
    if published is None:
        return None
    if not isinstance(published, datetime):
        return datetime.combine(published, time(), UTC)
    try:
        return published.replace(tzinfo=published.tzinfo or UTC).astimezone(UTC)
    except OverflowError:  # the first or the last day that there is
        return None


def _batch(rows: list[Row]) -> Any:
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in CHECKED]
    return pa.RecordBatch.from_arrays(columns, schema=CHECKED)


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _whole(one) for key, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, list) else value


def _findings(stories: Any) -> Any:
    lists = stories.column("findings")
    parents = pc.list_parent_indices(lists)
    begins = pc.subtract(lists.offsets, lists.offsets[0]).cast(pa.int64())
    number = pc.subtract(pa.array(range(len(parents)), pa.int64()), begins.take(parents)).cast(pa.int32())
    story = stories.column("story").take(parents)
    return pa.RecordBatch.from_arrays([story, number, *_fields(pc.list_flatten(lists), FINDING)], schema=FINDINGS)


def _fields(struct: Any, kind: Any) -> list[Any]:
    return struct.flatten() if len(struct) else [pa.array([], field.type) for field in kind]


def _parted(rows: Any, column: str) -> tuple[Any, Any]:
    """The rows without and with a value in a column; nothing is copied where it is the same in all."""
    values = rows.column(column)
    if values.null_count in {0, len(values)}:
        none = rows.slice(0, 0)
        return (none, rows) if values.null_count == 0 else (rows, none)
    is_null = pc.is_null(values)
    return rows.filter(is_null), rows.filter(pc.invert(is_null))


def _of(schema: Any, rows: Any, *columns: Any) -> Any:
    arrays = [rows.column(one) if isinstance(one, str) else one for one in columns]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
