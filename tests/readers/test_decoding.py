"""What a file's bytes are read as, and which files are refused."""

from __future__ import annotations

import pytest

from mtqa.model.errors import ConfigError, ReadError
from mtqa.readers import read
from mtqa.text.document import Document

ENGLISH = "The foreign minister said on Tuesday that the talks in the capital had ended without an agreement. "
WESTERN = ENGLISH + "“We don’t know,” said René Müller of Curaçao – at the café."
RUSSIAN = ENGLISH + "The paper Известия quoted Путин: «нет»."
ARABIC = ENGLISH + "The channel الجزيرة said “no”, and قناة العربية as well."
POLISH = ENGLISH + "Lech Wałęsa met Stanisław Żółkiewski in Gdańsk."
GREEK = ENGLISH + "The paper Καθημερινή said so."


def _read(data: bytes, path: str = "story.txt", encoding: str | None = None) -> Document:
    (document,) = read(data, path, encoding=encoding)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    ("text", "mark", "encoding", "reported"),
    [
        (WESTERN, b"", "utf-8", "utf-8"),
        (WESTERN, b"\xef\xbb\xbf", "utf-8", "utf-8"),
        (WESTERN, b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (WESTERN, b"\xfe\xff", "utf-16-be", "utf-16-be"),
        (WESTERN, b"", "utf-16-le", "utf-16-le"),
        (WESTERN, b"", "utf-16-be", "utf-16-be"),
        (RUSSIAN, b"", "utf-16-le", "utf-16-le"),
        (WESTERN, b"\xff\xfe\0\0", "utf-32-le", "utf-32-le"),
        (WESTERN, b"\0\0\xfe\xff", "utf-32-be", "utf-32-be"),
        (WESTERN, b"", "windows-1252", "windows-1252"),
        (ENGLISH + "René Müller of Curaçao met Åse Ødegård.", b"", "latin-1", "windows-1252"),
        (WESTERN, b"", "mac-roman", "mac-roman"),
        (RUSSIAN, b"", "windows-1251", "windows-1251"),
        (RUSSIAN.replace("«нет»", "нет"), b"", "koi8-r", "koi8-r"),
        (ARABIC, b"", "windows-1256", "windows-1256"),
        (POLISH, b"", "windows-1250", "windows-1250"),
        (GREEK, b"", "windows-1253", "windows-1253"),
        (ENGLISH + "+AGE-bc- &- +ZZZZ +/v8-", b"", "ascii", "utf-8"),
        (ENGLISH + "\x1b$B%K%e!<%9\x1b(B", b"", "ascii", "utf-8"),
        (ENGLISH * 40 + "one\0stray", b"", "utf-8", "utf-8"),
    ],
)
def test_the_text_comes_back_and_its_encoding_is_said(text: str, mark: bytes, encoding: str, reported: str) -> None:
    document = _read(mark + text.encode(encoding))
    assert (document.text, document.encoding, document.file_offset) == (text, reported, len(mark))


@pytest.mark.parametrize(
    ("page", "encoding", "reported"),
    [
        ('<html><meta charset="windows-1251"><p>Он', "windows-1251", "windows-1251"),
        (
            "<html><meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'><p>“é”",
            "windows-1252",
            "windows-1252",
        ),
        ('<html><meta charset="gb18030"><p>北京 said', "gb18030", "gb18030"),
        ('<html><meta charset="utf-8"><p>The café “opened”, René said', "windows-1252", "windows-1252"),
        ('<html><meta charset="rot13"><p>The café “opened”, René said', "windows-1252", "windows-1252"),
        ('<html><meta charset="windows-1251"><p>Он', "utf-8", "utf-8"),
    ],
)
def test_a_page_is_believed_unless_its_bytes_say_otherwise(page: str, encoding: str, reported: str) -> None:
    document = _read(page.encode(encoding), "page.html")
    assert (document.in_file, document.encoding) == (page, reported)


def test_the_editor_is_believed_before_the_bytes() -> None:
    assert _read("Он".encode("koi8-r"), encoding="koi8-r").text == "Он"
    with pytest.raises(ConfigError, match='there is no encoding "klingon"'):
        _read(b"He", encoding="klingon")
    with pytest.raises(ReadError, match=r"story.txt: damaged utf-8 at byte 3 \(line 1\): 0xe9 is part of no character"):
        _read(b"caf\xe9", encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n1 0 obj", "story.txt: a PDF file, not text; extract its text first"),
        (b"PK\x03\x04\x14\0\x06\0", "story.txt: the zip archive is cut off or damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0", "story.txt: a PNG picture, not text; give its text"),
        (b"\x1f\x8b\x08\0\0\0", "story.txt: the file is cut off; fetch it again"),
        (bytes(range(256)) * 4, "story.txt: a binary file, not text"),
        (b"The talks\0 caf\xe9 " + ENGLISH.encode(), "story.txt: a binary file, not text"),
        ("“We” said “no” é\n".encode() + b"on \x92 it", "story.txt: damaged utf-8 at byte 29 (line 2): 0x92"),
        ("“We” said “no”".encode()[:-1], "story.txt: damaged utf-8 at byte 19"),
        (b"\xff\xfeT\0h\0e", "story.txt: damaged utf-16-le at byte 6"),
        (b"\xef\xbb\xbfcaf\xe9", "story.txt: damaged utf-8 at byte 6"),
    ],
)  # fmt: skip
def test_what_is_no_text_or_damaged_is_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as refused:
        _read(data)
    assert str(refused.value).startswith(message)
