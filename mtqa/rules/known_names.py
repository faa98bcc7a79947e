"""Names that the gazetteer knows: misspelt, translated as words, given up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.known_names import Entry, Fault, Form, Kind, Place, known_names, stands
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.languages import language_name
from mtqa.text.mentions import is_mention
from mtqa.text.pattern import Pattern

_STYLE_NAMES = {"ap": "AP", "bbc": "BBC", "reuters": "Reuters", "guardian": "Guardian"}

# --- What stands beside a name ------------------------------------------------------------------------------------

#: How far, in code points, is looked to either side of a name; and how far for what its sentence is about.
_BESIDE, _NEAR = 40, 300
_BEFORE = Pattern(r"([^\s\"“”‘’()\[\],;:!?…—–]+)[ \u00a0]$")
_AFTER = Pattern(r"(?:['’]s?)?[ \u00a0]([^\s\"“”‘’()\[\],;:.!?…—–]+)")
#: Capitalised words before a place that are no part of its name: they open sentences, say where, or are offices.
_OPENERS = frozenset(
    "a after again against all also although amid among an and around as at because before behind between beyond "
    "both but by despite during even every except for from how however if in inside into like many meanwhile most "
    "near neither no not now of off on once one only or our out outside over past perhaps since so some still "
    "such than that the their then there these they this though through throughout to today toward towards under "
    "until unlike up upon via was what when where whether which while who why will with within without yet north "
    "south east west northern southern eastern western central greater president minister chancellor premier king "
    "queen governor mayor spokesman ambassador is are has have had says said".split()
)
_FOLLOWERS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december province region oblast district governorate city airport government is "
    "was and or will has said says after".split()
)
#: Small words inside names of other languages: what follows one is a part of such a name.
_PARTICLES = frozenset(
    "de del della delle degli di da do dos das du des la le les los las el en et y e van von vom der den zu zur "
    "für im na nad pod og och ve bin ibn".split()
)


def _is_part(text: str, span: Span, *, person: bool) -> bool:
    """Whether the words beside ``span`` make it a part of another name: "Pekin Noodle Parlor"."""
    before = _BEFORE.search(text, max(0, span.start - _BESIDE), span.start)
    if before:
        word = before[1].lower()
        if before[1].islower() and word in _PARTICLES and not person:
            return True
        if not person and before[1][0].isupper() and word not in _OPENERS and not before[1].endswith("."):
            return True
    after = _AFTER.match(text, span.end)
    return after is not None and after[1][0].isupper() and after[1].lower() not in _FOLLOWERS


def _is_in_capitals(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _BESIDE) : span.start].rpartition("\n")[2]
    return (before + text[span.start : span.end + _BESIDE].partition("\n")[0]).isupper()


def _own(document: Document, fault: Fault) -> Iterator[Place]:
    """Places of that fault that are names of their own, neither spoken of as words nor given by the metadata."""
    trusted = document.trusted_names
    for place in known_names().places(document, fault):
        text, span, form = document.text, place.span, place.form.text
        if form.lower() in trusted:
            continue
        several = " " in form
        person = place.entry.kind is Kind.PERSON
        if not (several and person) and not _is_in_capitals(text, span) and _is_part(text, span, person=person):
            continue
        if _is_in_dateline(document, span) or not is_mention(text, span):
            yield place


def _is_in_dateline(document: Document, span: Span) -> bool:
    """Whether ``span`` stands where a story opens with its place; the agency in brackets then explains nothing."""
    dateline = document.paragraph_at(span.start).dateline
    return dateline is not None and dateline.contains(span)


class _Right:
    """The right forms for a document's wrong ones, each looked for once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[Form, str] = {}

    def of(self, place: Place) -> str:
        """What belongs at ``place``; in capitals where the wrong form is."""
        form = place.form
        if form not in self._found:
            self._found[form] = _right(self._document, place.entry, form.instead)
        right = self._found[form]
        return right.upper() if self._document[place.span].isupper() and not form.text.isupper() else right


def _right(document: Document, entry: Entry, usual: str) -> str:
    """The right form that the story or its metadata has, else the usual one."""
    surname = entry.name.rpartition(" ")[2]
    lead = usual.removesuffix(surname) if usual.endswith(surname) else None
    choices = [usual]
    for form in entry.right:
        if lead is not None and " " not in form and " " not in surname:
            choices.append(lead + form)
        elif form.count(" ") == usual.count(" "):
            choices.append(form)
    named = [form for form in choices if form.lower() in document.trusted_names]
    used = [form for form in choices if form != usual and stands(document.text, form)]
    plain = usual in document.text
    return named[0] if named else used[0] if used and not plain else usual


def _preferences(place: Place) -> str:
    """Who asks for which form, in words; empty where all agree."""
    by_form: dict[str, list[str]] = {}
    for style, form in place.entry.styles.items():
        by_form.setdefault(form, []).append(_STYLE_NAMES[style])
    if len(by_form) < 2:
        return ""
    return "; ".join(f"“{form}” ({', '.join(who)})" for form, who in by_form.items())


def _evidence(place: Place) -> dict[str, str | int | float | bool]:
    languages = [language_name(code) for code in place.entry.languages.split()]
    return {"name": place.entry.name, **({"languages": ", ".join(languages)} if languages else {})}


# --- Spellings that no English newsroom uses ----------------------------------------------------------------------


@rule(
    "NAM04",
    Category.SPELLING,
    Severity.MINOR,
    Bad(
        "Troops left [[Liman]] as Ukraine’s army closed in.",
        fixed="Troops left Lyman as Ukraine’s army closed in.",
    ),
    Bad("The talks in [[Bagdad]] lasted two hours.", fixed="The talks in Baghdad lasted two hours."),
    Bad(
        "“We shall not yield,” [[Netanyaho]] told reporters.",
        fixed="“We shall not yield,” Netanyahu told reporters.",
    ),
    Bad("[[BAGDAD]] (AP) — The oil ministers met.", fixed="BAGHDAD (AP) — The oil ministers met."),
    Bad(
        "President [[Jo Biden]]’s aides met China’s [[Xi Jin Ping]] in the [[Pekín]]-based bank.",
        fixed="President Joe Biden’s aides met China’s Xi Jinping in the Beijing-based bank.",
    ),
    Bad(
        "Zelensky spoke first. [[Selenskyj]] then took questions in Kyiv.",
        fixed="Zelensky spoke first. Zelensky then took questions in Kyiv.",
    ),
    Bad(
        "Park resigned. Parliament had voted against [[Pu Geun-hye]] in Seoul.",
        fixed="Park resigned. Parliament had voted against Park Geun-hye in Seoul.",
    ),
    Good(
        "Zelensky, Zelenskyy and Zelenskiy are one man; Gadhafi, Gaddafi and Qaddafi another.", why="style books differ"
    ),
    Good("Pekin Noodle Parlor in Butte closed; so did the Bagdad Cafe.", why="names of something else"),
    Good("The professor of the Universidad de Perú spoke.", why="a name in another language"),
    Good("The Liman Pasha mosque was built in Izmir.", why="the story is not about Ukraine"),
    Good("The board writes “Bagdad” on its old maps, and www.bagdad.example too.", why="spoken of, an address"),
    Good("Aryna Sabalenka beat Simona Halep at Wimbledon.", why="a person, not the Turkish name of Aleppo"),
    Good("Odessa and Odesa, Donbas and Donbass, Lugansk and Luhansk are all in use.", why="newsrooms differ"),
    Good(
        "Ryad Haddad spoke for the union. Ryad Haddad was sure.",
        why="a name that the story's metadata gives",
        context={"names": frozenset({"Ryad", "Ryad Haddad"})},
    ),
    Good("The Teheran Conference of 1943 brought Stalin, Roosevelt and Churchill together.", why="a historical name"),
    confidence=0.95,
    basis="one in 300,000 words of edited news, a slip of the newsroom",
)
def unused_spelling(document: Document) -> Iterator[Hit]:
    """A well-known name is spelt as in another language, in a way that no English newsroom uses.

    ## Why it matters
    Readers stumble over a name that they know, and a search for it does not find the story.

    ## Known limits
    Only the forms of the gazetteer. Spellings on which newsrooms differ are left alone, and so are words that belong to
    a longer name, that are quoted as words, or that the story's own metadata gives. Spellings that can be something
    else count only in stories about the place.
    """
    rights = _Right(document)
    for place in _own(document, Fault.SPELLING):
        found, right = document[place.span], rights.of(place)
        preferences = _preferences(place) if place.entry.kind is not Kind.PLACE else ""
        tail = f"; newsrooms write {preferences}." if preferences else f"; it is “{right}”."
        yield Hit(
            place.span,
            f"No English newsroom writes “{found}”{tail}",
            Suggestion(right, safe=not (place.form.where or preferences)),
            confidence=0.9 if place.form.where else None,
            evidence=_evidence(place),
        )


# --- Names translated as words ------------------------------------------------------------------------------------

_SITUATED = Pattern(
    r"[a-z,] (?:near|around|outside|towards?|(?:village|town|city|settlement|area|direction)s? of)[ \u00a0]$"
    r"|^(?:Near|Around|Outside|Towards?)[ \u00a0]$"
)
_BELONGS = Pattern(r"[ \u00a0](?:region|district|direction|front|sector|area|oblast|axis)\b")
_LOWER_BEFORE = Pattern(r"[a-z,][ \u00a0]$")


def _is_situated(text: str, span: Span) -> bool:
    """Whether the words around a single word say that it is a place."""
    left = max(0, span.start - _BESIDE)
    if _SITUATED.search(text, left, span.start):
        return True
    return bool(_BELONGS.match(text, span.end) and _LOWER_BEFORE.search(text, left, span.start))


@rule(
    "NAM05",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    Bad(
        "Ukrainian troops shelled positions near [[Raisin]] and in the [[Golden]] area.",
        fixed="Ukrainian troops shelled positions near Izium and in the Zolote area.",
    ),
    Bad(
        "Russia said a plant in [[Crooked Horn]] was hit; Ukraine confirmed it.",
        fixed="Russia said a plant in Kryvyi Rih was hit; Ukraine confirmed it.",
    ),
    Bad(
        "Kremlin spokesman [[Dmitry Sands]] declined to comment on the Russian plan.",
        fixed="Kremlin spokesman Dmitry Peskov declined to comment on the Russian plan.",
    ),
    Bad(
        "A [[Point-U]] missile hit the station in Donbas, Ukrainian officials said.",
        fixed="A Tochka-U missile hit the station in Donbas, Ukrainian officials said.",
    ),
    Bad(
        "In Seoul, [[Modern Motors]] recalled 3,000 of its Korean cars.",
        fixed="In Seoul, Hyundai recalled 3,000 of its Korean cars.",
    ),
    Good("Farmers near Nut Lake grow raisins. Ukraine buys Raisins of Hope, a charity says.", why="other names"),
    Good("Happiness is rare in Ukraine, and golden areas are rarer. Experienced soldiers left.", why="the words"),
    Good("The Nuts region of California grows almonds.", why="the story is not about Ukraine"),
    Good("The White Church in Kyiv, Maine, was painted.", why="a church", known_limit=True),
    Good("Hail rockets off roofs in storms.", why="the story is not about the war"),
    Good("The town, known as Happiness, lies near Luhansk in Ukraine.", why="the meaning is given"),
    confidence=0.9,
    basis="four in 300,000 words of edited news, all of them renderings of Nord Stream",
)
def name_translated(document: Document) -> Iterator[Hit]:
    """A name is translated as if it were a word.

    ## Why it matters
    The reader cannot know what is meant: there is no town “Raisin”, and nobody called “Dmitry Sands”.

    ## Known limits
    Only the renderings of the gazetteer, and only in stories that are about the place or the person. A single word
    counts as a place only where the words around it say that it is one.
    """
    rights = _Right(document)
    for place in _own(document, Fault.TRANSLATED):
        span, entry = place.span, place.entry
        if entry.kind is Kind.PLACE and " " not in place.form.text and not _is_situated(document.text, span):
            continue
        found, right = document[span], rights.of(place)
        what = {Kind.PERSON: "name", Kind.PLACE: "place", Kind.ORGANISATION: "name"}[entry.kind]
        yield Hit(
            span,
            f"“{found}” is the {what} “{right}” translated as words.",
            Suggestion(right),
            evidence=_evidence(place),
        )


# --- Names that newsrooms gave up ---------------------------------------------------------------------------------

_YEAR = Pattern(r"(?<![\d.,])(1[0-9]{3}|20[0-4][0-9])(?![\d,]\d|\d)")
_THEN = Pattern(
    r"(?i)\b(?:then|former(?:ly)?|once|previously|old name|renamed|soviet|colonial|empire|until|"
    r"now|today(?:’s|'s)|known as|changed its name|in russian)\b"
)


def _is_later(document: Document, changed: int, name: str) -> bool:
    """Whether the story is younger than the change of the name, by its date or the years it speaks of."""
    if document.published is not None:
        return document.published.year > changed
    if name in document.text:
        return True
    return any(int(year) > changed for year in _YEAR.findall(document.text))


def _is_about_the_past(document: Document, span: Span, changed: int) -> bool:
    whole = document.sentence_at(span.start).content
    sentence = document.text[max(whole.start, span.start - _NEAR) : min(whole.end, span.end + _NEAR)]
    return bool(_THEN.search(sentence)) or any(int(year) <= changed for year in _YEAR.findall(sentence))


@rule(
    "NAM07",
    Category.INCONSISTENT_TERM,
    Severity.NEUTRAL,
    Bad("Shells fell on [[Kiev]] in March 2022.", fixed="Shells fell on Kyiv in March 2022."),
    Bad(
        "The king of [[Swaziland]] spoke at the summit.",
        fixed="The king of Eswatini spoke at the summit.",
        context={"published": date(2024, 5, 2)},
    ),
    Bad(
        "Flights to [[Bombay]] resumed in 2023. Mumbai’s airport was busy.",
        fixed="Flights to Mumbai resumed in 2023. Mumbai’s airport was busy.",
    ),
    Good("He flew to Kiev in 1990. In 2023 he went back.", why="the sentence is about the past"),
    Good("“I left Kiev with one suitcase,” she said in 2023.", why="what somebody said"),
    Good("Chicken Kiev, Bombay High Court and Peking University kept their names in 2024.", why="longer names"),
    Good("Swaziland, now Eswatini, is landlocked, it said in 2023.", why="both names"),
    Good("The mayor of Kiev resigned.", why="nothing says when"),
    Good(
        "The mayor of Kiev resigned.",
        why="a story from before the change",
        context={"published": date(2014, 2, 2)},
    ),
    Good("Officials in Burma and in Myanmar, Turkey and Türkiye agreed in 2024.", why="newsrooms use both"),
    confidence=0.85,
    basis="no hit on 300,000 words of edited news that was not a name of its time",
    quotations=Inside.SKIPPED,
)
def former_name(document: Document) -> Iterator[Hit]:
    """A place has a name that English newsrooms gave up before the story was written.

    ## Why it matters
    The name dates the story, and for towns in Ukraine it takes a side.

    ## Known limits
    Only the names of the gazetteer; some newsrooms kept some of them longer, so this is information. Nothing is said
    where the story's date and the years in it do not show that it is younger than the change, nor inside quotations.
    """
    rights = _Right(document)
    later: dict[str, bool] = {}
    for place in _own(document, Fault.FORMER):
        entry, span = place.entry, place.span
        if entry.name not in later:
            later[entry.name] = _is_later(document, entry.changed, entry.name)
        if not later[entry.name] or _is_about_the_past(document, span, entry.changed):
            continue
        right = rights.of(place)
        yield Hit(
            span,
            f"“{document[span]}” is “{right}” in most English newsrooms since about {entry.changed}.",
            Suggestion(right),
            evidence=_evidence(place),
        )
