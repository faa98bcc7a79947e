"""Damage good sentences as machine translation damages them: the bad examples that the fluency probe learns from.

Each way of damaging takes the words of a sentence and gives them back garbled, every word with a note whether a
reader stumbles over it; None where the sentence has no place for it. They imitate what translation leaves behind
in news: sentences cut and glued, verbs lost or left at the end, wrong senses, prepositions of another language.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from mtqa.model.span import Span
from mtqa.text.lexicon import is_word
from mtqa.text.verbs import finite_verbs

PREPOSITIONS = frozenset(
    "of to in on at for from by with as into about over under between against during after before through".split(),
)
AUXILIARIES = frozenset(
    "is are was were has have had be been will would can could did does do must should may might".split(),
)
PRONOUNS = frozenset("he she it they we i you him them us who which that this".split())
ARTICLES = frozenset("the a an his her its their this these".split())
CONJUNCTIONS = frozenset("and or but because while when if although since as".split())
RELATIVES = frozenset("who which that where whose whom".split())
_SMALL = PREPOSITIONS | AUXILIARIES | PRONOUNS | ARTICLES | CONJUNCTIONS | {"not", "no", "so", "also", "than", "then"}
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ENDINGS = ("ing", "tion", "ed", "ly", "ive", "al", "s")
_FINAL = re.compile(r"[.!?…]+[\"”’)]*$")
#: How many words of a sentence's new continuation a reader stumbles over.
_STUMBLE = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A run between white space; ``damaged``: a reader stumbles here."""

    text: str
    damaged: bool = False

    @property
    def bare(self) -> str:
        """Its letters, in lower case."""
        match = _LETTERS.search(self.text)
        return match[0].lower() if match else ""

    @property
    def is_content(self) -> bool:
        """Whether it is a word in small letters that means something."""
        return self.text[:1].islower() and len(self.bare) > 3 and self.bare not in _SMALL

    def hurt(self, text: str | None = None) -> Word:
        """The same, or ``text`` in its place with the marks around it, as damage."""
        if text is None:
            return Word(self.text, True)
        match = _LETTERS.search(self.text)
        new = self.text[: match.start()] + text + self.text[match.end() :] if match else text
        return Word(new, True)


Words = list[Word]


@dataclass
class Material:
    """What damage is made of: other sentences, and their words by ending and frequency."""

    sentences: Sequence[str]
    _by_shape: dict[tuple[str, int], list[str]] = field(init=False)
    _count: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self._count = Counter(
            word.bare for text in self.sentences for word in words_of(text) if word.is_content and word.bare.isalpha()
        )
        self._by_shape = defaultdict(list)
        for word, count in sorted(self._count.items()):
            if count > 1:
                self._by_shape[_ending(word), min(count.bit_length(), 5)].append(word)

    def another_word(self, word: str, random: Random) -> str | None:
        """A word of the same ending, as frequent or rarer."""
        rank = min(self._count[word].bit_length(), 5)
        found = self._by_shape.get((_ending(word), max(2, rank - random.choice((0, 0, 1, 2)))))
        return random.choice(found) if found else None

    def another_sentence(self, random: Random) -> Words:
        """The words of some other sentence."""
        return words_of(random.choice(self.sentences))


Damage = Callable[[Words, Material, Random], Words | None]


def words_of(text: str) -> Words:
    """The runs between white space."""
    return [Word(run) for run in text.split()]


def _ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")


def _places(words: Words, kind: frozenset[str]) -> list[int]:
    return [at for at, word in enumerate(words) if word.bare in kind and word.text[:1].islower()]


def _verbs(words: Words) -> list[int]:
    """Where words stand that may be finite verbs, but for the first word."""
    text = " ".join(word.text for word in words)
    starts, at = {}, 0
    for index, word in enumerate(words):
        starts.update(dict.fromkeys(range(at, at + len(word.text)), index))
        at += len(word.text) + 1
    found = {starts[span.start] for span in finite_verbs(text, Span(0, len(text)))}
    return sorted(index for index in found if index > 0 and words[index].text[0].islower())


def _hurt_at(words: Words, *places: int) -> Words:
    hurt = {at for at in places if 0 <= at < len(words)}
    return [word.hurt() if at in hurt else word for at, word in enumerate(words)]


def _without_mark(word: Word) -> str:
    return word.text.rstrip('.,;:!?…"”’)')


def _capital(word: Word) -> Word:
    return Word(word.text[:1].upper() + word.text[1:], True)


def cut_in_two(words: Words, _: Material, random: Random) -> Words | None:
    """A full stop in the wrong place; what follows has a capital or not."""
    if len(words) < 7:
        return None
    at = random.randint(2, len(words) - 3)
    mark = random.choice((".", ".", " .", ". ."))
    rest = [_capital(words[at]) if random.random() < 0.6 else words[at].hurt(), words[at + 1].hurt(), *words[at + 2 :]]
    return [*words[: at - 1], Word(_without_mark(words[at - 1]) + mark, True), *rest]


def lose_beginning(words: Words, _: Material, random: Random) -> Words | None:
    """What was left when the beginning stood elsewhere."""
    if len(words) < 6:
        return None
    at = random.randint(1, len(words) // 2)
    first = _capital(words[at]) if random.random() < 0.7 else words[at].hurt()
    return [first, *(word.hurt() for word in words[at + 1 : at + 3]), *words[at + 3 :]]


def lose_end(words: Words, _: Material, random: Random) -> Words | None:
    """The sentence stops at a word that wants more."""
    ends = [at for at in _places(words, PREPOSITIONS | ARTICLES | AUXILIARIES | CONJUNCTIONS) if at > 2]
    if not ends:
        return None
    at = random.choice(ends)
    kept = words[: at + 1] if random.random() < 0.6 else words[:at]
    if len(kept) == len(words):
        return None
    return [*kept[:-1], Word(_without_mark(kept[-1]) + ".", True)]


def glue(words: Words, material: Material, random: Random) -> Words | None:
    """Half a sentence goes on as another."""
    other = material.another_sentence(random)
    if len(words) < 5 or len(other) < 5:
        return None
    at, rest = random.randint(2, len(words) - 2), other[random.randint(1, len(other) - 3) :]
    return [*words[:at], *(word.hurt() for word in rest[:_STUMBLE]), *rest[_STUMBLE:]]


def graft(words: Words, material: Material, random: Random) -> Words | None:
    """Some words of another sentence stand in the middle."""
    other = material.another_sentence(random)
    if len(words) < 6 or len(other) < 6:
        return None
    size, at = random.randint(2, 4), random.randint(1, len(words) - 2)
    start = random.randint(0, len(other) - size - 1)
    inside = [Word(_without_mark(word).lower() or word.text, True) for word in other[start : start + size]]
    return _hurt_at([*words[:at], *inside, *words[at + random.choice((0, 1, size)) :]], at + size)


def take_wrong_senses(words: Words, material: Material, random: Random) -> Words | None:
    """Words that the dictionary gives, in a sense that does not belong here."""
    places = [at for at, word in enumerate(words) if word.is_content]
    if not places:
        return None
    new = list(words)
    for at in random.sample(places, min(len(places), random.choice((1, 2, 2, 3, 4)))):
        other = material.another_word(words[at].bare, random)
        if other:
            new[at] = words[at].hurt(other)
    return new


def lose_verb(words: Words, _: Material, random: Random) -> Words | None:
    """The finite verb is gone."""
    places = _verbs(words)
    if not places:
        return None
    at = random.choice(places)
    return _hurt_at([*words[:at], *words[at + 1 :]], at if at < len(words) - 1 else at - 1, at + 1)


def lose_subject(words: Words, _: Material, random: Random) -> Words | None:
    """The sentence begins with its verb, or a verb inside has nobody left."""
    verbs = _verbs(words)
    if not verbs or verbs[0] > 8:
        return None
    at = verbs[0]
    if random.random() < 0.5:
        return [_capital(words[at]), *_hurt_at(words[at + 1 :], 0)]
    pronouns = [place for place in _places(words, PRONOUNS) if place > 0]
    if not pronouns:
        return None
    gone = random.choice(pronouns)
    return _hurt_at([*words[:gone], *words[gone + 1 :]], gone, gone + 1)


def put_verb_last(words: Words, _: Material, random: Random) -> Words | None:
    """The verb stands at the end of its clause, as in Japanese, Turkish or German."""
    places = [at for at in _verbs(words) if at < len(words) - 3]
    if not places:
        return None
    at = random.choice(places)
    commas = [end for end in range(at + 2, len(words)) if words[end].text[-1] in ",;.!?"]
    end = commas[0] if commas else len(words) - 1
    last = words[end]
    mark = last.text[len(_without_mark(last)) :]
    moved = [Word(_without_mark(last), True), Word(_without_mark(words[at]) + mark, True)]
    return _hurt_at([*words[:at], *words[at + 1 : end], *moved, *words[end + 1 :]], at)


def invert(words: Words, _: Material, random: Random) -> Words | None:
    """The verb stands before its subject, as after an adverb in German or Icelandic."""
    places = [at for at in _verbs(words) if at > 1]
    if not places:
        return None
    at = random.choice(places)
    to = max(0, at - random.randint(1, 4))
    moved = [*words[:to], words[at].hurt(), *words[to:at], *words[at + 1 :]]
    if to == 0:
        moved[0], moved[1] = _capital(moved[0]), Word(moved[1].text[:1].lower() + moved[1].text[1:], True)
    return _hurt_at(moved, to, to + 1, at + 1)


def shuffle(words: Words, _: Material, random: Random) -> Words | None:
    """Three to seven neighbours in another order."""
    size = random.randint(3, 7)
    if len(words) < size + 1:
        return None
    at = random.randint(0, len(words) - size)
    part = words[at : at + size]
    other = random.sample(part, size)
    if other == part:
        return None
    return [*words[:at], *(word.hurt() for word in other), *words[at + size :]]


def move_phrase(words: Words, _: Material, random: Random) -> Words | None:
    """One to five words stand elsewhere."""
    size = random.randint(1, 5)
    if len(words) < size + 4:
        return None
    at = random.randint(0, len(words) - size)
    part, rest = words[at : at + size], [*words[:at], *words[at + size :]]
    to = random.choice([place for place in range(len(rest) + 1) if abs(place - at) > 1])
    rest = _hurt_at(rest, at)
    return [*rest[:to], *(word.hurt() for word in part), *_hurt_at(rest[to:], 0)]


def swap_phrases(words: Words, _: Material, random: Random) -> Words | None:
    """What stands before a preposition, an article or a verb changes places with what stands after."""
    pivots = [at for at in {*_places(words, PREPOSITIONS), *_verbs(words)} if 1 < at < len(words) - 2]
    if not pivots:
        return None
    at = random.choice(sorted(pivots))
    left, right = random.randint(1, min(3, at)), random.randint(1, min(3, len(words) - at - 1))
    before, after = words[at - left : at], words[at + 1 : at + 1 + right]
    middle = [*(word.hurt() for word in after), words[at], *(word.hurt() for word in before)]
    return _hurt_at([*words[: at - left], *middle, *words[at + 1 + right :]], at + 1 + right)


def stack_nouns(words: Words, _: Material, random: Random) -> Words | None:
    """The small words of a stretch are gone, so that nouns pile up."""
    size = random.randint(5, 10)
    if len(words) < size:
        return None
    at = random.randint(0, len(words) - size)
    kept: Words = []
    for word in words[at : at + size]:
        if word.bare in _SMALL and word.text[0].islower():
            kept.append(Word(""))
        else:
            kept.append(word.hurt() if kept and not kept[-1].text else word)
    kept = [word for word in kept if word.text]
    return [*words[:at], *kept, *words[at + size :]] if len(kept) <= size - 2 else None


def take_wrong_small_words(words: Words, _: Material, random: Random) -> Words | None:
    """Prepositions, auxiliaries and articles: another one, none, or one too many."""
    new = list(words)
    for _time in range(random.choice((1, 2, 2, 3))):
        places = _places(new, PREPOSITIONS | AUXILIARIES | ARTICLES | CONJUNCTIONS)
        if not places:
            return None
        at = random.choice(places)
        kind = next(k for k in (PREPOSITIONS, AUXILIARIES, ARTICLES, CONJUNCTIONS) if new[at].bare in k)
        chance = random.random()
        if chance < 0.3:
            new = _hurt_at([*new[:at], *new[at + 1 :]], at)
        elif chance < 0.8:
            new[at] = new[at].hurt(random.choice(sorted(kind - {new[at].bare})))
        else:
            new.insert(at, Word(random.choice(sorted(PREPOSITIONS | AUXILIARIES)), True))
    return new


def take_wrong_forms(words: Words, _: Material, random: Random) -> Words | None:
    """Verbs and nouns in a form that does not fit."""
    places = [at for at, word in enumerate(words) if word.is_content and re.search(r"[a-z]{3}(?:ed|ing|s)$", word.bare)]
    if not places:
        return None
    new = list(words)
    for at in random.sample(places, min(len(places), random.choice((1, 2, 3)))):
        others = _other_forms(new[at].bare)
        if others:
            new[at] = new[at].hurt(random.choice(others))
    return new


def _other_forms(word: str) -> list[str]:
    stem = re.sub(r"(?:ed|ing|s)$", "", word)
    stems = (stem, stem + "e", stem[:-1]) if stem[-1:] == stem[-2:-1] else (stem, stem + "e")
    forms = {start + end for start in stems for end in ("", "ed", "ing", "s")}
    return sorted(form for form in forms if form != word and is_word(form))


def take_wrong_pronouns(words: Words, _: Material, random: Random) -> Words | None:
    """A pronoun for another, or for the thing itself."""
    places = _places(words, PRONOUNS | {"no", "some", "any", "all"})
    if not places:
        return None
    new = list(words)
    for at in random.sample(places, min(len(places), 2)):
        new[at] = new[at].hurt(random.choice(sorted((PRONOUNS | {"nothing", "what", "where"}) - {new[at].bare})))
    return new


def break_relative(words: Words, _: Material, random: Random) -> Words | None:
    """A relative clause has lost what it hangs on, or its subject."""
    places = [at for at in _places(words, RELATIVES) if at < len(words) - 3]
    if not places:
        return None
    at = random.choice(places)
    size = random.choice((1, 2))
    if random.random() < 0.5:
        return _hurt_at([*words[:at], *words[at + size :]], at, at + 1)
    return _hurt_at([*words[: at + 1], *words[at + 1 + size :]], at + 1, at + 2)


def repeat(words: Words, _: Material, random: Random) -> Words | None:
    """The same words again, at once or a little later."""
    size = random.randint(1, 4)
    if len(words) < size + 4:
        return None
    at = random.randint(0, len(words) - size - 2)
    again = [
        Word(_without_mark(word).lower() if at == 0 else _without_mark(word), True) for word in words[at : at + size]
    ]
    to = min(len(words) - 1, at + size + random.choice((0, 0, 1, 2, 4)))
    if random.random() < 0.4:
        return [*words[:to], *again, *words[to + size :]] if to + size < len(words) else None
    return [*words[:to], *again, *words[to:]]


def lose_words(words: Words, _: Material, random: Random) -> Words | None:
    """One to three words that carry the meaning are gone."""
    size = random.choice((1, 1, 2, 3))
    places = [at for at, word in enumerate(words[: len(words) - size]) if word.is_content]
    if not places:
        return None
    at = random.choice(places)
    return _hurt_at([*words[:at], *words[at + size :]], at, at + 1)


#: How often each is taken: what garbles most, most often.
DAMAGES: dict[Damage, int] = {
    cut_in_two: 3,
    lose_beginning: 2,
    lose_end: 1,
    glue: 3,
    graft: 2,
    take_wrong_senses: 6,
    lose_verb: 3,
    lose_subject: 2,
    put_verb_last: 3,
    invert: 2,
    shuffle: 3,
    move_phrase: 3,
    swap_phrases: 4,
    stack_nouns: 2,
    take_wrong_small_words: 4,
    take_wrong_forms: 2,
    take_wrong_pronouns: 2,
    break_relative: 2,
    repeat: 2,
    lose_words: 3,
}


def corrupt(text: str, material: Material, random: Random) -> Words | None:
    """``text`` damaged once to four times; None where nothing could be done to it."""
    words, done = words_of(text), 0
    for _ in range(random.choice((1, 1, 2, 2, 3, 4))):
        damage = random.choices(list(DAMAGES), list(DAMAGES.values()))[0]
        damaged = damage(words, material, random)
        if damaged is not None and [word.text for word in damaged] != [word.text for word in words]:
            words, done = damaged, done + 1
    if not done or len(words) < 3 or not any(word.damaged for word in words):
        return None
    return words
