"""What house files, profiles and options amount to, and where each value comes from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mtqa
from mtqa.engine.checkers import Checkers, Options
from mtqa.engine.config.keys import KEYS
from mtqa.engine.config.layers import profile, profile_names
from mtqa.model.errors import ConfigError
from mtqa.model.mqm import Severity
from mtqa.rules import all_rules
from tests.engine.config.houses import check, write

STORY = "The talks ended. . Nobody spoke.\n"


def origins(checkers: Checkers, path: Path) -> dict[str, tuple[object, str]]:
    """What is in force for a story and departs from the defaults: values and origins, folders left out."""
    return {
        ".".join(one.keys): (one.value, re.sub(r".*/", "", str(one.origin)))
        for one in checkers.settings(str(path)).all()
        if one.origin.source.name != "default"
    }


def test_the_nearer_file_wins_and_the_further_one_holds_where_it_is_silent(tmp_path: Path) -> None:
    write(
        tmp_path,
        mtqa__toml='root = true\nmin-severity = "minor"\nignore = ["PUN01"]\nignore-text = ["a"]',
        desk___mtqa__toml='# desk\nignore = ["QUO"]\nignore-text = ["b"]\n[severity]\nREP = "minor"',
    )
    assert origins(Checkers(), tmp_path / "desk" / "story.txt") == {
        "min-severity": ("minor", "mtqa.toml:2"),
        "ignore": (("QUO",), "mtqa.toml:2"),
        "ignore-text": (("b",), "mtqa.toml:3"),
        "severity.REP": ("minor", "mtqa.toml:5"),
    }
    texts = Checkers().settings(str(tmp_path / "desk" / "story.txt")).texts("ignore-text")
    assert [text for text, _ in texts] == ["a", "b"]


def test_the_search_ends_at_a_root(tmp_path: Path) -> None:
    write(tmp_path, mtqa__toml='min-severity = "major"', desk___mtqa__toml="root = true", web___mtqa__toml="")
    checkers = Checkers()
    assert checkers.of(str(tmp_path / "desk" / "story.txt")).profile.min_severity is Severity.NEUTRAL
    assert checkers.of(str(tmp_path / "web" / "story.txt")).profile.min_severity is Severity.MAJOR
    assert checkers.of(str(tmp_path / "web" / "deep" / "er" / "story.txt")) is checkers.of(str(tmp_path / "web" / "x"))


def test_what_is_extended_stands_below_and_a_profile_asked_for_above(tmp_path: Path) -> None:
    config = write(
        tmp_path,
        mtqa__toml='extends = ["web", "desk.toml"]\nlisted = 7',
        desk__toml='listed = 5\nfail-on = "critical"',
    )
    plain = Checkers(config=config).of("").profile
    assert (plain.name, plain.listed, plain.fail_on, plain.min_confidence) == ("web", 7, Severity.CRITICAL, 0.8)
    gate = Checkers(Options(profile="gate", min_confidence=0.5), config=config).of("").profile
    assert (gate.name, gate.listed, gate.fail_on, gate.min_confidence) == ("gate", 10, Severity.MAJOR, 0.5)


def test_a_file_reached_twice_counts_once(tmp_path: Path) -> None:
    write(tmp_path, mtqa__toml="listed = 5", desk___mtqa__toml='extends = "../mtqa.toml"')
    layers = Checkers().settings(str(tmp_path / "desk" / "story.txt")).layers
    assert [layer.source.path.parent.name for layer in layers if layer.source.path] == [tmp_path.name, "desk"]


@pytest.mark.parametrize(
    ("toml", "options", "codes"),
    [
        ('select = ["PUN01", "QUO12"]', Options(), "PUN01 QUO12"),
        ('select = "PUN01,QUO12"\nignore = "QUO"', Options(), "PUN01 QUO12"),
        ('select = ["PUN01", "QUO12"]\n[severity]\nQUO12 = "off"', Options(), "PUN01"),
        ('ignore = "PUN01"', Options(select=("PUN01",)), "PUN01"),
        ('[severity]\nPUN = "off"', Options(select=("PUN01",)), "PUN01"),
        ('[severity]\nPUN01 = "off"', Options(select=("PUN01,QUO12",)), "PUN01 QUO12"),
        ('select = ["PUN01", "QUO12"]', Options(ignore=("QUO",)), "PUN01 QUO12"),
        ('select = ["PUN01", "QUO12"]', Options(ignore=("QUO12",)), "PUN01"),
        ('select = ["PUN01", "style/inconsistent"]\nignore = ["QUO", "TER", "minor", "NUM"]', Options(), "PUN01"),
    ],
)
def test_house_and_options_choose_rules(tmp_path: Path, toml: str, options: Options, codes: str) -> None:
    checker = Checkers(options, config=write(tmp_path, mtqa__toml=toml)).of("")
    assert " ".join(rule.code for rule in checker.rules) == codes


def test_a_family_that_options_select_stays_without_the_rules_that_the_house_switched_off(tmp_path: Path) -> None:
    config = write(tmp_path, mtqa__toml='[severity]\nPUN01 = "off"')
    codes = {rule.code for rule in Checkers(Options(select=("PUN",)), config=config).of("").rules}
    assert "PUN02" in codes
    assert "PUN01" not in codes


@pytest.mark.parametrize(
    ("toml", "place"),
    [
        ('\nignore = ["all"]', "mtqa.toml:2: ignore: "),
        ('select = [\n  "SEN",\n]\n[severity]\nsentences = "off"', "mtqa.toml:2: select: "),
        ('[severity]\nall = "off"', "mtqa.toml:2: severity.all: "),
    ],
)
def test_a_house_that_leaves_no_rule_is_told_where_it_says_so(tmp_path: Path, toml: str, place: str) -> None:
    with pytest.raises(ConfigError) as error:
        Checkers(config=write(tmp_path, mtqa__toml=toml)).of("")
    assert str(error.value) == (
        f"{tmp_path}/{place}no rule is left to run; `mtqa rules` lists them, --preview adds those not proven yet"
    )


def test_options_that_leave_no_rule_are_not_the_fault_of_the_house(tmp_path: Path) -> None:
    config = write(tmp_path, mtqa__toml='ignore = "PUN01"')
    with pytest.raises(ConfigError, match=r"^select: no rule is left to run"):
        Checkers(Options(ignore=("all",)), config=config).of("")


@pytest.mark.parametrize(
    ("toml", "severity"),
    [
        ('PUN01 = "critical"', Severity.CRITICAL),
        ('stray-full-stop = "information"', Severity.NEUTRAL),
        ('punctuation = "major"', Severity.MAJOR),
        ('"linguistic/punctuation" = "major"', Severity.MAJOR),
        ('"linguistic/" = "major"', Severity.MAJOR),
        ('minor = "neutral"', Severity.NEUTRAL),
        ('all = "critical"', Severity.CRITICAL),
        ('PUN = "major"\nall = "critical"', Severity.MAJOR),
        ('PUN01 = "default"\nPUN = "critical"', Severity.MINOR),
        ('QUO = "critical"', Severity.MINOR),
    ],
)
def test_the_house_says_how_grave_and_the_more_exact_word_counts(tmp_path: Path, toml: str, severity: Severity) -> None:
    config = write(tmp_path, mtqa__toml=f'select = "PUN01"\n[severity]\n{toml}')
    (finding,) = check(config, STORY).findings
    assert finding.severity is severity


def test_what_only_informs_is_raised_by_its_own_name_alone(tmp_path: Path) -> None:
    rule = next(rule for rule in all_rules() if rule.severity is Severity.NEUTRAL and not rule.awaits)
    text = next(example.text for example in rule.examples if hasattr(example, "marked"))
    for selector, severity in ((rule.family, Severity.NEUTRAL), (rule.code, Severity.MAJOR)):
        config = write(tmp_path, mtqa__toml=f'select = "{rule.code}"\n[severity]\n{selector} = "major"')
        assert {finding.severity for finding in check(config, text).findings} == {severity}


def test_what_a_rule_calls_lighter_stays_lighter(tmp_path: Path) -> None:
    short = "Rescuers reached the village at dawn on Monday.\n\n" * 2
    config = write(tmp_path, mtqa__toml='select = "REP07"\n[severity]\nREP07 = "critical"')
    (finding,) = check(config, short).findings
    assert finding.severity is Severity.MINOR


def test_options_of_a_rule_change_what_it_finds(tmp_path: Path) -> None:
    text = "Rescuers reached the village at dawn. Nobody spoke. Rescuers reached the village at dawn."
    assert check(write(tmp_path, mtqa__toml='select = "REP08"'), text).findings == ()
    config = write(tmp_path, mtqa__toml='select = "REP08"\n[rules.sentence-twice]\nwords = 6')
    assert [finding.quote for finding in check(config, text).findings] == ["Rescuers reached the village at dawn."]


def test_ignored_text_is_left_alone_and_nothing_else(tmp_path: Path) -> None:
    text = "Été 😀: the talks ended. . Nobody spoke.\n\nTHE END. . Really.\n"
    config = write(tmp_path, mtqa__toml="select = 'PUN01'\nignore-text = ['(?m)^THE END.*$', 'x*']")
    assert [finding.span.start for finding in check(config, text).findings] == [text.index(". . N")]
    plain = write(tmp_path, mtqa__toml="select = 'PUN01'\nignore-text = ['Nobody.*']")
    assert len(check(plain, text).findings) == 2


def test_the_signature_changes_with_the_house_and_not_with_its_place(tmp_path: Path) -> None:
    def signature(folder: str, toml: str, **options: str) -> str:
        (tmp_path / folder).mkdir(exist_ok=True)
        config = write(tmp_path / folder, mtqa__toml=toml)
        return Checkers(Options(**options), config=config).of("").signature()  # type: ignore[arg-type]

    one = signature("one", "listed = 9")
    assert re.search(r"\|profile:default\|house:[0-9a-f]{8}\|lang:en$", one)
    assert signature("two", "# another\nlisted = 9\nfail-on = 'major'") == one
    assert signature("two", "listed = 8") != one
    assert "|house:" not in Checkers(Options(profile="gate")).of(str(tmp_path / "x")).signature()
    assert "|profile:gate+" in Checkers(Options(profile="gate")).of(str(tmp_path / "x")).signature()


def test_values_from_a_program_are_those_of_a_house_file() -> None:
    result = mtqa.check(STORY, config={"severity": {"PUN01": "major"}, "select": ["PUN01"]})
    assert [finding.severity for finding in result.findings] == [Severity.MAJOR]
    with pytest.raises(ConfigError, match=r'^config: selct: there is no such key \(did you mean "select"\?\)$'):
        mtqa.check(STORY, config={"selct": ["PUN01"]})
    assert mtqa.check(STORY, config={"select": ["PUN01"]}, min_severity=Severity.MAJOR).findings == ()
    assert mtqa.check(STORY, profile="archive").signature.count("|profile:archive") == 1


def test_a_changed_house_file_is_read_anew(tmp_path: Path) -> None:
    config = write(tmp_path, mtqa__toml='select = "PUN01"')
    assert len(mtqa.check(STORY, config=config).findings) == 1
    write(tmp_path, mtqa__toml='select = "PUN01"\nmin-severity = "major"')
    assert mtqa.check(STORY, config=str(config)).findings == ()


def test_the_nearest_house_file_is_found(tmp_path: Path) -> None:
    config = write(tmp_path, web___story__txt=STORY)
    assert mtqa.find_config(tmp_path / "web" / "story.txt") == config


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_has_a_reason_for_each_value(name: str) -> None:
    layer = profile(name)
    plain = layer.values.keys() - {"severity"}
    assert layer.reasons.keys() == plain | layer.values["severity"].keys()
    assert plain <= KEYS.keys()
    rules = Checkers(Options(profile=name), search=False).of("").rules
    assert len(rules) > 50
