"""Which language words are in: by letters that only one language has, or by langdetect."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

#: Letters that point to one language among those whose news are translated. Source: the languages' alphabets.
_LETTERS = {
    "is": "þð",
    "tr": "ğış",
    "hu": "őű",
    "pl": "ąęłśźż",
    "cs": "řěů",
    "ro": "țșăţ",
    "az": "ə",
    "mt": "ħċġ",
    "vi": "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "ha": "ɓɗƙ",
    "lv": "ķļņģ",
    "de": "ß",
    "pt": "ãõ",
    "es": "ñ",
}
#: Endings that tell words without such letters.
_ENDINGS = {"is": "unnar unum urinn irnar ingar innar anna inum ldir menn mönnum urnar arnir"}
#: Languages that langdetect has no profile for.
_UNKNOWN_TO_LANGDETECT = frozenset({"az", "eu", "ga", "ha", "is", "mt", "ms", "uz"})
_SURE = 0.9
#: More text changes nothing and costs time.
_ENOUGH = 600


def looks_like(words: str) -> str | None:
    """The language that the letters or the ending of ``words`` point to, as an ISO 639-1 code."""
    lower = normalize("NFC", words.lower())
    letters = set(lower)
    codes = [code for code, telling in _LETTERS.items() if letters.intersection(telling)]
    if codes:
        return codes[0] if len(codes) == 1 else None
    if letters.intersection("áæíóöúý"):
        return next((code for code, endings in _ENDINGS.items() if lower.endswith(tuple(endings.split()))), None)
    return None


@cache
def _detector() -> Callable[[str], list[object]]:
    from langdetect import DetectorFactory, detect_langs

    DetectorFactory.seed = 0  # its guesses are random otherwise
    detect: Callable[[str], list[object]] = detect_langs
    return detect


def name_language(text: str, *, guess: str | None = None) -> str | None:
    """The language of a text that something else has found to be foreign, as an ISO 639-1 code.

    ``guess`` is what function words say; it stands where langdetect is not sure or does not know the language.
    langdetect calls 7 % of short English sentences foreign, so never ask it whether a text is English.
    """
    if guess in _UNKNOWN_TO_LANGDETECT:
        return guess
    from langdetect.lang_detect_exception import LangDetectException

    try:
        best = _detector()(text[:_ENOUGH])[0]
    except (LangDetectException, IndexError):
        return guess
    code, share = str(best).split(":")
    return code if float(share) >= _SURE else guess
