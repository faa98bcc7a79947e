"""Wire: what an item says of itself against what it is."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.metadata import Metadata
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.function_words import english
from mtqa.text.languages import LANGUAGE_NAMES, primary_language

#: The first words of a story tell; fewer may be a title, scores, a list of names.
_WORDS, _FEWEST = 400, 20
#: Function words are two fifths of English prose; a tenth of the words of other languages may look like them.
_ENGLISH = 0.2

_STORY = (
    "The ferry sank off the coast on Monday, and the owner said that nobody on board had been hurt in the accident, "
    "which was the first of its kind in the fjord."
)
_AVISO = (
    "O barco afundou na segunda-feira perto da costa, e o dono disse que ninguém a bordo ficou ferido no acidente, "
    "que foi o primeiro do seu tipo neste fiorde e que ainda está a ser investigado pela polícia."
)


@rule(
    "WIR11",
    Category.CONVENTIONS,
    Severity.MINOR,
    Bad(f"[[]]{_STORY}", context={"metadata": Metadata(language="it")}),
    Bad(f"Ferry sinks\n\n{_STORY}".replace("Ferry", "[[]]Ferry", 1), context={"metadata": Metadata(language="pt-BR")}),
    Good(_STORY, why="nothing is declared"),
    Good(_STORY, why="English of some country", context={"metadata": Metadata(language="en-NZ")}),
    Good(_STORY, why="no language at all", context={"metadata": Metadata(language="und")}),
    Good(_STORY, why="several languages", context={"metadata": Metadata(language="mul")}),
    Good(_AVISO, why="the language that is declared", context={"metadata": Metadata(language="pt")}),
    Good("Ferry sinks off Bergen", why="few words", context={"metadata": Metadata(language="it")}),
    scope="document",
    confidence=0.95,
    basis="function words: 145 edited and 102 translated stories in English, at least 26 %; 97 stories in ten "
    "other languages, at most 10 %",
)
def not_in_declared_language(document: Document) -> Iterator[Hit]:
    """The item says that it is in another language; it is in English.

    ## Why it matters
    Systems send stories to desks and pages, choose voices and translate once more by what is declared.

    ## Known limits
    English is told by its function words, and texts of fewer than twenty words are not judged. An item that says that
    it is in English and is not gets findings of its foreign sentences.
    """
    declared = LANGUAGE_NAMES.get(primary_language(document.metadata.language))
    words = document.folded_words[:_WORDS] if declared else ()
    if len(words) < _FEWEST or sum(word in english() for word in words) < _ENGLISH * len(words):
        return
    start = document.paragraphs[0].content.start
    yield Hit(
        Span(start, start),
        f"The item says that it is in {declared}; it is in English.",
        evidence={"declared": document.metadata.language},
    )
