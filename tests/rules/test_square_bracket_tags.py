"""Tags and placeholders in square brackets, which the marks of declared examples cannot enclose."""

from __future__ import annotations

import pytest

from mtqa.engine.checker import Checker
from mtqa.rules import all_rules
from mtqa.text.document import Document


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("[quote]We will stay.[/quote] he said.", ["[quote]", "[/quote]"]),
        ("See [url=https://site.org/a]the report[/url] now.", ["[url=https://site.org/a]", "[/url]"]),
        ('[caption id="a1" width="300"]A bridge at night', ['[caption id="a1" width="300"]']),
        ("Read [[File:Bridge.jpg|thumb]] first.", ["[[File:Bridge.jpg|thumb]]"]),
        ("The mayor of [CITY] met [INSERT NAME HERE] today.", ["[CITY]", "[INSERT NAME HERE]"]),
        ("The word is [UNK] in English.", ["[UNK]"]),
    ],
)
def test_tag_in_square_brackets_is_reported_whole(text: str, quotes: list[str]) -> None:
    checker = Checker([rule for rule in all_rules() if rule.family == "ENC"])
    assert [finding.quote for finding in checker.check(Document(text)).findings] == quotes


@pytest.mark.parametrize("text", ["“[The center] holds,” he said [in the video].", "He [left] by a [code] of silence."])
def test_words_put_into_a_quotation_are_no_tags(text: str) -> None:
    checker = Checker([rule for rule in all_rules() if rule.family == "ENC"])
    assert checker.check(Document(text)).findings == ()
