"""Names: one spelt in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import chain, islice

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.rulebook.known_names import known_names
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.given_names import GIVEN_NAMES
from mtqa.text.lexicon import is_name, is_word
from mtqa.text.name_spellings import (
    SPEAKS,
    TITLES_OF_PEOPLE,
    are_alike,
    are_two,
    differ_in_accents,
    is_slip,
    may_be_one,
    sentences_of_namesakes,
    written,
)
from mtqa.text.pattern import Pattern
from mtqa.text.renderings import are_one_given_name, are_renderings
from mtqa.text.twins import twins

_CAPITAL = "A-ZÀ-ÖØ-ÞĀČĎĐĒĘĞĢĪİĶŁŃŇŐŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
#: The look-behind stands after the first letter, so that `re` can jump from capital to capital.
_RUN = Pattern(
    rf"[{_CAPITAL}](?<![\w’'.@#/-].)(?:[\w’'-]{{3,40}}|\w{{1,2}}(?= [{_CAPITAL}]\w{{1,9}}-[a-z]))"
    rf"(?: [{_CAPITAL}][\w’'-]{{3,40}}){{1,5}}(?![\w@-])",
    re.DOTALL,
)
_SPEAKER = Pattern(
    rf"[{_CAPITAL}](?<![\w’'.@#/-].)[\w’'-]{{5,40}}(?= (?:said|told|added|says|warned|explained|noted|stressed)\b)",
    re.DOTALL,
)
_ALONE = Pattern(rf"(?:^|[a-z,.;:“\"] )(?<![Tt]he )([{_CAPITAL}][^\W\d_]{{3,40}})")
_POSSESSIVE = Pattern(r"(?:['’]s|['’])$")
#: A run of more capitalised words is a headline or the name of an institution.
_LONGEST_RUN = 4
#: More forms that share a given name are a list, and comparing them all would cost the square of their number.
_MOST_FORMS = 40
#: More pairs of near words are a list of variants, or made to be slow.
_MOST_PAIRS = 60
_SHORTEST = 4
_LONG = 6
#: A rarer form is a slip, not another person, when the usual one occurs at least so many times as often.
_OUTNUMBERS = 2


@dataclass(frozen=True, slots=True)
class _Form:
    """A word before a surname, and the surname."""

    given: str
    surname: str


class _Alone:
    """Capitalised words that stand without another before them, nor an article, looked for when asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def names(self) -> frozenset[str]:
        """The words."""
        return frozenset(_ALONE.findall(self._text))


@rule(
    "NAM01",
    Category.INCONSISTENT_TERM,
    Severity.MAJOR,
    Bad(
        "Volodymyr Skorenko said no. Volodymyr Skorenko was late. Later Volodymyr [[Skorinko]] left.",
        fixed="Volodymyr Skorenko said no. Volodymyr Skorenko was late. Later Volodymyr Skorenko left.",
    ),
    Bad(
        "Igor Skorenko, the mayor, said no. [[Ihor]] Skorenko was at work; Igor Skorenko left.",
        fixed="Igor Skorenko, the mayor, said no. Igor Skorenko was at work; Igor Skorenko left.",
    ),
    Bad(
        "The premier, Hendrik Grünwald, spoke. Hendrik [[Gruenwald]] was cheered.",
        fixed="The premier, Hendrik Grünwald, spoke. Hendrik Grünwald was cheered.",
    ),
    Bad(
        "Nikolai Skorenko and Mohammed Habsade met. [[Mykola]] Skorenko and [[Muhammad]] Habsade shook hands.",
        fixed="Nikolai Skorenko and Mohammed Habsade met. Nikolai Skorenko and Mohammed Habsade shook hands.",
    ),
    Bad(
        "President Yoon Suk-gyeol spoke. Reporters asked Yoon [[Seok-gyeol]].",
        fixed="President Yoon Suk-gyeol spoke. Reporters asked Yoon Suk-gyeol.",
    ),
    Good("Igor Skorenko met Ihor Pralnikov, and Hassan Habsade met Hussein Habsade.", why="four people"),
    Good(
        "Igor Skorenko, no relation to the former mayor Ihor Skorenko, said no. Igor Skorenko was sure.",
        why="two people, as the story says",
    ),
    Good("Frantz Bochudet, not to be confused with the singer Bochodet, spoke. Bochudet left.", why="two people"),
    Good("Rates of Ay Expt-E fell and of Expt-O rose.", why="codes of a table"),
    Bad(
        "Jacob [[Hendirson]] was late. In the end Jacob Henderson came, and all were glad.",
        fixed="Jacob Henderson was late. In the end Jacob Henderson came, and all were glad.",
    ),
    Bad(
        "Minister Habsade told reporters. Critics of Minister Habsade laughed. Minister [[Habsede]] resigned.",
        fixed="Minister Habsade told reporters. Critics of Minister Habsade laughed. Minister Habsade resigned.",
    ),
    Bad(
        "[[Yevgeni]] Pralnikov came. Yevgeny Pralnikov said so. We saw Yevgeny Pralnikov.",
        fixed="Yevgeny Pralnikov came. Yevgeny Pralnikov said so. We saw Yevgeny Pralnikov.",
    ),
    Bad(
        "Jacob Ferrano left the party on Monday. A day later, Jacob [[Ferrino]] joined another.",
        fixed="Jacob Ferrano left the party on Monday. A day later, Jacob Ferrano joined another.",
    ),
    Good("Hotels in Dalverton Karzeg were closed; those in Dalvorton Mersey stayed open.", why="two places"),
    Good("John Smith said no. The John Smiths of this world agree with John Smith’s wife.", why="plural, possessive"),
    Good("Maria Petrov said no. Maria Petrova agreed with Maria Petrov.", why="an ending"),
    Good("Mario Rossini said no. Maria Rossini agreed; Maria Rossini is his sister.", why="two people"),
    Good("Anna Keller said no. Anna Kellner, 40, agreed. Anna Kellner and Anna Keller left.", why="two people"),
    Good("In North Korea, North Korean officials said that North Korea agreed.", why="a country and its adjective"),
    Bad(
        "Troops entered Borshevka on Monday. Shops in Borshevka were shut. Nobody in [[Borshovka]] spoke.",
        fixed="Troops entered Borshevka on Monday. Shops in Borshevka were shut. Nobody in Borshevka spoke.",
    ),
    Bad(
        "The plant of Neftakam was hit. Workers of Neftakam fled, and owners of [[Neftekam]] kept silent.",
        fixed="The plant of Neftakam was hit. Workers of Neftakam fled, and owners of Neftakam kept silent.",
    ),
    Bad(
        "Minister [[Habsade]] told reporters. Critics of Minister [[Habsade]] laughed. Minister Habsede resigned.",
        fixed="Minister Habsede told reporters. Critics of Minister Habsede laughed. Minister Habsede resigned.",
        context={"names": frozenset({"Ibrahim Habsede"})},
    ),
    Good("The White House said no. At the White Horse, a pub, the White House was loved.", why="words, no names"),
    Good("In Borshevka they mourned. In Borshevka they sang. Borshevkans slept.", why="inhabitants of a place"),
    Good("Slovenia won in Ljubljana. Slovenia and Slovakia, and Slovenia again, met in Slovakia.", why="two names"),
    Bad("The radiologist Frantz Bochudet spoke. [[Bochodet]] said that the dose was small."),
    Bad(
        "The radiologist Frantz [[Bochudet]] spoke. Bochodet said that the dose was small; Bochodet left.",
        fixed="The radiologist Frantz Bochodet spoke. Bochodet said that the dose was small; Bochodet left.",
    ),
    Good(
        "The radiologist Frantz Bochudet met President Bochodet. Bochodet said no.", why="two people: one has a title"
    ),
    Good("The goalkeeper Pavel Borshevka held it. A crowd in Borshavka, in Borshavka’s pubs, sang.", why="a place"),
    Bad("It is sold in Guangzhou and in [[Guanghzhou]].", fixed="It is sold in Guangzhou and in Guangzhou."),
    Good(
        "Olga Borshevka spoke in Kazan. Trains left. Yegor Borshovka, her rival, did not.", why="two people, once each"
    ),
    Good("Borshevka Mersad met Yegor Borshavka.", why="a given name and a surname"),
    Good("Jumarda Jukarda, head of the firm, spoke.", why="the two names of one person"),
    Good("Mersadov NV <MERSDOV> and Mersdav-2 rose.", why="the code of a share, and a part of a name"),
    Good(
        "Jacob Ferrano and Jacob Ferrino met. Jacob Ferrano spoke.",
        why="the story's metadata gives both names",
        context={"names": frozenset({"Jacob Ferrano", "Jacob Ferrino"})},
    ),
    Good("Steven Miller said no. Stephen Miller and Steven Miller agreed.", why="two common names"),
    Good("At St. Peter's Square he spoke. The crowd on St. Peter’s Square cheered.", why="two kinds of apostrophe"),
    Good("Boeing 737 and Model XR5 said no to Model XR6 and Model XR5.", why="figures"),
    confidence=0.85,
    basis="read on 870,000 words of edited news (78 findings, 3 of them wrong) and 165,000 of machine translation",
    scope="document",
)
def name_varies(document: Document) -> Iterator[Hit]:
    """A name is spelt in two ways in one story.

    ## Why it matters
    The reader cannot know whether there are two people or places, and a search for the name finds half of the story.

    ## Known limits
    Only spellings that differ by a letter or two, or as transliterations do (Igor and Ihor, Grünwald and Gruenwald): of
    names of two words or more, one of which stays the same, of people who speak, and of single words that no list of
    English words or names has, where no other name stands beside them. A
    slip must be clearly rarer than the other, unless the story's metadata, the gazetteer or a list of names has the
    other one; where each stands once and nothing knows either, the second is shown and nothing is suggested. Two people
    with nearly the same name look like one, unless the story says that one is no relation or a namesake of the other.
    """
    pairs = [pair for pair in islice(twins(document), _MOST_PAIRS) if not document.trusted_names.issuperset(pair)]
    namesakes = sentences_of_namesakes(document) if pairs else []
    pairs = [pair for pair in pairs if not any(word in said for said in namesakes for word in pair)]
    if not pairs:
        return
    told: set[Span] = set()
    forms = _forms(document, frozenset(chain.from_iterable(pairs)))
    for shared in ("given", "surname"):
        for rare, usual, differing in _variants(document.text, forms, shared):
            right, wrong = _settled(
                document, getattr(usual, differing), getattr(rare, differing), known=differing == "surname"
            )
            form, other = (rare, usual) if wrong == getattr(rare, differing) else (usual, rare)
            if not right:
                continue
            for span in forms[form]:
                part = _part(document.text, span, differing)
                told.add(part)
                yield Hit(
                    part,
                    f"“{_full(form)}” is spelt “{_full(other)}” elsewhere in the story.",
                    Suggestion(right),
                    severity=_severity(right, document[part]),
                    evidence={"rare": len(forms[form]), "usual": len(forms[other])},
                )
    yield from _alone(document, pairs, told)


def _settled(document: Document, usual: str, rare: str, *, known: bool = True) -> tuple[str, str]:
    """The right one of two spellings and the wrong one; empty where the story's metadata gives both.

    Where it gives none, ``known`` says that the gazetteer decides.
    """
    trusted = [word.lower() in document.trusted_names for word in (usual, rare)]
    if all(trusted):
        return "", ""
    if known and not any(trusted):
        right = known_names().right_words
        trusted = [word.lower() in right for word in (usual, rare)]
    return (rare, usual) if trusted[1] and not trusted[0] else (usual, rare)


# --- Single words -------------------------------------------------------------------------------------------------

#: Shorter names differ by a letter too often. Of two that nothing knows, and that stand once each, more is wanted.
_FEWEST, _FEWEST_OF_TWO = 5, 6


def _alone(document: Document, pairs: Sequence[tuple[str, str]], told: Set[Span]) -> Iterator[Hit]:
    """Names of one word, places and organisations too, beside which nothing says that they are two names."""
    for pair in pairs:
        places = {word: written(document, word) for word in pair}
        if not all(places.values()) or any(is_word(word) for word in pair) or are_one_given_name(*pair):
            continue
        usual, rare, sure = _usual(document, places)
        same = differ_in_accents(*pair)
        if not usual or not (same or _is_one(document, places[usual], places[rare])):
            continue
        settled = (usual,) if sure else pair
        if any(span.overlaps(other) for word in settled for span in places[word] for other in told):
            continue
        instead = document[places[usual][0]]
        for span in places[rare]:
            if not any(span.overlaps(other) for other in told):
                yield Hit(
                    span,
                    f"“{document[span]}” is spelt “{instead}” elsewhere in the story.",
                    Suggestion(instead) if sure else None,
                    severity=Severity.NEUTRAL if same else Severity.MINOR,
                    confidence=0.85 if sure else 0.75,
                    evidence={"rare": len(places[rare]), "usual": len(places[usual])},
                )


def _is_one(document: Document, usual: Sequence[Span], rare: Sequence[Span]) -> bool:
    words = document[usual[0]].lower(), document[rare[0]].lower()
    return min(map(len, words)) >= _FEWEST and are_alike(*words) and may_be_one(document.text, usual, rare)


def _usual(document: Document, places: dict[str, list[Span]]) -> tuple[str, str, bool]:
    """The right one of two spellings, the wrong one, and whether that is sure; empty where neither can be wrong.

    The story's metadata decides, then the gazetteer, then how often each stands, then the lists of names.
    """
    by_count = sorted(places, key=lambda word: (-len(places[word]), places[word][0].start))
    usual, rare = _settled(document, *by_count)
    if not usual:
        return "", "", False
    trusted = usual in document.trusted_names or usual in known_names().right_words
    if not trusted and len(places[usual]) == len(places[rare]) and is_name(rare):
        usual, rare = rare, usual
    if is_name(rare) or rare in known_names().right_words:
        return "", "", False
    often, seldom = len(places[usual]), len(places[rare])
    sure = trusted or often >= _OUTNUMBERS * seldom or (seldom == 1 and is_name(usual))
    one_each = often == seldom == 1 and min(map(len, places)) >= _FEWEST_OF_TWO
    return (usual, rare, sure) if sure or one_each else ("", "", False)


# --- Names of several words, and speakers -------------------------------------------------------------------------


def _full(form: _Form) -> str:
    return f"{form.given} {form.surname}".strip()


def _forms(document: Document, words: Set[str]) -> dict[_Form, list[Span]]:
    """What `_names` gives, for names that have one of ``words``, with their places, in order."""
    lowered = document.lowered
    sentences = {
        document.sentence_at(place).span for word in words for place in _places(lowered, word)
    }  # no name goes on in the next one
    forms: dict[_Form, list[Span]] = defaultdict(list)
    for sentence in sorted(sentences):
        for form, span in _names(document.text, sentence):
            if any(word in lowered[span.start : span.end] for word in words):
                forms[form].append(span)
    return forms


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _names(text: str, sentence: Span) -> Iterator[tuple[_Form, Span]]:
    """The last two words of each run of capitalised words, and single ones that speak."""
    for match in _RUN.finditer(text, sentence.start, sentence.end):
        words = match[0].split(" ")
        if len(words) > _LONGEST_RUN or len(words[-1]) < _SHORTEST:
            continue
        surname = _POSSESSIVE.sub("", words[-1])
        if words[-2].isupper() or surname.isupper() or len(surname) < _SHORTEST:
            continue
        end = match.end() - len(words[-1]) + len(surname)
        yield _Form(words[-2], surname), Span(end - len(surname) - len(words[-2]) - 1, end)
    for speaker in _SPEAKER.finditer(text, sentence.start, sentence.end):
        if not speaker[0].isupper():
            yield _Form("", speaker[0]), Span.of(speaker)


def _variants(text: str, forms: dict[_Form, list[Span]], shared: str) -> Iterator[tuple[_Form, _Form, str]]:
    """Pairs of a rare and a usual form that share one word and nearly the other, with the part that differs."""
    differing = "surname" if shared == "given" else "given"
    alone = _Alone(text)
    groups: dict[str, list[_Form]] = defaultdict(list)
    for form in forms:
        if not getattr(form, differing):
            continue
        groups[getattr(form, shared)].append(form)
    for group in groups.values():
        if not 1 < len(group) <= _MOST_FORMS:
            continue
        told: set[_Form] = set()
        by_count = sorted(
            group, key=lambda form: (-len(forms[form]), not _is_listed(getattr(form, differing)), forms[form][0].start)
        )
        for index, usual in enumerate(by_count):
            for rare in by_count[index + 1 :]:
                if rare in told:
                    continue
                counts = len(forms[usual]), len(forms[rare])
                if not _are_near(usual, rare, counts, differing):
                    continue
                same = are_renderings(getattr(usual, differing), getattr(rare, differing))
                if same or _is_person(text, alone, usual, rare, (*forms[usual], *forms[rare])):
                    told.add(rare)
                    yield rare, usual, differing


def _is_listed(word: str) -> bool:
    """Whether a list of English words or names has the word."""
    return is_word(word.lower()) or is_name(word.lower())


def _are_near(usual: _Form, rare: _Form, counts: tuple[int, int], differing: str) -> bool:
    """Whether the parts of two forms that differ, which stand so often, may be one name.

    Not where the gazetteer has all their words: newsrooms write Qasem Soleimani and Qassem Soleimani.
    """
    words: tuple[str, str] = getattr(usual, differing).replace("’", "'"), getattr(rare, differing).replace("’", "'")
    lowered = words[0].lower(), words[1].lower()
    all_words = f"{_full(usual)} {_full(rare)}".lower().split()
    if lowered[0] == lowered[1] or are_two(*lowered) or known_names().right_words.issuperset(all_words):
        return False
    if are_renderings(*lowered):
        return True
    often, seldom = counts
    outnumbered = often >= _OUTNUMBERS * seldom
    if words[0][0] != words[1][0] or not (outnumbered or (usual.given and often == 1)):
        return False
    if differing == "given":
        return len(words[1]) >= _LONG and is_slip(*lowered, edits=1)
    return is_slip(*lowered, edits=2 if outnumbered else 1)


def _is_person(text: str, alone: _Alone, usual: _Form, rare: _Form, places: Iterable[Span]) -> bool:
    """Whether the name has a given name or a title, or speaks, or its bearer is called by the surname alone."""
    if not usual.given or usual.given in TITLES_OF_PEOPLE or usual.given in GIVEN_NAMES:
        return True
    if usual.surname in alone.names or rare.surname in alone.names:
        return True
    for span in places:
        before = text[max(0, span.start - 30) : span.start].split()
        if (before and before[-1].rstrip(".,") in TITLES_OF_PEOPLE) or SPEAKS.match(text, span.end):
            return True
    return False


def _part(text: str, span: Span, differing: str) -> Span:
    """Where the given name or the surname of the name at ``span`` stands."""
    space = text.rfind(" ", span.start, span.end)
    if space < 0:
        return span
    return Span(span.start, space) if differing == "given" else Span(space + 1, span.end)


def _severity(right: str, wrong: str) -> Severity | None:
    """How much it disturbs that a name is spelt in two ways; what no scheme makes is a slip, as the rule has it."""
    if differ_in_accents(right, wrong):
        return Severity.NEUTRAL
    words = right.lower(), wrong.lower()
    scheme = are_one_given_name(*words) or (are_renderings(*words) and not is_slip(*words, edits=1))
    return Severity.MINOR if scheme else None
