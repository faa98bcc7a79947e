"""What a watcher is told: its folders, and what is decided about watching, not about stories."""

from __future__ import annotations

import os
from dataclasses import dataclass

from mtqa.model.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Folders:
    """Where stories come from, and where they go."""

    incoming: str
    passed: str
    hold: str
    unread: str

    def ready(self) -> Folders:
        """The same with absolute paths; folders for results are made if what they are to lie in is there.

        Raises:
            ConfigError: if that cannot be, or two are the same.
        """
        made = Folders(*(os.path.abspath(path) for path in (self.incoming, self.passed, self.hold, self.unread)))
        if not os.path.isdir(made.incoming):
            raise ConfigError(f"{self.incoming}: there is no such folder to watch")
        for path in (made.passed, made.hold, made.unread):
            try:
                if not os.path.isdir(path):
                    os.mkdir(path)
            except OSError as error:
                raise ConfigError(f"{path}: cannot be made a folder: {error.strerror or error}") from error
        everything = (made.incoming, made.passed, made.hold, made.unread)
        for path in everything:
            if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
                raise ConfigError(f"{path}: the watcher must be allowed to read and write here")
        if len({os.path.realpath(path) for path in everything}) < len(everything):
            raise ConfigError("INCOMING, --pass, --hold and --unread are to be four different folders")
        return made


@dataclass(frozen=True, slots=True)
class Policy:
    """What is decided about watching, not about stories.

    ``settle``: a file is complete when it has been the same for so many seconds. ``attempts``: a story over which the
    watcher died so often cannot be read. ``skip``: names of files to leave alone. ``report``: what the name of a
    report has after the story's. ``passes_revise``: whether stories to be revised go where those that pass go.
    ``tells``: whether there is a hook to be called for what is held. Files of more than ``most`` bytes are not read.
    """

    settle: float = 3.0
    attempts: int = 5
    skip: tuple[str, ...] = ()
    report: str = ".mtqa.json"
    passes_revise: bool = False
    tells: bool = False
    most: int = 200 * 2**20
