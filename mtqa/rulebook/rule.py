"""What a rule is, and how one is declared.

A rule is one declaration: code, category, severity, examples, check and documentation stand together. The
examples are its tests and its page; the docstring of the check is its documentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from enum import Enum
from functools import cache
from inspect import cleandoc
from typing import Any, Literal

from mtqa.model.errors import RuleError
from mtqa.model.finding import Evidence, Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.records import dataclass
from mtqa.model.span import Span
from mtqa.rulebook import evidence
from mtqa.text.document import Document
from mtqa.text.structure import Role

_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_CODE = re.compile(r"[A-Z]{3}\d\d")


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check says of one place; the rule adds the rest and makes it a finding.

    ``message`` is one sentence for an editor that quotes the words. ``severity`` and ``confidence``
    replace the rule's own where this case is graver, lighter, surer or less sure than usual.
    """

    span: Span
    message: str
    suggestion: Suggestion | None = None
    severity: Severity | None = None
    confidence: float | None = None
    evidence: Evidence = field(default_factory=dict)


#: A check takes the document, and its options if the rule declares any.
Check = Callable[..., Iterable[Hit]]


class Status(Enum):
    """How far a rule is proven."""

    PREVIEW = "preview"
    STABLE = "stable"


class Inside(Enum):
    """What a rule does about words that somebody is quoted as saying."""

    CHECKED = "quotations are checked like the rest"
    SKIPPED = "words inside quotations are left alone"


@dataclass(frozen=True, slots=True)
class Bad:
    """A text the rule must flag; ``[[...]]`` marks what, ``[[]]`` a place where something is missing.

    ``fixed`` is the text after all suggestions are taken, None where the rule suggests nothing.
    ``context`` gives further fields of the document (``published``, ``source`` ...). ``known_limit``: a
    miss we know of; the example must still fail, so that whoever mends it must update it.
    """

    marked: str
    fixed: str | None = None
    known_limit: bool = False
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The example without marks."""
        return _MARK.sub(r"\1", self.marked)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the marks were, in ``text``."""
        return tuple(Span(m.start() - 4 * i, m.end() - 4 * i - 4) for i, m in enumerate(_MARK.finditer(self.marked)))


@dataclass(frozen=True, slots=True)
class Good:
    """A text the rule must leave alone, and why; ``known_limit``: a false alarm we know of."""

    text: str
    why: str
    known_limit: bool = False
    context: dict[str, Any] = field(default_factory=dict)


Example = Bad | Good


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with all that is known about it.

    ``screen`` is a regular expression in RE2's syntax (no look-around, no back-references) that every text the
    rule can flag matches; the engine runs the check only on texts that do. None runs it on every text.
    ``confidence`` is the share of its findings that an editor is expected to agree with; ``basis`` says
    where that figure comes from. ``certain``: why a match cannot be anything but a defect, where the characters
    themselves are one (a leaked placeholder); leave it empty wherever a writer could have meant it.
    ``house``: a desk's own rule, which the desk answers for: no evidence is asked. ``awaits``: what a house file must
    say before the rule can run; its examples show it as its ``options`` are declared. ``silences``: findings of other
    rules inside one of this rule's are dropped (a paragraph left in Russian is one finding, not forty). ``gives_way``:
    its findings keep the longest run of words that those of others leave. ``scope``: "document" for rules about the
    whole text, whose examples cannot be put into other texts.
    """

    code: str
    name: str
    category: Category
    severity: Severity
    examples: tuple[Example, ...]
    check: Check
    docs: str
    screen: str | None = None
    confidence: float = 0.9
    basis: str = ""
    certain: str = ""
    house: bool = False
    awaits: str = ""
    quotations: Inside = Inside.CHECKED
    silences: bool = False
    gives_way: bool = False
    scope: Literal["span", "document"] = "span"
    roles: frozenset[Role] | None = None
    languages: frozenset[str] = frozenset({"en"})
    options: Any = None

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise RuleError(f"{self.code}: a rule's code is three letters and two digits, such as PUN01")
        if not self.docs.strip():
            raise RuleError(f"{self.code}: the check has no docstring, which is the rule's page")

    @property
    def family(self) -> str:
        """The three letters of the code."""
        return self.code[:3]

    @property
    def summary(self) -> str:
        """What is wrong, in one sentence: the first paragraph of the documentation."""
        return _first_paragraph(self.docs)

    @property
    def is_for_the_house(self) -> bool:
        """Whether what is right is for the house to say: once it does, no evidence is asked."""
        return bool(self.awaits) and self.family == "STY"

    @property
    def status(self) -> Status:
        """Preview or stable, as the evidence has it; a desk's own rule is stable."""
        if self.house:
            return Status.STABLE
        informs = self.severity is Severity.NEUTRAL
        proven = evidence.is_proven(self.code, evidence.measured(), certain=bool(self.certain), informs=informs)
        return Status.STABLE if proven else Status.PREVIEW

    def hits(self, document: Document) -> Iterator[Hit]:
        """Run the check; drop what stands where the rule does not look."""
        arguments = (document,) if self.options is None else (document, self.options)
        for hit in self.check(*arguments):
            if self.quotations is Inside.SKIPPED and document.in_quotation(hit.span):
                continue
            if self.roles is not None and document.paragraph_at(hit.span.start).role not in self.roles:
                continue
            yield hit


@cache
def _first_paragraph(docs: str) -> str:
    return " ".join(cleandoc(docs).split("\n\n")[0].split())


REGISTRY: dict[str, Rule] = {}
_NAMES: set[str] = set()


def register(rule: Rule) -> Rule:
    """Add a rule.

    Raises:
        RuleError: if another rule has its code or name.
    """
    if rule.code in REGISTRY or rule.name in _NAMES:
        raise RuleError(f"rule declared twice: {rule.code} {rule.name}")
    REGISTRY[rule.code] = rule
    _NAMES.add(rule.name)
    return rule


def rule(code: str, category: Category, severity: Severity, *examples: Example, **more: Any) -> Callable[[Check], Rule]:
    """Declare the decorated check a rule, named after the function.

    ``more`` are further fields of `Rule`: ``screen``, ``confidence``, ``basis``, ``certain``, ``quotations`` ...
    """

    def declare(check: Check) -> Rule:
        name = check.__name__.replace("_", "-")
        return register(Rule(code, name, category, severity, examples, check, check.__doc__ or "", **more))

    return declare
