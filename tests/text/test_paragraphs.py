"""Paragraphs: where they end, what they are, and the dateline they open with."""

from __future__ import annotations

import pytest

from mtqa.model.span import Span
from mtqa.text.document import Document
from mtqa.text.structure import Role

STORY = "The mayor said on Tuesday that the bridge would open in spring."

WIRE = """\
Ministers from both sides met on Tuesday to talk about the bridge, which has
been closed since the flood, and about the road that leads to it from the
north.

The mayor said that it would open in spring. He did not say who would pay for
the work, which may cost 3 million dollars."""

INDENTED = """\
   Ministers from both sides met on Tuesday to talk about the bridge, which
has been closed since the flood, and about the road that leads to it.
   The mayor said that it would open in spring. He did not say who would pay
for the work, which may cost 3 million dollars."""


def _contents(text: str) -> list[str]:
    document = Document(text)
    return [document[paragraph.content] for paragraph in document.paragraphs]


def _roles(*blocks: str) -> list[Role]:
    return [paragraph.role for paragraph in Document("\n\n".join(blocks)).paragraphs]


@pytest.mark.parametrize("separator", ["\n\n", "\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\u2029", "\n \t\n", "\n\n\n"])
def test_line_ends_separate(separator: str) -> None:
    assert _contents(f"{STORY}{separator}Nobody spoke.") == [STORY, "Nobody spoke."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    first, second = WIRE.split("\n\n")
    assert _contents(WIRE) == [first, second]


def test_hard_wrapped_paragraphs_may_start_with_an_indent() -> None:
    assert [content.split()[0] for content in _contents(INDENTED)] == ["Ministers", "The"]


def test_indents_alone_may_part_a_headline_and_paragraphs_of_a_line() -> None:
    contents = _contents(f"A Meeting At Noon\n{INDENTED}\n    They left:\n    “Nothing.”")
    assert [content.split()[0] for content in contents] == ["A", "Ministers", "The", "They", "“Nothing.”"]


def test_hard_wrapped_paragraphs_may_end_with_a_short_line() -> None:
    assert [content.split()[0] for content in _contents(WIRE.replace("\n\n", "\n"))] == ["Ministers", "The"]


def test_short_paragraphs_of_a_wrapped_text_are_unwrapped_by_its_width() -> None:
    last = "They left before noon for the airport near the old harbour with President\nSmith and his staff."
    assert _contents(f"{WIRE}\n\n{last}")[2] == last


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY}\n{STORY}\n{STORY}",
        "The mayor left the town hall before noon today\nand came back\nat night",
        "Roses are red\nviolets are blue\nsugar is sweet\nand so are you",
        "- milk and bread for the school\n- books for the library in town",
        f"{STORY * 3}\n{STORY * 3}",
    ],
)
def test_lines_of_their_own_stay_apart(text: str) -> None:
    assert _contents(text) == text.split("\n")


def test_readers_bound_paragraphs_and_the_innermost_role_counts() -> None:
    text = "A headline. A caption in a list. The story."
    roles = ((Span(0, 11), Role.HEADLINE), (Span(12, 32), Role.LIST_ITEM), (Span(12, 21), Role.CAPTION))
    document = Document(text, roles=roles)
    assert [(document[p.content], p.role) for p in document.paragraphs] == [
        ("A headline.", Role.HEADLINE),
        ("A caption", Role.CAPTION),
        ("in a list.", Role.LIST_ITEM),
        ("The story.", Role.BODY),
    ]


def test_reader_who_knows_the_headline_is_not_second_guessed() -> None:
    text = "Bridge to open in spring\n\nThe bridge opens\n\nThe story."
    document = Document(text, roles=((Span(26, 42), Role.HEADLINE),))
    assert [paragraph.role for paragraph in document.paragraphs] == [Role.BODY, Role.HEADLINE, Role.BODY]


@pytest.mark.parametrize(
    "headline",
    [
        "Bridge to open in spring",
        "Will the bridge open in spring?",
        "“The bridge will open in spring”",
        "Bridge to open in spring, mayor tells U.S. envoy!",
        "Governor Accuses Party Of Bringing Violence Into Town - The Evening Paper.",
        "Who's next? Five names to know",
    ],
)
def test_headline(headline: str) -> None:
    assert _roles(headline, STORY) == [Role.HEADLINE, Role.BODY]


@pytest.mark.parametrize(
    "opening",
    [
        STORY,
        "“The bridge will open in spring.”",
        "The mayor said:",
        "The mayor said on Tuesday. The bridge will open",
        "The mayor, who came late, said so on Tuesday " + "and so on " * 20,
    ],
)
def test_opening_that_is_no_headline(opening: str) -> None:
    assert _roles(opening, f"Yes. {STORY}") == [Role.BODY, Role.BODY]


def test_text_of_one_paragraph_is_body() -> None:
    assert _roles("Bridge to open in spring") == [Role.BODY]


def test_repeated_headline() -> None:
    blocks = ("HomeWorldBridge to “open” in spring", 'Bridge to "open" in spring', STORY)
    assert _roles(*blocks) == [Role.HEADLINE, Role.HEADLINE, Role.BODY]
    assert _roles(STORY, STORY, "Nobody spoke.") == [Role.BODY] * 3


@pytest.mark.parametrize("line", ["The al-Tanf base", "WHO PAYS FOR IT?", "A bridge for all"])
def test_subheading(line: str) -> None:
    assert _roles("A headline", STORY, line, STORY) == [Role.HEADLINE, Role.BODY, Role.SUBHEADING, Role.BODY]


@pytest.mark.parametrize(
    "line", ["and then it ended", "The mayor said:", "It was over.", "“It was over”", "and so. Weakening or loss"]
)
def test_line_that_is_no_subheading(line: str) -> None:
    assert _roles("A headline", STORY, line, STORY)[2] is Role.BODY


def test_last_line_is_no_subheading() -> None:
    assert _roles("A headline", STORY, "Weakening or loss")[2] is Role.BODY


@pytest.mark.parametrize(
    "line",
    [
        "By JANE DOE, Associated Press",
        "By Jane Doe and John van der Berg",
        "BY JANE DOE",
        "Jane Doe, Reuters",
        "Reporting by Jane Doe in Hanoi; Editing by John Roe.",
        "(Additional reporting by Jane Doe; writing by John Roe)",
        "Translated by Jane Doe",
    ],
)
def test_byline(line: str) -> None:
    assert _roles("A headline", line, STORY) == [Role.HEADLINE, Role.BYLINE, Role.BODY]


@pytest.mark.parametrize(
    "line", ["By 2030 the bridge will be open.", "By the time it opened, nobody cared.", "Reuters saw the bridge."]
)
def test_sentence_that_is_no_byline(line: str) -> None:
    assert _roles("A headline", line, STORY)[1] is Role.BODY


@pytest.mark.parametrize(
    "line",
    [
        "[Photo] The bridge in spring",
        "FILE - The bridge stood empty on Jan. 5, 2020.",
        "(Photo: Jane Doe)",
        "Image: The bridge, by Jane Doe",
        "Photo by Jane Doe",
        "Image source, Getty Images",
        "The bridge in spring. (AP Photo/Jane Doe)",
        "The bridge in spring. Jane Doe/AFP via Getty Images",
    ],
)
def test_caption(line: str) -> None:
    assert _roles("A headline", line, STORY)[1] is Role.CAPTION


@pytest.mark.parametrize(
    "line", ["Photos of the bridge were shown.", "Video footage showed the bridge.", "Images of it were everywhere."]
)
def test_sentence_about_pictures_is_no_caption(line: str) -> None:
    assert _roles("A headline", line, STORY)[1] is Role.BODY


@pytest.mark.parametrize(
    "line", ["- a bridge", "• a bridge", "* A bridge.", "1. A bridge.", "2) a bridge", "Arsenal 2-1 Chelsea"]
)
def test_list_item(line: str) -> None:
    assert _roles("A headline", STORY, line, STORY)[2] is Role.LIST_ITEM


def test_three_short_lines_in_a_row_are_a_list() -> None:
    assert _roles("A headline", STORY, "One bridge", "Two roads", "Three rivers", STORY)[2:5] == [Role.LIST_ITEM] * 3


@pytest.mark.parametrize(
    "line", ["1990 was a good year.", "-5 degrees were measured.", "– he said so on Tuesday, 3-2 they voted."]
)
def test_sentence_that_is_no_list_item(line: str) -> None:
    expected = Role.LIST_ITEM if line.startswith("– ") else Role.BODY
    assert _roles("A headline", STORY, line, STORY)[2] is expected


@pytest.mark.parametrize(
    "dateline",
    [
        "HANOI, Vietnam (AP) — ",
        "NEW YORK (Reuters) - ",
        "VIENNA — ",
        "Hong Kong (CNN Business) ",
        "July 8 (Bloomberg) -- ",
        "TOKYO, Oct. 25 (Kyodo) -- ",
        "WASHINGTON, D.C. (AP) — ",
        "ROBBINSVILLE, N.J. — ",
        "(Reuters) - ",
        "BEIRUT/DAMASCUS (Reuters) - ",
        "ST. LOUIS (AP) — ",
        "Kyiv (Ukrinform) – ",
        "GENEVA, March 3, 2022 (AFP) - ",
    ],
)
def test_dateline(dateline: str) -> None:
    document = Document(f"A headline\n\n{dateline}{STORY}")
    found = document.paragraphs[1].dateline
    assert found is not None
    assert document[found] == dateline


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "The agency (AP) said so.",
        "Jane Doe (left) - a teacher - said so.",
        "NATO said — again — that it would leave.",
        "A bridge — the third — was opened.",
        "“HANOI — the town — was quiet.”",
    ],
)
def test_no_dateline(text: str) -> None:
    assert [paragraph.dateline for paragraph in Document(text).paragraphs] == [None]
