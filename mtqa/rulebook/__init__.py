"""What a rule is, how one is declared, documented and proven, and how lists of phrases become one.

Rules themselves are in `mtqa.rules`; their data is in `mtqa/rules/data`, where somebody who looks for a word finds it.
"""

from __future__ import annotations

from pathlib import Path

#: Word lists, phrases and the evidence of the rules that come with mtqa.
DATA = Path(__file__).parents[1] / "rules" / "data"
