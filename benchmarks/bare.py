"""A bare Bolt app to compare with: with as many threads it acknowledges `/signal`, no more."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.process import LISTENER_THREADS


def main() -> None:
    """Serve until terminated."""
    app = App(
        client=WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS),
        token_verification_enabled=False,
    )

    @app.command("/signal")
    def listen(ack: Ack) -> None:
        ack()

    stopping = Event()
    signal.signal(signal.SIGTERM, lambda *_args: stopping.set())
    handler = SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    handler.connect()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    stopping.wait()
    handler.close()  # type: ignore[no-untyped-call]  # untyped in slack_bolt


if __name__ == "__main__":
    main()
