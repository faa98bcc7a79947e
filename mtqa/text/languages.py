"""English names of languages and scripts.

Source: ISO 639-1 codes with the names that English-language newspapers use.
"""

from __future__ import annotations

_NAMES = (
    "af Afrikaans|ar Arabic|az Azerbaijani|be Belarusian|bg Bulgarian|bn Bengali|bs Bosnian|ca Catalan|cs Czech"
    "|cy Welsh|da Danish|de German|el Greek|es Spanish|et Estonian|eu Basque|fa Persian|fi Finnish|fr French|ga Irish"
    "|gl Galician|gu Gujarati|ha Hausa|he Hebrew|hi Hindi|hr Croatian|ht Haitian Creole|hu Hungarian|hy Armenian"
    "|id Indonesian|ig Igbo|is Icelandic|it Italian|ja Japanese|ka Georgian|kk Kazakh|km Khmer|kn Kannada|ko Korean"
    "|ku Kurdish|ky Kyrgyz|lt Lithuanian|lv Latvian|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|ms Malay"
    "|mt Maltese|my Burmese|ne Nepali|nl Dutch|no Norwegian|pa Punjabi|pl Polish|ps Pashto|pt Portuguese|ro Romanian"
    "|ru Russian|si Sinhala|sk Slovak|sl Slovene|so Somali|sq Albanian|sr Serbian|sv Swedish|sw Swahili|ta Tamil"
    "|te Telugu|tg Tajik|th Thai|tl Filipino|tr Turkish|uk Ukrainian|ur Urdu|uz Uzbek|vi Vietnamese|yo Yoruba"
    "|zh Chinese|zu Zulu"
)

LANGUAGE_NAMES: dict[str, str] = {pair[:2]: pair[3:] for pair in _NAMES.split("|")}


def primary_language(tag: str) -> str:
    """The language of a BCP 47 tag, without script and region: "pt" of "pt-BR" and of "PT_br"."""
    return tag.replace("_", "-").partition("-")[0].lower()


def language_name(code: str) -> str:
    """The English name of a language by its ISO 639-1 code ("zh-cn" counts as "zh"); the code itself if unknown."""
    return LANGUAGE_NAMES.get(code.partition("-")[0], code)
