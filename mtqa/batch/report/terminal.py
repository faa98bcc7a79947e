"""What a run comes to, in a terminal: the sentence that says it, verdicts, weeks, the worst groups and rules.

Nothing is told by colour alone, and a terminal that knows no more than ASCII gets its own marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from mtqa.batch.report import wording
from mtqa.batch.report.charts.rows import penalties, standing
from mtqa.batch.report.charts.scale import Scale
from mtqa.batch.report.comparison import Comparison
from mtqa.batch.report.facts import Dimension, Facts, RuleFigures
from mtqa.batch.report.periods import label
from mtqa.batch.report.tally import Tally
from mtqa.model.result import Verdict
from mtqa.render.styled import Text
from mtqa.render.terminal import View, severity_text, styled, to_string, wrapped
from mtqa.render.visible import visible
from mtqa.render.wording import count

_VERDICTS = tuple(reversed(Verdict))
_STYLES = {Verdict.HOLD: "red", Verdict.REVISE: "yellow", Verdict.PASS: "bright_black"}
_STANDING = {"worse": "bold red", "better": "cyan", "few": "dim", "enough": ""}
_PROSE = 100
#: Groups of a dimension, rules, and reasons of failures that are named.
_GROUPS, _RULES, _REASONS = 8, 8, 4
_STEPS = " ▁▂▃▄▅▆▇█"
_ASCII_STEPS = " .:-=+*#@"
_NAME, _LEAST_STRIP = 24, 12


def summary(facts: Facts, comparison: Comparison | None, view: View, *, written: Sequence[str] = ()) -> str:
    """The report; ``written`` names the files that hold more."""
    return to_string(_lines(facts, comparison, view, written), view)


def _lines(facts: Facts, comparison: Comparison | None, view: View, written: Sequence[str]) -> Iterator[Text]:
    width = min(view.columns, _PROSE)
    yield styled(visible(facts.name), "bold")
    yield from wrapped(Text(wording.lead(facts.whole)), width)
    for warning in wording.warnings(facts):
        yield from wrapped(styled(f"! {visible(warning)}", "bold yellow"), width)
    yield Text()
    if facts.whole.stories:
        yield _verdict_bar(facts.whole, view)
        yield from wrapped(_keys(facts, view), view.columns)
        yield from _over_time(facts, view)
        for one in facts.dimensions:
            if one.is_telling:
                yield from _dimension(one, facts.whole, view)
        yield from _rules(facts, view)
    yield from _failures(facts, view)
    if comparison:
        yield from _changes(comparison, view)
    yield Text()
    for line in written:
        yield Text(visible(line))
    yield from wrapped(Text(wording.NOT_CLEAN), width)
    for signature, _ in facts.signatures:
        yield from wrapped(styled(visible(signature), "dim"), view.columns)


def _verdict_bar(whole: Tally, view: View) -> Text:
    marks = dict(zip(_VERDICTS, "#=." if view.ascii_only else "█▓░", strict=True))
    bar = Text()
    ends = [0.0]
    for verdict in _VERDICTS:
        ends.append(ends[-1] + whole.share(verdict))
        length = round(ends[-1] * view.columns) - round(ends[-2] * view.columns)
        bar.append(marks[verdict] * length, _STYLES[verdict])
    return bar


def _keys(facts: Facts, view: View) -> Text:
    whole = facts.whole
    marks = "#=." if view.ascii_only else "█▓░"
    keys = [
        styled(mark, _STYLES[verdict]) + Text(f"\u00a0{verdict.value}\u00a0{wording.percent(whole.share(verdict))}")
        for mark, verdict in zip(marks, _VERDICTS, strict=True)
    ]
    figures = f"{wording.points(whole.npt)} points per 1,000 words, " + ", ".join(
        (count(whole.words, "word"), count(facts.findings, "finding"))
    )
    return Text("   ").join([*keys, Text(figures)])


def _title(words: str, after: str, view: View) -> Iterator[Text]:
    yield Text()
    line = styled(words, "bold")
    if after and cell_len(words) + cell_len(after) + 2 <= view.columns:
        line += styled(f"  {after}", "dim")
    yield line


def _over_time(facts: Facts, view: View) -> Iterator[Text]:
    """Three rows of blocks, a column a period; the last ones where there is no room for all."""
    periods = facts.timeline.periods
    if len(periods) < 2:
        return
    room = view.columns - 20
    shown = periods[-room:]
    unit = facts.timeline.unit
    steps = _ASCII_STEPS if view.ascii_only else _STEPS
    yield from _title("Over time", f"a {unit.value} each, from {_begin(label(shown[0].first, unit))}", view)
    tallies = [one.tally for one in shown]
    certain = [tally for tally in tallies if not tally.is_few] or tallies
    rows = (
        ("stories", [float(tally.stories) for tally in tallies], max(tally.stories for tally in tallies), "{:,.0f}"),
        ("hold", list(map(_held, tallies)), max(map(_held, certain)), "%"),
        ("points", [tally.npt for tally in tallies], max(tally.npt for tally in certain), "points"),
    )  # fmt: skip
    for name, values, most, form in rows:
        top = wording.percent(most) if form == "%" else wording.points(most) if form == "points" else form.format(most)
        yield Text(f"{name:<9}") + styled(_blocks(values, most, steps), _SPARKS[name]) + styled(f" to {top}", "dim")


def _held(tally: Tally) -> float:
    return tally.share(Verdict.HOLD)


_SPARKS = {"stories": "bright_black", "hold": "red", "points": "yellow"}


def _begin(words: str) -> str:
    return f"the {words}" if words.startswith("week") else words


def _blocks(values: Sequence[float], most: float, steps: str) -> str:
    last = len(steps) - 1
    return "".join(steps[max(min(round(last * value / most), last), 1) if most and value else 0] for value in values)


def _dimension(one: Dimension, whole: Tally, view: View) -> Iterator[Text]:
    """The worst groups, a line each: name, penalty with its interval drawn, share held, stories."""
    shown = one.shown[:_GROUPS]
    scale = penalties((group.tally for group in shown), whole)
    names = [_clipped(visible(wording.named(group, one.name)), _NAME) for group in shown]
    width = max(map(cell_len, [*names, wording.HEADINGS[one.name]]))
    strip = view.columns - width - 7 - 18 - 8 - 11 - 2
    yield Text()
    head = f"{wording.HEADINGS[one.name]:<{width}} {'points':>6}"
    between = strip >= _LEAST_STRIP
    if not between:
        strip = view.columns - width - 7 - 8 - 11 - 2
    gap = " " * (strip + 2) if strip >= _LEAST_STRIP else ""
    yield styled(head + gap + (f"{'95 % interval':<18}" if between else "") + f"{'hold':>8}{'stories':>11}", "bold")
    for name, group in zip(names, shown, strict=True):
        tally = group.tally
        style = _STANDING[standing(tally, whole)]
        line = Text(name + " " * (width - cell_len(name) + 1)) + styled(f"{wording.points(tally.npt):>6}", style)
        if strip >= _LEAST_STRIP:
            line += Text(" ") + _strip(tally, whole, scale, strip, view) + Text(" ")
        if between:
            line += styled(f"{wording.between(tally.interval):<18}", "dim")
        yield line + Text(f"{wording.percent(tally.share(Verdict.HOLD)):>8}{tally.stories:>11,}")
    if rest := len(one.shown) - len(shown) + one.others_number:
        yield styled(f"and {rest:,} more", "dim")


def _strip(tally: Tally, whole: Tally, scale: Scale, width: int, view: View) -> Text:
    """A dot with its interval, and the whole run's penalty."""
    line, dot, hollow, all_, crossed = ("-", "*", "o", ":", "+") if view.ascii_only else ("─", "●", "○", "┊", "┼")
    cells = [" "] * width
    at = round(scale.share(whole.npt) * (width - 1))
    cells[at] = all_
    if interval := tally.interval:
        low, high = (round(scale.share(end) * (width - 1)) for end in (interval.low, interval.high))
        cells[low : high + 1] = line * (high + 1 - low)
        cells[at] = crossed if low <= at <= high else all_
    cells[round(scale.share(tally.npt) * (width - 1))] = hollow if tally.is_few else dot
    return styled("".join(cells), _STANDING[standing(tally, whole)])


def _rules(facts: Facts, view: View) -> Iterator[Text]:
    if not facts.rules:
        return
    shown = facts.rules[:_RULES]
    names = [_clipped(visible(f"{rule.code} {rule.name}"), 34) for rule in shown]
    width = max(map(cell_len, names))
    bar = min(view.columns - width - 13 - 9 - 12 - 9 - 2, 40)
    yield Text()
    yield styled(
        f"{'What is wrong':<{width}}  {'':<10}{' ' * max(bar + 1, 0)}{'findings':>9}{'in stories':>12}{'sure':>8}",
        "bold",
    )
    for name, rule in zip(names, shown, strict=True):
        yield _rule(name, rule, facts, width, bar, view)
    if len(facts.rules) > _RULES:
        yield styled(f"and {len(facts.rules) - _RULES:,} more rules", "dim")


def _rule(  # noqa: PLR0913, PLR0917 - what a row consists of
    name: str, rule: RuleFigures, facts: Facts, width: int, bar: int, view: View
) -> Text:
    kind = styled("preview", "dim") if rule.preview else severity_text(rule.severity)
    line = Text(name + " " * (width - cell_len(name) + 2)) + kind + Text(" " * (11 - kind.cell_len))
    if bar > 0:
        mark = "#" if view.ascii_only else "░" if rule.preview else "█"
        length = max(round(bar * rule.findings / facts.rules[0].findings), 1)
        line += styled(mark * length, "dim") + Text(" " * (bar - length + 1))
    share = wording.percent(rule.stories / facts.whole.stories)
    return line + Text(f"{rule.findings:>9,}{share:>12}") + styled(f"{wording.percent(rule.confidence):>8}", "dim")


def _failures(facts: Facts, view: View) -> Iterator[Text]:
    if not facts.failures:
        return
    yield from _title(f"Not checked: {facts.failed:,}", "", view)
    reasons = [(one, kind.kind) for kind in facts.failures for one in kind.reasons]
    for one, kind in sorted(reasons, key=lambda pair: -pair[0].number)[:_REASONS]:
        words = f"{one.number:,} {wording.KINDS.get(kind, kind)}: {one.reason} ({one.place})"
        yield from wrapped(Text(visible(words)), view.columns)
    if len(reasons) > _REASONS:
        yield styled(f"and {len(reasons) - _REASONS:,} more reasons", "dim")


def _clipped(words: str, width: int) -> str:
    if cell_len(words) <= width:
        return words
    return set_cell_size(words, width - 1) + "…"


def _changes(found: Comparison, view: View) -> Iterator[Text]:
    """What has changed since an older run: the whole, verdicts, outlets and rules."""
    width = min(view.columns, _PROSE)
    yield from _title(f"Since {visible(found.older)}", "", view)
    for warning in wording.changed(found):
        yield from wrapped(styled(f"! {visible(warning)}", "bold yellow"), width)
    yield from wrapped(Text(wording.change_lead(found)), width)
    if found.in_both:
        yield Text(f"{wording.stories(found.turned_number)} changed their verdict.")
    for one in found.outlets[:_GROUPS]:
        style = "dim" if not one.is_sure else "red" if one.difference > 0 else "cyan"
        name = _clipped(visible(one.name or "not stated"), _NAME)
        figures = f"{wording.points(one.before.npt):>7} → {wording.points(one.after.npt):<7}"
        sure = "" if one.is_sure else "  not sure"
        gap = " " * (_NAME - cell_len(name))
        yield Text(f"{name}{gap}{figures}") + styled(f"{wording.signed(one.difference):>7}{sure}", style)
    for rule in found.rules[:_RULES]:
        mark = "▲" if rule.after > rule.before else "▼"
        yield Text(
            _clipped(visible(f"{rule.code} {rule.name}"), 40).ljust(42) + f"{rule.before:>8,} {mark} {rule.after:,}"
        )
