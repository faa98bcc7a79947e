"""Mail: the text of the message, traced into the file through its transfer encoding, and the stories attached."""

from __future__ import annotations

import base64
import quopri
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.engine.checkers import Checkers, Options
from mtqa.engine.mending import mend
from mtqa.model.errors import ReadError
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.text.document import Document
from mtqa.text.structure import Role

_HEAD = (
    "From: Wire Desk <desk@wire.example>\r\nTo: a@b.example\r\nDate: Thu, 02 May 2024 10:00:00 +0000\r\n"
    "Message-ID: <x1@wire>\r\nSubject: Ferry sinks\r\nMIME-Version: 1.0\r\n"
)
_HTML = "<p>An &ldquo;old&rdquo; ferry sank off Bergen – on Monday."
_TEXT = "An “old” ferry sank off Bergen – on Monday."


def _mail(fields: str, body: bytes) -> bytes:
    return f"{_HEAD}{fields}\r\n\r\n".encode() + body


def _quoted(text: str, charset: str = "utf-8") -> bytes:
    return quopri.encodestring(text.encode(charset)).replace(b"\n", b"\r\n")


def _only(data: bytes) -> Document:
    (document,) = read(data, "wire.eml")
    assert isinstance(document, Document)
    return document


def _written(document: Document, quote: str) -> str:
    start = document.text.index(quote)
    at = document.source_map.to_origin(Span(start, start + len(quote)))
    return document.in_file[at.start : at.end]


_PLAIN = "Content-Type: text/plain; charset="
_QP = "\r\nContent-Transfer-Encoding: quoted-printable"
_BASE64 = "\r\nContent-Transfer-Encoding: base64"


@pytest.mark.parametrize(
    ("fields", "body", "written"),
    [
        (f"{_PLAIN}utf-8{_QP}", _quoted(_TEXT), "=E2=80=9Cold=E2=80=9D"),
        (f"{_PLAIN}windows-1252{_QP}", _quoted(_TEXT, "windows-1252"), "=93old=94"),
        (f"{_PLAIN}utf-8", _TEXT.encode(), "“old”"),
        (f"{_PLAIN}windows-1252", _TEXT.encode("windows-1252"), "“old”"),
        (f"Content-Type: text/html; charset=utf-8{_QP}", _quoted(_HTML), "&ldquo;old&rdquo;"),
    ],
    ids=["quoted-printable", "quoted-printable, a code page", "8bit", "8bit, a code page", "HTML"],
)  # fmt: skip
def test_words_are_traced_into_the_file(fields: str, body: bytes, written: str) -> None:
    data = _mail(fields, body)
    document = _only(data)
    assert document.text == f"Ferry sinks\n\n{_TEXT}"
    assert document.roles == ((Span(0, 11), Role.HEADLINE),)
    assert (_written(document, "“old”"), _written(document, "Ferry sinks")) == (written, "Ferry sinks")
    assert document.in_file.encode(document.encoding) == data
    assert document.place(Span(0, 1)).line == 5
    assert (document.sealed, document.notes) == ("", ())


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "utf-16", "gb18030", "iso-2022-jp"])
def test_what_shows_nobody_anything_is_counted_decoded_and_said_to_be(charset: str) -> None:
    text = {"windows-1251": "Talks ended – «да».", "iso-2022-jp": "Talks ended: 東京."}.get(
        charset, "Talks “ended”: é."
    )
    document = _only(_mail(f"{_PLAIN}{charset}{_BASE64}", base64.encodebytes(text.encode(charset))))
    assert document.text == f"Ferry sinks\n\n{text}"
    assert document.in_file == text
    assert _written(document, "Talks ") == "Talks "
    assert document.sealed == "the message has it in base64; save its text to have it changed"
    assert document.notes == (
        "The message has its text in base64: lines and columns count in the text, not in the file.",
    )


@pytest.mark.parametrize(
    ("fields", "body", "note"),
    [
        (f"{_PLAIN}iso-8859-1{_QP}", _quoted(_TEXT), "it is in iso-8859-1; it was read as utf-8."),
        (f"{_PLAIN}us-ascii", _TEXT.encode(), "The message says that it is in us-ascii; it was read as utf-8."),
        (f"{_PLAIN}x-klingon{_QP}", _quoted(_TEXT), "The message says that it is in x-klingon; it was read as utf-8."),
        (f"{_PLAIN}utf-8{_QP}", _quoted(_TEXT * 3, "windows-1252"), "it was read as windows-1252."),
        (f"{_PLAIN}base64{_QP}", _quoted(_TEXT), "it was read as utf-8."),
    ],
)  # fmt: skip
def test_a_character_set_that_lies_is_not_believed(fields: str, body: bytes, note: str) -> None:
    document = _only(_mail(fields, body))
    assert document.text.startswith(f"Ferry sinks\n\n{_TEXT}")
    assert [said for said in document.notes if note in said] == list(document.notes)
    assert len(document.notes) == 1


_LONG = "The talks that began in Bergen on Monday morning ended without any"


@pytest.mark.parametrize(
    ("parameters", "lines", "text"),
    [
        ("; format=flowed", ("The talks ", "ended.", "", " Nobody", "spoke."), "The talks ended.\n\nNobody\nspoke."),
        ("; format=flowed; delsp=yes", ("The ta ", "lks ended.",), "The talks ended."),
        ("", (_LONG, "result on Friday.", "", "Nobody."), f"{_LONG} result on Friday.\n\nNobody."),
        ("", ("The talks ended.", "-- ", "The desk"), "The talks ended."),
        ("", ("Rovers 1", "United 2"), "Rovers 1\nUnited 2"),
    ],
)  # fmt: skip
def test_lines_are_joined_as_the_mail_says_or_as_they_were_broken(
    parameters: str, lines: tuple[str, ...], text: str
) -> None:
    document = _only(_mail(f"Content-Type: text/plain{parameters}", "\r\n".join(lines).encode()))
    assert document.text == f"Ferry sinks\n\n{text}"


def test_a_subject_in_encoded_words_is_the_headline() -> None:
    subject = "=?utf-8?q?=E2=80=9COld=E2=80=9D?=\r\n =?utf-8?b?IGZlcnJ5?= sinks\r\n in Bergen"
    data = _mail(f"{_PLAIN}utf-8", b"It sank.").replace(b"Ferry sinks", subject.encode())
    document = _only(data)
    assert document.text == "“Old” ferry sinks in Bergen\n\nIt sank."
    assert _written(document, "Old") == "=?utf-8?q?=E2=80=9COld=E2=80=9D?=\r\n "
    assert _written(document, "sinks in") == "sinks\r\n in"
    assert dict(document.metadata.stated()) == {
        **{"id": "x1@wire", "headline": "“Old” ferry sinks in Bergen", "provider": "Wire Desk"},
        "published": datetime(2024, 5, 2, 10, tzinfo=UTC),
    }


def _composed(plain: str, html: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in (("From", "a@b.example"), ("Date", "x"), ("Message-ID", "<y@z>"), ("Subject", "Ferry")):
        mail[name] = value
    mail.set_content(plain)
    mail.add_alternative(html, subtype="html")
    return mail


@pytest.mark.parametrize(
    ("plain", "text"),
    [("It sank off Bergen.", "It sank off Bergen."), ("See the HTML.", "It sank " + "and sank " * 20 + "again.")],
)
def test_the_plain_text_is_read_unless_it_only_says_that_there_is_html(plain: str, text: str) -> None:
    html = "It sank " + ("and sank " * 20 if "HTML" in plain else "") + "again."
    document = _only(_composed(plain, f"<html><body><p>{html}</p></body></html>").as_bytes())
    assert document.text.strip() == f"Ferry\n\n{text}"


def test_stories_attached_are_documents_and_other_attachments_are_named() -> None:
    mail = _composed("It sank.", "<p>It sank.")
    mail.add_attachment("The second story ended.", filename="../b.txt")
    mail.add_attachment('{"id": "7", "text": "The third story."}', subtype="json", filename="c.jsonl")
    mail.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="a.jpg")
    mail.add_attachment("", filename="d.txt")
    mail.add_attachment(_composed("Forwarded story.", "<p>x"))
    message, second, third, *more = read(mail.as_bytes(policy=policy.SMTP), "wire.eml")
    documents = [one for one in (message, second, third, *more) if isinstance(one, Document)]
    assert [(one.path, one.text.strip()) for one in documents] == [
        ("wire.eml", "Ferry\n\nIt sank."),
        ("wire.eml/b.txt", "The second story ended."),
        ("wire.eml/c.jsonl", "The third story."),
        ("wire.eml", "Ferry\n\nForwarded story."),
    ]
    assert documents[0].notes == ("Attached and not read: a.jpg.",)
    assert documents[1].sealed == "it is packed in wire.eml; unpack it to have it changed"


def test_safe_changes_are_written_as_the_part_is() -> None:
    data = _mail(f"{_PLAIN}utf-8{_QP}", _quoted("The “old” ferry sank.. It was caf\u00e9 – Nobody was  hurt.\n"))
    checker = Checkers(Options(("PUN02",), (), None), search=False).of("wire.eml")
    mended = mend(data, read=lambda some: read(some, "wire.eml"), checker=checker)
    assert (mended.made, mended.after) == (1, data.replace(b"sank..", b"sank."))
    start = _only(data).text.index("Nobody")
    edit = _only(data).file_edit(Span(start, start + 6), "“No=one”")
    assert edit is not None
    assert edit[1] == "=E2=80=9CNo=3Done=E2=80=9D"


_WORDS = (
    *("talks", "Mr.", "U.S.", "é", "e\u0301", "😀", "“", "”", "=", "=41", "=\n", "-- ", ".", "\n", "\n\n", " \n", "\t"),
    *(
        "&amp;",
        "<b>",
        "</b>",
        "<p>",
        ">",
        "From",
        "--x",
        "the shipowner said on Monday that nobody had been hurt at all",
    ),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join),
    st.sampled_from(["plain", "html"]),
    st.sampled_from(["utf-8", "windows-1252"]),
    st.booleans(),
)
def test_mail_is_traced(text: str, kind: str, charset: str, quoted: bool) -> None:
    text = "Talks " + text.encode(charset, "ignore").decode(charset)
    body = _quoted(text, charset) if quoted else text.replace("\n", "\r\n").encode(charset)
    data = _mail(f"Content-Type: text/{kind}; charset={charset}{_QP if quoted else ''}", body)
    for document in read(data, "wire.eml"):
        assert isinstance(document, Document)
        assert "".join(document[piece.text] for piece in document.source_map.pieces) == document.text
        for piece in document.source_map.pieces:
            shown, written = document[piece.text], document.in_file[piece.origin.start : piece.origin.end]
            decoded = quopri.decodestring(written.encode(charset)).decode(charset) if quoted else written
            if piece.verbatim:
                assert shown == written
            elif shown.isspace():
                assert not decoded.strip() or unescape(decoded).isspace()
            else:
                assert shown == (unescape(decoded) if kind == "html" else decoded)


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        (_mail(f"{_PLAIN}utf-8", b"x"), "<stdin>", "eml"),
        (b"From desk@x Thu May  2\n" + _mail(f"{_PLAIN}utf-8", b"x"), "a.txt", "eml"),
        (b"Subject: Talks\nFrom: Oslo\n\nThey ended.", "a.txt", "text"),
        (b"From: Oslo to Bergen by ferry\n\nDate: x\nTo: y\n", "a.txt", "text"),
        (b"Talks ended.", "a.EML", "eml"),
    ],
)
def test_a_mail_is_known_by_its_fields(data: bytes, path: str, expected: str) -> None:
    assert format_of(data, path) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_mail("Content-Type: image/png" + _BASE64, b"eA=="), "the message has no text and no story attached"),
        (_mail("Content-Type: text/plain" + _BASE64, b"%%%%"), "the message has no text"),
        (_mail("Content-Type: multipart/mixed; boundary=x", b"--x\r\n\r\n"), "the message has no text"),
        (_mail("Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode", b"x"), 'written as "x-uuencode"'),
        (_mail("Content-Type: text/plain" + ";a=b" * 3000, b"x"), "a header of 12,025 bytes (line 7)"),
    ],
)
def test_a_mail_without_a_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as refused:
        list(read(data, "wire.eml"))
    assert reason in str(refused.value)
    assert str(refused.value).startswith("wire.eml: ")


def test_an_attachment_that_cannot_be_read_is_named() -> None:
    mail = _composed("It sank.", "<p>It sank.")
    mail.add_attachment(b"PK\x03\x04x", maintype="application", subtype="zip", filename="b.zip")
    _, unread = read(mail.as_bytes(), "wire.eml")
    assert isinstance(unread, Unread)
    assert unread.path == "wire.eml/b.zip"
