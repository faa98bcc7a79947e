"""Abbreviations that end in a full stop, sorted by what the stop may mean for the sentence.

Sources: the abbreviation entries of the AP and Guardian style guides and the Unicode CLDR sentence-break
suppressions for English, merged and sorted by hand. Case counts: "Mass" is a state, "mass" a word.
"""

from __future__ import annotations

from functools import lru_cache

from mtqa.text.pattern import Pattern


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Stand before a name or a phrase; a sentence never ends with one.
TITLES = _words(
    """
    Mr Mrs Ms Mx Messrs Mme Mmes Mlle Prof Profs Rev Revs Fr Msgr Hon Gen Gens Lt Col Cols Maj Capt Cmdr Comdr
    Cdr Cpt Cpl Sgt Sgts Pvt Pfc Spc Adm Adml Brig Sen Sens Rep Reps Gov Govs Pres Amb Atty Supt Insp Det Asst
    Abp Drs Srta Sra Hr e.g i.e eg ie cf viz vs v
    """,
)

#: Abbreviations only before a figure ("No. 5", "Art. 3"); otherwise words, which may end a sentence.
BEFORE_FIGURES = _words(
    """
    No Nos no nos Art Arts art Sat Sun Mon Wed Fri par Ex Op Abs Ch ch
    """,
)

#: May stand at the end of a sentence or before a name or figure; what follows decides.
OPEN = _words(
    """
    St Sta Ste Ft Mt Mts Pt Dr Ave Blvd Rd Hwy Sq Ln Ct Cres Bldg Apt Dist Twp Co Cos Inc Corp Ltd Pty Plc Bros
    Cie Assn Assoc Dept Univ Inst Intl Natl Govt Mfg Ind Acad Comm Cttee Bd Div Dir Mgr Mgmt Jr Sr Esq Ph Phd
    PhD Dipl Ing Eng Lic Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ala Ariz Ark Calif Cal Colo Conn Del
    Fla Ga Ill Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont Neb Nebr Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash
    Wis Wisc Wyo Ont Que Alta Sask Man Fig Figs fig figs Vol Vols vol vols Sec Secs sec Chs Chap chap Tue Tues
    Thu Thur Thurs p P pp Pp ca pt Nr nr tel Tel ext Ext Rte Ver ver est para Para al ibid approx appr incl excl
    resp misc temp max avg gen govt dept dist ed eds trans transl repr dir prod feat ft sq cu mt ave assn inst
    intl natl aka pseud cont cit loc et seq sr jr st dr mr mrs ms prof sen rep gov capt col lt sgt inc ltd corp co
    bros acc jan feb apr aug sept oct nov dec ehf hf bat
    """,
)

#: End what they belong to: a capital letter afterwards starts a sentence, a small one does not.
CLOSING = _words(
    """
    etc lb lbs oz yd yds hr hrs hp kg km cm mm mg ml kw kph kmh mn bn tn pct min mins secs
    """,
)

#: Words of time that stand after "p.m." with a capital letter.
AFTER_TIMES = _words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Mon Tue Tues Wed Thu Thurs Fri Sat Sun Jan Feb Mar Apr Jun Jul Aug Sep
    Sept Oct Nov Dec ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT BST UTC CET CEST EET EEST IST JST KST AEST
    AEDT MSK Eastern Central Mountain Pacific Greenwich Moscow Kyiv Beijing Tokyo Beirut Thai Paris London
    Jerusalem New
    """,
)

#: Closed-class words that start a sentence and, with a capital letter, hardly stand elsewhere.
STARTERS = _words(
    """
    The A An He She It They We I You This That These Those There Here His Her Its Their Our My Your In On At But
    And Or So If When While After Before Since Because Although Though However Meanwhile Then Now As For From
    With Without By According Some Many Most Several All Both Each Every Few Other Others Another What Why How
    Where Yet Still Also Instead Nevertheless Moreover Nor Neither Either Only Even Just Once Until Unless
    Despite During Between Under Over To Let Such It's He's She's That's There's They're We're I'm I've You're
    Don't It’s He’s She’s That’s There’s They’re We’re I’m I’ve You’re Don’t Among Amid Asked Later Earlier
    Today Yesterday Perhaps Maybe Like Unlike Nobody Everyone Someone
    """,
)

#: Names that end in an exclamation mark.
EXCLAMATORY_NAMES = _words(
    """
    Yahoo Jeopardy Wham Oklahoma Airplane Shazam Joomla Yum
    """,
)

#: What follows the stop in a web address that came apart: "Booking. com".
DOMAINS = _words(
    """
    com org net edu gov biz uk ru ua cn eu cz pl sk nl hu bg gr dk jp kr tr html htm php www
    """,
)

#: So many of the last characters before a stop tell most words from abbreviations.
TAIL = 4
_TAILS = frozenset(word[-TAIL:] for word in TITLES | OPEN | CLOSING)
_VOWELS = frozenset("aeiouyAEIOUY")
#: Letters of an abbreviation's part, and of an abbreviation without vowels.
_PART, _CLIPPED = 3, 5
#: So much of the text before a stop is looked at for the word there.
_LONGEST = 24
#: So many words before stops are remembered.
_REMEMBERED = 1 << 12
_OPENING = "\"'“‘„«([{*_-–—/¿¡"
_JOINT = Pattern(r"[-–—/]")


def word_before(text: str, stop: int, start: int = 0) -> str:
    """What stands before a full stop and may be an abbreviation: of ``—U.K`` and ``Anglo-U.S`` the last part."""
    low = stop - _LONGEST if stop - start > _LONGEST else start
    last = text[text.rfind(" ", low, stop) + 1 or low : stop]
    if not last or last[-1].isspace():
        last = text[low:stop]
    return _last_part(last)


@lru_cache(_REMEMBERED)
def _last_part(text: str) -> str:
    words = text.rsplit(None, 1)
    word = words[-1].lstrip(_OPENING) if words else ""
    return word if word.isalnum() else _JOINT.compiled.split(word)[-1]


@lru_cache(_REMEMBERED)
def ends_no_abbreviation(tail: str) -> bool:
    """Whether the word before a stop is certainly no abbreviation; ``tail`` are the last `TAIL` characters there."""
    word = tail.rpartition(" ")[2]
    if not (word.isascii() and word.isalnum()):
        return False
    if len(word) < len(tail):  # all of it is there
        return not is_abbreviation(word)
    return tail not in _TAILS and not (tail.isalpha() and _VOWELS.isdisjoint(tail))


def is_abbreviation(word: str) -> bool:
    """Whether a full stop after ``word`` (given without it) may be that of an abbreviation, whatever follows."""
    known = word in TITLES or word in OPEN or word in CLOSING
    return known or (len(word) == 1 and word.isalpha()) or is_dotted(word) or is_clipped(word)


def is_dotted(word: str) -> bool:
    """Whether the word is short parts with stops between ("U.S", "a.k.a", "Ph.D"): no web address, no figure."""
    return "." in word and all(part.isalpha() and len(part) <= _PART for part in word.split("."))


def is_clipped(word: str) -> bool:
    """Whether the word has no vowel and is no acronym, as abbreviations that no list knows: "Bldg", "hrs"."""
    return (
        len(word) <= _CLIPPED and word.isascii() and word.isalpha() and not word.isupper() and _VOWELS.isdisjoint(word)
    )
