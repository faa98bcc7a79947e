"""Stories to measure on: the fixtures' paragraphs in ever new order, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

FIXTURES = Path(__file__).parents[2] / "fixtures" / "stories"
#: Stories that nothing is wrong with; the others are as broken as syndicated copy gets.
CLEAN = ("lighthouse.txt", "tramway.txt")
WORDS = 450
STORIES = 200


def garbled(count: int = STORIES) -> tuple[str, ...]:
    """Stories out of all the fixtures: most paragraphs are broken."""
    return _stories(sorted(FIXTURES.glob("*.txt")), count)


def clean(count: int = STORIES) -> tuple[str, ...]:
    """Stories out of the clean fixtures."""
    return _stories([FIXTURES / name for name in CLEAN], count)


def _stories(files: Sequence[Path], count: int) -> tuple[str, ...]:
    pool = [block for file in files for block in file.read_text("utf-8").split("\n\n") if len(block.split()) > 1]
    random = Random(450)  # noqa: S311 - the order of paragraphs is no secret
    return tuple(_story(pool, random) for _ in range(count))


def _story(pool: Sequence[str], random: Random) -> str:
    chosen: list[str] = []
    words = 0
    for block in random.sample(pool, len(pool)):
        chosen.append(block)
        words += len(block.split())
        if words >= WORDS:
            break
    return "\n\n".join(chosen)
