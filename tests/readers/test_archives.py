"""Archives: each member has one outcome, and what was made to break a reader ends soon and says why."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import zstandard

from mtqa.engine.checker import Checker
from mtqa.engine.mending import mend
from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.readers.packing import Entries, encrypted, tarred, zipped

STORIES: Entries = {
    "desk/one.txt": b"The talks ended. . Nobody spoke.",
    "desk/two.html": b"<p>The rain &amp; the wind stopped.</p>",
    "feed.jsonl": b'{"id": "7", "text": "Prices rose."}\n{"id": "8"}\n',
    "empty.txt": b"",
    "photo.jpg": b"\xff\xd8\xff",
    "style.css": b"p {}",
    ".DS_Store": b"x",
    "__MACOSX/desk/._one.txt": b"x",
}


def _told(data: bytes, path: str) -> list[tuple[str, str]]:
    """Path and text of the documents; path and reason of what was not read, or of the file."""
    told: list[tuple[str, str]] = []
    try:
        for one in read(data, path):
            told.append((one.path, one.reason if isinstance(one, Unread) else one.text))
    except ReadError as error:
        told.append((path, str(error).removeprefix(f"{path}: ")))
    return told


_PACKERS: dict[str, Callable[[Entries], bytes]] = {
    "a.zip": zipped,
    "stored.zip": lambda entries: zipped(entries, method=zipfile.ZIP_STORED),
    "a.tar": tarred,
    "gnu.tar": lambda entries: tarred(entries, form=tarfile.GNU_FORMAT),
    "a.tar.gz": lambda entries: gzip.compress(tarred(entries)),
    "a.tgz": lambda entries: gzip.compress(tarred(entries)),
    "a.tar.bz2": lambda entries: bz2.compress(tarred(entries)),
    "a.tar.xz": lambda entries: lzma.compress(tarred(entries)),
    "a.tar.zst": lambda entries: zstandard.compress(tarred(entries)),
    "without a suffix": lambda entries: gzip.compress(tarred(entries)),
}


@pytest.mark.parametrize("path", _PACKERS)
def test_every_member_has_one_outcome(path: str) -> None:
    other = "unpack the archive and name a file to have it read"
    assert _told(_PACKERS[path](STORIES), path) == [
        (f"{path}/desk/one.txt", "The talks ended. . Nobody spoke."),
        (f"{path}/desk/two.html", "The rain & the wind stopped."),
        (f"{path}/feed.jsonl", "Prices rose."),
        (
            f"{path}/feed.jsonl",
            'there is no "text"; a record needs the story as a string: {"id": "1", "text": "..."}',
        ),
        (f"{path}/empty.txt", "the file is empty, there is nothing to check"),
        (path, f"files of other kinds were passed over (1 .css, 1 .jpg); {other}"),
    ]


@pytest.mark.parametrize("path", ["a.zip", "a.tar.gz", "gnu.tar"])
def test_names_of_any_length_and_script_are_kept_and_lead_nowhere(path: str) -> None:
    names = {
        "d/" + "n" * 300 + ".txt": "d/" + "n" * 300 + ".txt",
        "Известия.txt": "Известия.txt",
        "../../etc/house.txt": "etc/house.txt",
        "/root/story.txt": "root/story.txt",
        "C:\\desk\\story.txt": "desk/story.txt",
        "a/./../b.txt": "a/b.txt",
        "new\nline.txt": "new\ufffdline.txt",
    }
    told = _told(_PACKERS[path](dict.fromkeys(names, b"Talks.")), path)
    assert told == [(f"{path}/{shown}", "Talks.") for shown in names.values()]


@pytest.mark.parametrize("path", ["a.zip", "a.tar"])
def test_members_of_one_name_are_told_apart(path: str) -> None:
    twice = [("a.html", b"<p>One."), ("a.html", b"<p>Two."), ("../a.html", b"<p>Three.")]
    assert _told(_PACKERS[path](twice), path) == [
        (f"{path}/a.html", "One."),
        (f"{path}/a.html (2)", "Two."),
        (f"{path}/a.html (3)", "Three."),
    ]


def test_members_without_a_name_are_counted() -> None:
    reason = (
        "files of other kinds were passed over (1 without a name); unpack the archive and name a file to have it read"
    )
    assert _told(tarred({"": b"x", "a.txt": b"Talks."}), "a.tar") == [("a.tar/a.txt", "Talks."), ("a.tar", reason)]


def test_archives_in_archives_are_read() -> None:
    inner = zipped({"story.txt": b"The talks ended.", "x.txt": b"Prices rose."})
    assert _told(
        gzip.compress(tarred({"monday.zip": inner, "wire.txt.gz": gzip.compress(b"Rain.", mtime=0)})), "week.tgz"
    ) == [
        ("week.tgz/monday.zip/story.txt", "The talks ended."),
        ("week.tgz/monday.zip/x.txt", "Prices rose."),
        ("week.tgz/wire.txt.gz", "Rain."),
    ]


@pytest.mark.parametrize(
    ("data", "path", "text"),
    [
        (gzip.compress(b"<p>Talks &amp; rain.</p>", mtime=0), "story.html.gz", "Talks & rain."),
        (gzip.compress(b'{"text": "Rain."}', mtime=0), "feed", "Rain."),
        (gzip.compress(b"Talks ", mtime=0) + gzip.compress(b"ended.", mtime=0), "story.txt.gz", "Talks ended."),
        (bz2.compress(b"# Talks *ended*"), "story.md.bz2", "Talks ended"),
        (lzma.compress(b"Talks ended."), "story.xz", "Talks ended."),
        (zstandard.compress(b"Talks ended."), "story.txt.zst", "Talks ended."),
        (zipped({"a wire story": b"Talks ended."}), "a.zip", "Talks ended."),
    ],
)
def test_a_file_that_is_packed_alone_is_read_as_what_it_was(data: bytes, path: str, text: str) -> None:
    assert _told(data, path) == [(path if not path.endswith(".zip") else "a.zip/a wire story", text)]


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        (zipped({"a.txt": b"x"}), "story.txt", "zip"),
        (tarred({"a.txt": b"x"}), "story", "tar"),
        (gzip.compress(b"x", mtime=0), "story", "compressed"),
        (b"Talks ended.", "a.tar", "tar"),
        (b"Talks ended.", "a.gz", "compressed"),
    ],
)
def test_content_decides_before_the_suffix(data: bytes, path: str, kind: str) -> None:
    assert format_of(data, path) == kind


@pytest.mark.parametrize(
    ("folder", "what"),
    [
        ("xl/workbook.xml", "an Excel workbook, which mtqa does not read; save the sheet as CSV UTF-8"),
        ("ppt/presentation.xml", "a PowerPoint presentation, which mtqa does not read; save its text as .docx or .txt"),
    ],
)
def test_office_files_that_are_not_read_are_named(folder: str, what: str) -> None:
    assert _told(zipped({"[Content_Types].xml": b"<Types/>", folder: b"<x/>"}), "a.zip") == [("a.zip", what)]


def test_opendocument_is_named() -> None:
    odt = zipped(
        [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")], method=zipfile.ZIP_STORED
    )
    assert _told(odt, "a.odt") == [("a.odt", "an OpenDocument file, which mtqa does not read; save it as .docx")]


def test_what_is_packed_is_checked_but_not_mended() -> None:
    data = zipped({"a.txt": b"The talks ended. . Nobody spoke.", "b.txt": b"Nothing."})
    checker = Checker([rule for rule in all_rules() if rule.code == "PUN01"])
    mended = mend(data, read=lambda data: read(data, "a.zip"), checker=checker)
    assert (mended.after, mended.made) == (data, 0)
    assert [(f.quote, f.line, f.column, why) for f, why in mended.left] == [
        (". .", 1, 16, "it is packed in a.zip; unpack it to have it changed")
    ]


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    message = "a zstd file is read with the package zstandard: pip install 'mtqa[zstd]'"
    assert _told(zstandard.compress(b"Talks."), "a.txt.zst") == [("a.txt.zst", message)]


# Files made to break a reader


@contextmanager
def _bounded(*, seconds: float = 10, megabytes: int = 400) -> Iterator[None]:
    tracemalloc.start()
    began = time.process_time()
    try:
        yield
        assert time.process_time() - began < seconds
        assert tracemalloc.get_traced_memory()[1] < megabytes << 20
    finally:
        tracemalloc.stop()


def _with_size(archive: bytes, size: int) -> bytes:
    """A zip archive whose first member claims another size in the table of contents."""
    return _changed(archive, archive.index(b"PK\x01\x02") + 24, size.to_bytes(4, "little"))


def _changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def _nested(depth: int, pack: Callable[[bytes], bytes]) -> bytes:
    data = b"Talks ended."
    for _ in range(depth):
        data = pack(data)
    return data


def _quine_like() -> bytes:
    """Ten archives of four texts of 30 MB: 40 MB packed twice to some KB, 1.2 GB unpacked."""
    inner = zipped([(f"{n}.txt", b"x " * (15 << 20)) for n in range(4)])
    return zipped([(f"{n}.zip", inner) for n in range(10)])


def _one_bad_header(*, at: int) -> bytes:
    tar = bytearray(tarred({"a.txt": b"Talks.", "b.txt": b"Rain."}, form=tarfile.GNU_FORMAT))
    tar[at : at + 10] = b"\xff" * 10
    return bytes(tar)


def _claims(form: bytes, size: int) -> bytes:
    """A tar archive that begins with an entry of a type and a size, without its content."""
    info = tarfile.TarInfo("x.txt")
    info.type, info.size = form, size
    return info.tobuf(tarfile.GNU_FORMAT)


def _linked() -> bytes:
    info = tarfile.TarInfo("passwords.txt")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return info.tobuf() + tarred({"a.txt": b"Talks."})


_ONE = zipped({"a.txt": b"Talks ended. " * 100, "b.txt": b"Rain."})
_TAR = tarred({"a.txt": b"Talks.", "b.txt": b"Rain. " * 500})
_TOO_MUCH = "would be unpacked, which is too much for the file's size (a bomb?)"

HOSTILE: dict[str, tuple[str, Callable[[], bytes], list[str]]] = {
    "gzip bomb": ("a.gz", lambda: gzip.compress(bytes(100 << 20)), [_TOO_MUCH]),
    "bzip2 bomb": ("a.bz2", lambda: bz2.compress(bytes(100 << 20)), [_TOO_MUCH]),
    "xz bomb": ("a.xz", lambda: lzma.compress(bytes(100 << 20), preset=0), [_TOO_MUCH]),
    "zstd bomb": ("a.zst", lambda: zstandard.compress(bytes(100 << 20)), [_TOO_MUCH]),
    "bomb in a tar": ("a.tgz", lambda: gzip.compress(tarred({"a.txt": bytes(100 << 20)}), 1), [_TOO_MUCH]),
    "zip bomb": ("a.zip", lambda: zipped({"a.txt": bytes(100 << 20), "b.txt": b"x"}), [_TOO_MUCH, "1 member was not"]),
    "archives of archives": (
        "a.zip",
        _quine_like,
        ["x x", "x x", _TOO_MUCH, "1 member was not read", "9 members were not read"],
    ),
    "gzip in gzip": ("a.gz", lambda: _nested(20, gzip.compress), ["archives are packed in archives 4 deep"]),
    "zip in zip": (
        "a.zip",
        lambda: _nested(20, lambda data: zipped({"a.zip": data})),
        ["archives are packed in archives 4 deep"],
    ),
    "a zip that claims 4 GB": ("a.zip", lambda: _with_size(_ONE, 0xFFFFFFF0), ["it is 4,096 MB long", "Rain."]),
    "a zip that claims too little": ("a.zip", lambda: _with_size(_ONE, 10), ["it is damaged or cut off", "Rain."]),
    "a zip that claims too much": ("a.zip", lambda: _with_size(_ONE, 5000), ["it is damaged", "Rain."]),
    "an encrypted zip": ("a.zip", lambda: encrypted(_ONE), ["it is encrypted; unpack", "it is encrypted; unpack"]),
    "a zip that is cut off": ("a.zip", lambda: _ONE[: len(_ONE) // 2], ["the zip archive is cut off or damaged"]),
    "only the end of a zip": ("a.zip", lambda: b"PK\x05\x06" + bytes(18), ["the archive holds no files"]),
    "a wrong table of contents": (
        "a.zip",
        lambda: b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18,
        ["the zip archive is"],
    ),
    "damage in a zip": ("a.zip", lambda: _ONE.replace(_ONE[35:50], bytes(15), 1), ["it is damaged", "Rain."]),
    "an unknown packing": (
        "a.zip",
        lambda: _changed(_ONE, _ONE.index(b"PK\x01\x02") + 10, b"\x63"),
        ["it is packed in a way that mtqa does not know", "Rain."],
    ),
    "an empty tar": ("a.tar", lambda: bytes(10240), ["the file is empty"]),
    "a tar without its end": (
        "a.tar",
        lambda: _TAR[:4608],
        ["Talks.", "Rain.", "the archive is cut off: it has no end"],
    ),
    "a tar cut off in a story": ("a.tar", lambda: _TAR[:2000], ["Talks.", "the archive is cut off in the middle of"]),
    "a tar cut off in a header": (
        "a.tar",
        lambda: _TAR[:1100],
        ["Talks.", "the archive is cut off in the middle of a h"],
    ),
    "a packed tar cut off": (
        "a.tgz",
        lambda: gzip.compress(_TAR, mtime=0)[:-20],
        ["Talks.", "Rain.", "the file is cut off"],
    ),
    "a damaged header": (
        "a.tar",
        lambda: _one_bad_header(at=1024),
        ["Talks.", "the archive is damaged: there is no head"],
    ),
    "a damaged first header": ("a.tar", lambda: _one_bad_header(at=0), ["the archive is damaged: there is no header"]),
    "a name of 8 GB": ("a.tar", lambda: _claims(b"L", 8 << 30), ["the archive is damaged: it gives a member a name"]),
    "attributes of 8 GB": (
        "a.tar",
        lambda: _claims(b"x", 8 << 30),
        ["the archive is damaged: it gives a member a name"],
    ),
    "a member of 8 GB": ("a.tar", lambda: _claims(b"0", 8 << 30), ["it is 8,192 MB long", "the archive is cut off"]),
    "a link out": ("a.tar", _linked, ["a link, not a story", "Talks."]),
    "noise": ("a.gz", lambda: b"\x1f\x8b\x08" + bytes(range(256)) * 9, ["the file is damaged and cannot be unpacked"]),
    "noise as zstd": ("a.zst", lambda: b"\x28\xb5\x2f\xfd" + bytes(range(256)), ["the file is damaged and cannot be"]),
    "noise as xz": ("a.xz", lambda: b"\xfd7zXZ\0" + bytes(range(256)), ["the file is damaged and cannot be unpacked"]),
    "no archive": ("a.tgz", lambda: b"Talks ended.", ["no file that gzip, bzip2, xz or zstd has packed"]),
}


@pytest.mark.parametrize(("path", "make", "outcomes"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_has_a_clear_outcome(path: str, make: Callable[[], bytes], outcomes: list[str]) -> None:
    data = make()
    told: list[str] = []
    with _bounded():
        try:
            for one in read(data, path):
                told.append(one.reason if isinstance(one, Unread) else one.text[:100])
        except ReadError as error:
            told.append(str(error).removeprefix(f"{path}: "))
    assert len(told) == len(outcomes), told
    for outcome, said in zip(outcomes, told, strict=True):
        assert outcome in said


def test_members_without_end_are_not_followed_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtqa.readers._tarred._MOST_MEMBERS", 3)
    told = _told(gzip.compress(_claims(b"0", 0) * 100_000), "a.tgz")
    assert told[3:] == [("a.tgz", "only the first 3 members were read; unpack it and name the folder")]
    monkeypatch.setattr("mtqa.readers._zipped._LONGEST_TABLE", 50)
    assert "has more members than mtqa unpacks at once" in _told(_ONE, "a.zip")[0][1]


def test_any_cut_of_an_archive_is_an_outcome() -> None:
    for path in ("a.zip", "a.tar", "a.tgz", "a.tar.xz"):
        data = _PACKERS[path](STORIES) if path in _PACKERS else b""
        for end in range(8, len(data), max(1, len(data) // 60)):
            told = _told(data[:end], path)
            assert told
            assert all(isinstance(text, str) and text for _, text in told)


def test_documents_of_an_archive_are_whole_documents() -> None:
    (document,) = read(zipped({"a.html": b"<p>The <b>wor</b>d.</p>"}), "a.zip")
    assert isinstance(document, Document)
    assert (document.text, document.in_file, document.id) == ("The word.", "<p>The <b>wor</b>d.</p>", "a.zip/a.html")
