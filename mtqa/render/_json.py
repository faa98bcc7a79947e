"""JSON for other programs: on one line, and UTF-8 whatever a story holds."""

from __future__ import annotations

import json
from typing import Any


def dumps(value: Any) -> str:
    """The value as JSON; halves of characters, which other programs refuse, become question marks."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
