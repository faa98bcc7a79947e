"""Files damaged at random: each is read or refused, and what is read is traced to where it stands."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
from random import Random

import pytest
import zstandard

from mtqa.model.errors import ReadError
from mtqa.model.span import Span
from mtqa.readers import read
from mtqa.text.document import Document
from tests.readers.packing import tarred, zipped
from tests.readers.test_bilingual import _first, _memory, _second, _tu, _unit
from tests.readers.words import paragraph, part, run, word

_STORY = "The talks ended. . Nobody “spoke” at the café."
_ENTRIES = {"a.txt": _STORY.encode(), "b/c.html": b"<p>x &amp; y", "n" * 120 + ".jsonl": b'{"text": "x"}'}
_BODY = (
    paragraph(_STORY, style="a")
    + f"<w:p><w:del>{run('x')}</w:del><w:r><w:br/></w:r>{run('y')}</w:p>"
    + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('z')}</w:tc></w:tr></w:tbl>"
)
_STYLES = part('<w:style w:styleId="a"><w:name w:val="heading 1"/></w:style>', "styles")

FILES: dict[str, bytes] = {
    "a.zip": zipped(_ENTRIES),
    "stored.zip": zipped(_ENTRIES, method=zipfile.ZIP_STORED),
    "a.tar": tarred(_ENTRIES),
    "a.tgz": gzip.compress(tarred(_ENTRIES)),
    "a.txt.bz2": bz2.compress(_STORY.encode() * 20),
    "a.txt.xz": lzma.compress(_STORY.encode() * 20),
    "a.txt.zst": zstandard.compress(_STORY.encode() * 20),
    "a.csv": f'id,text,source\n1,"{_STORY}",x\n2,"a ""b""\nc",y\n'.encode(),
    "a.tsv": f'id\ttext\n1\t"{_STORY}\n2\tx\n'.encode(),
    "wide.csv": f'id;text\n1;"{_STORY}"\n'.encode("utf-16"),
    "packed.docx": word(_BODY, styles=_STYLES),
    "a.docx": zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": part(f"<w:body>{_BODY}</w:body>"),
            "word/styles.xml": _STYLES,
        },
        method=zipfile.ZIP_STORED,
    ),
    "a.xlf": _first(_unit("T <g id='1'>&amp; <ph>x</ph></g><![CDATA[y]]>") + _unit("B", identity="2")).encode(),
    "b.xlf": _second(
        '<x:unit id="1"><x:segment><x:source>a</x:source><x:target>b<x:cp hex="2019"/></x:target></x:segment></x:unit>'
    ).encode(),
    "a.tmx": _memory(_tu("A &lt; b", more='<prop type="x-document">d</prop>') + _tu("B")).encode(),
}
_TELLING = b'"<>,\n\r\t&/;=\0\xff'


def _damaged(data: bytes, random: Random) -> bytes:
    """The data with one to eight pieces of it lost, doubled, changed or added."""
    damaged = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 8))):
        if not damaged:
            break
        at, kind = random.randrange(len(damaged)), random.randrange(6)
        if kind == 0:
            damaged[at] ^= 1 << random.randrange(8)
        elif kind == 1:
            damaged[at] = random.choice(_TELLING)
        elif kind == 2:
            del damaged[at : at + random.randrange(1, 20)]
        elif kind == 3:
            begin = random.randrange(len(damaged))
            damaged[at:at] = damaged[begin : begin + random.randrange(1, 60)]
        elif kind == 4:
            del damaged[at:]
        else:
            damaged[at:at] = random.randbytes(random.randrange(1, 5))
    return bytes(damaged)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    random = Random(name)  # noqa: S311 - the same damage every time
    for _ in range(150):
        data = _damaged(FILES[name], random)
        try:
            records = list(read(data, name))
        except ReadError:
            continue
        assert records
        for record in records:
            if isinstance(record, Document):
                _assert_traced(record)
            else:
                assert record.reason


def _assert_traced(document: Document) -> None:
    assert document.source_map.length == len(document.text)
    for piece in document.source_map.pieces:
        if piece.verbatim:
            assert document[piece.text] == document.in_file[piece.origin.start : piece.origin.end]
    assert document.place(Span(0, len(document.text))) >= document.file_position


def test_the_files_are_whole_before() -> None:
    for name, data in FILES.items():
        assert all(isinstance(record, Document) for record in read(data, name)), name
