"""The lexicon is what its page says it is, and the script that makes it makes what the lexicon reads."""

from __future__ import annotations

import io
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

from mtqa.text import lexicon as reader
from tools import lexicon as maker


def test_the_file_is_the_one_that_its_page_describes() -> None:
    data = maker.RESULT.read_bytes()
    said = maker.facts()["result"]
    assert (len(data), sha256(data).hexdigest()) == (said["bytes"], said["sha256"]), "make it anew: see lexicon.toml"


def test_the_licence_file_names_each_source_and_its_version() -> None:
    licence = maker.DATA.joinpath("lexicon.LICENSE.txt").read_text("utf-8")
    for source in maker.facts()["source"]:
        assert f"{source['name']} " in licence
        assert source["version"].split("-")[0] in licence


def test_each_source_is_fetched_at_the_version_that_its_sum_is_of() -> None:
    for source in maker.facts()["source"]:
        assert source["version"] in source["fetch"]
        assert source["version"] in source["file"]
        assert len(source["sha256"]) == 64


def test_our_own_words_are_in_the_lexicon_sorted_and_said_once() -> None:
    words = maker.our_words(maker.OURS.read_text("utf-8"))
    assert [word for word in words if not reader.is_word(word)] == []
    assert len(set(words)) == len(words)


def test_lines_hold_every_word_once_with_its_frequency_and_mark() -> None:
    words = {"a": 7, "abs": 2, "absence": 5, "absinth": 2, "abz": 1, "about": 7, "paris": 1}
    marks = dict.fromkeys(words, "-") | {"absinth": "b", "paris": "n"}
    frequent, index, *blocks = maker.lines(words, marks)
    assert frequent == "a about absence"
    assert index == "a__0000000abo0000005abs0000012abz0000035par0000040"
    assert "".join(blocks) == "7-  \n7- ut \n5- ence \n2b inth \n2-  \n1-  \n1n is \n"


def test_frequencies_are_zipf_values() -> None:
    assert [maker.zipf(count, 10**9) for count in (0 + 1, 100, 30_000, 10**9)] == [1, 2, 4, 9]


def _package(path: Path, files: dict[str, str]) -> Path:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:xz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"./usr/share/dict/scowl/{name}")
            member.size = len(text.encode("latin-1"))
            archive.addfile(member, io.BytesIO(text.encode("latin-1")))
    data = tar.getvalue()
    parts = {"debian-binary": b"2.0\n", "control.tar.xz": b"odd", "data.tar.xz": data}
    packed = b"!<arch>\n"
    for name, part in parts.items():
        packed += (
            f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(part):<10}`\n".encode() + part + b"\n" * (len(part) % 2)
        )
    path.write_bytes(packed)
    return path


def test_a_lexicon_is_made_from_a_package_of_lists_and_a_wheel_of_counts(tmp_path: Path) -> None:
    lists = _package(
        tmp_path / "lists.deb",
        {
            "english-words.10": "the\nabsence\ncaf\u00e9\ndon't\n",
            "english-words.80": "absey\n",
            "english-words.95": "absquatulate\n",
            "american-words.35": "color\n",
            "british-words.35": "colour\n",
            "british_z-words.35": "colour\n",
            "variant_1-words.50": "absinth\n",
            "variant_3-words.50": "abzence\n",
            "english-upper.50": "Paris\nThe\n",
            "english-proper-names.80": "Zebulon\n",
        },
    )
    counts = tmp_path / "counts.whl"
    with zipfile.ZipFile(counts, "w") as wheel:
        wheel.writestr(
            "x/frequency_dictionary_en_82_765.txt", "\ufeffthe 900000000\nabsence 99000000\ncolour 1000000\n"
        )
    made = maker.make(lists, counts, ["doomscroll", "absey"])
    assert made.split("\n") == [
        "absence colour the",
        "abs0000000col0000025doo0000040par0000052the0000059",
        *("8- ence ", "3- ey ", "2- inth "),
        *("6b our ", "2a or "),
        "3- mscroll ",
        "1n is ",
        "9-  ",
        "",
    ]
