"""Which words of a sentence may be finite verbs, as a list of verb forms and the word before tell.

In doubt a word may be one: a rule that looks for sentences without a verb then says nothing. The forms are those of
`data/verbs.txt`; `data/verbs.toml` says where they come from. Nothing is read before the first question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern

_WORD = Pattern(r"[^\W\d_]{1,40}(?:[’'-][^\W\d_]{1,40}){0,4}|\d[\d.,]{0,20}|[^\w\s]")
_WITHIN_VERB = Pattern(r"(?:[ \u00a0](?:not|yet|never|also|still|now|already|been|being|[a-z]{2,30}ly)){0,4}[ \u00a0]")
_AUXILIARIES = frozenset(
    "am is are was were be has have had do does did will would can could may might must shall should cannot ought let "
    "need dare".split(),
)
#: Auxiliaries that are names with a capital letter.
_NAMES = frozenset(("may", "will"))
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'d", "'m", "'s")
#: Words that a noun follows, never a finite verb.
_ARTICLES = frozenset("the a an my your his its our their every no".split())
_PREPOSITIONS = frozenset(
    "of in to at by on for with from into onto about between among through during against without within upon under "
    "over toward towards across despite via per amid amongst along around behind beneath beside besides beyond inside "
    "outside near".split(),
)
#: Words that a base form follows as a finite verb.
_SUBJECTS = frozenset(
    "i you we they he she it who that which there these those this all both some many few most people police men women "
    "children and or but not also still never always often now then".split(),
)


@dataclass(frozen=True, slots=True)
class _Forms:
    """``verbal`` and ``other`` are base forms: those that are mostly verbs and those that are mostly something else."""

    verbal: frozenset[str]
    other: frozenset[str]
    third: frozenset[str]
    past: frozenset[str]


@cache
def _forms() -> _Forms:
    text = Path(__file__).with_name("data").joinpath("verbs.txt").read_text("ascii")
    return _Forms(*(frozenset(line.split()) for line in text.splitlines()))


def finite_verbs(text: str, span: Span) -> tuple[Span, ...]:
    """The words inside ``span`` that may be finite verbs, in order: "is", "went", "formed", "works" after a noun."""
    found: list[Span] = []
    matches = list(_WORD.finditer(text, span.start, span.end))
    words = [match[0].lower().replace("’", "'") for match in matches]
    for match, before, word, after in zip(matches, ["", *words], words, [*words[1:], ""], strict=False):
        is_name = before != "" and match[0][0].isupper()
        if _is_auxiliary(word):
            is_finite = not (is_name and word in _NAMES)
        else:
            is_finite = not is_name and _may_be_finite(before, word, after)
        if is_finite:
            found.append(Span.of(match))
    return tuple(found)


def is_one_verb(text: str, verbs: Sequence[Span]) -> bool:
    """Whether these words stand together as the parts of one verb do: "have not yet been", "did not really like"."""
    return all(_WITHIN_VERB.fullmatch(text, one.end, other.start) for one, other in pairwise(verbs))


def _is_auxiliary(word: str) -> bool:
    return word in _AUXILIARIES or word.endswith(_CONTRACTED)


def _may_be_finite(before: str, word: str, after: str) -> bool:
    if before in _ARTICLES or before in _PREPOSITIONS or word in _PREPOSITIONS:
        return False
    forms = _forms()
    if word in forms.past or word in forms.third or word in forms.verbal or word.endswith("ed"):
        return True
    return word in forms.other and (_wants_base_form(before) or after in _ARTICLES or after in _PREPOSITIONS)


def _wants_base_form(before: str) -> bool:
    """Whether a word that is mostly a noun may be a verb after ``before``: "the banks trade", "they also trade"."""
    return before in _SUBJECTS or before.endswith(("s", "ly"))
