"""Glossaries: every entry's examples, the generated file, and what a wrong file is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from mtqa import check
from mtqa.model.errors import RuleError
from mtqa.model.span import Span
from mtqa.rulebook.compile import compiled, data_files, digest_of, glossary_files, pack_files
from mtqa.rulebook.glossary import compile_glossary, compile_pack, entry_examples, read_glossary
from mtqa.rulebook.rule import Bad, Example, Good, Hit, Rule
from mtqa.rulebook.shipped import ENTRIES as ENTRIES_FILE
from mtqa.rulebook.shipped import RULES as RULES_FILE
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.growth import grows_linearly

RULES = {rule.code: rule for rule in all_rules()}


def _cases() -> Iterator[tuple[Rule, str, tuple[Example, ...]]]:
    """Every entry of every file, with the rule it belongs to and its examples."""
    for path in (*glossary_files(), *pack_files()):
        text = path.read_text("utf-8")
        own = compile_glossary(path.name, text)[0]["code"] if path in glossary_files() else ""
        for table, examples in entry_examples(path.name, text).items():
            kind, _, name = table.partition(".")
            yield RULES[own or kind], name, examples


CASES = list(_cases())
ENTRIES = [pytest.param(*case, id=f"{case[0].code}-{case[1]}") for case in CASES]
BEFORE = "Été à Orléans 😀.\n\n“It was over,” she said.\n\n"

HOUSE = """
[rule]
code = "STY90"
name = "house-word"
category = "style/organizational"
severity = "minor"
message = "We write “{right}”, not “{found}”."
summary = "A word the house does not use."
why = "The style book says so."
limits = "Only listed words."
bad = ["It was a [[ballpark figure => rough figure]].", "A [[ballpark figure => rough figure]] will do."]
good = [["It was a figure.", "plain"], ["A ballpark was built.", "the place"]]

[words]
sport = ["baseball", "home run"]

[entry.ballpark]
find = ["ballpark figure(s)"]
right = "rough figure"
source = "style book, 4.2"
unless = ["@sport"]
bad = ["A [[ballpark figure => rough figure]] is enough."]
good = [["He hit a home run over the ballpark figures.", "baseball"]]
"""


def _run(rule: Rule, text: str) -> list[Hit]:
    return sorted(rule.hits(Document(text)), key=lambda hit: hit.span)


def _mended(text: str, hits: Iterable[Hit]) -> str:
    for hit in sorted(hits, key=lambda hit: hit.span, reverse=True):
        if hit.suggestion is not None:
            text = text[: hit.span.start] + hit.suggestion.text + text[hit.span.end :]
    return text


@pytest.mark.parametrize(("rule", "name", "examples"), ENTRIES)
def test_entry_finds_its_bad_examples_and_leaves_the_good_ones(
    rule: Rule, name: str, examples: tuple[Example, ...]
) -> None:
    for example in examples:
        hits = _run(rule, example.text)
        if isinstance(example, Good):
            assert hits == [], example.why
            continue
        assert tuple(hit.span for hit in hits) == example.spans, example.marked
        assert {hit.evidence["entry"] for hit in hits} == {name}
        shifted = tuple(Span(span.start + len(BEFORE), span.end + len(BEFORE)) for span in example.spans)
        assert tuple(hit.span for hit in _run(rule, BEFORE + example.text)) == shifted
        for hit in hits:
            assert re.search(r"[.!?]”?$", hit.message)
            assert "{" not in hit.message
        if example.fixed is None:
            assert not any(hit.suggestion for hit in hits)
        else:
            assert _mended(example.text, hits) == example.fixed
            assert _run(rule, example.fixed) == []


@pytest.mark.parametrize(("rule", "name", "examples"), ENTRIES)
def test_entry_has_a_bad_and_a_good_example(rule: Rule, name: str, examples: tuple[Example, ...]) -> None:
    del rule, name
    assert any(isinstance(example, Bad) for example in examples)
    assert any(isinstance(example, Good) for example in examples)


def test_compiled_files_are_current() -> None:
    rules, entries = compiled()
    assert RULES_FILE.read_text("utf-8") == rules, "run python -m mtqa.rulebook.compile"
    assert ENTRIES_FILE.read_text("utf-8") == entries, "run python -m mtqa.rulebook.compile"


def test_digest_of_the_data_changes_with_each_file_that_rules_read(tmp_path: Path) -> None:
    names = [path.name for path in data_files()]
    assert names == ["gazetteer.jsonl", "gazetteer.txt", "lexicon.txt", "news_words.txt", "spelling.toml", "verbs.txt"]
    files = [tmp_path / name for name in names]
    for file in files:
        file.write_text("word\n", "utf-8")
    digests = {digest_of(files)}
    for file in files:
        file.write_text("words\n", "utf-8")
        digests.add(digest_of(files))
    assert len(digests) == len(files) + 1


def test_house_file_gives_a_rule(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(HOUSE, "utf-8")
    rule = read_glossary(path)
    (hit,) = _run(rule, "The ballpark figures\nwere wrong.")
    assert (hit.span, hit.message) == (Span(4, 20), "We write “rough figure”, not “ballpark figures”.")
    assert _run(rule, "Baseball has ballpark figures.") == []
    assert _run(rule, "A home  run. A ballpark figure.") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[words]", "[words", "this is not TOML"),
        ('right = "rough', 'rihgt = "rough', "entry.ballpark: there is no key “rihgt” (did you mean “right”?)"),
        ('source = "style book, 4.2"\n', "", "entry.ballpark: “source” is missing"),
        (
            'severity = "minor"',
            'severity = "bad"',
            "“severity” is “bad”; it must be one of neutral, minor, major, critical",
        ),
        ("@sport", "@sports", "“unless” names the list “@sports”, which [words] does not have"),
        ('"home run"]', '"@sport"]', "names itself"),
        ("figure(s)", "figure(s", "has a bracket without its partner"),
        ("ballpark figure(s)", "<Nam> figure", "has <Nam>; placeholders are <Name>, <number>, <word>"),
        ('right = "rough figure"\n', "", "“right” is missing, and the message quotes it"),
        ('find = ["ballpark figure(s)"]', 'find = "ballpark"', "“find” must be a list in [ ]"),
        ("A [[ballpark figure => rough figure]] is", "A ballpark is", "marks nothing; write [[wrong => right]]"),
        ('["He hit a home run over the ballpark figures.", "baseball"]', '"He hit."', "a good example is a pair"),
        (
            '"ballpark figure(s)"',
            '"ballpark figure =>"',
            "“find” has a phrase with nothing after =>; write what is right",
        ),
        ("[entry.ballpark]", "[entries.ballpark]", "a glossary has [rule], [words] and [entry.ID]"),
        ("ballpark figure(s)", "(|)<number>", "without a single letter of its own"),
    ],
)
def test_wrong_file_is_told_place_fact_and_way_out(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in HOUSE
    path = tmp_path / "house.toml"
    path.write_text(HOUSE.replace(old, new), "utf-8")
    with pytest.raises(RuleError) as raised:
        read_glossary(path)
    assert str(path) in str(raised.value)
    assert message in str(raised.value)


def test_each_word_of_an_entry_may_have_what_is_right_for_it(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    find = """[
        "ballpark figure => rough figure",
        "ballpark figures => rough figures",
        "ball park figure",
        "guess <number> => about <number>",
    ]"""
    path.write_text(
        HOUSE.replace('["ballpark figure(s)"]', find).replace('right = "rough figure"', 'right = "estimate"')
    )
    rule = read_glossary(path)
    text = "Ballpark figures are one thing, a ballpark figure or a ball park figure another. They guess 40 came."
    assert [(hit.message, hit.suggestion and hit.suggestion.text) for hit in _run(rule, text)] == [
        ("We write “Rough figures”, not “Ballpark figures”.", "Rough figures"),
        ("We write “rough figure”, not “ballpark figure”.", "rough figure"),
        ("We write “estimate”, not “ball park figure”.", "estimate"),
        ("We write “about 40”, not “guess 40”.", "about 40"),
    ]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Two marshrutkas met in the northern raions.", "Two minibuses met in the northern districts."),
        ("The elektrichkas stood still, and BPLAs fell.", "The commuter trains stood still, and drones fell."),
        ("Three DRGs crossed the border near Kharkiv.", "Three sabotage groups crossed the border near Kharkiv."),
        ("A podpolkovnik spoke for the Minzdrav.", "A lieutenant colonel spoke for the Health Ministry."),
    ],
)  # fmt: skip
def test_a_word_is_mended_into_its_own_sense_and_number(text: str, mended: str) -> None:
    assert _mended(text, _run(RULES["UNT04"], text)) == mended


def test_missing_house_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"none\.toml: cannot be read"):
        read_glossary(tmp_path / "none.toml")


def test_cost_of_a_glossary_grows_linearly() -> None:
    rule = CASES[0][0]
    sentence = CASES[0][2][0].text

    def work(copies: int) -> Callable[[], object]:
        text = f"{sentence} " * copies
        return lambda: list(rule.hits(Document(text)))

    assert len(list(rule.hits(Document(f"{sentence} " * 50)))) == 50
    assert grows_linearly(work, 1_000)


PACK = """
language = "ar"

[words]
gulf = ["Kuwait"]

[STY90.majlis]
find = ["mahalli"]
right = "local"
source = "محلي"
unless = ["@gulf"]
bad = ["The [[mahalli => local]] council met."]
good = [["Kuwait has a mahalli council.", "at home there"]]
"""


def test_pack_gives_entries_to_rules_and_its_language_to_entries() -> None:
    entries = compile_pack("ar.toml", PACK, {"STY90": "“{found}” is {right}.", "STY91": "Other."})
    ((code, (entry,)),) = entries.items()
    assert (code, entry["id"], entry["language"], entry["right"]) == ("STY90", "majlis", "ar", ["local"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'language = "ar"',
            'language = "xx"',
            'language: “xx” is none; a pack begins with, say, language = "ar"',
        ),
        (
            "[STY90.majlis]",
            "[STY99.majlis]",
            "STY99: there is no such table; a pack has language, [words] and",
        ),
        ("[STY90.majlis]", "[STY90]", "STY90.find: this must be a table; write [STY90.find] and its keys below"),
        ('right = "local"\n', "", "STY90.majlis: “right” is missing, and the message quotes it"),
    ],
)
def test_wrong_pack_is_told_place_fact_and_way_out(old: str, new: str, message: str) -> None:
    assert old in PACK
    with pytest.raises(RuleError) as raised:
        compile_pack("ar.toml", PACK.replace(old, new), {"STY90": "“{found}” is {right}."})
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [("The mukhtar told the agency.", "an Arabic word"), ("The crew used a BPLA.", "a Russian word")],
)
def test_a_language_takes_its_article(text: str, said: str) -> None:
    (finding,) = check(text, select=["UNT04"]).findings
    assert said in finding.message
