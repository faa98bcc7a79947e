"""Items, wire messages and mails that are damaged, lie, or were made to break readers: a clear outcome for each."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers import read
from mtqa.text.document import Document
from tests.growth import grows_linearly

_MAIL = "From: a@b\r\nTo: c@d\r\nDate: Thu, 2 May 2024 10:00:00 +0000\r\nSubject: Ferry\r\n"
_IPTC = "\x01wtr0163 3 pl 352 and the words that the desk knows it by\r\n\x02"
_ANPA = "\x01z6715\x1f-----\r\nr z \x13\x11 BC-Ferry-Sinks 02-20 0500\r\n\x02^BC-Ferry<\r\n\t   "


def _item(**members: Any) -> bytes:
    return json.dumps({"uri": "a", "versioncreated": "2024-05-02", **members}).encode()


def _nested(depth: int) -> bytes:
    item: dict[str, Any] = {"uri": "0", "body_text": "It sank."}
    for number in range(1, depth):
        item = {"uri": str(number), "body_text": "It sank.", "associations": {"x": item}}
    return json.dumps(item).encode()


def _multipart(depth: int) -> bytes:
    levels = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return f"{_MAIL}{levels}Content-Type: text/plain\r\n\r\nIt sank.".encode()


def _mail(fields: str, body: str | bytes) -> bytes:
    head = f"{_MAIL}{fields}\r\n\r\n".encode() if fields else f"{_MAIL}\r\n".encode()
    return head + (body if isinstance(body, bytes) else body.encode())


_LONG = "The ferry sank off the coast on Monday, and nobody was hurt. " * 3 + "It was cold."
_CUT_OFF = json.dumps({"uri": "a", "versioncreated": "x", "body_text": "It sank."}, indent=1).encode()[:-8]
_BODY = b'{"uri": "a", "versioncreated": "x", "body_text": "'

#: What was made, and the texts it gives, or why it gives none ("!..." where that is one record's outcome).
OUTCOMES: dict[str, tuple[bytes | str, str, tuple[str, ...]]] = {
    "an item that is cut off": (_CUT_OFF, "a.json", ("!this is no JSON: unterminated string",)),
    "a list that is cut off": (
        b"[" + _item(body_text="It sank.") + b", " + _CUT_OFF,
        "a.json",
        ("It sank.", "!this is no JSON"),
    ),
    "lines, one of them cut off": (
        _item(body_text="A.") + b"\n" + _BODY + b"\n" + _item(uri="b", body_text="B."),
        "a.jsonl",
        ("A.", "!this is no JSON", "B."),
    ),
    "a comma too many": (_BODY + b'It sank.",}', "a.json", ("!this is no JSON: a name in quotation marks is missing",)),
    "a colon missing": (_BODY + b'It sank.", "x" 1}', "a.json", ("!this is no JSON: a colon is missing",)),
    "words after the item": (_BODY + b'It sank."} and more', "a.json", ("!this is no JSON: extra data",)),
    "no value": (_BODY + b'It sank.", "x": , "y": 1}', "a.json", ("!this is no JSON: a value is missing",)),
    "NULs in the text": (_item(body_text="It\0 sank."), "a.json", ("It\0 sank.",)),
    "a NUL in the file": (_BODY + b'It\0 sank."}', "a.json", ("It\0 sank.",)),
    "halves of characters": (_BODY + b'It \\ud83d sank \\udc00."}', "a.json", ("It \ufffd sank \ufffd.",)),
    "a number without end": (_BODY + b'It sank.", "urgency": ' + b"9" * 50_000 + b"}", "a.json", ("It sank.",)),
    "brackets without end": (
        _BODY + b'It sank.", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "a.json",
        ("It sank.",),
    ),
    "brackets that do not close": (_BODY + b'It sank.", "x": ' + b"[" * 100_000, "a.json", ("!this is no JSON",)),
    "a name twice": (_BODY + b'It sank.", "body_text": "It swam."}', "a.json", ("It swam.",)),
    "items in items": (_nested(100), "a.json", ("It sank.",) * 100),
    "items in items without end": (_nested(400), "a.json", ("It sank.",) * 400),
    "fields of the wrong kind": (
        _item(
            body_text="It sank.",
            person=7,
            place={"x": []},
            associations=[1, None, {}],
            headline=[],
            urgency="high",
            language=5,
            version={},
        ),
        "a.json",
        ("It sank.",),
    ),
    "fields without end": (
        _item(body_text="It sank.", headline="x" * 90_000, person=[{"name": "Jo"}] * 9_000)[:-1] + b"}",
        "a.json",
        ("x" * 90_000 + "\n\nIt sank.",),
    ),
    "HTML that is none": (_item(body_xhtml="<p>It <b>sank<!-- </p>", headline="<"), "a.json", ("<\n\nIt sank",)),
    "an item in a code page": (
        "[" + _item(body_text="x").decode().replace('"x"', '"«Волна» затонула у берегов Норвегии."') + "]",
        "a.json",
        ("«Волна» затонула у берегов Норвегии.",),
    ),
    "an item in UTF-16": (_item(body_text="It sank.").decode().encode("utf-16"), "a.json", ("It sank.",)),
    "a message that breaks off": (f"{_IPTC}Ferry sinks =\r\n\r\nIt sank".encode(), "a", ("Ferry sinks\n\nIt sank",)),
    "a message in a message": (
        f"{_IPTC}It sank.{_IPTC.replace('163', '164')}It swam.\x03\x04".encode(),
        "a",
        ("It sank.", "It swam."),
    ),
    "an end before the text": (
        f"{_IPTC}\x03It sank. But that comes after the end of the message.\x04".encode(),
        "a",
        ("!the message has no text",),
    ),
    "marks only": (b"\x01\x02\x03\x04" * 100, "a.iptc", ("a.iptc: a binary file",)),
    "many beginnings": (
        ("\x01" + " " * 30).encode() * 3_000 + f"{_IPTC}It sank.\x03".encode(),
        "a.iptc",
        ("It sank.",),
    ),
    "NULs between messages": (
        f"{_IPTC}{_LONG}\x03".encode() + b"\0" * 4 + f"{_IPTC}{_LONG}\x03".encode(),
        "a",
        (_LONG, _LONG),
    ),
    "equals signs only": (
        f"{_IPTC}{'=' * 500}\r\n{'=' * 500}\r\n\x03".encode(),
        "a",
        ("=" * 499 + "\n\n" + "=" * 500,),
    ),
    "carets only": (f"{_ANPA[:-4]}{'^' * 500}<\r\n\x03".encode(), "a", ("^" * 499,)),
    "a header only": (_ANPA.encode() + b" " * 99, "a", ("!the message has no text",)),
    "accents without end": (f"{_ANPA}{'`' * 1001} sank.\x03".encode(), "a", ("“" * 500 + "‘ sank.",)),
    "parts in parts": (_multipart(100), "a.eml", ("Ferry\n\nIt sank.",)),
    "parts in parts without end": (_multipart(20_000), "a.eml", ("a.eml: the message is nested too deeply",)),
    "messages in messages": (
        _MAIL.encode() + b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + b"It sank.",
        "a.eml",
        ("a.eml: the message is nested too deeply",),
    ),
    "too many parts": (
        _mail("Content-Type: multipart/mixed; boundary=b", "--b\r\n\r\nx\r\n" * 1_100),
        "a.eml",
        ("a.eml: the message has more than 1,000 parts",),
    ),
    "a boundary that never comes": (
        _mail("Content-Type: multipart/mixed; boundary=b", "It sank."),
        "a.eml",
        ("Ferry\n\nIt sank.",),
    ),
    "no boundary": (_mail("Content-Type: multipart/mixed", "It sank."), "a.eml", ("Ferry\n\nIt sank.",)),
    "parameters without end": (
        _mail('Content-Type: text/plain; a="' + '";' * 9_000, "It sank."),
        "a.eml",
        ("a.eml: a header of 18,030 bytes",),
    ),
    "a type that is none": (_mail("Content-Type: ;;=;", "It sank."), "a.eml", ("Ferry\n\nIt sank.",)),
    "a transfer encoding that is none": (
        _mail("Content-Transfer-Encoding: x-none", "It sank."),
        "a.eml",
        ('a.eml: a part is written as "x-none"',),
    ),
    "base64 that breaks off": (
        _mail("Content-Transfer-Encoding: base64", base64.b64encode(b"It sank. It swam.")[:-3]),
        "a.eml",
        ("Ferry\n\nIt sank. It swa",),
    ),
    "quoted-printable that is none": (
        _mail("Content-Transfer-Encoding: quoted-printable", "It =ZZ sank= =4"),
        "a.eml",
        ("Ferry\n\nIt =ZZ sank= =4",),
    ),
    "plain text that says it is base64": (
        _mail("Content-Transfer-Encoding: base64", "It sank off Bergen."),
        "a.eml",
        ("Ferry\n\nIt sank off Bergen.",),
    ),
    "a character set that is a codec": (
        _mail(
            "Content-Type: text/plain; charset=zlib\r\nContent-Transfer-Encoding: base64",
            base64.b64encode("Sank – é".encode()),
        ),
        "a.eml",
        ("Ferry\n\nSank – é",),
    ),
    "bytes that are no text": (
        _mail("Content-Transfer-Encoding: base64", base64.b64encode(bytes(range(256)) * 4)),
        "a.eml",
        ("a.eml: a binary file",),
    ),
    "a NUL in a mail": (_mail("", "It\0 sank."), "a.eml", ("Ferry\n\nIt\0 sank.",)),
    "a subject that cannot be decoded": (
        _mail("X: y", "It sank.").replace(b"Ferry", b"=?utf-8?b?!!!?= =?x?q?a?="),
        "a.eml",
        ("=?utf-8?b?!!!?==?x?q?a?=\n\nIt sank.",),
    ),
    "dates and senders that are none": (
        _mail("X: y", "It sank.").replace(b"Thu, 2 May", b"99 Foo \xff").replace(b"a@b", b'"(,<'),
        "a.eml",
        ("Ferry\n\nIt sank.",),
    ),
    "lines that end in CR": (_mail("X: y", "It sank.").replace(b"\r\n", b"\r"), "a.eml", ("Ferry\n\nIt sank.",)),
}


def _outcome(record: Document | Unread) -> str:
    return record.text if isinstance(record, Document) else f"!{record.reason}"


@pytest.mark.parametrize(("data", "path", "expected"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_was_made_to_break_readers_has_a_clear_outcome(
    data: bytes | str, path: str, expected: tuple[str, ...]
) -> None:
    data = data.encode("windows-1251") if isinstance(data, str) else data
    try:
        found = tuple(map(_outcome, read(data, path)))
    except ReadError as error:
        found = (str(error),)
    assert len(found) == len(expected)
    for outcome, wanted in zip(found, expected, strict=True):
        assert outcome == wanted or (outcome.startswith(wanted) and wanted[:1] in {"!", "a"})


#: Inputs that grow: a size to a file of about that many bytes.
GROWING: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "entities in JSON": ("a.json", lambda n: _item(body_xhtml="<p>" + "&amp;" * (n // 5))),
    "escapes in JSON": ("a.json", lambda n: _item(body_xhtml="<p>" + "é" * (n // 6))),
    "associations": ("a.json", lambda n: _item(associations=[{"description_text": f"A {i}."} for i in range(n // 30)])),
    "items in an item": ("a.json", lambda n: _item(associations=[{"body_text": "A."}] * (n // 20))),
    "bodies": ("a.json", lambda n: _item(bodies=[{"value": "A."}] * (n // 20))),
    "names": ("a.json", lambda n: _item(body_text="A.", person=[{"name": f"Jo {i}"} for i in range(n // 20)])),
    "brackets": ("a.json", lambda n: _BODY + b'A.", "x": ' + b"[" * (n // 2) + b"]" * (n // 2) + b"}"),
    "lines of a message": ("a", lambda n: f"{_IPTC}{'ferry sank' * 5}\r\n".encode() + b"and so on\r\r\n" * (n // 12)),
    "messages": ("a", lambda n: f"{_IPTC}{_LONG}\x03\x04".encode() * (n // 270)),
    "beginnings": ("a.iptc", lambda n: f"{_IPTC}x".encode() + (b"\x01" + b" " * 29) * (n // 30)),
    "carriage returns": ("a", lambda n: f"{_IPTC}It sank.".encode() + b"\r" * n),
    "spaces in a message": ("a", lambda n: f"{_IPTC}It sank.".encode() + b" " * n + b"x"),
    "marks of ANPA": ("a", lambda n: f"{_ANPA}{'` _ ' * (n // 4)}".encode()),
    "carets of ANPA": ("a", lambda n: _ANPA[:-4].encode() + b"^x<\r\n" * (n // 5)),
    "lines of a mail": ("a.eml", lambda n: _mail("X: y", "It sank off the coast.\r\n" * (n // 24))),
    "flowed lines": ("a.eml", lambda n: _mail("Content-Type: text/plain; format=flowed", "It sank \r\n" * (n // 10))),
    "quoted-printable": ("a.eml", lambda n: _mail("Content-Transfer-Encoding: quoted-printable", "=C3=A9" * (n // 6))),
    "equals signs": ("a.eml", lambda n: _mail("Content-Transfer-Encoding: quoted-printable", "x" + "= " * (n // 2))),
    "encoded words": ("a.eml", lambda n: _mail("X: y", "A.").replace(b"Ferry", b"=?utf-8?q?x?= " * (n // 14))),
    "encoded words that are none": (
        "a.eml",
        lambda n: _mail("X: y", "A.").replace(b"Ferry", b"=?utf-8?q?" * (n // 10)),
    ),
    "fields": ("a.eml", lambda n: _mail("X: y\r\n" * (n // 6) + "Y: z", "A.")),
    "senders": ("a.eml", lambda n: _mail("X: y", "A.").replace(b"a@b", b"<a@b>, " * (n // 7))),
    "parts": ("a.eml", lambda n: _mail("Content-Type: multipart/mixed; boundary=b", "--b\r\n\r\nA.\r\n" * (n // 50))),
}


def _read_all(data: bytes, path: str) -> None:
    for record in read(data, path):
        if isinstance(record, Document):
            record.lines.position(record.source_map.to_origin(record.paragraphs[-1].content).start)


@pytest.mark.parametrize(("path", "make"), GROWING.values(), ids=GROWING)
def test_time_grows_with_size(path: str, make: Callable[[int], bytes]) -> None:
    def work(size: int) -> Callable[[], None]:
        data = make(size)
        return lambda: _read_all(data, path)

    # Parsers that are not ours grow a little faster than the text; a quadratic one would take four times as long.
    assert grows_linearly(work, 20_000, limit=3)
