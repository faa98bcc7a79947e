"""`dataclass` as the standard library has it, ready in a third of the time.

For modules that every check loads. Until Python 3.13 the standard library compiles up to eight functions for a frozen
class, and for the sixty classes that a check needs this takes longer than checking a story. Here a class shares what
shows and protects its values with all others, and only its ``__init__`` is compiled, when the first instance is made.
`dataclasses.fields`, `replace` and `asdict` work as ever, and type checkers see the decorator of the standard library.
"""

from __future__ import annotations

import dataclasses
import operator
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False, init: bool = True
    ) -> Callable[[type], type]:
        """As `dataclasses.dataclass`, with those of its parameters that are needed."""
        bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)

        def decorate(cls: type) -> type:
            cls = bare(cls)
            methods = {"__repr__": _shown}
            if init:
                methods["__init__"] = _made_when_called(cls, frozen=frozen)
            if frozen:
                methods |= _PROTECTING
            if eq or order:
                methods |= _comparing(cls, order=order, hashed=frozen)
            for name, method in methods.items():
                if name not in vars(cls):
                    setattr(cls, name, method)
            return cls

        return decorate


def _made_when_called(cls: type, *, frozen: bool) -> Callable[..., None]:
    """What makes the class's ``__init__`` when it is first called, and leaves its place to it."""

    def __init__(self: Any, *args: Any, **named: Any) -> None:  # noqa: N807 - this is its name
        made = _init(cls, frozen=frozen)
        setattr(cls, "__init__", made)  # noqa: B010 - a type checker would object
        made(self, *args, **named)

    return __init__


def _init(cls: type, *, frozen: bool) -> Callable[..., None]:
    """``__init__`` with a parameter for each field; a slot is set by its descriptor, the shortest way there is."""
    given: dict[str, Any] = {"unset": object()}
    parameters: list[str] = []
    lines = [] if not frozen or "__slots__" in vars(cls) else ["values = self.__dict__"]
    for one in dataclasses.fields(cls):
        name, value, default = one.name, one.name, ""
        if one.default is not dataclasses.MISSING:
            given[f"default_{name}"] = one.default
            default = f"=default_{name}"
        elif one.default_factory is not dataclasses.MISSING:
            given[f"make_{name}"] = one.default_factory
            default = "=unset"
            value = f"make_{name}() if {name} is unset else {name}"
        parameters.append(name + default)
        if not frozen:
            lines.append(f"self.{name} = {value}")
            continue
        set_slot = getattr(getattr(cls, name, None), "__set__", None)
        if set_slot is None:
            lines.append(f"values[{name!r}] = {value}")
        else:
            given[f"set_{name}"] = set_slot
            lines.append(f"set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    source = f"def __init__(self, {', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"])
    exec(source, given)  # noqa: S102 - as the standard library does: nothing else makes a function with named parameters
    made: Callable[..., None] = given["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _shown(self: Any) -> str:
    values = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(values)})"


def _comparing(cls: type, *, order: bool, hashed: bool) -> dict[str, Any]:
    """Methods that compare and hash all values of instances as one."""
    values = operator.attrgetter(*(one.name for one in dataclasses.fields(cls) if one.compare))

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807 - this is its name
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
        return lambda self, other: (
            compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    methods: dict[str, Any] = {"__eq__": __eq__, "__hash__": (lambda self: hash(values(self))) if hashed else None}
    if order:
        methods |= {f"__{name}__": ordered(getattr(operator, name)) for name in ("lt", "le", "gt", "ge")}
    return methods


def _set(_self: Any, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_PROTECTING: dict[str, Any] = {
    "__setattr__": _set, "__delattr__": _delete, "__getstate__": _state, "__setstate__": _restore,
}  # fmt: skip
