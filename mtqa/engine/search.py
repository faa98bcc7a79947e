"""Where a story's house file is: a few questions to the file system, asked for every folder of a run."""

from __future__ import annotations

import os

#: What a house file is called.
NAME = "mtqa.toml"


def nearest(folder: str) -> str | None:
    """The house file of ``folder``, given absolute, or of the nearest folder around it."""
    while True:
        path = f"{folder.rstrip(os.sep)}{os.sep}{NAME}"
        if os.path.isfile(path):  # Path costs ten times that, and most stories have no house file
            return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def stamp(path: str | os.PathLike[str]) -> tuple[int, int]:
    """What changes when a file does: when it was written, and its size."""
    try:
        status = os.stat(path)
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def folder_of(path: str) -> str:
    """The absolute folder of a story; the current one for what is no file: ``-``, ``<stdin>``, ``<text>``."""
    if path in {"", "-"} or path.startswith("<"):
        return os.getcwd()
    return os.path.dirname(os.path.abspath(path))
