"""Encoding: characters read in the wrong encoding, lost, or taken from another alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.lexicon import is_name, is_word
from mtqa.text.pattern import Pattern
from mtqa.text.stretches import gathered, shortened

#: Bytes 80 to BF as Windows-1252 and Latin-1 show them.
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
#: The same without what may follow a letter in real text: quotation marks, dashes, ellipsis, no-break space.
_ODD = "\x80-\x9f¡-¬®-º¼-¿€ƒ†‡ˆ‰Š‹ŒŽ˜™š›œžŸ"
#: Shapes that UTF-8 takes when it is read as Windows-1252, Mac Roman, code page 437, Windows-1251 or -1250; C1
#: controls; and words of nothing but accents, which is what Cyrillic or Arabic bytes look like as Latin-1.
_SHAPES = (
    f"[Â-ß][{_CONTINUATION}]|[à-ï][{_CONTINUATION}]{{2}}|ð[{_CONTINUATION}]{{3}}|â€"
    "|[ĂĹ][\x80-¿‚ƒ„…†‡‰‹‘’“”•–—™›ˇ˘Ł¤Ą]"
    "|‚Ä|√[©®±≥∏§∂†°¢¥µ]|ΓÇ|(?:[РС][\x80-¿‚ѓ„…†‡€‰‹‘’“”•–—™›ЂЃЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї№]){2}|вЂ|[\x80-\x9f]|[À-ÖØ-öø-ÿ]{4}"
    "|¬[£©®°±]|ÂŁ|[ВГ][©®¶°±§ЎЈ¤]|в‚¬|Γé¼|[┬├][^\\s─━│┌┐└┘├┤┬┴┼═]"
)
_SHAPE = Pattern(_SHAPES)
#: The word around a shape; a no-break space may be the last byte of a letter.
_HEAD = Pattern(r"[^\s\x00-\x1f]{0,40}\Z")
_TAIL = Pattern(r"(?:\xa0|[^\s\x00-\x1f]){0,200}")
#: Shapes that are too short for the detector's taste but stand in no real word, and the encoding that they come from.
_SHORT_SHAPES = (
    (Pattern(rf"(?<=[a-z])[ÃÄÅ][{_ODD}]"), "cp1252"),
    (Pattern(r"ΓÇ[ÖÿªôöÉÜæ£¥ó]|Γé¼|[┬├][^\s─━│┌┐└┘├┤┬┴┼═]"), "cp437"),
    (Pattern(r"[ВГ][©®¶°±§ЎЈ¤]|в‚¬"), "cp1251"),
    (Pattern(r"¬[£©®°±]"), "mac_roman"),
    (Pattern(r"ÂŁ"), "cp1250"),
)
#: A word of accented Latin-1 letters alone; no language has two of them side by side.
_ACCENTS = Pattern(r"(?<![^\W\d_])[À-ÖØ-öø-ÿ]{4,40}(?![^\W\d_])(?:[ ,.-]{1,3}[À-ÖØ-öø-ÿ]{1,40}(?![^\W\d_]))+")


def _decoded(stretch: str, encoding: str) -> str | None:
    try:
        return stretch.encode(encoding).decode("utf-8")
    except UnicodeError:
        return None


def _repaired(word: str) -> str | None:
    """``word`` before it was read wrongly; itself where nothing can be restored; None where it is sound."""
    # Heavy, and hardly ever needed: most texts have none of the shapes.
    import ftfy
    from ftfy.badness import is_bad

    if is_bad(word):
        return ftfy.fix_encoding(word)
    for shape, encoding in _SHORT_SHAPES:
        if shape.search(word):
            return _decoded(word, encoding) or word
    return None


def _change(word: str, new: str, at: int) -> tuple[Span, str]:
    """Where ``word``, which stands at ``at``, differs from ``new``, and what belongs there."""
    shorter = min(len(word), len(new))
    head = next((index for index in range(shorter) if word[index] != new[index]), shorter)
    tail = next((index for index in range(shorter - head) if word[-1 - index] != new[-1 - index]), shorter - head)
    return Span(at + head, at + len(word) - tail), new[head : len(new) - tail]


def _misread(text: str) -> Iterator[tuple[Span, str | None]]:
    """Stretches read in the wrong encoding, in order, with what belongs there where that is known."""
    done = 0
    for match in _SHAPE.finditer(text):
        if match.start() < done:
            continue
        head = _HEAD.search(text, max(done, match.start() - 40), match.start())
        tail = _TAIL.match(text, match.start())
        if head is None or tail is None:
            continue
        start, done = head.start(), tail.end()
        new = _repaired(text[start:done])
        if new is None:
            continue
        if new == text[start:done]:
            yield Span(match.start(), match.end()), None
        else:
            yield _change(text[start:done], new, start)


def _restored(text: str, span: Span, found: list[tuple[Span, str | None]]) -> str | None:
    """The text of ``span`` with all that was found in it put right, None where a part cannot be."""
    parts: list[str] = []
    end = span.start
    for part, new in found:
        if span.contains(part):
            if new is None:
                return None
            parts += text[end : part.start], new
            end = part.end
    return "".join((*parts, text[end : span.end]))


@rule(
    "ENC01",
    Category.ENCODING,
    Severity.MAJOR,
    Bad("She said [[â€œNo,â€\x9d]] and left.", fixed="She said “No,” and left."),
    Bad("It isn[[â€™]]t true.", fixed="It isn’t true."),
    Bad("The caf[[Ã©]] in S[[Ã£]]o Paulo", fixed="The café in São Paulo"),
    Bad("It don[[‚Äô]]t pay, said Erdo[[ÄŸ]]an.", fixed="It don’t pay, said Erdoğan."),
    Bad("He paid [[Â]]£50 for it.", fixed="He paid £50 for it."),
    Bad("The word [[Ð¿Ñ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€]] and", fixed="The word привет мир and"),
    Bad("He said [[Ïðèâåò ìèð]] there."),
    Bad("He doesn[[ΓÇÖt \x93care\x94]].", fixed="He doesn’t “care”."),
    Bad("He paid [[┬ú]]5, or [[в‚¬]]6.", fixed="He paid £5, or €6."),
    Good("“CAFÉ”, João in SÃO PAULO, Ångström, Œuvre, 5°, £50 and 30 €.", why="real accents and signs beside marks"),
    Good("Đặng Thị Hồng met Þórður Ægisson, Łukasz Żółw, Nguyễn and Erdoğan.", why="names of other languages"),
    Good("Росія і Сєверодонецьк, Рівне; 北京市长; مرحبا بالعالم; ΓΑΖΑ", why="other scripts"),
    Good("The Île-de-France, the naïve façade, the Übermensch’s “Ö”…", why="accents before quotation marks"),
    screen=_SHAPES,
    confidence=0.98,
    certain="no language writes these sequences: they are letters read in the wrong encoding",
)
def mojibake(document: Document) -> Iterator[Hit]:
    """Characters were read in the wrong encoding.

    ## Why it matters
    Apostrophes, quotation marks and accents turn into strings of odd signs that no reader can decipher.

    ## Known limits
    Bytes of Cyrillic or Arabic code pages read as Latin letters are reported, but not restored.
    """
    text = document.text
    found = list(_misread(text))
    words = [(Span.of(match), None) for match in _ACCENTS.finditer(text)]
    found += [each for each in words if not any(each[0].overlaps(other) for other, _ in found)]
    found.sort(key=lambda each: each[0])
    for span in gathered((each for each, _ in found), text):
        new = _restored(text, span, found)
        message = f"The characters “{shortened(document[span])}” were read in the wrong encoding."
        yield Hit(span, message, None if new is None else Suggestion(new, safe=True))


_LOST = Pattern(r"[\ufffd\ud800-\udfff]+")
_FIRST_LOST = "\ud800"
_LOST_APOSTROPHE = Pattern(r"(?<=[a-z])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)")


def _apostrophe(text: str) -> str:
    """The apostrophe that the rest of the text uses."""
    return "’" if "’" in text else "'"


@rule(
    "ENC02",
    Category.ENCODING,
    Severity.MAJOR,
    Bad("The caf[[\ufffd]] in Z[[\ufffd]]rich"),
    Bad("They don[[\ufffd]]t know.", fixed="They don't know."),
    Bad("He said “no” and it[[\ufffd]]s so, isn’t it.", fixed="He said “no” and it’s so, isn’t it."),
    Bad("A smile [[\ud83d]] and a wave"),
    Good("The café in Zürich?", why="accents"),
    Good("A smile \U0001f600 and ◆ a lozenge", why="signs"),
    screen=r"\x{FFFD}|\?",
    confidence=0.99,
    certain="the character itself says that another one was lost",
)
def lost_character(document: Document) -> Iterator[Hit]:
    """A character was lost and a sign for "unknown" stands in its place.

    ## Why it matters
    Readers see a black lozenge or a box, and the letter cannot be restored from the text.

    ## Known limits
    Many in one line are told once.
    """
    text = document.text
    if max(document.characters, default="") < _FIRST_LOST:
        return
    for span in gathered((Span.of(match) for match in _LOST.finditer(text)), text):
        certain = len(span) == 1 and _LOST_APOSTROPHE.match(text, span.start)
        new = Suggestion(_apostrophe(text), safe=True) if certain else None
        yield Hit(span, "A character was lost here; a sign for “unknown” stands in its place.", new)


_QUESTION_APOSTROPHE = Pattern(r"\?(?<=[a-z]\?)(?P<ending>s|t|re|ve|ll|d|m)(?=[\s.,;:!”\"')]|\Z)")
_WORD_BEFORE = Pattern(r"(?:\A|[\s“\"'‘(—–-])(?P<word>[A-Za-z]{2,30}|I)\Z")
_PRONOUNS = frozenset(("i", "you", "he", "she", "it", "we", "they", "that", "there", "who", "what"))
#: Words whose last letter, an e with an accent, was lost.
_QUESTION_ACCENT = Pattern(r"\b(?:caf|clich|fianc|expos|protég|communiqu)(?P<lost>\?)(?=s?[\s,;.]|\Z)(?= [a-z]|s|[,;])")
_QUESTION_QUOTES = Pattern(r"(?<=[a-z,:] )(?P<open>\?)[A-Z][a-z'’]{0,20} [^?\n]{1,200}[\w,.](?P<close>\?)(?= [a-z])")
_QUESTION_DASH = Pattern(r"(?<=[a-z,] )\?(?= [a-z]{2})")


def _stands_for_apostrophe(word: str, ending: str) -> bool:
    if ending in ("s", "t"):
        return ending == "s" or word.endswith("n")
    return word.lower() in _PRONOUNS


def _question_marks(text: str) -> Iterator[tuple[Span, str | None]]:
    """Question marks that stand for another character, and that character where it is certain."""
    for match in _QUESTION_ACCENT.finditer(text):
        yield Span.of(match, "lost"), "é"
    for match in _QUESTION_APOSTROPHE.finditer(text):
        word = _WORD_BEFORE.search(text, max(0, match.start() - 31), match.start())
        if word and _stands_for_apostrophe(word["word"], match["ending"]) and word["word"] not in ("caf", "clich"):
            yield Span(match.start(), match.start() + 1), _apostrophe(text)
    for match in _QUESTION_QUOTES.finditer(text):
        yield Span.of(match, "open"), "“" if "“" in text else '"'
        yield Span.of(match, "close"), "”" if "”" in text else '"'
    for match in _QUESTION_DASH.finditer(text):
        yield Span.of(match), None


@rule(
    "ENC03",
    Category.ENCODING,
    Severity.MINOR,
    Bad("They don[[?]]t know that it[[?]]s over.", fixed="They don't know that it's over."),
    Bad("Russia[[?]]s army, they[[?]]ve said", fixed="Russia's army, they've said"),
    Bad("In the caf[[?]] he spoke of clich[[?]]s.", fixed="In the café he spoke of clichés."),
    Bad("The plan [[?]] which failed [[?]] was his."),
    Bad("He said [[?]]We will stay,[[?]] and left.", fixed='He said "We will stay," and left.'),
    Good("Who came? Tom did. Really?? Yes?!", why="questions"),
    Good("See site.org/page?s=1 and http://x.org/it?s and /a?t=2", why="addresses"),
    Good("Is it art?really", why="a missing space"),
    Good("Have you seen the caf? No, said ?uestlove.", why="a stage name", known_limit=False),
    Good("Was it he? or she? asked Alice.", why="a question inside a sentence"),
    screen=r"[a-z]\?[a-z]|[a-z,:] \?[A-Z ]|(?:caf|clich|fianc|expos|protég|communiqu)\?",
    confidence=0.95,
)
def question_mark_for_letter(document: Document) -> Iterator[Hit]:
    """A question mark stands where an apostrophe, an accent, a dash or a quotation mark was lost.

    ## Why it matters
    A program could not write the character; readers stumble over a question that is none.

    ## Known limits
    Only contractions, possessives, a few words, quotations and spaced marks are certain enough to report.
    """
    for span, new in _question_marks(document.text):
        message = "A question mark stands where another character was lost."
        yield Hit(span, message, Suggestion(new, safe=True) if new else None)


#: Letters of other alphabets that look like Latin ones.
#: Source: Unicode confusables (https://www.unicode.org/Public/security/latest/confusables.txt), exact look-alikes only;
#: Greek small letters other than omicron are left out, for science writes them beside Latin ones.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅҮԌԚԜаеорсухіјѕһԁԛԝҮүΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTYXIJSYGQWaeopcyxijshdqwYyABEZHIKMNOPTYXo",
)
_MIXED = Pattern(r"(?<!\w)(?=[^\W\d_]{2,60}(?!\w))[A-Za-zÀ-ɏ]*(?:[Ͱ-ԯ]+[A-Za-zÀ-ɏ]+|[A-Za-zÀ-ɏ][Ͱ-ԯ]+)[^\W\d_]*")
_OTHER_LETTERS = Pattern(r"[Ͱ-ԯ]+")
#: More letters are no word.
_LONGEST_WORD = 60


def _mixed_words(text: str) -> Iterator[re.Match[str]]:
    """Words of two alphabets, found by the letters of the other one, for they are rare."""
    end = 0
    for letters in _OTHER_LETTERS.finditer(text):
        start = letters.start()
        if start < end:
            continue
        first = max(end, start - _LONGEST_WORD)
        while start > first and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        match = _MIXED.match(text, start)
        if match:
            end = match.end()
            yield match


@rule(
    "ENC04",
    Category.ENCODING,
    Severity.MINOR,
    Bad("[[Рutin]] spoke in [[Моscow]].", fixed="Putin spoke in Moscow."),
    Bad("The [[сompany]] of [[Αthens]] left.", fixed="The company of Athens left."),
    Good("The word Москва and the СССР, АН, ТАСС", why="words of the other alphabet alone"),
    Good("Some 5 μm, 10 kΩ, the TNFα and IFNγ, β-carotene, Aβ42", why="units and science"),
    Good("The band KoЯn and the shop Toys Я Us", why="a letter used for its shape"),
    Good("Mосква", why="a word of the other alphabet"),
    screen=r"[A-Za-z][\x{370}-\x{52F}]|[\x{370}-\x{52F}][A-Za-z]",
    confidence=0.97,
    certain="no word is written in two alphabets",
)
def mixed_alphabets(document: Document) -> Iterator[Hit]:
    """A word mixes Latin letters with look-alikes from another alphabet.

    ## Why it matters
    Nobody sees it, but searches, speech software and name checks take it for another word.

    ## Known limits
    Reported only where every foreign letter has a Latin double. The double is not always what was meant ("Moсkva", with
    a Cyrillic "с", is "Moskva"): the change is safe only where it makes a word or a name that is known, or that the
    story has elsewhere.
    """
    for match in _mixed_words(document.text):
        latin = match[0].translate(_LOOKALIKES)
        if latin.isascii() or not any("Ͱ" <= letter <= "ԯ" for letter in latin):
            message = f"The word “{match[0]}” mixes Latin letters with look-alikes of another alphabet."
            word = latin.lower()
            is_known = is_word(word) or is_name(word) or word in document.vocabulary
            yield Hit(Span.of(match), message, Suggestion(latin, safe=is_known))
