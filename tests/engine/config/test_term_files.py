"""Glossaries and names files: what they say, and what is said of one that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from mtqa.engine.config.term_files import read_names, read_terms
from mtqa.model.errors import ConfigError
from mtqa.rulebook.term_matching import Term
from mtqa.rulebook.terms import Kind, Terms
from mtqa.text.document import Document
from tests.growth import grows_linearly

CSV = """\
term,right,kind,language,note
illegal alien(s),undocumented migrant(s),forbidden,,"style book, 3.1"
collateral damage,,forbidden

Majles,parliament,required,FA
Der Spiegel,,do-not-translate,de
"""
TERMS = (
    Term("illegal alien(s)", "undocumented migrant(s)", "forbidden", "", "style book, 3.1"),
    Term("collateral damage", "", "forbidden"),
    Term("Majles", "parliament", "required", "fa"),
    Term("Der Spiegel", "", "do-not-translate", "de"),
)
TOML = """\
[[term]]
term = "illegal alien(s)"
right = "undocumented migrant(s)"
kind = "forbidden"
note = "style book, 3.1"
[[term]]
term = "collateral damage"
kind = "forbidden"
[[term]]
term = "Majles"
right = "parliament"
kind = "required"
language = "fa"
[[term]]
term = "Der Spiegel"
kind = "do-not-translate"
language = "de"
"""
#: A concept in TBX of 2008, and the same in that of 2019.
TBX_2008 = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="c1"><note>Since 2019.</note>
 <langSet xml:lang="en-GB">
  <tig><term>Kyiv  city</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <tig><term>Kiev (city)</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
 </langSet>
 <langSet xml:lang="ru"><ntig><termGrp><term>Киев</term></termGrp></ntig></langSet>
 <langSet xml:lang="es"><tig><term>once</term></tig></langSet>
</termEntry>
<termEntry><langSet xml:lang="en"><tig><term>Der Spiegel</term></tig></langSet>
 <langSet xml:lang="de"><tig><term>Der Spiegel</term></tig></langSet></termEntry>
</body></text></martif>
"""
TBX_2019 = """\
<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:basic="http://www.tbxinfo.net/ns/basic" type="TBX-Basic" xml:lang="en">
<text><body>
<conceptEntry id="c1"><note>Since 2019.</note>
 <langSec xml:lang="en">
  <termSec><term>Kiev (city)</term>
   <basic:administrativeStatus>supersededTerm-admn-sts</basic:administrativeStatus></termSec>
  <termSec><term>Kyiv city</term></termSec>
 </langSec>
 <langSec xml:lang="ru"><termSec><term>Киев</term></termSec></langSec>
 <langSec xml:lang="es"><termSec><term>once</term></termSec></langSec>
</conceptEntry>
<conceptEntry><langSec xml:lang="en"><termSec><term>Der Spiegel</term></termSec></langSec>
 <langSec xml:lang="de"><termSec><term>Der Spiegel</term></termSec></langSec></conceptEntry>
</body></text></tbx>
"""
OF_TBX = (
    Term("Kiev (city)", "Kyiv city", "forbidden", "", "Since 2019.", is_plain=True),
    Term("Киев", "Kyiv city", "required", "ru", "Since 2019.", is_plain=True),
    Term("once", "Kyiv city", "required", "es", "Since 2019.", is_plain=True, in_text=False),
    Term("Der Spiegel", "", "do-not-translate", "de", is_plain=True),
)
BOMB = '<!DOCTYPE x [\n<!ENTITY a "ha">\n<!ENTITY b "&a;&a;&a;&a;">\n]>\n<martif><term>&b;</term></martif>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<martif><term>&a;</term></martif>'


def _file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding)
    return path


@pytest.mark.parametrize(
    ("name", "text", "terms"),
    [
        ("a.csv", CSV, TERMS),
        (
            "a.tsv",
            CSV.replace(",,", "\t\t")
            .replace('"style book, 3.1"', "style book@ 3.1")
            .replace(",", "\t")
            .replace("@", ","),
            TERMS,
        ),
        ("a.csv", CSV.replace('"style book, 3.1"', "style book@ 3.1").replace(",", ";").replace("@", ","), TERMS),
        ("a.csv", "\ufeff" + CSV.replace("\n", "\r\n"), TERMS),
        ("a.toml", TOML, TERMS),
        ("a.tbx", TBX_2008, OF_TBX),
        ("a.xml", TBX_2019, OF_TBX),
    ],
)
def test_a_glossary_is_read(tmp_path: Path, name: str, text: str, terms: tuple[Term, ...]) -> None:
    assert read_terms(_file(tmp_path, name, text)) == terms


def test_xml_says_itself_how_it_is_encoded(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.tbx", TBX_2008.replace("UTF-8", "UTF-16"), "utf-16")
    assert read_terms(path) == OF_TBX


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.csv", "", ["1: term: the column is missing", "1: kind: the column is missing"]),
        (
            "a.csv",
            "term;right;kind\nalien;;forbiden\n",
            ['2: kind: “forbiden” is none (did you mean "forbidden"?); kinds are'],
        ),
        (
            "a.csv",
            "term,rihgt,kind\na,b,forbidden\n",
            ['1: rihgt: there is no such column (did you mean "right"?); columns are'],
        ),
        (
            "a.csv",
            "term,right\na,b\n",
            ["1: kind: the column is missing; the first line names the columns: term,right,kind,"],
        ),
        (
            "a.csv",
            "term,right,kind\na,b,c,d\n",
            ['2: row: there are 4 cells and 3 columns; a text with "," in it stands in'],
        ),
        ("a.csv", 'term,right,kind\n"a,b,forbidden\n', ["2: row: "]),
        (
            "a.csv",
            "term,right,kind\nMajles,,required\n,b,forbidden\n",
            ["2: right: a required term says", "3: term: the term is"],
        ),
        ("a.csv", "term,right,kind\nalien(s,,forbidden\n", ["2: term: “alien(s” has a bracket without its partner"]),
        ("a.csv", "term,right,kind\n...,,forbidden\n", ["2: term: “...” has neither a letter nor a figure"]),
        ("a.csv", "term,right,kind\na,a,forbidden\n", ["2: right: what is right is the term itself"]),
        (
            "a.csv",
            "term,right,kind\nBild,Image,do-not-translate\n",
            ["2: right: what is not translated stands as it is"],
        ),
        (
            "a.csv",
            "term,right,kind\nalien,migrant,forbidden\nBild,,do-not-translate\n"
            "alien,refugee,forbidden\nBild,Image,required\n",
            [
                "4: term: line 2 says otherwise of “alien”; keep one",
                "5: term: line 3 says otherwise of “Bild”; keep one",
            ],
        ),
        ("a.csv", "term,right,kind\n", ["glossary: the file holds no terms"]),
        (
            "a.toml",
            '[[term]]\nterm = "a"\nkind = "forbidden"\n[[term]]\nterm = 1\nkid = "x"\n',
            ["5: term: this must be", "6: kid: there is no such key", "4: kind: the kind is missing"],
        ),
        ("a.toml", "terms = []\n", ["1: terms: there is no such key; a glossary is a list of [[term]] tables"]),
        ("a.toml", '[term]\nterm = "a"\n', ["1: term: write each term as a table: [[term]]"]),
        ("a.toml", "[[term]\n", ["1:7: this is not TOML: "]),
        ("a.tbx", "<martif><term>a</martif>", ["1: glossary: this is not XML: mismatched tag"]),
        ("a.tbx", "<html/>", ["1: glossary: there is no termEntry and no conceptEntry; is this TBX?"]),
        ("a.tbx", BOMB, ["2: glossary: the file declares an entity, which is not read"]),
        ("a.tbx", OUTSIDE, ["1: glossary: the file declares an entity, which is not read"]),
        ("a.xlsx", "", ["glossary: a glossary ends in .toml, .csv, .tsv or .tbx"]),
    ],
)
def test_a_wrong_glossary_is_told_line_key_and_way_out(tmp_path: Path, name: str, text: str, lines: list[str]) -> None:
    path = _file(tmp_path, name, text)
    with pytest.raises(ConfigError) as raised:
        read_terms(path)
    told = str(raised.value).splitlines()
    for line, start in zip(told, lines, strict=True):
        rest = line.removeprefix(str(path))
        assert rest.lstrip(": ").startswith(start), line


def test_of_many_mistakes_the_first_are_told(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.toml", '[[term]]\nterm = "a"\n' * 5_000)
    with pytest.raises(ConfigError) as raised:
        read_terms(path)
    told = str(raised.value).splitlines()
    assert len(told) == 21
    assert told[1].startswith(f"{path}:3: kind: the kind is missing")
    assert told[-1] == f"{path}: and 4,980 mistakes more"


def test_names_are_read_with_the_spellings_that_are_not_wanted(tmp_path: Path) -> None:
    path = _file(tmp_path, "names.txt", "# the desk\nVolodymyr  Zelenskyy\n\nKyiv: Kiev, Kyyiv  # since 2019\n")
    assert read_names(path) == {"Volodymyr Zelenskyy": (), "Kyiv": ("Kiev", "Kyyiv")}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Kyiv\nkharkiv\n", "2: kharkiv: a name begins with a capital; write it as it is to be spelt"),
        ("Kyiv: Kiev, Kyiv", "1: Kyiv: the name is among the spellings that are not wanted; take it out there"),
        ("Kyiv\nKyiv: Kiev", "2: Kyiv: the name stands twice; put its other spellings into one line"),
        ("Kyiv = Kiev", "1: Kyiv = Kiev: a colon parts a name from its other spellings: Kyiv: Kiev, Kyyiv"),
        ("Kyiv\tKiev", "1: Kyiv Kiev: a colon parts a name from its other spellings: Kyiv: Kiev, Kyyiv"),
        ("# ours\nKyiv: Kiev\nKiev", "3: Kiev: line 2 does not want this spelling; keep one of the two"),
    ],
)
def test_a_wrong_names_file_is_told_line_and_way_out(tmp_path: Path, text: str, line: str) -> None:
    path = _file(tmp_path, "names.txt", text)
    with pytest.raises(ConfigError) as raised:
        read_names(path)
    assert str(raised.value) == f"{path}:{line}"


def test_an_empty_names_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the file holds no names; write one a line"):
        read_names(_file(tmp_path, "names.txt", "# nothing\n"))


def test_a_long_glossary_is_asked_only_for_the_terms_of_the_text() -> None:
    terms = Terms(Term(f"word{'abcdefghij'[n % 10]}x {n}", "right", "forbidden") for n in range(20_000))
    document = Document("The wordcx 12 stands here, and wordcx 13 does not count.")
    assert [match.found for match in terms.matches(document, "forbidden")] == ["wordcx 12"]


def test_cost_grows_with_the_text() -> None:
    terms = Terms(TERMS)

    def work(copies: int) -> Callable[[], object]:
        document = Document("An illegal alien, collateral damage, Majles; der spiegel wrote so. " * copies)
        assert document.vocabulary
        return lambda: (
            [list(terms.matches(document, kind)) for kind in get_args(Kind)] + [list(terms.altered(document))]
        )

    assert grows_linearly(work, 500)
