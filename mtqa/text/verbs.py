"""Which words of a sentence may be finite verbs, as a list of verb forms and the word before tell.

In doubt a word may be one: a rule that looks for sentences without a verb then says nothing. The forms are those of
`data/verbs.txt`; `data/verbs.toml` says where they come from. Nothing is read before the first question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern

_WORD = Pattern(r"[^\W\d_]{1,40}(?:[’'-][^\W\d_]{1,40}){0,4}|\d[\d.,]{0,20}|[^\w\s]")
_WITHIN_VERB = Pattern(r"(?:[ \u00a0](?:not|yet|never|also|still|now|already|been|being|[a-z]{2,30}ly)){0,4}[ \u00a0]")
_AUXILIARIES = frozenset(
    "am is are was were be has have had do does did will would can could may might must shall should cannot ought let "
    "need dare".split(),
)
#: Finite verbs that news is full of; a sentence that has one has a verb, and no list need be read.
_FREQUENT = _AUXILIARIES | frozenset(
    "said says told came went took gave became began knew thought wrote spoke saw got made found left held kept led "
    "met won lost ran sent brought showed wanted added asked called announced believes wants means seems remains comes "
    "makes gives goes takes isn't aren't wasn't weren't don't doesn't didn't can't won't couldn't wouldn't it's he's "
    "she's that's there's they're we're you're i'm said, says, told,".split()
)
#: What most sentences of a story have, looked for as characters, which is fastest.
_MOST_FREQUENT = (" was ", " is ", " said", " has ", " had ", " are ", " were ", " have ", " will ", " be ")
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
_BEFORE_NOUN = _ARTICLES | _PREPOSITIONS
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


_FILE = Path(__file__).with_name("data") / "verbs.txt"


@cache
def _frequent_forms() -> _Forms:
    with _FILE.open(encoding="ascii") as file:
        return _Forms(*(frozenset(file.readline().split()) for _ in range(4)))


@cache
def _all_forms() -> _Forms:
    lines = _FILE.read_text("ascii").splitlines()
    return _Forms(*(frozenset(first.split() + rest.split()) for first, rest in zip(lines[:4], lines[4:], strict=True)))


def may_have_verb(text: str, span: Span) -> bool:
    """Whether some word inside ``span`` may be a finite verb: asked of every sentence, so frequent ones come first."""
    sentence = text[span.start : span.end]
    for verb in _MOST_FREQUENT:
        if verb in sentence:
            return True
    words = sentence.split()
    if not _FREQUENT.isdisjoint(words) or any(_is_past(before, word) for before, word in pairwise(words)):
        return True
    return any(next(_finite_verbs(text, span, forms()), None) for forms in (_frequent_forms, _all_forms))


def _is_past(before: str, word: str) -> bool:
    """Whether a word is at first sight a past form, as in "the talks ended,"."""
    return word.endswith(("ed", "ed,", "ed.")) and word[0].islower() and before.lower() not in _BEFORE_NOUN


def finite_verbs(text: str, span: Span) -> tuple[Span, ...]:
    """The words inside ``span`` that may be finite verbs, in order: "is", "went", "formed", "works" after a noun."""
    return tuple(map(Span.of, _finite_verbs(text, span, _all_forms())))


def _finite_verbs(text: str, span: Span, forms: _Forms) -> Iterator[re.Match[str]]:
    before, word = "", ""
    here: re.Match[str] | None = None
    for following in chain(_WORD.finditer(text, span.start, span.end), [None]):
        after = following[0].lower().replace("’", "'") if following else ""
        if here is not None and _may_be_finite(before, here, word, after, forms):
            yield here
        before, here, word = word, following, after


def is_base_form(word: str) -> bool:
    """Whether ``word``, in lower case, may be an infinitive."""
    return any(word in forms().verbal or word in forms().other for forms in (_frequent_forms, _all_forms))


def firsts_of_verbs(text: str, verbs: Sequence[Span]) -> tuple[Span, ...]:
    """The words with which verbs begin: of "has been told ... is" the words "has" and "is"."""
    rest = (other for one, other in pairwise(verbs) if not is_one_verb(text, (one, other)))
    return (*verbs[:1], *rest)


def is_one_verb(text: str, verbs: Sequence[Span]) -> bool:
    """Whether these words stand together as the parts of one verb do: "have not yet been", "did not really like"."""
    return all(_WITHIN_VERB.fullmatch(text, one.end, other.start) for one, other in pairwise(verbs))


def _may_be_finite(before: str, match: re.Match[str], word: str, after: str, forms: _Forms) -> bool:
    is_name = before != "" and match[0][0].isupper()
    if word in _AUXILIARIES or word.endswith(_CONTRACTED):
        return not (is_name and word in _NAMES)
    if is_name or before in _BEFORE_NOUN or word in _PREPOSITIONS:
        return False
    if word.endswith("ed"):
        return True
    if word in forms.past or word in forms.third or word in forms.verbal:
        return True
    return word in forms.other and (_wants_base_form(before) or after in _BEFORE_NOUN)


def _wants_base_form(before: str) -> bool:
    """Whether a word that is mostly a noun may be a verb after ``before``: "the banks trade", "drink water"."""
    return before == "" or before in _SUBJECTS or before.endswith(("s", "ly"))
