"""Fluency: sentences that a language model finds to be none, as a judge reports them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.judgement import Judge, Judgement

#: A sentence is critical, or major, where one in so many of edited news reads as badly; minor below. Of 65,000 words of
#: edited news one sentence is major by this, none critical.
CRITICAL, MAJOR = 5_000, 2_000
#: A quotation in a message is no longer than this, in words.
_QUOTED = 12


class Fluency(NamedTuple):
    """Who judges."""

    judge: Judge


class _Examples(NamedTuple):
    """A judge who knows a few passages, and how rare each is: for the examples, which no model is there for."""

    known: tuple[tuple[str, int, str], ...]

    def __call__(self, document: Document) -> Iterator[Judgement]:
        for sentence in document.sentences:
            for passage, one_in, unlikely in self.known:
                at = document.text.find(passage, sentence.content.start, sentence.content.end)
                if at < 0:
                    continue
                word = at + passage.find(unlikely)
                yield Judgement(
                    sentence=sentence.content,
                    passages=(Span(at, at + len(passage)),),
                    one_in=one_in,
                    confidence=0.9,
                    unlikely=(Span(word, word + len(unlikely)),) if unlikely else (),
                )


_EXAMPLES = _Examples(
    (
        ("the weather voted the roads of anger", 6_000, "voted"),
        ("it the ministers to the snow decided", 2_400, ""),
        ("in connection the lost of the harbour hoped", 210, "lost"),
    )
)


@rule(
    "FLU01",
    Category.UNINTELLIGIBLE,
    Severity.MAJOR,
    Bad("After the storm [[the weather voted the roads of anger]]."),
    Bad("The talks went on. Late on Friday [[it the ministers to the snow decided]], a spokesman said."),
    Bad("“Then [[in connection the lost of the harbour hoped]],” the mayor said."),
    Good("After the storm the weather improved and the roads were opened.", why="a sentence"),
    Good("Late on Friday the ministers decided to wait for snow.", why="the same words in an order that reads"),
    Good("A judge ruled on Monday that the lost harbour was not the port’s.", why="the words alone are no sign"),
    confidence=0.9,
    basis="the model card of the fluency probe (docs/fluency-model-card.md)",
    options=Fluency(_EXAMPLES),
    gives_way=True,
    awaits='fluency = "default"',
)
def garbled_sentence(document: Document, fluency: Fluency) -> Iterator[Hit]:
    """The sentence does not read: it is put together as hardly any sentence of edited news is.

    ## Why it matters
    Word salad, verbs that are lost and senses that do not belong leave readers without the fact, or with a wrong one,
    and no list of words can know them. A small language model does: it was shown sentences damaged as translation
    damages them, and tells how rare a sentence as bad is in edited news.

    ## Known limits
    It takes part where its model is installed and is asked for. What reads well and is wrong is not found; a long
    sentence with one bad phrase often is not. Headlines, captions, lists and very short sentences are not judged. Which
    words are the least likely is a hint, not a finding: the mistake may stand before them. Jargon, verse and dialect
    are rare in news too.
    """
    for judgement in fluency.judge(document):
        for passage in judgement.passages:
            yield Hit(
                passage,
                _message(document, judgement, passage),
                severity=_severity(judgement.one_in),
                confidence=judgement.confidence,
                evidence={"one_in": judgement.one_in, "sentence": document[judgement.sentence]},
            )


def _severity(one_in: int) -> Severity:
    if one_in >= CRITICAL:
        return Severity.CRITICAL
    return Severity.MAJOR if one_in >= MAJOR else Severity.MINOR


def _message(document: Document, judgement: Judgement, passage: Span) -> str:
    words = document[passage].split()
    quoted = " ".join(words if len(words) <= _QUOTED else [*words[: _QUOTED // 2], "…", *words[-_QUOTED // 2 :]])
    message = (
        f"“{quoted}” does not read: of edited news one sentence in {judgement.one_in:,} reads as badly in its story"
    )
    unlikely = [document[span] for span in judgement.unlikely if passage.contains(span)]
    if unlikely:
        message += f"; least likely {_listed(unlikely)}"
    return message + "."


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    if len(quoted) == 1:
        return f"is {quoted[0]}"
    return f"are {', '.join(quoted[:-1])} and {quoted[-1]}"
