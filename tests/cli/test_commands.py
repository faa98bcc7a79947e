"""The smaller commands, and what holds for all of them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from mtqa import check as mtqa_check
from mtqa.cli.main import COMMANDS, main
from mtqa.render.json import schema
from mtqa.rules import all_rules


def mtqa(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    done = mtqa(name, "--help")
    assert done.exit_code == 0
    assert f"\n  Examples:\n    mtqa {name}" in done.stdout


def test_the_version_comes_with_the_signature() -> None:
    from mtqa.engine.profile import DEFAULT
    from mtqa.engine.selection import select
    from mtqa.engine.signature import signature

    rules = select(all_rules(), preview=DEFAULT.preview)
    version = mtqa("--version").stdout
    assert version == f"mtqa 0.1.0 ({signature(rules, DEFAULT)})\n"
    assert mtqa_check("Nothing here.").signature in version


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_is_explained_by_code_and_by_name(rule: object) -> None:
    code, name = rule.code, rule.name  # type: ignore[attr-defined]
    page = mtqa("explain", code)
    assert page.exit_code == 0
    assert page.stdout == mtqa("explain", name.upper()).stdout
    assert page.stdout.startswith(f"{code}  {name}\n")
    for heading in ("\nWhy it matters\n", "\nFlagged\n", "\nLeft alone\n"):
        assert heading in page.stdout


def test_a_rule_explains_its_options_and_what_it_awaits() -> None:
    page = mtqa("explain", "STY06").stdout
    assert "\nTakes part once a house file says spelling =" in page
    assert "\nOptions  in a house file, under [rules.STY06]\n    ize = false  Whether a British house writes" in page


def test_an_unknown_rule_names_what_comes_close() -> None:
    done = mtqa("explain", "stray-ful-stop")
    assert done.exit_code == 2
    assert '(did you mean "stray-full-stop"?)' in done.stderr


def test_rules_lists_every_rule_in_both_forms() -> None:
    listed = json.loads(mtqa("rules", "--format", "json").stdout)
    assert [row["code"] for row in listed] == [rule.code for rule in all_rules()]
    table = mtqa("rules").stdout
    assert [rule.code for rule in all_rules() if f"  {rule.code}  {rule.name}" not in table] == []


def test_rules_takes_selectors() -> None:
    listed = json.loads(mtqa("rules", "--format", "json", "--select", "PUN01").stdout)
    assert listed[0]["name"] == "stray-full-stop"
    assert len(listed) == 1


def test_the_schema_is_the_published_one() -> None:
    assert mtqa("schema").stdout == schema()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_asks_mtqa(shell: str) -> None:
    assert f"_MTQA_COMPLETE={shell}_complete" in mtqa("completion", shell).stdout


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("mtqa ch", ["check"]),
        ("mtqa explain PUN01", ["PUN01"]),
        ("mtqa check --select QUO,stray-full", ["QUO,stray-full-stop"]),
        ("mtqa check --format jsonl", ["jsonl"]),
    ],
)
def test_a_shell_completes_commands_rules_and_choices(words: str, completed: list[str]) -> None:
    environment = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1), "_MTQA_COMPLETE": "bash_complete"}
    done = CliRunner().invoke(main, env=environment, prog_name="mtqa")
    assert [line.split(",", 1)[1] for line in done.stdout.splitlines()] == completed


def test_a_command_loads_no_other() -> None:
    code = (
        "import sys; from mtqa.cli.main import main\n"
        "try: main(['schema'])\n"
        "except SystemExit: pass\n"
        "print(sorted(name for name in sys.modules if name.startswith('mtqa.cli.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "['mtqa.cli.main', 'mtqa.cli.output', 'mtqa.cli.schema', 'mtqa.cli.streams']\n"


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mtqa.render.json.schema", interrupted)
    done = mtqa("schema")
    assert (done.exit_code, done.stderr.strip()) == (130, "mtqa: interrupted")


def test_a_defect_of_mtqa_is_one_line_for_users(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("mtqa.render.json.schema", broken)
    done = mtqa("schema")
    assert (done.exit_code, done.stderr) == (
        4,
        "mtqa: this is a defect of mtqa: RuntimeError: no (--debug shows where)\n",
    )
