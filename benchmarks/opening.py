"""How long from typing `/signal` until the form is there, when every call to Slack takes 100 ms longer."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.door import Door, wait_for
from benchmarks.figures import Figure, percentile, show
from benchmarks.stage import folder, practice, schakel
from benchmarks.town import Town, make_town

LATENCY = 0.1
AT_ONCE = 10
ALONE = 60
BURSTS = 6
BAR = 400


def opened_after(door: Door, town: Town, people: tuple[str, ...]) -> list[float]:
    """These people type `/signal` at the same moment; milliseconds until each form was opened."""
    before = door.calls()
    began = time.time()
    with ThreadPoolExecutor(len(people)) as threads:
        list(threads.map(lambda one: door.act(one, "slash", "/signal", channel=town.channel_of(one)), people))
    wait_for(lambda: len(door.called("views.open", before)) == len(people), "every form was opened")
    return [(at - began) * 1000 for at in door.called("views.open", before)]


def main() -> list[Figure]:
    """One person after another, and ten at once."""
    with (
        folder() as here,
        practice(town := make_town(here, people=AT_ONCE, partnerships=1)) as slack,
        schakel(slack, town, f"sqlite:///{here}/schakel.db"),
    ):
        slack.door.slow_down(LATENCY)
        opened_after(slack.door, town, town.people)  # warms up
        alone = [
            one
            for number in range(ALONE)
            for one in opened_after(slack.door, town, (town.people[number % AT_ONCE],))
        ]
        together = [one for _ in range(BURSTS) for one in opened_after(slack.door, town, town.people)]
        assert slack.door.trouble() == []
    return [
        Figure("command → form visible, p95 at 100 ms latency", BAR, percentile(alone, 95), "ms"),
        Figure("the same, ten people at once", BAR, percentile(together, 95), "ms"),
    ]


if __name__ == "__main__":
    show(main())
