"""Names: one person's title given in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

#: Each line has the renderings of one foreign title, the one that English newsrooms use first. Left out are titles of
#: which newsrooms use both: premier and prime minister, attorney general and prosecutor general.
_ONE_TITLE = """
Defense Minister/Defence Minister: War Minister, Minister of War, Minister of Defenses, Defensive Minister
Foreign Minister/Minister of Foreign Affairs/Foreign Affairs Minister: Exterior Minister, Minister of Exterior
Interior Minister/Minister of the Interior: Minister of Interior Affairs, Internal Minister, Minister of Internal
Secretary-General/Secretary General: General Secretary
Deputy Prime Minister/Vice Premier: Vice Prime Minister, Second Prime Minister, Assistant Prime Minister
Deputy Minister/Vice Minister: Assistant to the Minister, Second Minister
Speaker/Parliament Speaker/Speaker of Parliament: President of Parliament, Parliament President, Parliament Chairman
Supreme Leader: Supreme Guide, Highest Leader, Leader of the Revolution
Chief of Staff/Chief of the General Staff: Head of the Staff, Staff Chief, Boss of Staff
Prosecutor General/Attorney General: General Prosecutor, General Attorney, Chief Attorney
Governor: Wali, Prefect
Archbishop: Bishop General, Chief Bishop
Prime Minister/Premier: First Minister, Chief Minister, President of the Government, Head Minister
Ambassador: Embassador, Messenger
"""
_GROUPS = [
    [[title.strip() for title in part.replace("/", ",").split(",")] for part in line.split(":")]
    for line in _ONE_TITLE.strip().splitlines()
]
#: The number of its line, and whether newsrooms use it, of each title.
_KNOWN = {
    title: (number, index == 0) for number, group in enumerate(_GROUPS) for index, part in enumerate(group)
    for title in part
}  # fmt: skip
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]{2,25}"
_TITLED = Pattern(
    rf"\b(?P<title>{'|'.join(sorted(_KNOWN, key=lambda title: (-len(title), title)))})[ \u00a0]"
    rf"(?:{_NAME}[ \u00a0]){{0,2}}(?P<surname>{_NAME})(?!\w)(?![’']s?\w)"
)
_RARE = "|".join(sorted(title for title, (_, used) in _KNOWN.items() if not used))


@rule(
    "NAM08",
    Category.INCONSISTENT_TERM,
    Severity.MINOR,
    Bad(
        "Defense Minister Arkadi Velinov resigned. The [[War Minister]] Velinov gave no reason.",
        fixed="Defense Minister Arkadi Velinov resigned. The Defense Minister Velinov gave no reason.",
    ),
    Bad(
        "[[General Secretary]] Nobuko Haraya spoke. Secretary-General Haraya was tired.",
        fixed="Secretary-General Nobuko Haraya spoke. Secretary-General Haraya was tired.",
    ),
    Good("War Minister Velinov met Defense Minister Karst.", why="two people"),
    Good("General Secretary Haraya leads the party; General Secretary Haraya is old.", why="one title"),
    Good("Premier Velinov resigned. Prime Minister Velinov gave no reason.", why="newsrooms use both"),
    Good("“General Secretary Haraya!” they cried when Secretary-General Haraya came.", why="somebody’s words"),
    screen=rf"(?:{_RARE})[ \x{{a0}}][A-Z]",
    confidence=0.8,
    basis="no hit on 400,000 words of edited news and human translations",
    quotations=Inside.SKIPPED,
    scope="document",
)
def title_varies(document: Document) -> Iterator[Hit]:
    """One person's title is translated in two ways in one story.

    ## Why it matters
    The reader takes one office for two, or one person for two.

    ## Known limits
    Only titles that stand before the same surname are compared, and only renderings that newsrooms do not use beside
    the usual one: “premier” and “prime minister” pass.
    """
    found: defaultdict[tuple[int, str], list[tuple[str, bool, Span]]] = defaultdict(list)
    for match in _TITLED.finditer(document.text):
        number, used = _KNOWN[match["title"]]
        found[number, match["surname"]].append((match["title"], used, Span.of(match, "title")))
    for (_, surname), titles in found.items():
        usual = next((title for title, used, _ in titles if used), None)
        if usual is None:
            continue
        for title, used, span in titles:
            if not used:
                yield Hit(
                    span,
                    f"{surname} is “{title}” here and “{usual}” elsewhere in the story.",
                    Suggestion(usual),
                    evidence={"elsewhere": usual},
                )
