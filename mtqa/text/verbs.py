"""Which words of a sentence may be finite verbs, as a list of verb forms and the word before tell.

In doubt a word may be one: a rule that looks for sentences without a verb then says nothing. The forms are those of
`data/verbs.txt`; `data/verbs.toml` says where they come from. Nothing is read before the first question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from mtqa.model.records import dataclass
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
_MOST_FREQUENT = (
    " was ", " is ", " said", " has ", " had ", " are ", " were ", " have ", " will ", " be ", "n’t ", "n't ",
)  # fmt: skip
#: Auxiliaries that are names with a capital letter.
_NAMES = frozenset(("may", "will"))
#: How past forms end where a sentence is read word by word.
_PAST = ("ed", "ed,", "ed.")
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'d", "'m", "'s")
#: Words that a noun follows, never a finite verb.
_ARTICLES = frozenset("the a an my your his its our their every no".split())
_PREPOSITIONS = frozenset(
    "of in to at by on for with from into onto about between among through during against without within upon under "
    "over toward towards across despite via per amid amongst along around behind beneath beside besides beyond inside "
    "outside near".split(),
)
_OPENING = "\"'“‘(["
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

    def among(self, words: Iterable[str]) -> frozenset[str]:
        """Those of ``words``, in lower case, that are a form of a verb."""
        found = frozenset(words)
        return found & self.verbal | found & self.other | found & self.third | found & self.past


_FILE = Path(__file__).with_name("data") / "verbs.txt"


@cache
def _frequent_forms() -> _Forms:
    with _FILE.open(encoding="ascii") as file:
        return _Forms(*(frozenset(file.readline().split()) for _ in range(4)))


@cache
def _frequent_words() -> frozenset[str]:
    forms = _frequent_forms()
    return forms.verbal | forms.other | forms.third | forms.past


@cache
def _all_forms() -> _Forms:
    lines = _FILE.read_text("ascii").splitlines()
    return _Forms(*(frozenset(first.split() + rest.split()) for first, rest in zip(lines[:4], lines[4:], strict=True)))


def may_have_verb(text: str, span: Span) -> bool:
    """Whether some word inside ``span`` may be a finite verb."""
    sentence = text[span.start : span.end]
    return has_frequent_verb(sentence) or may_have_rare_verb(sentence)


def has_frequent_verb(sentence: str) -> bool:
    """Whether a verb is seen at once, as in most sentences: asked of every one."""
    for verb in _MOST_FREQUENT:
        if verb in sentence:
            return True
    words = sentence.split()
    return not _FREQUENT.isdisjoint(words) or _has_verb_at_sight(sentence, words)


def may_have_rare_verb(sentence: str) -> bool:
    """Whether some word of a sentence may be a finite verb where `has_frequent_verb` sees none: asked late."""
    tokens = _tokens(sentence)
    return any(next(_verbs(tokens, forms()), None) is not None for forms in (_frequent_forms, _all_forms))


def has_plain_verb(text: str) -> bool:
    """Whether some word can hardly be anything else than a verb: "was", "said", a form in -ed."""
    words = text.split()
    return not _FREQUENT.isdisjoint(words) or any(word.endswith("ed") and word[0].islower() for word in words)


def _has_verb_at_sight(sentence: str, words: Sequence[str]) -> bool:
    """Whether one of ``words`` is a frequent form of a verb, or a past form as in "the talks ended,"."""
    forms, frequent = _frequent_forms(), _frequent_words()
    has_past = "ed" in sentence
    for place, word in enumerate(words):
        if word in frequent or (has_past and word.endswith(_PAST) and word[0].islower()):
            before = words[place - 1].lower().lstrip(_OPENING) if place else ""
            after = words[place + 1] if place + 1 < len(words) else ""
            if _may_be_finite(before, word.rstrip(",."), after, forms, is_name=False):
                return True
    return False


def finite_verbs(text: str, span: Span) -> tuple[Span, ...]:
    """The words inside ``span`` that may be finite verbs, in order: "is", "went", "formed", "works" after a noun."""
    places = [Span.of(token) for token in _WORD.finditer(text, span.start, span.end)]
    return tuple(places[place] for place in _verbs(_tokens(text[span.start : span.end]), _all_forms()))


def _tokens(text: str) -> list[str]:
    """Words, figures and marks, with one kind of apostrophe."""
    return _WORD.findall(text.replace("’", "'"))


def _verbs(tokens: Sequence[str], forms: _Forms) -> Iterator[int]:
    """Which of ``tokens`` may be finite verbs: their places."""
    words = list(map(str.lower, tokens))
    sought = forms.among(words) | _AUXILIARIES.intersection(words)
    sought |= {word for word in words if word[-2:] == "ed" or "'" in word}
    for place, word in enumerate(words):
        if word in sought:
            before, after = words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""
            is_name = place > 0 and tokens[place][0].isupper()
            if _may_be_finite(before, word, after, forms, is_name=is_name):
                yield place


def is_base_form(word: str) -> bool:
    """Whether ``word``, in lower case, may be an infinitive."""
    return any(word in forms().verbal or word in forms().other for forms in (_frequent_forms, _all_forms))


def is_verb_before_noun(word: str) -> bool:
    """Whether ``word``, in lower case, is an infinitive that is seldom anything else: "reach", but not "murder"."""
    return word in _all_forms().verbal


def is_third_person_only(word: str) -> bool:
    """Whether ``word``, in lower case, is a third person such as "abandons", and no adverb or base form in -s."""
    return word in _all_forms().third and not is_base_form(word)


def firsts_of_verbs(text: str, verbs: Sequence[Span]) -> tuple[Span, ...]:
    """The words with which verbs begin: of "has been told ... is" the words "has" and "is"."""
    rest = (other for one, other in pairwise(verbs) if not is_one_verb(text, (one, other)))
    return (*verbs[:1], *rest)


def is_one_verb(text: str, verbs: Sequence[Span]) -> bool:
    """Whether these words stand together as the parts of one verb do: "have not yet been", "did not really like"."""
    return all(_WITHIN_VERB.fullmatch(text, one.end, other.start) for one, other in pairwise(verbs))


def _may_be_finite(before: str, word: str, after: str, forms: _Forms, *, is_name: bool) -> bool:
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
