"""Write what is generated in this folder: ``python -m docs.generate``, after every change of a rule or its evidence."""

from __future__ import annotations

from pathlib import Path

from mtqa.rulebook.evidence import measured
from mtqa.rulebook.pages import pages
from mtqa.rules import all_rules

RULES = Path(__file__).with_name("rules")


def main() -> None:
    """Write a page a rule and the list of all; take away the pages of rules that are no more."""
    made = pages(all_rules(), measured())
    RULES.mkdir(exist_ok=True)
    for stale in {path.name for path in RULES.glob("*.md")} - made.keys():
        (RULES / stale).unlink()
    for name, text in made.items():
        (RULES / name).write_text(text, "utf-8")
    print(f"{len(made)} pages written to {RULES}")


if __name__ == "__main__":
    main()
