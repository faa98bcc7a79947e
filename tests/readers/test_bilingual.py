"""XLIFF and TMX: translations with their sources, each character traced, and what is missing counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.engine.checker import Checker
from mtqa.engine.mending import mend
from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.rules import all_rules
from mtqa.text.document import Document
from mtqa.text.structure import Role
from tests.fragments import TEXTS
from tests.growth import grows_linearly

CHECKER = Checker([rule for rule in all_rules() if rule.code == "PUN01"])


def _first(
    units: str, *, attributes: str = 'original="story.html" source-language="ru" target-language="en-GB"'
) -> str:
    """XLIFF 1.2."""
    return (
        '<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f"<file {attributes}><header/><body>{units}</body></file></xliff>"
    )


def _unit(target: str, source: str = "Да.", *, identity: str = "1", more: str = "") -> str:
    return f'<trans-unit id="{identity}"{more}><source>{source}</source><target>{target}</target></trans-unit>'


def _second(units: str) -> str:
    """XLIFF 2.0, with a prefix."""
    return (
        '<x:xliff version="2.0" xmlns:x="urn:oasis:names:tc:xliff:document:2.0" srcLang="ru" trgLang="en">'
        f'<x:file id="f1">{units}</x:file></x:xliff>'
    )


def _memory(units: str) -> str:
    """TMX 1.4."""
    return (
        '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="ru-RU"/>'
        f"<body>{units}</body></tmx>"
    )


def _tu(segment: str, source: str = "Да.", *, more: str = "") -> str:
    variants = f'<tuv xml:lang="ru-RU"><seg>{source}</seg></tuv><tuv xml:lang="en-US"><seg>{segment}</seg></tuv>'
    return f"<tu>{more}{variants}</tu>"


def _documents(data: str, path: str = "a.xlf") -> list[Document]:
    documents = []
    for one in read(data.encode(), path):
        assert isinstance(one, Document), one
        documents.append(one)
    return documents


def _told(data: str, path: str = "a.xlf") -> list[str]:
    try:
        return [one.reason if isinstance(one, Unread) else one.text for one in read(data.encode(), path)]
    except ReadError as error:
        return [str(error)]


def test_the_units_of_a_file_are_a_story_with_its_source() -> None:
    units = (
        f'<group restype="x-h1">{_unit("Talks end", "Конец")}</group>'
        + _unit("The talks <g id='1'>ended</g>.", "Переговоры <g id='1'>закончены</g>.")
        + _unit("ID-5", more=' translate="no"')
    )
    (document,) = _documents(_first(units))
    assert document.text == "Talks end\n\nThe talks ended."
    assert document.source == "Конец\n\nПереговоры закончены."
    assert (document.id, document.language, document.source_language) == ("story.html", "en-GB", "ru")
    assert document.metadata == Metadata(id="story.html", language="en-GB", translated_from="ru")
    assert document.roles == ((Span(0, 9), Role.HEADLINE),)


def test_each_file_is_a_story() -> None:
    one, other = _first(_unit("One.")), _first(_unit("Two."), attributes='original="b"')
    both = one.replace("</xliff>", "") + other[other.index("<file") :]
    assert [(document.id, document.text) for document in _documents(both)] == [("story.html", "One."), ("b", "Two.")]


def test_the_second_version_has_segments_and_what_stands_between_them() -> None:
    def segment(target: str, source: str) -> str:
        return f"<x:segment><x:source>{source}</x:source><x:target>{target}</x:target></x:segment>"

    between = "<x:ignorable><x:source> </x:source><x:target> </x:target></x:ignorable>"
    data = '<x:originalData><x:data id="d">&lt;b></x:data></x:originalData>'
    third = segment("It<x:cp hex='2019'/>s <x:pc id='1'>three</x:pc>.", "Три.")
    units = (
        f'<x:unit id="1">{data}{segment("One.", "Раз.")}{between}{segment("Two.", "Два.")}{third}</x:unit>'
        f'<x:unit id="2">{segment("Four.", "Четыре.")}</x:unit>'
    )
    (document,) = _documents(_second(units))
    assert document.text == "One. Two. It’s three.\n\nFour."
    assert document.source == "Раз. Два. Три.\n\nЧетыре."
    assert (document.id, document.language, document.source_language) == ("f1", "en", "ru")


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("Talks &amp; <ph id='1'>&lt;br></ph>rain", "Talks & rain"),
        ("<bpt id='1'>&lt;b><sub>title</sub></bpt>Talks<ept id='1'>&lt;/b></ept>", "Talks"),
        ("<it id='1' pos='open'>{\\b </it>Talks<it id='1' pos='close'>}</it>", "Talks"),
        ("Talks<x id='1' ctype='lb'/>ended<x id='2'/>.", "Talks\nended."),
        ("<mrk mtype='seg' mid='1'>Talks.</mrk> <mrk mtype='seg' mid='2'>Rain.</mrk>", "Talks. Rain."),
        ("<![CDATA[Talks & <rain>]]> &lt;b", "Talks & <rain> <b"),
        ("Talks<!-- no --><?no ?> end", "Talks end"),
        ("Talks\n      end", "Talks end"),
        ("<ph id='1'/>Talks<ph>x<ph>y</ph>z</ph>.", "Talks."),
        ("<sdl:x>Talks</sdl:x>", "Talks"),
    ],
)
def test_codes_are_passed_over(target: str, text: str) -> None:
    (document,) = _documents(_first(_unit(target)))
    assert document.text == text
    assert _documents(_memory(_tu(target)), "a.tmx")[0].text == text


def test_what_is_not_translated_is_counted() -> None:
    missing = '<trans-unit id="7"><source>Нет.</source></trans-unit>'
    empty = _unit(" ", identity="8")
    new = _unit("Да.", identity="9").replace("<target>", '<target state="needs-translation">')
    nothing = _unit("", "<x id='1'/>", identity="10")
    assert _told(_first(_unit("Yes.") + missing + empty + new + nothing)) == [
        "Yes.",
        "of 4 units with text 3 are not translated, or not wholly: 7, 8, 9",
    ]
    assert _told(_first(missing)) == ["of 1 units with text 1 is not translated, or not wholly: 7"]
    assert _told(_first("")) == ["the <file> has no unit with text"]


def test_a_memory_is_a_story_for_each_document_it_names() -> None:
    def named(name: str) -> str:
        return f'<prop type="x-Document">{name}</prop>'

    units = _tu("One.", "Раз.", more=named("a.docx")) + _tu("Two.", "Два.", more=named("a.docx")) + _tu("Rain.")
    first, second = _documents(_memory(units), "a.tmx")
    assert (first.id, first.text, first.source) == ("a.docx", "One.\n\nTwo.", "Раз.\n\nДва.")
    assert (first.language, first.source_language) == ("en-US", "ru-RU")
    assert (second.id, second.text) == ("2", "Rain.")


def test_a_memory_of_many_units_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtqa.readers._tmx_units._MOST", 2)
    assert _told(_memory(_tu("One.") + _tu("Two.") + _tu("Three.")), "a.tmx") == ["One.\n\nTwo.", "Three."]


@pytest.mark.parametrize(
    ("header", "languages", "checked", "source"),
    [
        ("ru", ("ru", "en"), "en", "ru"),
        ("RU-ru", ("ru_RU", "de", "en_GB"), "en_GB", "ru_RU"),
        ("*all*", ("de", "en"), "en", "de"),
        ("en", ("en", "de"), "de", "en"),
        ("", ("fr", "en"), "en", "fr"),
    ],
)
def test_the_english_variant_of_a_unit_is_checked(
    header: str, languages: tuple[str, ...], checked: str, source: str
) -> None:
    variants = "".join(f'<tuv lang="{one}"><seg>{one}</seg></tuv>' for one in languages)
    memory = _memory(f"<tu>{variants}</tu>").replace("ru-RU", header)
    (document,) = _documents(memory, "a.tmx")
    assert (document.text, document.source) == (checked, source)


_CODES = st.sampled_from(["", "<x id='1'/>", "<ph id='2'>&lt;br&gt;</ph>", "<g id='3'>", "</g>", "<!-- c -->"])


def _allowed(text: str) -> str:
    """What XML can hold of a text; a line end with spaces after it is how files are indented."""
    allowed = (one for one in text if one == "\t" or (one >= " " and one not in "\ufffe\uffff"))
    return "".join(allowed).encode("utf-8", "ignore").decode()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.tuples(TEXTS.map(_allowed), _CODES), min_size=1, max_size=4), min_size=1, max_size=4),
    st.booleans(),
)
def test_every_character_is_traced(units: list[list[tuple[str, str]]], is_memory: bool) -> None:
    targets = ["".join(f"{escape(text)}{code}" for text, code in unit) for unit in units]
    texts = ["".join(text for text, _ in unit) for unit in units]
    data = _memory("".join(map(_tu, targets))) if is_memory else _first("".join(map(_unit, targets)))
    expected = "\n\n".join(text for text in texts if text.strip())
    records = list(read(data.encode(), "a.tmx" if is_memory else "a.xlf"))
    assert [one.text for one in records if isinstance(one, Document)] == ([expected] if expected else [])
    for document in records:
        if isinstance(document, Unread):
            assert "not translated" in document.reason
            continue
        raw = document.in_file.encode(document.encoding)
        assert data.encode()[document.file_offset : document.file_offset + len(raw)] == raw
        for piece in document.source_map.pieces:
            shown, written = document[piece.text], document.in_file[piece.origin.start : piece.origin.end]
            assert shown == (written if piece.verbatim or written else "\n\n") or shown == unescape(written)


@pytest.mark.parametrize(("make", "path"), [(_first, "a.xlf"), (_memory, "a.tmx")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_translation_is_mended_where_it_stands(make: Callable[[str], str], path: str, encoding: str) -> None:
    unit = _unit if path == "a.xlf" else _tu
    written = "The <g id='1'>talks</g> ended{} Nobody <![CDATA[& no one]]> spoke{} It &amp; they did."
    data = make(unit("Привет & ".replace("&", "&amp;") + written.format(". .", ". ."))).encode(encoding)
    mended = mend(data, read=lambda data: read(data, path), checker=CHECKER)
    assert mended.after.decode(encoding) == data.decode(encoding).replace(". .", ".")
    assert mended.made == 2


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        (_first(""), "a.xml", "xliff"),
        (_second(""), "story.txt", "xliff"),
        (_memory(""), "<stdin>", "tmx"),
        (_memory(""), "a.xml", "tmx"),
        ("Talks.", "a.sdlxliff", "xliff"),
        ("Talks.", "a.tmx", "tmx"),
    ],
)
def test_content_decides_before_the_suffix(data: str, path: str, kind: str) -> None:
    assert format_of(data.encode(), path) == kind
    assert {format_of(data.encode(one), path) for one in ("utf-8-sig", "utf-16")} == {kind}


_ENTITIES = '<!DOCTYPE xliff [<!ENTITY a "' + "a" * 99 + '"><!ENTITY b "' + "&a;" * 99 + '">]>'
_DECLARES = "it declares entities of its own (“a”)"
_BREAKS_OFF = "the file ends inside <"

HOSTILE: dict[str, tuple[str, str, list[str]]] = {
    "entities": ("a.xlf", _ENTITIES + _first(_unit("&b;"))[21:], [_DECLARES]),
    "entities in a memory": ("a.tmx", _ENTITIES.replace("xliff", "tmx") + _memory(_tu("&b;"))[60:], [_DECLARES]),
    "external entity": ("a.xlf", '<!DOCTYPE xliff [<!ENTITY a SYSTEM "/etc/passwd">]><xliff/>', [_DECLARES]),
    "an unknown entity": ("a.xlf", _first(_unit("A &b; c")), ["A &b; c"]),
    "no units": ("a.xlf", "<xliff/>", ["a.xlf: no XLIFF: it has no <file> with units"]),
    "no units in a memory": ("a.tmx", "<tmx><body/></tmx>", ["a.tmx: no TMX: it has no <tu>"]),
    "no XML": ("a.xlf", "Talks ended.", ["a.xlf: no XLIFF: it has no <file> with units"]),
    "units without a file": ("a.xlf", f"<xliff>{_unit('x')}</xliff>", ["1 units stand in no <file>"]),
    "cut off in a unit": ("a.xlf", _first(_unit("One.") + _unit("Two."))[:-60], ["One.", _BREAKS_OFF]),
    "cut off in a segment": ("a.tmx", _memory(_tu("One.") + _tu("Two."))[:-40], ["One.", _BREAKS_OFF]),
    "cut off in the first unit": ("a.tmx", _memory(_tu("One."))[:-40], [_BREAKS_OFF]),
    "a tag that is not closed": (
        "a.xlf",
        _first(_unit("One.").replace("</trans-unit>", "") + _unit("Two.", identity="2")),
        ["One.\n\nTwo."],
    ),
    "targets in targets": ("a.xlf", _first(_unit("<target>" * 500 + "x" + "</target>" * 500)), ["x"]),
    "codes in codes": ("a.xlf", _first(_unit("x" + "<ph>" * 50_000 + "</ph>" * 50_000 + "y")), ["xy"]),
    "codes that never end": ("a.xlf", _first(_unit("x" + "<ph>" * 50_000 + "y")), ["x"]),
    "nesting": ("a.xlf", _first("<group>" * 1000 + _unit("x") + "</group>" * 1000), ["elements are nested more than"]),
    "a name of a megabyte": ("a.xlf", _first(_unit("x", identity="i" * (1 << 20))), ["x"]),
    "no languages": ("a.xlf", _first(_unit("x"), attributes=""), ["x"]),
    "nulls": ("a.xlf", _first(_unit("Talks\0 ended.")), ["Talks\0 ended."]),
    "wrong code points": ("a.xlf", _first(_unit("a<cp hex='D800'/><cp hex='zz'/><cp/><cp hex='110000'/>b")), ["ab"]),
    "the same ids": ("a.xlf", _first(_unit("One.") + _unit("Two.")), ["One.\n\nTwo."]),
    "units in units": (
        "a.xlf",
        _first(_unit("One.")[:-13] + _unit("Two.", identity="2") + "</trans-unit>"),
        ["One.\n\nTwo."],
    ),
    "units before the file": (
        "a.xlf",
        f"<xliff>{_unit('One.')}<file original='a'>{_unit('Two.')}</file></xliff>",
        ["Two.", "segments in one another, or outside of a story, are not read: 1"],
    ),
    "a memory in a unit": ("a.tmx", _memory(_tu("One.")[:-5] + _tu("Two.") + "</tu>"), ["One.\n\nTwo."]),
    "no variants": ("a.tmx", _memory("<tu/><tu><tuv/></tu>"), ["of 2 units with text 2 are not translated"]),
}


@pytest.mark.parametrize(("path", "data", "outcomes"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_has_a_clear_outcome(path: str, data: str, outcomes: list[str]) -> None:
    told = _told(data, path)
    assert len(told) == len(outcomes), [one[:200] for one in told]
    for outcome, said in zip(outcomes, told, strict=True):
        assert outcome in said


GROWING: dict[str, tuple[str, Callable[[int], str]]] = {
    "units": ("a.xlf", lambda n: _first(_unit("Talks ended.") * (n // 90))),
    "files": ("a.xlf", lambda n: re.sub("<file.*</file>", lambda m: m[0] * (n // 200), _first(_unit("Talks.")))),
    "a memory": ("a.tmx", lambda n: _memory(_tu("Talks ended.") * (n // 120))),
    "codes": ("a.xlf", lambda n: _first(_unit("<x id='1'/>a" * (n // 12)))),
    "open codes": ("a.xlf", lambda n: _first(_unit("<ph>a" * (n // 5)))),
    "ampersands": ("a.xlf", lambda n: _first(_unit("&" * n))),
    "angle brackets": ("a.xlf", lambda n: _first(_unit("<" * n))),
    "wrapped lines": ("a.xlf", lambda n: _first(_unit("a\n " * (n // 3)))),
    "sections": ("a.xlf", lambda n: _first(_unit("<![CDATA[a]]>" * (n // 13)))),
    "open sections": ("a.xlf", lambda n: _first(_unit("<![CDATA[" * (n // 9)))),
}


@pytest.mark.parametrize(("path", "make"), GROWING.values(), ids=GROWING)
def test_time_grows_with_size(path: str, make: Callable[[int], str]) -> None:
    def work(size: int) -> Callable[[], object]:
        data = make(size)
        return lambda: _told(data, path)

    assert grows_linearly(work, 60_000, limit=3)
