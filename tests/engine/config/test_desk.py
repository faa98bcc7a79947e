"""What a desk's own files do to a story."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtqa.engine.checkers import Checkers, Options
from mtqa.model.errors import ConfigError
from tests.engine.config.houses import check, told, write

CSV = "term,right,kind,language,note\n"


def quotes(config: Path, text: str, **context: str) -> list[tuple[str, str, str | None]]:
    """Code, words and suggestion of each finding."""
    return [
        (one.code, one.quote, one.suggestion.text if one.suggestion else None)
        for one in check(config, text, **context).findings
    ]


def test_a_glossary_wakes_the_rules_that_it_has_terms_for(tmp_path: Path) -> None:
    config = write(
        tmp_path, mtqa__toml='select = "STY"\nglossary = "a.csv"', a__csv=CSV + "alien(s),migrant(s),forbidden"
    )
    assert quotes(config, "Two aliens came. “Aliens,” he said. Aliens left.") == [
        ("STY01", "aliens", "migrants"),
        ("STY01", "Aliens", "Migrants"),
    ]
    (finding,) = check(config, "An alien came.").findings
    assert (finding.message, finding.preview) == ("The house writes “migrant”, not “alien”.", False)
    assert [rule.code for rule in Checkers(config=config).of("").rules] == ["STY01"]
    with pytest.raises(
        ConfigError, match=r"STY05 \(name-spelt-otherwise\) does nothing until a house file says names ="
    ):
        Checkers(Options(select=("STY05",)), config=config).of("")


def test_a_note_is_part_of_what_an_editor_is_told(tmp_path: Path) -> None:
    config = write(tmp_path, mtqa__toml='glossary = "a.csv"', a__csv=CSV + "Kiev,Kyiv,required,,since 2019.")
    (finding,) = check(config, "Talks began in Kiev on Monday.").findings
    assert (finding.code, finding.message) == ("STY02", "“Kiev” must be written “Kyiv” (since 2019).")


def test_all_that_is_missing_at_a_place_is_told_there(tmp_path: Path) -> None:
    rows = "Дума,State Duma,required,ru\nКремль,Kremlin,required,ru\n"
    config = write(tmp_path, mtqa__toml='glossary = "a.csv"', a__csv=CSV + rows)
    (finding,) = check(config, "It met.", source="Дума и Кремль молчат.").findings
    assert (
        finding.message == "The source says “Дума” and “Кремль”, and the story nowhere says “State Duma” and “Kremlin”."
    )


@pytest.mark.parametrize(
    ("found", "right"), [("alien", "migrant"), ("Alien", "Migrant"), ("ALIENS", "MIGRANTS"), ("Aliens", "Migrants")]
)
def test_what_is_right_has_the_capitals_and_the_ending_of_what_is_found(tmp_path: Path, found: str, right: str) -> None:
    config = write(
        tmp_path, mtqa__toml='select = "STY"\nglossary = "a.csv"', a__csv=CSV + "alien(s),migrant(s),forbidden"
    )
    assert quotes(config, f"{found} held at the border.") == [("STY01", found, right)]


@pytest.mark.parametrize(
    ("text", "source", "codes"),
    [
        ("The council agreed. Talks go on.", "Совет согласился.", []),
        ("The upper house agreed.", "Совет Федерации согласился.", ["STY04"]),
        ("The Federation Council’s vote came.", "Совет Федерации согласился.", []),
        ("The upper house agreed.", "Совет Федерациями согласился.", []),
        ("The upper house agreed.", "最高人民法院今天作出判决。", ["STY04"]),
    ],
)
def test_what_the_source_says_must_stand_in_the_story(tmp_path: Path, text: str, source: str, codes: list[str]) -> None:
    rows = "Совет Федерации,Federation Council,required,ru\n人民法院,people's court,required,zh\n"
    config = write(tmp_path, mtqa__toml='glossary = "a.csv"', a__csv=CSV + rows)
    assert [code for code, _, _ in quotes(config, text, source=source)] == codes


def test_what_is_missing_is_at_the_paragraph_that_renders_the_source(tmp_path: Path) -> None:
    config = write(tmp_path, mtqa__toml='glossary = "a.csv"', a__csv=CSV + "Дума,State Duma,required,ru\n")
    story = "The rain went on all day.\n\nThe parliament met late. It left early."
    (finding,) = check(config, story, source="Дождь шёл весь день.\n\nДума собралась поздно.").findings
    assert (finding.code, finding.quote, story[: finding.span.start][-9:]) == ("STY04", "", "met late.")


def test_names_are_spelt_as_the_house_does_and_trusted(tmp_path: Path) -> None:
    text = "Volodymyr Skorenko said no. Volodymyr Skorenko was late. Later Volodymyr Skorinko left."
    assert [one.code for one in check(write(tmp_path, mtqa__toml="select = ['NAM01', 'STY']"), text).findings] == [
        "NAM01"
    ]
    config = write(tmp_path, mtqa__toml="select = ['NAM01', 'STY']\nnames = 'n.txt'", n__txt="Volodymyr Skorinko")
    assert quotes(config, text) == [("STY05", "Skorenko", "Skorinko"), ("STY05", "Skorenko", "Skorinko")]
    both = write(
        tmp_path, n__txt="Volodymyr Skorinko\nVolodymyr Skorenko", mtqa__toml="select = ['NAM', 'STY']\nnames = 'n.txt'"
    )
    assert quotes(both, text) == []


def test_how_near_a_name_must_come_is_the_houses_business(tmp_path: Path) -> None:
    text = "The minister of Kazachsten left."
    for edits, found in (("0", 0), ("1", 0), ("2", 1)):
        toml = f"select = 'STY'\nnames = 'n.txt'\n[rules.STY05]\nedits = {edits}"
        assert len(quotes(write(tmp_path, mtqa__toml=toml, n__txt="Kazakhstan\n"), text)) == found


@pytest.mark.parametrize(
    ("toml", "found"),
    [
        ('spelling = "any"', []),
        ('spelling = "british"', [("STY06", "organized", "organised"), ("STY06", "color", "colour")]),
        ('spelling = "british"\n[rules.STY06]\nize = true', [("STY06", "color", "colour")]),
        ('spelling = "american"', [("STY06", "favourite", "favorite")]),
    ],
)
def test_the_house_writes_one_english(tmp_path: Path, toml: str, found: list[tuple[str, str, str]]) -> None:
    config = write(tmp_path, mtqa__toml=f'ignore = "all"\nselect = "STY06"\n{toml}' if "any" not in toml else toml)
    text = "They organized a favourite color. “Color,” she said, “and the favourite organisation.”"
    assert [one for one in quotes(config, text) if one[0] == "STY06"] == found


def test_every_file_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    lines = told(
        tmp_path,
        mtqa__toml='glossary = ["a.csv", "b.tbx"]\nnames = ["n.txt", "gone.txt"]\nphrases = "p.toml"',
        a__csv="term,kind\na,b\n",
        b__tbx="<x/>",
        n__txt="nobody",
        p__toml="[rule]\n",
    )
    assert [line.partition(": ")[0] for line in lines] == ["a.csv:2", "b.tbx:1", "n.txt:1", "mtqa.toml:2", "p.toml:1"]


def test_the_content_of_a_desks_files_is_part_of_the_signature(tmp_path: Path) -> None:
    signatures = set()
    for names in ("Kyiv", "Kyiv: Kiev"):
        config = write(tmp_path, mtqa__toml="names = 'n.txt'", n__txt=names)
        signatures.add(Checkers(config=config).of("").signature())
    assert len(signatures) == 2


def test_two_files_of_terms_add_up_over_folders(tmp_path: Path) -> None:
    write(
        tmp_path,
        mtqa__toml="root = true\nglossary = 'a.csv'",
        a__csv=CSV + "alien,migrant,forbidden",
        web___mtqa__toml="glossary = '*.csv'\nselect = 'STY'",
        web___b__csv=CSV + "mob,crowd,forbidden",
    )
    checker = Checkers().of(str(tmp_path / "web" / "story.txt"))
    from mtqa.text.document import Document

    found = checker.check(Document("An alien joined the mob.")).findings
    assert [finding.quote for finding in found] == ["alien", "mob"]


@pytest.mark.parametrize(
    ("key", "file", "text"),
    [
        ("names", "n.txt", "Basij"),
        ("glossary", "t.csv", "term,kind\nBasij,do-not-translate"),
        ("glossary", "t.csv", "term,right,kind\nmob,Basij,forbidden"),
    ],
)
def test_what_the_house_calls_right_is_left_alone_by_other_rules(
    tmp_path: Path, key: str, file: str, text: str
) -> None:
    story = "The order of Basij was signed in the city."
    plain = write(tmp_path, mtqa__toml='select = "UNT"')
    assert quotes(plain, story) == [("UNT04", "Basij", "mobilization")]
    (tmp_path / file).write_text(text, "utf-8")
    assert quotes(write(tmp_path, mtqa__toml=f'select = ["UNT", "STY"]\n{key} = "{file}"'), story) == []


GUIDE = Path(__file__).parents[3] / "docs" / "house-files.md"


def _shown(first: str) -> str:
    """The block of the guide whose first line begins so."""
    lines = GUIDE.read_text("utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(f"    {first}"))
    end = next(n for n in range(start, len(lines)) if lines[n] and not lines[n].startswith("    "))
    return "\n".join(line.removeprefix("    ") for line in lines[start:end])


def test_what_the_guide_shows_works(tmp_path: Path) -> None:
    config = write(
        tmp_path,
        mtqa__toml=_shown('extends = "wire"'),
        terms__csv=_shown("term,right,kind,language,note"),
        names__txt=_shown("# names.txt"),
        style___officialese__toml=_shown("# style/officialese.toml"),
    )
    from mtqa.engine.replay import replay

    assert replay(tmp_path / "style" / "officialese.toml", "officialese").mistakes == ()
    text = "Two illegal aliens came to Kiev in the framework of a visit that Der spiegel organized.\n\nPhoto: Kiev"
    assert quotes(config, text) == [
        ("STY01", "illegal aliens", "undocumented migrants"),
        ("STY05", "Kiev", "Kyiv"),
        ("STY50", "in the framework of", "during"),
        ("STY03", "Der spiegel", "Der Spiegel"),
        ("STY06", "organized", "organised"),
    ]
    write(tmp_path, terms__toml=_shown("[[term]]"), mtqa__toml='glossary = "terms.toml"\nselect = "STY"')
    assert quotes(config, "The House of Federation met.") == [("STY02", "House of Federation", "Federation Council")]
