"""A practice Slack whose app hears everything, with a clock that a test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox import PracticeSlack
from sandbox.subscriptions import ABOUT_CHANNELS, SCOPES

HOUSE = Path(__file__).parents[2]
WORKSPACE = HOUSE / "sandbox" / "demo" / "workspace.yaml"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
EVENTS = sorted(
    {
        "app_home_opened",
        "app_mention",
        "channel_id_changed",
        "message.channels",
        "message.groups",
        "message.im",
        *SCOPES,
        *ABOUT_CHANNELS,
    }
)
SCOPES_OF_ALL = [
    *("app_mentions:read", "channels:history", "channels:join", "channels:manage", "channels:read"),
    *("chat:write", "commands", "files:read", "files:write", "groups:history", "groups:read", "groups:write"),
    *("im:history", "im:read", "im:write", "metadata.message:read", "reactions:read", "reactions:write"),
    *("team:read", "users:read", "users:read.email"),
]

Starting = Callable[..., PracticeSlack]


def manifest(path: Path, *, events: list[str] | None = None, scopes: list[str] | None = None) -> Path:
    """A manifest file of an app that hears everything and may do everything, unless told otherwise."""
    written: dict[str, Any] = {
        "display_information": {"name": "Proef"},
        "features": {
            "slash_commands": [{"command": "/proef", "description": "Proef"}],
            "shortcuts": [
                {"name": "Nieuw", "type": "global", "callback_id": "new", "description": "Nieuw"},
                {"name": "Van dit", "type": "message", "callback_id": "from", "description": "Van dit"},
            ],
        },
        "oauth_config": {"scopes": {"bot": SCOPES_OF_ALL if scopes is None else scopes}},
        "settings": {
            "event_subscriptions": {
                "bot_events": EVENTS if events is None else events,
                "metadata_subscriptions": [{"app_id": "A0SCHAKEL", "event_type": "signal"}],
            },
            "socket_mode_enabled": True,
        },
    }
    path.write_text(yaml.safe_dump(written), encoding="utf-8")
    return path


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[Starting]:
    """Starts practice Slacks with other manifests; each is stopped, and trouble left over fails the test."""
    running: list[PracticeSlack] = []

    def start(
        events: list[str] | None = None, scopes: list[str] | None = None, **given: Any
    ) -> PracticeSlack:
        path = manifest(tmp_path / f"manifest-{len(running)}.yml", events=events, scopes=scopes)
        running.append(PracticeSlack.start(workspace=WORKSPACE, manifest=path, **given))
        return running[-1]

    yield start
    for one in running:
        one.stop()
    assert [one.trouble for one in running if one.trouble] == []


@pytest.fixture
def slack(starting: Starting) -> PracticeSlack:
    """A practice Slack at noon whose clock stands still until a test moves it."""
    running = starting()
    running.clock.set(NOON, stopped=True)
    return running
