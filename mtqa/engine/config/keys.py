"""Every key of `mtqa.toml`: what it means, what it may hold, what holds where nobody writes it.

Checking, the schema for editors, the table in the guide, `mtqa init` and `mtqa config` are all made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from mtqa.engine.fluency import LEVELS, OFF
from mtqa.engine.profile import DEFAULT


class Kind(Enum):
    """What a value is, as an error message says it."""

    FLAG = "true or false"
    NUMBER = "a number"
    WHOLE = "a whole number"
    CHOICE = "a text in quotation marks"
    TEXTS = "a text in quotation marks, or a list of them in [ ]"
    SEVERITIES = 'a table such as [severity], with lines such as PUN01 = "minor"'
    OPTIONS = "a table for each rule, such as [rules.REP08]"


class Merging(Enum):
    """What becomes of a value that a file further out, or a profile, gave."""

    REPLACED = "replaces what was inherited"
    ADDED = "is added to what was inherited"
    BY_ENTRY = "replaces what was inherited entry by entry"


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``example`` is TOML as `mtqa init` writes it; ``least`` and ``most`` bound a number, included."""

    name: str
    kind: Kind
    means: str
    example: str
    default: object = None
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    merging: Merging = Merging.REPLACED


#: What a severity is called in a house file; "neutral", as results have it, is taken for "information".
SEVERITIES = ("critical", "major", "minor", "information")
#: What a rule may be set to: a severity, silence, or what its declaration says.
SETTINGS = (*SEVERITIES, "off", "default")
VARIETIES = ("british", "american", "any")

_ALL = (
    Key(
        "root",
        Kind.FLAG,
        "Whether the search for house files, upwards from the story, ends with this one.",
        "root = true",
        default=False,
    ),
    Key(
        "extends",
        Kind.TEXTS,
        "Profiles (wire, web, gate, archive) or other house files that this one builds on; the last one wins.",
        'extends = "wire"',
        default=(),
    ),
    Key(
        "select",
        Kind.TEXTS,
        "Run only these: codes, names, families, categories, severities.",
        'select = ["all"]',
        default=(),
    ),
    Key("ignore", Kind.TEXTS, "Leave these rules out.", 'ignore = ["PUN07", "repetition"]', default=()),
    Key(
        "preview",
        Kind.FLAG,
        "Whether rules that are not proven yet take part; they never count.",
        "preview = true",
        default=DEFAULT.preview,
    ),
    Key(
        "min-severity",
        Kind.CHOICE,
        "Leave lesser findings out of report, score and verdict.",
        'min-severity = "minor"',
        default="information",
        choices=SEVERITIES,
    ),
    Key(
        "min-confidence",
        Kind.NUMBER,
        "Leave less sure findings out: 0 to 1.",
        "min-confidence = 0.8",
        default=DEFAULT.min_confidence,
        least=0,
        most=1,
    ),
    Key(
        "fail-on",
        Kind.CHOICE,
        "The severity from which a finding makes `mtqa check` exit with 1.",
        'fail-on = "major"',
        default="never",
        choices=("critical", "major", "minor", "never"),
    ),
    Key(
        "pass-threshold",
        Kind.NUMBER,
        "The calibrated score from which a story passes (MQM's PT).",
        "pass-threshold = 95",
        default=DEFAULT.pass_threshold,
        least=0,
        most=100,
    ),
    Key(
        "acceptable-penalty",
        Kind.NUMBER,
        "The penalty points in 1,000 words that just pass (MQM's APP).",
        "acceptable-penalty = 10",
        default=DEFAULT.acceptable_penalty,
        least=0.1,
        most=1000,
    ),
    Key(
        "listed",
        Kind.WHOLE,
        "How many places of one rule are listed; what is beyond is counted.",
        "listed = 50",
        default=DEFAULT.listed,
        least=1,
    ),
    Key(
        "spelling",
        Kind.CHOICE,
        "Which English the house writes.",
        'spelling = "british"',
        default="any",
        choices=VARIETIES,
    ),
    Key(
        "fluency",
        Kind.CHOICE,
        "Whether a language model looks for garbled sentences, and how readily; it is installed apart.",
        'fluency = "default"',
        default=OFF,
        choices=(OFF, *LEVELS),
    ),
    Key(
        "glossary",
        Kind.TEXTS,
        "Files of required, forbidden and do-not-translate terms: .toml, .csv, .tbx.",
        'glossary = ["terms.csv"]',
        default=(),
        merging=Merging.ADDED,
    ),
    Key(
        "names",
        Kind.TEXTS,
        "Files of names as the house spells them.",
        'names = ["names.txt"]',
        default=(),
        merging=Merging.ADDED,
    ),
    Key(
        "phrases",
        Kind.TEXTS,
        "Files of phrase rules of the desk's own; * stands for any name.",
        'phrases = ["phrases/*.toml"]',
        default=(),
        merging=Merging.ADDED,
    ),
    Key(
        "ignore-text",
        Kind.TEXTS,
        "Regular expressions (RE2): findings inside what they match are left out.",
        "ignore-text = ['(?m)^Photo: .*$']",
        default=(),
        merging=Merging.ADDED,
    ),
    Key(
        "ignore-files",
        Kind.TEXTS,
        "Files that are passed over in folders; * is any name, ** any folders.",
        'ignore-files = ["drafts/**"]',
        default=(),
        merging=Merging.ADDED,
    ),
    Key(
        "severity",
        Kind.SEVERITIES,
        "How grave the findings of a rule, family, category or severity are: one of "
        + ", ".join(SEVERITIES)
        + "; or off; or default.",
        '[severity]\nSTY = "information"\nPUN01 = "off"',
        default=MappingProxyType({}),
        choices=SETTINGS,
        merging=Merging.BY_ENTRY,
    ),
    Key(
        "rules",
        Kind.OPTIONS,
        "Options of a rule, by code or name; its page lists them.",
        "[rules.REP08]\nwords = 10",
        default=MappingProxyType({}),
        merging=Merging.BY_ENTRY,
    ),
)
KEYS = MappingProxyType({key.name: key for key in _ALL})
