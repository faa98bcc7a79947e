"""What is written in the journal: an event of a story a line, and what a story's events amount to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Taken:
    """A story was taken out of the folder and is about to be checked; again, if the watcher died over it."""

    id: str
    at: str
    name: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to become of a story. From here on it is not checked again.

    ``verdict`` is pass, revise, hold or unread; ``folder`` and ``target`` are where it is to go and the name it is to
    have there; ``report`` is what the report's name has after that; ``sidecar``: whether
    one goes with it. ``digest`` is the SHA-256 of the story.
    ``stories`` is how many the file holds, ``findings`` their findings by severity; ``reason`` says why it could not
    be read, if so. ``tells``: the hook is to be called when it is there.
    """

    id: str
    at: str
    name: str
    verdict: str
    folder: str
    target: str
    report: str
    sidecar: bool
    digest: str
    stories: int
    words: int
    findings: dict[str, int]
    reason: str
    signature: str
    tells: bool


@dataclass(frozen=True, slots=True)
class Named:
    """The story gets another name than was decided: somebody else's file has that by now."""

    id: str
    at: str
    target: str


@dataclass(frozen=True, slots=True)
class Staged:
    """Copies of all parts are complete on the other file system; renaming them is left."""

    id: str
    at: str


@dataclass(frozen=True, slots=True)
class Done:
    """The story is where it belongs, its report beside it."""

    id: str
    at: str


@dataclass(frozen=True, slots=True)
class Told:
    """The hook has taken the message."""

    id: str
    at: str


@dataclass(frozen=True, slots=True)
class Untold:
    """The hook has not taken the message for so long that it is not tried again."""

    id: str
    at: str
    reason: str


Event = Taken | Decided | Named | Staged | Done | Told | Untold
#: Events by the names they are written under.
EVENTS: dict[str, type[Event]] = {
    kind.__name__.lower(): kind for kind in (Taken, Decided, Named, Staged, Done, Told, Untold)
}


def name_of(event: Event) -> str:
    """The name that an event is written under."""
    return type(event).__name__.lower()


class ContradictionError(Exception):
    """Events that cannot follow each other, such as a second decision."""


@dataclass(slots=True)
class Story:
    """Where a story stands, by its events so far."""

    id: str
    events: list[Event] = field(default_factory=list)
    takes: int = 0
    decided: Decided | None = None
    target: str = ""
    staged: bool = False
    done: bool = False
    told: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return not self.done or self.tells

    @property
    def tells(self) -> bool:
        """Whether the hook is still to be called."""
        return self.decided is not None and self.decided.tells and not self.told

    def check(self, event: Event) -> None:
        """Whether an event can follow what is known.

        Raises:
            ContradictionError: if it cannot.
        """
        before = isinstance(event, Taken | Decided)
        after = isinstance(event, Told | Untold)
        if before == (self.decided is not None) or (self.done and not after) or (after and not self.tells):
            raise ContradictionError(f'story {self.id} cannot be "{name_of(event)}" now')

    def add(self, event: Event) -> None:
        """Take an event in.

        Raises:
            ContradictionError: as `check`.
        """
        self.check(event)
        match event:
            case Taken():
                self.takes += 1
            case Decided():
                self.decided, self.target = event, event.target
            case Named():
                self.target = event.target
            case Staged():
                self.staged = True
            case Done():
                self.done = True
            case Told() | Untold():
                self.told = True
        self.events.append(event)
