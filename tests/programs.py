"""Programs that some tests need and pip does not install: Java, a browser."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

#: Set where everything must be tested: `.ci/run` installs what is missing.
EVERY_TEST = "MTQA_EVERY_TEST"


def missing(what: str) -> NoReturn:
    """End a test whose program is not there: it fails where everything must be tested, and is passed over elsewhere."""
    if os.environ.get(EVERY_TEST):
        pytest.fail(f"{what}; {EVERY_TEST} is set, so nothing may be passed over")
    pytest.skip(what)
