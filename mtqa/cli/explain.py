"""`mtqa explain`: a rule's page in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import TYPE_CHECKING

import click

from mtqa.cli import options

if TYPE_CHECKING:
    from rich.text import Text

    from mtqa.render.terminal import View
    from mtqa.rules._base import Bad, Rule

_EPILOG = """\b
Examples:
  mtqa explain PUN01
  mtqa explain stray-full-stop
"""


@click.command(epilog=_EPILOG)
@click.argument("rules", nargs=-1, required=True, metavar="CODE|NAME...", shell_complete=options.complete_rule)
@options.color
def command(rules: tuple[str, ...], color: str) -> None:
    """Show what a rule looks for, why, with examples of what it flags and what it leaves alone."""
    from mtqa.cli.output import view, write
    from mtqa.engine.selection import find
    from mtqa.render.terminal import to_string
    from mtqa.rules import all_rules

    shown = view(color)
    for rule in [find(all_rules(), name) for name in rules]:
        write(to_string(_page(rule, shown), shown) + "\n" * (len(rules) > 1))


def _page(rule: Rule, shown: View) -> Iterator[Text]:
    from rich.text import Text

    from mtqa.model.families import family_name
    from mtqa.render.terminal import indented, severity_text
    from mtqa.rules._base import Bad, Good

    width = min(shown.columns, 100)
    yield Text(f"{rule.code}  {rule.name}", "bold")
    facts = f"  ·  {family_name(rule.family)}  ·  {rule.category.value}  ·  {rule.status.value}"
    yield severity_text(rule.severity) + Text(facts, "dim")
    yield from _documentation(rule, width)
    for title, kind, known in (("Flagged", Bad, False), ("Left alone", Good, False)):
        examples = [e for e in rule.examples if isinstance(e, kind) and e.known_limit is known]
        if not examples:
            continue
        yield Text()
        yield Text(title, "bold")
        for example in examples:
            if isinstance(example, Good):
                line = _inline(example.text, "") + Text(f"  ({example.why})", "dim")
                yield from indented(line, Text("  = ", "dim"), 4, width)
            else:
                yield from _example(example, width, colored=shown.colors is not None)
    limits = [e for e in rule.examples if e.known_limit]
    if limits:
        yield Text()
        yield Text("Known to go wrong", "bold")
    for limit in limits:
        said = (
            "not flagged, though it is wrong" if isinstance(limit, Bad) else f"flagged, though it is right: {limit.why}"
        )
        line = _inline(limit.text, "") + Text(f"  ({said})", "dim")
        yield from indented(line, Text("  ! ", "dim"), 4, width)
    yield Text()
    yield from indented(Text(_evidence(rule), "dim"), Text(), 0, width)


def _documentation(rule: Rule, width: int) -> Iterator[Text]:
    from rich.text import Text

    from mtqa.render.terminal import wrapped

    for block in cleandoc(rule.docs).split("\n\n"):
        yield Text()
        heading, _, rest = block.partition("\n") if block.startswith("## ") else ("", "", block)
        if heading:
            yield Text(heading.removeprefix("## "), "bold")
        if rest:
            yield from wrapped(Text(" ".join(rest.split()).replace("``", "`")), width)


def _inline(text: str, style: str) -> Text:
    from rich.text import Text

    from mtqa.render.visible import visible

    return Text(visible(text), style)


def _example(example: Bad, width: int, *, colored: bool) -> Iterator[Text]:
    """What is flagged, marked in its sentence, and under it the mended text."""
    from rich.text import Text

    from mtqa.render.terminal import indented

    line = Text()
    end = 0
    for span in example.spans:
        line.append_text(_inline(example.text[end : span.start], ""))
        marked = _inline(example.text[span.start : span.end] or "‸", "bold underline red")
        line.append_text(marked if colored else Text("[[") + marked + Text("]]"))
        end = span.end
    line.append_text(_inline(example.text[end:], ""))
    yield from indented(line, Text("  − ", "bold red"), 4, width)
    if example.fixed is not None:
        yield from indented(_inline(example.fixed, "green"), Text("  + ", "bold green"), 4, width)


def _evidence(rule: Rule) -> str:
    from mtqa.rules._evidence import measured

    evidence = measured()
    counts = evidence.rules.get(rule.code)
    sure = f"An editor is expected to agree with {rule.confidence:.0%} of its findings"
    sure += f" ({rule.basis})." if rule.basis else "."
    if counts is None:
        return f"{sure} Not measured on real text yet."
    found = (
        f"{counts.confirmed} of {counts.findings} findings confirmed in {evidence.annotated_words:,} annotated words"
    )
    alarms = f"{counts.alarms} false alarms in {evidence.edited_words:,} words of edited news"
    return f"{sure} Measured {evidence.date}: {found}, {alarms}."
