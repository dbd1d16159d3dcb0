"""HTTP mode as an operator sets it up: ports, secret, manifest, and the process itself."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr

from bot.commands.directory import import_directory
from bot.commands.doctor import examine
from bot.commands.manifest import manifest_text
from bot.failing import Stop
from bot.http_mode import PATH
from bot.process import build
from bot.settings import SettingsError, load_settings
from sandbox import PracticeSlack
from storage.keys import generate
from tests.running import DIRECTORY, HOUSE, TEAM, settings_for

OVER_HTTP = {"SCHAKEL_MODE": "http", "SCHAKEL_PORT": "3000"}


def test_the_process_itself(slack: PracticeSlack, tmp_path: Path) -> None:
    """`schakel run` as an operator starts it: it listens, takes a press, and stops in order when told to."""
    port, health = free_ports()
    given = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/schakel.db",
        "SCHAKEL_KEYS": generate(),
        "SCHAKEL_MODE": "http",
        "SCHAKEL_PORT": str(port),
        "SCHAKEL_HEALTH_PORT": str(health),
    }
    command = [sys.executable, "-m", "bot", "run"]
    process = subprocess.Popen(  # noqa: S603  # our own module
        command,
        cwd=tmp_path,
        env=os.environ | given | {"PYTHONPATH": str(HOUSE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert any("Schakel draait." in line for line in process.stdout)
        slack.use_http(f"http://127.0.0.1:{port}{PATH}")
        edith = slack.as_user("zorgcoordinator")
        edith.slash("/signal", "hulp", channel=TEAM)
        slack.wait_for(edith.ephemerals)
        with urllib.request.urlopen(f"http://127.0.0.1:{health}/health", timeout=60) as answer:
            assert json.loads(answer.read())["slack"] is True
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def free_ports() -> tuple[int, int]:
    """Two ports that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        for held in (one, other):
            held.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SCHAKEL_MODE": "http"}, "SCHAKEL_PORT ontbreekt"),
        (
            {"SCHAKEL_MODE": "http", "SCHAKEL_PORT": "3000", "SCHAKEL_HEALTH_PORT": "3000"},
            "SCHAKEL_HEALTH_PORT moet",
        ),
        ({"SCHAKEL_MODE": "http", "SCHAKEL_PORT": "70000"}, "SCHAKEL_PORT moet"),
        ({"SCHAKEL_MODE": "https", "SCHAKEL_PORT": "3000"}, "SCHAKEL_MODE moet"),
        ({"SLACK_SIGNING_SECRET": "een geheim"}, "SLACK_SIGNING_SECRET bevat"),
    ],
)
def test_settings_that_cannot_be(given: dict[str, str], said: str) -> None:
    """One plain line with the name of the setting."""
    with pytest.raises(SettingsError, match=said) as refused:
        load_settings(given, None)
    assert len(refused.value.lines) == 1


def test_health_keeps_its_port_with_a_socket_and_gets_its_own_over_http() -> None:
    """Whoever posts from outside is not shown how we are."""
    assert load_settings({"SCHAKEL_PORT": "8000"}, None).health_port == 8000
    assert load_settings(OVER_HTTP, None).health_port == 0
    assert load_settings(OVER_HTTP | {"SCHAKEL_HEALTH_PORT": "8001"}, None).health_port == 8001


def test_without_the_secret_nothing_starts(slack: PracticeSlack, tmp_path: Path) -> None:
    """Nothing is listened to and no database is made; the line says where the secret is found."""
    settings = settings_for(slack, f"sqlite:///{tmp_path}/schakel.db", mode="http")
    with pytest.raises(Stop, match="SLACK_SIGNING_SECRET ontbreekt"):
        build(settings.model_copy(update={"slack_signing_secret": SecretStr("")}))
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_by_which_slack_posts() -> None:
    """Every command, the buttons and the events have the address, and no socket is opened."""
    manifest = yaml.safe_load(manifest_text("https://schakel.example"))
    url = "https://schakel.example/slack/events"
    shipped = yaml.safe_load(manifest_text())
    assert {one["url"] for one in manifest["features"]["slash_commands"]} == {url}
    assert manifest["settings"]["interactivity"]["request_url"] == url
    assert manifest["settings"]["interactivity"]["message_menu_options_url"] == url
    assert manifest["settings"]["event_subscriptions"]["request_url"] == url
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["oauth_config"] == shipped["oauth_config"]
    own = "https://gemeente.example/apps/schakel"
    assert yaml.safe_load(manifest_text(own))["settings"]["interactivity"]["request_url"] == own


@pytest.mark.parametrize(
    "address", ["http://schakel.example", "schakel.example", "https://", "https://a.example/?x=1"]
)
def test_an_address_that_slack_does_not_take(address: str) -> None:
    """Slack posts to https alone."""
    with pytest.raises(Stop, match="https-adres"):
        manifest_text(address)


def test_doctor_looks_at_what_http_needs_and_claims_no_more(
    slack: PracticeSlack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The secret is there or not; that Slack finds the way in, nobody can say beforehand."""
    settings = settings_for(slack, f"sqlite:///{tmp_path}/schakel.db", mode="http")
    process = build(settings)
    import_directory(DIRECTORY, process.engine, process.office.store.vault, process.office.book)
    process.transport.close()
    process.engine.dispose()
    assert examine(settings)
    said = capsys.readouterr().out
    assert "✓ ondertekening" in said
    assert "verbinding" not in said
    assert not examine(settings.model_copy(update={"slack_signing_secret": SecretStr("")}))
    assert "✗ ondertekening: SLACK_SIGNING_SECRET ontbreekt" in capsys.readouterr().out
