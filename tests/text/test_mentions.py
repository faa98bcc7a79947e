"""Words that are spoken of rather than used."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.text import mentions


@settings(max_examples=400)
@given(st.from_regex(re.compile(mentions._NAMED.source, mentions._NAMED.flags)))
def test_each_way_to_name_a_term_has_a_word_that_is_looked_for_first(before: str) -> None:
    assert any(word in before.lower() for word in mentions._NAMING)
