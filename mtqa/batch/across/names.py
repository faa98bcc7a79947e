"""Names as a text writes them: runs of words with capitals, and single ones that are no words of English."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress, count

from mtqa.text.calendar import MONTH_NAMES, MONTHS, WEEKDAYS
from mtqa.text.document import Document
from mtqa.text.folding import bounds
from mtqa.text.lexicon import is_word
from mtqa.text.peoples import PEOPLES

#: Longer runs are headlines.
_LONGEST = 4
#: A line of some words, with so large a share of capitalised ones and no full stop, is a headline in title case.
_TITLE_CASE, _FEW_WORDS = 0.7, 4
_ENDS = '.!?\u201d"'
_SHORTEST = 3
_MOST = 120
#: So many words are remembered with what they are.
_REMEMBERED = 1 << 16
#: Words that stand before a name with a capital, where a sentence or a form of address begins.
_NO_PART = frozenset(
    "A According After Again Against Ahead All Also Although Among An And Another Any As At Because Before Both But By "
    "Can Despite Did Do Does During Each Earlier Even Every Following For Former Friday From Had Has Have He Her Here "
    "His How However I If In Inside Instead Is It Its Just Last Late Later Like Many May Meanwhile Monday More Most My "
    "Near Neither Next No Nor Not Now Of On Once One Only Or Other Our Outside Over Saturday Several She Since So Some "
    "Still Such Sunday Than Thank That The Their Then There These They This Those Though Through Thursday Thus To "
    "Today Tomorrow Tuesday Two Under Unlike Until Upon Was We Wednesday Were What When Where Whether Which While Who "
    "Why Will With Within Without Yesterday Yet You Your "
    "Admiral Ambassador Archbishop Bishop Captain Chairman Chancellor Chief Coach Colonel Commander Congressman "
    "Congresswoman Councillor Detective Director Doctor Dr Foreign General Gov Governor Imam Inspector Judge Justice "
    "King Lieutenant Mayor Minister Mr Mrs Ms Pope Premier President Prime Prince Princess Professor Prosecutor Queen "
    "Rep Representative Secretary Sen Senator Sergeant Sheikh Sheriff Sir Spokesman Spokesperson Spokeswoman".split()
)
#: Capitalised words that are no names of anything that could be spelt in two ways.
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS, *PEOPLES))
_CONTRACTED = ("'d", "'ll", "'m", "'re", "'t", "'ve")
#: What may stand between the parts of a name.
_PARTICLES = frozenset("al bin da de del der di dos du el ibn la le ter ul van von".split())


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """A word that a name may have; whether marks before and after it part it from its neighbours.

    ``alone`` is the name that it is by itself, empty if it is none; ``is_no_part``: no name begins with it.
    """

    form: str
    opens: bool = False
    closes: bool = False
    alone: str = ""
    is_no_part: bool = False
    is_particle: bool = False


class _Words(dict[str, "_Word | None"]):
    """What words between white space are for names, None for most."""

    def __missing__(self, word: str) -> _Word | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = made = _word(word)
        return made


_WORDS = _Words()


def _word(written: str) -> _Word | None:
    if written in _PARTICLES:
        return _Word(written, is_no_part=True, is_particle=True)
    start, end = bounds(written)
    form, closes = written[start:end].replace("\u2019", "'"), end < len(written)
    if form.endswith("'s"):
        form, closes = form[:-2], True
    if not form[:1].isupper() or any(letter.isdigit() or letter in "@/\\_&." for letter in form):
        return None
    if (form.isupper() and len(form) > 1) or form.endswith(_CONTRACTED):
        return None
    if len(form) == 1 and written[end:] == ".":
        form, closes = f"{form}.", False  # an initial
    return _Word(form, start > 0, closes, form if _stands_alone(form) else "", form in _NO_PART)


def names(document: Document) -> dict[str, int]:
    """How often each name is written, in order of first mention; all apostrophes straight."""
    words = list(map(_WORDS.__getitem__, document.words))
    found: dict[str, int] = {}
    for run in _runs(words, _line_ends(document, words)):
        name = run[0].alone if len(run) == 1 else _name(run)
        if name in found:
            found[name] += 1
        elif name and len(found) < _MOST:
            found[name] = 1
    return found


def _line_ends(document: Document, words: list[_Word | None]) -> set[int]:
    """The numbers of the words after which a line ends, counted from 1; headlines are taken out of ``words``."""
    ends = set()
    end = 0
    for line, size in _lines(document):
        start, end = end, end + size
        ends.add(end)
        if size >= _FEW_WORDS and line[-1] not in _ENDS and words[start:end].count(None) < (1 - _TITLE_CASE) * size:
            words[start:end] = [None] * size
    return ends


def _lines(document: Document) -> list[tuple[str, int]]:
    """The lines, and how many words each has."""
    text = document.text
    if "\t" not in text and "\r" not in text and not any(map(str.isspace, document.characters)):
        lines = [(line, line.count(" ") + 1) for line in text.split("\n") if line]
        if sum([size for _, size in lines]) == len(document.words):  # then every space parts two words
            return lines
    return [(line, len(line.split())) for line in text.splitlines()]


def _runs(words: list[_Word | None], line_ends: set[int]) -> list[list[_Word]]:
    """Words with capitals that nothing parts; particles among them."""
    runs: list[list[_Word]] = []
    follows = -1
    for at, word in zip(compress(count(), words), filter(None, words), strict=True):
        if at == follows and not word.opens and at not in line_ends:
            runs[-1].append(word)
        else:
            runs.append([word])
        follows = -1 if word.closes else at + 1
    return runs


def _name(run: list[_Word]) -> str:
    """The name that a run of capitalised words is, without what merely stands before it; nothing if it is none."""
    start, end = 0, len(run)
    while start < end and run[start].is_no_part:
        start += 1
    while end > start and run[end - 1].is_particle:
        end -= 1
    if end - start == 1:
        return run[start].alone
    return " ".join([word.form for word in run[start:end]]) if end - start <= _LONGEST else ""


def _stands_alone(form: str) -> bool:
    if len(form) < _SHORTEST or form in _NO_PART or form in _NO_NAMES:
        return False
    return form.lower() not in MONTH_NAMES and not is_word(form.lower())
