"""The line of a key in a TOML text."""

from __future__ import annotations

import tomllib

import pytest

from mtqa.rulebook.toml_places import Places, parsed
from tests.growth import grows_linearly

TEXT = '''# mtqa.toml
select = ["PUN"]  # ] not the end

"quoted key" = """
[severity]
"""
ignore-text = [
  # a comment with ] and "
  "one",
  'two[',
]
[severity]
PUN01 = "off"
a.b = 1

[rules . NAM01]
edits = 2
inline = {x = 1, y = [2]}

[[terms]]
term = "a"
[[terms]]
term = "b"
[terms.more]
deep = true
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("select",), 2),
        (("quoted key",), 4),
        (("ignore-text",), 7),
        (("severity",), 12),
        (("severity", "PUN01"), 13),
        (("severity", "a"), 14),
        (("severity", "a", "b"), 14),
        (("rules",), 16),
        (("rules", "NAM01", "edits"), 17),
        (("rules", "NAM01", "inline", "y"), 18),
        (("terms", 0, "term"), 21),
        (("terms", 1), 22),
        (("terms", 1, "term"), 23),
        (("terms", 1, "more", "deep"), 25),
        (("rules", "NAM02"), 16),
        (("nothing",), 1),
    ],
)
def test_a_key_or_what_is_nearest_around_it_has_a_line(path: tuple[str | int, ...], line: int) -> None:
    assert Places(TEXT).line(*path) == line


def test_one_of_a_list_has_a_line_of_its_own() -> None:
    assert Places(TEXT).line("ignore-text", value="two[") == 10


def test_what_is_not_toml_has_no_places() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        Places("select = [")


def test_cost_grows_with_the_file() -> None:
    assert grows_linearly(lambda copies: lambda: Places('[[terms]]\nterm = "a"\nright = "b"\n' * copies), 500)


def test_a_number_too_long_for_python_is_told_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"^a.toml:2: this is not TOML: a number has too many digits; write a shorter"):
        parsed("a.toml", "# our desk\nlisted = " + "9" * 5_000)
