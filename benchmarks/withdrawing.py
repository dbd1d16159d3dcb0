"""How long after a withdrawal the last of twenty thread posts is a notice, beyond what Slack's pace asks."""

from __future__ import annotations

import json
import time

from benchmarks.crowd import DETAILS
from benchmarks.disclosing import consented_signal, share
from benchmarks.door import Door, wait_for
from benchmarks.figures import Figure, percentile, show
from benchmarks.stage import folder, practice, schakel
from benchmarks.town import Town, make_town
from storage.pacing import BURST, PER_MESSAGE

POSTS = 20
TIMES = 3
BAR = 5


def standing(door: Door, channel: str) -> int:
    """How many messages in the channel show the details now."""
    return sum(DETAILS in json.dumps(one, ensure_ascii=False) for one in door.messages(channel))


def replaced_after(door: Door, town: Town, author: str) -> float:
    """Share twenty times in the thread, withdraw; seconds until no message shows the details any more."""
    channel = town.channel_of(author)
    ref = consented_signal(door, town, author, town.neighbours(author))
    for _ in range(POSTS):
        share(door, town, author, ref, "thread")
    wait_for(lambda: standing(door, channel) == POSTS, "twenty posts in the thread", 120)
    door.act(author, "press", "consent.withdraw", ref, channel=channel)
    door.wait_view(author, "consent.withdraw")
    began = time.monotonic()
    assert not door.act(author, "submit")["errors"]
    wait_for(lambda: standing(door, channel) == 0, "every post was replaced", 120)
    took = time.monotonic() - began
    door.act(author, "close")
    return took


def main() -> list[Figure]:
    """A new channel each time; what the pace of one message a second takes is left out."""
    with (
        folder() as here,
        practice(town := make_town(here, people=3 * TIMES, partnerships=TIMES)) as slack,
        schakel(slack, town, f"sqlite:///{here}/schakel.db"),
    ):
        found = [replaced_after(slack.door, town, author) for author in town.people[:TIMES]]
        assert slack.door.trouble() == []
    slowest = percentile(found, 95)
    beyond = max(0.0, slowest - (POSTS - BURST) * PER_MESSAGE)
    what = "withdrawal → 20 thread posts replaced, beyond the pace, p95"
    return [Figure(what, BAR, beyond, "s", f"in all {slowest:.1f} s")]


if __name__ == "__main__":
    show(main())
