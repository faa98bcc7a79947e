"""Word documents: what is shown, where an editor finds it, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.engine.checker import Checker
from mtqa.engine.mending import mend
from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.model.span import Span
from mtqa.readers import format_of, read
from mtqa.rules import all_rules
from mtqa.text.document import Document
from mtqa.text.structure import Role
from tests.fragments import TEXTS
from tests.readers.packing import encrypted, zipped
from tests.readers.words import paragraph, part, run, word

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def _document(data: bytes) -> Document:
    (document,) = read(data, "a.docx")
    assert isinstance(document, Document)
    return document


def _text(body: str) -> str:
    return _document(word(body)).text


def test_a_story_is_its_paragraphs() -> None:
    body = paragraph("Talks end", style="Title") + "<w:p/>" + paragraph("The talks ended.") + paragraph("Nobody spoke.")
    document = _document(word(body + "<w:sectPr/>"))
    assert document.text == "Talks end\n\nThe talks ended.\n\nNobody spoke."
    assert document.roles == ((Span(0, 9), Role.HEADLINE),)
    assert _document(word(body, namespace=STRICT)).text == document.text


def test_a_place_is_a_paragraph_and_a_character_in_it() -> None:
    broken = f"<w:p>{run('The rain')}<w:r><w:br/></w:r>{run('stopped. . At noon.')}</w:p>"
    data = word(paragraph("One.") + "<w:p/>" + broken)
    checker = Checker([rule for rule in all_rules() if rule.code == "PUN01"])
    (found,) = checker.check(_document(data)).findings
    assert (found.quote, found.line, found.column) == (". .", 3, 17)
    mended = mend(data, read=lambda data: read(data, "a.docx"), checker=checker)
    assert (mended.after, mended.made) == (data, 0)
    assert [why for _, why in mended.left] == ["it stands in a Word document; change it there"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('The ')}<w:del><w:r><w:delText>old </w:delText></w:r></w:del>{run('end')}</w:p>", "The end"),
        (f"<w:p>{run('The ')}<w:ins w:id='1'>{run('new ')}</w:ins>{run('end')}</w:p>", "The new end"),
        (f"<w:p><w:moveFrom>{run('gone ')}</w:moveFrom><w:moveTo>{run('here')}</w:moveTo></w:p>", "here"),
        (paragraph("The ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("end"), "The end"),
        (paragraph("The end", properties="<w:rPr><w:del/></w:rPr>"), "The end"),
        (
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('gone')}</w:tc></w:tr>"
            f"<w:tr><w:trPr><w:ins/></w:trPr><w:tc>{paragraph('one')}</w:tc><w:tc>{paragraph('two')}</w:tc></w:tr></w:tbl>",
            "one\n\ntwo",
        ),
        (f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>{run('shown')}</w:p>", "shown"),
        (f"<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>shown</w:t></w:r>{run(' too')}</w:p>", "shown too"),
        (f"<w:p>{run('see ')}<w:hyperlink>{run('the page')}</w:hyperlink></w:p>", "see the page"),
        ("<w:p><w:r><w:t> The </w:t></w:r><w:r><w:t>end </w:t></w:r></w:p>", "Theend"),
        (
            f"<w:p>{run('1')}<w:r><w:tab/></w:r>{run('2')}<w:r><w:noBreakHyphen/><w:cr/></w:r>{run('3')}</w:p>",
            "1\t2‑\n3",
        ),
        ('<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>one</w:t></w:r></w:p>', "one"),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText>'
            '<w:fldChar w:fldCharType="separate"/></w:r>' + run("7") + "</w:p>",
            "7",
        ),
        ('<w:p><w:r><w:t>a</w:t><w:sym w:char="2022"/><w:sym w:char="F0A7"/><w:sym w:char="x"/></w:r></w:p>', "a•"),
        (
            f"<w:p>{run('anchor')}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{paragraph('box')}</w:txbxContent>"
            f"</mc:Choice><mc:Fallback><w:txbxContent>{paragraph('box')}</w:txbxContent></mc:Fallback>"
            f"</mc:AlternateContent></w:r>{run(' text')}</w:p>",
            "anchor text\n\nbox",
        ),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('Click')}</w:sdtContent></w:sdt>"
            + paragraph("x"),
            "x",
        ),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('kept')}</w:sdtContent></w:sdt>", "kept"),
        (paragraph("A &amp; B").replace("&amp;amp;", "&amp;"), "A & B"),
        (paragraph("line\nin it"), "line in it"),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_word_shows_is_read(body: str, text: str) -> None:
    assert _text(body) == text


def test_styles_give_the_roles_whatever_their_ids() -> None:
    styles = part(
        '<w:style w:styleId="a1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="a2"><w:name w:val="Zwischentitel"/><w:basedOn w:val="a3"/></w:style>'
        '<w:style w:styleId="a3"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="a4"><w:name w:val="caption"/></w:style>'
        '<w:style w:styleId="a5"><w:name w:val="Round"/><w:basedOn w:val="a5"/></w:style>'
        '<w:style w:styleId="a6"><w:name w:val="Ours"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>',
        "styles",
    )
    body = "".join(paragraph(f"Line {n}", style=f"a{n}") for n in range(1, 7))
    body += paragraph("Item", properties="<w:numPr/>") + paragraph("By us", style="Byline") + paragraph("Plain")
    document = _document(word(body, styles=styles))
    assert [(document[span], role) for span, role in document.roles] == [
        ("Line 1", Role.HEADLINE),
        ("Line 2", Role.SUBHEADING),
        ("Line 3", Role.SUBHEADING),
        ("Line 4", Role.CAPTION),
        ("Line 6", Role.SUBHEADING),
        ("Item", Role.LIST_ITEM),
        ("By us", Role.BYLINE),
    ]


def test_a_style_that_was_changed_counts_as_it_is_now() -> None:
    change = '<w:pPrChange><w:pPr><w:pStyle w:val="Title"/></w:pPr></w:pPrChange>'
    assert _document(word(paragraph("Talks ended.", properties=change))).roles == ()


def test_notes_follow_the_story_and_comments_do_not() -> None:
    notes = part(
        f'<w:footnote w:type="separator">{paragraph("---")}</w:footnote><w:footnote w:id="2">{paragraph("A note.")}'
        "</w:footnote>",
        "footnotes",
    )
    data = word(paragraph("Talks ended."), footnotes=notes, comments=part(paragraph("Check this!"), "comments"))
    document = _document(data)
    assert document.text == "Talks ended.\n\nA note."
    assert document.in_file == "Talks ended.\nA note."


def test_what_the_package_says_of_itself_is_kept() -> None:
    core = (
        b'<cp:coreProperties xmlns:cp="http://c" xmlns:dc="http://d"><dc:title>Talks end</dc:title>'
        b"<dc:creator>Ana Ferrer</dc:creator><dc:language>en-GB</dc:language><cp:revision>3</cp:revision>"
        b"</cp:coreProperties>"
    )
    names = {"[Content_Types].xml": b"<Types/>", "docProps/core.xml": core, "_rels/.rels": _RELATIONS}
    data = zipped({**names, "word/story.xml": part(f"<w:body>{paragraph('Talks ended.')}</w:body>")})
    document = _document(data)
    assert (document.text, document.language) == ("Talks ended.", "en-GB")
    assert document.metadata == Metadata(version="3", language="en-GB", headline="Talks end", byline="Ana Ferrer")


_RELATIONS = (
    b'<Relationships xmlns="http://r"><Relationship Type="http://x/thumbnail" Target="y"/>'
    b'<Relationship Type="http://x/officeDocument" Target="/word/story.xml"/></Relationships>'
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(TEXTS, max_size=3), min_size=1, max_size=5))
def test_every_character_is_traced(story: list[list[str]]) -> None:
    story = [[_allowed(text) for text in runs] for runs in story]
    body = "".join(f"<w:p>{'<w:r><w:br/></w:r>'.join(run(text) for text in runs)}</w:p>" for runs in story)
    lines = ["\v".join(_as_shown(text) for text in runs) for runs in story]
    if not any(line.strip() for line in lines):
        with pytest.raises(ReadError, match="the document has no text"):
            _document(word(body))
        return
    document = _document(word(body))
    assert document.in_file.split("\n") == lines
    assert "".join(document.text.split()) == "".join("".join(lines).split())
    for piece in document.source_map.pieces:
        shown, line = document[piece.text], document.in_file[piece.origin.start : piece.origin.end]
        assert shown == line if piece.verbatim else (shown, line) in {("\n\n", ""), ("\n", "\v")}


def _allowed(text: str) -> str:
    """What XML can hold of a text."""
    return (
        "".join(one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))
        .encode("utf-8", "ignore")
        .decode()
    )


def _as_shown(text: str) -> str:
    """A parser gives line ends as one character, and Word shows that as a space."""
    return text.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")


# Files made to break a reader

_GOOD = word(paragraph("Talks ended."))


def _with_story(story: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": story})


_BOMB = (
    b"<!DOCTYPE x [<!ENTITY a '"
    + b"a" * 1000
    + b"'><!ENTITY b '"
    + b"&a;" * 1000
    + b"'>]><x>"
    + b"&b;" * 1000
    + b"</x>"
)

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities": (lambda: _with_story(_BOMB), "a.docx: word/document.xml declares a document type, which no Word"),
    "external entity": (
        lambda: _with_story(b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"),
        "a.docx: word/document.xml declares a document type",
    ),
    "cut off": (lambda: _GOOD[:-40], "a.docx: the zip archive is cut off or damaged"),
    "XML cut off": (lambda: _with_story(part("x")[:-20]), "a.docx: word/document.xml is damaged: "),
    "no XML": (lambda: _with_story(b"Talks ended."), "a.docx: word/document.xml is damaged: "),
    "empty part": (lambda: _with_story(b""), "a.docx: word/document.xml is damaged: no element found"),
    "no text": (lambda: word("<w:p/>"), "a.docx: the document has no text"),
    "only deletions": (lambda: word(f"<w:del>{paragraph('x')}</w:del>"), "a.docx: the document has no text"),
    "no story": (
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/x.xml": b"<x/>"}),
        "a.docx: no Word document: it has no part word/document.xml",
    ),
    "a bomb": (lambda: _with_story(bytes(100 << 20)), "a.docx: word/document.xml: with it, more than 64 MB would be"),
    "encrypted zip": (lambda: encrypted(_GOOD), "a.docx: word/document.xml: it is encrypted"),
    "with a password": (
        lambda: b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "a.docx: an office document with a password; save it without one",
    ),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "a.docx: the zip archive is cut off or damaged"),
    "plain text": (lambda: b"Talks ended.", "a.docx: the zip archive is cut off or damaged"),
    "UTF-7": (
        lambda: _with_story(b'<?xml version="1.0" encoding="utf-7"?><x/>'),
        "a.docx: word/document.xml is damaged: multi-byte encodings",
    ),
    "nulls": (lambda: _with_story(part("<w:p>\0</w:p>")), "a.docx: word/document.xml is damaged: "),
    "only ends": (lambda: _with_story(b"</w:p></w:p>"), "a.docx: word/document.xml is damaged: "),
}


@pytest.mark.parametrize(("make", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_refused(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(ReadError) as refused:
        list(read(make(), "a.docx"))
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("name", ["tbl><w:tr><w:tc", "sdt><w:sdtContent", "ins", "smartTag"])
def test_deep_nesting_is_read(name: str) -> None:
    names = name.split("><w:")
    begin = "".join(f"<w:{one}>" for one in names) * 20_000
    end = "".join(f"</w:{one}>" for one in reversed(names)) * 20_000
    assert _text(begin + paragraph("Talks ended.") + end) == "Talks ended."


def test_text_boxes_in_text_boxes_are_read() -> None:
    deep = 2000
    body = f"<w:p>{run('x')}<w:txbxContent>" * deep + "</w:txbxContent></w:p>" * deep
    assert _text(body).split() == ["x"] * deep


def test_elements_that_stand_nowhere_are_passed_over() -> None:
    body = '<w:pStyle w:val="x"/><w:numPr/><w:outlineLvl w:val="z"/><w:t>x</w:t><w:tab/><w:showingPlcHdr/>'
    assert _text(f"<w:trPr><w:del/></w:trPr>{body}" + paragraph("Talks.")) == "Talks."


@pytest.mark.parametrize("path", ["a.docx", "story.txt", "a.zip", "<stdin>"])
def test_a_document_is_known_by_its_content(path: str) -> None:
    assert format_of(_GOOD, path) == "docx"
