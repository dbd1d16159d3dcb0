"""What the tests of the server share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox import Person, PracticeSlack
from tests.sandbox.server.app import Json, Socket, socket_of
from tests.sandbox.server.hearing import Heard


@pytest.fixture
def app(slack: PracticeSlack) -> Iterator[Socket]:
    """The app, connected and acknowledging everything."""
    with socket_of(slack) as socket:
        yield socket


@pytest.fixture
def mentor(slack: PracticeSlack) -> Person:
    """Who acts."""
    return slack.as_user("mentor")


@pytest.fixture
def heard(slack: PracticeSlack, app: Socket) -> Heard:
    """What the app heard since the last asking."""
    before = 0

    def since() -> list[Json]:
        nonlocal before
        slack.idle()
        new = app.events[before:]
        before = len(app.events)
        return new

    return since
