"""The house: the rules, the profile and the exemptions that the settings in force ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from mtqa.engine.config.desk import Desk
from mtqa.engine.config.ignoring import PassedOver, ignored_text
from mtqa.engine.config.settings import Setting, Settings
from mtqa.engine.config.source import failed
from mtqa.engine.exemptions import Exemptions
from mtqa.engine.profile import Profile
from mtqa.engine.selection import Reach, did_you_mean, find, reach, select, unknown
from mtqa.model.errors import ConfigError
from mtqa.model.mqm import Severity
from mtqa.rulebook.options import OptionError, configured, options_of
from mtqa.rulebook.rule import Rule

_SEVERITIES = {
    "critical": Severity.CRITICAL,
    "major": Severity.MAJOR,
    "minor": Severity.MINOR,
    "information": Severity.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class House:
    """What settings amount to.

    ``rules`` are those that take part; ``files`` everything that was read for them, absolute; ``known`` are all
    rules, those that do not take part too; ``phrases`` the files of phrase rules, as people name them.
    """

    settings: Settings
    rules: tuple[Rule, ...]
    profile: Profile
    exemptions: Exemptions
    passes_over: PassedOver
    files: tuple[Path, ...]
    known: tuple[Rule, ...]
    phrases: tuple[Path, ...] = ()

    def is_part(self, path: Path) -> bool:
        """Whether a file is one that this house was read from."""
        return path.resolve() in self.files

    @property
    def name(self) -> str:
        """The nearest house file, or the profile."""
        own = [layer.source for layer in self.settings.layers if layer.source.path is not None]
        return own[-1].name if own else self.profile.name


def assemble(
    settings: Settings, shipped: Sequence[Rule], *, wanted: Sequence[str] = (), unwanted: Sequence[str] = ()
) -> House:
    """Rules, profile and exemptions; ``wanted`` and ``unwanted`` are selectors of a run, which win.

    Raises:
        ConfigError: for everything in the settings, and in the files they name, that cannot be.
    """
    problems = [problem for layer in settings.layers for problem in layer.problems]
    with _told_with(problems):
        ignored = ignored_text(settings)
    with _told_with(problems):
        desk = Desk.read(settings, shipped)
        problems += _unknown_selectors(settings, desk.rules)
        awake = _with_options(settings, desk.rules)
    if problems:
        raise failed(problems)
    rules = _taking_part(settings, awake, wanted, unwanted)
    profile = Profile(
        name=settings.profile_name,
        pass_threshold=settings.value("pass-threshold"),
        acceptable_penalty=settings.value("acceptable-penalty"),
        preview=settings.value("preview"),
        min_severity=_SEVERITIES[settings.value("min-severity")],
        min_confidence=settings.value("min-confidence"),
        listed=settings.value("listed"),
        fail_on=_SEVERITIES.get(settings.value("fail-on")),
        severities=_severities(settings, rules),
        house=_hash(settings, desk.content),
    )
    exemptions = Exemptions(ignored, desk.trusted)
    own = [layer.source.path for layer in settings.layers if layer.source.path is not None]
    files = tuple(path.resolve() for path in (*own, *desk.files))
    return House(settings, rules, profile, exemptions, PassedOver(settings), files, desk.rules, desk.phrases)


@contextmanager
def _told_with(problems: list[str]) -> Iterator[None]:
    """Add what is wrong to ``problems``, so that everything is told at once."""
    try:
        yield
    except ConfigError as error:
        problems.append(str(error))


def _taking_part(
    settings: Settings, rules: Sequence[Rule], wanted: Sequence[str], unwanted: Sequence[str]
) -> tuple[Rule, ...]:
    """The rules that settings and options select; options that select replace the settings' choice.

    Raises:
        ConfigError: if none is left, saying where that is written.
    """
    off = [setting.keys[1] for setting in settings.severities() if setting.value == "off"]
    resting = [*settings.value("ignore"), *off]
    preview = settings.value("preview")
    if wanted:
        return select(rules, select=wanted, ignore=unwanted, off=resting, preview=preview)
    try:
        return select(rules, select=settings.value("select"), ignore=[*resting, *unwanted], preview=preview)
    except ConfigError as error:
        chosen = [origin for key in ("ignore", "select") for _, origin in settings.texts(key)]
        chosen += [setting.origin for setting in settings.severities() if setting.value == "off"]
        if unwanted or not chosen:
            raise
        raise ConfigError(chosen[0].problem(str(error).removeprefix("select: "))) from None


def _with_options(settings: Settings, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules, with the options that ``[rules.CODE]`` tables set."""
    by_rule: dict[str, list[Setting]] = {}
    problems: list[str] = []
    for setting in settings.options():
        _, name, option = setting.keys
        try:
            rule = find(rules, name)
            configured(rule, {option: setting.value})
        except OptionError as error:
            known = options_of(rule)
            fact = "" if option in known else f'there is no option "{option}"{did_you_mean(option, known)}; '
            problems.append(setting.origin.problem(f"{fact}{error}"))
        except ConfigError as error:
            problems.append(setting.origin.problem(str(error)))
        else:
            by_rule.setdefault(rule.code, []).append(setting)
    if problems:
        raise failed(problems)
    return tuple(
        configured(rule, {setting.keys[2]: setting.value for setting in by_rule.get(rule.code, ())}) for rule in rules
    )


def _unknown_selectors(settings: Settings, rules: Sequence[Rule]) -> Iterator[str]:
    for name in ("select", "ignore"):
        for text, origin in settings.texts(name):
            for problem in unknown(rules, [part.strip() for part in text.split(",") if part.strip()]):
                yield origin.problem(problem)
    for setting in settings.severities():
        for problem in unknown(rules, [setting.keys[1]]):
            yield setting.origin.problem(problem)


def _severities(settings: Settings, rules: Iterable[Rule]) -> Mapping[str, Severity]:
    """The severity of each rule for which one is set: what is said most exactly wins, then what is said last.

    A rule that only informs goes on informing, unless it is itself named.
    """
    entries = [(setting.keys[1], setting.value) for setting in settings.severities() if setting.value != "off"]
    severities = {}
    for rule in rules:
        said = [(reach(rule, selector), number, word) for number, (selector, word) in enumerate(entries)]
        exactness, _, word = max(said, default=(0, 0, "default"))
        informs = rule.severity is Severity.NEUTRAL and exactness < Reach.RULE
        if exactness and word != "default" and not informs:
            severities[rule.code] = _SEVERITIES[word]
    return severities


def _hash(settings: Settings, content: Iterable[bytes]) -> str:
    """Eight hexadecimal digits from what house files say and from the files they name; nothing without a house file.

    What decides about runs and not about results is left out, and so are the options of a run, which have a place of
    their own in a signature.
    """
    written = Settings([layer for layer in settings.layers if not layer.source.name.startswith("--")])
    if all(layer.source.path is None for layer in written.layers):
        return ""
    said = [[*one.keys, _plain(one.value)] for one in written.all() if one.keys[0] not in {"fail-on", "ignore-files"}]
    digest = blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=4)
    for data in content:
        digest.update(blake2b(data, digest_size=8).digest())
    return digest.hexdigest()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
