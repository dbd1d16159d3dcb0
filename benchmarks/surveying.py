"""How long one round over 500 threads with details takes within Slack's tiers, by a clock that is moved on.

The practice Slack plays its tiers and refuses what comes too soon; whoever has to wait moves its clock. The
bar is a ratio to what the busiest method alone takes at the full pace of its tier. A fifth of each tier is
left to what people do meanwhile: a long round takes 1.25 of that.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

from benchmarks.figures import Figure, show
from benchmarks.stage import HOUSE, folder
from bot.slack import make_client
from bot.surveying import PER_MINUTE, Survey, budget
from sandbox import PracticeSlack
from sandbox.pacing import PER_MINUTE as PER_TIER
from sandbox.pacing import TIERS
from tests.running import SlackClock

THREADS = 500
# How the threads lie, and in how many channels: each asks for its own look, however many stand in it.
LAYOUTS = {"each in a channel of its own": 500, "ten in each channel": 50}
PEOPLE, SEATS = 600, 12
MINUTE = 60.0
BAR = 1.35


def workspace(file: Path, channels: int) -> list[str]:
    """A workspace with so many private channels, each of a dozen of six hundred people; the channels' ids."""
    handles = [f"p{number:03}" for number in range(PEOPLE)]
    rooms = [
        {
            "id": f"C0B{number:03}",
            "name": f"netwerk-{number:03}",
            "kind": "private",
            "members": [handles[(number * 7 + seat) % PEOPLE] for seat in range(SEATS)],
        }
        for number in range(channels)
    ]
    content = {
        "team": {"id": "T0BENCH", "name": "Meetstad", "domain": "meetstad"},
        "app": {"id": "A0SCHAKEL", "bot_id": "B0SCHAKEL", "user": "U0SCHAKEL", "name": "Schakel"},
        "people": [{"handle": one, "id": f"U0{one.upper()}", "name": f"Inwoner {one}"} for one in handles],
        "channels": rooms,
    }
    file.write_text(json.dumps(content), encoding="utf-8")
    return [str(room["id"]) for room in rooms]


def surveyed(channels: int) -> tuple[float, float, Counter[str]]:
    """One round over so many channels: simulated seconds, real ones, and the calls of each method."""
    with folder() as here:
        file = here / "workspace.yaml"
        wanted = workspace(file, channels)
        slack = PracticeSlack.start(workspace=file, manifest=HOUSE / "manifest.yml", tiers=True)
        try:
            clock = SlackClock(slack)
            slack.clock.set(clock.now(), stopped=True)
            spending = budget(slack.clock.advance, lambda: clock.now().timestamp())
            client = make_client(slack.bot_token, slack.api_url)
            look = Survey(client, clock, slack.space.team_id, slack.space.app.user, spending)
            began, really = clock.now(), time.monotonic()
            rooms = [room for _channel, room in look(wanted)]
            took = (clock.now() - began).total_seconds()
            assert all(room is not None and len(room.occupants) == SEATS for room in rooms)
            assert all(call.ok for call in slack.calls), "Slack asked to slow down"
            return took, time.monotonic() - really, Counter(call.method for call in slack.calls)
        finally:
            slack.stop()


def at_full_pace(calls: Counter[str]) -> float:
    """Seconds that the busiest method takes when its tier is used up to the last call."""
    return max(MINUTE * calls[one] / PER_TIER[TIERS[one]] for one in PER_MINUTE)


def main() -> list[Figure]:
    """Each layout once: nothing in it is left to chance."""
    figures = []
    for how, channels in LAYOUTS.items():
        simulated, really, calls = surveyed(channels)
        told = ", ".join(f"{method} {calls[method]} (tier {TIERS[method]})" for method in sorted(calls))
        remark = f"{simulated / MINUTE:.1f} min simulated, {really:.1f} s of ours; {told}"
        what = f"survey of {THREADS} threads, {how}, to its tier's full pace"
        figures.append(Figure(what, BAR, simulated / at_full_pace(calls), "x", remark))
    return figures


if __name__ == "__main__":
    show(main())
