"""Every glossary in `data/`, with its entries of the language packs: rules that are lists of words and phrases."""

from __future__ import annotations

from mtqa.rulebook.rule import register
from mtqa.rulebook.shipped import shipped_rules

for _rule in shipped_rules():
    register(_rule)
