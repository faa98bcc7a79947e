"""The rules' pages say what the declarations say."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs import generate
from mtqa.model.mqm import Category, Severity
from mtqa.rulebook.evidence import Evidence, RuleEvidence, measured
from mtqa.rulebook.pages import index, page, pages
from mtqa.rulebook.rule import Bad, Good, Rule
from mtqa.rules import all_rules
from mtqa.text.document import Document

DOCS = """A word is wrong | always.

Before the headings.

## Why it matters
Because.

## Known limits
Some.

## History
Long.
"""


def _rule(*examples: Bad | Good, code: str = "TST01", severity: Severity = Severity.MINOR, certain: str = "") -> Rule:
    def check(_document: Document) -> tuple[()]:
        return ()

    return Rule(
        code, "wrong-word", Category.SPELLING, severity, examples, check, DOCS, basis="a guess", certain=certain
    )


def test_pages_in_the_repository_are_current() -> None:
    made = pages(all_rules(), measured())
    kept = {path.name: path.read_text("utf-8") for path in generate.RULES.glob("*.md")}
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    assert not stale, f"out of date: {', '.join(stale)}; run `python -m docs.generate` and commit docs/rules"


def test_a_page_has_its_parts_in_reading_order() -> None:
    text = page(
        _rule(
            Bad("A [[B]] <c>.", fixed="A D <c>."),
            Good("Two\n\nparagraphs.", why="a layout"),
            Bad("[[missed]]", known_limit=True),
            Good("alarm", why="a name", known_limit=True),
        ),
        Evidence("2026-01-31", ("One set", "another"), 4_000, 60_000, {"TST01": RuleEvidence(8, 6, 3)}),
    )
    assert text == (
        "# wrong-word (TST01)\n\nA word is wrong | always.\n\nBefore the headings.\n\n"
        "| | |\n|---|---|\n| category | linguistic/spelling |\n| severity | minor |\n| confidence | 0.90 (a guess) |\n"
        "| status | preview: follows from the evidence below |\n| quoted speech | checked like the rest |\n\n"
        "## Why it matters\n\nBecause.\n\n## History\n\nLong.\n\n"
        "## Flagged\n\n<pre>A <ins><b>B</b></ins> &lt;c&gt;.</pre>\n\nbecomes\n\n<pre>A D &lt;c&gt;.</pre>\n\n"
        "## Left alone\n\nA layout:\n\n<pre>Two\n\nparagraphs.</pre>\n\n"
        "## Known limits\n\nSome.\n\nKnown miss:\n\n<pre><ins><b>missed</b></ins></pre>\n\n"
        "Known false alarm: a name:\n\n<pre>alarm</pre>\n\n"
        "## Evidence\n\n| measured | |\n|---|---|\n| findings on annotated stories (4,000 words) | 8 |\n"
        "| of these confirmed | 6 |\n| precision | 75 % |\n| alarms on edited news (60,000 words) | 3 |\n"
        "| alarms per 1,000 words | 0.050 |\n| date | 2026-01-31 |\n| data | One set; another |\n"
    )


def test_a_page_without_evidence_says_so() -> None:
    assert page(_rule(), Evidence()).endswith("## Evidence\n\nNot measured yet, so the rule is in preview.\n")


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("a[[]]b", "a<ins><b>‸</b></ins>b"),
        ("a[[ ]]b", "a<ins><b>␣</b></ins>b"),
        ("a[[\u200b]]b", "a<ins><b>⟨U+200B⟩</b></ins>b"),
        ("a\u00a0[[\ud800]]", "a⟨U+00A0⟩<ins><b>⟨U+D800⟩</b></ins>"),
    ],
)
def test_what_cannot_be_seen_is_named(marked: str, shown: str) -> None:
    assert f"<pre>{shown}</pre>" in page(_rule(Bad(marked)), Evidence())


def test_what_the_story_must_say_is_part_of_an_example() -> None:
    text = page(_rule(Good("x", why="a reason", context={"source_language": "ru"})), Evidence())
    assert "A reason (source language ru):\n\n<pre>x</pre>" in text
    text = page(_rule(Good("x", why="names", context={"names": frozenset({"Ryad", "Ann Lee"})})), Evidence())
    assert "Names (names Ryad and “Ann Lee”):\n\n<pre>x</pre>" in text


def test_a_certain_rule_says_why() -> None:
    assert "certain by its nature, nobody writes that |" in page(_rule(certain="nobody writes that"), Evidence())


def test_the_list_links_every_rule_under_its_family() -> None:
    rules = (_rule(code="PUN81"), _rule(code="QUO81", severity=Severity.NEUTRAL))
    assert index(rules, Evidence("2026-01-31", ("One set",))) == (
        "# Rules\n\n2 rules. Each links to what it looks for, with examples and evidence.\n\n"
        "Status as measured on 2026-01-31: One set.\n\n"
        "## Quotation marks\n\n| rule | what is wrong | severity | status |\n|---|---|---|---|\n"
        "| [QUO81](QUO81.md) wrong-word | A word is wrong \\| always. | neutral | preview |\n\n"
        "## Punctuation\n\n| rule | what is wrong | severity | status |\n|---|---|---|---|\n"
        "| [PUN81](PUN81.md) wrong-word | A word is wrong \\| always. | minor | preview |\n"
    )


def test_writing_replaces_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, guide = tmp_path / "rules", tmp_path / "guide.md"
    rules.mkdir()
    (rules / "OLD99.md").write_text("a rule that is no more", "utf-8")
    guide.write_text("Before.\n<!-- made from the code: keys -->\nold\n<!-- end -->\nAfter.\n", "utf-8")
    monkeypatch.setattr(generate, "RULES", rules)
    monkeypatch.setattr(generate, "SCHEMA", tmp_path / "schema.json")
    monkeypatch.setattr(generate, "GUIDE", guide)
    generate.main()
    assert guide.read_text("utf-8").startswith("Before.\n<!-- made from the code: keys -->\n| key |")
    assert guide.read_text("utf-8").endswith(" |\n<!-- end -->\nAfter.\n")
    names = {path.name for path in rules.iterdir()}
    assert names == {"README.md", *(f"{rule.code}.md" for rule in all_rules())}
