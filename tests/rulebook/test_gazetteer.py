"""The gazetteer as it is written: every form has one meaning, guards exist, generated files are current."""

from __future__ import annotations

import pytest

from mtqa.model.errors import RuleError
from mtqa.rulebook import DATA
from mtqa.rulebook.gazetteer import compile_gazetteer, sources
from mtqa.rulebook.known_names import ANCHORS, ENTRIES, Entry, Fault, Kind, known_names
from mtqa.text.document import Document
from mtqa.text.lexicon import frequency


def _entries() -> list[Entry]:
    return list(known_names())


def test_generated_files_are_what_the_written_ones_say() -> None:
    generated = (DATA / ANCHORS).read_text("utf-8"), (DATA / ENTRIES).read_text("utf-8")
    assert generated == compile_gazetteer(sources()), "run python -m mtqa.rulebook.gazetteer"


def test_it_knows_the_news() -> None:
    kinds = [entry.kind for entry in _entries()]
    assert kinds.count(Kind.PLACE) >= 300
    assert kinds.count(Kind.PERSON) >= 260
    assert kinds.count(Kind.ORGANISATION) >= 60


def test_no_wrong_form_is_a_usual_english_word() -> None:
    single = {
        form.text
        for entry in _entries()
        for form in entry.forms[Fault.SPELLING]
        if form.text.isascii() and form.text.isalpha() and not form.where
    }
    assert [word for word in sorted(single) if frequency(word.lower()) >= 2] == []


def test_every_form_is_found_in_a_story_about_its_subject() -> None:
    names = known_names()
    for entry in _entries():
        for fault in Fault:
            for form in entry.forms[fault]:
                text = f"{form.text} | {' '.join(form.where)}"
                if any(word in text.lower() for word in entry.unless):
                    continue
                found = {place.form.text for place in names.places(Document(text), fault)}
                assert form.text in found, (entry.name, form.text)


def _places(entry: str) -> dict[str, str]:
    return {"places.toml": f'[words]\nwar = ["war"]\n[north]\n{entry}\n'}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('"Lyman" = { worng = ["Liman"] }', "places.toml: Lyman: there is no field “worng” (did you mean “wrong”?)"),
        ('"Lyman" = { wrong = "Liman" }', "places.toml: Lyman: “wrong” must be a list of texts"),
        ('"Lyman" = { wrong_here = ["Liman"] }', "places.toml: Lyman: “wrong_here” needs “where”"),
        ('"Kyiv" = { former = ["Kiev"] }', "places.toml: Kyiv: “changed” is missing"),
        ('"Kyiv" = { wrong = ["Kiew"], from = "xx" }', "places.toml: Kyiv: “from” has “xx”"),
        ('"Lyman" = { wrong_here = ["Liman"], where = ["@peace"] }', "places.toml: Lyman: there is no list “@peace”"),
        ('"A" = { wrong = ["Bb"] }\n"Bb" = { wrong = ["Cc"] }', "places.toml: A: “Bb” is a right form of"),
        ('"A" = { wrong = ["Cc"] }\n"Bb" = { wrong = ["Cc"] }', "places.toml: Bb: “Cc” stands at “A” already"),
        ('"A" = { wrong = ["Киев"] }', "places.toml: A: “Киев” in “wrong” has letters that are not Latin"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_entry_and_what_would_be_right(entry: str, message: str) -> None:
    with pytest.raises(RuleError) as raised:
        compile_gazetteer(_places(entry))
    assert message in str(raised.value)
