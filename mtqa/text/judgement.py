"""What a judge of fluency says of a document's sentences, for the rules that report it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Protocol

from mtqa.model.records import dataclass
from mtqa.model.span import Span

if TYPE_CHECKING:
    from mtqa.text.document import Document


#: Characters of a document that are judged; what comes after is not read, for a model reads slowly.
LONGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence that edited news would hardly have.

    ``passages`` are the parts of ``sentence`` that do not read, in text order; of ``one_in`` sentences of edited news
    one reads as badly, its story considered; ``unlikely``: at most three words that are the least likely where they
    stand, in text order;
    ``confidence``: the share of such judgements that an editor is expected to agree with.
    """

    sentence: Span
    passages: tuple[Span, ...]
    one_in: int
    confidence: float
    unlikely: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not self.passages or not all(map(self.sentence.contains, self.passages)):
            raise ValueError(f"{self.passages} are no parts of {self.sentence}")


class Judge(Protocol):
    """Whoever can tell which sentences of a document do not read."""

    def __call__(self, document: Document) -> Iterable[Judgement]:
        """Judgements in text order."""
