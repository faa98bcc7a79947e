"""Names that a file gives are in the document, and nothing else is."""

from __future__ import annotations

import json

import pytest

from mtqa.readers import read
from mtqa.text.document import Document

_CASES = {
    "a list in a line": ("s.md", "---\ntitle: Talks\npeople: [Ryad Haddad, 'Jo Smith']\n---\nTalks ended.\n"),
    "a list of lines": ("s.md", "---\nPeople:\n  - Ryad Haddad\n  - Jo Smith\ntitle: Talks\n---\nTalks ended.\n"),
    "Windows lines": ("s.md", "---\r\npeople:\r\n- Ryad Haddad\r\n- Jo Smith\r\n---\r\nTalks ended.\r\n"),
    "keywords": ("s.html", '<meta name="keywords" content="Ryad Haddad, Jo Smith"><p>Talks ended.</p>'),
    "tags": (
        "s.html",
        '<meta property="article:tag" content="Ryad Haddad"><meta name=news_keywords content=\'Jo Smith\'><p>A.</p>',
    ),
    "lists": ("s.json", json.dumps({"text": "Talks ended.", "people": ["Ryad Haddad"], "places": ["Jo Smith"]})),
    "ninjs": (
        "s.json",
        json.dumps({"text": "A.", "person": [{"name": "Ryad Haddad", "rel": "x"}, {"name": "Jo Smith"}]}),
    ),
    "a text": ("s.json", json.dumps({"text": "Talks ended.", "keywords": "Ryad Haddad; Jo Smith"})),
}


@pytest.mark.parametrize(("path", "data"), _CASES.values(), ids=_CASES)
def test_names_are_read(path: str, data: str) -> None:
    (document,) = read(data.encode(), path)
    assert isinstance(document, Document)
    assert document.names == {"Ryad Haddad", "Jo Smith"}
    assert document.trusted_names == {"ryad haddad", "jo smith", "ryad", "haddad", "jo", "smith"}


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("s.md", "---\ntitle: Talks\n---\npeople: nobody\n"),
        ("s.md", "people: nobody\n"),
        ("s.html", '<meta name="description" content="Ryad Haddad"><p>Talks ended.</p>'),
        (
            "s.json",
            json.dumps({"text": "A.", "people": [1, None, {"name": 3}, ["x"]], "places": {"a": "b"}, "tags": 7}),
        ),
        ("s.json", json.dumps({"text": "A.", "people": "x" * 200})),
    ],
)
def test_what_is_no_list_of_names_gives_none(path: str, data: str) -> None:
    (document,) = read(data.encode(), path)
    assert isinstance(document, Document)
    assert document.names == frozenset()
