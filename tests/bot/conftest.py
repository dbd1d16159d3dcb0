"""A running bot for the tests of the whole way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from tests.running import running_bot


@pytest.fixture
def bot(request: pytest.FixtureRequest, slack: PracticeSlack, tmp_path: Path) -> Iterator[Process]:
    """A bot on SQLite, over a socket; over HTTP when a test is given that as its parameter."""
    mode = getattr(request, "param", "socket")
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", mode=mode) as process:
        yield process
