"""Tasks on several processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import active_children

import pytest

from mtqa.engine.pool import Pool
from mtqa.model.errors import ConfigError


@dataclass(frozen=True)
class Number:
    """A task."""

    value: int
    size: int = 1


@dataclass(frozen=True)
class Data:
    """A task of many bytes."""

    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


def same(data: Data) -> list[bytes]:
    return [data.data]


def squares(number: Number) -> list[int]:
    """Each task gives as many results as its last digit says."""
    return [number.value**2] * (number.value % 10)


def fatal(number: Number) -> list[int]:
    if number.value % 100 == 50:
        os.kill(os.getpid(), signal.SIGKILL)
    if number.value == 77:
        os._exit(3)
    return [number.value]


def misused(number: Number) -> list[int]:
    if number.value == 30:
        raise ConfigError("mtqa.toml: wrong")
    return [number.value]


def plain(number: Number) -> list[int]:
    return [number.value]


def ended(number: Number, how: str) -> int:
    TOLD.append(f"{number.value} {how}")
    return -number.value


TOLD: list[str] = []


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    numbers = [Number(value, size=1 if value % 7 else 100_000) for value in range(500)]
    expected = [result for number in numbers for result in squares(number)]
    assert list(Pool(squares, jobs=jobs, ended=ended).run(numbers)) == expected
    assert not active_children()


def test_what_is_handed_over_may_be_larger_than_what_a_pipe_holds() -> None:
    """Neither side waits for the other: both are larger than any pipe."""
    tasks = [Data(bytes([value]) * 3_000_000) for value in range(6)]
    pool: Pool[Data, bytes] = Pool(same, jobs=2, ended=lambda _, how: how.encode())
    assert list(pool.run(tasks)) == [task.data for task in tasks]


def test_a_task_that_takes_its_process_with_it_is_named_and_the_others_are_done() -> None:
    TOLD.clear()
    done = list(Pool(fatal, jobs=2, ended=ended).run(map(Number, range(200))))
    assert done == [-value if value in {50, 77, 150} else value for value in range(200)]
    assert sorted(TOLD) == [
        "150 was ended by SIGKILL",
        "50 was ended by SIGKILL",
        "77 ended by itself, with code 3",
    ]


def test_what_the_work_raises_ends_the_run() -> None:
    with pytest.raises(ConfigError, match=r"mtqa\.toml: wrong"):
        list(Pool(misused, jobs=2, ended=ended).run(map(Number, range(100))))
    assert not active_children()


def test_whoever_stops_asking_stops_the_processes() -> None:
    results = Pool(squares, jobs=2, ended=ended).run(map(Number, range(100_000)))
    assert next(results) == 1
    results.close()  # type: ignore[attr-defined]  # a generator
    assert not active_children()


def test_tasks_are_not_taken_far_ahead_of_results() -> None:
    taken = 0

    def tasks() -> Iterator[Number]:
        nonlocal taken
        for value in range(1, 100_000):
            taken += 1
            yield Number(value)

    results = Pool(plain, jobs=2, ended=ended).run(tasks())
    for _ in range(1000):
        next(results)
    assert taken < 1000 + 2 * 64 + 64
    results.close()  # type: ignore[attr-defined]  # a generator
