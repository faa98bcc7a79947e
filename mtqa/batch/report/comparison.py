"""What has changed from one run to another.

Stories that are in both runs are compared with themselves: by their key, which stays while path, id and text do, or
else by path and id, where these name one story in each run. Where hardly any are in both (two months of one feed, say)
the runs are compared as wholes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from mtqa.batch.report import stories
from mtqa.batch.report.facts import Facts, Story, rules_hashes
from mtqa.batch.report.gather import POINTS, SUMS, signatures, tally
from mtqa.batch.report.run import Run
from mtqa.batch.report.tally import Tally, quantile
from mtqa.model.result import Verdict

#: Runs are compared story by story when so much of the smaller one is in both.
_ENOUGH = 0.5
#: Outlets, rules and stories that are shown.
_OUTLETS, _RULES, _STORIES = 20, 15, 8
_VERDICTS = tuple(reversed(Verdict))


@dataclass(frozen=True, slots=True)
class Change:
    """A group before and after. ``error`` is the standard error of the difference of the penalties."""

    name: str | None
    before: Tally
    after: Tally
    error: float

    @property
    def difference(self) -> float:
        """By how much the penalty went up."""
        return self.after.npt - self.before.npt

    @property
    def is_sure(self) -> bool:
        """Whether the difference is more than chance gives in 95 of 100 cases, and stories are not few."""
        if self.before.is_few or self.after.is_few:
            return False
        return abs(self.difference) > quantile(min(self.before.stories, self.after.stories) - 1) * self.error


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Findings of a rule before and after."""

    code: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Turned:
    """A story whose verdict is another one now."""

    story: Story
    verdict: Verdict
    npt: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How this run differs from an ``older`` one.

    ``paired``: figures are of the stories in both; otherwise of all. ``turned_number`` counts the stories whose verdict
    changed, ``transitions`` gives for each verdict before how many have which one now, hold first.
    """

    older: str
    same_rules: bool
    signature: str
    paired: bool
    in_both: int
    rewritten: int
    only_here: int
    only_there: int
    whole: Change
    outlets: tuple[Change, ...]
    rules: tuple[RuleChange, ...]
    transitions: tuple[tuple[int, ...], ...]
    turned: tuple[Turned, ...]
    turned_number: int
    undone: tuple[str, ...] = ()


def compare(run: Run, facts: Facts, older: Run) -> Comparison:
    """Compare a run with an older one; both are in one database."""
    _pair(run)
    (in_both, rewritten), *_ = run.ask("SELECT count(*), coalesce(sum((new <> old)::INTEGER), 0)::BIGINT FROM pairs")
    before = tally(older)
    paired = in_both >= _ENOUGH * max(min(facts.whole.stories, before.stories), 1)
    _side_by_side(run, paired=paired)
    whole = _changes(run, "NULL", paired=paired)
    signed = signatures(older)
    transitions = _transitions(run)
    turned_number = sum(sum(row) for row in transitions) - sum(transitions[at][at] for at in range(len(_VERDICTS)))
    return Comparison(
        older=older.folder.resolve().name,
        same_rules=not (signed and facts.signatures) or rules_hashes(signed) == rules_hashes(facts.signatures),
        signature=signed[0][0] if signed else "",
        paired=paired,
        in_both=in_both,
        rewritten=rewritten,
        only_here=facts.whole.stories - in_both,
        only_there=before.stories - in_both,
        whole=whole[0] if whole else Change(None, before, facts.whole, 0.0),
        outlets=tuple(_changes(run, "outlet", paired=paired)[:_OUTLETS]),
        rules=_rules(run, paired=paired),
        transitions=transitions,
        turned=_turned(run, facts.language_column) if turned_number else (),
        turned_number=turned_number,
        undone=tuple(f"{one.path}: {one.reason}" for one in older.damaged),
    )


def _pair(run: Run) -> None:
    """The table ``pairs``: keys of stories that are in both runs, here and there."""
    run.ask(
        "CREATE OR REPLACE TEMP TABLE pairs AS SELECT story AS new, story AS old FROM stories SEMI JOIN "
        "older_stories USING (story)"
    )
    run.ask(
        "INSERT INTO pairs SELECT n.story, o.story FROM "
        "(SELECT path, id, min(story) AS story FROM stories WHERE story NOT IN (SELECT new FROM pairs) "
        "GROUP BY ALL HAVING count(*) = 1) n JOIN "
        "(SELECT path, id, min(story) AS story FROM older_stories WHERE story NOT IN (SELECT old FROM pairs) "
        "GROUP BY ALL HAVING count(*) = 1) o USING (path, id)"
    )


def _side_by_side(run: Run, *, paired: bool) -> None:
    """The table ``sides``: the stories that are compared, ``after`` or before; a pair has the key of the new one."""
    columns = f"s.outlet, s.verdict, s.words, {POINTS} AS points"
    joined = {True: "JOIN pairs p ON s.story = p.new", False: "JOIN pairs p ON s.story = p.old"} if paired else {}
    key = "p.new" if paired else "s.story"
    run.ask(
        "CREATE OR REPLACE TEMP TABLE sides AS "
        f"SELECT true AS after, {key} AS story, s.story AS own, {columns} FROM stories s {joined.get(True, '')} "
        "UNION ALL "
        f"SELECT false, {key}, s.story, {columns} FROM older_stories s {joined.get(False, '')}"
    )


def _changes(run: Run, by: str, *, paired: bool) -> list[Change]:
    """Groups in both, those first that have surely changed, by how much."""
    tallies: dict[str | None, list[Tally]] = {}
    for name, after, *sums in run.ask(f"SELECT {by}, after, {SUMS} FROM sides GROUP BY 1, 2"):
        tallies.setdefault(name, [Tally(), Tally()])[after] = Tally(*sums)
    errors = _errors(run, by) if paired else {}
    changes = [
        Change(name, before, after, errors.get(name, sqrt(before.error**2 + after.error**2)))
        for name, (before, after) in tallies.items()
        if before.stories and after.stories
    ]
    return sorted(changes, key=lambda one: (not one.is_sure, -abs(one.difference), one.name or ""))


def _errors(run: Run, by: str) -> dict[str | None, float]:
    """Standard errors of differences where each story is compared with itself: of the linearised ratios."""
    return dict(
        run.ask(
            f"WITH pair AS (SELECT {by if by == 'NULL' else f'n.{by}'} AS name, n.points AS points, n.words AS words, "
            "o.points AS points_, o.words AS words_ FROM (SELECT * FROM sides WHERE after) n "
            "JOIN (SELECT * FROM sides WHERE NOT after) o USING (story)), "
            "total AS (SELECT name, count(*) AS number, sum(points) AS points, sum(words) AS words, "
            "sum(points_) AS points_, sum(words_) AS words_ FROM pair GROUP BY name) "
            "SELECT t.name, 1000 * sqrt(any_value(t.number / greatest(t.number - 1, 1)) * sum("
            "((p.points - t.points / t.words * p.words) / t.words "
            "- (p.points_ - t.points_ / t.words_ * p.words_) / t.words_) ** 2)) "
            "FROM pair p JOIN total t ON p.name IS NOT DISTINCT FROM t.name WHERE t.words > 0 AND t.words_ > 0 "
            "GROUP BY 1"
        )
    )


def _rules(run: Run, *, paired: bool) -> tuple[RuleChange, ...]:
    """The rules whose number of findings in 10,000 words has changed most."""
    counts = []
    for after, name in ((False, "older_findings"), (True, "findings")):
        among = f" SEMI JOIN (SELECT own FROM sides WHERE after = {after}) ON story = own" if paired else ""
        counts.append({
            code: (called or "", number)
            for code, called, number in run.ask(
                f"SELECT code, max(name), count(*) FROM {name}{among} GROUP BY code"
            )
        })  # fmt: skip
    old, new = counts
    changes = [
        RuleChange(code, (new.get(code) or old[code])[0], old.get(code, ("", 0))[1], new.get(code, ("", 0))[1])
        for code in sorted({*old, *new})
    ]
    words = dict(run.ask("SELECT after, sum(words)::DOUBLE FROM sides GROUP BY 1"))
    share = {after: max(words.get(after, 0), 1) for after in (False, True)}
    changes = [one for one in changes if one.before / share[False] != one.after / share[True]]
    changes.sort(key=lambda one: (-abs(one.after / share[True] - one.before / share[False]), one.code))
    return tuple(changes[:_RULES])


def _transitions(run: Run) -> tuple[tuple[int, ...], ...]:
    """For each verdict before, how many of the stories in both have which verdict now; hold first."""
    found = {
        (before, after): number
        for before, after, number in run.ask(
            "SELECT o.verdict, n.verdict, count(*) FROM pairs JOIN stories n ON n.story = new "
            "JOIN older_stories o ON o.story = old GROUP BY 1, 2"
        )
    }
    return tuple(tuple(found.get((before.value, after.value), 0) for after in _VERDICTS) for before in _VERDICTS)


def _turned(run: Run, language: str) -> tuple[Turned, ...]:
    """The stories whose verdict changed, those first whose penalty changed most."""
    rows = run.ask(
        "SELECT new, o.verdict, o.npt FROM pairs JOIN stories n ON n.story = new JOIN older_stories o ON o.story = old "
        f"WHERE n.verdict <> o.verdict ORDER BY abs(n.npt - o.npt) DESC, new LIMIT {_STORIES}"
    )
    shown = {story.key: story for story in stories.shown(run, language, [row[0] for row in rows])}
    return tuple(Turned(shown[key], Verdict(verdict), npt) for key, verdict, npt in rows if key in shown)
