"""How long from submitting the report until its card stands in the channel, on SQLite and PostgreSQL."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.crowd import report
from benchmarks.databases import databases
from benchmarks.door import Door, wait_for
from benchmarks.figures import Figure, percentile, show
from benchmarks.stage import folder, practice, schakel
from benchmarks.town import Town, make_town

# Each report goes to another channel, so that Slack's pace of one message a second is not what is measured.
PARTNERSHIPS = 20
PEOPLE = 40
ROUNDS = 3
BAR = 0.5


def fill_in(door: Door, town: Town, person: str) -> str:
    """Report a signal up to the choice of partners; returns its reference."""
    door.act(person, "slash", "/signal", channel=town.channel_of(person))
    door.wait_view(person, "signal.new")
    done = door.act(person, "submit", **report(town, person))
    assert done["view"] and done["view"]["callback_id"] == "signal.partners", done["errors"]
    return str(done["view"]["private_metadata"].split('"')[3])


def card_after(door: Door, town: Town, person: str, ref: str) -> float:
    """Submit the choice of partners; seconds until the card was posted, by the practice Slack's clock."""
    began = time.time()
    assert not door.act(person, "submit")["errors"]

    def posted() -> str | None:
        return next((one["ts"] for one in door.messages(town.channel_of(person)) if ref in one["text"]), None)

    return float(wait_for(posted, f"the card of {ref}")) - began


def measure(door: Door, town: Town) -> tuple[list[float], list[float]]:
    """Seconds to each card: one report after another, and one in ten channels at the same moment."""
    alone = []
    for number in range(ROUNDS * PARTNERSHIPS):
        person = town.people[number % PARTNERSHIPS]
        alone.append(card_after(door, town, person, fill_in(door, town, person)))
    reporters = town.people[:10]
    refs = [fill_in(door, town, person) for person in reporters]
    with ThreadPoolExecutor(len(reporters)) as threads:
        together = list(
            threads.map(lambda one: card_after(door, town, *one), zip(reporters, refs, strict=True))
        )
    assert door.trouble() == []
    return alone, together


def main() -> list[Figure]:
    """One after another on each database; ten at once is a remark."""
    figures = []
    with folder() as here, databases(here) as urls:
        town = make_town(here, people=PEOPLE, partnerships=PARTNERSHIPS)
        for name, url in urls.items():
            with practice(town) as slack, schakel(slack, town, url):
                alone, together = measure(slack.door, town)
            remark = f"ten at once: all within {max(together):.2f} s"
            what = f"form submitted → card in the channel, p95, {name}"
            figures.append(Figure(what, BAR, percentile(alone, 95), "s", remark))
    return figures


if __name__ == "__main__":
    show(main())
