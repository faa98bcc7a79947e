"""The page: nothing is lost, nothing is fetched, nothing of a story is taken for markup."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from mtqa.engine.checker import Checker
from mtqa.model.result import Crash, Result, Verdict
from mtqa.model.unread import Unread
from mtqa.render.html import HtmlReport
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.fragments import SPACED_TEXTS
from tests.render.stories import AWKWARD, COMPARED, LET_STAND, TALKS, result

_VOID = {"meta", "br", "link"}


class _Page(HTMLParser):
    """A page as a browser would take it: elements, their attributes, texts by class of the paragraph's surroundings."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "p" and "ol" not in self.open and "section" in self.open:
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "section" in self.open and "ol" not in self.open and "p" in self.open and "sup" not in self.open:
            self.paragraphs[-1] += data

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.tags if name in attributes]


def _source(*results: Result, unread: tuple[Unread, ...] = ()) -> str:
    report = HtmlReport()
    return report.begin() + "".join(map(report.add, results)) + report.end(unread)


def _plain(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


PAGES = {
    "one": lambda: _source(result(TALKS)),
    "awkward": lambda: _source(result(AWKWARD)),
    "empty": lambda: _source(replace(result("All is well."), text="", headline=None)),
    "let stand": lambda: _source(LET_STAND),
    "several": lambda: _source(
        result(TALKS), result(AWKWARD, path="<b>awkward</b>.txt"), unread=(Unread("<i>", "<i>", 1, "<u>no</u>"),)
    ),
    "nothing": lambda: _source(unread=(Unread("x.pdf", "x.pdf", 1, "a PDF file"),)),
}


def test_the_whole_story_is_there_in_its_paragraphs() -> None:
    story = result(TALKS)
    assert _Page(_source(story)).paragraphs == _plain(story.text)


def test_what_cannot_be_seen_is_named_and_nothing_else_changes() -> None:
    paragraphs = _Page(_source(result(AWKWARD))).paragraphs
    assert paragraphs[2] == (
        "A zeroU+200Bwidth space, a tab⇥here, an escape U+001B[31mredU+001B[0m, half a character U+D800, "
        "a turnU+202E around."
    )
    assert paragraphs[-2:] == ["The line breaks↵", 'here<script>alert("&amp;")</script>.']


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_well_formed_and_its_links_lead_somewhere(name: str) -> None:
    page = _Page(PAGES[name]())
    identities = page.attributes("id")
    assert len(identities) == len(set(identities))
    assert {link.removeprefix("#") for link in page.attributes("href")} <= set(identities)
    assert set(page.attributes("data-partner")) <= set(identities)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_and_only_our_script_runs(name: str) -> None:
    source = PAGES[name]()
    page = _Page(source)
    assert [tag for tag, _ in page.tags if tag in {"script", "link", "img", "iframe", "object", "base", "form"}] == [
        "script"
    ]
    assert [a for _, attributes in page.tags for a in attributes if a == "src" or a.startswith(("on", "style"))] == []
    assert re.findall(r"https?:|//\w|@import|url\(", source) == []
    policy = next(attributes["content"] for tag, attributes in page.tags if "http-equiv" in attributes)
    assert policy is not None
    for element in ("style", "script"):
        content = source.split(f"<{element}>")[1].split(f"</{element}>")[0]
        digest = b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_a_story_cannot_smuggle_markup_in_anywhere() -> None:
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' $title ${style} &lt;"
    bad = result(f"{hostile}\n\nThe [[{hostile}|minor|{hostile}]] end.", path=hostile)
    bad = replace(bad, headline=hostile, signature=hostile, language=hostile, crashes=(Crash("PUN01", hostile),))
    clean = _Page(_source(result("Headline\n\nThe [[words|minor|word]] end."))).tags
    page = _Page(_source(replace(bad, text=bad.text)))
    assert [tag for tag, _ in page.tags if tag != "p"] == [tag for tag, _ in clean if tag != "p"]
    assert page.paragraphs == [hostile, f"The {hostile} end."]


def test_marks_and_cards_point_at_each_other() -> None:
    page = _Page(_source(result(TALKS)))
    pairs = {a["id"]: a["data-partner"] for _, a in page.tags if "data-partner" in a and "id" in a}
    assert len(pairs) == 10
    assert all(partner is not None and pairs[partner] == own for own, partner in pairs.items())


def test_a_finding_across_paragraphs_is_marked_in_each_and_has_one_card() -> None:
    source = _source(result("One [[two.\n\nThree|major|x]] four [[five|minor]]."))
    page = _Page(source)
    assert page.paragraphs == ["One two.↵↵", "Three four five."]
    assert len([tag for tag, attributes in page.tags if tag == "mark"]) == 3
    assert source.count('<li class="card') == 2


def test_what_is_dismissed_stands_apart_and_is_not_marked() -> None:
    source = _source(LET_STAND)
    story, apart = source.split("<details")
    assert "Basij</a>" not in story
    assert '<a href="#d1-dismissed">3 dismissed</a>' in story
    assert "talks.jsonl: the dismissal of “UNT0&lt;4&gt;” does nothing: nothing is called so." in story
    assert "<summary>3 dismissed: let stand by somebody, not counted</summary>" in apart
    assert (
        "line 3: “Basij” is example number 3. <i>The militia itself is &lt;meant&gt; (talks.txt.mtqa.toml:7).</i>"
        in apart
    )
    assert "2 more are not listed." in apart
    assert "<details" not in _source(result(TALKS))


def test_a_change_that_leaves_nothing_of_a_line_says_so() -> None:
    source = _source(result("Talks end\n\n[[Advertisement|minor|]]\n\nMore."))
    assert '<b class="new" aria-hidden="true">+</b><span dir="auto">(nothing)</span>' in source


def test_a_small_sample_and_what_was_not_checked_are_said() -> None:
    source = _source(result(TALKS))
    assert "Small sample (78 words; a score needs 500), so the counts decide." in source
    assert "Not checked: meaning (there is no source text to compare with)" in source
    assert "Nothing found is not clean" in _source(result("All is well.", verdict=Verdict.PASS))


def test_what_a_file_was_read_as_and_its_closeness_to_a_reference_are_said() -> None:
    plain, story = result(TALKS), replace(result(TALKS), encoding="windows-1251", reference=COMPARED)
    assert "Read as windows-1251, not UTF-8. Against the reference: BLEU 34.2" in _source(story)
    assert f"{plain.signature}<br>sacreBLEU: {COMPARED.signature}</p>" in _source(plain, story, story)
    assert not re.search("Read as|Against|sacreBLEU", _source(plain))


def test_a_finding_with_nothing_in_it_shows_where_something_is_missing() -> None:
    assert _Page(_source(result("He said[[|minor|.]]\n\nThen he left[[|minor|.]]"))).paragraphs == [
        "He said‸",
        "Then he left‸",
    ]


@settings(max_examples=60, deadline=None)
@given(SPACED_TEXTS)
def test_any_story_gives_a_page_that_holds_together(text: str) -> None:
    checked = Checker(all_rules()).check(Document(text))
    page = _Page(_source(checked))
    assert len(page.attributes("data-partner")) >= 2 * len(checked.findings)
    assert len(page.paragraphs) == max(1, len(_plain(text))) or not text.strip()


def test_of_a_very_long_text_only_what_stands_around_the_findings_is_drawn() -> None:
    line = "word " * 60_000
    page = _Page(_source(result(f"{line}\n\nfirst {line}[[deel|minor|deal]] {line}last\n\n{line}")))
    (paragraph,) = page.paragraphs
    assert len(paragraph) < 2_000
    assert paragraph.startswith("first word")
    assert paragraph.rstrip().endswith("last")
    assert paragraph.count("[…]") == 2
    assert "word deel word" in paragraph


def test_a_finding_as_long_as_a_book_is_shown_by_its_ends() -> None:
    source = _source(result(f"Before. [[first {'word ' * 100_000}last|major]] After."))
    assert "The text is too long to be shown whole" in source
    (paragraph,) = _Page(source).paragraphs
    assert len(paragraph) < 1_000
    assert paragraph.startswith("Before. first word")
    assert paragraph.endswith("word last After.")


def test_what_is_in_preview_is_told_beside_the_verdict() -> None:
    story = result("Talks [[end. .|major|end.]] They [[ended. .|minor|ended.]]", verdict=Verdict.PASS)
    unproven = replace(story, findings=tuple(replace(one, preview=True) for one in story.findings))
    page = HtmlReport()
    assert "2 findings in preview are shown but not weighed." in page.begin() + page.add(unproven) + page.end(())
