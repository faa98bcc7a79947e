"""What a figure in a text is worth, and how English writes a large one."""

from __future__ import annotations

import re

#: A figure as English and other languages write it: digits with points and commas between them.
FIGURE = r"\d{1,15}(?:[.,]\d{1,15}){0,6}"
#: What the scale words of English multiply by.
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_MARK = re.compile(r"[.,]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")


def value(figure: str) -> float | None:
    """What ``figure`` is worth, None if it is no number ("1.2.3").

    "1,234.5" and "1,00,000" have commas between thousands, "4,5" has a decimal one.
    """
    if _THOUSANDS.fullmatch(figure):
        return float(figure.replace(",", ""))
    return float(figure.replace(",", ".")) if len(_MARK.findall(figure)) < 2 else None


def written(number: float) -> str:
    """A whole number as a newsroom writes it: commas between thousands, "million" and above as words."""
    whole = round(number)
    for word, scale in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6)):
        if whole >= scale and whole % (scale // 1000) == 0:
            return f"{whole / scale:.3f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{whole:,}"
