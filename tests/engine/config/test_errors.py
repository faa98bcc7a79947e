"""A malformed house file names the file, the line, the key and the way out; and nothing is checked with half of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.config.houses import told

WRONG = {
    "a text without quotation marks": (
        "# our desk\nmin-severity = minor\n",
        "mtqa.toml:2:16: this is not TOML: invalid value in “min-severity = minor”; "
        "a text stands in quotation marks, and true and false are written small",
    ),
    "a list left open": (
        'select = ["PUN"\nignore = []\n',
        "mtqa.toml:2:1: this is not TOML: unclosed array in “ignore = []”; "
        "between the values of a list stand commas, and ] ends it",
    ),
    "a text left open at the end": (
        'select = """PUN',
        "mtqa.toml:1: this is not TOML: the file ends too early; close what is open: a text, a list, a table",
    ),
    "a key twice": (
        'select = "PUN"\nselect = "QUO"\n',
        'mtqa.toml:2:15: this is not TOML: cannot overwrite a value in “select = "QUO"”; '
        "each key and each table may stand once",
    ),
    "a misspelt key": (
        "\n\nmin_severity = 'minor'\n",
        'mtqa.toml:3: min_severity: there is no such key (did you mean "min-severity"?)',
    ),
    "a key that is called otherwise": (
        'profile = "wire"',
        'mtqa.toml:1: profile: there is no such key (did you mean "extends"?)',
    ),
    "a severity that there is not": (
        'min-severity = "mayor"',
        "mtqa.toml:1: min-severity: this must be one of critical, major, minor, information, "
        'not "mayor" (did you mean "major"?)',
    ),
    "a flag in quotation marks": (
        'preview = "yes"',
        'mtqa.toml:1: preview: this must be true or false, without quotation marks, not "yes"',
    ),
    "a number in quotation marks": (
        'min-confidence = "0.9"',
        'mtqa.toml:1: min-confidence: this must be a number, without quotation marks, not "0.9"',
    ),
    "a number out of bounds": (
        "min-confidence = 80",
        "mtqa.toml:1: min-confidence: 80 is too large; the least is 0, the most 1",
    ),
    "not a whole number": (
        "listed = 1.5",
        "mtqa.toml:1: listed: this must be a whole number, without quotation marks, not 1.5",
    ),
    "a list of numbers": (
        "select = [1, 2]",
        "mtqa.toml:1: select: this must be a text in quotation marks, or a list of them in [ ], not this list",
    ),
    "an expression without a sign": (
        'ignore-text = [""]',
        "mtqa.toml:1: ignore-text: a text is empty; write something into it, or take it out",
    ),
    "a severity for a table": (
        'severity = "minor"',
        'mtqa.toml:1: severity: this must be a table such as [severity], with lines such as PUN01 = "minor", '
        'not "minor"',
    ),
    "a key below a table": (
        '[severity]\nPUN01 = "off"\n\nlisted = 5\n',
        "mtqa.toml:4: severity.listed: “listed” is no part of [severity]; write it above the first [table] of the file",
    ),
    "a setting that there is not": (
        '[severity]\nQUO = "minor"\nPUN01 = "of"\n',
        "mtqa.toml:3: severity.PUN01: this must be one of critical, major, minor, information, off, default, "
        'not "of" (did you mean "off"?)',
    ),
    "a rule that there is not": (
        'select = [\n  "QUO",\n  "PUN0l",\n]',
        'mtqa.toml:3: select: no rule, family, category or severity "PUN0l" (did you mean "PUN01"?); '
        "`mtqa rules` lists them",
    ),
    "a severity for a rule that there is not": (
        '[severity]\npuntuation = "off"',
        'mtqa.toml:2: severity.puntuation: no rule, family, category or severity "puntuation" '
        '(did you mean "punctuation"?); `mtqa rules` lists them',
    ),
    "options of a rule that there is not": (
        "[rules.REP99]\nwords = 3",
        'mtqa.toml:2: rules.REP99.words: no rule is called "REP99" (did you mean "REP0',
    ),
    "an option that a rule does not have": (
        "[rules.REP08]\nword = 10",
        'mtqa.toml:2: rules.REP08.word: there is no option "word" (did you mean "words"?); REP08 has options words',
    ),
    "an option of a rule without": (
        "[rules.PUN01]\nwords = 10",
        'mtqa.toml:2: rules.PUN01.words: there is no option "words"; PUN01 has no options',
    ),
    "an option of the wrong kind": (
        '[rules.sentence-twice]\nwords = "ten"',
        "mtqa.toml:2: rules.sentence-twice.words: this must be a whole number",
    ),
    "an option out of bounds": (
        "[rules]\nREP08 = { words = 2 }",
        "mtqa.toml:2: rules.REP08.words: 2 is too small; the least is 6",
    ),
    "a profile that there is not": (
        'extends = "wier"',
        'mtqa.toml:1: extends: there is no profile and no file "wier" (did you mean "wire"?)',
    ),
    "a file that there is not": (
        '\nextends = ["wire", "../desk.toml"]',
        'mtqa.toml:2: extends: there is no profile and no file "../desk.toml"; profiles are archive, gate, web, wire; '
        "paths are relative to the file that names them",
    ),
    "phrases that there are not": (
        'phrases = "house/*.toml"',
        'mtqa.toml:1: phrases: there is no file "house/*.toml"; it is sought from ',
    ),
    "an absolute pattern that fits nothing": (
        'glossary = "/no/such/*.csv"',
        'mtqa.toml:1: glossary: there is no file "/no/such/*.csv"; it is sought from ',
    ),
    "what can be the name of no file": (
        'names = "' + 5000 * "n" + '"',
        'mtqa.toml:1: names: there is no file "nnn',
    ),
    "lists in lists without end": (
        "select = " + 5000 * "[",
        "mtqa.toml:1: this is not TOML: lists stand too deep in one another; one list of texts is enough",
    ),
    "an expression with look-ahead": (
        "ignore-text = [\n  'Photo.*',\n  '(?=a)b',\n]",
        'mtqa.toml:3: ignore-text: "(?=a)b" is no expression of RE2: invalid perl operator: (?=; '
        "look-around, such as (?=...) and (?<!...), is not possible; match the words around too",
    ),
    "an expression with a bracket too few": (
        "ignore-text = '(a'",
        'mtqa.toml:1: ignore-text: "(a" is no expression of RE2: missing ): (a; '
        "a bracket has no partner; write \\( for the sign itself",
    ),
    "a repeat of a repeat of a repeat": (
        "ignore-text = '((a{100}){100}){100}'",
        'mtqa.toml:1: ignore-text: "((a{100}){100}){100}" is no expression of RE2: invalid repetition size: {100}; '
        "a repeat is written {2,5}, and 1000 is the most",
    ),
}


@pytest.mark.parametrize(("text", "line"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place_and_the_way_out(tmp_path: Path, text: str, line: str) -> None:
    (message,) = told(tmp_path, mtqa__toml=text)
    assert message.startswith(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# ours\nlisted = 1" + 10_000 * "0", 2),
        ("[rules.REP08]\nwords = 0x" + 40_000 * "1", 2),
        ("preview = true\nselect = [\n  'PUN01', 0x" + 40 * "1" + "\n]", 2),
    ],
)
def test_a_number_longer_than_any_is_told_in_our_words(tmp_path: Path, text: str, line: int) -> None:
    (message,) = told(tmp_path, mtqa__toml=text)
    assert message == f"mtqa.toml:{line}: this is not TOML: a number has too many digits; write a shorter one"


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    lines = told(tmp_path, mtqa__toml='preview = 1\nselct = "PUN"\nlisted = 0\n')
    assert [line.partition(": ")[0] for line in lines] == ["mtqa.toml:1", "mtqa.toml:2", "mtqa.toml:3"]


def test_mistakes_of_every_kind_are_told_at_once(tmp_path: Path) -> None:
    house = (
        'extends = "desk.toml"\nignore = "PUN0l"\nignore-text = "(a"\n'
        '[severity]\nSEN0l = "minor"\nPUN01 = "grave"\nPUN02 = 5\nQUO = "major"\n[rules.REP08]\nwrods = 1\n'
    )
    lines = told(tmp_path, mtqa__toml=house, desk__toml="preview = 1")
    assert [": ".join(line.split(": ")[:2]) for line in lines] == [
        "desk.toml:1: preview",
        "mtqa.toml:6: severity.PUN01",
        "mtqa.toml:7: severity.PUN02",
        "mtqa.toml:3: ignore-text",
        "mtqa.toml:2: ignore",
        "mtqa.toml:5: severity.SEN0l",
        "mtqa.toml:10: rules.REP08.wrods",
    ]


def test_what_is_wrong_with_a_desks_files_is_told_with_the_rest(tmp_path: Path) -> None:
    lines = told(tmp_path, mtqa__toml='glossary = "none.csv"\nlisted = 0\nignore-text = "(a"\n')
    assert [": ".join(line.split(": ")[:2]) for line in lines] == [
        "mtqa.toml:2: listed",
        "mtqa.toml:3: ignore-text",
        "mtqa.toml:1: glossary",
    ]


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_bytes("# Büro\n# Großraum\n".encode("cp1252"))
    (line,) = told(tmp_path, mtqa__toml='extends = "desk.toml"')
    assert line == "desk.toml:1: this is not UTF-8; save the file as UTF-8 text"


def test_a_circle_is_told_with_all_its_files(tmp_path: Path) -> None:
    files = {"a__toml": 'extends = "b.toml"', "b__toml": '# b\nextends = ["wire", "a.toml"]'}
    (line,) = told(tmp_path, mtqa__toml='extends = "a.toml"', **files)
    assert line == ("b.toml:2: extends: a.toml extends b.toml extends a.toml, which is a circle; take one of them out")
    (line,) = told(tmp_path, mtqa__toml='extends = "mtqa.toml"')
    assert line == "mtqa.toml:1: extends: mtqa.toml extends mtqa.toml, which is a circle; take one of them out"


def test_a_house_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    from mtqa.engine.checkers import Checkers
    from mtqa.model.errors import ConfigError

    with pytest.raises(ConfigError, match=r"none\.toml: No such file or directory"):
        Checkers(config=tmp_path / "none.toml").of("")
