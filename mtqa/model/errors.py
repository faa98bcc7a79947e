"""Everything mtqa raises on purpose.

* MtqaError          exit code 2
  + ConfigError      a file, option or code of the user's configuration is wrong
    + NotInstalledError  something optional is asked for and is not there
  + RuleError        a rule is declared wrongly (a defect of mtqa or of a house file)
  + ReadError        exit code 3: the input cannot be read as what it claims to be
"""

from __future__ import annotations


class MtqaError(Exception):
    """Base of all; the message names place, fact and way out."""

    #: What the command line returns when this ends a run.
    exit_code = 2


class ConfigError(MtqaError):
    """The configuration is wrong; the message says where and what would be right."""


class NotInstalledError(ConfigError):
    """Something optional is not installed; the message says how to get it."""


class RuleError(MtqaError):
    """A rule's declaration contradicts itself or another rule."""


class ReadError(MtqaError):
    """The input is not what its name or header says, or is no text at all."""

    exit_code = 3
