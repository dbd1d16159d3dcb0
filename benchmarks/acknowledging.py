"""How soon `/signal` is acknowledged over a real socket with ten people at once, beside a bare Bolt app."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.logging import configure_logging
from sandbox import PracticeSlack
from tests.running import HOUSE, TEAM, running_bot

PEOPLE = (
    "zorgcoordinator",
    "mentor",
    "jongerenwerker",
    "jeugdagent",
    "wijkteam",
    "leerplicht",
    "regisseur",
    "sportclub",
)
AT_ONCE = 10
ROUNDS = 20


def practice() -> PracticeSlack:
    """A practice Slack for one run."""
    here = HOUSE / "sandbox" / "demo" / "workspace.yaml"
    return PracticeSlack.start(workspace=here, manifest=HOUSE / "manifest.yml")


def acknowledged(slack: PracticeSlack) -> list[float]:
    """Milliseconds from typing `/signal` to the acknowledgement, sorted."""

    def once(number: int) -> float:
        person = slack.as_user(PEOPLE[number % len(PEOPLE)])
        began = time.perf_counter()
        assert person.slash("/signal", channel=TEAM).acked
        return (time.perf_counter() - began) * 1000

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(once, range(AT_ONCE)))  # the first round warms up
        return sorted(threads.map(once, range(AT_ONCE * ROUNDS)))


def bare() -> list[float]:
    """The same with an app that only acknowledges."""
    slack = practice()
    app = App(
        client=WebClient(token=slack.bot_token, base_url=slack.api_url), token_verification_enabled=False
    )

    @app.command("/signal")
    def listen(ack: Ack) -> None:
        ack()

    handler = SocketModeHandler(app, slack.app_token)
    handler.connect()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
    found = acknowledged(slack)
    handler.close()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
    slack.stop()
    return found


def schakel() -> list[float]:
    """The same with the whole bot, which also opens the form."""
    slack = practice()
    with tempfile.TemporaryDirectory() as folder, running_bot(slack, f"sqlite:///{Path(folder)}/schakel.db"):
        found = acknowledged(slack)
    slack.stop()
    return found


def main() -> None:
    """Print p50 and p99 of both and the ratio."""
    configure_logging()
    runs: dict[str, Callable[[], list[float]]] = {"bare Bolt app": bare, "Schakel": schakel}
    worst: dict[str, float] = {}
    for name, run in runs.items():
        found = run()
        worst[name] = found[int(len(found) * 0.99)]
        print(
            f"/signal acknowledged, {name}: p50 {statistics.median(found):.1f} ms, p99 {worst[name]:.1f} ms"
        )
    print(f"ratio of p99: {worst['Schakel'] / worst['bare Bolt app']:.2f}")


if __name__ == "__main__":
    main()
