"""What is in force: layers laid over one another, each value with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mtqa.engine.config.keys import KEYS, Merging
from mtqa.engine.config.layers import profile_names
from mtqa.engine.config.source import Layer, Origin, Source

DEFAULTS = Source("default")


@dataclass(frozen=True, slots=True)
class Setting:
    """A value in force. ``keys``: the key, for a table's entry all keys that lead to it; ``reason``: a profile's."""

    keys: tuple[str, ...]
    value: Any
    origin: Origin
    reason: str = ""


class Settings:
    """Layers, outermost first, and what follows from them; keys that no layer has are at their defaults."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)

    @property
    def profile_name(self) -> str:
        """The profile that was named last; "default" where none was."""
        named = [layer.source.name.removeprefix("profile ") for layer in self.layers]
        return next((name for name in reversed(named) if name in profile_names()), "default")

    def setting(self, name: str) -> Setting:
        """The value of a plain key: the last one written, or the default."""
        for layer in reversed(self.layers):
            if name in layer.values:
                return Setting((name,), layer.values[name], layer.origin(name), layer.reasons.get(name, ""))
        return Setting((name,), KEYS[name].default, Origin(DEFAULTS, (name,)))

    def value(self, name: str) -> Any:
        """The value of a plain key."""
        return self.setting(name).value

    def texts(self, name: str) -> Iterator[tuple[str, Origin]]:
        """The texts of a list, each with where it is written: of the last layer that has it, or of all that have."""
        layers = [layer for layer in self.layers if name in layer.values]
        for layer in layers if KEYS[name].merging is Merging.ADDED else layers[-1:]:
            for text in layer.values[name]:
                yield text, layer.origin(name, value=text)

    def severities(self) -> tuple[Setting, ...]:
        """The entries of ``[severity]``, the last one written last."""
        entries: dict[str, Setting] = {}
        for layer in self.layers:
            for selector, word in layer.values.get("severity", {}).items():
                entries.pop(selector, None)
                reason = layer.reasons.get(selector, "")
                entries[selector] = Setting(("severity", selector), word, layer.origin("severity", selector), reason)
        return tuple(entries.values())

    def options(self) -> tuple[Setting, ...]:
        """The options of rules: of each rule and option the last one written."""
        entries: dict[tuple[str, str], Setting] = {}
        for layer in self.layers:
            for rule, options in layer.values.get("rules", {}).items():
                for option, value in options.items():
                    keys = ("rules", rule, option)
                    entries[rule, option] = Setting(keys, value, layer.origin(*keys))
        return tuple(entries.values())

    def all(self) -> Iterator[Setting]:
        """Every value in force, defaults too, in the order of the keys."""
        for key in KEYS.values():
            if key.name in ("root", "extends"):
                continue
            if key.name == "severity":
                yield from self.severities()
            elif key.name == "rules":
                yield from self.options()
            elif key.merging is Merging.ADDED and any(key.name in layer.values for layer in self.layers):
                for text, origin in self.texts(key.name):
                    yield Setting((key.name,), (text,), origin)
            else:
                yield self.setting(key.name)
