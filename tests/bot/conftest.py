"""A running bot for the tests of the whole way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from tests.running import running_bot


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path) -> Iterator[Process]:
    """A bot on SQLite."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as process:
        yield process
