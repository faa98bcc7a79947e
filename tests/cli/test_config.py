"""House files as users of the command line meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.main import main
from tests.engine.config.houses import write
from tests.rulebook.test_glossaries import HOUSE

STORY = "Talks end\n\nThe talks ended. . Nobody spoke to the reporters.\n"


def mtqa(*arguments: str | Path, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=data)


def findings(done: Result) -> dict[str, list[tuple[str, str]]]:
    """Codes and severities by the name of the story."""
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(r["path"]).name: [(f["code"], f["severity"]) for f in r["findings"]] for r in records}


def test_every_story_has_the_house_file_of_its_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        mtqa__toml='select = "PUN01"',
        a__txt=STORY,
        web___mtqa__toml='[severity]\nPUN01 = "major"',
        web___b__txt=STORY,
        wire___mtqa__toml='root = true\nselect = "QUO"',
        wire___c__txt=STORY,
    )
    done = mtqa("check", tmp_path, "--format", "jsonl")
    assert findings(done) == {"a.txt": [("PUN01", "minor")], "b.txt": [("PUN01", "major")], "c.txt": []}
    assert len({json.loads(line)["signature"] for line in done.stdout.splitlines()}) == 3
    assert findings(mtqa("check", tmp_path, "--format", "jsonl", "--no-config", "--select", "PUN01"))["c.txt"]
    one = mtqa("check", tmp_path, "--format", "jsonl", "--config", tmp_path / "web" / "mtqa.toml", "--select", "PUN01")
    assert set(map(tuple, findings(one).values())) == {(("PUN01", "major"),)}


def test_nothing_is_checked_with_half_a_configuration(tmp_path: Path) -> None:
    write(tmp_path, mtqa__toml="", a__txt=STORY, web___mtqa__toml='select = "PUN0l"', web___b__txt=STORY)
    done = mtqa("check", tmp_path, "--format", "jsonl")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f'mtqa: {tmp_path}/web/mtqa.toml:1: select: no rule, family, category or severity "PUN0l" '
        '(did you mean "PUN01"?); `mtqa rules` lists them\n'
    )
    write(tmp_path, web___mtqa__toml="a = 1\nb = 2")
    assert len(mtqa("check", tmp_path).stderr.splitlines()) == 2
    assert mtqa("fix", tmp_path).exit_code == 2


def test_the_house_says_when_a_run_fails_and_an_option_wins(tmp_path: Path) -> None:
    write(tmp_path, mtqa__toml='fail-on = "minor"', a__txt=STORY)
    assert mtqa("check", tmp_path).exit_code == 1
    assert mtqa("check", tmp_path, "--fail-on", "never").exit_code == 0
    assert mtqa("check", tmp_path, "--profile", "wire").exit_code == 0


def test_standard_input_has_the_house_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, mtqa__toml='select = "PUN01"\n[severity]\nPUN01 = "critical"')
    monkeypatch.chdir(tmp_path)
    done = mtqa("check", "-", "--format", "jsonl", data=STORY.encode())
    assert findings(done) == {"<stdin>": [("PUN01", "critical")]}


def test_files_passed_over_are_counted_and_named_ones_are_checked(tmp_path: Path) -> None:
    write(
        tmp_path,
        mtqa__toml='select = "PUN01"\nextends = "base.toml"\nignore-files = ["drafts/**", "*.old.txt", "**/notes"]',
        base__toml="",
        a__txt=STORY,
        a__old__txt=STORY,
        drafts___deep___b__txt=STORY,
        x___y___notes___c__txt=STORY,
        notes__txt=STORY,
    )
    done = mtqa("check", tmp_path, "--format", "jsonl")
    assert sorted(findings(done)) == ["a.txt", "notes.txt"]
    assert (done.exit_code, done.stderr) == (
        0,
        f"mtqa: {tmp_path}/mtqa.toml: ignore-files passes over 3 files\n",
    )
    assert sorted(findings(mtqa("check", tmp_path / "a.old.txt", "--format", "jsonl"))) == ["a.old.txt"]


def test_a_fix_takes_what_the_house_leaves_in(tmp_path: Path) -> None:
    write(tmp_path, mtqa__toml='ignore = "PUN01"', a__txt=STORY)
    assert mtqa("fix", tmp_path / "a.txt").stdout == ""
    assert "+The talks ended. Nobody" in mtqa("fix", tmp_path / "a.txt", "--no-config").stdout


def test_config_shows_what_is_in_force_and_who_says_so(tmp_path: Path) -> None:
    write(tmp_path, mtqa__toml='extends = "gate"\nmin-severity = "major"\n[rules.REP08]\nwords = 9')
    shown = json.loads(mtqa("config", tmp_path, "--format", "json").stdout)
    assert shown["layers"] == ["profile gate", f"{tmp_path}/mtqa.toml"]
    said = {row["key"]: (row["value"], row["from"], row["line"]) for row in shown["settings"]}
    assert said["min-severity"] == ("major", f"{tmp_path}/mtqa.toml", 2)
    assert said["rules.REP08.words"] == (9, f"{tmp_path}/mtqa.toml", 4)
    assert said["preview"] == (False, "profile gate", None)
    assert said["select"] == ([], "default", None)
    page = " ".join(mtqa("config", tmp_path).stdout.split())
    assert 'min-severity "major" ' in page
    assert "preview false profile gate: what is not proven stops no story" in page
    assert f"signature: {shown['signature']}"[11:] in page


def test_the_file_that_init_writes_is_in_order_with_everything_switched_on(tmp_path: Path) -> None:
    done = mtqa("init", tmp_path, "--profile", "web")
    assert (done.exit_code, done.stderr) == (0, f"{tmp_path}/mtqa.toml written; `mtqa config` shows what is in force\n")
    assert json.loads(mtqa("config", tmp_path, "--format", "json").stdout)["layers"][0] == "profile web"
    again = mtqa("init", tmp_path)
    assert (again.exit_code, again.stderr) == (
        2,
        f"mtqa: {tmp_path}/mtqa.toml: the file exists; it is left as it is, `mtqa config` shows what it says\n",
    )


def test_init_knows_the_profiles(tmp_path: Path) -> None:
    done = mtqa("init", tmp_path, "--profile", "wier")
    assert done.exit_code == 2
    assert 'there is no profile "wier" (did you mean "wire"?); profiles are archive, gate, web, wire' in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_desk_tries_the_examples_of_its_own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, mtqa__toml='phrases = "style/*.toml"', style___house__toml=HOUSE)
    monkeypatch.chdir(tmp_path)
    done = mtqa("rules", "--test")
    assert (done.exit_code, done.stdout) == (
        0,
        "style/house.toml: STY90 house-word: 6 examples, all as they should be\n",
    )
    wrong = HOUSE.replace('right = "rough figure"', 'right = "guess"').replace("He hit a home run over", "He saw")
    write(tmp_path, mtqa__toml="", style___house__toml=wrong)
    done = mtqa("rules", "--test", "style/house.toml")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "style/house.toml:11: rule: “It was a ballpark figure.” is to become “It was a rough figure.”, "
        "and becomes “It was a guess.”",
        "style/house.toml:11: rule: “A ballpark figure will do.” is to become “A rough figure will do.”, "
        "and becomes “A guess will do.”",
        "style/house.toml:22: entry.ballpark: “A ballpark figure is enough.” is to become “A rough figure is enough.”, "
        "and becomes “A guess is enough.”",
        "style/house.toml:23: entry.ballpark: “He saw the ballpark figures.” is right (baseball), "
        "and yet “ballpark figures” is flagged",
        "style/house.toml: STY90 house-word: 6 examples, 4 mistakes",
    ]
    done = mtqa("rules", "--test")
    assert done.exit_code == 2
    assert "no mtqa.toml here names phrases; name a file" in done.stderr


def test_all_mistakes_of_all_phrase_files_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = HOUSE.replace('severity = "minor"', 'severity = "bad"').replace('source = "style book, 4.2"\n', "")
    wrong = wrong.replace("unless = ", "unles = ") + "[entry.second]\nfind = 5\n[entrie.third]\n"
    files = {"wrong__toml": wrong, "code__toml": HOUSE.replace("STY90", "STY9"), "house__toml": HOUSE}
    write(tmp_path, **files, latin__toml="")
    (tmp_path / "latin.toml").write_bytes("# Bäume\n".encode("latin-1"))
    done = mtqa("rules", "--test", "wrong.toml", "none.toml", "code.toml", "latin.toml", "house.toml")
    assert (done.exit_code, done.stdout) == (2, "house.toml: STY90 house-word: 6 examples, all as they should be\n")
    assert [line.partition(" (")[0] for line in done.stderr.splitlines()] == [
        "mtqa: wrong.toml:25: entrie: there is no such table; a glossary has [rule], [words] and [entry.ID]",
        "mtqa: wrong.toml:6: rule: “severity” is “bad”; it must be one of neutral, minor, major, critical",
        "mtqa: wrong.toml:20: entry.ballpark: there is no key “unles”",
        "mtqa: wrong.toml:17: entry.ballpark: “source” is missing",
        "mtqa: wrong.toml:24: entry.second: “find” must be a list in [ ]",
        "mtqa: wrong.toml:23: entry.second: “source”, “bad”, “good” are missing",
        "mtqa: none.toml: cannot be read: No such file or directory",
        "mtqa: code.toml:2: rule: STY9: a rule's code is three letters and two digits, such as PUN01",
        "mtqa: latin.toml:1: this is not UTF-8; save the file as UTF-8 text",
    ]


def test_a_desks_own_rule_is_explained_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert mtqa("explain", "STY90").exit_code == 2
    write(tmp_path, mtqa__toml='phrases = "house.toml"', house__toml=HOUSE)
    assert mtqa("explain", "STY90").stdout.startswith("STY90  house-word\n")
    assert mtqa("explain", "house-word").stdout == mtqa("explain", "STY90").stdout


def test_a_desk_has_rules_of_its_own_and_they_count(tmp_path: Path) -> None:
    write(
        tmp_path, mtqa__toml='phrases = "house.toml"\nselect = "STY90"', house__toml=HOUSE, a__txt="A ballpark figure."
    )
    (record,) = map(json.loads, mtqa("check", tmp_path, "--format", "jsonl").stdout.splitlines())
    assert [(one["code"], one["preview"]) for one in record["findings"]] == [("STY90", False)]
    write(tmp_path, house__toml=HOUSE.replace("STY90", "PUN01"), mtqa__toml='\nphrases = "house.toml"')
    done = mtqa("check", tmp_path)
    assert (done.exit_code, done.stderr) == (
        2,
        f"mtqa: {tmp_path}/house.toml (named by {tmp_path}/mtqa.toml:2): [rule]: there is another rule PUN01 or "
        "“house-word”; a desk's own rules have codes STY50 to STY99 and names of their own\n",
    )
    write(tmp_path, house__toml=HOUSE.replace("find =", "fnd ="), mtqa__toml='phrases = "house.toml"')
    assert mtqa("check", tmp_path).stderr.startswith(
        f"mtqa: {tmp_path}/house.toml:18: entry.ballpark: there is no key “fnd” (did you mean “find”?)"
    )
