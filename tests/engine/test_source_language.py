"""Which language a text was translated from."""

from __future__ import annotations

import pytest

import mtqa
from mtqa.model.source_language import SourceLanguage, Trace
from mtqa.render.wording import notes

RUSSIAN = (
    "It became known that the bridge was closed on the background of growing protests. The siloviki came, "
    "and citizens of the Russian Federation were sent home."
)


def _origin(text: str, **known: str) -> SourceLanguage | None:
    return mtqa.check(mtqa.Document(text, **known)).source_language  # type: ignore[arg-type]


def test_traces_of_one_language_name_it() -> None:
    assert _origin(RUSSIAN) == SourceLanguage(
        languages=("ru",),
        traces=(
            Trace("ru", "TER01", "It became known that"),
            Trace("ru", "TER01", "on the background of"),
            Trace("ru", "UNT04", "siloviki"),
            Trace("ru", "TER01", "citizens of the Russian Federation"),
        ),
    )


def test_what_is_declared_wins() -> None:
    assert _origin(RUSSIAN, source_language="pt-BR") == SourceLanguage(("pt",), declared=True)


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended without a result, and nobody spoke to the press.",
        "It became known that the bridge was closed.",
        "It became known that the bridge was closed. It became known that the road was closed. It became known that "
        "the tunnel was closed.",
    ],
    ids=["nothing", "one trace", "one trace three times"],
)
def test_weak_evidence_names_no_language(text: str) -> None:
    assert _origin(text) is None


def test_a_report_says_it_with_its_evidence() -> None:
    assert notes(mtqa.check(RUSSIAN)) == (
        "Reads like a translation from Russian: “It became known that”, “on the background of”, “siloviki” and 1 more."
    )
    declared = mtqa.check(mtqa.Document(RUSSIAN, source_language="uk"))
    assert notes(declared) == "Translated from Ukrainian, as declared."


def test_left_words_tell_the_source_and_phrasing_the_language_on_the_way() -> None:
    origin = _origin(
        "This American newspaper wrote that hundreds joined the Basij in Samara. It is noteworthy that the attic of "
        "the officials in Moscow disagreed."
    )
    assert origin is not None
    assert (origin.languages, origin.through) == (("fa",), ("ar",))
