"""``--diff``: what has changed, as git tells it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from mtqa.engine.changes import WHOLE, Changes, Lines
from mtqa.engine.sidecar import SUFFIX
from mtqa.model.errors import ConfigError

_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_FILE = re.compile(rb"^diff --git ", re.MULTILINE)
#: Nothing that somebody has configured, and only files that are still there.
_PLAIN = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--ignore-submodules", "--diff-filter=d")


def changes(versions: str, *, findings: bool) -> Changes:
    """The changes in ``BASE...HEAD`` (since the two parted), ``BASE..HEAD``, or from ``BASE`` to what lies there now.

    Files are read as they lie there, so they must be those of HEAD. A story whose sidecar has changed has changed.

    Raises:
        ConfigError: if there is no git, no repository or no such version, or files have been changed since.
    """
    if versions.startswith("-") or not versions:
        raise ConfigError(f'--diff: "{versions}" is no version; say origin/main...HEAD')
    top = Path(_git("rev-parse", "--show-toplevel").decode().rstrip("\n"))
    _, dots, head = versions.rpartition("..")
    if dots and (other := _names("diff", "--name-only", "-z", *_PLAIN, head or "HEAD")):
        changed = set(_names("diff", "--name-only", "-z", *_PLAIN, versions))
        if both := sorted(changed & set(other)):
            more = f" and {len(both) - 1} more" if len(both) > 1 else ""
            raise ConfigError(
                f"--diff: {both[0]}{more}: what lies there is not what {head or 'HEAD'} has; check that out, or commit"
            )
    files: dict[str, tuple[Lines, ...]] = {}
    names = _names("diff", "--name-only", "-z", *_PLAIN, versions)
    pieces = _FILE.split(_git("diff", "-U0", *_PLAIN, versions))[1:]
    for name, piece in zip(names, pieces, strict=True):
        files.setdefault(str((top / name).resolve()), tuple(_hunks(piece)))
    for name in names:
        if name.endswith(SUFFIX):
            files[str((top / name.removesuffix(SUFFIX)).resolve())] = WHOLE
    return Changes(files, findings)


def _hunks(piece: bytes) -> Iterator[Lines]:
    if b"\nBinary files " in piece or b"\nGIT binary patch" in piece:
        yield from WHOLE
    for hunk in _HUNK.finditer(piece):
        first, number = int(hunk[1]), 1 if hunk[2] is None else int(hunk[2])
        yield Lines(first, first + number - 1) if number else Lines(first + 1, first, gap=True)


def _names(*arguments: str) -> list[str]:
    return [name.decode("utf-8", "surrogateescape") for name in _git(*arguments).split(b"\0") if name]


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments, "--"] if arguments[0] == "diff" else ["git", *arguments],  # noqa: S603
                              capture_output=True, check=False)  # fmt: skip
    except FileNotFoundError as error:
        raise ConfigError("--diff: there is no git on this machine") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise ConfigError(
            f"--diff: git {arguments[0]}: {reason[0]} (a shallow clone lacks versions: fetch-depth: 0 on GitHub, "
            "GIT_DEPTH: 0 on GitLab)"
        )
    return done.stdout
