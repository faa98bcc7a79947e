"""The Python interface: its names, its lightness, and one story through it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import mtqa


def test_the_public_names_are_these() -> None:
    assert mtqa.__all__ == [
        "Category",
        "ConfigError",
        "Document",
        "Finding",
        "MtqaError",
        "ReadError",
        "Result",
        "RuleError",
        "Score",
        "Severity",
        "Span",
        "Suggestion",
        "Unread",
        "Verdict",
        "__version__",
        "check",
        "find_config",
        "read",
    ]
    assert [name for name in mtqa.__all__ if not hasattr(mtqa, name)] == []
    assert set(mtqa.__all__) <= set(dir(mtqa))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'mtqa' has no attribute 'chekc'"):
        mtqa.chekc  # noqa: B018


def _imported(code: str) -> set[str]:
    listed = "import sys; print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", f"{code}; {listed}"], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_mtqa_is_light() -> None:
    heavy = {"rich", "re2", "click", "json", "re", "dataclasses", "ftfy", "langdetect", "rapidfuzz", "sacrebleu"}
    # Python 3.12's typing brings `re` along.
    bare = _imported("import typing")
    assert (_imported("import mtqa") - bare) & heavy == set()


def test_a_check_loads_no_front_end() -> None:
    assert _imported("import mtqa; mtqa.check('Talks end.')") & {"rich", "click", "rapidfuzz", "sacrebleu"} == set()


def test_a_check_loads_nothing_that_reads_house_files_or_draws_in_colours(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Talks end.", "utf-8")
    code = (
        "import sys; from mtqa.cli.main import main\n"
        f"try: main(['check', {str(tmp_path / 'story.txt')!r}])\n"
        "except SystemExit: pass\n"
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'mtqa.engine.checkers'" in done.stderr
    reading = ("mtqa.engine.config", "mtqa.rulebook.term_matching", "tomllib", "rapidfuzz")
    for module in (*reading, "rich.text", "rich.console"):
        assert f"'{module}" not in done.stderr


def test_a_story_is_checked() -> None:
    found = mtqa.check("The talks ended. . Nobody spoke.", select=["punctuation"]).findings
    assert [(finding.code, finding.quote, finding.span) for finding in found] == [("PUN01", ". .", mtqa.Span(15, 18))]
    assert mtqa.check(mtqa.Document("All is well.")).verdict is mtqa.Verdict.PASS


def test_thresholds_and_selectors_are_those_of_the_command_line() -> None:
    text = "The talks ended. . Nobody spoke."
    assert mtqa.check(text, ignore=["PUN"]).findings == ()
    assert mtqa.check(text, min_severity=mtqa.Severity.MAJOR).findings == ()
    with pytest.raises(mtqa.ConfigError, match="did you mean"):
        mtqa.check(text, select=["PUN0l"])


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("All is well.", "utf-8")
    assert [type(one) for one in mtqa.read(path)] == [mtqa.Document]
    with pytest.raises(mtqa.ReadError, match="No such file"):
        list(mtqa.read(tmp_path / "gone.txt"))
