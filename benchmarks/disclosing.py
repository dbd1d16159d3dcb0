"""How long from pressing the button in the thread until the details are read, at 100 ms latency of Slack."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.carding import fill_in
from benchmarks.door import Door, wait_for
from benchmarks.figures import Figure, percentile, show
from benchmarks.stage import folder, practice, schakel
from benchmarks.town import Town, make_town

LATENCY = 0.1
BAR = 800
TIMES = 40
YES = {
    "holders": ["ouder_1"],
    "gezag_verified": "yes",
    "given_by": ["ouder_1"],
    "youth_voice": "instemmend",
    "categories": ["identiteit", "signaal"],
}


def inputs(view: dict[str, Any]) -> dict[str, Any]:
    """The elements of a form by block id."""
    return {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}


def consented_signal(door: Door, town: Town, author: str, readers: tuple[str, ...]) -> str:
    """A signal with these partners tagged and a parent's yes for sharing with them; returns its reference."""
    channel = town.channel_of(author)
    ref = fill_in(door, town, author)
    offered = inputs(door.wait_view(author, "signal.partners"))["partners"]["options"]
    chosen = [one["value"] for one in offered if any(name in one["text"]["text"] for name in readers)]
    assert len(chosen) == len(readers)
    assert not door.act(author, "submit", partners=chosen)["errors"]
    wait_for(lambda: any(ref in one["text"] for one in door.messages(channel)), "the card")
    wait_for(lambda: any(one.get("thread_ts") for one in door.messages(channel)), "the prompt")
    door.act(author, "press", "consent.record", ref, channel=channel)
    shown = inputs(door.wait_view(author, "consent.record"))
    wanted: dict[str, object] = {**YES, "recipients": chosen}
    wanted["statements"] = [one["value"] for one in shown["statements"]["options"]]
    done = door.act(author, "submit", **{name: one for name, one in wanted.items() if name in shown})
    assert not done["errors"], done
    door.act(author, "close")
    return ref


def share(door: Door, town: Town, author: str, ref: str, mode: str) -> None:
    """Share with everybody who is covered, in one of the three ways."""
    door.act(author, "press", "signal.share", ref, channel=town.channel_of(author))
    door.wait_view(author, "signal.share")
    done = door.act(author, "submit", mode=mode)
    assert not done["errors"], done
    assert done["view"] is None, done["view"]["private_metadata"]


def read_after(door: Door, channel: str, reader: str) -> float:
    """Press the button; milliseconds until the details were opened."""
    before = door.calls()
    began = time.time()
    door.act(reader, "press", "disclosure.open", "D-1", channel=channel)
    wait_for(lambda: door.called("views.open", before), "the details")
    (opened,) = door.called("views.open", before)
    view = door.view(reader)
    assert view is not None and view["callback_id"] == "disclosure.view", view
    door.act(reader, "close")
    return (opened - began) * 1000


def main() -> list[Figure]:
    """The same reader presses again and again; each time the gate decides anew and a read is written."""
    with (
        folder() as here,
        practice(town := make_town(here, people=6, partnerships=1)) as slack,
        schakel(slack, town, f"sqlite:///{here}/schakel.db"),
    ):
        author, reader = town.people[0], town.people[2]
        ref = consented_signal(slack.door, town, author, (reader,))
        share(slack.door, town, author, ref, "on_demand")
        channel = town.channel_of(author)

        def offered() -> bool:
            return any("D-1" in str(one.get("blocks")) for one in slack.door.messages(channel))

        wait_for(offered, "the button in the thread")
        slack.door.slow_down(LATENCY)
        found = [read_after(slack.door, channel, reader) for _ in range(TIMES)]
        assert slack.door.trouble() == []
    return [Figure("disclosure pressed → text, p95 at 100 ms latency", BAR, percentile(found, 95), "ms")]


if __name__ == "__main__":
    show(main())
