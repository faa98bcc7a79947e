"""The tables of an archive run: what goes in, what comes out, and what lies in the output folder.

Everything is Arrow, so that any engine can carry it: a process pool, Spark, Ray Data, Daft. `RECORDS` go in, `CHECKED`
come out, a row for each story and for all that could not be read; the writer parts those into the tables people query.

=============  =========================================================================================
folder         a row is
=============  =========================================================================================
``stories``    a story that was checked: who published it when, its score and verdict
``findings``   a finding, with its surroundings; belongs to the story with the same ``story``
``failures``   what could not be read or checked, with the reason
``traces``     what comparing stories needs of one: see `TRACES`
=============  =========================================================================================

Offsets are half-open code points of the story's text, as everywhere. Times are UTC. What is not known is null, never
an empty string, except for ``id`` and ``path``, which are always known.
"""

from __future__ import annotations

import pyarrow as pa

#: Raised when a column changes its meaning or goes away; new columns do not raise it.
VERSION = 1

_TEXT = pa.string()
_TIME = pa.timestamp("s", tz="UTC")

#: What is to be checked, a story a row. Only ``text`` must be there and filled; other columns may be left out.
RECORDS = pa.schema(
    [
        ("path", _TEXT),
        ("id", _TEXT),
        ("line", pa.int32()),
        ("text", _TEXT),
        ("headline", _TEXT),
        ("source", _TEXT),
        ("reference", _TEXT),
        ("language", _TEXT),
        ("translated_from", _TEXT),
        ("outlet", _TEXT),
        ("feed", _TEXT),
        ("engine", _TEXT),
        ("published", _TIME),
    ]
)

#: One finding. The fields of the JSON result, and ``before`` and ``after``, the text around the quote.
FINDING = pa.struct(
    [
        ("code", _TEXT),
        ("name", _TEXT),
        ("category", _TEXT),
        ("severity", _TEXT),
        ("confidence", pa.float64()),
        ("preview", pa.bool_()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("line", pa.int32()),
        ("column", pa.int32()),
        ("before", _TEXT),
        ("quote", _TEXT),
        ("after", _TEXT),
        ("message", _TEXT),
        ("why", _TEXT),
        ("suggestion", pa.struct([("text", _TEXT), ("safe", pa.bool_())])),
        ("fingerprint", _TEXT),
        ("evidence", _TEXT),  # JSON
    ]
)

_NAME = pa.struct([("name", _TEXT), ("count", pa.int32())])
_FIGURE = pa.struct([("figure", _TEXT), ("unit", _TEXT), ("before", _TEXT), ("after", _TEXT)])
_LINE = pa.struct([("hash", pa.int64()), ("start", pa.int32()), ("end", pa.int32()), ("text", _TEXT)])

#: What stories are compared by. ``minhash``: the least values, under 128 permutations, of the story's pairs of near
#: words, None for a text too short to compare. ``names``: how often each is written, in order of their first mention.
#: ``figures``: numbers as digits ("1500000" for "1.5 million") with their unit ("%", "$", "km", or the word that
#: follows, in lower case) and the text around. ``lines``: short lines that may be an outlet's furniture; those that
#: differ only in their figures have the same hash. ``terms``: untranslated words of the glossaries, in lower case.
TRACES = pa.struct(
    [
        ("minhash", pa.list_(pa.int32())),
        ("names", pa.list_(_NAME)),
        ("figures", pa.list_(_FIGURE)),
        ("lines", pa.list_(_LINE)),
        ("terms", pa.list_(_TEXT)),
    ]
)

#: A story that was checked. ``story`` names it in this run and in every other over the same stories: 63 bits of a hash
#: of path, id, line and text. ``feed`` is where it came from, by default the archive's folder or file that holds it;
#: ``engine`` the translation engine, where the record says so; ``source_language`` what the text reads as translated
#: from, ``translated_from`` what the record declares. ``npt``, ``rqs`` and ``cqs`` are the scores of `mtqa.model`.
_STORY = [
    ("story", pa.int64()),
    ("path", _TEXT),
    ("id", _TEXT),
    ("line", pa.int32()),
    ("headline", _TEXT),
    ("outlet", _TEXT),
    ("feed", _TEXT),
    ("engine", _TEXT),
    ("language", _TEXT),
    ("translated_from", _TEXT),
    ("source_language", _TEXT),
    ("published", _TIME),
    ("words", pa.int32()),
    ("verdict", _TEXT),
    ("npt", pa.float64()),
    ("rqs", pa.float64()),
    ("cqs", pa.float64()),
    ("critical", pa.int32()),
    ("major", pa.int32()),
    ("minor", pa.int32()),
    ("neutral", pa.int32()),
    ("preview", pa.int32()),
    ("unlisted", pa.int32()),
    ("crashes", pa.list_(pa.struct([("code", _TEXT), ("error", _TEXT)]))),
    ("notes", pa.list_(_TEXT)),
    ("signature", _TEXT),
]

#: What failed, and why: ``kind`` is "unread", "crashed", "slow" or "died".
FAILURE = pa.struct([("kind", _TEXT), ("reason", _TEXT), ("traceback", _TEXT)])

#: What comes out: a story with its findings and traces, or, with all of these null, a ``failure``.
CHECKED = pa.schema([*_STORY, ("findings", pa.list_(FINDING)), ("traces", TRACES), ("failure", FAILURE)])

#: The tables in the output folder.
STORIES = pa.schema(_STORY)
FINDINGS = pa.schema([("story", pa.int64()), ("number", pa.int32()), *FINDING])
FAILURES = pa.schema([("path", _TEXT), ("id", _TEXT), ("line", pa.int32()), *FAILURE])
TRACED = pa.schema([("story", pa.int64()), *TRACES])
