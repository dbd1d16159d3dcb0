"""`python -m sandbox`: a practice Slack in a process of its own.

It prints one line of JSON when it is ready, or `{"problem": "port"}` when the port cannot be had. With
`--starts-over` the page has a button to begin anew; each press prints `{"start_over": true}` for whoever
started the process.
"""

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
    parser.add_argument("--starts-over", action="store_true")
    parser.add_argument("--tour", type=Path)
    given = parser.parse_args()
    stopping = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_args: stopping.set())
    try:
        slack = PracticeSlack.start(
            workspace=given.workspace,
            manifest=given.manifest,
            port=given.port,
            start_over=(lambda: _tell(start_over=True)) if given.starts_over else None,
            tour=given.tour,
        )
    except (OSError, OverflowError):
        _tell(problem="port")
        sys.exit(2)
    _tell(
        page=slack.page_url,
        api_url=slack.api_url,
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        signing_secret=slack.signing_secret,
    )
    stopping.wait()
    slack.stop()


def _tell(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
