"""The rules for quotation marks together, on whole stories."""

from __future__ import annotations

import pytest

from mtqa.engine.checker import Checker
from mtqa.rules import all_rules
from mtqa.text.document import Document

RULES = Checker([rule for rule in all_rules() if rule.family == "QUO"])


def _found(text: str) -> list[tuple[str, str, str]]:
    """Name of the rule, the words flagged, and a few characters that follow them."""
    findings = RULES.check(Document(text)).findings
    return [(f.name, f.quote, text[f.span.end : f.span.end + 8].strip()) for f in findings]


def test_syndicated_story_gets_one_finding_for_each_fault() -> None:
    story = (
        'HomeWorldHarbour chief sees "clear signs" of a split\n\n'
        "An official said: “Since the strike began we have heard of doubts.” age, wrong orders and losses at sea.”\n\n"
        "Another said the split “is in line with the mood at the port. Many are sure it goes the right way.” “\n\n"
        "Asked by the paper, the speaker replied, “Opinions differ. Some would take another road. That is normal.\n\n"
        "A guest recalled that the chief of the port “. He seemed weak to me. Nobody stands by him now.”\n\n"
        "The union’s “ plan ” was „odd“, he wrote; the dockers” right to strike is “better so!“ said he.\n\n"
        "It is ““sacred” to him."
    )
    assert _found(story) == [
        ("mixed-straight-and-curly-marks", '"', "clear si"),
        ("quotation-never-opened", "”", "Anothe"),
        ("stray-quotation-mark", " “", "Asked"),
        ("quotation-left-open", "“", "Opinions"),
        ("quotation-opened-before-stop", " “. ", "He seeme"),
        ("space-inside-quotation-marks", "“ ", "plan ” w"),
        ("space-inside-quotation-marks", " ”", "was „od"),
        ("foreign-quotation-marks", "„", "odd“, he"),
        ("foreign-quotation-marks", "“", ", he wro"),
        ("quotation-mark-for-apostrophe", "”", "right t"),
        ("quotation-mark-facing-wrong-way", "“", "said he"),
        ("quotation-mark-doubled", "““", "sacred”"),
    ]


def test_edited_story_in_every_layout_is_silent() -> None:
    story = [
        "Harbour enters ‘phase one’ of plan",
        "“We begin on Monday,” said Ann O’Neill, who is 6’2” tall. “The workers’ pay is safe – don’t worry.",
        "“It was never in danger,” she added, quoting the chief: “He told us ‘no cuts,’ and meant it.”",
        "The ’90s, rock ’n’ roll and a 12” record: that was the ‘workers’ rights’ era, he recalled.",
        "The word “strike” was heard (“often,” said one) — “too often”— and “...never again.”",
    ]
    assert _found("\n\n".join(story)) == []
    assert _found("\n".join(story)) == []
    straight = str.maketrans("“”‘’", "\"\"''")
    assert _found("\n\n".join(story).translate(straight)) == []


def test_quotation_over_short_paragraphs_is_whole() -> None:
    story = (
        'The mayor spoke on Monday.\n\n"We did it.\n\nNobody helped us.\n\nRemember?\n\nWe did it alone," she said.\n\n'
        'She thanked the town.\n\nHe said: "I was there.\n\n"It was cold.\n\nIt was dark."'
    )
    assert _found(story) == []
    document = Document(story)
    assert [document[pair.span][:6] for pair in document.quotations.pairs] == ['"We di', '"I was', '"It wa']


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('He said ""we will stay" and left.', "before “we will stay”"),
        ("“We will stay,”” he said.", "after “We will stay,”"),
        ("He said “““no””” and left.", "after “no”"),
        ("The minister said: ““\n\nWe will stay.”", "after “The minister said:”"),
        ("““\n\nWe will stay.”", "that stands alone in its line"),
    ],
)
def test_a_doubled_mark_is_told_by_words_that_stand_beside_it(text: str, message: str) -> None:
    findings = RULES.check(Document(text)).findings
    found = [finding.message for finding in findings if finding.code == "QUO08"]
    assert f"The quotation mark {message} stands twice." in found
