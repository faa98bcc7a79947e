"""Reading models: every kind of block, and files that are damaged, cut short, or of another kind."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mtqa.fluency.architecture import Architecture
from mtqa.fluency.blocks import LAYOUTS
from mtqa.fluency.gguf import Gguf
from mtqa.model.errors import ConfigError
from tests.fluency.models import settings, small_model, weights, write_gguf


def half(data: bytes, at: int) -> float:
    """The 16-bit number there."""
    return float(np.frombuffer(data, "<f2", 1, at)[0])


def nibble(data: bytes, number: int) -> int:
    """Four bits of 32 in 16 bytes: the low halves come first."""
    return data[number] & 15 if number < 16 else data[number - 16] >> 4


def six_bits(data: bytes, number: int) -> tuple[int, int]:
    """The scale and the minimum of an eighth, as ``get_scale_min_k4`` in ggml-quants.c unpacks them."""
    if number < 4:
        return data[number] & 63, data[number + 4] & 63
    return (
        (data[number + 4] & 15) | (data[number - 4] >> 6 << 4),
        (data[number + 4] >> 4) | (data[number] >> 6 << 4),
    )


def q4_k(block: bytes, number: int) -> float:
    eighth, place = divmod(number, 32)
    byte = block[16 + eighth // 2 * 32 + place]
    scale, minimum = six_bits(block[4:16], eighth)
    return half(block, 0) * scale * (byte >> 4 if eighth % 2 else byte & 15) - half(block, 2) * minimum


def q5_k(block: bytes, number: int) -> float:
    eighth, place = divmod(number, 32)
    byte = block[48 + eighth // 2 * 32 + place]
    fifth = block[16 + place] >> eighth & 1
    scale, minimum = six_bits(block[4:16], eighth)
    quant = (byte >> 4 if eighth % 2 else byte & 15) + 16 * fifth
    return half(block, 0) * scale * quant - half(block, 2) * minimum


def q6_k(block: bytes, number: int) -> float:
    part, rest = divmod(number, 128)
    quarter, place = divmod(rest, 32)
    low = block[part * 64 + quarter % 2 * 32 + place]
    high = block[128 + part * 32 + place] >> 2 * quarter & 3
    quant = ((low >> 4 if quarter > 1 else low & 15) | high << 4) - 32
    scale = struct.unpack("16b", block[192:208])[number // 16]
    return half(block, 208) * float(scale) * quant


#: What each number of a block is, by the definition of its type, one at a time.
SPELT_OUT: dict[str, Callable[[bytes, int], float]] = {
    "F16": lambda block, _: half(block, 0),
    "BF16": lambda block, _: struct.unpack("<f", b"\0\0" + block)[0],
    "Q4_0": lambda block, n: half(block, 0) * (nibble(block[2:], n) - 8),
    "Q4_1": lambda block, n: half(block, 0) * nibble(block[4:], n) + half(block, 2),
    "Q5_0": lambda block, n: (
        half(block, 0) * ((nibble(block[6:], n) | (struct.unpack_from("<I", block, 2)[0] >> n & 1) << 4) - 16)
    ),
    "Q5_1": lambda block, n: (
        half(block, 0) * (nibble(block[8:], n) | (struct.unpack_from("<I", block, 4)[0] >> n & 1) << 4) + half(block, 2)
    ),
    "Q8_0": lambda block, n: half(block, 0) * struct.unpack("32b", block[2:])[n],
    "Q4_K": q4_k,
    "Q5_K": q5_k,
    "Q6_K": q6_k,
}


@pytest.mark.parametrize("kind", [kind for kind, layout in LAYOUTS.items() if layout.name != "F32"])
def test_every_kind_of_block_is_read_as_its_definition_has_it(tmp_path: Path, kind: int) -> None:
    layout = LAYOUTS[kind]
    rng = np.random.default_rng(kind)
    blocks = []
    for _ in range(6):
        fields = np.zeros(1, layout.block)
        for name in layout.block.names or ():
            size = fields[name].shape[1:]
            random = rng.integers(0, 256, (1, *size)).astype("u1")
            fields[name] = (
                rng.normal(0, 1, 1)
                if fields[name].dtype.kind == "f"
                else random.view(fields[name].dtype.str if fields[name].dtype.itemsize == 1 else "u1")
            )
        blocks.append(fields.tobytes())
    shape = (2, 3 * layout.values)
    path = write_gguf(tmp_path / "blocks.gguf", {"any": 1}, {"t": (kind, (shape, b"".join(blocks)))})
    expected = [SPELT_OUT[layout.name](block, number) for block in blocks for number in range(layout.values)]
    model = Gguf(path)
    np.testing.assert_allclose(model.tensor("t"), np.reshape(expected, shape), rtol=1e-5, atol=1e-5)
    np.testing.assert_array_equal(model.rows("t", np.array([1, 0])), model.tensor("t")[[1, 0]])


def test_settings_are_those_of_the_file(model_file: Path) -> None:
    model = Gguf(model_file)
    expected = settings()
    rounded = {key: np.float32(value) if isinstance(value, float) else value for key, value in expected.items()}
    assert model.settings == rounded
    for name, value in weights().items():
        np.testing.assert_array_equal(model.tensor(name), value)


def test_a_file_cut_anywhere_is_damaged_and_named(tmp_path: Path, model_file: Path) -> None:
    whole = model_file.read_bytes()
    path = tmp_path / "cut.gguf"
    for length in [0, 3, 4, 12, 23, 24, 30, 100, 2000, 9000, len(whole) // 2, len(whole) - 1]:
        path.write_bytes(whole[:length])
        with pytest.raises(ConfigError, match=r"cut\.gguf: .+; .+"):
            Gguf(path)


def test_no_damaged_byte_ends_in_anything_but_an_error_that_names_the_file(tmp_path: Path, model_file: Path) -> None:
    whole = model_file.read_bytes()
    path = tmp_path / "damaged.gguf"
    rng = np.random.default_rng(3)
    said = []
    for at in [*range(4, 60), *rng.integers(60, 9000, 60).tolist()]:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            Architecture.of(Gguf(path))
        except ConfigError as error:
            said.append(str(error))
    assert len(said) > 50
    assert [one for one in said if not one.startswith(f"{path}: ") or "; " not in one] == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"general_architecture": "qwen2"}, 'the model is of the type "qwen2"; take a model of the plain Llama type'),
        ({"llama_block_count": 4}, "the tensor blk.3.attn_norm.weight is missing; take a model of the Llama type"),
        ({"llama_block_count": 2}, "the tensor blk.2.attn_k.weight is of another kind of model; take"),
        ({"llama_attention_head_count": 8}, "the tensor blk.0.attn_k.weight is (32, 64) and should be (16, 64)"),
        ({"llama_attention_head_count": 3}, "its measures contradict each other"),
        ({"llama_embedding_length": None}, "the setting llama.embedding_length is missing"),
        ({"llama_embedding_length": "wide"}, "the setting llama.embedding_length is 'wide'"),
    ],
)
def test_another_kind_of_model_is_named_for_what_it_is(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    path = small_model(tmp_path / "foreign.gguf", **changed)
    with pytest.raises(ConfigError) as caught:
        Architecture.of(Gguf(path))
    assert str(caught.value).startswith(f"{path}: {said}")


def test_another_file_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("The talks ended.")
    with pytest.raises(ConfigError, match=r"story\.txt: this is no GGUF file; name a model in that format"):
        Gguf(path)
    with pytest.raises(ConfigError, match=r"nothing\.gguf: No such file or directory; name a GGUF file"):
        Gguf(tmp_path / "nothing.gguf")


def test_an_unknown_kind_of_block_is_named(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "new.gguf", {"any": 1}, {"t": (40, ((1, 32), b"\0" * 64))})
    with pytest.raises(ConfigError, match=r"t is of type 40, which is not read here; take a model in F32, F16, Q4_0"):
        Gguf(path)
