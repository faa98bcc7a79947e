"""Marks between a verb of saying and what was said: “said, that”, “said that: “We”, “said; “We”."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_SPACE = "[ \u00a0]"
_SAYING = (
    "said|says|added|stated|stressed|noted|emphasi[sz]ed|announced|declared|explained|reported|claimed|underlined|"
    "recalled|confirmed|pointed out|believes?|thinks?|criticized|criticised|warned|promised|assured|admitted|argued|"
    "told reporters"
)
#: What the clause after "that" begins with; "that is" and "that was" would be remarks on what was said.
_CLAUSE = (
    "the|an?|his|her|their|its|our|he|she|they|we|it|there|in|on|at|for|all|no|nobody|if|when|after|because|this year|"
    r"today|[A-Z][\w’'-]{1,30}"
)
#: The verb's own subject opens the sentence or the clause; "as he said, that the ..." is another matter.
_COMMA = Pattern(rf"\b(?:{_SAYING})(?P<comma>,){_SPACE}that(?={_SPACE}(?:{_CLAUSE}){_SPACE})")
_COLON = Pattern(rf"\bthat{_SPACE}?(?P<colon>[:;]){_SPACE}?(?=[\"“«„])")
_SEMICOLON = Pattern(rf"\b(?:{_SAYING})(?P<semicolon>;){_SPACE}?(?=[\"“«„])")
#: Before the verb: an aside ("as he said,", "which, he said,") and not the sentence's own clause.
_ASIDE = Pattern(r"(?i)(?:,|\bas\b|\bwhich\b|\bwhat\b|\bthis\b|\bso\b|[-–—(])")
_BACK = 60


@rule(
    "PUN21",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The mayor noted[[,]] that the city was ready.", fixed="The mayor noted that the city was ready."),
    Bad("He said that[[:]] “We will stay.” She said[[;]] “We will not.”",
        fixed="He said that “We will stay.” She said: “We will not.”"),
    Bad("The party criticised[[,]] that the costs were high.", fixed="The party criticised that the costs were high."),
    Good("The plan is, he said, that the city pays. As he said, that the city pays is new.", why="an aside"),
    Good("She said, “That the city pays is new.” He said: “We stay.”", why="speech"),
    Good("“They left,” he said, that being the end of it. It was, she noted, that of a king.", why="a remark"),
    Good("He told them that: he would stay.", why="no speech follows"),
    screen=rf"\b(?:{_SAYING})(?:,[ \x{{A0}}]that[ \x{{A0}}]|;[ \x{{A0}}]?[\"“«„])"
    rf"|\bthat[ \x{{A0}}]?[:;][ \x{{A0}}]?[\"“«„]",
    confidence=0.93,
    basis="judged when the rule was written",
)  # fmt: skip
def mark_before_reported_speech(document: Document) -> Iterator[Hit]:
    """A comma stands before “that”, a colon behind it, or a semicolon before somebody's words.

    ## Why it matters
    Russian and German set a comma before every clause, Persian and Turkish a colon or semicolon before speech; English
    readers stop where they should read on.

    ## Known limits
    Only after verbs of saying, and only where no other comma stands before the verb: it may be an aside.
    """
    text = document.text
    for match in _COMMA.finditer(text):
        opening = max(document.sentence_at(match.start()).content.start, match.start() - _BACK)
        if not _ASIDE.search(text, opening, match.start()):
            yield Hit(Span.of(match, "comma"), "English sets no comma before this “that”.", Suggestion("", safe=True))
    for match in _COLON.finditer(text):
        yield Hit(Span.of(match, "colon"), "No colon stands between “that” and somebody’s words.", Suggestion(""))
    for match in _SEMICOLON.finditer(text):
        message = "A colon or a comma belongs before somebody’s words, not a semicolon."
        yield Hit(Span.of(match, "semicolon"), message, Suggestion(":"))
