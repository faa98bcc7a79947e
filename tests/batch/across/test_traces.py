"""What is kept of a story, to compare it with others."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from mtqa.batch.across.figures import figures
from mtqa.batch.across.minhash import hashes, minhash, similarity
from mtqa.batch.across.names import names
from mtqa.batch.across.traces import line_key, sketched, traces
from mtqa.batch.schema import TRACES
from mtqa.text.document import Document

STORY = """Flood cuts off Dalverton for a third day

By Maria Kestner

The river Orsa burst its banks near Dalverton on Tuesday, and 1,200 people were moved to schools in the hills, Mayor \
Ivo Tarnasky said. Rescuers reached the last farms by boat late in the evening. "We have lost the harvest," Tarnasky \
told reporters.

The damage will cost about $3.5 million, the insurer Brennholt estimated; in the flood of 1997 it was a third of that. \
Some 40 percent of the fields along the Orsa stand under water. Engineers want to open a dam above the town, but \
villages below it refuse, and a judge will hear both sides on Friday.

Reporting by Maria Kestner; editing by Paul Ormond"""


def sketch(text: str) -> list[int]:
    made = hashes(Document(text).runs)
    assert made is not None
    numbers: list[int] = minhash([made])[0].tolist()
    return numbers


def test_a_story_leaves_a_row_of_the_table() -> None:
    row, short = sketched([traces(Document(STORY)), traces(Document("Nothing happened."))])
    assert pa.array([row], TRACES).to_pylist() == [{**row, "minhash": sketch(STORY)}]
    assert (len(row["minhash"]), short["minhash"]) == (128, None)


def test_a_sketch_is_the_same_whatever_others_are_made_with_it() -> None:
    texts = [STORY, " ".join(reversed(STORY.split()[10:])), STORY.replace("Dalverton", "Greenpool")]
    made = minhash([hashes(Document(text).runs) or [] for text in texts])
    assert made.tolist() == [sketch(text) for text in texts]


def test_names_stand_as_they_are_written_with_their_counts_in_order() -> None:
    assert traces(Document(STORY))["names"] == [
        {"name": "Dalverton", "count": 2},
        {"name": "Maria Kestner", "count": 2},
        {"name": "Orsa", "count": 2},
        {"name": "Ivo Tarnasky", "count": 1},
        {"name": "Tarnasky", "count": 1},
        {"name": "Brennholt", "count": 1},
        {"name": "Paul Ormond", "count": 1},
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Monday, President Ana Holub’s aide met her.", ["Ana Holub"]),
        ("She met Pieter van der Laan and Hassan al Masri.", ["Pieter van der Laan", "Hassan al Masri"]),
        ("But Protesters gathered. Yesterday they left.", []),
        ("It’s him. I’m John J. Tolliver (Greenpool).", ["John J. Tolliver", "Greenpool"]),
        ("The Ministry of Health denied it.", []),
        ("Flood Cuts Off Dalverton Again\nDalverton is cut off by the flood.", ["Dalverton"]),
        ("MOSCOW and NATO said so.", []),
        ("They flew from Khartoum\nAleppo was calm on the day.", ["Khartoum", "Aleppo"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert list(names(Document(text))) == found


def test_figures_are_numbers_with_their_unit_and_surroundings() -> None:
    assert traces(Document(STORY))["figures"] == [
        {
            "figure": "1200",
            "unit": "people",
            "before": "burst its banks near Dalverton on Tuesday, and ",
            "after": " people were moved to schools in the hills,",
        },
        {
            "figure": "3500000",
            "unit": "$",
            "before": "The damage will cost about $",
            "after": " million, the insurer Brennholt estimated; in",
        },
        {
            "figure": "1997",
            "unit": None,
            "before": "insurer Brennholt estimated; in the flood of ",
            "after": " it was a third of that. Some 40 percent of the",
        },
        {
            "figure": "40",
            "unit": "%",
            "before": "the flood of 1997 it was a third of that. Some ",
            "after": " percent of the fields along the Orsa stand",
        },
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rose by 2.5% to 1,234.50 euros.", [("2.5", "%"), ("1234.5", "euros")]),
        ("They paid £2 bn and 3 million tonnes of wheat.", [("2000000000", "£"), ("3000000", "tonnes")]),
        ("Costs fell 7 per cent per year.", [("7", "%")]),
        ("They won 3-1 at 10:30 on 3/4/2022; the G20 met.", []),
        ("In 2021 officials met; 2,021 officials met.", [("2021", None), ("2021", "officials")]),
        ("They counted 12 500 and 1\u00a0250\u00a0000 votes.", [("12500", None), ("1250000", "votes")]),
        ("From 12: 30 to 24: 00, 2 to 3 million came.", [("3000000", "came")]),
        ("He was 34, she 29.", [("34", None), ("29", None)]),
        ("Version 1.2.3 came.", []),
        ("Account 123456789012345678901 was closed.", []),
    ],
)
def test_figures(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(one["figure"], one["unit"]) for one in figures(text)] == found


def test_lines_are_the_short_ones_and_the_notices_at_the_end() -> None:
    notice = "This material may not be published, rewritten or redistributed without the written consent of its owner."
    story = Document(f"{STORY}\n\n{notice}")
    lines = traces(story)["lines"]
    assert [line["text"] for line in lines] == [
        "Flood cuts off Dalverton for a third day",
        "By Maria Kestner",
        "Reporting by Maria Kestner; editing by Paul Ormond",
        notice,
    ]
    assert [story.text[line["start"] : line["end"]] for line in lines] == [line["text"] for line in lines]


def test_lines_that_differ_in_figures_capitals_and_space_are_one_line() -> None:
    assert line_key("Published: 3 May 2023, 14:05") == line_key("PUBLISHED:  12 May 2022, 9:30")
    assert line_key("Published: 3 May 2023") != line_key("Published: 3 June 2023")
    assert line_key("* * *") == 0


def test_untranslated_words_of_the_glossaries_are_kept() -> None:
    assert traces(Document("The Basij and two takfiris met in a mosque in Tehran."))["terms"] == ["basij", "takfiris"]


def test_a_short_text_has_no_sketch() -> None:
    assert traces(Document("Nothing happened."))["minhash"] is None
    assert traces(Document(""))["lines"] == []


def test_a_garbled_copy_is_like_its_original_and_another_story_is_not() -> None:
    other = (
        "Shares of the chip maker fell after the company had warned of weak demand for laptops. Analysts cut their "
        "forecasts, and two banks advised clients to sell. The board meets next week to discuss the sale of a plant in "
        "the north, where wages rose faster than prices. Competitors in Asia gained, as they had cheaper loans. "
        "Nobody at headquarters would comment on rumours that the founder wants to return as chief executive in summer."
    )
    words = STORY.split()
    draw = random.Random(7)  # noqa: S311 - chance, no secret
    garbled = " ".join(word.swapcase() + "," if draw.random() < 0.3 else word for word in words if draw.random() < 0.9)
    assert similarity(sketch(STORY), sketch(garbled)) > 0.5
    assert similarity(sketch(STORY), sketch(other)) < 0.05


def test_similarity_estimates_the_share_of_common_pairs() -> None:
    draw = random.Random(3)  # noqa: S311 - chance, no secret
    letters = "bcdfghjklmnpqrstvwxz"
    words = ["".join(draw.choices(letters, k=7)) for _ in range(400)]
    for kept in (100, 200, 300):
        other = words[:kept] + ["".join(draw.choices(letters, k=7)) for _ in range(400 - kept)]
        shared = (kept - 1) / (2 * 399 - kept + 1)
        assert similarity(sketch(" ".join(words)), sketch(" ".join(other))) == pytest.approx(shared, abs=0.1)


def test_a_very_long_text_costs_no_more_than_its_beginning() -> None:
    words = [f"wört{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}x" for number in range(6000)]
    assert hashes(words) == hashes(words[:4000])
