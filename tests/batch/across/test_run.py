"""What comparing the stories of an archive gives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pyarrow import parquet

from mtqa.batch.across import run
from mtqa.batch.across.schema import TABLES
from tests.batch.across.archives import SHARES, compared, flood, story, tables


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def garbled(text: str, seed: int) -> str:
    """The text with a tenth of its words doubled, lost or misspelt."""
    draw = Random(seed)  # noqa: S311 - the same damage every time
    words = []
    for word in text.split(" "):
        if draw.random() < 0.9 or "\n" in word or any(letter.isdigit() or letter.isupper() for letter in word):
            words.append(word)
        else:
            words.extend(draw.choice([(), (word, word), (word[:-1],)]))
    return " ".join(words)


def variants(row: dict[str, Any]) -> list[tuple[str, int, list[int]]]:
    return [(one["text"], one["copies"], one["stories"]) for one in row["variants"]]


SYNDICATED = [
    story(11, flood(), outlet="Harbour Post", published="2024-03-05", npt=4.0, verdict="revise", headline="First"),
    story(7, garbled(flood(), 1), outlet="Valley News", published="2024-03-06", npt=22.5, verdict="hold"),
    story(15, garbled(flood(), 2), feed="east", published="2024-03-07", npt=2.0, headline="Best"),
    story(3, "\n\n".join(SHARES), outlet="Valley News", published="2024-03-05"),
    story(4, "Too short to be compared.", outlet="Valley News"),
]


def test_copies_of_one_report_are_a_cluster_with_the_least_damaged_first(tmp_path: Path) -> None:
    found = compared(tmp_path, SYNDICATED)
    assert [(one["story"], one["cluster"], one["rank"], one["npt"], one["outlet"]) for one in found["copies"]] == [
        (15, 7, 1, 2.0, "east"),
        (11, 7, 2, 4.0, "Harbour Post"),
        (7, 7, 3, 22.5, "Valley News"),
    ]
    alike = [one["similarity"] for one in found["copies"]]
    assert max(alike) == 1.0
    assert found["clusters"] == [
        {
            "cluster": 7,
            "size": 3,
            "headline": "Best",
            "outlets": ["Harbour Post", "Valley News", "east"],
            "first_published": day("2024-03-05"),
            "last_published": day("2024-03-07"),
            "least_damaged": 15,
            "least_npt": 2.0,
            "most_damaged": 7,
            "most_npt": 22.5,
            "similarity": min(alike),
        }
    ]


def test_equal_damage_is_ranked_by_verdict_words_and_time(tmp_path: Path) -> None:
    text = flood()
    found = compared(
        tmp_path,
        [
            story(1, text, verdict="revise", published="2024-03-01"),
            story(2, text, published="2024-03-03"),
            story(3, text, published="2024-03-02"),
            story(4, text + " The school will stay open.", published="2024-03-04"),
            story(5, text),
        ],
    )
    assert [one["story"] for one in found["copies"]] == [4, 3, 2, 5, 1]


def test_the_same_pattern_with_other_facts_is_another_report(tmp_path: Path) -> None:
    market = (
        "The {index} index closed at {close} points on {day}, as investors waited for the central bank. Bank shares "
        "gained {banks} percent and those of carmakers lost {cars} percent. Traders in {city} spoke of a calm session, "
        "in which {volume} million shares changed hands. The yield on government bonds stood at {bonds} percent. "
        "Analysts expect that the index will stay near its level until the decision on interest rates is known, and "
        "advise clients to wait. Volume was lower than in the week before, dealers said."
    )
    facts = [
        ("Ostara", "4,312", "Monday", "1.25", "0.75", "Grünwald", "312", "2.31"),
        ("Ostara", "4,377", "Tuesday", "2.15", "0.35", "Grünwald", "287", "2.44"),
    ]
    names = ("index", "close", "day", "banks", "cars", "city", "volume", "bonds")
    stories = [
        story(number, market.format(**dict(zip(names, values, strict=True)))) for number, values in enumerate(facts)
    ]
    found = compared(tmp_path, stories)
    assert found["clusters"] == []
    assert found["disagreements"] == []


def test_a_report_that_comes_again_after_a_month_is_no_copy(tmp_path: Path) -> None:
    later = [story(1, flood(), published="2023-01-02"), story(2, flood(), published="2023-02-20")]
    assert compared(tmp_path, later)["copies"] == []


def test_stories_with_nothing_in_common_but_a_copy_of_both_are_not_one_report(tmp_path: Path) -> None:
    shares = "\n\n".join(SHARES)
    stories = [
        story(1, flood()),
        story(2, flood()),
        story(3, shares),
        story(4, shares),
        story(5, f"{flood()}\n{shares}"),
    ]
    found = compared(tmp_path, stories)
    apart = {one["story"]: one["cluster"] for one in found["copies"]}
    assert apart[1] == apart[2] != apart[3] == apart[4]


def test_copies_that_give_a_name_or_a_number_differently_disagree(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        [
            story(1, flood()),
            story(2, garbled(flood(mayor="Mayor Ivo Tarnaski", cost="8.5"), 1)),
            story(3, flood(moved="12,000")),
            story(4, flood(mayor="Mayor Ivo Tarnaski")),
        ],
    )
    assert [(one["kind"], variants(one)) for one in found["disagreements"]] == [
        ("name", [("Ivo Tarnaski", 2, [2, 4]), ("Ivo Tarnasky", 2, [1, 3])]),
        ("number", [("1200", 3, [1, 2, 4]), ("12000", 1, [3])]),
        ("number", [("3500000", 3, [1, 3, 4]), ("8500000", 1, [2])]),
    ]
    _, rare = found["disagreements"][1]["variants"]
    assert (
        rare["context"]
        == "burst its banks near Dalverton on Tuesday, and […] people were moved to schools in the hills,"
    )


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(flood().split("\n\nThe damage")[0] + flood().split("1997 it was a third")[1], id="absent"),
        pytest.param(flood(mayor="Mayor Ivo Tárnasky"), id="accents"),
        pytest.param(flood().replace("1,200", "1.2 thousand"), id="written otherwise"),
        pytest.param(flood().replace("$3.5 million", "$3,500,000"), id="digits"),
        pytest.param(flood() + " Ivo Tarnaska, his sister, spoke to Ivo Tarnasky.", id="another person"),
    ],
)
def test_what_is_absent_or_written_otherwise_is_no_disagreement(tmp_path: Path, other: str) -> None:
    found = compared(tmp_path, [story(1, flood()), story(2, other)])
    assert [one["size"] for one in found["clusters"]] == [2]
    assert found["disagreements"] == []


def test_lines_that_recur_are_furniture_and_reported_once(tmp_path: Path) -> None:
    line = "Subscribe to our newsletter for {number} stories a day"
    texts = [f"Report {name} of {name}\n\n{name} happened.\n\n{line}" for name in ("Ash", "Oak", "Elm", "Fir", "Yew")]
    stories = [
        story(
            number,
            text.format(number=number),
            outlet="Valley News" if number < 5 else None,
            feed="south",
            published=f"2024-01-0{9 - number}",
            headline=text.split("\n")[0],
        )
        for number, text in enumerate(texts, 1)
    ]
    found = compared(tmp_path, stories)["furniture"]
    assert [{name: value for name, value in one.items() if name != "hash"} for one in found] == [
        {
            "outlet": "Valley News",
            "text": "Subscribe to our newsletter for 4 stories a day",
            "stories": 4,
            "share": 1.0,
            "first_published": day("2024-01-05"),
            "last_published": day("2024-01-08"),
            "example": 4,
        }
    ]


def test_copies_of_one_report_do_not_make_its_lines_furniture(tmp_path: Path) -> None:
    copies = [story(number, flood(), outlet="Valley News") for number in range(1, 7)]
    found = compared(tmp_path, copies)
    assert [one["size"] for one in found["clusters"]] == [6]
    assert found["furniture"] == []


def test_spellings_of_one_name_are_counted_by_outlet(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        [
            story(1, "We met Ivo Tarnasky. Later Ivo Tarnasky left.", outlet="Harbour Post"),
            story(2, "We met Ivo Tarnasky.", outlet="Harbour Post"),
            story(3, "We met Ivo Tarnaski.", outlet="Valley News"),
            story(4, "We met Iva Tarnaska, Mario Rossini and Maria Rossini.", outlet="Valley News"),
            story(5, "We met Marchenko.", outlet="Valley News"),
            story(6, "We met Marchinko.", outlet="Harbour Post"),
        ],
    )
    assert [tuple(one.values()) for one in found["spellings"]] == [
        ("Ivo Tarnasky", "Ivo Tarnaski", "Valley News", 1, 1, 3),
        ("Ivo Tarnasky", "Ivo Tarnasky", "Harbour Post", 2, 3, 1),
    ]


def test_single_words_are_one_name_where_they_stand_among_the_same_others(tmp_path: Path) -> None:
    around = "He came from Dalverton with Lena Ostrander and spoke in Velkovice."
    found = compared(
        tmp_path,
        [
            story(1, f"We met Tarnasky. {around}"),
            story(2, f"We met Tarnasky. {around}"),
            story(3, f"We met Tarnaski. {around}"),
        ],
    )
    assert [(one["name"], one["spelling"], one["stories"]) for one in found["spellings"]] == [
        ("Tarnasky", "Tarnaski", 1),
        ("Tarnasky", "Tarnasky", 2),
    ]


def test_the_first_appearance_of_a_term_is_the_earliest(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        [
            story(1, "The Basij came.", outlet="Harbour Post", published="2024-02-03", findings=[("UNT04", "Basij")]),
            story(2, "The  basij came.", outlet="Valley News", findings=[("UNT04", "basij"), ("PUN01", ". .")]),
            story(3, "The basij, a militia, came.", outlet="Valley News", published="2024-02-01"),
            story(4, "The marja, or source, spoke of takfiris.", published="2024-02-09"),
        ],
    )
    assert [tuple(one.values()) for one in found["appearances"]] == [
        ("basij", "UNT04", "rule-UNT04", day("2024-02-01"), 3, "Valley News", "3.txt", 3, 2, day("2024-02-03")),
        ("takfiris", None, None, day("2024-02-09"), 4, None, "4.txt", 1, 0, day("2024-02-09")),
    ]


def test_the_order_of_stories_and_parts_changes_nothing(tmp_path: Path) -> None:
    stories = [
        *SYNDICATED,
        *(story(100 + seed, garbled(flood(moved=str(1000 + seed)), seed), outlet=f"o{seed % 3}") for seed in range(9)),
        *(story(200 + seed, garbled("\n\n".join(SHARES), seed), published="2024-01-01") for seed in range(9)),
    ]
    first = compared(tmp_path / "first", stories)
    shuffled = list(stories)
    Random(5).shuffle(shuffled)  # noqa: S311 - chance, no secret
    second = compared(tmp_path / "second", shuffled, parts=4)
    assert first == second
    for name in TABLES:
        one, other = (tmp_path / where / "across" / f"{name}.parquet" for where in ("first", "second"))
        assert one.read_bytes() == other.read_bytes()


def test_every_table_is_there_and_as_it_is_said_to_be(tmp_path: Path) -> None:
    compared(tmp_path, SYNDICATED)
    made = {path.name for path in (tmp_path / "across").iterdir()}
    assert made == {f"{name}.parquet" for name in TABLES}
    for name, schema in TABLES.items():
        assert parquet.read_table(tmp_path / "across" / f"{name}.parquet").cast(schema).schema.names == schema.names


def test_an_empty_archive_gives_empty_tables(tmp_path: Path) -> None:
    run(tmp_path)
    assert tables(tmp_path) == {name: [] for name in TABLES}


def test_a_second_run_replaces_the_tables_of_the_first(tmp_path: Path) -> None:
    first = compared(tmp_path, SYNDICATED)
    (tmp_path / "across" / "clusters.parquet").write_bytes(b"half a file")
    assert compared(tmp_path, SYNDICATED) == first


def test_unfinished_parts_are_not_read(tmp_path: Path) -> None:
    first = compared(tmp_path, SYNDICATED)
    (tmp_path / "stories" / ".0001.parquet").write_bytes(b"half a file")
    run(tmp_path)
    assert tables(tmp_path) == first
