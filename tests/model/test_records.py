"""The project's `dataclass` does what that of the standard library does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from mtqa.model.finding import Suggestion
from mtqa.model.records import dataclass as ours

DECORATORS = [pytest.param(dataclasses.dataclass, id="standard"), pytest.param(ours, id="ours")]
Decorator = Callable[..., Callable[[type], Any]]


def _record(decorator: Decorator, **parameters: bool) -> Any:
    class Place:
        """Where something is."""

        line: int
        column: int = 1
        notes: list[str] = dataclasses.field(default_factory=list, compare=False)
        hidden: str = dataclasses.field(default="", repr=False, compare=False)

        def __post_init__(self) -> None:
            if self.line < 1:
                raise ValueError("no such line")

    Place.__qualname__ = "Place"
    return decorator(**parameters)(Place)


@pytest.mark.parametrize("decorator", DECORATORS)
def test_values_are_given_by_place_or_name_and_have_defaults(decorator: Decorator) -> None:
    place = _record(decorator, frozen=True, slots=True)
    assert dataclasses.astuple(place(3)) == (3, 1, [], "")
    assert dataclasses.astuple(place(3, column=2, notes=["a"])) == (3, 2, ["a"], "")
    assert place(3).notes is not place(3).notes
    too_few_and_too_many: tuple[tuple[Any, ...], ...] = ((), (1, 2, [], "", 5))
    for wrong in too_few_and_too_many:
        with pytest.raises(TypeError, match="argument"):
            place(*wrong)
    with pytest.raises(TypeError, match="unexpected keyword argument 'row'"):
        place(3, row=1)
    with pytest.raises(ValueError, match="no such line"):
        place(0)


@pytest.mark.parametrize("decorator", DECORATORS)
def test_records_compare_hash_and_show_their_values(decorator: Decorator) -> None:
    place = _record(decorator, frozen=True, slots=True, order=True)
    assert place(3, 2, ["a"]) == place(3, 2, ["b"])
    assert len({place(3), place(3), place(4)}) == 2
    assert sorted([place(4, 1), place(3, 2), place(3, 1)]) == [place(3, 1), place(3, 2), place(4, 1)]
    assert place(3) != (3, 1, [], "")
    with pytest.raises(TypeError, match="not supported"):
        assert place(3) < (4,)
    assert repr(place(3, hidden="x")) == "Place(line=3, column=1, notes=[])"


@pytest.mark.parametrize("decorator", DECORATORS)
@pytest.mark.parametrize("slots", [True, False])
def test_a_frozen_record_stays_as_it_is(decorator: Decorator, slots: bool) -> None:
    place = _record(decorator, frozen=True, slots=slots)(3)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'line'"):
        place.line = 4
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'line'"):
        del place.line
    assert dataclasses.replace(place, line=4) == type(place)(4)
    assert copy.deepcopy(place) == place


@pytest.mark.parametrize("decorator", DECORATORS)
def test_a_record_that_may_change_has_no_hash(decorator: Decorator) -> None:
    place = _record(decorator, slots=True)(3)
    place.line = 4
    assert place.line == 4
    with pytest.raises(TypeError, match="unhashable"):
        hash(place)


def test_records_travel_between_processes() -> None:
    suggestion = Suggestion("ended.", safe=True)
    assert pickle.loads(pickle.dumps(suggestion)) == suggestion  # noqa: S301 - our own
