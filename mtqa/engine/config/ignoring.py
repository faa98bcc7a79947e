"""What a house does not want checked: stretches of text by regular expression, files by name.

RE2 runs the expressions, whose cost grows with the text whatever the expression: no house pattern can hang a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mtqa.engine.config.settings import Settings
from mtqa.engine.config.source import Origin, failed
from mtqa.engine.exemptions import Finder
from mtqa.model.errors import ConfigError
from mtqa.model.span import Span
from mtqa.text.document import Document

#: Memory for one expression; RE2 refuses what needs more.
_MEMORY = 8 << 20
#: What RE2 says, and the way out for those who know the expressions of Python or PCRE.
_WAYS_OUT = {
    "invalid perl operator": "look-around, such as (?=...) and (?<!...), is not possible; match the words around too",
    "invalid escape sequence": r"back-references are not possible; \p{L} stands for a letter, \b for a word's border",
    "missing closing": "a bracket has no partner; write \\( for the sign itself",
    "missing )": "a bracket has no partner; write \\( for the sign itself",
    "unexpected )": "a bracket has no partner; write \\) for the sign itself",
    "no argument for repetition": "nothing stands before * + or ? that could be repeated; write \\* for the sign",
    "bad repetition": "a repeat is written {2,5}, and 1000 is the most",
    "invalid repetition": "a repeat is written {2,5}, and 1000 is the most",
    "pattern too large": "it needs too much memory; make its repeats smaller",
}


def ignored_text(settings: Settings) -> Finder | None:
    """What finds the stretches that ``ignore-text`` matches; None where it says nothing.

    Raises:
        ConfigError: for every expression that RE2 does not take.
    """
    written = list(settings.texts("ignore-text"))
    if not written:
        return None
    try:
        import re2
    except ImportError:  # pragma: no cover - no wheel for this platform
        raise ConfigError(
            written[0][1].problem("expressions need google-re2, which is not installed; pip install google-re2")
        ) from None
    patterns, problems = [], []
    for text, origin in written:
        try:
            patterns.append(_compiled(re2, text))
        except re2.error as error:
            problems.append(_problem(text, origin, error))
    if problems:
        raise failed(problems)
    return lambda document: _matches(patterns, document)


def _compiled(re2: Any, text: str) -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    return re2.compile(text.encode(), options)


def _problem(text: str, origin: Origin, error: Exception) -> str:
    said = error.args[0] if error.args else ""
    said = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    way_out = next((way for start, way in _WAYS_OUT.items() if start in said), "")
    return origin.problem(f'"{text}" is no expression of RE2: {said}' + (f"; {way_out}" if way_out else ""))


def _matches(patterns: Sequence[Any], document: Document) -> Iterator[Span]:
    data = document.text.encode("utf-8", "replace")
    plain = len(data) == len(document.text)
    for pattern in patterns:
        byte, point = 0, 0
        for match in pattern.finditer(data):
            start, end = match.span()
            if start == end:
                continue
            if plain:
                yield Span(start, end)
                continue
            # Matches come in order, so each byte is decoded once.
            first = point + len(data[byte:start].decode("utf-8", "replace"))
            byte, point = end, first + len(data[start:end].decode("utf-8", "replace"))
            yield Span(first, point)


class PassedOver:
    """Whether a file found in a folder is passed over: as ``ignore-files`` says, relative to the house file."""

    def __init__(self, settings: Settings) -> None:
        self._patterns = [
            (origin.source.folder.resolve(), re.compile(_expression(text)))
            for text, origin in settings.texts("ignore-files")
        ]

    def __call__(self, path: Path) -> bool:
        """Whether it is."""
        whole = path.resolve()
        return any(
            whole.is_relative_to(folder) and pattern.fullmatch(whole.relative_to(folder).as_posix())
            for folder, pattern in self._patterns
        )


def _expression(glob: str) -> str:
    """A pattern of file names as an expression: ``*`` and ``?`` stop at a slash, ``**`` does not.

    Without a slash it is meant at any depth, as in a ``.gitignore``; a folder's name stands for all that is in it.
    """
    pieces = []
    for piece in re.findall(r"\*\*/?|\*|\?|[^*?]+", glob.strip("/").removeprefix("./")):
        if piece == "**/":
            pieces.append("(?:[^/]+/)*")
        else:
            pieces.append({"**": ".*", "*": "[^/]*", "?": "[^/]"}.get(piece) or re.escape(piece))
    anywhere = "" if "/" in glob.strip("/") else "(?:[^/]+/)*"
    return f"{anywhere}{''.join(pieces)}(?:/.*)?"
