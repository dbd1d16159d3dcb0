"""`python -m sandbox`: a practice Slack in a process of its own; prints one line of JSON when it is ready."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path
from threading import Event

from sandbox.server import PracticeSlack


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m sandbox")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--port", type=int, default=8800)
    given = parser.parse_args()
    stopping = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_args: stopping.set())
    slack = PracticeSlack.start(workspace=given.workspace, manifest=given.manifest, port=given.port)
    ready = {
        "page": slack.page_url,
        "api_url": slack.api_url,
        "bot_token": slack.bot_token,
        "app_token": slack.app_token,
        "signing_secret": slack.signing_secret,
    }
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    stopping.wait()
    slack.stop()


if __name__ == "__main__":
    main()
