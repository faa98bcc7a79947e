"""Untranslated: letters of another script, foreign words, sentences in another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import filterfalse
from string import ascii_lowercase
from unicodedata import normalize

from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.doubling import REDUPLICATED
from mtqa.text.folding import fold_all
from mtqa.text.function_words import all_small, all_telling, english, foreign, languages_of, plainly_english, telling
from mtqa.text.identification import looks_like, name_language
from mtqa.text.languages import language_name
from mtqa.text.loanwords import loanwords
from mtqa.text.mentions import is_mention, is_term_in_quotes
from mtqa.text.pattern import Pattern
from mtqa.text.scripts import OTHER_SCRIPTS, script_name

#: Lower-case letters with marks, and marks that follow their letter.
_MARKED = "ß-öø-ÿ\u0101-\u024f\u1e00-\u1eff\u0300-\u036f"
_STRIPPED = ".,;:!?…()[]\"“”„«»'‘’—–-*_"
_QUOTED_WORDS = 6


def _shown(text: str) -> str:
    """The first words of a long text, for a message."""
    words = text.split()
    return " ".join(words) if len(words) <= _QUOTED_WORDS else " ".join(words[:_QUOTED_WORDS]) + " …"


# --- Letters of another script ------------------------------------------------------------------------------------

_RUN = Pattern(rf"[{OTHER_SCRIPTS}](?:[{OTHER_SCRIPTS}\u0300-\u036f]|[^\nA-Za-z]{{1,3}}(?=[{OTHER_SCRIPTS}]))*")
_OTHER = Pattern(rf"[{OTHER_SCRIPTS}]")
_LATIN = Pattern(r"[A-Za-zÀ-öø-ɏ]")
#: A sentence is left in another script when at least this share of its letters is.
_MOST = 0.6


@rule(
    "UNT01",
    Category.UNTRANSLATED,
    Severity.CRITICAL,
    Bad("The minister called it [[провокация]] and left the hall."),
    Bad("The town of [[بنت جبيل]] was shelled again."),
    Bad("Talks will go on.\n\n[[Переговоры продолжатся во вторник.]]\n\nNo date was given."),
    Bad("Talks will go on. [[会谈将在星期二继续。]] No date was given."),
    Good("The team from Beijing (北京) won.", why="the name in its own script, in brackets"),
    Good("The firm (Japanese: 株式会社東京) was sold.", why="the name in its own script, after its language"),
    Good("The word “воля” means both will and freedom.", why="a word that is spoken of"),
    Good("A resistor of 5 kΩ and a lens of 3 μm.", why="Greek letters as signs"),
    Good("The Δ variant and ΔT rose; σ and π did not.", why="Greek letters as signs"),
    Good("Decree № 5 cost €3 😀.", why="signs that belong to no script"),
    Good("She posted under #ябатько and @иван.", why="a hashtag and a user's name"),
    Good("We are proud of them.\n\n— राजेश शर्मा (@rsharma) May 5, 2026", why="who wrote a post"),
    screen=rf"[{OTHER_SCRIPTS}]",
    confidence=0.97,
    basis="one in 193,585 words of edited news",
    silences=True,
)
def other_script(document: Document) -> Iterator[Hit]:
    """Words stand in the letters of another script.

    ## Why it matters
    Most readers cannot even sound them out; the engine met a word it did not know and copied it.

    ## Known limits
    Words in brackets and single words in quotation marks pass as names and terms given in the original. A letter of
    another script inside a Latin word is a matter of encoding.
    """
    text = document.text
    end = 0
    for match in _RUN.finditer(text):
        run = Span.of(match)
        if run.start < end or _is_sign_or_name(text, run):
            continue
        whole = _whole_sentence(document, run)
        span = whole or run
        end = span.end
        found = text[span.start : span.end]
        script = script_name(match[0][0])
        code = name_language(found) if script in ("Cyrillic", "Arabic") and len(found) > 20 else None
        left = f"left in {language_name(code)}" if code else f"left in {script} letters"
        severity = None if whole or len(found.split()) > 1 or len(found) > 3 else Severity.MAJOR
        yield Hit(span, f"“{_shown(found)}” is {left}.", severity=severity, evidence={"script": script})


#: After the name of who wrote a post: "(@name)".
_HANDLE = Pattern(r"[ \u00a0]?\(@\w{1,40}\)")


def _is_sign_or_name(text: str, run: Span) -> bool:
    found = text[run.start : run.end]
    beside = text[max(0, run.start - 1) : run.start] + text[run.end : run.end + 1]
    if any(_LATIN.match(character) for character in beside) or "#" in beside or "@" in beside:
        return True
    if script_name(found[0]) == "Greek" and all(len(word.strip(_STRIPPED)) <= 2 for word in found.split()):
        return True
    if _in_brackets(text, run) or _HANDLE.match(text, run.end):
        return True
    return is_term_in_quotes(text, run) and len(found.split()) <= 3


def _in_brackets(text: str, run: Span) -> bool:
    """Whether an opening bracket stands before ``run`` in its line with no closing one between, and Latin before it."""
    before = text[max(0, run.start - 80) : run.start].rpartition("\n")[2]
    opened = max(before.rfind("("), before.rfind("["))
    return opened > max(before.rfind(")"), before.rfind("]")) and bool(_LATIN.search(before[:opened]))


def _whole_sentence(document: Document, run: Span) -> Span | None:
    """The paragraph, or the sentence, around ``run`` if most of its letters are of other scripts."""
    for content in (document.paragraph_at(run.start).content, document.sentence_at(run.start).content):
        found = document[content]
        other = len(_OTHER.findall(found))
        if other >= 8 and other >= _MOST * (other + len(_LATIN.findall(found))) and content.contains(run):
            return content
    return None


# --- Words with foreign diacritics --------------------------------------------------------------------------------

_WORD = Pattern(
    rf"(?<![\w@#/.'’\u0300-\u036f-])[a-z{_MARKED}]{{0,25}}[{_MARKED}](?:[\w\u0300-\u036f]|['’-](?=\w))*(?![@/])"
)
_MARKED_LETTER = Pattern(rf"[{_MARKED}]")
#: How far before its first marked letter a word may begin.
_REACH = 26
_SUFFIX = Pattern(r"['’]s$|['’]$")
_NAME_BEFORE = Pattern(
    r"(?P<name>[^\W\d_a-zß-öø-ÿ][\w'’-]*)[ \u00a0]"
    r"(?:(?:de|la|el|les|des|du|le|los|las|sans|et|y|e|di|da|do|dos|del|von|van|für|und|pour|of|the|i|na|w|à|en)"
    r"[ \u00a0]){0,2}$"
)
#: Letters that no word of English has, not even a borrowed one.
_STRANGE = frozenset("þðħıőűğşąęłśźżčđěřůňťľĺŕēīķļņģơưɓɗƙəțșăċġæ")
#: Endings of inflected common nouns; with them even a capitalised word is no name.
_INFLECTED = {
    "is": "ingar ingin ingunni unnar anna inum menn mönnum irnar arnir urnar ldir unum",
    "tr": "ların lerin ları leri larının lerinin ması mesi dığı diği lığı liği",
    "hu": "ának ének okat eket ságot séget ások ések",
}
_LONG = 8


@rule(
    "UNT02",
    Category.UNTRANSLATED,
    Severity.CRITICAL,
    Bad("The party lost votes in the [[útverfunum]] of the capital."),
    Bad("According to the [[áætlun]] the bridge will open in May."),
    Bad("The reaction to the [[sóttvarnalögum]] was late. [[Áætlanirnar]] were not ready."),
    Bad("Members of the [[müdürlüğü]] refused to speak."),
    Good("The café served crème brûlée and jalapeños to naïve fiancées.", why="English words with accents"),
    Good("Médecins sans frontières sent two doctors.", why="the name of an organisation"),
    Good("A band called “świetlik” played.", why="a name in quotation marks"),
    Good("The stew, known locally as ćufte, is served hot.", why="a word that is named"),
    Good("Voters want żłobki (nurseries) in every district.", why="a word that is explained"),
    Good("Write to josé@example.org or see example.org/é.", why="addresses"),
    Good("Beyoncé, Çavuşoğlu and Łukasz met in Kraków.", why="names"),
    Good("The café’s décor and his protégés’ résumés.", why="possessives and plurals"),
    screen=rf"[{_MARKED}]",
    confidence=0.96,
    basis="no hit in 193,585 words of edited news",
)
def foreign_word(document: Document) -> Iterator[Hit]:
    """A word in lower case has letters that no English word has.

    ## Why it matters
    The engine did not know the word and copied it; the reader loses what the sentence is about.

    ## Known limits
    Foreign words without a single diacritic are not seen. A word right after a capitalised foreign name counts as a
    part of it, and what stands in quotation marks, is called, named or explained counts as meant.
    """
    found = list(_joined(document.text, _foreign_words(document)))
    several = len(found) > 1
    for span in found:
        words = document[span]
        strange = any(letter in _STRANGE for letter in normalize("NFC", words))
        code = looks_like(words)
        left = f"left in {language_name(code)}" if code else "a foreign word left untranslated"
        yield Hit(
            span,
            f"“{words}” is {left}.",
            severity=None if several or strange else Severity.MAJOR,
            evidence={"language": code} if code else {},
        )


def _foreign_words(document: Document) -> Iterator[Span]:
    text = document.text
    lower = [span for span in _marked(text) if _is_foreign(text, span)]
    if not lower:
        return
    yield from sorted({*lower, *(span for span in _capitalised(text) if _is_inflected_noun(document, span))})


def _marked(text: str) -> Iterator[Span]:
    """Words in small letters with marked letters, found by the first of these, for they are rare."""
    end = 0
    for letter in _MARKED_LETTER.finditer(text):
        at = letter.start()
        if at < end:
            continue
        before = text[max(end, at - _REACH) : at]
        word = _WORD.match(text, at - len(before) + len(before.rstrip(ascii_lowercase)))
        if word:
            end = word.end()
            yield Span.of(word)


def _is_foreign(text: str, span: Span) -> bool:
    word = normalize("NFC", _SUFFIX.sub("", text[span.start : span.end])).replace("’", "'")
    if not word[:1].islower() or word.isascii() or len(word) == 1:
        return False
    if any(character.isdigit() or character.isupper() for character in word):
        return False
    if all(part.isascii() or _is_known(part) for part in (word.split("-") if not _is_known(word) else [])):
        return False
    return not _belongs_to_name(text, span, word) and not is_mention(text, span)


def _is_known(word: str) -> bool:
    known = loanwords()
    return word in known or (word.endswith(("s", "x")) and word[:-1] in known) or word.removesuffix("es") in known


def _belongs_to_name(text: str, span: Span, word: str) -> bool:
    """Whether a capitalised word goes before that the word may belong to: "Médecins sans frontières"."""
    before = _NAME_BEFORE.search(text[max(0, span.start - 60) : span.start])
    if not before or before["name"].isupper():
        return False
    return not before["name"].isascii() or not any(letter in _STRANGE for letter in word)


_FOREIGN_LETTER = Pattern(rf"[À-ÖØ-Þ{_MARKED}]")
_CAPITALISED = Pattern(rf"[^\W\d_a-zß-öø-ÿ](?<![\w\u0300-\u036f'’-].)[a-z{_MARKED}]{{{_LONG - 1},30}}(?![\w'’-])")


def _capitalised(text: str) -> Iterator[Span]:
    """Long words with a capital and marked letters, found by the first of these."""
    for letter in _FOREIGN_LETTER.finditer(text):
        at = letter.start()
        small = text[max(0, at - _REACH) : at]
        start = at if letter[0].isupper() else at - len(small) + len(small.rstrip(ascii_lowercase)) - 1
        word = _CAPITALISED.match(text, start) if start >= 0 else None
        if word:
            yield Span.of(word)


def _is_inflected_noun(document: Document, span: Span) -> bool:
    word = normalize("NFC", document[span])
    endings = tuple(_INFLECTED.get(looks_like(word) or "", "").split())
    return word.endswith(endings) and not is_mention(document.text, span)


def _joined(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """Spans with neighbours that only a space parts made one."""
    held: Span | None = None
    for span in spans:
        if held and text[held.end : span.start] in (" ", "\u00a0"):
            held = Span(held.start, span.end)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


# --- Sentences in another language --------------------------------------------------------------------------------

#: What langdetect is left to name, or nobody.
_UNKNOWN = "und"
#: Letters inside words in small letters that English has only in loanwords.
_FOREIGN_LETTERS = frozenset("ąćęłńśźżğışçöüäřščžýěůőűăâîșțñõãàèéêëíïóôúûìòøåæþðß")
#: A stretch is foreign with so many words, at least this share of one language's small words, and few of English.
_FEWEST_WORDS = 5
_LEAST_FOREIGN = 0.2
_MOST_ENGLISH = 0.12
#: Where all small words are such as names have, too ("de la"): more words, a larger share, and words that are no names.
_ENOUGH_WORDS = 8
_LARGE_SHARE = 0.3
_PLAIN_WORDS = 2
_DIFFERENT_WORDS = 3
#: A quotation of fewer words may be a motto or a title that is left as it is on purpose.
_MOTTO = 12


@rule(
    "UNT03",
    Category.UNTRANSLATED,
    Severity.CRITICAL,
    Bad(
        "The vote is on Sunday.\n\n[[Die Regierung hat nicht gesagt, wie sie das Gesetz ändern will.]]\n\nNobody knows."
    ),
    Bad("He left the room. [[El ministro dijo que no había nada más que hablar sobre el acuerdo.]] The talks ended."),
    Bad("The storm came at night.\n\n[[Pemerintah tidak akan membayar ganti rugi kepada warga yang rumahnya rusak.]]"),
    Bad("It rained.\n\n[[Los vecinos de la sierra no saben que el agua de los pozos se acaba.]]\n\nNobody was hurt."),
    Bad(
        "It rained.\n\n[[O prefeito da cidade não soube dizer quando a ponte do rio será aberta.]]\n\nNobody was hurt."
    ),
    Bad("It rained.\n\n[[Der Bürgermeister der Stadt wollte den Bewohnern der Siedlung das Wasser nicht sperren.]]"),
    Bad("It rained.\n\n[[Köydeki çeşmenin suyu yağmurdan sonra günlerce bulanık aktı.]]\n\nNobody was hurt."),
    Good("Restaurante La Casa de los Abuelos, Calle de la Cruz de San Juan, Las Palmas de Gran Canaria", why="names"),
    Bad("Rain fell.\n\n[[Flokkurinn hefur ekki svarað því hvort hann verði með.]]\n\nIt was cold."),
    Good("His motto was “Nihil novi sub sole, et non est quod fiat.”", why="a motto"),
    Good("“La vie est belle et nous sommes ici pour la fête”", why="a title in quotation marks"),
    Good("Real Sociedad de Fútbol y Deportivo de La Coruña, Rio Grande do Sul", why="a list of names"),
    Good("Bayern München 3, Borussia Dortmund 1, Hertha BSC 0, VfB Stuttgart 2", why="scores"),
    Good("Rua da Consolação 12, 3. andar, São Paulo, Brasil", why="an address"),
    Good("De Gaulle, Van der Bellen and Von der Leyen met Di Maria in Den Haag.", why="particles of names"),
    Good("No comment.", why="short"),
    confidence=0.97,
    basis="no hit on 65,000 words of edited news",
    silences=True,
    certain="no English function word stands in it, and several of one other language do",
)
def foreign_sentence(document: Document) -> Iterator[Hit]:
    """A sentence or a paragraph is in another language.

    ## Why it matters
    The reader cannot read it; the engine skipped it, or somebody pasted it in.

    ## Known limits
    Sentences of four words or fewer are not judged, nor short ones in quotation marks, which may be mottos or titles.
    """
    if not _is_worth_reading(document):
        return
    clues = _Clues(document)
    for paragraph in document.paragraphs:
        if not clues.may_be_in(paragraph.content):
            continue
        pieces = document[paragraph.content].split()
        if not _may_hold_foreign(frozenset(fold_all(pieces)), pieces):
            continue
        words = _stripped(pieces)
        if not _may_hold_foreign({word.lower() for word in words}, words):
            continue
        if _foreign_language(words):
            spans = [paragraph.content]
        else:
            spans = [
                span for span in _sentences(document, paragraph.content) if _foreign_language(_words(document[span]))
            ]
        for span in _adjoining(document, spans):
            found = document[span]
            if found[:1] in "\"“«„'‘*_" and len(found.split()) <= _MOTTO:
                continue
            code = name_language(found, guess=_foreign_language(_words(found)))
            if code not in (None, "en", _UNKNOWN):
                yield Hit(span, f"“{_shown(found)}” is left in {language_name(code)}.", evidence={"language": code})


def _words(text: str) -> list[str]:
    return _stripped(text.split())


def _stripped(pieces: Iterable[str]) -> list[str]:
    return [word for word in (piece.strip(_STRIPPED) for piece in pieces) if word]


def _is_worth_reading(document: Document) -> bool:
    """Whether a sentence of the document may be foreign: what `_may_hold_foreign` says, with words side by side."""
    present = document.once(_small_words)
    has_letters = not document.characters.isdisjoint(_FOREIGN_LETTERS)
    if not _may_hold_foreign(present, document.words if has_letters else ()):
        return False
    if has_letters or not all_telling().isdisjoint(present):
        return True
    small = present.intersection(document.folded_words)  # whole words: no "de" of "de-escalate"
    return len(small) >= _DIFFERENT_WORDS and _stand_together(document.folded_words, small)


def _small_words(document: Document) -> frozenset[str]:
    """The small words of other languages that a document has, be they parts of compounds."""
    return document.vocabulary & _all_words()


@cache
def _all_words() -> frozenset[str]:
    return all_small() | all_telling()


class _Clues:
    """The words of a document that `_may_hold_foreign` asks for, to pass over paragraphs that have too few of them."""

    def __init__(self, document: Document) -> None:
        self._lowered = document.lowered
        words = document.folded_words
        self._needed = (
            (all_telling().intersection(words), 2),
            (all_small().intersection(words), _DIFFERENT_WORDS),
            (_marked_words(filterfalse(str.isascii, document.words)), _DIFFERENT_WORDS),
        )

    def may_be_in(self, paragraph: Span) -> bool:
        """Whether enough of them stand in the paragraph, be it inside of longer words."""
        text = self._lowered[paragraph.start : paragraph.end]
        return any(sum(word in text for word in words) >= fewest for words, fewest in self._needed)


def _stand_together(words: Sequence[str], small: Set[str]) -> bool:
    """Whether two of the ``small`` words stand side by side among ``words``."""
    return b"\1\1" in bytes(map(small.__contains__, words))


def _may_hold_foreign(lower: Set[str], words: Iterable[str]) -> bool:
    """Whether a sentence among ``words`` may be foreign (``lower``: the different ones): few texts get so far."""
    if len(lower & all_telling()) >= 2 or len(lower & all_small()) >= _DIFFERENT_WORDS:
        return True
    return len(_marked_words(words)) >= _DIFFERENT_WORDS


def _marked_words(words: Iterable[str]) -> set[str]:
    """Words in small letters with a letter that English has only in loanwords."""
    return {word for word in words if not word.isascii() and word.islower() and not _FOREIGN_LETTERS.isdisjoint(word)}


def _foreign_language(words: Sequence[str]) -> str | None:
    """The language that ``words`` are in if it is not English, `_UNKNOWN` where only the letters tell that much."""
    lower = [word.lower() for word in words]
    if len(words) < _FEWEST_WORDS or sum(word in plainly_english() for word in lower) > _MOST_ENGLISH * len(words):
        return None
    return _language_of_small_words(words, lower) or _language_of_letters(words, lower)


def _language_of_small_words(words: Sequence[str], lower: Sequence[str]) -> str | None:
    """The language whose small words make up enough of the words."""
    distinct = set(lower)
    scores = Counter(code for word in lower for code in languages_of().get(word, ()))
    if not scores:
        return None
    best = max(sorted(scores), key=lambda code: (scores[code], len(distinct & telling()[code])))
    if sum(word in english() and word not in foreign()[best] for word in lower) > _MOST_ENGLISH * len(words):
        return None
    share = scores[best] / len(words)
    if len(distinct & telling()[best]) >= 2:
        return best if share >= _LEAST_FOREIGN else None
    small = [word for word in words if word.islower()]
    plain = [word for word in small if word not in foreign()[best]]
    enough = (
        len(words) >= _ENOUGH_WORDS and share >= _LARGE_SHARE and len(distinct & foreign()[best]) >= _DIFFERENT_WORDS
    )
    return best if enough and len(plain) >= _PLAIN_WORDS and 2 * len(small) >= len(words) else None


def _language_of_letters(words: Sequence[str], lower: Sequence[str]) -> str | None:
    """The language of a sentence without any small word of English, if its plain words have foreign letters."""
    if not english().isdisjoint(lower) or len(_marked_words(words)) < _DIFFERENT_WORDS:
        return None
    return looks_like(" ".join(words)) or _UNKNOWN


def _sentences(document: Document, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    while start < paragraph.end:
        sentence = document.sentence_at(start)
        yield sentence.content
        start = max(sentence.span.end, start + 1)


def _adjoining(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans with neighbours that only white space parts made one."""
    held: Span | None = None
    for span in spans:
        if held and not document.text[held.end : span.start].strip():
            held = Span(held.start, span.end)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


# --- Small words of another language in an English sentence --------------------------------------------------------

_TELLING = "|".join(sorted(all_telling(), key=lambda word: (-len(word), word)))
_PAIR = Pattern(rf"(?<![\w'’@#/.\u0300-\u036f-])(?:{_TELLING})(?: (?:{_TELLING}))+(?![\w'’@/\u0300-\u036f-])")
_CAPITAL_BEFORE = Pattern(r"[^\W\d_a-zß-öø-ÿ][\w'’-]* $")
_CAPITAL_AFTER = Pattern(r" [^\W\d_a-zß-öø-ÿ]\w")


@rule(
    "UNT05",
    Category.UNTRANSLATED,
    Severity.CRITICAL,
    Bad("The minister said [[porque también]] schools would close."),
    Bad("Prices rose [[und nicht]] only for bread."),
    Bad("Farmers protest [[karena tidak]] rain fell this year."),
    Good("The Partido para el Progreso lost.", why="a name"),
    Good("They sang “avec nous” all night.", why="a quotation of a few words"),
    Good("Sturm und Drang, that is storm and stress.", why="one small word in a name"),
    Good("He was late, yadda yadda yadda.", why="an English word of speech that is a small word of Hausa"),
    Good("Aber auch das ist nicht neu.", why="a whole sentence is another rule's matter", known_limit=True),
    confidence=0.95,
    basis="no hit on 65,000 words of edited news",
)
def foreign_function_words(document: Document) -> Iterator[Hit]:
    """Two small words of another language stand side by side in an English sentence.

    ## Why it matters
    The engine dropped out of English in the middle of a sentence; what the sentence says at this place is lost.

    ## Known limits
    A single small word is not enough, and words beside a capitalised one pass as parts of a name.
    """
    small = document.once(_small_words) & all_telling()
    if not small or not _stand_together(document.folded_words, small):
        return
    text = document.text
    for match in _PAIR.finditer(text):
        span = Span.of(match)
        codes = [code for code, small in telling().items() if small.issuperset(match[0].split())]
        if not codes or is_mention(text, span) or REDUPLICATED.issuperset(match[0].split()):
            continue
        if _CAPITAL_BEFORE.search(text, max(0, span.start - 40), span.start) or _CAPITAL_AFTER.match(text, span.end):
            continue
        left = f"left in {language_name(codes[0])}" if len(codes) == 1 else "left untranslated"
        yield Hit(span, f"“{match[0]}” is {left}.", evidence={"languages": " ".join(codes)})
