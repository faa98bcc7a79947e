"""Tokens of the small model, whose merges are few enough to be followed by eye."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.fluency.gguf import Gguf
from mtqa.fluency.tokenizer import LONGEST_PIECE, Tokenizer
from mtqa.model.errors import ConfigError
from tests.fluency.models import small_model
from tests.fragments import FRAGMENTS
from tests.growth import grows_linearly


@pytest.fixture(scope="module")
def tokenizer(model_file: Path) -> Tokenizer:
    return Tokenizer(Gguf(model_file))


def pieces(tokenizer: Tokenizer, text: str) -> list[str]:
    tokens = tokenizer.encode(text)
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the", ["th", "e"]),  # only after a space are the three one token
        (" the", [" the"]),
        ("and the", ["a", "nd", " the"]),
        ("singing", ["s", "ing", "ing"]),
        ("her", ["h", "er"]),  # er was found before he
        ("  the", [" ", " the"]),
        ("   a", ["  ", " a"]),
        ("a   ", ["a", "  ", " "]),
        ("a 12", ["a", " ", "1", "2"]),
        ("a½b", ["a", "½", "½", "b"]),
        ("the's", ["th", "e", "'", "s"]),
    ],
)
def test_letters_join_in_the_order_of_the_merges(tokenizer: Tokenizer, text: str, expected: list[str]) -> None:
    assert pieces(tokenizer, text) == expected


@given(st.lists(st.sampled_from([*FRAGMENTS, "½", "\u2028", "\x1f", "日本語", "<|endoftext|>", " "]), max_size=12))
def test_no_character_is_lost(tokenizer: Tokenizer, fragments: list[str]) -> None:
    text = "".join(fragments)
    tokens = tokenizer.encode(text)
    places = [(int(a), int(b)) for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert places == sorted(places)
    assert {at for start, end in places for at in range(start, end)} == set(range(len(text)))
    assert tokenizer.opening not in tokens.ids


def test_half_a_character_is_read_as_a_question_mark(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("a\ud800b").ids.tolist() == tokenizer.encode("a?b").ids.tolist()


def test_a_word_without_end_is_cut(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "t" * LONGEST_PIECE + "h") == [*"t" * (LONGEST_PIECE - 1), "th"]


@pytest.mark.parametrize(
    "piece", ["“", "the ", "ab", "  \n", "½", "日"], ids=["marks", "words", "word", "space", "half", "ideograph"]
)
def test_the_cost_grows_with_the_text(model_file: Path, piece: str) -> None:
    model = Gguf(model_file)

    def encoding(size: int) -> Callable[[], object]:
        tokenizer = Tokenizer(model)  # without what it remembers
        return lambda: tokenizer.encode(piece * (size // len(piece)))

    assert grows_linearly(encoding, 40_000)


def test_another_tokenizer_is_no_model_of_ours(tmp_path: Path) -> None:
    path = small_model(tmp_path / "other.gguf", tokenizer_ggml_pre="llama-bpe")
    with pytest.raises(ConfigError, match=r'other\.gguf: its tokenizer is "gpt2 llama-bpe"; take a model with'):
        Tokenizer(Gguf(path))
