"""When a look-alike from another alphabet is changed without asking: where a known word comes out."""

from __future__ import annotations

import pytest

from mtqa import check


@pytest.mark.parametrize(
    ("text", "right", "safe"),
    [
        ("The сompany left the town at night.", "company", True),
        ("Nobody saw Рutin leave the town.", "Putin", True),
        ("They met in Моrvyn, and Morvyn it stayed.", "Morvyn", True),
        ("They met in the Moсkva district at night.", "Mockva", False),
    ],
    ids=["word", "name", "elsewhere in the story", "nothing known"],
)
def test_a_look_alike_is_a_safe_change_where_a_known_word_comes_out(text: str, right: str, *, safe: bool) -> None:
    (finding,) = [one for one in check(text).findings if one.code == "ENC04"]
    assert finding.suggestion is not None
    assert (finding.suggestion.text, finding.suggestion.safe) == (right, safe)
