"""A baseline: the findings that a desk has accepted, story by story, so that only what is new is reported.

It is a JSON file with a finding a line, sorted, so that a review shows what comes and what goes. A finding is known by
its fingerprint: text may move, and other places may be edited. Equal findings of one file are counted; a file that was
renamed is known by what it shares with one that is no more.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any

from mtqa.model.errors import ConfigError

#: Raised when older versions of mtqa would misread the file.
VERSION = 1
_KEY = "mtqa-baseline"
#: How much of the words is kept, for who reads the file.
_QUOTED = 60
#: What a story must share with one that is gone to be that story under another name.
_SHARE = 0.5
#: What stands in more stories than that (a line of advertising) tells of none which it is; of those that share most
#: with a story, so many are looked at.
_MOST_HOLDERS, _LIKELIEST = 100, 20


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding that is accepted: in which file, of which rule; ``quote`` is for people."""

    path: str
    rule: str
    fingerprint: str
    quote: str = field(default="", compare=False)

    def at(self, path: str) -> Entry:
        """The same finding in a file of another name."""
        return Entry(path, self.rule, self.fingerprint, self.quote)


@dataclass(frozen=True, slots=True)
class Account:
    """What `Baseline.part` remembers of a file, to be sent to another process. ``left``: what was not found again."""

    path: str
    sure: frozenset[str]
    found: Counter[Entry]
    left: Counter[Entry]


class Baseline:
    """What was accepted before; it remembers what of that a run has found again, and what is new.

    ``path`` is the baseline's own file. ``named`` gives the name under which a document's path stands in it, and
    ``is_there`` says whether there still is a file of such a name. Unless it ``accepts``, it only keeps account.
    """

    def __init__(
        self,
        entries: Mapping[Entry, int] | None = None,
        *,
        path: str = "",
        named: Callable[[str], str] = str,
        is_there: Callable[[str], bool] = lambda _: True,
        accepts: bool = True,
    ) -> None:
        self.path = path
        self.accepts = accepts
        self._named = named
        self._is_there = is_there
        self._old = Counter(entries or {})
        self._stories: dict[str, set[str]] = {}
        for entry in self._old:
            self._stories.setdefault(entry.path, set()).add(entry.fingerprint)
        #: What is left of the old entries for further documents of the same file.
        self._left = self._old.copy()
        #: Which story of the baseline a file of this run is, and which of them are some file of this run.
        self._known_as: dict[str, str] = {}
        self._taken: set[str] = set()
        self._sure: dict[str, frozenset[str]] = {}
        self._found: Counter[Entry] = Counter()

    @cached_property
    def signature(self) -> str:
        """What a result's signature says of it; nothing where nothing is accepted."""
        if not self.accepts:
            return ""
        return f"|baseline:{blake2b(dumps(self._old).encode('utf-8', 'replace'), digest_size=4).hexdigest()}"

    @property
    def entries(self) -> Counter[Entry]:
        """What was accepted before."""
        return self._old

    def accept(self, path: str, found: Iterable[Entry], sure: frozenset[str]) -> frozenset[str]:
        """The fingerprints of what is accepted, of the findings of one document.

        ``sure``: the codes of the rules whose silence means that there is nothing.
        """
        name = self._named(path)
        entries = [entry.at(name) for entry in found]
        self._sure[name] = self._sure.get(name, sure) & sure
        self._found.update(entries)
        old = self._story(name, {entry.fingerprint for entry in entries})
        accepted = set()
        for entry in entries:
            before = entry.at(old)
            if self._left[before] > 0:
                self._left[before] -= 1
                accepted.add(entry.fingerprint)
        return frozenset(accepted) if self.accepts else frozenset()

    def unsure(self, path: str) -> None:
        """Say that not everything of a file could be read: nothing of it is taken out."""
        self._sure[self._named(path)] = frozenset()

    def is_apart(self, paths: Iterable[str]) -> bool:
        """Whether each of these files can be looked at without the others, because none can be one that was renamed."""
        return all(self._named(path) in self._stories for path in paths) or all(map(self._is_there, self._stories))

    def part(self, path: str) -> Baseline:
        """What is about a file that `is_apart`: it accepts the same of it, and keeps account of it alone."""
        accepted = {entry: self._old[entry] for entry in self._by_story.get(self._named(path), ())}
        part = Baseline(accepted, path=self.path, named=self._named, is_there=self._is_there, accepts=self.accepts)
        part.signature = self.signature
        return part

    def account(self, path: str) -> Account:
        """What this, which is a part, has come to."""
        return Account(path, self._sure.get(self._named(path), frozenset()), self._found, self._left)

    def take(self, account: Account) -> None:
        """Remember what came of a part, as if its file had been looked at here."""
        name = self._named(account.path)
        self._sure[name] = account.sure
        self._found.update(account.found)
        if name in self._stories:
            self._known_as[name] = name
            self._taken.add(name)
            for entry in self._by_story[name]:
                self._left[entry] = account.left[entry]

    def _story(self, name: str, fingerprints: set[str]) -> str:
        """The story of the baseline that a file is: that of its name, else one that is gone and much like it."""
        if name in self._known_as:
            return self._known_as[name]
        if name in self._stories:
            self._known_as[name] = name
            self._taken.add(name)
            return name
        holders = [held for one in fingerprints if len(held := self._holders.get(one, ())) <= _MOST_HOLDERS]
        shared = Counter(other for held in holders for other in held)
        for other, number in shared.most_common(_LIKELIEST):
            alike = number >= _SHARE * min(len(fingerprints), len(self._stories[other]))
            if alike and other not in self._taken and not self._is_there(other):
                self._known_as[name] = other
                self._taken.add(other)
                return other
        return name

    @cached_property
    def _by_story(self) -> dict[str, list[Entry]]:
        stories: dict[str, list[Entry]] = {}
        for entry in self._old:
            stories.setdefault(entry.path, []).append(entry)
        return stories

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        """The stories that have a finding of a fingerprint."""
        holders: dict[str, list[str]] = {}
        for entry in self._old:
            holders.setdefault(entry.fingerprint, []).append(entry.path)
        return holders

    @property
    def stale(self) -> Counter[Entry]:
        """Accepted findings that are found no more, in the files of this run."""
        names = {old: name for name, old in self._known_as.items()}
        return Counter(
            {
                entry: number
                for entry, number in self._left.items()
                if number > 0 and entry.path in names and entry.rule in self._sure[names[entry.path]]
            }
        )

    def pruned(self) -> Counter[Entry]:
        """The entries without those that are found no more, and without files that are no more."""
        return self._renewed(self._old - self._left)

    def written(self) -> Counter[Entry]:
        """What this run has found, and the old entries of files and rules that it has not seen."""
        return self._renewed(self._found)

    def _renewed(self, found: Counter[Entry]) -> Counter[Entry]:
        names = {old: name for name, old in self._known_as.items()}
        kept: Counter[Entry] = Counter()
        for entry, number in found.items():
            kept[entry.at(names.get(entry.path, entry.path))] += number
        for entry, number in self._old.items():
            name = names.get(entry.path, entry.path)
            if name not in self._sure:
                if self._is_there(entry.path):
                    kept[entry] = number
            elif entry.rule not in self._sure[name]:
                kept[entry.at(name)] = max(number, kept[entry.at(name)])
        return kept


def loads(text: str, path: str) -> Counter[Entry]:
    """The entries of a baseline file.

    Raises:
        ConfigError: if it is none, or one of a later version; the message says where and what would be right.
    """
    again = "; `mtqa check ... --write-baseline` makes one"
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError(f"{path}:{error.lineno}: this is no baseline, nor JSON: {error.msg}{again}") from error
    except (ValueError, RecursionError) as error:
        told = "it is nested too deeply" if isinstance(error, RecursionError) else "a number has too many digits"
        raise ConfigError(f"{path}: this is no baseline: {told}{again}") from error
    if not isinstance(content, dict) or not isinstance(content.get(_KEY), int):
        raise ConfigError(f'{path}: this is no baseline: "{_KEY}" is missing{again}')
    if content[_KEY] != VERSION:
        raise ConfigError(
            f"{path}: a baseline of version {content[_KEY]}; this mtqa reads version {VERSION}: upgrade it, or write "
            "the baseline anew"
        )
    findings = content.get("findings")
    if not isinstance(findings, list):
        raise ConfigError(f'{path}: "findings" should be a list{again}')
    entries: Counter[Entry] = Counter()
    for number, finding in enumerate(findings, 1):
        entries[_entry(finding, f"{path}: finding {number}")] += finding.get("count", 1)
    return entries


def _entry(finding: Any, where: str) -> Entry:
    if not isinstance(finding, dict):
        raise ConfigError(f"{where} should be an object")
    for name in ("path", "rule", "fingerprint"):
        if not isinstance(finding.get(name), str):
            raise ConfigError(f'{where}: "{name}" should be a string')
    count = finding.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ConfigError(f'{where}: "count" should be 1 or more')
    return Entry(finding["path"], finding["rule"], finding["fingerprint"], str(finding.get("quote", "")))


def dumps(entries: Mapping[Entry, int]) -> str:
    """The file: a finding a line, in the order of files, rules and fingerprints."""
    lines = [
        json.dumps(
            {
                "path": entry.path,
                "rule": entry.rule,
                "fingerprint": entry.fingerprint,
                "count": number,
                "quote": _shortened(entry.quote),
            },
            ensure_ascii=False,
        )
        for entry, number in sorted(entries.items())
        if number > 0
    ]
    body = ",".join(f"\n    {line}" for line in lines)
    return f'{{\n  "{_KEY}": {VERSION},\n  "findings": [{body}{chr(10) + "  " if lines else ""}]\n}}\n'


def _shortened(quote: str) -> str:
    quote = " ".join(quote.encode("utf-8", "replace").decode().split()) or quote[:_QUOTED]
    return quote if len(quote) <= _QUOTED else f"{quote[: _QUOTED - 1]}…"
