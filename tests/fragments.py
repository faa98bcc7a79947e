"""Awkward fragments: texts made of them find what random characters do not."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = (
    "Mr.", "U.S.", "Gen.", "St.", "J.", "a.m.", "No.", "3,2", "3.2", "25 thousand", "49,9 percent", ".", "..", "...", ". .", "…",
    ". . .", ",", ";", "?", "!", "?!", ":", " ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u202e", "\ufeff", "A", "the",
    "The", "said", "Basij", "он", "مرحبا", "中文", "“", "”", "‘", "’", "\"", "'", "„", "«", "»", "(", ")", "[", "]", "-", "–", "—",
    "😀", "👩‍👩‍👧", "é", "e\u0301", "naïve", "Putin", "Yahoo!", "don't", "’90s", "6'2\"", "<b>", "&amp;", "&#8217;", "â€™", "Ã©", "\ufffd",
    "- Advertisement -", "Read also:", "HomeWorldUS", "Thursday, October 6", "2022-02-30", "@@", "<unk>", "\x00", "\ud800", "word word",
)  # fmt: skip

#: Texts of up to forty fragments, now and then with a few random characters between.
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=40).map("".join)
SPACED_TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join)
