"""How soon `/signal` is acknowledged over a real socket with ten people at once, beside a bare Bolt app.

Both programs run side by side in processes of their own, each with a practice Slack of its own that
measures from sending the envelope to its acknowledgement; turns alternate, so that a crowded machine slows
both. A turn is a burst (everybody types once) or a stream (everybody types again as soon as it was taken,
while the forms of before are still being made).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks.door import Door, wait_for
from benchmarks.figures import Figure, percentile, show
from benchmarks.stage import bare_app, folder, practice, schakel
from benchmarks.town import Town, make_town

AT_ONCE = 10
KIND = "slash_commands"
BAR = 1.5
PASSES = 5
BURSTS = 20
STREAMS = 2
STREAM = 10
QUIET = 0.15  # seconds


def turn(door: Door, town: Town, threads: ThreadPoolExecutor, times: int) -> list[float]:
    """Everybody types `/signal` `times` times, at once; milliseconds to each acknowledgement."""
    before = len(door.acked_after(KIND))

    def types(person: str) -> None:
        for _ in range(times):
            assert door.act(person, "slash", "/signal", channel=town.channel_of(person))["acked"]

    list(threads.map(types, town.people))
    found = door.acked_after(KIND, before)
    assert len(found) == len(town.people) * times
    return found


def until_quiet(door: Door) -> None:
    """Wait until the app has made no call for a while: every form has been opened, or given up."""
    seen, still_since = door.calls(), time.monotonic()

    def quiet() -> bool:
        nonlocal seen, still_since
        if (now := door.calls()) != seen:
            seen, still_since = now, time.monotonic()
        return time.monotonic() - still_since > QUIET

    wait_for(quiet, "all forms were opened")


def ratio_of(
    doors: Sequence[Door], town: Town, threads: ThreadPoolExecutor, *, turns: int, times: int
) -> tuple[float, list[float], list[float]]:
    """The ratio of the p99 of both, with their times: the bare app first in one turn, last in the next."""
    bare, house = doors
    times_of: dict[Door, list[float]] = {bare: [], house: []}
    for number in range(turns):
        for door in (bare, house) if number % 2 else (house, bare):
            times_of[door] += turn(door, town, threads, times)
            if door is house:
                until_quiet(house)
    ratio = percentile(times_of[house], 99) / percentile(times_of[bare], 99)
    return ratio, times_of[bare], times_of[house]


def main() -> list[Figure]:
    """Print p50 and p99 of both programs in bursts and streams; the figure is the median of the ratios."""
    figures = []
    with (
        folder() as here,
        folder() as there,
        practice(town := make_town(here, people=AT_ONCE, partnerships=1)) as one,
        practice(other := make_town(there, people=AT_ONCE, partnerships=1)) as two,
        bare_app(two, other),
        schakel(one, town, f"sqlite:///{here}/schakel.db"),
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):
        doors = (two.door, one.door)
        ratio_of(doors, town, threads, turns=3, times=1)  # warms up
        for name, turns, times in (("bursts", BURSTS, 1), ("streams", STREAMS, STREAM)):
            ratios = []
            for _ in range(PASSES):
                ratio, bare, house = ratio_of(doors, town, threads, turns=turns, times=times)
                ratios.append(ratio)
                print(f"/signal acknowledged, {name}: {_told('bare', bare)}; {_told('Schakel', house)}")
            figure = Figure(f"/signal acknowledged, {name}, p99 to bare", BAR, statistics.median(ratios), "x")
            figures.append(figure)
        trouble = one.door.trouble()
        late = [said for said in trouble if "expired_trigger" in said]
        print(f"forms whose trigger ran out: {len(late)}; other trouble: {sorted(set(trouble) - set(late))}")
    return figures


def _told(name: str, found: Sequence[float]) -> str:
    return f"{name} p50 {percentile(found, 50):.1f} p99 {percentile(found, 99):.1f} ms"


if __name__ == "__main__":
    show(main())
