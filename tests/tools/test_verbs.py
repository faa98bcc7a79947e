"""The list of verb forms is what its page says it is, and the script makes what the reader reads."""

from __future__ import annotations

import gzip
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tools import verbs as maker


def test_the_file_is_the_one_that_its_page_describes() -> None:
    data = maker.RESULT.read_bytes()
    said = maker.facts()["result"]
    assert (len(data), sha256(data).hexdigest()) == (said["bytes"], said["sha256"]), "make it anew: see verbs.toml"


def test_the_licence_file_names_each_source_and_its_version() -> None:
    licence = maker.DATA.joinpath("verbs.LICENSE.txt").read_text("utf-8")
    assert [s["name"] for s in maker.facts()["source"] if f"{s['name']} {s['version']}" not in licence] == []


def test_each_source_is_fetched_at_the_version_that_its_sum_is_of() -> None:
    for source in maker.facts()["source"]:
        assert source["version"] in source["fetch"]
        assert source["version"] in source["file"]
        assert len(source["sha256"]) == 64


_FORMS = (
    "go,verb,went,gone,going,goes\nlight,verb,lit/lighted,lit,lighting,lights\nlight,noun,lights\nAcme,noun,Acmes\n"
)


def _archive(path: Path, member: str, data: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(member, data)
    return path


def test_forms_are_sorted_by_frequency_and_base_forms_by_what_they_mostly_are(tmp_path: Path) -> None:
    forms = _archive(tmp_path / "forms.whl", "lemminflect/resources/infl_lu.csv.gz", gzip.compress(_FORMS.encode()))
    tags = _archive(tmp_path / "tags.whl", "textblob/en/en-lexicon.txt", b";;; Brill\n\ngo VB\nlight NN\n")
    assert maker.make(forms, tags) == "go\nlight\ngoes lights\nwent\n\n\n\nlighted lit\n"


def test_a_source_with_another_sum_is_refused(tmp_path: Path) -> None:
    for source in maker.facts()["source"]:
        (tmp_path / source["file"]).write_bytes(b"something else")
    with pytest.raises(SystemExit, match="sha256 is"):
        maker.main(str(tmp_path))
