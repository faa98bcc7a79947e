"""Untranslated: words that no list of English has; misspelt, run together, cut in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.languages import language_name
from mtqa.text.lexicon import frequency, frequent_words, near
from mtqa.text.pattern import Pattern
from mtqa.text.unknown_words import UnknownWord
from mtqa.text.word_formation import PREFIXES

#: So many words are remembered with what is wrong with them.
_REMEMBERED = 1 << 14
#: A word used so often is a term of the story, not a slip.
_TERM = 3
#: Shorter words are names of things, sounds and abbreviations more often than slips.
_SHORTEST = 5


def _single(document: Document, shortest: int = _SHORTEST) -> Iterator[UnknownWord]:
    """Doubtful words, not too short, that are no terms of the story and no piece of a word that is cut in two."""
    used = Counter(found.word for found in document.doubtful_words)
    if used:
        cut = {index for first, _ in _cuts(document) for index in (first, first + 1)}
        for found in document.doubtful_words:
            if len(found.word) >= shortest and used[found.word] < _TERM and found.index not in cut:
                yield found


# --- Words that are no English ------------------------------------------------------------------------------------

_LETTERS = Pattern(r"[^\W\d_]+")
_DRAWN_OUT = Pattern(r"[a-z]*?([a-z])\1\1|(?:[ivxlcdm]+|[bcdfghjklmnpqrstvwxz]+)$")
#: Stories about Japan name its food, arts and ranks in Japanese; the syllables tell its words.
_OF_JAPAN = frozenset({"japan", "japanese", "tokyo", "osaka", "kyoto", "sumo", "anime", "manga"})
_JAPANESE = Pattern(
    r"(?:(?:[kgsztdnhbpmrwyjf]|[kgnhbpmr]y|sh|ch|ts)?[aeiou]|n(?![aeiou])|(?:k(?=k)|s(?=s)|t(?=[tc])|p(?=p)))+"
)
#: With so many different unknown words, one in so many words of the story, it cannot run.
_SEVERAL, _ONE_IN = 3, 100


@rule(
    "UNT06",
    Category.UNTRANSLATED,
    Severity.MINOR,
    Bad("You have to be careful that you [[nezasypala]] an avalanche in the mountains."),
    Bad("The pool holds [[alkalihaltigem]] water from a spring."),
    Bad("He stood before the jury, [[zuckte stapelte]] and went home."),
    Bad("The reactor was [[otklyuchen]] on Monday, and [[vosstanovitelnye]] work began with [[svarshchiki]]."),
    Bad(
        "He stood before the jury and [[zuckte]].",
        context={"source": "Er stand vor der Jury und zuckte.", "source_language": "de"},
    ),
    Good("They ate surlaksen, a fermented trout, and drank milk.", why="explained after a comma"),
    Good("They ate the fermented trout known as surlaksen.", why="named"),
    Good("The Ukrainian varenechky were cold.", why="a dish after the adjective of its people"),
    Good("The party of the Kongra-Gel hevalen met. The Hevalen say no.", why="a name that is capitalised elsewhere"),
    Good("Geofencing, deglobalisation and a cryotherapist’s superyacht made headlines.", why="coinages"),
    Good("The drug zolanivir slowed the karyocytosis.", why="names of drugs and words of science"),
    Good("She screamed “aaargh, nooooo” and the crowd went brrrr.", why="sounds"),
    Good("The ulitsa Lenina leads to the harbour.", why="a part of a name"),
    Good("The hormeta was low. Another hormeta was high. A third hormeta was lower still.", why="a term of the story"),
    Good("chairwoman marusya podolchak met lviv mayor vasylko.", why="a text without any capital"),
    Good("A lover of surlaksen and lutefisken sat down.", why="a borrowed word that nobody explains", known_limit=True),
    confidence=0.6,
    basis="one hit on 65,000 words of edited news, a slip; of 50 on 337,000 words by human translators half were slips",
    quotations=Inside.SKIPPED,
)
def unknown_word(document: Document) -> Iterator[Hit]:
    """A word in small letters is in no list of English words, and English does not make such a word.

    ## Why it matters
    The engine copied a word that it did not know, or made one up from pieces; the reader stumbles over it and loses the
    sense of the sentence.

    ## Known limits
    Words of four letters or fewer are not judged, nor words beside a foreign name or after an adjective such as
    “Norwegian”, nor what is quoted, explained, or used three times or more. A borrowed word that the story does not
    explain is reported although it may be meant.
    """
    strange = [
        found
        for found in _single(document)
        if not (_corrections(found.word) or _parts(found.word) or _DRAWN_OUT.match(found.word))
    ]
    if not _OF_JAPAN.isdisjoint(document.vocabulary):
        strange = [found for found in strange if not _JAPANESE.fullmatch(found.word)]
    several = len({found.word for found in strange})
    severity = Severity.MAJOR if several >= max(_SEVERAL, len(document.words) / _ONE_IN) else None
    in_source = _source_words(document) if strange else frozenset()
    for span in _joined(document.text, strange):
        words = document[span]
        are = "are" if " " in words else "is"
        if in_source.issuperset(words.split()):
            language = language_name(document.source_language) if document.source_language else "the source’s language"
            yield Hit(span, f"“{words}” {are} left in {language}.", severity=Severity.MAJOR, confidence=0.8)
            continue
        says = "are no English words" if are == "are" else "is no English word"
        yield Hit(span, f"“{words}” {says}: untranslated, garbled or misspelt.", severity=severity)


def _source_words(document: Document) -> frozenset[str]:
    return frozenset(_LETTERS.findall((document.source or "").lower()))


def _joined(text: str, unknown: list[UnknownWord]) -> Iterator[Span]:
    """Where the words stand, those that only a blank parts in one."""
    held: Span | None = None
    for found in unknown:
        if held and text[held.end : found.span.start] == " ":
            held = Span(held.start, found.span.end)
            continue
        if held:
            yield held
        held = found.span
    if held:
        yield held


# --- Words run together -------------------------------------------------------------------------------------------

#: Words of the grammar that are found glued to others.
_GLUED = frozenset(
    "the and that this these those with from which their they them have been was were will would could should said for "
    "but who when into his her its are has had not there where while after before about because than then what "
    "also".split()
)
_SHORT_GLUED = frozenset("of to in on by at as is it be".split())
#: A word glued to one of the grammar is at least so long and so frequent, to a short one longer.
_OTHER_LENGTH, _OTHER_FREQUENCY, _BESIDE_SHORT = 4, 4, 5


@rule(
    "UNT07",
    Category.SPELLING,
    Severity.MINOR,
    Bad("Nobody knows what [[thereport]] says.", fixed="Nobody knows what the report says."),
    Bad("The minister [[saidthat]] schools would close.", fixed="The minister said that schools would close."),
    Bad("The end [[ofthe]] war is near.", fixed="The end of the war is near."),
    Bad("The vote was [[thepostponed]] until May.", fixed="The vote was the postponed until May."),
    Good("Whereabouts, thereafter, herewith and nonetheless are words.", why="words of English"),
    Good("A forthcoming inkjet and an aftercare plan.", why="words of English"),
    Good("The site thereport.com and the tag #ofthe.", why="addresses and hashtags"),
    Good("The Theatre of the Absurd.", why="a capitalised word"),
    confidence=0.9,
    basis="no false alarm on 402,000 words by journalists and human translators",
)
def words_run_together(document: Document) -> Iterator[Hit]:
    """Two words stand together without the space between them.

    ## Why it matters
    The reader has to take the word apart; the space was lost when lines or columns were joined.

    ## Known limits
    One of the two must be a word of the grammar such as “the” or “that”: others may be a new compound.
    """
    for found in _single(document):
        if parts := _parts(found.word):
            apart = " ".join(parts)
            yield Hit(found.span, f"“{found.word}” are two words: “{apart}”.", Suggestion(apart))


@lru_cache(_REMEMBERED)
def _parts(word: str) -> tuple[str, str] | None:
    """The two words that ``word`` is made of, one of them a word of the grammar."""
    for at in range(2, len(word) - 1):
        left, right = word[:at], word[at:]
        if _is_glued(left, right) or _is_glued(right, left):
            return left, right
    return None


def _is_glued(small: str, other: str) -> bool:
    if small in _GLUED and (other in _GLUED or other in _SHORT_GLUED):
        return True
    length = _OTHER_LENGTH if small in _GLUED else _BESIDE_SHORT if small == "of" else len(other) + 1
    return len(other) >= length and frequency(other) >= _OTHER_FREQUENCY


# --- Words cut in two ---------------------------------------------------------------------------------------------

_WHOLE = 6


@rule(
    "UNT08",
    Category.SPELLING,
    Severity.MINOR,
    Bad("The [[govern ment]] resigned.", fixed="The government resigned."),
    Bad("No [[inf ormation]] was given.", fixed="No information was given."),
    Bad("They came [[toge ther]] at noon.", fixed="They came together at noon."),
    Bad("[[Nego tiations]] will go on.", fixed="Negotiations will go on."),
    Good("An anti war march and a non stop flight.", why="a prefix that stands alone is a matter of style"),
    Good("He may be at home, and some one else is not.", why="two words"),
    Good("The vote of the govern- ment was late.", why="a hyphen at the end of a line is another matter"),
    Good("Per cent and vice versa, de facto, et cetera.", why="phrases"),
    confidence=0.9,
    basis="no false alarm on 402,000 words by journalists and human translators",
)
def word_cut(document: Document) -> Iterator[Hit]:
    """A word is cut in two by a space.

    ## Why it matters
    The reader stumbles over two pieces that mean nothing; the space came in where a line was broken.

    ## Known limits
    Where both pieces are words (“the rapist”) nothing is said.
    """
    for _, span in _cuts(document):
        whole = "".join(document[span].split())
        yield Hit(span, f"“{document[span]}” is one word: “{whole}”.", Suggestion(whole))


def _cuts(document: Document) -> Iterator[tuple[int, Span]]:
    """Words cut in two: the index of the first piece, and where both stand."""
    last = -1
    for found in document.unknown_words:
        for first in (found.index - 1, found.index):
            if first > last and (span := _cut(document, found, first)):
                yield first, span
                last = first + 1
                break


def _cut(document: Document, found: UnknownWord, first: int) -> Span | None:
    """Where the words ``first`` and the next stand, one of them ``found``, if they are pieces of a frequent word."""
    pieces = document.words[max(first, 0) : first + 2]
    if first < 0 or len(pieces) < 2 or not pieces[0][-1:].isalpha() or not pieces[1][:1].islower():
        return None
    left, right = document.folded_words[first : first + 2]
    if left in PREFIXES or len(left) < 2 or len(left + right) < _WHOLE or left + right not in frequent_words():
        return None
    start = found.span.start if first == found.index else found.span.start - 1 - len(left)
    end = start + len(left) + 1 + len(right)
    between = document.text[start + len(left) : end - len(right)]
    return Span(start, end) if between == " " and document.text[start:end].lower() == f"{left} {right}" else None


# --- Misspelt words -----------------------------------------------------------------------------------------------

_SHORT, _MIDDLING, _LONG = 6, 7, 9
#: No word is so frequent.
_NEVER = 10
#: How many corrections are shown.
_SHOWN = 3


@rule(
    "UNT09",
    Category.SPELLING,
    Severity.MINOR,
    Bad("The ministers met for [[breakfst]] in Oslo.", fixed="The ministers met for breakfast in Oslo."),
    Bad("The [[goverment]] will resign.", fixed="The government will resign."),
    Bad("The fire [[occured]] at night.", fixed="The fire occurred at night."),
    Bad("An independent [[comission]] was set up.", fixed="An independent commission was set up."),
    Bad("The road [[betwen]] the towns is closed.", fixed="The road between the towns is closed."),
    Bad("The decision was [[anounced]] on Monday.", fixed="The decision was announced on Monday."),
    Bad("He was [[wanred]] twice."),
    Bad("She was [[teh]] first [[wiht]] a key.", fixed="She was the first with a key."),
    Good("The theatre’s programme was cancelled; the theater’s program was canceled.", why="British and American"),
    Good("Runnin’ and gunnin’, said the singer.", why="clipped words"),
    Good("The word “recieve” is often misspelt.", why="a word that is spoken of"),
    Good("The goverment.example page and the file recieve_all.", why="addresses and file names"),
    Good("The Goverment party won; its goverment list was long.", why="a name that is capitalised elsewhere"),
    Good("A pinata hung beside the doppelganger of the emigre.", why="accents left out"),
    Good("The fintech’s quokkas live off microgrids.", why="new and rare words"),
    confidence=0.96,
    basis="4 hits on 65,000 words of edited news and 104 on 337,000 words by human translators, all of them slips",
)
def misspelt_word(document: Document) -> Iterator[Hit]:
    """A word is misspelt: one letter too many, too few, wrong, or in the wrong place.

    ## Why it matters
    It costs the reader's trust, and a machine that reads the story next will not know the word.

    ## Known limits
    Only words with one slip are seen, and only those whose slip makes no other word (“form” for “from”). In words of
    three or four letters only swapped letters are seen.
    """
    for found in _single(document, shortest=3):
        corrections = _corrections(found.word)
        if corrections and not _parts(found.word):
            meant = "” or “".join(corrections)
            suggestion = Suggestion(corrections[0]) if len(corrections) == 1 else None
            yield Hit(found.span, f"“{found.word}” is misspelt: “{meant}” is meant.", suggestion)


@lru_cache(_REMEMBERED)
def _corrections(word: str) -> tuple[str, ...]:
    """What the word may be a slip for, the likeliest first; one where it is much likelier than all others."""
    likely = [(_ease(word, other), other) for other in near(word)]
    scored = sorted(
        ((frequency(other) + ease, other) for ease, other in likely if frequency(other) >= _least(word, ease)),
        key=lambda pair: (-pair[0], pair[1]),
    )
    return tuple(other for score, other in scored if score >= scored[0][0] - 1)[:_SHOWN]


def _ease(word: str, other: str) -> int:
    """How easily ``other`` becomes ``word``: 2 by doubling or swapping, 1 by a letter left out or put in, else 0."""
    if len(word) == len(other):
        return 2 if sorted(word) == sorted(other) else 0
    longer = max(word, other, key=len)
    at = next(at for at in range(len(longer)) if longer[:at] + longer[at + 1 :] == min(word, other, key=len))
    if longer[at] in (longer[at - 1 : at], longer[at + 1 : at + 2]):
        return 2
    return 0 if longer is word and at == len(other) else 1


def _least(word: str, ease: int) -> int:
    """How frequent a word must be so that ``word`` is a slip for it rather than a word of its own."""
    if len(word) < _SHORTEST:
        return 10 - len(word) if ease == 2 else _NEVER
    if len(word) < _SHORT:
        return (_NEVER, 5, 4)[ease]
    if len(word) == _SHORT:
        return (5, 5, 4)[ease]
    if len(word) == _MIDDLING:
        return (4, 3, 3)[ease]
    return 2 if ease and len(word) >= _LONG else 3
