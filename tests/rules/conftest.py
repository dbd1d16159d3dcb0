"""The rulebook, loaded once for the tests of this floor."""

from __future__ import annotations

import pytest

from rules.book import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The rulebook as it ships."""
    return load_rulebook()
