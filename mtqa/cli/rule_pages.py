"""Rules for people: the list of them, and a page each, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from inspect import cleandoc
from itertools import groupby

from mtqa.model.families import family_name, family_rank
from mtqa.render.styled import Text
from mtqa.render.terminal import View, indented, severity_text, styled, wrapped
from mtqa.render.visible import visible
from mtqa.rulebook.evidence import measured
from mtqa.rulebook.options import options_of
from mtqa.rulebook.rule import Bad, Example, Good, Rule, Status

_STATUS = {
    (False, Status.STABLE): "",
    (False, Status.PREVIEW): "preview. ",
    (True, Status.STABLE): "when a house asks. ",
    (True, Status.PREVIEW): "when a house asks. ",
}


def table(rules: Sequence[Rule], shown: View) -> list[Text]:
    """A heading a family, and a line a rule, its summary beside it or below."""
    lines: list[Text] = []
    width = max(len(rule.name) for rule in rules)
    indent = 2 + 7 + width + 2 + 12
    beside = shown.columns - indent >= 36
    ordered = sorted(rules, key=lambda rule: (family_rank(rule.family), rule.code))
    for letters, family in groupby(ordered, key=lambda rule: rule.family):
        lines.append(styled(f"{letters}  {family_name(letters)}", "bold"))
        for rule in family:
            severity = severity_text(rule.severity)
            head = Text(f"  {rule.code}  ") + Text(f"{rule.name:<{width}}  ") + severity
            head.append(" " * max(indent - head.cell_len, 0))
            status = styled(_STATUS[rule.awaits != "", rule.status], "magenta")
            summary = status + styled(rule.summary, "dim")
            if beside:
                lines.extend(indented(summary, head, indent, shown.columns))
            else:
                head.rstrip()
                lines.append(head)
                lines.extend(indented(summary, Text(), 9, shown.columns))
        lines.append(Text())
    stable = sum(rule.status is Status.STABLE for rule in rules)
    lines.append(styled(f"{len(rules)} rules, {stable} stable. `mtqa explain CODE` shows one with examples.", "dim"))
    return lines


def page(rule: Rule, shown: View) -> Iterator[Text]:
    """All that an editor wants to know of a rule, with its examples shown as changes."""
    width = min(shown.columns, 100)
    yield styled(f"{rule.code}  {rule.name}", "bold")
    facts = [family_name(rule.family), rule.category.value, "house" if rule.is_for_the_house else rule.status.value]
    yield severity_text(rule.severity) + styled("".join(f"  ·  {fact}" for fact in facts), "dim")
    if rule.awaits:
        yield Text()
        told = f"Takes part once a house file says {rule.awaits}; the examples are of such a house."
        yield from wrapped(Text(told), width)
    yield from _documentation(rule, width)
    yield from _options(rule, width)
    proven = [example for example in rule.examples if not example.known_limit]
    limits = [example for example in rule.examples if example.known_limit]
    for title, examples in (
        ("Flagged", [example for example in proven if isinstance(example, Bad)]),
        ("Left alone", [example for example in proven if isinstance(example, Good)]),
        ("Known to go wrong", limits),
    ):
        if examples:
            yield Text()
            yield styled(title, "bold")
        for example in examples:
            yield from _example(example, width, colored=shown.colors is not None)
    yield Text()
    yield from indented(styled(_evidence(rule), "dim"), Text(), 0, width)


def _documentation(rule: Rule, width: int) -> Iterator[Text]:
    for block in cleandoc(rule.docs).split("\n\n"):
        yield Text()
        heading, _, rest = block.partition("\n") if block.startswith("## ") else ("", "", block)
        if heading:
            yield styled(heading.removeprefix("## "), "bold")
        if rest:
            yield from wrapped(Text(" ".join(rest.split()).replace("``", "`")), width)


def _options(rule: Rule, width: int) -> Iterator[Text]:
    options = options_of(rule)
    if options:
        yield Text()
        yield styled("Options", "bold") + styled(f"  in a house file, under [rules.{rule.code}]", "dim")
    for name, one in options.items():
        line = Text(f"{name} = {str(one.default).lower()}") + styled(f"  {one.option.means} ({one.kind})", "dim")
        yield from indented(line, Text("  "), 4, width)


def _inline(text: str, style: str) -> Text:
    return styled(visible(text), style)


def _example(example: Example, width: int, *, colored: bool) -> Iterator[Text]:
    """A text that is flagged, its words marked, with the mended text under it; or one that is left alone, and why."""
    if isinstance(example, Good):
        said = f"flagged, though it is right: {example.why}" if example.known_limit else example.why
        line = _inline(example.text, "") + styled(f"  ({said})", "dim")
        yield from indented(line, styled("  = ", "dim"), 4, width)
        return
    line = Text()
    end = 0
    for span in example.spans:
        marked = _inline(example.text[span.start : span.end] or "‸", "bold underline red")
        line += _inline(example.text[end : span.start], "") + (marked if colored else Text("[[") + marked + Text("]]"))
        end = span.end
    line += _inline(example.text[end:], "")
    if example.known_limit:
        line += styled("  (not flagged, though it is wrong)", "dim")
    yield from indented(line, styled("  − ", "bold red"), 4, width)
    if example.fixed is not None:
        yield from indented(_inline(example.fixed, "green"), styled("  + ", "bold green"), 4, width)


def _evidence(rule: Rule) -> str:
    evidence = measured()
    counts = evidence.rules.get(rule.code)
    sure = f"An editor is expected to agree with {rule.confidence:.0%} of its findings"
    sure += f" ({rule.basis})." if rule.basis else "."
    if rule.is_for_the_house:
        return f"{sure} What is right is for the house to say, so its findings count from the first day."
    if counts is None:
        return f"{sure} Not measured on real text yet."
    confirmed = f"{counts.confirmed} of {counts.findings} findings confirmed"
    found = f"{confirmed} in {evidence.annotated_words:,} annotated words"
    alarms = f"{counts.alarms} false alarms in {evidence.edited_words:,} words of edited news"
    return f"{sure} Measured {evidence.date}: {found}, {alarms}."
