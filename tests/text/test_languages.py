"""Language facts: function words, loanwords, scripts, identification, words that are spoken of."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest

from mtqa.model.span import Span
from mtqa.text import function_words, languages, loanwords, scripts
from mtqa.text.identification import looks_like, name_language
from mtqa.text.mentions import is_mention


def test_telling_words_are_never_english() -> None:
    assert not function_words.all_telling() & function_words.english()
    assert all(len(words) >= 4 for words in function_words.telling().values())
    assert set(function_words.foreign()) <= set(languages.LANGUAGE_NAMES)


def test_loanwords_are_composed_lower_case_and_carry_a_mark() -> None:
    words = loanwords.loanwords()
    assert len(words) >= 250
    assert all(word == normalize("NFC", word).lower() and not word.isascii() for word in words)


def test_scripts_are_in_order_and_named() -> None:
    firsts = [ord(character) for character in scripts.OTHER_SCRIPTS[::3]]
    assert all(left < right for left, right in pairwise(firsts))
    named = {character: scripts.script_name(character) for character in "aéжπ北あ한م"}
    assert named == {
        "a": "Latin", "é": "Latin", "ж": "Cyrillic", "π": "Greek", "北": "Chinese", "あ": "Japanese", "한": "Korean",
        "م": "Arabic",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "code"),
    [("þjóðin", "is"), ("áætlunum", "is"), ("olduğunu", "tr"), ("größe", "de"), ("été", None), ("łąka", "pl")],
)
def test_letters_and_endings_point_to_a_language(word: str, code: str | None) -> None:
    assert looks_like(word) == code


def test_langdetect_names_a_language_the_same_way_every_time() -> None:
    text = "Die Regierung hat gestern nicht gesagt, wie sie das Gesetz ändern will."
    assert {name_language(text) for _ in range(5)} == {"de"}
    assert name_language("12 34", guess="fr") == "fr"
    assert name_language("Ríkisstjórnin hefur ekki svarað.", guess="is") == "is"


@pytest.mark.parametrize(
    ("text", "spoken_of"),
    [
        ("They call it “[[basij]]” here.", True),
        ("the [[basij]] (militia)", True),
        ("the militia ([[basij]])", True),
        ("known as the [[basij]] in Iran", True),
        ("the term [[basij]] means", True),
        ("the _[[basij]]_ came", True),
        ("the [[basij]], or militia,", True),
        ("the [[basij]] came", False),
        ("“We saw that all the men of the village joined the [[basij]] at once,” he said.", False),
        ("It’s the [[basij]] leader’s house.", False),
        ("the so-called [[basij]] came", False),
    ],
)
def test_a_word_that_is_spoken_of_is_a_mention(text: str, spoken_of: bool) -> None:
    start = text.index("[[")
    end = text.index("]]") - 2
    assert is_mention(text.replace("[[", "").replace("]]", ""), Span(start, end)) is spoken_of
