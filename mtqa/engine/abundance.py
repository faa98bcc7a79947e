"""A rule that fires everywhere: how many of its places are looked for, and how many are listed.

The two hundredth place says nothing that the first hundred have not said; the half millionth costs gigabytes. So of
each rule `SOUGHT` places are looked for at most, and ``Profile.listed`` of them are listed, the gravest first. What is
left out is counted and said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest

from mtqa.engine.overlap import Candidate
from mtqa.model.result import Unlisted

#: A rule that finds so many places in one text is stopped there; beyond it the score tells nothing any more.
SOUGHT = 10_000


def listed(
    candidates: Sequence[Candidate], limit: int | None, stopped: frozenset[str]
) -> tuple[Sequence[Candidate], tuple[Unlisted, ...]]:
    """At most ``limit`` candidates of each rule, the gravest and then the first, in their order; and what is left out.

    ``stopped`` are the codes of rules that may have found more than the ``candidates`` tell.
    """
    if limit is None or (len(candidates) <= limit and not stopped):
        return candidates, ()
    found = Counter(rule.code for rule, _, _ in candidates)
    places: dict[str, list[int]] = defaultdict(list)
    for index, (rule, _, _) in enumerate(candidates):
        if found[rule.code] > limit:
            places[rule.code].append(index)
    kept = {
        index for indexes in places.values() for index in nsmallest(limit, indexes, lambda i: -candidates[i][2].value)
    }
    shown = [one for index, one in enumerate(candidates) if index in kept or found[one[0].code] <= limit]
    left = {code: max(0, number - limit) for code, number in found.items()} | {
        code: max(0, found[code] - limit) for code in stopped
    }
    unlisted = (Unlisted(code, left[code], exact=code not in stopped) for code in sorted(left))
    return shown, tuple(one for one in unlisted if one.number or not one.exact)
