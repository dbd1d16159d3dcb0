"""The fixture `slack` fails a test on what real Slack would not take, and only on that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.conftest import HOUSE

CALL = """
import json, urllib.request
def call(slack, method, **arguments):
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    request = urllib.request.Request(slack.api_url + method, json.dumps(arguments).encode(), headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return json.load(opener.open(request))
"""
TESTS = {
    "a clean one": ("def test(slack): call(slack, 'auth.test')", True),
    "an unacknowledged command": ("def test(slack): slack.as_user('mentor').slash('/signal')", False),
    "an expected one": (
        "def test(slack):\n    with slack.expect('unacknowledged'): slack.as_user('mentor').slash('/signal')",
        True,
    ),
    "a refused call": ("def test(slack): call(slack, 'chat.postMessage', channel='C0NERGENS')", False),
    "a refused view": (
        "def test(slack):\n"
        "    trigger = slack.space.new_trigger('U0MENTOR')\n"
        "    call(slack, 'views.open', trigger_id=trigger, view={'type': 'modal'})",
        False,
    ),
    "a fault on purpose": (
        "def test(slack):\n"
        "    slack.faults.add('auth.test', error='fatal_error')\n"
        "    call(slack, 'auth.test')",
        True,
    ),
    "an event without subscription": (
        "def test(slack):\n"
        "    slack.space.app.manifest['settings']['event_subscriptions']['bot_events'] = []\n"
        "    slack.as_user('mentor').post('C0ZONNEBEEK', 'hallo')\n"
        "    assert slack.dropped == []",
        True,
    ),
}


@pytest.mark.parametrize("name", TESTS)
def test_the_fixture_judges(tmp_path: Path, name: str) -> None:
    """A test of a few lines, run on its own."""
    body, good = TESTS[name]
    (tmp_path / "test_it.py").write_text(CALL + body + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "sandbox.pytest_plugin", "-p", "no:cacheprovider"]
    done = subprocess.run(  # noqa: S603  # our own interpreter and file
        [*command, str(tmp_path / "test_it.py"), f"--rootdir={tmp_path}"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode == 0) is good, done.stdout
