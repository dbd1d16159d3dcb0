"""Puts on a run in separate processes: a practice Slack, a program against it, and the driver: this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.door import Door
from benchmarks.town import Town
from storage.keys import generate

HOUSE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice Slack in a process of its own, with what a program needs to connect to it."""

    door: Door
    environment: Mapping[str, str] = field(repr=False)


def _environment(**more: str) -> dict[str, str]:
    """This process's environment without proxies, which Socket Mode would use even on this machine."""
    plain = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return plain | more


@contextmanager
def running(*command: str, ready: str, log: Path, **environment: str) -> Iterator[str]:
    """A Python program in a process of its own, once it printed a line with `ready`; yields that line."""
    with log.open("w") as errors:
        process = subprocess.Popen(  # noqa: S603  # our own programs
            [sys.executable, *command],
            cwd=HOUSE,
            env=_environment(**environment),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert process.stdout is not None
            line = next((one for one in process.stdout if ready in one), None)
            assert line is not None, f"{command} did not start: {log.read_text()}"
            yield line
        finally:
            process.terminate()
            process.wait(timeout=60)


@contextmanager
def practice(town: Town) -> Iterator[Practice]:
    """A practice Slack of this town."""
    files = ("--workspace", str(town.workspace), "--manifest", str(HOUSE / "manifest.yml"))
    log = town.workspace.parent / "practice.log"
    with running("-m", "sandbox", *files, "--port", "0", ready="api_url", log=log) as line:
        known = json.loads(line)
        yield Practice(
            Door(known["page"]),
            {
                "SLACK_API_URL": known["api_url"],
                "SLACK_BOT_TOKEN": known["bot_token"],
                "SLACK_APP_TOKEN": known["app_token"],
            },
        )


@contextmanager
def schakel(slack: Practice, town: Town, database_url: str, *program: str) -> Iterator[None]:
    """The bot as it is run for real (or another `program` that runs it), with the town's directory."""
    log = town.workspace.parent / "schakel.log"
    settings = {**slack.environment, "DATABASE_URL": database_url, "SCHAKEL_KEYS": generate()}
    imported = ("-m", "bot", "import", str(town.directory))
    with running(*imported, ready="toegevoegd", log=log, **settings):
        pass
    with running(*(program or ("-m", "bot", "run")), ready="Schakel draait", log=log, **settings):
        yield


@contextmanager
def bare_app(slack: Practice, town: Town) -> Iterator[None]:
    """A Bolt app that only acknowledges."""
    log = town.workspace.parent / "bare.log"
    with running("-m", "benchmarks.bare", ready="ready", log=log, **slack.environment):
        yield


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one run."""
    with TemporaryDirectory(prefix="schakel-bench-") as made:
        yield Path(made)
