"""The checker for a story: what its house files, a named profile and the options of a run amount to.

The one place where a `Checker` is made for users, from the command line and from Python alike. Where no house file
and no profile is meant, nothing of `mtqa.engine.config` is imported: the search is a few questions to the file system.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mtqa.engine.checker import Checker
from mtqa.engine.fluency import FAMILY, NOT_ASKED, OFF, with_fluency
from mtqa.engine.profile import DEFAULT
from mtqa.engine.search import folder_of, nearest, stamp
from mtqa.engine.selection import select as selected
from mtqa.model.errors import ConfigError
from mtqa.model.mqm import Severity
from mtqa.rulebook.rule import Rule
from mtqa.rules import all_rules

if TYPE_CHECKING:
    from mtqa.engine.config.house import House
    from mtqa.engine.config.settings import Settings
    from mtqa.engine.config.source import Layer

#: Every place of a rule is listed.
ALL = -1


class Options(NamedTuple):
    """What a run asks for, over what house files say; None and () where it says nothing.

    ``profile`` is the name of a profile or the path of a file. ``listed`` may be `ALL`. ``fluency`` is a level, as
    `mtqa.engine.fluency` has them.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool | None = None
    min_severity: Severity | None = None
    min_confidence: float | None = None
    fail_on: str | None = None
    listed: int | None = None
    profile: str | None = None
    fluency: str | None = None

    def values(self) -> dict[str, Any]:
        """What is said, by the keys of a house file; rules apart."""
        said = {
            "preview": self.preview,
            "min-severity": self.min_severity and self.min_severity.label.replace("neutral", "information"),
            "min-confidence": self.min_confidence,
            "fail-on": self.fail_on,
            "fluency": self.fluency,
        }
        return {key: value for key, value in said.items() if value is not None}


NOTHING_ASKED = Options()


class Checkers:
    """A checker for every story: one for all that have the same house files, made when it is first asked for.

    ``config``: a house file, or values in its keys, that hold for every story; None to search upwards from each.
    ``search``: whether to search at all. ``base``: a profile that holds unless house files or options say otherwise.
    """

    def __init__(
        self,
        options: Options = NOTHING_ASKED,
        *,
        config: str | os.PathLike[str] | Mapping[str, object] | None = None,
        search: bool = True,
        base: str | None = None,
        rules: Callable[[], tuple[Rule, ...]] = all_rules,
    ) -> None:
        self._options = options
        self._config = config
        self._search = search and config is None
        self._base = None if options.profile is not None else base
        self._rules = rules
        self._found: dict[str, str | None] = {}
        self._houses: dict[str | None, House | None] = {}
        self._checkers: dict[str | None, Checker] = {}
        self._stamps: dict[Path, tuple[int, int]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """What is asked for, without what was made of it."""
        return self.__dict__ | {"_found": {}, "_houses": {}, "_checkers": {}, "_stamps": {}}

    def of(self, path: str) -> Checker:
        """The checker for the story in a file; for no file (``-``, ``<stdin>``), that of the current folder.

        Raises:
            ConfigError: if a house file, or a file that it names, is not in order.
        """
        key = self._house_file(path)
        if key not in self._checkers:
            house = self.house(path)
            self._checkers[key] = self._plain() if house is None else _checker(house, self._options)
        return self._checkers[key]

    @property
    def are_current(self) -> bool:
        """Whether the house files that were found so far, and the files they name, are what they were."""
        return all(stamp(path) == before for path, before in self._stamps.items()) and all(
            nearest(folder) == found for folder, found in self._found.items()
        )

    @property
    def made(self) -> tuple[Checker, ...]:
        """The checkers that stories have asked for so far."""
        return tuple(self._checkers.values())

    def house(self, path: str) -> House | None:
        """The house of a story; None where it has none.

        Raises:
            ConfigError: as `of`.
        """
        key = self._house_file(path)
        if key not in self._houses:
            wanted = key is not None or any((self._config is not None, self._options.profile, self._base))
            house = self._houses[key] = self._assembled(key) if wanted else None
            self._stamps |= {path: stamp(path) for path in house.files} if house else {}
        return self._houses[key]

    def settings(self, path: str) -> Settings:
        """What is in force for a story, and where each value comes from.

        Raises:
            ConfigError: as `of`.
        """
        house = self.house(path) or self._assembled(None)
        return house.settings

    def _house_file(self, path: str) -> str | None:
        """The nearest house file; None where there is none, or none is sought."""
        if not self._search:
            return None
        folder = folder_of(path)
        if folder not in self._found:
            self._found[folder] = nearest(folder)
        return self._found[folder]

    def _assembled(self, path: str | None) -> House:
        from mtqa.engine.config import house, layers, settings, source

        found: tuple[Layer, ...] = ()
        if isinstance(self._config, Mapping):
            found = layers.given(dict(self._config), Path.cwd())
        elif self._config is not None:
            found = layers.alone(Path(self._config))
        elif path is not None:
            found = layers.upwards(Path(path))
        asked = self._options
        if self._base is not None:
            found = (layers.profile(self._base), *found)
        if asked.profile is not None:
            found += layers.named(asked.profile, by=source.Origin(source.Source("--profile"), ("profile",)))
        own = tuple(source.Layer(source.Source(f"--{key}"), {key: value}) for key, value in asked.values().items())
        in_force = settings.Settings((*found, *own))
        return house.assemble(in_force, self._rules(), wanted=asked.select, unwanted=asked.ignore)

    def _plain(self) -> Checker:
        asked = self._options
        preview = DEFAULT.preview if asked.preview is None else asked.preview
        profile = replace(
            DEFAULT,
            preview=preview,
            min_severity=asked.min_severity or DEFAULT.min_severity,
            min_confidence=asked.min_confidence or DEFAULT.min_confidence,
            listed=_listed(asked.listed, DEFAULT.listed),
            fail_on=None if asked.fail_on in {None, "never"} else Severity[str(asked.fail_on).upper()],
        )
        rules = selected(self._rules(), select=asked.select, ignore=asked.ignore, preview=preview)
        rules, unchecked = with_fluency(rules, asked.fluency or OFF)
        return Checker(_awake(rules, asked, unchecked), profile, unchecked_fluency=unchecked)


def _checker(house: House, asked: Options) -> Checker:
    profile = replace(house.profile, listed=_listed(asked.listed, house.profile.listed))
    rules, unchecked = with_fluency(house.rules, house.settings.value("fluency"))
    awake = _awake(rules, asked, unchecked)
    return Checker(awake, profile, house.exemptions, house.known, unchecked_fluency=unchecked)


def _listed(asked: int | None, otherwise: int | None) -> int | None:
    return otherwise if asked is None else None if asked == ALL else asked


def _awake(rules: tuple[Rule, ...], asked: Options, unchecked_fluency: str | None) -> tuple[Rule, ...]:
    """The rules that do not wait for a house's word; an error for one that was asked for by its code or name."""
    awake = tuple(rule for rule in rules if not rule.awaits)
    named = {selector.strip().lower() for text in asked.select for selector in text.split(",")}
    for rule in rules:
        if rule.awaits and (not awake or named & {rule.code.lower(), rule.name}):
            missing = rule.family == FAMILY and unchecked_fluency != NOT_ASKED
            wanted = f": {unchecked_fluency}" if missing else f" until a house file says {rule.awaits}"
            raise ConfigError(f"select: {rule.code} ({rule.name}) does nothing{wanted}")
    return awake
