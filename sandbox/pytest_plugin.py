"""The fixture `slack`: a practice Slack for one test, which fails on what real Slack would not take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

HERE = Path(__file__).parent


@pytest.fixture
def slack() -> Iterator[PracticeSlack]:
    """A running practice Slack with the demo's people; unexpected trouble fails the test at its end."""
    from sandbox.server import PracticeSlack  # noqa: PLC0415  # only tests that ask for it load the server

    running = PracticeSlack.start(
        workspace=HERE / "demo" / "workspace.yaml", manifest=HERE.parent / "manifest.yml"
    )
    yield running
    running.stop()
    assert running.trouble == []  # noqa: S101  # this is what the fixture is for
