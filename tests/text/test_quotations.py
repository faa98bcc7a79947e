"""Which marks are quotation marks, which way they face, and what stands between them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from mtqa.model.span import Span
from mtqa.text.document import Document
from mtqa.text.quotation_places import GLYPHS
from mtqa.text.structure import Facing, QuoteStyle
from tests.fragments import SPACED_TEXTS, TEXTS
from tests.growth import grows_linearly

#: {quotation}, {one that goes on in the next paragraph>, {one that nothing closes~, #mark without a partner.
SIGNS = str.maketrans("", "", "{}>~#")
READINGS = {
    "straight": '{"We won,"} he said. {"At last."}',
    "curly": "{“We won,”} he said. {“At last.”}",
    "low, as in German": "Er sagte: {„Wir haben gewonnen.“} Schluss.",
    "low, closed by a high mark": "He said {„we won”} and left.",
    "guillemets": "He said {«we won»} and left.",
    "guillemets with inner spaces": "Il a dit {« nous avons gagné »} hier.",
    "guillemets turned inside, as in German": "Er sagte: {»Wir haben gewonnen.«} Schluss.",
    "corner brackets": "The film {「Home」} opened.",
    "two single marks as a double one": "He said {''we won''} and left.",
    "two curly single marks": "He said {‘‘we won’’} and left.",
    "backticks": "He said {``we won''} and left.",
    "British singles": "{‘We won,’} he said. {‘At last.’}",
    "straight singles": "{'We won,'} he said. {'At last.'}",
    "headline with singles": "City enters {'phase one'} of plan",
    "single inside double": "{“He said {‘no’} to us,”} she said.",
    "single inside double at the start": "{“{‘No,’} he said,”} she recalled.",
    "single inside double at the end": "{“He told me {‘no’}”} was her answer.",
    "three marks at the end": "{\"He told me {'go home.'}\"}",
    "double inside single": "{‘He said {“no”} to us,’} she said.",
    "straight double inside single": "{'He said {\"no\"} to us,'} she said.",
    "double inside double": "{“He said {“no”} to us,”} she said.",
    "straight double inside double": '{"He said {"no"} to us,"} she said.',
    "contraction": "They don't think it's over; we'd say so.",
    "curly contraction": "They don’t think it’s over; we’d say so.",
    "contraction inside singles": "{'They don't think so,'} he said.",
    "year": "The ’90s and the '80s were good; the class of '08 too.",
    "year, mark turned": "The ‘90s were good, the ‘80s’ music too.",
    "elision": "Get 'em while 'tis hot, 'cause ’twas good.",
    "elision and a possessive": "'Twas the workers' day.",
    "rock 'n' roll": "They play rock 'n' roll and drum ’n’ bass.",
    "plural possessive": "The workers' pay and the bosses’ cars.",
    "plural possessive inside singles": "The {'workers' rights movement'} began.",
    "single word that ends in s": "The {'masters'} were late.",
    "two singles that end in s": "The {'masters'} and {'servants'} were late.",
    "possessive after singles": "The {'masters'} heard of the workers' plan.",
    "dropped g inside singles": "{'Goin' home is all,'} he said.",
    "dropped g": "They were singin' and dancin' all night.",
    "apostrophes of names": "Ng'ombe, Sana'a, Ta'izz and O'Neill; Qur’an, Ba‘ath, Sana‘a.",
    "initial ayn": "‘Abd al-Rahman and 'Aisha met ‘Ali.",
    "'Ndrangheta": "The 'Ndrangheta and the clans' money.",
    "tokenised contraction": "Trump 's plan is not ours; they 're sure, the boys ' school.",
    "feet and inches": "He is 6'2\" tall and she is 5’11”.",
    "inches": 'A 12" record and a 5" pipe.',
    "inches after a space": 'A 5 " pipe and a 12" record.',
    "primes": "A 5″ pipe, 6′2″ tall, at 51° 30′ 26″ north.",
    "seconds": "At 51° 30' 26\" north.",
    "inches inside a quotation": '{"My 12" record is gone,"} he said.',
    "height inside a quotation": '{"I am 6\'2","} he said. {"So?"}',
    "figure before the closing mark": '{"That was in 1999"} he said. {"Or 2000".}'.replace('".}', '"}.'),
    "figure with no quotation": "P.S. 36\"s budget was cut.",
    "after a dash": "It was—{“really”}—over – {“yes”} – he said.",
    "broken off": '{"I was —"} she said.',
    "hyphens": 'The pro-{"family"} group, {"post-"} and {"anti-"} views, a {"Made in China"}-style label.',
    "in brackets": 'The law ({"a mess"}) and ({"no,"} he said) passed.',
    "bracket after the mark": "{“(Laughs) No.”} he said. {“[It] is over.”}",
    "ellipsis after the mark": '{"...and then we left,"} he said. {"… and so on."}',
    "ellipsis before the mark": '{"We left..."} he said.',
    "ellipsis after the closing mark": 'He said {"yes"}... and left.',
    "a name that begins with a stop": 'The {".com"} boom.',
    "currency": 'He said {"$5 is enough"} and {"£3, too"}.',
    "no space before": 'He said:{"We won."}',
    "no space after": '{"We won,"}he said.',
    "space before the closing mark": 'It was a {" investigation "}.',
    "mark before the stop": "the President of Russia {“. He seemed weak. Nothing works.”}",
    "lonely opening mark at the end": "They go in the {“right direction.”} #“",
    "closing mark that nothing opened": "We have been told so.#” And so on.",
    "second closing mark": "{“Since the start,”} era, guided its scope.#”",
    "left open": "He said #{“we won.~\n\nNobody spoke.",
    "left open at the end": "He said #{“we won.~",
    "opened twice": "He said #{“we won. ~{“At last.”} Nobody spoke.",
    "wrong shape at the end": "{“Things get better!“} said Tom.",
    "wrong shape at the start": "{”Things get better,”} said Tom.",
    "both shapes wrong": "{”Things get better,“} said Tom.",
    "straight against curly": "{“Things get better\"} said Tom.",
    "lone mark in a paragraph": '#"',
    "nothing between": 'An empty string is {""}.',
    "Hebrew abbreviation": 'The army, צה"ל, replied.',
    "mark inside a word": 'The paper Ha"aretz wrote so.',
    "newspaper rule": "{“First.>\n\n{“Second.>\n\n{“Third,”} he said.",
    "newspaper rule, straight": '{"First.>\n\n{"Second,"} he said.',
    "newspaper rule, British": "{‘First.>\n\n{‘Second,’} he said.",
    "opened inside the paragraph, going on": "He said: {“First.>\n\n{“Second,”} he said.",
    "a sentence a paragraph": '{"First.\n\nSecond.\n\nThird,"} he said.',
    "a sentence a paragraph, twice": '{"First.\n\nSecond,"} he said, {"and third.\n\nFourth."}',
    "a sentence a paragraph, then the newspaper rule": 'He said: {"First.\n\nSecond.>\n\n{"Third,"} he said.',
    "a sentence a paragraph, nested": '{"They say: {"Why?"}\n\nWell, I know,"} he said.',
    "by sentence, nested over two": '{"They say: {"I did not.\n\nI never did."}\n\nSure?\n\nI know,"} he said.',
    "by sentence, in single marks": "He said: {'We did not fight.\n\nWe want our own laws.'}\n\nThe workers' day.",
    "by sentence, an apostrophe first": "'Twas late.\n\nThe workers' day came.",
    "by sentence, one of them short": '{"What are they?\n\nI got bit!\n\nHave that in place."}',
    "turned after a comma": 'He said,{" We know that"}. She said yes.',
    "turned round words": 'It changed from{" soldier "}to{" general "}and won.',
    "turned, with one that is not": 'The plan{" new start "}was called {"odd"} here.',
    "not turned, but an apostrophe": 'The workers#" union {"solidarity"} is {"strong"}.',
    "a mark for an apostrophe": 'Since Jobs#" death it was rare.',
    "left open, and the next quotation": "He said #{“we won.~\n\nShe said {“we lost.”}",
    "left open, twice, crossing": "He #{“wrote #{«to ~#{“us.~~",
    "left open, too far": "He said #{“we won.~" + "\n\nNobody spoke." * 16 + "\n\nIt was over.#”",
    "title with a mark of its own": "The show {“Who’s Next?”}, he said, isn’t {‘ours’}.",
    "zero-width and no-break spaces": "\u200b{“We won,”} he\u00a0said\u00a0{“yes”}.",
}  # fmt: skip


def _read(text: str) -> str:
    view = Document(text).quotations
    signs = [""] * (len(text) + 1)
    for pair in view.pairs:
        signs[pair.span.start] += "{"
        signs[pair.span.end] = ("}" if pair.closing else ">" if pair.continues else "~") + signs[pair.span.end]
    for mark in view.unpaired:
        signs[mark.span.start] = (signs[mark.span.start] + "#").replace("{#", "#{")
    return "".join(sign + character for sign, character in zip(signs, [*text, ""], strict=True))


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)
def test_reading(reading: str) -> None:
    assert _read(reading.translate(SIGNS)) == reading


@settings(max_examples=300, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_marks_stand_in_order_and_belong_to_one_quotation_at_most(text: str) -> None:
    view = Document(text).quotations
    end = 0
    for mark in view.marks:
        assert mark.span.start >= end
        assert all(character in GLYPHS for character in text[mark.span.start : mark.span.end])
        end = mark.span.end
    used = [pair.opening for pair in view.pairs] + [pair.closing for pair in view.pairs if pair.closing]
    assert len({mark.span for mark in used}) == len(used)
    assert {mark.span for mark in used} | {mark.span for mark in view.unpaired} == {mark.span for mark in view.marks}
    assert all(pair.opening.facing is Facing.OPENING for pair in view.pairs)
    assert all(pair.closing.facing is Facing.CLOSING for pair in view.pairs if pair.closing)


@settings(max_examples=300, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_quotations_nest_and_only_double_marks_lack_a_partner(text: str) -> None:
    document = Document(text)
    view = document.quotations
    closed = {pair.span for pair in view.pairs if pair.closing}
    around: list[Span] = []
    for pair in view.pairs:
        crossed = [span for span in around if span.start < pair.span.start < span.end < pair.span.end]
        assert not closed.intersection(crossed)
        around = [span for span in around if span.contains(pair.span)]
        assert pair.depth == len(around)
        around.append(pair.span)
        assert pair.span.contains(pair.content)
    assert not any(mark.style is QuoteStyle.SINGLE for mark in view.unpaired)
    assert list(view.pairs) == sorted(view.pairs, key=lambda pair: pair.span.start)
    for mark in view.unpaired:
        assert any(span.start <= mark.span.start < span.end for span in view.in_doubt)


@settings(max_examples=300, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_innermost_and_touches_agree_with_a_search(text: str) -> None:
    view = Document(text).quotations
    for offset in range(len(text)):
        holding = [pair for pair in view.pairs if pair.span.start <= offset < pair.span.end]
        assert view.touches(Span(offset, offset + 1)) is bool(holding)
        innermost = view.innermost(offset)
        assert (innermost in holding) if holding else innermost is None
        assert innermost is None or all(pair.span.start <= innermost.span.start for pair in holding)


def test_a_stray_mark_quotes_nothing_beyond_its_paragraph() -> None:
    text = "He said “we won.\n\nNobody spoke.\n\nShe said “we lost” and left. Over."
    document = Document(text)
    assert document.in_quotation(Span(9, 16))
    for word in ("Nobody", "She", "Over"):
        start = text.index(word)
        assert not document.in_quotation(Span(start, start + len(word)))
    assert [document[span] for span in document.quotations.in_doubt] == ["He said “we won."]


def test_innermost_quotation_is_the_nested_one() -> None:
    text = "“He said ‘no’ to us,” she said."
    view = Document(text).quotations
    assert [pair and text[pair.span.start : pair.span.end] for pair in map(view.innermost, (2, 10, 14, 25))] == [
        "“He said ‘no’ to us,”",
        "‘no’",
        "“He said ‘no’ to us,”",
        None,
    ]
    assert [pair.depth for pair in view.pairs] == [0, 1]


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        '" ',
        ' "',
        "“",
        "”",
        "“a ",
        "a” ",
        "'",
        " 'a",
        "'a' ",
        "“a” ",
        '"a\n\n',
        "“a ‘b” ",
        " ‘a “b’",
        '5" ',
        "«„ ",
        "''",
    ],
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    def work(copies: int) -> Callable[[], object]:
        document = Document(unit * copies)
        assert document.paragraphs
        return lambda: document.quotations

    assert grows_linearly(work, 4_000)


def test_a_quotation_left_open_may_end_inside_another() -> None:
    view = Document("« “ Mr. \n ”").quotations
    assert [pair.span for pair in view.pairs] == [Span(0, 7), Span(2, 11)]
    assert view.touches(Span(7, 8))


def test_what_opens_inside_a_quotation_from_an_earlier_paragraph_ends_with_it() -> None:
    view = Document("« Mr. \n “ » Mr.").quotations
    assert [pair.span for pair in view.pairs] == [Span(0, 11)]  # the inner one would be empty
    assert [mark.span for mark in view.unpaired] == [Span(8, 9)]
