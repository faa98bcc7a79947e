"""Which house files and profiles a story has, outermost first.

From the story's folder upwards every `mtqa.toml` counts, the nearer before the further, up to the file system's root
or to a file that says ``root = true``. What a file extends stands right below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mtqa.engine.config.source import Layer, Origin, Source, checked, is_file, read_file, read_text, shown
from mtqa.engine.search import nearest
from mtqa.engine.selection import did_you_mean
from mtqa.model.errors import ConfigError

PROFILES = Path(__file__).parents[1] / "data"
_PROFILE_KEYS = frozenset({"summary", "why"})


def profile_names() -> tuple[str, ...]:
    """The profiles that come with mtqa."""
    return tuple(sorted(path.stem for path in PROFILES.glob("*.toml")))


def profile(name: str) -> Layer:
    """A profile that comes with mtqa; its ``reasons`` say why it has each value."""
    import tomllib

    text = (PROFILES / f"{name}.toml").read_text("utf-8")
    # No line of it helps anybody: who asks for a value is shown the reason.
    layer = read_text(Source(f"profile {name}", text=text), extra=_PROFILE_KEYS)
    return Layer(Source(f"profile {name}"), layer.values, tomllib.loads(text)["why"])


def upwards(path: Path) -> tuple[Layer, ...]:
    """The layers of a house file, of those around it, and of what they extend, outermost first.

    Raises:
        ConfigError: as `alone`.
    """
    layers: list[Layer] = []
    here: Path | None = path
    while here is not None:
        found = read_file(here)
        layers.append(found)
        further = None if found.values.get("root") else nearest(str(here.parent.parent))
        here = Path(further) if further and Path(further) != here else None
    return tuple(_extended(reversed(layers)))


def alone(path: Path) -> tuple[Layer, ...]:
    """The layers of a house file that somebody names, and of what it extends.

    Raises:
        ConfigError: if one of them cannot be read, or is no TOML; what else is wrong are the layers' problems.
    """
    return tuple(_extended([read_file(path)]))


def given(values: dict[str, object], folder: Path) -> tuple[Layer, ...]:
    """The layers of values that a program gives, in the keys of a house file; its paths are relative to ``folder``.

    Raises:
        ConfigError: as `alone`.
    """
    source = Source("config", path=folder / "config")
    plain = {key: list(value) if isinstance(value, tuple | frozenset | set) else value for key, value in values.items()}
    return tuple(_extended([checked(source, plain)]))


def named(name: str, *, by: Origin) -> tuple[Layer, ...]:
    """The layers of a profile, by its name, or of a house file, by its path, relative to who names it.

    Raises:
        ConfigError: if there is neither.
    """
    return tuple(_named(name, by, ()))


def _extended(layers: Iterator[Layer] | Sequence[Layer]) -> Iterator[Layer]:
    """Layers, each after those that it extends; a file that is reached twice counts where it is reached first."""
    seen: set[Path] = set()
    for layer in layers:
        for one in (*_bases(layer, ()), layer):
            path = one.source.path
            if path is None or path.resolve() not in seen:
                yield one
            if path is not None:
                seen.add(path.resolve())


def _bases(layer: Layer, above: tuple[Source, ...]) -> Iterator[Layer]:
    for name in layer.values.get("extends", ()):
        yield from _named(name, layer.origin("extends", value=name), (*above, layer.source))


def _named(name: str, by: Origin, above: tuple[Source, ...]) -> Iterator[Layer]:
    if name in profile_names():
        yield profile(name)
        return
    path = by.source.folder / name
    if not is_file(path):
        near = did_you_mean(name, profile_names())
        known = f"profiles are {', '.join(profile_names())}; paths are relative to the file that names them"
        raise ConfigError(by.problem(f'there is no profile and no file "{name}"{near or f"; {known}"}'))
    chain = [source for source in above if source.path is not None]
    for index, source in enumerate(chain):
        if source.path is not None and source.path.resolve() == path.resolve():
            circle = " extends ".join([*(one.name for one in chain[index:]), shown(path)])
            raise ConfigError(by.problem(f"{circle}, which is a circle; take one of them out"))
    layer = read_file(path)
    yield from _bases(layer, above)
    yield layer
