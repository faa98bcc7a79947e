"""Sentences: hard cases, and that time grows with the text and no faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.text.document import Document
from mtqa.text.sentences import sentences
from tests.fragments import SPACED_TEXTS, TEXTS
from tests.growth import grows_linearly

#: Texts with a bar where a sentence must start, and nowhere else.
CASES = (
    # stray and doubled stops
    "They met. |Nobody spoke.",
    "The talks ended. . |Nobody spoke.",
    "The talks ended. .",
    "The minister left . . |Nobody spoke.",
    "He grew up in St. Petersburg. , |are formed. |1990s after the war.",
    "Was it true. ? |Nobody knew.",
    "It was the president of the country “. |He seemed weak.",
    "It was a sign of anger. .” |Nobody spoke.",
    "It was over.. |Nobody spoke.",
    "It goes in the right direction.” “",
    "It is N512 million. |find.",
    # lower-case starts
    "They said they had expanded. |they did nothing.",
    "It began in 1990. |they left.",
    "It began on the 5. of May.",
    "He played in the NFL. |they left.",
    "It rose by 5%. |they left.",
    "He was there. |de Gaulle was not.",
    "Sales fell. |iPhone makers worry.",
    "He works at the Mngmt. on the corner and the Bldg. behind it.",
    "John F. kennedy left.",
    "Apple Inc. and others left.",
    "In the U.S. and abroad they left.",
    "At 5 p.m. on Friday they left.",
    "Who? he asked.",
    "“Who?” he asked. |Nobody spoke.",
    "“We came full circle.” era, misguided.",
    "He booked at Booking. com yesterday.",
    # abbreviations
    "Gen. Smith met Lt. Col. Jones. |Mr. Fox and Mrs. Wolf left.",
    "Gen. “Mad Dog” Mattis left.",
    "Maj.-Gen. Smith and then-Sen. Fox left.",
    "He moved from St. Louis to Main St. |The move was hard.",
    "He left on Jan. 5. |Nobody spoke.",
    "He left in Sept. |But nobody spoke.",
    "No. 5 won. |He answered no. |Nobody asked.",
    "They live in the U.S. |The president left.",
    "They met U.S. President Smith and U.N. Secretary Fox.",
    "They are U.S. 1 drivers.",
    "They live in the “U.S.” |The president left.",
    "They left at 5 p.m. |Police came.",
    "They left at 5 p.m. Monday. |Police came.",
    "They left at 5 a.m. ET on Monday.",
    "Apple Inc. Chief Executive Tim Cook left.",
    "He works for Apple Inc. |He is happy.",
    "Jane Doe, Ph.D., left. |She got her Ph.D. |The rest stayed.",
    "They saw animals, e.g. Foxes, i.e. Red ones.",
    "He lives in Boston, Mass. |The rest left.",
    "Sen. Fox (D-Mass.) left. |Rep. Wolf stayed.",
    "They came en mass. |Police came.",
    "It is Arsenal vs. Chelsea. |Police came.",
    "They sold cars, bikes, etc. |Police came.",
    "Fox, a.k.a. Wolf, left.",
    "Robert Downey Jr. Won an award.",
    # initials and acronyms
    "J. K. Rowling and J.R.R. Tolkien wrote. |George W. Bush read.",
    "That was Plan B. |The rest failed.",
    "It was written by A. A. Milne.",
    "He works for the BBC. |She does not.",
    # figures
    "It rose 3.2 percent to 1,000.50 dollars. |It fell.",
    "It was built in 1990. |25 people live there.",
    "They left. |25 people stayed.",
    "They left. |$5 was found.",
    "The Dow fell. .DJI lost 2 percent.",
    "1. The first thing. |Then the rest.",
    "A. The first thing. |Then the rest.",
    # question and exclamation marks
    "He read Yahoo! news daily. |Yahoo! Finance said so.",
    "He likes Yahoo! |The rest do not.",
    "What?! |He left.",
    "“Why now?” Smith asked. |Nobody spoke.",
    "He asked “Why now?” |Smith left.",
    # ellipses
    "He paused... and left. |He paused… and left. |He paused . . . and left.",
    "He paused... |Then he left.",
    "He paused… |Then he left.",
    "He paused . . . |Then he left.",
    "He paused.... |Then he left.",
    # quotation marks and brackets
    "“We left.” |They stayed.",
    '"We left." |"They stayed."',
    "“He said ‘We left.’” |They stayed.",
    "“We left. ” |They stayed.",
    "“We left. |They stayed,” he said.",
    "They left (at last.) |Nobody spoke.",
    "They left. |— Nobody spoke.",
    # no space behind the stop
    "The talks ended.|The rest is known.",
    "“The talks ended.”|The rest is known.",
    "He works at Node.Js and likes ASP.Net there.",
    "He read example.com and www.example.org. |The rest did not.",
    # other scripts
    "他来了。|我走了！|好",  # Chinese has its own exclamation mark
    "Он ушёл. |Она осталась.",  # Russian
    "He left. |ذهب",
)


@pytest.mark.parametrize("marked", CASES)
def test_sentences_start_at_the_bars(marked: str) -> None:
    document = Document(marked.replace("|", ""))
    assert "|".join(document[sentence.span] for sentence in document.sentences) == marked


def test_no_sentence_crosses_a_paragraph() -> None:
    document = Document("A headline\n\nThey met and\n\nnobody spoke.")
    assert [document[s.content] for s in document.sentences] == ["A headline", "They met and", "nobody spoke."]


@pytest.mark.parametrize(
    "piece",
    [
        "He left the U.S. in Jan. 2019 and said: “We go,” he cried. ",
        ". . ",
        '."',
        ". . .x ",
        "......x",
        "A. ",
        "a line that is short\n",
        "a line of copy that a wire broke at seventy columns, as they all did then\n",
        "HANOI, Vietnam, ",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    def work(copies: int) -> Callable[[], object]:
        text = piece * copies
        return lambda: Document(text).sentences

    assert grows_linearly(work, 4000)


@settings(max_examples=400, deadline=None)
@given(TEXTS | SPACED_TEXTS | st.lists(st.sampled_from(CASES), min_size=1, max_size=3).map(" ".join))
def test_what_is_told_without_a_pattern_is_what_the_pattern_tells(text: str) -> None:
    paragraphs = Document(text).paragraphs
    told = list(sentences(text, paragraphs))
    nothing: frozenset[str] = frozenset()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_BEGINNINGS", "_SPACED", "_JOINED", "_QUOTED"):
            patch.setattr(f"mtqa.text.sentences.{name}", nothing)
        assert list(sentences(text, paragraphs)) == told
