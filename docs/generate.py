"""Write what is generated in this folder: ``python -m docs.generate``, after every change of a rule or its evidence."""

from __future__ import annotations

import json
from pathlib import Path

from mtqa.engine.config.keys import KEYS, Merging
from mtqa.engine.config.schema import schema
from mtqa.rulebook.evidence import measured
from mtqa.rulebook.pages import pages
from mtqa.rules import all_rules

RULES = Path(__file__).with_name("rules")
SCHEMA = Path(__file__).with_name("mtqa.schema.json")
GUIDE = Path(__file__).with_name("house-files.md")
#: The table of keys stands between these lines of the guide.
_BEGIN, _END = "<!-- made from the code: keys -->\n", "<!-- end -->\n"


def main() -> None:
    """Write a page a rule and the list of all, the schema of house files and the guide's table of keys.

    Pages of rules that are no more are taken away.
    """
    made = pages(all_rules(), measured())
    RULES.mkdir(exist_ok=True)
    for stale in {path.name for path in RULES.glob("*.md")} - made.keys():
        (RULES / stale).unlink()
    for name, text in made.items():
        (RULES / name).write_text(text, "utf-8")
    print(f"{len(made)} pages written to {RULES}")
    SCHEMA.write_text(schema(all_rules()), "utf-8")
    before, _, rest = GUIDE.read_text("utf-8").partition(_BEGIN)
    GUIDE.write_text(before + _BEGIN + keys_table() + _END + rest.partition(_END)[2], "utf-8")


def keys_table() -> str:
    """The table of keys in the guide."""
    lines = ["| key | what it says | default | in a file further in |", "|---|---|---|---|"]
    for key in KEYS.values():
        default = "" if key.merging is Merging.BY_ENTRY else f"`{json.dumps(key.default)}`".replace("()", "[]")
        lines.append(f"| `{key.name}` | {key.means} | {default} | {key.merging.value} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
