"""The terms of a desk's glossary: a list, until a story is to be compared with it.

Most runs have no glossary, so what finds terms (`mtqa.rulebook.term_matching`) is loaded when one is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

from mtqa.text.document import Document

if TYPE_CHECKING:
    from mtqa.rulebook.term_matching import Finder, Match, Term

#: What a glossary wants of a term.
Kind = Literal["required", "forbidden", "do-not-translate"]
#: A line of a glossary: the term, what is right, the kind, the term's language, a note.
Row = tuple[str, str, Kind, str, str]


class Terms:
    """The terms of a house, given as `Term`s or as rows of a glossary."""

    def __init__(self, terms: Iterable[Term | Row]) -> None:
        self._given = tuple(terms)

    def __repr__(self) -> str:
        digest = blake2b(repr(self._given).encode("utf-8", "replace"), digest_size=4).hexdigest()
        return f"Terms({len(self._given)}, {digest})"

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms, in the order given."""
        from mtqa.rulebook.term_matching import Term

        return tuple(Term(*one) if isinstance(one, tuple) else one for one in self._given)

    def of(self, *kinds: Kind) -> Terms | None:
        """The terms of some kinds alone; None where there are none."""
        chosen = [term for term in self.terms if term.kind in kinds]
        return Terms(chosen) if chosen else None

    @cached_property
    def _finder(self) -> Finder:
        from mtqa.rulebook.term_matching import Finder

        return Finder(self.terms)

    def matches(self, document: Document, kind: Kind) -> Iterator[Match]:
        """Where the story has a term of that kind; the longest at a place."""
        return self._finder.matches(document, kind)

    def altered(self, document: Document) -> Iterator[Match]:
        """Where the story has a term that must stand as it is, and does not."""
        return self._finder.altered(document)

    def missing(self, document: Document) -> Iterator[Match]:
        """Terms of the source for which the story does not have the right wording, at the nearest place there is."""
        return self._finder.missing(document)
