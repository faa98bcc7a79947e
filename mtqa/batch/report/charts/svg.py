"""SVG and HTML elements as text, with everything escaped."""

from __future__ import annotations

from html import escape

from mtqa.render.visible import visible


def element(tag: str, /, *content: str, **attributes: str | float | None) -> str:
    """An element; ``content`` is markup. ``class_`` is "class", other underscores are hyphens; None is left out."""
    head = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(content)
    return f"<{tag}{head}/>" if tag in _EMPTY and not inside else f"<{tag}{head}>{inside}</{tag}>"


_EMPTY = frozenset({"rect", "line", "circle", "path"})


def text(words: str) -> str:
    """Words as markup: escaped, on one line, with everything in them to be seen."""
    return escape(visible(words))


def number(value: float) -> str:
    """A number as short as can be: two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def percent(share: float) -> str:
    """A place or a length as a percentage: ``0.25`` is ``25%``."""
    return f"{number(100.0 * share)}%"
